"""A figure as a formula can read it: 66.7%, ６６．７％, 1,030人, 約1,030人, 2,289,233円.

The formula and the function beside it agree on every text: what one refuses, the other does too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from zushi_xl.text.folding import DASHES
from zushi_xl.text.regex import regex

NO_VALUE_MARKS = f"{DASHES}_＿=＝/／・〜～~…‥.．:：*＊?？※"
"""What a text without any digit begins with that says: there is none."""
_AROUND = ("%", "約", ",", "(", ")")  # what people write around a figure
_NUMBER = regex(r"[+-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?", re.ASCII)
_WIDE = "０１２３４５６７８９．，％（）Ｅｅ"
_HALF = "0123456789.,%()Ee"
TO_HALF = str.maketrans(_WIDE, _HALF)
DIGITS = "0123456789０１２３４５６７８９一二三四五六七八九十百千壱弐〇①②③④⑤⑥⑦⑧⑨⑩"
"""What a figure may be written with."""
_STEMS = """
    未 なし ナシ 無 ない なかった なく ません 中 不 非 外 困難 該当 適用除 秘 伏 黒塗 マスク
    個人情報 控え 廃 休 終了 閉 解散 統合 打切 打ち切 取りやめ 取り止め 見送 延期 隔年 欠測
    せず できず されず からず 得ず 待ち 後日 追って 要確認 要調整 要検討 今後 予定 公表前
    発表前 集計前 確定前 決算前 算出前 空 白 ブランク ゼロ 零 nil none blank N/A n/a NA na
    N.A n.a TB tb X x χ
"""
NONE_STEMS = tuple(_STEMS.split())
"""Parts of the words that say why there is no figure; the reader knows the words themselves."""


def number_formula(cell: str, unit: str = "") -> str:
    """An expression that gives the figure in ``cell``, or an error.

    A bare number stays what it is, but for a share that Excel keeps as a fraction.
    """
    expression = figure_text(cell, unit)
    share = f"IF(AND(ISNUMBER({cell}),{cell}<=1),{cell}*100,VALUE({expression}))"
    return share if unit == "％" else f"VALUE({expression})"


def figure_text(cell: str, unit: str) -> str:
    """An expression that gives the text in ``cell`` without what people write around a figure."""
    expression = f"ASC(TRIM({cell}))"
    for mark in _marks(unit):
        expression = f'SUBSTITUTE({expression},"{mark}","")'
    return expression


def plain_number(text: str, unit: str = "") -> Decimal | None:
    """The figure that ``number_formula`` gives for a text."""
    plain = text.strip().translate(TO_HALF)
    for mark in _marks(unit):
        plain = plain.replace(mark, "")
    plain = plain.strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def digit_formula(cell: str) -> str:
    """The condition of ``has_digit`` for the text in ``cell``; likewise those below."""
    return f"{_found(DIGITS, cell)}>0"


def has_digit(text: str) -> bool:
    """Whether a figure may be in the text at all."""
    return any(digit in text for digit in DIGITS)


def none_formula(cell: str) -> str:
    """Whether the cell says that there is nothing: なし, 未実施 and the like."""
    return f"{_found(NONE_STEMS, cell)}>0"


def says_none(text: str) -> bool:
    """Whether a text may say that there is no figure."""
    return any(stem in text for stem in NONE_STEMS)


def dash_formula(cell: str) -> str:
    """Whether the cell begins with a dash and has no digit."""
    first = f'ISNUMBER(FIND(LEFT(TRIM({cell}),1),"{NO_VALUE_MARKS}"))'
    return f"AND({first},{_found(DIGITS, cell)}=0)"


def is_dash(text: str) -> bool:
    """Whether a text is dashes or other marks for none, a unit behind them or not."""
    return text[:1] in NO_VALUE_MARKS and bool(text) and not has_digit(text)


def negative_formula(cell: str) -> str:
    """Whether the number of the cell begins with a minus or ▲."""
    bare = f'SUBSTITUTE(SUBSTITUTE(TRIM({cell}),"(",""),"（","")'
    return f'AND(LEN({bare})>0,ISNUMBER(FIND(LEFT({bare},1),"{_NEGATIVE}")))'


def is_negative(text: str) -> bool:
    """Whether a text begins with a sign for less than zero, brackets aside."""
    return text.translate(_NO_BRACKETS)[:1] in tuple(_NEGATIVE)


_NEGATIVE = "-−－▲△"  # brackets around a text say that the figure is planned
_NO_BRACKETS = str.maketrans("", "", "(（")


def _found(texts: Sequence[str], cell: str) -> str:
    """How many of some texts are in a cell."""
    array = ",".join(f'"{text}"' for text in texts)
    return f"SUMPRODUCT(--ISNUMBER(FIND({{{array}}},{cell})))"


def _marks(unit: str) -> tuple[str, ...]:
    half = unit.translate(TO_HALF).replace('"', "")
    marks = (*_AROUND, half, "円" if half.endswith("円") else "")
    return tuple(dict.fromkeys(mark for mark in marks if mark))
