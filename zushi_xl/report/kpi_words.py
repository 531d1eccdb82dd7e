"""The figures of KPIs as messages show them, and which of them can be."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.plan.model import Counting, Kpi
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.kpi import Expected, may_exceed_all
from zushi_xl.report.printed_figures import rounded

_HUNDRED = Decimal(100)


def is_possible(kpi: Kpi, value: Decimal) -> bool:
    """A share lies between 0 and 100 ％; a rate of what was planned may lie above."""
    if kpi.counting is not Counting.SHARE or kpi.unit != "％":
        return True
    return value >= 0 and (value <= _HUNDRED or may_exceed_all(kpi))


def show_gap(value: Decimal, kpi: Kpi) -> str:
    """A difference: of two shares it is in points."""
    shown = show(value, kpi)
    return shown.replace("％", "ポイント") if kpi.unit == "％" else shown


def show(value: Decimal, kpi: Kpi) -> str:
    """A figure in the KPI's unit: 1,030人, 817千人."""
    digits = f"{in_unit(value, kpi.unit):,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}{kpi.unit or ''}"


def shown_value(expected: Expected, against: Decimal | None = None) -> Decimal:
    """What the plan expects, to be shown. A figure that we worked out is rounded, but only so far
    that it still lies on the same side of ``against``."""
    value = expected.value
    for decimals in range(1, _MOST_DECIMALS + 1) if expected.path else ():
        short = rounded(value, decimals)
        if against is None or _side(short, against) == _side(value, against):
            return short
    return value


_MOST_DECIMALS = 4


def _side(value: Decimal, other: Decimal) -> int:
    return (value > other) - (value < other)


def how_expected(expected: Expected, kpi: Kpi) -> str:
    """In words where an expected value comes from."""
    if expected.path is None:
        return "計画値"
    start, end = expected.path
    by = "" if end.label == f"{end.year}年度" else f"（{end.year}年度）"
    return (
        f"{start.label}の{show(start.value, kpi)}から{end.label}の{show(end.value, kpi)}まで{by}"
        f"一定の割合で進むとした値"
    )
