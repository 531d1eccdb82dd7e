"""Numbers as Excel can hold them: 15 significant digits, no NaN, no infinity."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

DIGITS = 15
LARGEST_INTEGER = 10**DIGITS - 1
LARGEST = Decimal("9.99999999999999E+307")

_FIFTEEN = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)


def excel_number(value: int | float | Decimal) -> int | Decimal | str:
    """The number to store, or its digits as text where Excel would turn digits into zeros.

    A fraction is rounded to 15 digits. Floats go through their shortest spelling: XlsxWriter
    prints 16 digits, and 9.95 would come out as 9.949999999999999.

    Raises:
        ValueError: it is not finite, or larger than Excel's numbers.
    """
    if isinstance(value, int):
        return value if -LARGEST_INTEGER <= value <= LARGEST_INTEGER else str(value)
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    if not exact.is_finite() or abs(exact) > LARGEST:
        raise ValueError(f"Excel の数値にできない値です（{value}）。")
    if len(exact.as_tuple().digits) <= DIGITS:
        return exact
    rounded = _FIFTEEN.plus(exact)
    if rounded != exact and exact == exact.to_integral_value():
        return str(exact)
    return rounded.normalize()
