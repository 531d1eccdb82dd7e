"""The signs that what a form says of a field disagrees, with their points and words.

Points are twice the coefficient of a logistic regression, rounded, on the mistakes that earlier
readers made in forms which they had not met (`benchmarks/README.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LIMIT = 4


class DoubtSign(NamedTuple):
    """Points for doubt, and what a person reads."""

    points: int
    text: str


SIGNS: Mapping[str, DoubtSign] = {
    # its place
    "no_room": DoubtSign(3, "欄の中の文字に、書き込む空きがない"),
    "head_line": DoubtSign(3, "見出しと同じ段にある"),
    "stamp": DoubtSign(2, "短い見出しの下に一つずつ並び、印の欄のようである"),
    "others": DoubtSign(2, "見出しに、記入する人と別の人の役割の語がある"),
    "fill": DoubtSign(1, "ほかの多くの欄と色が違う"),
    # its name
    "gap": DoubtSign(2, "見出しと欄が離れている"),
    "shared": DoubtSign(3, "同じ見出しを、ほかの欄も見出しとしている"),
    "level": DoubtSign(3, "隣の欄と、見出しの段が違う"),
    "apart": DoubtSign(1, "見出しの色が、ほかの見出しと違う"),
    "asks": DoubtSign(1, "見出しの一つが、単位や答え方の語である"),
    "only_asks": DoubtSign(2, "見出しが、単位や答え方の語だけである"),
    "bracket": DoubtSign(1, "見出しのかっこの中の短い語を、読み取りに使っていない"),
    "head_left": DoubtSign(1, "見出しの上に、使っていない見出しがある"),
    # its type
    "mute": DoubtSign(3, "見出しの語も単位も、型をいわない"),
    "narrow": DoubtSign(2, "文を書くには狭い欄である"),
    "other_type": DoubtSign(1, "見出しの語は、別の型をいう"),
    "ends_otherwise": DoubtSign(2, "見出しの最後の字は、数や日付のようである"),
    "ends_in_words": DoubtSign(4, "見出しの最後の字は、言葉を書く欄のようである"),
    "odd": DoubtSign(4, "同じ列の多くの欄と、型が違う"),
    "format": DoubtSign(4, "日付とみた手がかりは、セルの表示形式だけである"),
    "formula": DoubtSign(1, "同じ列に数式がある"),
    "thin": DoubtSign(2, "型の手がかりが弱い"),
    "one_word": DoubtSign(1, "数や年とみた手がかりは、見出しの一語だけである"),
    # its unit
    "no_unit": DoubtSign(4, "数を書く欄とみたが、単位が見つからない"),
    "yen_unsaid": DoubtSign(3, "金額の欄とみたが、円とはどこにもない"),
    "other_money": DoubtSign(4, "シートのほかの所に、円でない金額の単位がある"),
    "units_differ": DoubtSign(4, "単位の手がかりが食い違う"),
    "kin_unit": DoubtSign(1, "同じ列のほかの欄と、単位が違う"),
    # whether it repeats
    "kin_repeats": DoubtSign(1, "同じ行の欄と、繰り返しのとり方が違う"),
    "like_repeats": DoubtSign(1, "同じ行の同じ型の欄と、繰り返しのとり方が違う"),
    "split": DoubtSign(4, "同じ見出しの下の欄が、いくつかの繰り返しに分かれている"),
    "shorter": DoubtSign(4, "同じ表のほかの列より、繰り返す行が少ない"),
    "numbered": DoubtSign(2, "数字だけが違う見出しの欄と、繰り返しのとり方が違う"),
}
