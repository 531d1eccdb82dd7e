"""Excel number formats: which section applies to a value, and what a person sees.

A format has up to four sections (``positive;negative;zero;text``) or sections with conditions
(``[>=1000]#,##0,"千";0``).  A section is a row of tokens: literals, digit places, percent signs,
scaling commas, fractions, exponents, parts of dates.  ECMA-376 part 1, 18.8.31, and where it is
silent what Excel shows.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.quantity.excel_dates import Moment, show_moment
from zushi_xl.quantity.excel_digits import show_digits, show_exponent, show_fraction
from zushi_xl.quantity.excel_sections import FormatSection, Token, read_format
from zushi_xl.quantity.writing import plain_number

_TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_LONGEST = 255
"""Excel takes no longer format."""
_NOTHING = ("", "General", "general", "G/標準", "@", "標準")


class Shown(NamedTuple):
    """What a person sees of a number: the whole text, and what stands around its digits."""

    text: str
    before: str = ""
    after: str = ""
    has_digits: bool = True
    parted: bool = False
    """Words stand between the digits (0"億"0000"万")."""
    percent: int = 0
    """How often the number was multiplied by 100."""
    thousands: int = 0
    """How many thousands were cut off for show (1 in ``#,##0,``)."""
    own_sign: bool = False
    """The section is one for negative numbers, which shows a sign of its own or none."""


def is_general(code: str | None) -> bool:
    """Whether a format shows values as they are."""
    return code is None or code in _NOTHING or len(code) > _LONGEST


def is_date_format(code: str) -> bool:
    """Whether the format shows a serial number as a date or a time."""
    return not is_general(code) and read_format(code)[0].is_date


def date_parts(code: str) -> frozenset[str]:
    """The parts of a day that a format shows, by their letters: y or e the year, m, d.

    >>> sorted(date_parts('yyyy"年"m"月"'))
    ['m', 'y']
    """
    tokens = () if is_general(code) else read_format(code)[0].tokens
    return frozenset(token.text[0].lower() for token in tokens if token.kind == "date")


def choose_section(
    sections: Sequence[FormatSection], number: Decimal
) -> tuple[FormatSection | None, bool]:
    """Return the section that a number is shown by, and whether its sign is left to it.

    Without a section that fits (``[>5]0;[<0]0`` and 3) Excel shows ``####``.
    """
    numeric = [section for section in sections[:3] if not _is_text(section)] or list(sections[:1])
    if any(section.condition for section in numeric):
        return _choose_by_condition(numeric, number)
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _choose_by_condition(
    sections: list[FormatSection], number: Decimal
) -> tuple[FormatSection | None, bool]:
    for place, section in enumerate(sections):
        if section.condition is None:
            if place == 1 and len(sections) == 3 and number >= 0:
                continue  # the middle one of three is left to negative numbers
            return section, number < 0 and _leaves_negatives(sections[:place])
        mark, limit = section.condition
        if _TESTS[mark](number, limit):
            return section, section.is_only_negative
    return None, False


def _leaves_negatives(before: list[FormatSection]) -> bool:
    """Whether the conditions before leave negative numbers and no others ([>=0]…;…)."""
    return any(section.condition in ((">=", Decimal(0)), (">", Decimal(0))) for section in before)


def _is_text(section: FormatSection) -> bool:
    return any(token.kind == "text" for token in section.tokens) and not any(
        token.kind == "place" for token in section.tokens
    )


def show_number(number: Decimal, code: str) -> Shown:
    """Show a number that is no date."""
    section, signed = choose_section(read_format(code), number)
    if section is None:
        return Shown("####", has_digits=False)
    if not section.tokens:
        return Shown("", has_digits=False)
    if _is_text(section):  # it is for texts; a number is shown as it is, without its words
        return Shown(plain_number(number))
    places = _places(section)
    if places is None:
        return _show_general(section, number, signed)
    return _show_places(places, number, signed)


def _show_general(section: FormatSection, number: Decimal, signed: bool) -> Shown:
    """General shows the number as it is; a section of literals shows them alone."""
    split = next(
        (place for place, token in enumerate(section.tokens) if token.kind == "general"), None
    )
    if split is None:
        return Shown(_join(section.tokens).strip(), _join(section.tokens), has_digits=False)
    sign = "-" if number < 0 and not signed else ""
    before, after = _join(section.tokens[:split]), _join(section.tokens[split + 1 :])
    return Shown(f"{sign}{before}{abs(number):f}{after}".strip(), before, after, own_sign=signed)


def _join(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)


class _Places(NamedTuple):
    """The digit places of a section, with what stands around and between them."""

    tokens: tuple[Token, ...]
    native: str
    percent: int
    has_exponent: bool


@lru_cache(maxsize=512)
def _places(section: FormatSection) -> _Places | None:
    """``None`` for a section of literals, or one that shows the number as it is."""
    kinds = [token.kind for token in section.tokens]
    if "general" in kinds or "place" not in kinds:
        return None
    tokens = tuple(token for token in section.tokens if token.kind != "text")
    return _Places(tokens, section.native, kinds.count("percent"), "exponent" in kinds)


def _show_places(places: _Places, number: Decimal, signed: bool) -> Shown:
    tokens, percent = places.tokens, places.percent
    number = number.scaleb(2 * percent)
    if places.has_exponent:
        digits = show_exponent(tokens, abs(number))
    else:
        digits = show_fraction(tokens, abs(number)) or show_digits(
            tokens, abs(number), places.native
        )
    seen = digits.text.removeprefix(digits.before).removesuffix(digits.after)
    sign = "-" if number < 0 and not signed and seen.strip("0., ０") else ""
    return Shown(
        f"{sign}{digits.text}".strip(),
        digits.before,
        digits.after,
        digits.has_digits,
        digits.parted,
        percent,
        digits.thousands,
        signed,
    )


def show_value(value: float | Decimal | Moment | str, code: str) -> str:
    """Return the text that a person sees of a cell's value in a format."""
    code = "General" if is_general(code) else code
    if isinstance(value, str):
        return _show_text(value, code)
    if isinstance(value, int | float | Decimal):
        return show_number(Decimal(f"{value:.15g}"), code).text
    return show_moment(value, read_format(code)[0].tokens)


def _show_text(value: str, code: str) -> str:
    section = next((one for one in read_format(code)[-1:] if _is_text(one)), None)
    if section is None:
        return value
    return "".join(value if token.kind == "text" else token.text for token in section.tokens)
