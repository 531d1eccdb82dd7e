"""What an Excel number format says about a number: percent, qualifier, unit, sign, planned.

A format has up to four sections (positive;negative;zero;text).  Only its literal text and the
percent sign are read; a comma scale (`#,##0,"千円"`) changes what is shown, not what is stored.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<placeholder>[0#?][0#?,./]*)|(?P<general>General|G/標準)|(?P<date>[yYmMdDhHsSeEgG]+)|(?P<other>.)",
    re.DOTALL,
)
_DATE_LETTERS = re.compile("[ymdhsg]", re.IGNORECASE)
_LITERALS = ("quoted", "escaped", "other")
_BRACKET_CURRENCY = re.compile(r"\$([^-]*)")


class NumberFormat(NamedTuple):
    """The literal text around the digits of one section."""

    before: str
    after: str
    percent: bool = False
    comma_scale: int = 0
    """How many thousands are cut off for show: 1 in `#,##0,`."""
    is_date: bool = False


def read_format(code: str, *, negative: bool, zero: bool) -> NumberFormat:
    """Read the section of a format code that a number with this sign is shown by."""
    sections = split_sections(code)
    if zero and len(sections) > 2:
        return _read_section(sections[2])
    if negative and len(sections) > 1:
        return _read_section(sections[1])
    return _read_section(sections[0])


def split_sections(code: str) -> list[str]:
    """Split a format code at the semicolons outside quotes."""
    sections, start = [], 0
    for match in _TOKENS.finditer(code):
        if match["other"] == ";":
            sections.append(code[start : match.start()])
            start = match.end()
    return [*sections, code[start:]]


def is_date_format(code: str) -> bool:
    """Whether the format shows a serial number as a date or a time."""
    return _read_section(split_sections(code)[0]).is_date


def _read_section(section: str) -> NumberFormat:
    before, after, scale, dated, placed = "", "", 0, False, False
    for match in _TOKENS.finditer(section):
        if match["placeholder"] or match["general"]:
            placed = True
            commas = re.search(",+$", match["placeholder"] or "")
            scale = max(scale, len(commas[0]) if commas else 0)
        elif match["date"]:
            dated = dated or bool(_DATE_LETTERS.search(match["date"]))
        else:
            literal = _literal(match)
            before, after = (before, after + literal) if placed else (before + literal, after)
    percent = "%" in before + after
    return NumberFormat(before, after, percent, scale, dated and not placed)


def _literal(match: re.Match[str]) -> str:
    if currency := _BRACKET_CURRENCY.match(match["bracket"] or ""):
        return currency[1]
    return next((match[name] for name in _LITERALS if match[name]), "")
