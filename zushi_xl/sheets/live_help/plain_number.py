"""A figure as a formula can read it: 66.7%, ６６．７％, 1,030人, 約1,030人, 2,289,233円.

The formula and the function beside it agree on every text: what one refuses, the other does too.
"""

from __future__ import annotations

import re
from decimal import Decimal

DASHES = "ー－-―–—‐−ｰ"  # one of them alone says: there is none
_AROUND = ("%", "約", ",", "(", ")")  # what people write around a figure
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WIDE = "０１２３４５６７８９．，％（）"
_HALF = "0123456789.,%()"
_TO_HALF = str.maketrans(_WIDE, _HALF)
_DIGIT = re.compile("[0-9０-９一二三四五六七八九十百]")


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
    return _DIGIT.search(text) is not None


def _marks(unit: str) -> tuple[str, ...]:
    half = unit.translate(_TO_HALF).replace('"', "")
    marks = (*_AROUND, half, "円" if half.endswith("円") else "")
    return tuple(dict.fromkeys(mark for mark in marks if mark))
