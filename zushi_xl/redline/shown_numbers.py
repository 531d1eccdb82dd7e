"""A number as a person sees it in its cell: 12 with the format 0.0 is 12.0."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from zushi_xl.text.regex import regex
from zushi_xl.text.wording import without_zeros

_QUOTED = regex(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\[\]]*\]')
_DIGITS = regex(r"[#0?][#0?,]*(?:\.([#0?]*))?")
_LETTERS = regex(r"[A-Za-z@]")


def shown(value: int | float | Decimal, number_format: str | None) -> str:
    """The digits with their decimals, commas, sign and unit; plainly where the format says more.

    >>> shown(12, "0.0"), shown(28900, "#,##0"), shown(0.125, "0.0%"), shown(5, '0"人"')
    ('12.0', '28,900', '12.5%', '5人')
    """
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    section = _section(number, number_format or "General")
    literals: list[str] = []
    bare = _QUOTED.sub(lambda m: _kept(m, literals), section)
    digits = _DIGITS.search(bare)
    if _LETTERS.search(bare) or "/" in bare or not (digits or literals):
        return without_zeros(number)
    if digits is None:
        return "".join(literals)
    text = _with_digits(number * (100 if "%" in bare else 1), digits, _is_signed(number, section))
    whole = bare[: digits.start()] + text + bare[digits.end() :]
    return re.sub("\0", lambda _: literals.pop(0), whole).strip()


def _section(number: Decimal, number_format: str) -> str:
    """The section for the sign of the number; a negative one without its own has a minus."""
    sections = number_format.split(";")
    if number < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if not number and len(sections) > 2 and sections[2] else sections[0]


def _is_signed(number: Decimal, section: str) -> bool:
    return number < 0 and not any(sign in section for sign in "-▲△(（")


def _kept(match: re.Match[str], literals: list[str]) -> str:
    text = match[1] if match[1] is not None else match[2]
    if text is None:
        return ""
    literals.append(text)
    return "\0"


def _with_digits(number: Decimal, digits: re.Match[str], is_signed: bool) -> str:
    pattern = digits[1] or ""
    scaled = number / Decimal(1000) ** _thousands(digits[0])
    rounded = scaled.copy_abs().quantize(Decimal(10) ** -len(pattern), ROUND_HALF_UP)
    text = f"{rounded:,}" if "," in digits[0].rstrip(",").split(".")[0] else f"{rounded:f}"
    optional = len(pattern) - len(pattern.rstrip("#"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") and "." in text else text
    return ("-" if is_signed else "") + text.removesuffix(".")


def _thousands(digits: str) -> int:
    whole = digits.split(".")[0]
    return len(whole) - len(whole.rstrip(","))
