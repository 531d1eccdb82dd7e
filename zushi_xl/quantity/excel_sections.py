"""The sections and tokens of an Excel number format.

ECMA-376 part 1, 18.8.31: up to four sections, each a row of literals, digit places, percent
signs, commas, parts of dates, with a condition (``[>=1000]``) or without.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.text.regex import regex

_TOKENS = regex(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/標準|標準)|(?P<clock>AM/PM|A/P|am/pm|a/p|午前/午後)|(?P<exponent>E[+-])"
    r"|(?P<place>[0#?])|(?P<percent>%)|(?P<text>@)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[gG]+|[eE]+|[aA]{3,}|r+)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED = regex("h+|m+|s+", re.IGNORECASE)
_CURRENCY = regex(r"\$([^-]*)")
_NATIVE = regex("dbnum([1-3])", re.IGNORECASE)


class Token(NamedTuple):
    """One part of a section: its kind, and the text or letters."""

    kind: str
    text: str


class FormatSection(NamedTuple):
    """One section of a format."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    native: str = ""
    """1–3: digits are shown as 一二三, 壱弐参 or １２３."""

    @property
    def is_date(self) -> bool:
        """Whether the section shows a serial number as a date or a time."""
        kinds = [token.kind for token in self.tokens]
        return "date" in kinds or "elapsed" in kinds

    @property
    def is_only_negative(self) -> bool:
        """Whether its own condition lets negative numbers in and no others."""
        if self.condition is None:
            return False
        mark, limit = self.condition
        return (mark == "<" and limit <= 0) or (mark == "<=" and limit < 0)


@lru_cache(maxsize=512)
def read_format(code: str) -> tuple[FormatSection, ...]:
    """Read the sections of a format code; any text is some format."""
    parts: list[list[re.Match[str]]] = [[]]
    for match in _TOKENS.finditer(code):
        if match["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(match)
    return tuple(map(_read_section, parts[:4]))


def _read_section(matches: list[re.Match[str]]) -> FormatSection:
    tokens: list[Token] = []
    condition, native = None, ""
    for match in matches:
        bracket = match["bracket"] or ""
        if found := _CONDITION.fullmatch(bracket):
            condition = found[1], Decimal(found[2])
        elif found := _NATIVE.fullmatch(bracket):
            native = found[1]
        elif token := _token(match, bracket):
            tokens.append(token)
    return FormatSection(tuple(tokens), condition, native)


def _token(match: re.Match[str], bracket: str) -> Token | None:
    if bracket:
        if currency := _CURRENCY.match(bracket):
            is_era = bracket.endswith("x-gannen")  # 令和元年, not 令和1年
            return Token("first_year" if is_era else "literal", currency[1])
        return Token("elapsed", bracket.lower()) if _ELAPSED.fullmatch(bracket) else None
    kind = match.lastgroup or ""
    if kind in ("quoted", "escaped"):
        return Token("literal", match[kind])
    if kind in ("pad", "fill"):
        return Token("literal", " " if kind == "pad" else "")
    return None if kind == "bracket" else Token(kind, match[0])
