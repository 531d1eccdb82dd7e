"""Typed cell values: numbers with their number format, dates and booleans.

Excel keeps meaning in the number format: 0.675 shown by `0.0%` is 67.5 ％, 34 shown by `"約"0"人"`
is about 34 people.  The stored number is read together with the words that its format shows, by
the same grammar as typed text; what a format only scales for show is not scaled again.
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal

from zushi_xl.quantity.excel_format import (
    Shown,
    date_parts,
    is_date_format,
    is_general,
    show_number,
    show_value,
)
from zushi_xl.quantity.field_context import NO_DATE, apply_field, field_unit, read_quantity
from zushi_xl.quantity.model import NO_CONTEXT, Context, Quantity, refused
from zushi_xl.quantity.numerals import EXACT
from zushi_xl.quantity.reader import read_text
from zushi_xl.quantity.units import canonical_unit, split_scale
from zushi_xl.quantity.writing import plain_number
from zushi_xl.text.regex import regex

CellValue = (
    str | int | float | Decimal | bool | datetime.date | datetime.datetime
    | datetime.time | datetime.timedelta | None
)  # fmt: skip

DATE_IN_VALUE = "日付になっています（分数や番号が自動変換された可能性があります）"
FIRST_EXCEL_YEAR = 1900
NUMBER_AS_DATE = (
    "1900年以前の日付です（日付の表示形式のセルに、日付でない数が記入された可能性があります）"
)
YEAR_NOT_SHOWN = "表示に年がありません（セルの値は{}年です）"
_YEARS = frozenset("yer")  # letters of formats that show a year
TIME_IN_VALUE = "時刻になっています"
NEGATIVE_PERCENT = "半角の( )で記入した計画値が負の数になった可能性があります"
DASH_FOR_ZERO = "表示は「－」ですが、値は0です"
BLANK_FOR_ZERO = "表示は空ですが、値は0です"
SIGN_NOT_SHOWN = "負の数ですが、表示形式で符号が見えません"
SCALED_FOR_SHOW = "表示形式が桁を落としています（表示「{}」、値は{}）"
ROUNDED_FOR_SHOW = "丸めて表示されています"  # begins the sentence
FROM_FORMAT = "表示形式の文字"  # the change that names what only the number format says
_SEEN_IN_GENERAL = 10  # digits that Excel shows at most of a number in the format General
_PLAIN_DIGITS = regex(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+")
_LARGEST = 10**15
_MINUS = "-▲△▼−－"


def read_value(value: CellValue, context: Context = NO_CONTEXT) -> Quantity:
    """Read a typed cell value; text goes to `read_quantity`."""
    if value is None:
        return read_quantity("", context)
    if isinstance(value, str):
        return read_quantity(value, context)
    if isinstance(value, bool):
        return refused("TRUE" if value else "FALSE", "真偽値が入っています")
    if isinstance(value, datetime.time | datetime.timedelta):
        return refused(str(value), TIME_IN_VALUE)
    if isinstance(value, datetime.date):
        return _read_date(value, context)
    return _read_number(value, context)


def _read_date(value: datetime.date, context: Context) -> Quantity:
    """A real date is right in a date field and suspect where a value is expected."""
    iso = value.isoformat()[:10]
    if context.asks_figure:
        return refused(iso, DATE_IN_VALUE)._replace(kind="date", date=iso)
    if context.kind == "date" and value.year <= FIRST_EXCEL_YEAR:
        return refused(iso, NUMBER_AS_DATE)
    if context.kind == "date" and context.single:
        return _as_far_as_seen(value, context.number_format or "")
    return Quantity(iso, "date", date=iso)


def _as_far_as_seen(value: datetime.date, code: str) -> Quantity:
    """Of 2024年7月 Excel keeps the first day, which nobody typed, and of 7月1日 the year in which
    it was typed, which nobody sees."""
    iso, parts = value.isoformat()[:10], date_parts(code)
    found = Quantity(iso, "date", date=iso)
    if parts and not parts & _YEARS:
        return found._replace(conflicts=(YEAR_NOT_SHOWN.format(value.year),))
    if not parts or "d" in parts:
        return found
    if "m" not in parts:
        return refused(iso, NO_DATE)
    month = iso[: len("2024-07")]
    return Quantity(show_value(value, code), "date", date=month, changes=(FROM_FORMAT,))


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
    if is_general(code):
        shown = Shown(_in_general(number))
        found = Quantity(plain_number(number), "number", number)
    else:
        shown = show_number(number, code)
        found = _with_format(number, shown, code)
    return _check(_in_field(found, context, shown), number, shown, context)


def _decimal(value: float | Decimal) -> Decimal:
    """Return the 15 digits that Excel keeps (0.30000000000000004 is 0.3, 64.0 is 64)."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    return Decimal(plain_number(number)) if number.is_finite() else number


def _in_general(number: Decimal) -> str:
    """Write a number as the format General shows it in a wide column: 0.333333333."""
    whole = len(f"{abs(number):f}".partition(".")[0])
    step = Decimal(1).scaleb(-max(_SEEN_IN_GENERAL - whole, 0))
    if number == number.to_integral_value() or number == number.quantize(step, context=EXACT):
        return plain_number(number)
    return plain_number(number.quantize(step, rounding=ROUND_HALF_UP, context=EXACT))


def _with_format(number: Decimal, shown: Shown, code: str) -> Quantity:
    """Read the number together with the words that its format shows."""
    plain = Quantity(plain_number(number), "number", number)
    if not shown.has_digits:
        return _without_digits(plain, shown, code)
    if not shown.before.strip() and not shown.after.strip() and not shown.parted:
        return plain
    found = read_text(_written(number, shown))
    if found.kind == "date":
        return found._replace(text=plain.text)
    if not found.has_value or found.ambiguous:
        return refused(plain.text, f"表示形式で「{shown.text}」と見え、数値として読めません")
    return _scaled_back(plain, found, shown)._replace(text=plain.text, changes=(FROM_FORMAT,))


def _without_digits(plain: Quantity, shown: Shown, code: str) -> Quantity:
    """0 shown as －or as nothing stays 0 with a question; another number may not hide."""
    if plain.value:
        seen = f"「{shown.text}」と見え" if shown.text else "見えず"
        return refused(plain.text, f"表示形式「{code}」で{seen}、値{plain.text}が隠れています")
    sentence = DASH_FOR_ZERO if shown.text else BLANK_FOR_ZERO
    return plain._replace(conflicts=(sentence,))


def _written(number: Decimal, shown: Shown) -> str:
    """Write the number as seen, but with all its digits."""
    if shown.parted:
        return shown.text
    before, after = shown.before.strip(), shown.after.strip()
    digits = plain_number(abs(number).scaleb(2 * shown.percent - 3 * shown.thousands))
    if number < 0 and before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    if number < 0 and not any(mark in before for mark in _MINUS):
        before = f"-{before}"
    return f"{before}{digits}{after}"


def _scaled_back(plain: Quantity, found: Quantity, shown: Shown) -> Quantity:
    """Say when the words beside a number that is scaled for show do not name its scale."""
    number = plain.value or Decimal(0)
    seen = number.scaleb(2 * shown.percent)
    if found.value is None or not (shown.thousands or shown.parted) or found.value == seen:
        return found
    sentence = SCALED_FOR_SHOW.format(shown.text, plain.text)
    low, high = (found.low and number), (found.high and number)
    return found._replace(
        value=number,
        low=low,
        high=high,
        scale_applied=False,
        conflicts=(*found.conflicts, sentence),
    )


def _in_field(found: Quantity, context: Context, shown: Shown) -> Quantity:
    """Apply the field's unit; a number scaled for show is stored in the base unit already."""
    if shown.thousands and context.unit:
        _, unit = split_scale(canonical_unit(context.unit))
        return apply_field(found, context._replace(unit=unit))
    return apply_field(found, context)


def _check(found: Quantity, number: Decimal, shown: Shown, context: Context) -> Quantity:
    """Report what a typed number may hide; the value itself stays as stored."""
    if not found.has_value:
        return found
    sentences = []
    if _is_scaled_silently(shown, context) and number:
        sentences.append(SCALED_FOR_SHOW.format(shown.text, plain_number(number)))
    seen = None if context.kind == "money" else _seen_rounded(number, shown)  # rules judge money
    if seen is not None:
        value = number.scaleb(2 * shown.percent)
        sentences.append(f"{ROUNDED_FOR_SHOW}（表示「{shown.text}」、値は{plain_number(value)}）")
        found = found._replace(shown_decimals=_decimals_of(seen, value, found))
    if number < 0:
        sentences += _doubts_of_sign(found, shown, context)
    return found._replace(conflicts=(*found.conflicts, *sentences)) if sentences else found


def _is_scaled_silently(shown: Shown, context: Context) -> bool:
    """Whether 3,000,000 is seen as 3,000 and neither its format nor its field says 千."""
    if not shown.thousands or shown.before.strip() or shown.after.strip():
        return False
    scale, _ = split_scale(canonical_unit(context.unit)) if context.unit else (1, None)
    return scale != int(10 ** (3 * shown.thousands))


def _seen_rounded(number: Decimal, shown: Shown) -> Decimal | None:
    """The number that a person sees, where it has fewer decimals than there are: 93.1 of the
    93.1034482758621 % that are 93.1%."""
    if shown.thousands or shown.parted or number == number.to_integral_value():
        return None
    text = shown.text.removeprefix("-").removeprefix(shown.before.lstrip())
    seen = text.removesuffix(shown.after.rstrip()).strip()
    if not _PLAIN_DIGITS.fullmatch(seen):
        return None
    digits = Decimal(seen.replace(",", ""))
    return digits if digits != abs(number).scaleb(2 * shown.percent) else None


def _decimals_of(seen: Decimal, number: Decimal, found: Quantity) -> int | None:
    """The decimals of the seen number, in the unit in which the value is kept: of 12.3 (千人) the
    hundreds of people are seen, -2."""
    ratio = (found.value or Decimal(0)) / number
    shift = ratio.adjusted()
    return -int(seen.as_tuple().exponent) - shift if ratio == Decimal(1).scaleb(shift) else None


def _doubts_of_sign(found: Quantity, shown: Shown, context: Context) -> list[str]:
    marked = any(mark in shown.before for mark in _MINUS)
    if shown.own_sign and not marked and "(" not in shown.before:
        return [SIGN_NOT_SHOWN]
    is_share = field_unit(context) is not None and found.unit != "ポイント"
    return [NEGATIVE_PERCENT] if is_share and not marked else []
