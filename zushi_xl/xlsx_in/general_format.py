"""Numbers of cells: the value, and the text that a person sees in General format."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from decimal import Decimal

_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_466  # 9999-12-31, and a day
_LEAP_BUG = 60  # Excel's 1900-02-29, a day that never was


def parse_number(raw: str) -> int | float | None:
    """The stored number; None when it is none that Excel could hold (NaN, 1e400, words)."""
    try:
        value = float(raw)
    except ValueError:
        return None
    if "_" in raw:  # Python reads 1_000, Excel does not
        return None
    if value.is_integer():
        return int(value) if -1e15 < value < 1e15 else value
    return value if math.isfinite(value) else None


def number_text(value: int | float) -> str:
    """15 significant digits, as Excel keeps: 22.199999999999999 → 22.2; no exponent unless huge."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    if 1e-10 <= abs(value) < 1e21:
        return f"{Decimal(text):f}"
    return text.replace("e", "E")


def date_value(serial: float, epoch_1904: bool) -> datetime | None:
    """The moment of a serial number; None outside the calendar of Excel."""
    if not 0 <= serial < _LAST_SERIAL:
        return None
    if not epoch_1904 and serial < _LEAP_BUG:
        if serial < 1:
            return None
        serial += 1
    milliseconds = round(serial * 86_400_000)
    try:
        return (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def time_value(serial: float) -> time | None:
    """The time of day of a serial below one day."""
    if not 0 <= serial < 1:
        return None
    return (_EPOCH_1904 + timedelta(milliseconds=round(serial * 86_400_000))).time()


def date_text(value: datetime | time | timedelta) -> str:
    """ISO text; a day without time of day shows only the date."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, time):
        return value.isoformat()
    seconds = round(abs(value.total_seconds()))
    sign = "-" if value < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
