"""What the year shows when it is counted: grades, KPI attainment, last year, money.

Only ranked grades are compared; finished, stopped and other grades are counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zushi_xl.findings.finding import Severity
from zushi_xl.form.model import BLOCK_OF_LEVEL, FieldType
from zushi_xl.plan.model import Grade, GradeClass, Kpi, Level, Section, Trend, ValueStatus
from zushi_xl.report.kpi import is_behind, is_reached, is_worse, progress, target, way_of
from zushi_xl.report.model import Evaluation, KpiFigure, Receipt, Report
from zushi_xl.report.printed_figures import number_of
from zushi_xl.returned.cell_answer import match_grade
from zushi_xl.text.codes import is_within
from zushi_xl.workbook.cells import Source

LAST_GRADE = "前年度の評価"
LAST_SPEND = "前年度実績額"


def rated_level(report: Report) -> Level | None:
    """The lowest level that is rated: its sections are what the book counts."""
    for level in (Level.MEASURE, Level.DIRECTION, Level.PILLAR):
        fields = report.form.of(BLOCK_OF_LEVEL[level])
        if report.plan.level(level) and any(f.type is FieldType.RATING for f in fields):
            return level
    return None


def evaluations_of(report: Report, level: Level | None) -> tuple[Evaluation, ...]:
    return tuple(e for e in report.evaluations if e.section.level is level)


def top_section(report: Report, code: str) -> Section | None:
    """The highest section that ``code`` stands under, itself included."""
    return next((s for s in report.plan.sections if is_within(code, s.code)), None)


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How often each grade was given under one top section."""

    number: str
    name: str
    code: str
    counts: Mapping[str, int]  # by symbol
    without: int

    @property
    def total(self) -> int:
        return sum(self.counts.values()) + self.without


def grade_counts(report: Report, level: Level) -> tuple[GradeCount, ...]:
    groups: dict[str, list[Evaluation]] = {}
    for evaluation in evaluations_of(report, level):
        top = top_section(report, evaluation.section.code) or evaluation.section
        key = top.code if top.level is not level else ""
        groups.setdefault(key, []).append(evaluation)
    return tuple(_count(report, code, group) for code, group in groups.items())


def _count(report: Report, code: str, group: Iterable[Evaluation]) -> GradeCount:
    section = report.plan.section_by_code.get(code)
    symbols = [e.grade.symbol if e.grade else None for e in group]
    counts = Counter(symbol for symbol in symbols if symbol is not None)
    if section is None:
        return GradeCount("", "全体", "", counts, symbols.count(None))
    number = section.number or section.code
    return GradeCount(number, section.title, code, counts, symbols.count(None))


def ranked(grades: Iterable[Grade]) -> tuple[Grade, ...]:
    return tuple(g for g in grades if g.grade_class is GradeClass.RANKED)


class Move(StrEnum):
    """A grade against the one of the year before. The sign tells it without colour."""

    UP = "上がった"
    SAME = "同じ"
    DOWN = "下がった"
    NONE = "比べられない"

    @property
    def sign(self) -> str:
        return {"UP": "↑", "SAME": "→", "DOWN": "↓", "NONE": "－"}[self.name]


def last_grade(report: Report, section: Section) -> Grade | None:
    text = section.texts.get(LAST_GRADE, "")
    return match_grade(report.plan.grades_for(section.level), text) if text else None


def move_of(report: Report, evaluation: Evaluation) -> Move:
    last, now = last_grade(report, evaluation.section), evaluation.grade
    order = ranked(report.plan.grades_for(evaluation.section.level))
    if last not in order or now not in order or last is None or now is None:
        return Move.NONE
    step = order.index(last) - order.index(now)
    return Move.UP if step > 0 else Move.DOWN if step < 0 else Move.SAME


class KpiVerdict(StrEnum):
    """Where a KPI stands in the year under evaluation."""

    REACHED = "目標達成"
    BETTER = "前進"
    SAME = "横ばい"
    WORSE = "後退"
    NONE = "判定なし"

    @property
    def sign(self) -> str:
        return {"REACHED": "◎", "BETTER": "○", "SAME": "→", "WORSE": "▼", "NONE": "－"}[self.name]

    @property
    def text(self) -> str:
        return f"{self.sign} {self.value}"


@dataclass(frozen=True, slots=True)
class KpiStanding:
    """A KPI in the year under evaluation, against the figure before and the target."""

    kpi: Kpi
    verdict: KpiVerdict
    now: KpiFigure | None
    before: KpiFigure | None
    progress: Decimal | None  # percent of the way from the first figure to the target
    behind_plan: bool | None  # None: no planned value for the year


def standings(report: Report) -> tuple[KpiStanding, ...]:
    """Every KPI of the plan; a figure with an open error is not judged."""
    faulty = frozenset(faults(report))
    return tuple(_standing(report, kpi, faulty) for kpi in report.plan.kpis)


def faults(report: Report) -> Mapping[Source, str]:
    """What is wrong at each cell on which an error is open."""
    return {
        finding.source: finding.message
        for finding in report.open_findings()
        if finding.source is not None and finding.severity is Severity.ERROR
    }


def _standing(report: Report, kpi: Kpi, faulty: Collection[Source]) -> KpiStanding:
    figures = report.figures_of(kpi)
    known = [f for f in figures if _is_known(f) and f.source not in faulty]
    now = next((f for f in reversed(known) if f.period.fiscal_year == report.fiscal_year), None)
    earlier = [f for f in known if f.period.fiscal_year != report.fiscal_year]
    before = _last_before(earlier, report.fiscal_year)
    value = number_of(now.quantity) if now else None
    if now is None or value is None:
        return KpiStanding(kpi, KpiVerdict.NONE, None, before, None, None)
    verdict = _verdict(kpi, value, number_of(before.quantity) if before else None)
    return KpiStanding(
        kpi, verdict, now, before, _progress(kpi, value, earlier), _behind(kpi, now, value, figures)
    )


def _is_known(figure: KpiFigure) -> bool:
    return (
        figure.status in (ValueStatus.ACTUAL, ValueStatus.BASELINE)
        and number_of(figure.quantity) is not None
    )


def _last_before(figures: Iterable[KpiFigure], year: int) -> KpiFigure | None:
    past = [f for f in figures if f.period.fiscal_year is None or f.period.fiscal_year < year]
    return past[-1] if past else None


def _verdict(kpi: Kpi, value: Decimal, last: Decimal | None) -> KpiVerdict:
    if is_reached(kpi, value):
        return KpiVerdict.REACHED
    if last is None or (way_of(kpi) is Trend.KEEP and target(kpi) is None):
        return KpiVerdict.NONE
    if is_worse(kpi, value, last):
        return KpiVerdict.WORSE
    return KpiVerdict.BETTER if is_worse(kpi, last, value) else KpiVerdict.SAME


def _progress(kpi: Kpi, value: Decimal, earlier: list[KpiFigure]) -> Decimal | None:
    start = number_of(earlier[0].quantity) if earlier else None
    part = progress(kpi, value, start) if start is not None else None
    return part.quantize(Decimal("0.1")) if part is not None else None


def _behind(kpi: Kpi, now: KpiFigure, value: Decimal, figures: Iterable[KpiFigure]) -> bool | None:
    planned = (f for f in figures if f.period == now.period and f.status is ValueStatus.PLANNED)
    return next((is_behind(kpi, value, f.quantity) for f in planned), None)


def missing_divisions(report: Report) -> frozenset[str]:
    """Divisions whose book did not come or could not be read."""
    return frozenset(d.name for d in report.divisions if d.receipt is not Receipt.RECEIVED)


@dataclass(frozen=True, slots=True)
class Money:
    """The budget in one line. Sums count each program once."""

    reported: Decimal
    settled: Decimal
    compared: int  # programs with one reported amount and 決算額
    differing: int
    conflicting: tuple[str, ...]
    without: int  # programs nobody gave an amount for


def money_of(report: Report) -> Money:
    both = [p for p in report.programs if p.amount is not None and p.settled is not None]
    return Money(
        reported=report.total_spend,
        settled=sum((p.settled for p in report.programs if p.settled is not None), Decimal(0)),
        compared=len(both),
        differing=sum(p.amount != p.settled for p in both),
        conflicting=tuple(p.name for p in report.programs if len(p.amounts) > 1),
        without=sum(not p.amounts for p in report.programs),
    )
