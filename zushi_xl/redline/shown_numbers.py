"""A number as a person sees it in its cell: 12 with the format 0.0 is 12.0."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.quantity.excel_format import is_date_format, is_general, show_number
from zushi_xl.text.wording import without_zeros

_SIGNS = frozenset("-▲△▼▽−－(（")


def shown(value: int | float | Decimal, number_format: str | None) -> str:
    """The digits with their decimals, commas, sign and unit, or the words in their place; plainly
    where a person sees nothing, a date, or no sign of a number below zero.

    >>> shown(12, "0.0"), shown(28900, "#,##0"), shown(0.125, "0.0%"), shown(5, '0"人"')
    ('12.0', '28,900', '12.5%', '5人')
    >>> shown(0, "#,##0;△#,##0;-"), shown(5, ";;;"), shown(-5, "0;0")
    ('-', '5', '-5')
    """
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    code = number_format or "General"
    if is_general(code) or is_date_format(code):
        return without_zeros(number)
    text = show_number(number, code).text.strip().removesuffix(".")
    if not text:
        return without_zeros(number)
    return f"-{text}" if number < 0 and not _SIGNS & set(text) else text
