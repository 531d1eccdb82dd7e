"""Japanese eras: first years, abbreviations, and when each began.

Source: 元号法 and the era ordinances; only 明治 and later are read.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from zushi_xl.quantity.numerals import NumeralError, read_numeral
from zushi_xl.text.regex import regex


class Era(NamedTuple):
    """An era: year 0, first and last day, last year, and the last year an old plan may print."""

    name: str
    base: int
    begins: str
    ends: str
    last: int
    accepted: int
    mark: str
    """The letter that abbreviates it (R)."""


_ERAS = (
    Era("令和", 2018, "2019-05-01", "9999-12-31", 99, 60, "R"),
    Era("平成", 1988, "1989-01-08", "2019-04-30", 31, 45, "H"),
    Era("昭和", 1925, "1926-12-25", "1989-01-07", 64, 64, "S"),
    Era("大正", 1911, "1912-07-30", "1926-12-25", 15, 15, "T"),
    Era("明治", 1867, "1868-01-25", "1912-07-30", 45, 45, "M"),
)
_MARKS = ("令㋿Rr", "平㍻Hh", "昭㍼S", "大㍽T", "明㍾M")
ERAS = {mark: era for era, marks in zip(_ERAS, _MARKS, strict=True) for mark in (era.name, *marks)}

ERA_YEAR = (
    r"(?:令和|平成|昭和|大正|明治|[㋿㍻㍼㍽㍾令平昭大明RHSTMrh])"
    r"(?:元|[0-9]{1,2}|[一二三四五六七八九十〇]{1,3})"
)
"""Pattern of an era year, folded (令和6, R6, ㍻30, 令元)."""
_SPLIT = regex("(令和|平成|昭和|大正|明治|.)(.+)")


def split_era(era_year: str) -> tuple[Era, int] | None:
    """Return the era and the number of its year, or ``None`` when the number is unreadable."""
    match = _SPLIT.fullmatch(era_year)
    if not match or match[1] not in ERAS:
        return None
    try:
        number = 1 if match[2] == "元" else int(read_era_number(match[2]))
    except NumeralError:
        return None
    return ERAS[match[1]], number


def read_era_number(digits: str) -> int:
    """Read the number of an era year; a leading zero (R06) is fine here.

    Raises:
        NumeralError: no number, or one too long.
    """
    return int(digits) if digits.isascii() else int(read_numeral(digits).value)


def western_year(era_year: str) -> int | None:
    """Return the western year, or ``None`` when the era has no such year (令和0年, 平成99年)."""
    parts = split_era(era_year)
    if not parts:
        return None
    era, number = parts
    return era.base + number if 1 <= number <= era.accepted else None


def after_era_end(era_year: str) -> bool:
    """Whether the year lies after the era's end (平成40年度 in an old plan)."""
    parts = split_era(era_year)
    return bool(parts and parts[1] > parts[0].last)


def outside_era(era_year: str, iso: str) -> str | None:
    """Say that a day (or month, ISO) lies outside its era; ``None`` when it does not."""
    parts = split_era(era_year)
    if not parts:
        return None
    era = parts[0]
    if iso < era.begins[: len(iso)]:
        return f"{era.name}は{era.begins}からです"
    if iso > era.ends[: len(iso)]:
        return f"{era.name}は{era.ends}までです"
    return None


def era_of(day: datetime.date) -> Era:
    """Return the era of a day; before 明治 the first one that is known."""
    iso = day.isoformat()
    return next((era for era in _ERAS if iso >= era.begins), _ERAS[-1])
