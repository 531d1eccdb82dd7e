"""Figures as the city writes them: 2,289,233円, 約1,030人, 69.70%, （67.5％）."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from zushi_xl.form.answers import Answer
from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import ValueStatus
from zushi_xl.quantity import Quantity
from zushi_xl.quantity.writing import counts_in, is_bare_fraction, print_quantity
from zushi_xl.text.folding import NARROW_DIGITS
from zushi_xl.text.regex import regex

_ONE_VALUE = ("number", "ratio", "count", "money")
_NOT_SETTLED = regex(r"速報|暫定|概算|概数|推計|推定|試算")  # in a note beside the amount
_IN_LARGER_UNITS = regex(
    r"\d[百千万億兆]+円?\W*$|[（(](?:単位[:：]?)?[百千万億兆]+円[）)]", having="百千万億兆"
)
_PERCENT = str.maketrans({"％": "%"})


def rounded(value: Decimal, decimals: int) -> Decimal:
    """To so many decimals, half up (四捨五入) as Excel does, however long the figure is:
    ``quantize`` refuses more digits than its context has, and what somebody typed may have any
    number.

    >>> rounded(Decimal("9" * 60), 1) == Decimal("9" * 60), rounded(Decimal("12.25"), 1)
    (True, Decimal('12.3'))
    """
    if not value.is_finite():
        return value
    room = Context(prec=max(28, value.adjusted() + decimals + 2))
    return value.quantize(Decimal(10) ** -decimals, ROUND_HALF_UP, room)


NO_TOTAL = "－"  # the sum of no figure at all, which is not 0


def yen(amount: Decimal, count: int = 1) -> str:
    """An amount in yen with its thousands parted: 2,289,233円; of the sum of ``count`` amounts －
    where there are none."""
    return f"{amount:,}円" if count else NO_TOTAL


def is_to_the_yen(text: str, quantity: Quantity) -> bool:
    """Whether an amount is known to the yen as it was typed: not 約190万円, 2,289千円 or 12.5円,
    not a planned one and not 1,236,500円（概算）. 八千三百円 and 3億2,000万5,123円 are."""
    if quantity.qualifier or quantity.planned or _IN_LARGER_UNITS.search(text.strip()):
        return False
    if _NOT_SETTLED.search(quantity.note or ""):
        return False
    value = number_of(quantity)
    return value is None or value == value.to_integral_value()


def amount_as_printed(text: str, quantity: Quantity | None, amount: Decimal) -> str:
    """An amount as books and pages print it: what is not known to the yen stays as typed."""
    if quantity is None or is_to_the_yen(text, quantity):
        return yen(amount)
    return text.strip()


def number_of(quantity: Quantity | None) -> Decimal | None:
    """The one number that a figure stands for; None for texts, ranges and several values."""
    if quantity is None or quantity.ambiguous or quantity.also or quantity.kind not in _ONE_VALUE:
        return None
    return quantity.value


def figure_text(
    text: str, quantity: Quantity | None, planned: bool = False, unit: str | None = None
) -> str:
    """A figure for print. What was typed tidily stays as typed; the reported decimals are kept,
    thousands are parted, planned values stand in （ ）. Where the plan's ``unit`` is a scaled one
    (千人) the figure is written in it."""
    number = number_of(quantity)
    if quantity is None or number is None or is_bare_fraction(quantity):
        return text.strip()
    body = text.strip().translate(NARROW_DIGITS)
    written = f"{print_quantity(quantity, unit)}{_year(quantity)}"
    bare = body[1:-1].strip() if _in_brackets(body) else body
    in_plan_unit = unit is not None and counts_in(quantity, unit)
    as_typed = quantity.scale_applied and quantity.kind != "money" and not in_plan_unit
    shown = bare if as_typed or bare.translate(_PERCENT) == written else written
    return f"（{shown}）" if planned or quantity.planned else shown


def reported_text(answer: Answer) -> str:
    """What a field says, for print: an amount or a number in the unit of its label (1,200万円). An
    amount that is not known to the yen stays as typed."""
    quantity, kind = answer.quantity, answer.slot.field.type
    if quantity is None or kind not in (FieldType.MONEY, FieldType.NUMBER):
        return answer.used
    if kind is FieldType.MONEY and not is_to_the_yen(answer.said, quantity):
        return answer.said
    return figure_text(answer.used, quantity, unit=answer.slot.unit)


def _year(quantity: Quantity) -> str:
    years = quantity.fiscal_years
    if not years:
        return ""
    span = f"{years[0]}年度" if len(years) == 1 else f"{years[0]}年度～{years[-1]}年度"
    return f"（{span}）"


def _in_brackets(text: str) -> bool:
    return len(text) > 2 and text[0] in "（(" and text[-1] in "）)"


STATUS_LABEL = {
    ValueStatus.BASELINE: "現状値",
    ValueStatus.ACTUAL: "実績値",
    ValueStatus.PLANNED: "計画値",
    ValueStatus.TARGET: "目標値",
    ValueStatus.OPEN: "未確定",
}
