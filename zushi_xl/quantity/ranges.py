"""Bounds and two-sided ranges: 70％以上, 約30～40人, 30人以上40人未満, 5～6万円."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.quantity.amounts import Amount, read_amount
from zushi_xl.quantity.model import Qualifier, Quantity, Refusal
from zushi_xl.quantity.numerals import EXACT, trailing_scale
from zushi_xl.quantity.qualifiers import split_qualifiers
from zushi_xl.quantity.units import UNITS, find_unit
from zushi_xl.text.regex import regex

_BOUNDS = regex(
    "(.{1,40}?)(?:以上|超え?|から|を超え(?:て)?|を上回り|より大きく|より大きい|より多く)(?:で|て|かつ|、|,|~)*"
    "(.{1,40}?)(?:以下|未満|以内|まで|より小さい|より少ない|を下回る|に満たない)(?:の範囲|の間)?"
)
_SPAN = regex(
    "(.{1,40}?)(?:~|から|―|(?<=[^-])-(?=[0-9])|(?<=[0-9])ー(?=[0-9]))(.{1,40}?)(?:まで|の間|の範囲)?"
)
_AGES = frozenset(("歳", "才"))
_HYPHEN = regex("[0-9.,]+-[0-9.,]+")
_ONLY_DOTS = regex("([0-9]{1,3})・([0-9]{1,3})([^0-9・]+)")

DESCENDING = "範囲の左が右より大きい値です"
AGE_CLASS = "年齢の区分か値か決められません"
HYPHENATED = "範囲か番号か決められません"
CHANGED = "変わる前と後の二つの値があります"
TWO_UNITS = "範囲の左右の単位が違います"


def read_bounded(folded: str, allowed: str | None = None) -> Quantity | Refusal | None:
    """Read a whole text as an amount, with or without a bound or an approximation."""
    amount = read_amount(folded, allowed)
    if isinstance(amount, Amount):
        return _check_age(build(folded, amount), allowed)
    parted = split_qualifiers(folded)
    if parted.core == folded:
        return amount
    inner = read_amount(parted.core, allowed)
    if not isinstance(inner, Amount):
        inner = _prefix_scale(parted.core, inner)
    if not isinstance(inner, Amount):
        return inner or amount
    if parted.twice:
        return Refusal("上限と下限の言葉が両方あります")
    return _check_age(build(folded, inner, parted.qualifier), allowed)


def _prefix_scale(core: str, inner: Amount | Refusal | None) -> Amount | Refusal | None:
    """百万円以上 is an amount although 百万円 alone may be a heading."""
    if not isinstance(inner, Refusal) or core[:1] not in ("百", "千", "億", "十"):
        return inner
    amount = read_amount("一" + core)
    if not isinstance(amount, Amount):
        return inner
    return amount._replace(scaled=any(scale in core for scale in "万億兆"))


def build(text: str, amount: Amount, qualifier: Qualifier | None = None) -> Quantity:
    """Make a quantity of an amount, filling the bound that the qualifier sets."""
    return Quantity(
        text,
        amount.kind,
        amount.value,
        amount.value if qualifier in ("at_least", "more_than") else None,
        amount.value if qualifier in ("at_most", "less_than") else None,
        amount.unit,
        qualifier,
        scale_applied=amount.scaled,
        note=amount.note,
    )


def _check_age(quantity: Quantity, allowed: str | None) -> Quantity | Refusal:
    bound = quantity.low is not None or quantity.high is not None
    if bound and quantity.unit in _AGES and allowed not in _AGES:
        return Refusal(AGE_CLASS)
    return quantity


def read_range(folded: str, allowed: str | None = None) -> Quantity | Refusal | None:
    """Read a whole text as a two-sided range."""
    parted = split_qualifiers(folded)
    core = parted.core if parted.qualifier == "about" else folded
    match = _BOUNDS.fullmatch(core) or _SPAN.fullmatch(core)
    if not match:
        return _read_dotted(core)
    pair = _read_pair(match[1], match[2], allowed)
    if not isinstance(pair, tuple) or isinstance(pair, Refusal):
        return pair
    low, high = pair
    if high.note:
        return Refusal(CHANGED)
    if low.value >= high.value:
        return Refusal(DESCENDING)
    if _HYPHEN.fullmatch(core):
        return Refusal(HYPHENATED)
    if high.unit in _AGES and allowed not in _AGES:
        return Refusal(AGE_CLASS)
    scaled = low.scaled or high.scaled
    about: Qualifier | None = "about" if parted.qualifier == "about" else None
    return Quantity(
        folded, "range", None, low.value, high.value, high.unit, about, scale_applied=scaled
    )


def _read_dotted(core: str) -> Refusal | None:
    match = _ONLY_DOTS.fullmatch(core)
    return Refusal("「・」が範囲か小数点か決められません") if match and match[3] in UNITS else None


def _read_pair(
    left: str, right: str, allowed: str | None
) -> tuple[Amount, Amount] | Refusal | None:
    low, high = read_amount(left, allowed), read_amount(right, allowed)
    if high is None or low is None:
        return None
    if isinstance(low, Refusal):
        return low
    if isinstance(high, Refusal):
        return high
    if low.unit is None and high.unit is not None:
        if low.value % 1 and find_unit(high.unit) is None:
            return None
        return _share_unit(left, right, low, high), high
    if low.unit != high.unit:
        return Refusal(TWO_UNITS)
    return low if low.unit else _share_scale(low, high), high


def _share_unit(left: str, right: str, low: Amount, high: Amount) -> Amount:
    """Give the left side the unit of the right one (3～4割, 5～6万円, 1,000～1,500千円)."""
    if "割" in right:
        shared = read_amount(left + "割")
        return shared if isinstance(shared, Amount) else low
    return _share_scale(low, high)._replace(unit=high.unit, kind=high.kind)


def _share_scale(low: Amount, high: Amount) -> Amount:
    scale = trailing_scale(high.run)
    if scale is None or low.scaled or trailing_scale(low.run):
        return low
    shared: Decimal = EXACT.multiply(low.value, scale)
    return low._replace(value=shared, scaled=True) if shared < high.value else low
