"""Typed cell values: numbers with their number format, dates, booleans."""

from __future__ import annotations

import datetime
from decimal import Decimal

from zushi_xl.quantity.context import read_quantity
from zushi_xl.quantity.model import NO_CONTEXT, Context, Quantity

CellValue = str | int | float | Decimal | bool | datetime.date | datetime.datetime | None


def read_value(value: CellValue, context: Context = NO_CONTEXT) -> Quantity:
    """Read a typed cell value; text goes to `read_quantity`."""
    if value is None:
        return read_quantity("", context)
    return read_quantity(str(value), context)
