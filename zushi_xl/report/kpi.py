"""The one judge of a KPI: reached or not, better or worse, how far, and what the plan expects.

Rules, rows of 評価基準 and the annual book ask here, so that they cannot contradict each other.
Which way a KPI should go follows from the words of its target (以上, 超, 以下, 未満, a range) and,
where that is a bare figure, from its 望ましい向き. Comparisons use exact figures, nothing rounded.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.plan.model import INTERIM, Kpi, KpiValue, Plan, Trend, ValueStatus
from zushi_xl.quantity import Quantity
from zushi_xl.report.printed_figures import number_of, rounded
from zushi_xl.text.regex import regex

_PAST = (ValueStatus.BASELINE, ValueStatus.ACTUAL)


class Aim(NamedTuple):
    """Figures that will do: from ``low`` to ``high``; ``strict``: the bound itself will not."""

    low: Decimal | None
    high: Decimal | None
    strict: bool = False

    def is_met(self, value: Decimal) -> bool:
        """Whether ``value`` will do."""
        return self.gap(value) == 0 and not (self.strict and value in (self.low, self.high))

    def gap(self, value: Decimal) -> Decimal:
        """How far ``value`` lies outside; 0 on a bound and inside."""
        if self.low is not None and value < self.low:
            return self.low - value
        return value - self.high if self.high is not None and value > self.high else Decimal(0)

    @property
    def way(self) -> Trend:
        """Where figures should go: up to a floor, down to a ceiling, or neither."""
        if self.high is None:
            return Trend.UP
        return Trend.DOWN if self.low is None else Trend.KEEP


def aim_of(goal: Quantity | None, trend: Trend) -> Aim | None:
    """What a target or planned value asks for; None where it is no figure.

    A bare figure is read by ``trend``: for 上昇 at least, for 下降 at most, for 維持 just so.
    """
    if goal is None or goal.ambiguous or goal.also:
        return None
    value = number_of(goal)
    if value is None:
        return Aim(goal.low, goal.high) if None not in (goal.low, goal.high) else None
    if goal.qualifier in ("at_least", "more_than"):
        return Aim(value, None, goal.qualifier == "more_than")
    if goal.qualifier in ("at_most", "less_than"):
        return Aim(None, value, goal.qualifier == "less_than")
    return _bare_aim(value, trend)


def _bare_aim(value: Decimal, trend: Trend) -> Aim:
    return Aim(
        None if trend is Trend.DOWN else value,
        None if trend is Trend.UP else value,
    )


def target(kpi: Kpi) -> Quantity | None:
    """The target, where it is a figure, a bound or a range."""
    value = kpi.values.get("target")
    return value.quantity if value and aim_of(value.quantity, kpi.trend) else None


def interim(kpi: Kpi) -> Quantity | None:
    """The interim target (中間目標), where it is a figure."""
    value = kpi.values.get(INTERIM)
    return value.quantity if value and aim_of(value.quantity, kpi.trend) else None


def starting_value(kpi: Kpi, plan: Plan) -> Decimal | None:
    """The figure in the column of 基準時点, and no other."""
    value = kpi.values.get(plan.settings.baseline_label)
    return number_of(value.quantity) if value else None


def is_reached(kpi: Kpi, value: Decimal) -> bool:
    """Whether the target is met, as it is worded: 70％超 is not met by 70."""
    aim = aim_of(target(kpi), kpi.trend)
    return aim is not None and aim.is_met(value)


def told_of_target(kpi: Kpi, quantity: Quantity) -> Quantity:
    """A figure that its cell rounds, with as many decimals as it takes to say of the target what
    its value says: 79.96 seen as 80.0 ％ does not meet 80 ％."""
    value, decimals = number_of(quantity), quantity.shown_decimals
    if value is None or decimals is None:
        return quantity
    met = is_reached(kpi, value)
    while (
        decimals < -int(value.as_tuple().exponent)
        and is_reached(kpi, rounded(value, decimals)) != met
    ):
        decimals += 1
    return quantity._replace(shown_decimals=decimals)


def way_of(kpi: Kpi) -> Trend:
    """Which way the KPI should go: by its target's words, else by its 望ましい向き."""
    aim = aim_of(target(kpi), kpi.trend)
    return aim.way if aim else kpi.trend


def is_worse(kpi: Kpi, value: Decimal, than: Decimal) -> bool:
    """Whether ``value`` lies on the wrong side of ``than``.

    What should be kept is worse farther from the target; without a target it is never worse.
    """
    way = way_of(kpi)
    if way is not Trend.KEEP:
        return value < than if way is Trend.UP else value > than
    aim = aim_of(target(kpi), kpi.trend)
    return aim is not None and aim.gap(value) > aim.gap(than)


def progress(kpi: Kpi, value: Decimal, start: Decimal) -> Decimal | None:
    """The part of the way from ``start`` to the target, in percent; exact.

    None where there is no way to go: no target, one that ``start`` already meets, one to be kept.
    """
    aim, end = aim_of(target(kpi), kpi.trend), number_of(target(kpi))
    if aim is None or end is None or aim.way is Trend.KEEP or aim.gap(start) == 0:
        return None
    return (value - start) * 100 / (end - start)


_RATIO = regex(
    "(?:計画|予算|前年|前年度|目標|同月|平年)比|対(?:計画|前年|目標)|達成率|充足率|伸び率|増加率|増減率"
)


def may_exceed_all(kpi: Kpi) -> bool:
    """Whether a rate may lie above 100 ％: it says so (計画比), or the plan's figures do."""
    values = [number_of(value.quantity) for value in kpi.values.values()]
    return bool(_RATIO.search(kpi.statement)) or any(v is not None and v > 100 for v in values)


class Point(NamedTuple):
    """A figure of the plan at a fiscal year; ``label`` is the head of its column."""

    year: int
    label: str
    value: Decimal


def points(kpi: Kpi, plan: Plan) -> list[Point]:
    """All single figures of the plan but those of the year under evaluation, by year."""
    return [point for point, _ in _figures(kpi, plan)]


def _figures(kpi: Kpi, plan: Plan) -> list[tuple[Point, ValueStatus]]:
    found, now = [], plan.fiscal_year
    for period in plan.periods:
        value = kpi.values.get(period.key)
        if value is None or period.fiscal_year == now:
            continue
        number = number_of(value.quantity)
        if number is not None and (period.key != INTERIM or kpi.interim_year is not None):
            year = _year(period.key, period.fiscal_year, kpi, plan)
            found.append((Point(year, period.label, number), value.status))
    return sorted(found, key=lambda figure: figure[0].year)


def _year(key: str, fiscal_year: int | None, kpi: Kpi, plan: Plan) -> int:
    """Where a period stands: 2022.3 closes the fiscal year 2021, the target is the last year's."""
    if fiscal_year is not None:
        return fiscal_year
    if key == "target":
        return kpi.target_year or plan.settings.last_year
    if key == INTERIM and kpi.interim_year is not None:
        return kpi.interim_year
    match = re.match(r"(\d{4})\D+(\d{1,2})", key)
    if match:
        return int(match[1]) - (int(match[2]) <= 3)
    return plan.settings.first_year - 1


def past(kpi: Kpi, plan: Plan) -> list[Point]:
    """Baseline and actual figures before the year under evaluation."""
    return _before(_figures(kpi, plan), plan.fiscal_year)


def _before(figures: list[tuple[Point, ValueStatus]], year: int) -> list[Point]:
    return [point for point, status in figures if status in _PAST and point.year < year]


def last_year(kpi: Kpi, plan: Plan) -> Point | None:
    """The last actual figure before the year under evaluation."""
    known = past(kpi, plan)
    return known[-1] if known else None


def planned_now(kpi: Kpi, plan: Plan) -> KpiValue | None:
    """What the plan says of the year under evaluation, where it says a figure."""
    value = kpi.values.get(str(plan.fiscal_year))
    if value and value.status is ValueStatus.PLANNED and aim_of(value.quantity, kpi.trend):
        return value
    return None


class Expected(NamedTuple):
    """What the plan expects of the year; ``path`` are its ends where it was worked out by us."""

    aim: Aim
    value: Decimal
    path: tuple[Point, Point] | None = None


def expected_now(kpi: Kpi, plan: Plan) -> Expected | None:
    """The planned value of the year under evaluation, else the straight path to the next one."""
    way, planned = way_of(kpi), planned_now(kpi, plan)
    if planned:
        aim, value = aim_of(planned.quantity, way), number_of(planned.quantity)
        return Expected(aim, value) if aim and value is not None else None
    figures = _figures(kpi, plan)
    known = _before(figures, plan.fiscal_year)
    coming = [point for point, _ in figures if point.year >= plan.fiscal_year]
    if way is Trend.KEEP or not known or not coming:
        return None
    start, end = known[0], coming[0]
    value = _on_path(start, end, plan.fiscal_year)
    if _bare_aim(end.value, way).is_met(start.value):  # nothing to climb: the next value itself
        value = end.value
    return Expected(_bare_aim(value, way), value, (start, end))


def _on_path(start: Point, end: Point, year: int) -> Decimal:
    """Multiplied before it is divided: where the quotient has an end, it is exact."""
    return start.value + (end.value - start.value) * (year - start.year) / (end.year - start.year)


def is_behind(kpi: Kpi, value: Decimal, planned: Quantity) -> bool | None:
    """Whether a planned value is missed; None where it is no figure."""
    aim = aim_of(planned, way_of(kpi))
    return None if aim is None else not aim.is_met(value)
