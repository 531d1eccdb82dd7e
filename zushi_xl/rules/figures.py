"""The reported figures of KPIs: as far as rules may rely on them, and as messages show them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.form.model import Meaning
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.quantity.field_context import BARE_RATE
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.kpi import Expected, may_exceed_all, points
from zushi_xl.report.printed_figures import rounded
from zushi_xl.returned.submission import Answer, Submission
from zushi_xl.rules.asked import figure_of, of_meaning

_HUNDRED = Decimal(100)


def answers_to_kpis(submission: Submission) -> Iterator[tuple[Kpi, Answer]]:
    """The reported figures of KPIs that are measured in figures."""
    for answer in of_meaning(submission, Meaning.ACTUAL):
        kpi = answer.slot.kpi
        if kpi is not None and kpi.counting is not Counting.QUALITATIVE:
            yield kpi, answer


def sound_figure(kpi: Kpi, answer: Answer, plan: Plan) -> Decimal | None:
    """The figure as far as later rules may rely on it, so that one slip raises one finding."""
    value = figure_of(answer)
    if value is None or is_fraction(kpi, answer, plan) or not is_possible(kpi, value):
        return None
    if answer.quantity is not None and set(answer.quantity.conflicts) - {BARE_RATE}:
        return None  # 0 shown as a dash: nobody knows which of the two is meant
    return value


def is_possible(kpi: Kpi, value: Decimal) -> bool:
    """A share lies between 0 and 100 ％; a rate of what was planned may lie above."""
    if kpi.counting is not Counting.SHARE or kpi.unit != "％":
        return True
    return value >= 0 and (value <= _HUNDRED or may_exceed_all(kpi))


def _is_bare_rate(answer: Answer) -> bool:
    return answer.quantity is not None and BARE_RATE in answer.quantity.conflicts


def is_fraction(kpi: Kpi, answer: Answer, plan: Plan) -> bool:
    """0.667 where 66.7 is meant: no ％ typed, below 1, and no other figure of the KPI is."""
    value = figure_of(answer)
    if kpi.unit != "％" or value is None or not 0 < value <= 1 or not _is_bare_rate(answer):
        return False
    others = [point.value for point in points(kpi, plan) if point.value > 0]
    return bool(others) and min(others) > 1


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
