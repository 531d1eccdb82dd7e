"""Dates and months: 令和６年４月１日, 2024/4/1, R6.4, 4月～6月."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from zushi_xl.quantity.eras import ERA_YEAR, outside_era
from zushi_xl.quantity.model import Refusal
from zushi_xl.quantity.numerals import NumeralError, read_numeral
from zushi_xl.quantity.years import CONTRADICTION, NO_SUCH_YEAR, YEAR, western
from zushi_xl.text.regex import regex

_N = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_WEEKDAY = r"(?:\([月火水木金土日](?:曜日?)?(?:・?[祝休])?\)|[月火水木金土日]曜日?)?"
_TIME = r"(?: ?T?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
_WORDS = regex(
    rf"(?:(?P<year>{YEAR})(?:年(?:\((?P<twin>{YEAR})年?\))?|\((?P<twin2>{YEAR})年?\)年))?"
    rf"(?P<month>{_N})月(?:(?P<day>{_N}|元)日)?{_WEEKDAY}(?P<tail>末日?|初旬|上旬|中旬|下旬|頃|ごろ|現在|時点|中|付け?|から|まで)?"
)
_NEW_YEAR = regex(rf"(?P<year>{YEAR})年元[日旦]")
_FIGURES = regex(
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}})|(?P<era>{ERA_YEAR}))(?P<mark>[/.・-])(?P<month>[0-9]{{1,2}})"
    rf"(?:(?P=mark)(?P<day>[0-9]{{1,2}}))?{_WEEKDAY}{_TIME}"
)
_MONTH = rf"(?:(?:{YEAR})年)?{_N}月(?:{_N}日)?{_WEEKDAY}"
_SPAN = regex(
    rf"(?:(?:{_MONTH}|(?:(?:{YEAR})年)?{_N})(?:~|-|から|ー|―|・){_MONTH}|"
    rf"{_MONTH}(?:~|-|から|ー|―|・){_N}日)(?:末|まで|頃)?"
)
_FIGURE_SPAN = regex(
    rf"(?:[0-9]{{4}}|{ERA_YEAR})([/.])[0-9]{{1,2}}\1[0-9]{{1,2}}(?:~|-|から)(?:[0-9]{{4}}|{ERA_YEAR})\1[0-9]{{1,2}}\1[0-9]{{1,2}}",
    having="/.",
)
_EVERY = regex(rf"(?:毎|各)?(?:毎月|毎年{_N}月|翌月|当月)(?:{_N}日|末日?)")
NO_SUCH_DAY = "存在しない日付です"
YEARLESS = "年が書かれていません"
OLD_CALENDAR = "明治5年までの日付は旧暦です"
_GREGORIAN = "1873"
"""Japan counts in the Gregorian calendar since 明治6年1月1日 (太政官布告第337号)."""
MONTH_OR_NUMBER = "年月か別の数か決められません"


class DateReading(NamedTuple):
    """A date, or a month; ``iso`` is empty when the year is not written."""

    iso: str | None
    unsure: bool = False
    """Whether it may be something else (2021.11 may be a number)."""
    conflict: str | None = None


def read_date(folded: str) -> DateReading | Refusal | None:
    """Read a whole text as a date or a month, or a span of them."""
    if match := _FIGURES.fullmatch(folded):
        return _read_figures(match)
    if "月" in folded:
        return _read_months(folded)
    if "年元" in folded and (match := _NEW_YEAR.fullmatch(folded)):
        return _dated(match["year"], 1, 1)
    return DateReading(None) if _FIGURE_SPAN.fullmatch(folded) else None


def _read_months(folded: str) -> DateReading | Refusal | None:
    if match := _WORDS.fullmatch(folded):
        return _read_words(match)
    spans = _SPAN.fullmatch(folded) or _EVERY.fullmatch(folded)
    return DateReading(None) if spans else None


def _number(digits: str) -> int:
    if digits == "元":
        return 1
    return int(digits) if digits.isascii() else int(read_numeral(digits).value)


def _read_words(match: re.Match[str]) -> DateReading | Refusal | None:
    try:
        month = _number(match["month"])
        day = _number(match["day"]) if match["day"] else None
    except NumeralError:
        return None
    if not match["year"]:
        return _undated(month, day)
    twin = match["twin"] or match["twin2"]
    if twin and western(twin) != western(match["year"]):
        return Refusal(CONTRADICTION)
    return _dated(match["year"], month, day)


def _undated(month: int, day: int | None) -> DateReading | Refusal:
    """Check a day without a year against a leap year."""
    if _iso(2024, month, day) is None:
        return Refusal(NO_SUCH_DAY)
    return DateReading(None)


def _dated(year_text: str, month: int, day: int | None) -> DateReading | Refusal:
    year = western(year_text)
    if year is None:
        return Refusal(NO_SUCH_YEAR)
    iso = _iso(year, month, day)
    if iso is None or iso < _GREGORIAN:
        return Refusal(NO_SUCH_DAY if iso is None else OLD_CALENDAR)
    era = re.fullmatch(ERA_YEAR, year_text)
    return DateReading(iso, conflict=outside_era(year_text, iso) if era else None)


def _read_figures(match: re.Match[str]) -> DateReading | Refusal | None:
    month, day = int(match["month"]), int(match["day"]) if match["day"] else None
    if match["era"]:
        if match["era"][0] in "TM大明" and day is None:
            return None
        if day is None and match["mark"] in "/-":
            return Refusal(MONTH_OR_NUMBER)
        return _dated(match["era"], month, day)
    if day is None and match["mark"] == "-":
        return Refusal(MONTH_OR_NUMBER)
    reading = _dated(match["year"], month, day)
    if isinstance(reading, Refusal) or day is not None:
        return reading if day is not None else _month_refusal(match["mark"])
    return reading._replace(unsure=True)


def _month_refusal(mark: str) -> Refusal | None:
    """2024.15 is a decimal number, 2024/15 is nothing we know."""
    return None if mark == "." else Refusal(NO_SUCH_DAY)


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        date = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return date.isoformat() if day else f"{year:04d}-{month:02d}"
