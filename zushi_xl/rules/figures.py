"""The figures of a KPI as the rules compare them: what was, what is planned, what is the aim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import Counting, Kpi, KpiValue, Plan, Trend, ValueStatus
from zushi_xl.quantity import Quantity
from zushi_xl.returned.submission import Answer, Submission
from zushi_xl.rules.asked import figure_of, of_type

_HUNDRED = Decimal(100)
_PAST = (ValueStatus.BASELINE, ValueStatus.ACTUAL)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of the plan at a year; ``label`` is the head of its column."""

    year: int
    label: str
    value: Decimal


def answers_to_kpis(submission: Submission) -> Iterator[tuple[Kpi, Answer]]:
    """The reported figures of KPIs that are measured in figures."""
    for answer in of_type(submission, FieldType.YEARLY):
        kpi = answer.slot.kpi
        if kpi is not None and kpi.counting is not Counting.QUALITATIVE:
            yield kpi, answer


def sound_figure(kpi: Kpi, answer: Answer, plan: Plan) -> Decimal | None:
    """The figure as far as later rules may rely on it, so that one slip raises one finding."""
    value = figure_of(answer)
    if value is None or is_fraction(kpi, answer, plan) or not is_possible(kpi, value):
        return None
    return value


def is_possible(kpi: Kpi, value: Decimal) -> bool:
    """A share lies between 0 and 100 ％."""
    return kpi.counting is not Counting.SHARE or kpi.unit != "％" or 0 <= value <= _HUNDRED


def is_fraction(kpi: Kpi, answer: Answer, plan: Plan) -> bool:
    """0.667 where 66.7 is meant: no ％ typed, below 1, and no other figure of the KPI is."""
    value = figure_of(answer)
    if kpi.unit != "％" or value is None or not 0 < value <= 1 or re.search("[%％]", answer.text):
        return False
    others = [point.value for point in points(kpi, plan) if point.value > 0]
    return bool(others) and min(others) > 1


def points(kpi: Kpi, plan: Plan) -> list[Point]:
    """All single figures of the plan but those of the year under evaluation, by year."""
    found = []
    for period in plan.periods:
        value = kpi.values.get(period.key)
        if value and value.quantity.value is not None and period.fiscal_year != plan.fiscal_year:
            year = _year(period.key, period.fiscal_year, plan)
            found.append(Point(year, period.label, value.quantity.value))
    return sorted(found, key=lambda point: point.year)


def _year(key: str, fiscal_year: int | None, plan: Plan) -> int:
    """Where a period stands: 2022.3 closes the fiscal year 2021, the target is the last year's."""
    if fiscal_year is not None:
        return fiscal_year
    if key == "target":
        return plan.settings.last_year
    match = re.match(r"(\d{4})\D+(\d{1,2})", key)
    if match:
        return int(match[1]) - (int(match[2]) <= 3)
    return plan.settings.first_year - 1


def past(kpi: Kpi, plan: Plan) -> list[Point]:
    """Baseline and actual figures before the year under evaluation."""
    known = {p.label for p in plan.periods if _status(kpi, p.key) in _PAST}
    return [p for p in points(kpi, plan) if p.label in known and p.year < plan.fiscal_year]


def last_year(kpi: Kpi, plan: Plan) -> Point | None:
    """The last actual figure before the year under evaluation."""
    known = past(kpi, plan)
    return known[-1] if known else None


def _status(kpi: Kpi, key: str) -> ValueStatus | None:
    value = kpi.values.get(key)
    return value.status if value else None


def target(kpi: Kpi) -> Quantity | None:
    """The target, where it is a figure or a bound."""
    value = kpi.values.get("target")
    return value.quantity if value and value.quantity.value is not None else None


def planned_now(kpi: Kpi, plan: Plan) -> KpiValue | None:
    """What the plan says of the year under evaluation, where it says a figure."""
    value = kpi.values.get(str(plan.fiscal_year))
    if value and value.status is ValueStatus.PLANNED and value.quantity.value is not None:
        return value
    return None


def is_reached(kpi: Kpi, value: Decimal, aim: Quantity) -> bool:
    """Whether the target is met, as it is worded: 70％超 is not met by 70."""
    border = aim.value if aim.value is not None else value
    if kpi.trend is Trend.DOWN:
        return value < border if aim.qualifier == "less_than" else value <= border
    return value > border if aim.qualifier == "more_than" else value >= border


def is_worse(kpi: Kpi, value: Decimal, than: Decimal) -> bool:
    """Whether ``value`` lies on the wrong side of ``than``."""
    return value > than if kpi.trend is Trend.DOWN else value < than


def show_gap(value: Decimal, kpi: Kpi) -> str:
    """A difference: of two shares it is in points."""
    shown = show(value, kpi)
    return shown.replace("％", "ポイント") if kpi.unit == "％" else shown


def show(value: Decimal, kpi: Kpi) -> str:
    """A figure with the KPI's unit: 1,030人."""
    digits = f"{value:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}{kpi.unit or ''}"
