"""Typed cell values: numbers with their number format, dates and booleans.

Excel keeps meaning in the number format: 0.675 shown by `0.0%` is 67.5 ％, 34 shown by `"約"0"人"`
is about 34 people.  The stored number is read together with the format's literal text, by the
same grammar as typed text; what a format only scales for show is not scaled again.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from zushi_xl.quantity.context import apply_field, field_unit, read_quantity
from zushi_xl.quantity.excel_format import NumberFormat, is_date_format, read_format
from zushi_xl.quantity.model import NO_CONTEXT, Context, Quantity, refused
from zushi_xl.quantity.reader import read_text
from zushi_xl.quantity.units import canonical_unit, split_scale
from zushi_xl.quantity.writing import plain_number

CellValue = str | int | float | Decimal | bool | datetime.date | datetime.datetime | None

DATE_IN_VALUE = "日付になっています（分数や番号が自動変換された可能性があります）"
NEGATIVE_PERCENT = "半角の( )で入力した計画値が負の数になった可能性があります"
BARE_RATE = "率の欄に1以下の数があります。％の値か、100倍が必要な小数か確かめてください"
DASH_FOR_ZERO = "表示は「－」ですが、値は0です"
_LARGEST = 10**15
_GENERAL = ("", "General", "G/標準", "@", "0", "0_ ", "0_);[Red]\\(0\\)")


def read_value(value: CellValue, context: Context = NO_CONTEXT) -> Quantity:
    """Read a typed cell value; text goes to `read_quantity`."""
    if value is None:
        return read_quantity("", context)
    if isinstance(value, str):
        return read_quantity(value, context)
    if isinstance(value, bool):
        return refused("TRUE" if value else "FALSE", "真偽値が入っています")
    if isinstance(value, datetime.date):
        return _read_date(value, context)
    return _read_number(value, context)


def _read_date(value: datetime.date, context: Context) -> Quantity:
    """A real date is right in a date field and suspect where a value is expected."""
    iso = value.isoformat()[:10]
    found = Quantity(iso, "date", date=iso)
    expects_value = context.kind not in (None, "date", "text") or context.unit is not None
    return found._replace(ambiguous=True, reason=DATE_IN_VALUE) if expects_value else found


def _read_number(value: float | Decimal, context: Context) -> Quantity:
    number = _decimal(value)
    text = str(value)
    if not number.is_finite():
        return refused(text, "数ではありません")
    if abs(number) >= _LARGEST and isinstance(value, float):
        return refused(text, "桁が多く、Excelで丸められた可能性があります")
    code = context.number_format or ""
    if is_date_format(code):
        return refused(text, DATE_IN_VALUE)
    shown = read_format(code, negative=number < 0, zero=number == 0)
    found = _with_format(number, shown, code)
    return _check(_in_field(found, context, shown), number, shown, context)


def _decimal(value: float | Decimal) -> Decimal:
    """Return the 15 digits that Excel keeps (0.30000000000000004 is 0.3, 64.0 is 64)."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    return Decimal(plain_number(number)) if number.is_finite() else number


def _with_format(number: Decimal, shown: NumberFormat, code: str) -> Quantity:
    """Read the number together with the literal text that its format shows."""
    plain = Quantity(plain_number(number), "number", number)
    if not shown.before.strip() and not shown.after.strip():
        return plain
    digits = plain_number(abs(number) * 100 if shown.percent else abs(number))
    before, after = shown.before.strip(), shown.after.strip()
    if number < 0 and not any(sign in before for sign in "-▲△−－("):
        before = f"-{before}"
    if number < 0 and before.endswith("(") and after.startswith(")"):
        before, after = f"{before[:-1]}-", after[1:]
    found = _read_shown(before, digits, after, shown)
    if found is None:
        sentence = f"表示形式「{code}」の文字は読めません"
        return plain._replace(conflicts=(sentence,))
    return found._replace(text=plain.text, changes=("表示形式の文字",))


def _read_shown(before: str, digits: str, after: str, shown: NumberFormat) -> Quantity | None:
    if shown.comma_scale:
        scale, unit = split_scale(canonical_unit(after))
        after = unit if scale == 1000**shown.comma_scale else after
    if not before and "0" in digits and after in ("-", "－", "ー"):
        return None
    found = read_text(f"{before}{digits}{after}")
    return found if found.has_value and not found.ambiguous else None


def _in_field(found: Quantity, context: Context, shown: NumberFormat) -> Quantity:
    """Apply the field's unit; a comma-scaled number is stored in yen already."""
    if shown.comma_scale and context.unit:
        _, unit = split_scale(canonical_unit(context.unit))
        return apply_field(found, replace(context, unit=unit))
    return apply_field(found, context)


def _check(found: Quantity, number: Decimal, shown: NumberFormat, context: Context) -> Quantity:
    """Report what a typed number may hide; the value itself stays as stored."""
    sentences = []
    if found.unit == "％" and not shown.percent and 0 < abs(number) <= 1:
        sentences.append(BARE_RATE)
    if number < 0 and field_unit(context) is not None and _from_brackets(shown, found):
        sentences.append(NEGATIVE_PERCENT)
    if number == 0 and shown.before.strip() in ("-", "－", "ー", "―"):
        sentences.append(DASH_FOR_ZERO)
    return found._replace(conflicts=(*found.conflicts, *sentences)) if sentences else found


def _from_brackets(shown: NumberFormat, found: Quantity) -> bool:
    """Whether nothing shows that the negative sign was meant (▲ in the format, a change)."""
    return found.unit != "ポイント" and not any(mark in shown.before for mark in "▲△-")
