"""From the stored text of a cell to its value, by the type and format of the cell."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from zushi_xl.workbook.cells import Scalar

from .cell_formats import ELAPSED, NUMBER, TIME, Look
from .general_format import date_text, date_value, number_text, parse_number, time_value

# value, text, error
Typed = tuple[Scalar, str, str | None]

_OUT_OF_DATES = "#######"  # what Excel shows for a date before 1900 or after 9999
_TRUTHS = {"=TRUE": True, "=TRUE()": True, "=FALSE": False, "=FALSE()": False}
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}


def typed_number(raw: str, look: Look, epoch_1904: bool) -> Typed:
    """A number, or the date that its format makes of it.

    What cannot be a number of Excel (NaN, 1e400) or a date is an error, never a value.
    """
    value = parse_number(raw)
    if value is None:
        return None, raw, raw
    if look.kind == NUMBER:
        return value, number_text(value), None
    moment = _moment(value, look.kind, epoch_1904)
    if moment is None and 0 <= value < 1 and not epoch_1904:
        return value, _day_zero(value), None
    if moment is None:
        return None, number_text(value), _OUT_OF_DATES
    return moment, date_text(moment), None


def _day_zero(value: float) -> str:
    """What Excel shows for a number below 1 in a date format: a day that never was, so that the
    number stays a number. It is mostly what a link to an empty cell leaves."""
    moment = time_value(value)
    return "1900/1/0" if not moment or moment == time() else f"1900/1/0 {date_text(moment)}"


def _moment(value: float, kind: str, epoch_1904: bool) -> datetime | time | timedelta | None:
    if kind == ELAPSED:
        return timedelta(milliseconds=round(value * 86_400_000)) if abs(value) < 1e6 else None
    if kind == TIME and 0 <= value < 1:
        return time_value(value)
    return date_value(value, epoch_1904)


def truth_or(value: Scalar, text: str, formula: str | None) -> tuple[Scalar, str]:
    """The value and text of a cell; a truth value where LibreOffice has made a formula of it."""
    truth = _TRUTHS.get(formula or "")
    return (value, text) if truth is None else (truth, str(truth).upper())


def typed_other(kind: str, raw: str) -> Typed:
    """Truth values, error values and ISO dates; a type that Excel does not know is an error."""
    if kind == "b" and raw.strip() in _BOOLEANS:
        value = _BOOLEANS[raw.strip()]
        return value, str(value).upper(), None
    if kind == "d":
        return _iso_date(raw)
    return None, raw, raw or "#VALUE!"


def _iso_date(raw: str) -> Typed:
    """A day, a moment or a time of day; what has no zone and what names one are the same here."""
    text = raw.strip().removesuffix("Z")
    times = (time.fromisoformat,) if ":" in text else ()  # 2025-03 would be 20:25, 3 hours west
    for parse in (datetime.fromisoformat, *times):
        try:
            moment = parse(text)
        except ValueError:
            continue
        moment = moment.replace(tzinfo=None)
        return moment, date_text(moment), None
    return None, raw, raw or "#VALUE!"
