"""Years and ranges of years: 令和６年度, 2018～2020年度, 2024(令和6)年度, R4～R6."""

from __future__ import annotations

import re
from typing import NamedTuple

from zushi_xl.quantity.eras import ERA_YEAR, after_era_end, western_year
from zushi_xl.quantity.model import Refusal
from zushi_xl.quantity.numerals import NumeralError, read_numeral
from zushi_xl.text.regex import regex

_WESTERN = (
    "(?:西暦|FY)?(?:19|20|21|18)[0-9]{2}|(?:FY|')[0-9]{2}"
    "|二〇[〇一二三四五六七八九]{2}|一[八九][〇一二三四五六七八九]{2}"
    "|二千[〇一二三四五六七八九十]{0,3}|千[八九]百[一二三四五六七八九十]{1,3}"
)
YEAR = rf"(?:{ERA_YEAR}|{_WESTERN})"
_KIND = "(?:会計年度|年度|年)"
_POINT = (
    rf"(?P<@year>{YEAR})(?P<@kind>{_KIND})?"
    rf"(?:\((?P<@twin>{YEAR})(?P<@twinkind>{_KIND})?\))?(?P<@tail>{_KIND})?"
)
_SHORT = rf"(?P<short>[0-9]{{1,2}}|元)(?P<shortkind>{_KIND})?"
_SEPARATOR = "(?P<sep>~|-|から|ー|―|・|、|,|及び|と|→|･)"
_YEARS = regex(_POINT.replace("@", "a"))
_SPAN = regex(
    rf"{_POINT.replace('@', 'a')}{_SEPARATOR}(?:{_POINT.replace('@', 'b')}|{_SHORT})"
    rf"(?:まで)?(?P<outer>{_KIND})?"
)
_LIST_SEPARATORS = frozenset("・、,と及び")
_NEEDS_KIND = frozenset("大明TM'rh")
_BARE_WESTERN = regex("(?:西暦)?[0-9]{4}|[〇一二三四五六七八九千百十]+")
CONTRADICTION = "和暦と西暦が一致しません"
NO_SUCH_YEAR = "その元号にない年です"


class Years(NamedTuple):
    """A year or a range of years."""

    first: int
    last: int
    fiscal: bool
    era: bool
    """Whether any part was written in the Japanese era."""
    text: str
    """The part of the folded text that was written in the era, for quoting."""
    late: bool = False
    """Whether an era year lies after the era's end."""


class _Point(NamedTuple):
    year: int
    kind: str
    era: str
    late: bool


def read_years(folded: str, *, bare: bool = False) -> Years | Refusal | None:
    """Read a whole text as years; ``bare`` allows four digits without 年 (in a note)."""
    if match := _YEARS.fullmatch(folded):
        return _read_single(match, bare)
    if match := _YEARS.match(folded) and _SPAN.fullmatch(folded):
        return _read_span(match, bare)
    return None


def match_years(folded: str) -> re.Match[str] | None:
    """Match years at the start of a text (2018年度～2020年度平均); the rest is the caller's."""
    first = _YEARS.match(folded)
    return first and (_SPAN.match(folded) or first)


def western(year: str) -> int | None:
    """Return the western number of one year as written, without 年."""
    digits = year.removeprefix("西暦").removeprefix("FY").removeprefix("'")
    if digits.isascii() and digits.isdecimal():
        return int(digits) if len(digits) == 4 else 2000 + int(digits)
    if digits[:1] in "一二千":
        try:
            return int(read_numeral(digits).value)
        except NumeralError:
            return None
    return western_year(digits)


def _read_point(match: re.Match[str], side: str) -> _Point | Refusal:
    text = match[f"{side}year"]
    year = western(text)
    if year is None:
        return Refusal(NO_SUCH_YEAR)
    twin = match[f"{side}twin"]
    if twin and western(twin) != year:
        return Refusal(CONTRADICTION)
    kind = match[f"{side}kind"] or match[f"{side}tail"] or match[f"{side}twinkind"] or ""
    era, era_text = _era_part(match, side)
    return _Point(year, kind, era_text, after_era_end(era) if era else False)


def _era_part(match: re.Match[str], side: str) -> tuple[str, str]:
    """Return the era year and the era text with its 年, whichever side of the pair it is."""
    for part, kind in ((f"{side}year", f"{side}kind"), (f"{side}twin", f"{side}twinkind")):
        text = match[part] or ""
        if re.fullmatch(ERA_YEAR, text):
            return text, text + (match[kind] or "")
    return "", ""


def _read_single(match: re.Match[str], bare: bool) -> Years | Refusal | None:
    text = match["ayear"]
    point = _read_point(match, "a")
    if isinstance(point, Refusal):
        return point
    if not point.kind and not bare and _BARE_WESTERN.fullmatch(text) and not match["atwin"]:
        return None
    if not point.kind and text[0] in _NEEDS_KIND:
        return None
    fiscal = point.kind != "年"
    era = point.era
    if era and not match["atwin"] and match["atail"]:
        era += match["atail"]
    return Years(point.year, point.year, fiscal, bool(era), era, point.late)


def _read_span(match: re.Match[str], bare: bool) -> Years | Refusal | None:
    first = _read_point(match, "a")
    last = _read_short(match, first) if match["short"] else _read_point(match, "b")
    if isinstance(first, Refusal):
        return first
    if isinstance(last, Refusal):
        return last
    if last is None:
        return None
    kind = last.kind or match["outer"] or first.kind
    era = bool(first.era or last.era)
    if not kind and not era and not bare:
        return None
    if first.year > last.year:
        return Refusal("年の順序が逆です")
    if match["sep"] in _LIST_SEPARATORS and last.year - first.year > 1:
        return Refusal("飛び飛びの年が書かれています")
    text = match[0] if era else ""
    return Years(first.year, last.year, kind != "年", era, text, first.late or last.late)


def _read_short(match: re.Match[str], first: _Point | Refusal) -> _Point | Refusal | None:
    """Read the second year of 令和5・6年度 or 2023-24年度, which repeats the era or century."""
    if isinstance(first, Refusal):
        return first
    kind = match["shortkind"] or match["outer"] or ""
    if match["sep"] == "-" and not kind and match["ayear"][0].isascii():
        return None
    if not first.era and (not kind or len(match["short"]) != 2 or match["short"] == "元"):
        return None
    if first.era:
        era = re.match("令和|平成|昭和|大正|明治|.", match["ayear"])
        year = western_year(f"{era[0]}{match['short']}") if era else None
    else:
        year = first.year // 100 * 100 + int(match["short"])
    if year is None:
        return Refusal(NO_SUCH_YEAR)
    return _Point(year, kind, first.era, False)
