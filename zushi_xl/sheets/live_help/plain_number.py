"""A figure as a formula can read it: 66.7%, ６６．７％, 1,030人, 約1,030人, 2,289,233円.

The formula and the function beside it agree on every text: what one refuses, the other does too.
"""

from __future__ import annotations

import re
from decimal import Decimal

DASHES = "ー－-―–—‐−ｰ"  # one of them alone says: there is none
_AROUND = ("%", "約", ",", "(", ")")  # what people write around a figure
_NUMBER = re.compile(r"[+-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?", re.ASCII)
_WIDE = "０１２３４５６７８９．，％（）"
_HALF = "0123456789.,%()"
_TO_HALF = str.maketrans(_WIDE, _HALF)
DIGITS = "0123456789０１２３４５６７８９一二三四五六七八九十百千壱弐参〇①②③④⑤⑥⑦⑧⑨⑩"
"""What a figure may be written with."""
NONE_STEMS = (
    *("未", "なし", "無し", "ない", "無い", "中", "不明", "対象外", "該当", "非公", "秘匿"),
    *("廃止", "休止", "終了", "実施せず"),
)
"""Parts of the words that say why there is no figure; the reader knows the words themselves."""


def number_formula(cell: str, unit: str = "") -> str:
    """An expression that gives the figure in ``cell``, or an error.

    A bare number stays what it is, but for a share that Excel keeps as a fraction.
    """
    expression = f"ASC(TRIM({cell}))"
    for mark in _marks(unit):
        expression = f'SUBSTITUTE({expression},"{mark}","")'
    share = f"IF(AND(ISNUMBER({cell}),{cell}<=1),{cell}*100,VALUE({expression}))"
    return share if unit == "％" else f"VALUE({expression})"


def plain_number(text: str, unit: str = "") -> Decimal | None:
    """The figure that ``number_formula`` gives for a text."""
    plain = text.strip().translate(_TO_HALF)
    for mark in _marks(unit):
        plain = plain.replace(mark, "")
    plain = plain.strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def has_digit(text: str) -> bool:
    """Whether a figure may be in the text at all."""
    return any(digit in text for digit in DIGITS)


def says_none(text: str) -> bool:
    """Whether a text may say that there is no figure."""
    return any(stem in text for stem in NONE_STEMS)


def _marks(unit: str) -> tuple[str, ...]:
    half = unit.translate(_TO_HALF).replace('"', "")
    marks = (*_AROUND, half, "円" if half.endswith("円") else "")
    return tuple(dict.fromkeys(mark for mark in marks if mark))
