"""What the field knows: it fills what the text leaves open and never overrides the text."""

from __future__ import annotations

import re
from decimal import Decimal

from zushi_xl.quantity.fold import fold_cell
from zushi_xl.quantity.model import NO_CONTEXT, Context, Quantity
from zushi_xl.quantity.numerals import EXACT
from zushi_xl.quantity.reader import read_text
from zushi_xl.quantity.units import canonical_unit, find_unit, same_unit, split_scale

_SHORT_YEAR = re.compile("(?:[1-9]|1[0-9]|2[0-4]|元)年度?")
_REIWA = 2018
_LAST_PLAIN_YEAR = 24
"""Plan years are typed without the era only in 令和 so far; 25–31 might be 平成."""


def read_quantity(text: str, context: Context = NO_CONTEXT) -> Quantity:
    """Read a cell's text as a quantity, or refuse it; never raises."""
    if context is NO_CONTEXT or context == NO_CONTEXT:
        return read_text(text)
    if context.kind == "year" and (digits := _SHORT_YEAR.fullmatch(fold_cell(text).folded)):
        return _in_reiwa(text, digits[0])
    return apply_field(read_text(text, field_unit(context)), context)


def _in_reiwa(text: str, year: str) -> Quantity:
    """Read 6年度 in a year field as 令和6年度."""
    found = read_text(f"令和{year}")
    if not found.has_value:
        return found._replace(text=text)
    return found._replace(text=text, era_text=text, changes=("元号の補い（令和）", "和暦→西暦"))


def field_unit(context: Context) -> str | None:
    """Return the field's canonical unit without its scale (千円 → 円)."""
    return split_scale(canonical_unit(context.unit))[1] if context.unit else None


def apply_field(found: Quantity, context: Context) -> Quantity:
    """Apply what the field knows to a reading."""
    if context.kind == "year":
        found = _as_year(found)
    if not context.unit:
        return found
    scale, unit = split_scale(canonical_unit(context.unit))
    return apply_unit(found, scale, unit)


def apply_unit(found: Quantity, scale: int, unit: str | None) -> Quantity:
    """Give a bare number the field's unit and scale; report a unit that contradicts it."""
    if unit is None or not found.has_value or found.kind == "year":
        return found
    if found.unit is None:
        return _with_unit(found, scale, unit)
    if same_unit(found.unit, unit):
        return found
    sentence = f"欄の単位は「{unit}」ですが「{found.unit}」で書かれています"
    return found._replace(conflicts=(*found.conflicts, sentence))


def _with_unit(found: Quantity, scale: int, unit: str) -> Quantity:
    known = find_unit(unit)
    kind = found.kind if found.kind == "range" else known.kind if known else "count"
    changes = found.changes
    if scale != 1:
        changes = (*changes, f"{_scale_name(scale)}{unit}→{unit}")
    return found._replace(
        kind=kind,
        value=_scaled(found.value, scale),
        low=_scaled(found.low, scale),
        high=_scaled(found.high, scale),
        unit=unit,
        scale_applied=found.scale_applied or scale != 1,
        changes=changes,
    )


def _scaled(value: Decimal | None, scale: int) -> Decimal | None:
    return None if value is None else EXACT.multiply(value, Decimal(scale))


def _scale_name(scale: int) -> str:
    names = {10: "十", 100: "百", 1000: "千", 10**4: "万", 10**6: "百万", 10**8: "億"}
    return names.get(scale, str(scale))


def _as_year(found: Quantity) -> Quantity:
    """Read a bare number in a year field: 2024, or 6 for 令和6."""
    number = found.value
    if found.kind != "number" or number is None or found.unit or found.qualifier:
        return found
    if 1 <= number <= _LAST_PLAIN_YEAR and number == number.to_integral_value():
        year = Decimal(_REIWA) + number
        changes = (*found.changes, "元号の補い（令和）", "和暦→西暦")
        return found._replace(kind="year", value=year, changes=changes)
    if 1868 <= number <= 2199:
        return found._replace(kind="year")
    return found._replace(
        kind="text",
        value=None,
        ambiguous=True,
        reason="年の欄ですが、どの年か決められません",
    )
