"""The normal form of a quantity: what `read_quantity` reads back to the same meaning."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from zushi_xl.quantity.fold import fold_cell
from zushi_xl.quantity.model import Qualifier, Quantity
from zushi_xl.quantity.numerals import EXACT
from zushi_xl.quantity.units import canonical_unit, find_unit, in_unit, same_unit, split_scale
from zushi_xl.text.regex import regex

_BARE = regex(r"[（(]?[-+▲△－]?[0-9０-９][0-9０-９,，.．]*[）)]?")
_LIKE_GROUPS = regex(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_BEFORE: dict[Qualifier | None, str] = {"about": "約"}
_AFTER: dict[Qualifier | None, str] = {
    "at_least": "以上",
    "more_than": "超",
    "at_most": "以下",
    "less_than": "未満",
}


def format_quantity(quantity: Quantity) -> str:
    """Write a quantity in normal form: plain digits, canonical unit, （ ） for planned."""
    if quantity.ambiguous or quantity.kind == "text":
        return quantity.text
    if quantity.kind == "missing" or quantity.date is None and quantity.kind == "date":
        return _no_value(quantity)
    body = _body(quantity)
    if quantity.planned:
        body = f"（{body}）" if not (body.isdecimal() and len(body) <= 2) else f"{body}（計画値）"
    if quantity.fiscal_years and quantity.kind != "year":
        body += f"（{_span(quantity.fiscal_years[0], quantity.fiscal_years[-1], '年度')}）"
    return body


def as_shown(quantity: Quantity) -> Quantity:
    """The quantity with as many decimals as its cell shows: 93.1 ％ of 93.1034482758621 ％."""
    if quantity.shown_decimals is None or quantity.value is None:
        return quantity
    step = Decimal(1).scaleb(-quantity.shown_decimals)
    value = quantity.value.quantize(step, ROUND_HALF_UP, EXACT)
    low, high = (bound and value for bound in (quantity.low, quantity.high))
    return quantity._replace(value=value, low=low, high=high, shown_decimals=None)


def print_quantity(quantity: Quantity, unit: str | None = None) -> str:
    """Write the one value of a quantity for print: digits in threes, 約 and 以上, its unit; as many
    decimals as its cell shows.

    ``unit`` is that of the plan.  Values are stored in the base unit; where the plan counts in a
    scaled one (千人, 百万円) they are written in it.
    """
    shown, name = as_shown(quantity).value, quantity.unit or ""
    if shown is None:
        return ""
    if unit and counts_in(quantity, unit):
        shown, name = in_unit(shown, unit), canonical_unit(unit)
    before, after = _BEFORE.get(quantity.qualifier, ""), _AFTER.get(quantity.qualifier, "")
    return f"{before}{shown:,f}{name.replace('％', '%')}{after}"


def counts_in(quantity: Quantity, unit: str) -> bool:
    """Whether a quantity is stored in the base of a scaled unit (人 for 千人)."""
    scale, base = split_scale(canonical_unit(unit))
    return scale != 1 and quantity.unit is not None and same_unit(quantity.unit, base)


def with_unit(text: str, quantity: Quantity, unit: str | None) -> str:
    """Write a bare number with its unit, as people read it: 79801 is 79,801人, (5) is （5件）."""
    if not unit or not _BARE.fullmatch(text.strip()) or quantity.value is None:
        return text
    if quantity.ambiguous or quantity.unit is None:
        return text
    written = print_quantity(quantity, unit)
    return f"（{written}）" if quantity.planned else written


def plain_number(value: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _body(quantity: Quantity) -> str:
    if quantity.kind == "date":
        return _date(quantity.date or "")
    if quantity.kind == "year":
        return _year(quantity)
    unit = quantity.unit or ""
    write = _grouped if unit == "年" or (unit and find_unit(unit) is None) else _number
    around = _BEFORE.get(quantity.qualifier, ""), _AFTER.get(quantity.qualifier, "")
    if quantity.kind == "range":
        low, high = quantity.low, quantity.high
        return f"{around[0]}{write(low)}{unit}～{write(high)}{unit}{around[1]}"
    number = _fraction(quantity.value) if is_bare_fraction(quantity) else write(quantity.value)
    if _LIKE_GROUPS.fullmatch(number) and _is_counted(unit):
        number += "0"  # 13.123件 could be 13,123件 and is refused
    return f"{around[0]}{number}{unit}{around[1]}"


def _is_counted(unit: str) -> bool:
    found = find_unit(unit) if unit else None
    return found is not None and found.kind in ("count", "money")


def _no_value(quantity: Quantity) -> str:
    """Keep the words of a missing mark or a date without year; one spelling for dashes."""
    if quantity.missing_reason == "dash" and not quantity.note:
        return "（－）" if quantity.planned else "－"
    return fold_cell(quantity.text).folded


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain_number(value)


def _grouped(value: Decimal | None) -> str:
    """Group the digits before 年 and counters outside the tables: 1,200年, 1,200ブロック."""
    return "" if value is None else f"{value:,f}"


def is_bare_fraction(quantity: Quantity) -> bool:
    """Whether it is a ratio that states no unit: 1/3."""
    return quantity.kind == "ratio" and quantity.unit is None


def _fraction(value: Decimal | None) -> str:
    if value is None:
        return ""
    part = Fraction(value).limit_denominator(10**9)
    whole, above = divmod(abs(part.numerator), part.denominator)
    sign = "-" if value < 0 else ""
    return f"{sign}{f'{whole}と' if whole else ''}{part.denominator}分の{above}"


def _date(iso: str) -> str:
    """Write a month in words: 2024-04 alone could be something else."""
    year, month, *day = iso.split("-")
    return iso if day else f"{year}年{int(month)}月"


def _year(quantity: Quantity) -> str:
    kind = "年度" if quantity.fiscal_years else "年"
    if quantity.value is None:
        return _span(quantity.low, quantity.high, kind)
    bound = {"at_least": "以降", "at_most": "以前"}.get(quantity.qualifier or "", "")
    return f"{quantity.value}{kind}{bound}"


def _span(first: Decimal | int | None, last: Decimal | int | None, kind: str) -> str:
    return f"{first}{kind}" if first == last else f"{first}{kind}～{last}{kind}"
