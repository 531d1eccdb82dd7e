"""What the year shows when it is counted: grades, KPI attainment, last year, money.

Only ranked grades are compared; finished, stopped and other grades are counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.grades import match_grade
from zushi_xl.form.model import BLOCK_OF_LEVEL, Block, Meaning
from zushi_xl.plan.cycles import is_between
from zushi_xl.plan.levels import SECTION_LEVELS, Level
from zushi_xl.plan.model import Initiative, Kpi, Section, Trend, ValueStatus
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.five_values import (
    DOUBTFUL,
    IN_PROSE,
    NOT_DUE,
    NOT_REPORTED,
    missing_class,
    reason_for_none,
)
from zushi_xl.report.kpi import is_behind, is_reached, is_worse, progress, target, way_of
from zushi_xl.report.model import Evaluation, KpiFigure, Receipt, Report
from zushi_xl.report.printed_figures import number_of, rounded
from zushi_xl.report.rating_counts import is_rated
from zushi_xl.report.review import Review
from zushi_xl.report.spending import Spending, Stated, spending_of, total_of
from zushi_xl.workbook.cells import Source

_SEVERAL_FIGURES = "一つの値でない"  # a range, several values
_INCOMPARABLE = "比べる値がない"
_UNASKED = "記入を求めない"
LAST_GRADE = "前年度の評価"
LAST_SPEND = "前年度実績額"


def rated_level(report: Report) -> Level | None:
    """The lowest level that is rated: its sections are what the book counts."""
    for level in reversed(SECTION_LEVELS):
        field = report.form.meant(BLOCK_OF_LEVEL[level], Meaning.RATING)
        if report.plan.level(level) and field:
            return level
    return None


def evaluations_of(report: Report, level: Level | None) -> tuple[Evaluation, ...]:
    """The evaluations of the sections of a level that are rated, in the order of the plan."""
    return tuple(e for e in rated_evaluations(report) if e.section.level is level)


def rated_evaluations(report: Report) -> tuple[Evaluation, ...]:
    """The evaluations of which the rating that counts is asked for; others are never unrated."""
    return tuple(e for e in report.evaluations if is_rated(report, e.section))


def top_section(report: Report, code: str) -> Section | None:
    """The highest section that ``code`` stands under, itself included."""
    above = set(report.plan.upwards(code))
    return next((s for s in report.plan.sections if s.code in above), None)


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
        """How many were counted, with and without a grade."""
        return sum(self.counts.values()) + self.without


def grade_counts(report: Report, level: Level) -> tuple[GradeCount, ...]:
    """How often each grade was given, by top section, in the order of the plan."""
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
    """The grades that can be ranked, in their order."""
    return tuple(g for g in grades if g.grade_class is GradeClass.RANKED)


class Move(StrEnum):
    """A grade against the one of the year before. The sign tells it without colour."""

    UP = "上がった"
    SAME = "同じ"
    DOWN = "下がった"
    NONE = "比べられない"

    @property
    def sign(self) -> str:
        """An arrow; － where nothing can be compared."""
        return {"UP": "↑", "SAME": "→", "DOWN": "↓", "NONE": "－"}[self.name]


def last_grade(report: Report, item: Section | Initiative) -> Grade | None:
    """The grade of the year before, in the words that it had then."""
    text = item.texts.get(LAST_GRADE, "")
    scale = main_scale(report, _level_of(item), report.fiscal_year - 1)
    return match_grade(scale, text) if text else None


def _level_of(item: Section | Initiative) -> Level:
    return item.level if isinstance(item, Section) else Level.INITIATIVE


def last_grade_text(report: Report, item: Section | Initiative) -> str:
    """As printed: what the master says where that year's scale does not know it; empty for none."""
    grade = last_grade(report, item)
    return grade.text if grade else item.texts.get(LAST_GRADE, "")


def main_scale(report: Report, level: Level, year: int | None = None) -> tuple[Grade, ...]:
    """The grades of the rating that counts for a level in a year (the report's own), best first."""
    block = Block.INITIATIVE if level is Level.INITIATIVE else BLOCK_OF_LEVEL[level]
    field = report.form.meant(block, Meaning.RATING)
    return report.plan.grades_for(level, field.scale if field else "", year)


def move_of(report: Report, evaluation: Evaluation) -> Move:
    """Compared where both years rank by the same signs, whatever words these had."""
    return move_to(report, evaluation.section, evaluation.grade)


def move_to(report: Report, item: Section | Initiative, now: Grade | None) -> Move:
    """How an item moved to the grade of this year."""
    last, level, year = last_grade(report, item), _level_of(item), report.fiscal_year - 1
    order = [grade.symbol for grade in ranked(main_scale(report, level))]
    before = [grade.symbol for grade in ranked(main_scale(report, level, year))]
    if last is None or now is None or order != before:
        return Move.NONE
    if last.symbol not in order or now.symbol not in order:
        return Move.NONE
    step = order.index(last.symbol) - order.index(now.symbol)
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
        """The sign that pages and lists show."""
        return {"REACHED": "◎", "BETTER": "○", "SAME": "→", "WORSE": "▼", "NONE": "－"}[self.name]

    @property
    def text(self) -> str:
        """Sign and word."""
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
    without: str = ""  # why there is no verdict, in a word; empty where there is one


def standings(report: Report) -> tuple[KpiStanding, ...]:
    """Every KPI of the plan, one that is shown again once; a figure with an open error is not
    judged."""
    counted = (kpi for kpi in report.plan.kpis if kpi.relisted_from is None)
    return tuple(_standing(report, kpi) for kpi in counted)


def _standing(report: Report, kpi: Kpi) -> KpiStanding:
    figures = report.figures_of(kpi)
    sound = (f for f in figures if report.review_at(f.source) is not Review.ERROR)
    known = [f for f in sound if _is_known(f)]
    now = next((f for f in reversed(known) if f.period.fiscal_year == report.fiscal_year), None)
    earlier = [f for f in known if f.period.fiscal_year != report.fiscal_year]
    before = _last_before(earlier, report.fiscal_year)
    value = number_of(now.quantity) if now else None
    if now is None or value is None:
        why = _why_without(report, kpi, figures)
        return KpiStanding(kpi, KpiVerdict.NONE, None, before, None, None, why)
    verdict = _verdict(kpi, value, number_of(before.quantity) if before else None)
    return KpiStanding(
        kpi,
        verdict,
        now,
        before,
        _progress(kpi, value, earlier),
        _behind(kpi, now, value, figures),
        _INCOMPARABLE if verdict is KpiVerdict.NONE else "",
    )


def why_absent(report: Report, kpi: Kpi) -> str:
    """Why nothing stands in the year under evaluation: 未報告, or a year between two surveys; empty
    where something does, and where the form does not ask."""
    year = report.fiscal_year
    said = (f for f in report.figures_of(kpi) if f.period.fiscal_year == year)
    if any(f.status is ValueStatus.ACTUAL for f in said) or not report.form.is_reported(Block.KPI):
        return ""
    return NOT_DUE if is_between(kpi.cycle, year) else NOT_REPORTED


def _why_without(report: Report, kpi: Kpi, figures: Iterable[KpiFigure]) -> str:
    if absent := why_absent(report, kpi):
        return absent
    year = report.fiscal_year
    said = [f for f in figures if (f.period.fiscal_year, f.status) == (year, ValueStatus.ACTUAL)]
    if not said:
        return _UNASKED
    figure = said[-1]
    reason = reason_for_none(figure.quantity, report.review_at(figure.source))
    if reason == DOUBTFUL:
        return Review.ERROR.label
    return IN_PROSE.get(missing_class(reason), reason or _SEVERAL_FIGURES)


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
    return rounded(part, 1) if part is not None else None


def _behind(kpi: Kpi, now: KpiFigure, value: Decimal, figures: Iterable[KpiFigure]) -> bool | None:
    planned = (f for f in figures if f.period == now.period and f.status is ValueStatus.PLANNED)
    return next((is_behind(kpi, value, f.quantity) for f in planned), None)


def marked_cells(report: Report) -> tuple[Source, ...]:
    """The cells whose values the pages mark: those of published fields with an open doubt."""
    shown = (a.source for a in report.answers.values() if a.slot.field.published)
    return tuple(dict.fromkeys(s for s in shown if report.review_at(s).is_open))


def findings_without_mark(report: Report) -> tuple[Finding, ...]:
    """Open findings that no field of the pages can bear: a missing sheet, a stray text."""
    cells = frozenset(marked_cells(report))
    return tuple(
        finding
        for finding in report.open_findings()
        if finding.severity is not Severity.INFO and cells.isdisjoint(finding.cells)
    )


def absent_divisions(report: Report) -> Mapping[str, str]:
    """The divisions of which there is no answer at all, blank or not, with their states."""
    absent = (d.name for d in report.divisions if d.receipt is not Receipt.RECEIVED)
    return {name: report.standing_of[name].word for name in absent}


@dataclass(frozen=True, slots=True)
class Money:
    """The budget in one line. Sums count each program once."""

    reported: Decimal
    stated: int  # programs whose amount the sum counts; with none of them it is none, not 0
    settled: Decimal
    registered: int  # programs with 決算額
    compared: int  # programs with a stated amount and 決算額
    differing: int
    left_out: Mapping[Stated, tuple[str, ...]]  # programs that the sum does not count, by why

    def left_out_text(self, most: int = 1000) -> str:
        """The programs that the sum does not count, up to ``most`` by name for each reason;
        empty where it counts all."""
        return "、".join(
            f"{state.value} {len(names)}件（{'、'.join(names[:most])}"
            f"{'ほか' if len(names) > most else ''}）"
            for state, names in self.left_out.items()
        )


def money_of(report: Report) -> Money:
    """The sums of the year in yen, each program once, with what no sum counts."""
    spending = spending_of(report)
    differences = [s.difference for s in spending if s.difference is not None]
    settled = [p.settled for p in report.programs if p.settled is not None]
    return Money(
        reported=total_of(spending),
        stated=sum(s.amount is not None for s in spending),
        settled=sum(settled, Decimal(0)),
        registered=len(settled),
        compared=len(differences),
        differing=sum(difference != 0 for difference in differences),
        left_out=_left_out(spending),
    )


def _left_out(spending: Iterable[Spending]) -> Mapping[Stated, tuple[str, ...]]:
    found: dict[Stated, list[str]] = {}
    for each in spending:
        if each.amount is None:
            found.setdefault(each.state, []).append(each.program.name)
    return {state: tuple(found[state]) for state in Stated if state in found}
