"""Number formats of an .ods workbook, written as Excel's codes.

Source: OpenDocument 1.3 part 3, chapter 16.29 (data styles) and 16.3 (``style:map``).
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from .general_format import parse_number
from .part_xml import attribute, children, local

_NUMBER_STYLES = ("number-style", "percentage-style", "currency-style", "date-style", "time-style")
_DATE_CODES = {
    "minutes": ("mm", "mm"),
    "seconds": ("ss", "ss"),
    "hours": ("h", "hh"),
    "day": ("d", "dd"),
    "era": ("g", "ggg"),
    "am-pm": ("AM/PM", "AM/PM"),
    "day-of-week": ("aaa", "aaaa"),
}
"""Codes of the short and the long style."""
_YEARS = {False: ("yy", "yyyy"), True: ("e", "ee")}
"""By whether the year is one of a Japanese era."""
_MONTHS = {False: ("m", "mm"), True: ("mmm", "mmmm")}
"""By whether the month is a name."""
_SIGNED = (("[>=0]",), ("[>0]", "[<0]"), ("[>0]", "[<0]", "[=0]"))
"""Conditions that Excel's sections have by their place."""
_BARE = ("/", ":", "-", " ", "")
_NATIVE_ONES = "一壱１"
_PLACES = 30


def is_number_style(style: Element) -> bool:
    """Whether it formats numbers: a style for text does where it refers to others for numbers."""
    kind = local(style.tag)
    return kind in _NUMBER_STYLES or (
        kind == "text-style" and next(children(style, "map"), None) is not None
    )


def format_code(style: Element, known: Mapping[str, str] | None = None) -> str:
    """The format as Excel would write it; ``General`` for a plain number.

    ``known`` has the codes of the styles that ``style:map`` refers to.
    """
    percent = local(style.tag) == "percentage-style"
    own = _native_digits(style) + "".join(_piece(item, percent) for item in style)
    maps = list(children(style, "map"))
    if not maps:
        return "General" if own == "0" and local(style.tag) == "number-style" else own
    conditions = tuple(_condition(item) for item in maps)
    codes = [(known or {}).get(attribute(item, "apply-style-name") or "", "") for item in maps]
    if conditions not in _SIGNED:
        codes = [condition + code for condition, code in zip(conditions, codes, strict=True)]
    return ";".join((*codes, own))


def _native_digits(style: Element) -> str:
    """``[DBNum1]`` where digits are shown as 一二三: the style says how it would write a one."""
    kind = _NATIVE_ONES.find(attribute(style, "transliteration-format") or " ")
    return f"[DBNum{kind + 1}]" if kind >= 0 else ""


def _condition(item: Element) -> str:
    text = (attribute(item, "condition") or "").replace(" ", "").removeprefix("value()")
    return f"[{text.replace('!=', '<>')}]"


def _piece(item: Element, percent: bool) -> str:
    name = local(item.tag)
    if name in ("number", "scientific-number"):
        return _number(item)
    if name == "fraction":
        return _fraction(item)
    if name in ("text", "currency-symbol"):
        return _literal(item.text or "", percent)
    if name == "text-content":
        return "@"
    return _date_piece(item, name)


def _date_piece(item: Element, name: str) -> str:
    is_long = attribute(item, "style") == "long"
    if name == "year":
        return _YEARS[attribute(item, "calendar") == "gengou"][is_long]
    if name == "month":
        return _MONTHS[attribute(item, "textual") == "true"][is_long]
    return _DATE_CODES.get(name, ("", ""))[is_long]


def _literal(text: str, percent: bool) -> str:
    """A sign that Excel shows as it is stands bare; ``%`` multiplies in a percentage only."""
    if percent and "%" in text:
        before, _, behind = text.partition("%")
        return f"{_literal(before, False)}%{_literal(behind, True)}"
    if text in _BARE:
        return text
    return '"' + text.replace('"', '"\\""') + '"'


def _count(item: Element, name: str, default: int) -> int:
    text = attribute(item, name) or ""
    return min(int(text), _PLACES) if text.isascii() and text.isdecimal() else default


def _number(item: Element) -> str:
    least = _count(item, "min-integer-digits", 1)
    whole = "0" * least or "#"
    if attribute(item, "grouping") == "true":
        whole = "#,###"[: max(5 - least, 2)] + "0" * min(least, 3)
    places = "0" * _count(item, "decimal-places", 0)
    code = f"{whole}.{places}" if places else whole
    exponent = _count(item, "min-exponent-digits", 0)
    return code + "," * _thousands(item) + ("E+" + "0" * exponent if exponent else "")


def _thousands(item: Element) -> int:
    """How often a number is shown as its thousandth: ``display-factor`` 1000 is once."""
    factor, times = parse_number(attribute(item, "display-factor") or "1") or 1, 0
    while factor >= 1000 and times < 9:
        factor, times = factor / 1000, times + 1
    return times


def _fraction(item: Element) -> str:
    whole = "" if attribute(item, "min-integer-digits") is None else "# "
    above = "?" * max(_count(item, "min-numerator-digits", 1), 1)
    below = attribute(item, "denominator-value") or ""
    if not below.isdecimal():
        below = "?" * max(_count(item, "min-denominator-digits", 1), 1)
    return f"{whole}{above}/{below}"
