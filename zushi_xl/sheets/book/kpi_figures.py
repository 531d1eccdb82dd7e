"""データ_KPIグラフ: the figures that charts and sparklines draw, a row for each line of a chart.

The planned path begins at the last figure that was reached, the target stands under every period,
so that it can be drawn as a level to aim at. Figures with an open error are not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from zushi_xl.plan.model import INTERIM, Kpi, Period, ValueStatus
from zushi_xl.quantity.units import in_unit
from zushi_xl.quantity.writing import as_shown, counts_in
from zushi_xl.report.model import KpiFigure, Report
from zushi_xl.report.printed_figures import number_of
from zushi_xl.report.review import Review
from zushi_xl.report.round_scale import RoundScale
from zushi_xl.sheets.book.context import AnnualContext, ChartPlace
from zushi_xl.sheets.book.data import PREFIX, data_sheet
from zushi_xl.sheets.book.paging import Anchor, Part
from zushi_xl.workbook.sheet import Value

NAME = f"{PREFIX}KPIグラフ"
BASELINE, ACTUAL, PLANNED, TARGET = "現状", "実績", "計画", "目標"
_HEADS = ("コード", "番号", "KPI", "単位", "線")

Course = dict[str, dict[str, Decimal]]  # what is drawn → key of the period → figure


def plan_number(figure: KpiFigure) -> Decimal | None:
    """The one number of a figure, in the unit that the plan counts in."""
    number = number_of(figure.quantity)
    if number is None or not figure.kpi.unit or not counts_in(figure.quantity, figure.kpi.unit):
        return number
    return in_unit(number, figure.kpi.unit)


def seen_number(figure: KpiFigure, number: Decimal) -> Decimal:
    """The number with as many decimals as the cell showed that reported it."""
    seen = plan_number(replace(figure, quantity=as_shown(figure.quantity)))
    return number if seen is None else seen


def sound_figures(report: Report, kpi: Kpi) -> tuple[KpiFigure, ...]:
    """The figures of a KPI that are drawn: those without an open error."""
    figures = report.figures_of(kpi)
    return tuple(f for f in figures if report.review_at(f.source) is not Review.ERROR)


def course_of(report: Report, kpi: Kpi) -> Course:
    """What a chart of the KPI draws; empty where there is no figure."""
    found: dict[ValueStatus, dict[str, Decimal]] = {}
    for figure in sound_figures(report, kpi):
        number = plan_number(figure)
        if number is not None:
            found.setdefault(figure.status, {})[figure.period.key] = number
    actual = found.get(ValueStatus.ACTUAL, {})
    course = {
        BASELINE: found.get(ValueStatus.BASELINE, {}),
        ACTUAL: actual,
        PLANNED: _joined(_drawn_periods(report), actual, found.get(ValueStatus.PLANNED, {})),
        TARGET: _level(_drawn_periods(report), found.get(ValueStatus.TARGET, {})),
    }
    return {name: figures for name, figures in course.items() if figures}


def _drawn_periods(report: Report) -> list[Period]:
    return [period for period in report.plan.periods if period.key not in (INTERIM, "target")]


def _joined(
    periods: list[Period], actual: Mapping[str, Decimal], planned: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """The planned path from the last figure that was reached on."""
    keys = [period.key for period in periods]
    reached = [key for key in keys if key in actual]
    ahead = keys[keys.index(reached[-1]) + 1 :] if reached else keys
    path = {key: planned[key] for key in ahead if key in planned}
    return {reached[-1]: actual[reached[-1]], **path} if path and reached else path


def _level(periods: list[Period], goal: Mapping[str, Decimal]) -> dict[str, Decimal]:
    value = goal.get("target")
    return {} if value is None else {period.key: value for period in periods}


def figures_part(context: AnnualContext) -> tuple[Part, Mapping[tuple[str, int], ChartPlace]]:
    """The sheet, and where it holds each KPI that can be drawn."""
    report = context.report
    periods = _drawn_periods(report)
    rows: list[tuple[Value, ...]] = []
    places = {}
    for kpi in report.plan.kpis:
        course = course_of(report, kpi)
        if not course:
            continue
        first = len(rows) + 1
        rows += _rows(kpi, course, periods)
        places[kpi.code, kpi.number] = ChartPlace(
            {name: first + number for number, name in enumerate(course)},
            len(_HEADS),
            len(_HEADS) + max(0, len(periods) - 1),
            RoundScale.around([v for own in course.values() for v in own.values()]),
        )
    heads = (*_HEADS, *(period.key for period in periods))
    sheet = data_sheet(NAME, heads, rows)
    return Part(sheet, (Anchor(0, NAME.removeprefix(PREFIX), 2),), numbered=False), places


def _rows(kpi: Kpi, course: Course, periods: list[Period]) -> Iterator[tuple[Value, ...]]:
    for name, figures in course.items():
        values = (figures.get(period.key) for period in periods)
        yield (kpi.code, kpi.number, kpi.statement, kpi.unit or "", name, *values)
