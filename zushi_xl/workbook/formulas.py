"""Formulas as files spell them: newer functions need the prefix ``_xlfn.``."""

from __future__ import annotations

import re

from zushi_xl.text.regex import regex

LONGEST = 8192
LONGEST_LITERAL = 255

_SHEETS = ("FILTER", "SORT")
_NEWER = """
    AGGREGATE ARABIC BASE CHOOSECOLS CHOOSEROWS CONCAT DAYS DECIMAL DROP EXPAND FILTERXML
    FORMULATEXT HSTACK IFNA IFS ISFORMULA ISOWEEKNUM LAMBDA LET MAP MAXIFS MINIFS NUMBERVALUE
    PERCENTILE.EXC PERCENTILE.INC QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE
    SCAN SEQUENCE SHEET SHEETS SORTBY STDEV.P STDEV.S SWITCH TAKE TEXTAFTER TEXTBEFORE TEXTJOIN
    TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE VAR.P VAR.S VSTACK XLOOKUP XMATCH XOR
"""
_NAMES = frozenset((*_SHEETS, *_NEWER.split()))
_CALLED = regex(r"([A-Z][A-Z0-9.]*)\(")  # finds more than calls, and quickly
_LITERAL = regex(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
_CALL = regex(r"(?<![\w.])(" + "|".join(map(re.escape, sorted(_NAMES, reverse=True))) + r")(?=\()")


def file_formula(formula: str) -> str:
    """The formula with prefixes, string literals and quoted sheet names left alone."""
    if "_xlfn." in formula or _NAMES.isdisjoint(_CALLED.findall(formula)):
        return formula
    parts = []
    start = 0
    for literal in _LITERAL.finditer(formula):
        parts.append(_CALL.sub(_prefixed, formula[start : literal.start()]))
        parts.append(literal.group())
        start = literal.end()
    parts.append(_CALL.sub(_prefixed, formula[start:]))
    return "".join(parts)


def _prefixed(match: re.Match[str]) -> str:
    name = match.group(1)
    return f"_xlfn._xlws.{name}" if name in _SHEETS else f"_xlfn.{name}"


def quoted_sheet(name: str) -> str:
    """A sheet name as formulas and links spell it; quotes are always right."""
    return "'" + name.replace("'", "''") + "'"


def string_literal(text: str) -> str:
    """A text as formulas spell it: in quotes, quotes doubled."""
    return '"' + text.replace('"', '""') + '"'
