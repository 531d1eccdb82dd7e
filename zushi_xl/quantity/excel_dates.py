"""Dates and times in an Excel format: yyyy/m/d, ggge"年"m"月"d"日", h:mm, [h]:mm."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from zushi_xl.quantity.eras import era_of
from zushi_xl.quantity.excel_sections import Token

Moment = datetime.datetime | datetime.date | datetime.time | datetime.timedelta


_DAYS = "月火水木金土日"
_ENGLISH_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def show_moment(value: Moment, tokens: Sequence[Token]) -> str:
    """Return the text that a person sees of a date, a time of day or a span of time."""
    sign = ""
    if isinstance(value, datetime.timedelta) and value < datetime.timedelta(0):
        value, sign = -value, "-"
    moment, seconds = _as_moment(value)
    first_year = any(token.kind == "first_year" for token in tokens)
    clock = any(token.kind == "clock" for token in tokens)
    pieces = []
    for place, token in enumerate(tokens):
        if token.kind == "elapsed":
            pieces.append(_elapsed(token.text, seconds))
        elif token.kind == "clock":
            pieces.append(_half_of_day(token.text, moment))
        elif token.kind != "date":
            pieces.append(token.text)
        elif token.text[0] in "mM" and _is_minutes(tokens, place):
            pieces.append(_padded(moment.minute, token.text))
        elif token.text == "e" and first_year and _era_year(1, moment, clock) == "1":
            pieces.append("元")
        else:
            pieces.append(_part(token.text.lower(), moment, clock))
    return sign + _with_fractions("".join(pieces), tokens, moment).strip()


def _as_moment(value: Moment) -> tuple[datetime.datetime, int]:
    """Return the moment, and the seconds since its day 0 for elapsed time."""
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return datetime.datetime(1900, 1, 1) + value % datetime.timedelta(days=1), seconds
    if isinstance(value, datetime.time):
        moment = datetime.datetime.combine(datetime.date(1900, 1, 1), value)
        return moment, value.hour * 3600 + value.minute * 60 + value.second
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    return value, round((value - datetime.datetime(1899, 12, 30)).total_seconds())


def _is_minutes(tokens: Sequence[Token], place: int) -> bool:
    """M means minutes directly behind hours or directly before seconds."""
    before = [t for t in tokens[:place] if t.kind in ("date", "elapsed")][-1:]
    behind = [t for t in tokens[place + 1 :] if t.kind in ("date", "elapsed")][:1]
    return any(t.text[0] in "hH" for t in before) or any(t.text[0] in "sS" for t in behind)


def _padded(number: int, letters: str) -> str:
    return f"{number:02d}" if len(letters) > 1 else str(number)


def _part(letters: str, moment: datetime.datetime, clock: bool) -> str:
    return _PARTS[letters[0]](len(letters), moment, clock)


def _year(width: int, moment: datetime.datetime, _clock: bool) -> str:
    return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"


def _month(width: int, moment: datetime.datetime, _clock: bool) -> str:
    name = _MONTHS[moment.month - 1]
    named = {3: name[:3], 4: name, 5: name[0]}
    return named.get(width) or _padded(moment.month, "m" * width)


def _day(width: int, moment: datetime.datetime, _clock: bool) -> str:
    name = _ENGLISH_DAYS[moment.weekday()]
    return {3: name[:3], 4: name}.get(width) or _padded(moment.day, "d" * width)


def _weekday(width: int, moment: datetime.datetime, _clock: bool) -> str:
    return _DAYS[moment.weekday()] + ("曜日" if width > 3 else "")


def _hour(width: int, moment: datetime.datetime, clock: bool) -> str:
    return _padded((moment.hour - 1) % 12 + 1 if clock else moment.hour, "h" * width)


def _second(width: int, moment: datetime.datetime, _clock: bool) -> str:
    return _padded(moment.second, "s" * width)


def _era_name(width: int, moment: datetime.datetime, _clock: bool) -> str:
    era = era_of(moment.date())
    return {1: era.mark, 2: era.name[0]}.get(width, era.name)


def _era_year(width: int, moment: datetime.datetime, _clock: bool) -> str:
    return _padded(moment.year - era_of(moment.date()).base, "e" * width)


def _short_era(width: int, moment: datetime.datetime, clock: bool) -> str:
    """R shows the year of the era with two places, rr its name before it."""
    name = _era_name(3, moment, clock) if width > 1 else ""
    return name + _era_year(2, moment, clock)


_PARTS: dict[str, Callable[[int, datetime.datetime, bool], str]] = {
    "y": _year, "m": _month, "d": _day, "a": _weekday, "h": _hour, "s": _second,
    "g": _era_name, "e": _era_year, "r": _short_era,
}  # fmt: skip


def _half_of_day(letters: str, moment: datetime.datetime) -> str:
    first, second = letters.split("/")
    return first if moment.hour < 12 else second


def _elapsed(letters: str, seconds: int) -> str:
    size = {"h": 3600, "m": 60, "s": 1}[letters[0]]
    return f"{seconds // size:0{len(letters)}d}"


def _with_fractions(text: str, tokens: Sequence[Token], moment: datetime.datetime) -> str:
    """Fill the places behind ``ss.`` with fractions of the second."""
    places = sum(token.kind == "place" for token in tokens)
    if not places:
        return text
    wanted = "".join(token.text for token in tokens if token.kind == "place")
    return text.replace(f".{wanted}", f".{moment.microsecond:06d}"[: places + 1])
