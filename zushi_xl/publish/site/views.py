"""What the pages of the site show, as plain values: published fields only, doubts marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Key
from zushi_xl.form.model import BLOCK_OF_LEVEL, Block, Field, FieldType, Meaning
from zushi_xl.plan.model import Kpi, Period, Section, ValueStatus
from zushi_xl.publish.site.addresses import page_of
from zushi_xl.publish.site.charts import ChartMark, line_chart
from zushi_xl.publish.site.shown_tables import ShownTables, TableShown
from zushi_xl.report.facts import standings, why_absent
from zushi_xl.report.five_values import DOUBTFUL, reason_for_none
from zushi_xl.report.model import InitiativeReport, KpiFigure, ProgramBudget, Rating, Report
from zushi_xl.report.printed_figures import (
    STATUS_LABEL,
    amount_as_printed,
    figure_text,
    number_of,
    reported_text,
)
from zushi_xl.report.published import plain_fields, strategy_codes
from zushi_xl.report.review import Review
from zushi_xl.report.spending import reason_for_no_amount
from zushi_xl.workbook.cells import Source

_HELD_BACK = "確認中"  # a value with an open error is not published as one


class ToldText(NamedTuple):
    """A text under its label, with the doubt about it and the cell that it came from."""

    label: str
    text: str
    doubt: str = ""
    source: str = ""


class GradeShown(NamedTuple):
    """A rating as a page of the site prints it."""

    label: str
    symbol: str
    meaning: str
    doubt: str
    source: str


class FigureCell(NamedTuple):
    """One figure of a table of years."""

    head: str
    kind: str
    text: str
    doubt: str
    source: str


class KpiShown(NamedTuple):
    """A KPI as a page of the site prints it."""

    statement: str  # never empty: it is a heading
    unit: str
    verdict: str
    cells: tuple[FigureCell, ...]
    chart: str
    texts: tuple[ToldText, ...] = ()  # its own rating, and what else is asked of it


class PageLink(NamedTuple):
    """A link to another page of the site."""

    title: str
    href: str
    note: str = ""


class YearGrade(NamedTuple):
    """The rating of one fiscal year, as printed."""

    year: int
    text: str


class SectionPage(NamedTuple):
    """What the page of a section shows."""

    code: str
    href: str
    level: str
    heading: str
    division: str
    above: tuple[PageLink, ...]
    grades: tuple[GradeShown, ...]
    years: tuple[YearGrade, ...]
    texts: tuple[ToldText, ...]
    kpis: tuple[KpiShown, ...]
    below: tuple[PageLink, ...]
    initiatives: tuple[PageLink, ...]
    tables: tuple[TableShown, ...] = ()


class InitiativePage(NamedTuple):
    """What the page of an initiative shows."""

    code: str
    href: str
    level: str
    heading: str
    division: str
    above: tuple[PageLink, ...]
    grades: tuple[GradeShown, ...]
    years: tuple[YearGrade, ...]
    texts: tuple[ToldText, ...]
    budgets: tuple[ToldText, ...]
    strategy: tuple[str, ...]
    tables: tuple[TableShown, ...] = ()


class Views:
    """The pages of one report. ``earlier`` are results of years before, the newest first."""

    def __init__(self, report: Report, earlier: Sequence[Mapping[str, Any]] = ()):
        self._report = report
        self._earlier = earlier
        self._standing = {(s.kpi.code, s.kpi.number): s for s in standings(report)}
        self._shown = ShownTables(report)

    def sections(self) -> Iterator[SectionPage]:
        """A page for each section, in the order of the plan."""
        for section in self._report.plan.sections:
            yield self._section(section)

    def initiatives(self) -> Iterator[InitiativePage]:
        """A page for each initiative, in the order of the plan."""
        for item in self._report.initiatives:
            yield self._initiative(item)

    def _section(self, section: Section) -> SectionPage:
        report, block = self._report, BLOCK_OF_LEVEL[section.level]
        evaluation = report.evaluation_of.get(section.code)
        ratings = evaluation.ratings if evaluation else ()
        below = (s for s in report.plan.sections if s.above == section.code)
        return SectionPage(
            section.code,
            page_of(section.code),
            report.plan.word(section.level),
            section.heading,
            section.division if self._is_shown(block, Meaning.DIVISION) else "",
            tuple(self._above(section.code)),
            self._grades(ratings),
            self._years("evaluations", section.code, section.title, ratings),
            tuple(self._texts(block, section.code, section.texts)),
            tuple(map(self._kpi, self._kpis_at(section))),
            tuple(PageLink(s.heading, page_of(s.code), self._note(s)) for s in below),
            tuple(self._initiative_links(section.code)),
            tuple(self._tables(block, section.code)),
        )

    def _kpis_at(self, section: Section) -> Iterator[Kpi]:
        """The KPIs of a section and of what stands in blocks on its page."""
        plan = self._report.plan
        yield from plan.kpis_of(section.code)
        for initiative in plan.initiatives_of(section.code):
            yield from plan.kpis_of(initiative.code)

    def _initiative(self, item: InitiativeReport) -> InitiativePage:
        report, initiative = self._report, item.initiative
        return InitiativePage(
            initiative.code,
            page_of(initiative.code),
            report.plan.settings.level_names[report.plan.settings.levels[-1]],
            initiative.title.strip() or initiative.code,
            item.division if self._is_shown(Block.INITIATIVE, Meaning.DIVISION) else "",
            tuple(self._above(initiative.code)),
            self._grades(item.ratings),
            self._years("initiatives", initiative.code, initiative.title, item.ratings),
            tuple(self._texts(Block.INITIATIVE, initiative.code, initiative.texts)),
            tuple(self._budgets(item)),
            strategy_codes(report, initiative)
            if self._is_shown(Block.INITIATIVE, Meaning.STRATEGY)
            else (),
            tuple(self._tables(Block.INITIATIVE, initiative.code)),
        )

    def _is_shown(self, block: Block, meaning: Meaning) -> bool:
        field = self._report.form.meant(block, meaning)
        return field is not None and field.published

    def _above(self, code: str) -> Iterator[PageLink]:
        for section in self._report.plan.ancestors(code):
            yield PageLink(section.heading, page_of(section.code))

    def _initiative_links(self, code: str) -> Iterator[PageLink]:
        for initiative in self._report.plan.initiatives_of(code):
            note = "再掲" if initiative.relisted_from else ""
            yield PageLink(initiative.title, page_of(initiative.code), note)

    def _note(self, section: Section) -> str:
        evaluation = self._report.evaluation_of.get(section.code)
        counts = self._that_counts(evaluation.ratings) if evaluation else None
        return counts.symbol if counts else ""

    def _that_counts(self, ratings: Sequence[Rating]) -> GradeShown | None:
        """The published grade that stands for its item; no other one passes for it."""
        return next((self._grade(r) for r in ratings if r.is_main and r.field.published), None)

    def _grades(self, ratings: Sequence[Rating]) -> tuple[GradeShown, ...]:
        """The main rating first."""
        shown = sorted((r for r in ratings if r.field.published), key=lambda r: not r.is_main)
        return tuple(self._grade(rating) for rating in shown)

    def _grade(self, rating: Rating) -> GradeShown:
        review = self._report.review_at(rating.source)
        grade = None if review is Review.ERROR else rating.grade
        symbol = grade.symbol if grade else (_HELD_BACK if rating.text else "－")
        meaning = "　".join(filter(None, (grade.label, grade.definition))) if grade else ""
        label = self._label(rating.field)
        return GradeShown(label, symbol, meaning, _doubt(review), str(rating.source))

    def _years(
        self, kind: str, code: str, title: str, ratings: Sequence[Rating]
    ) -> tuple[YearGrade, ...]:
        """The main grade of up to three years, the oldest first; one alone is no comparison."""
        found = [
            YearGrade(result["fiscal_year"], grade)
            for result in reversed(self._earlier[:2])
            if (grade := _grade_then(result, kind, code, title))
        ]
        main = self._that_counts(ratings)
        return (*found, YearGrade(self._report.fiscal_year, main.symbol)) if found and main else ()

    def _label(self, field: Field) -> str:
        return field.label_in(self._report.fiscal_year)

    def _texts(self, block: Block, code: str, planned: Mapping[str, str]) -> Iterator[ToldText]:
        for field in plain_fields(self._report.form, block):
            if not field.published or field.type is FieldType.RATING:
                continue
            answer = self._report.answers.get(Key(code, field.id))
            text = planned.get(field.copied_from or field.label, "")
            if answer:
                text = reported_text(answer)
            if not text.strip():
                continue
            source = answer.source if answer else None
            yield self._told(self._label(field), text, source)

    def _tables(self, block: Block, code: str) -> Iterator[TableShown]:
        return self._shown.at(block, code, self._answer, self._label)

    def _answer(self, field: Field, answer: Answer | None) -> ToldText:
        text, source = (reported_text(answer), answer.source) if answer else ("", None)
        return self._told(self._label(field), text, source)

    def _of_kpi(self, kpi: Kpi) -> Iterator[ToldText]:
        """The fields of the block KPI beside the figures."""
        code, number = kpi.counted
        for field in self._report.form.of(Block.KPI):
            answer = self._report.answers.get(Key(code, field.id, number))
            if field.published and answer is not None and answer.used.strip():
                yield self._answer(field, answer)

    def _told(self, label: str, text: str, source: Source | None) -> ToldText:
        review = self._report.review_at(source)
        shown = _HELD_BACK if review is Review.ERROR else text
        return ToldText(label, shown, _doubt(review), str(source) if source else "")

    def _budgets(self, item: InitiativeReport) -> Iterator[ToldText]:
        if not self._is_shown(Block.INITIATIVE, Meaning.PROGRAM):
            return
        amounts = self._is_shown(Block.INITIATIVE, Meaning.AMOUNT)
        for budget in item.budgets:
            text = self._amount(budget) if amounts else ""
            doubt = _doubt(self._report.review_at(budget.source)) if amounts else ""
            source = str(budget.source) if budget.source else ""
            yield ToldText(budget.program or "実績額", text, doubt, source)

    def _amount(self, budget: ProgramBudget) -> str:
        """The amount; where none can be shown, what was written, or why not."""
        reason = reason_for_no_amount(self._report, budget)
        if budget.amount is not None and not reason:
            return amount_as_printed(budget.text, budget.quantity, budget.amount)
        return _in_place(reason, budget.text)

    def _kpi(self, kpi: Kpi) -> KpiShown:
        statement = f"{kpi.statement.strip() or f'KPI{kpi.number}'}{kpi.shown_again}"
        if not self._is_shown(Block.KPI, Meaning.ACTUAL):
            return KpiShown(statement, kpi.unit or "", "", (), "")
        figures = self._report.figures_of(kpi)
        standing = self._standing[kpi.counted]
        cells = (*(self._cell(kpi, figure) for figure in figures), *self._absent(kpi))
        chart, texts = self._chart(kpi, figures), tuple(self._of_kpi(kpi))
        return KpiShown(statement, kpi.unit or "", standing.verdict.text, cells, chart, texts)

    def _cell(self, kpi: Kpi, figure: KpiFigure) -> FigureCell:
        review = self._report.review_at(figure.source)
        planned = figure.status is ValueStatus.PLANNED
        text = figure_text(figure.text, figure.quantity, planned, kpi.unit)
        shown = _in_place(reason_for_none(figure.quantity, review), text)
        kind = STATUS_LABEL[figure.status]
        return FigureCell(figure.period.label, kind, shown, _doubt(review), str(figure.source))

    def _absent(self, kpi: Kpi) -> Iterator[FigureCell]:
        """A year under evaluation without a figure is a row that says so."""
        now = next((p for p in self._report.plan.periods if self._is_now(p)), None)
        why = why_absent(self._report, kpi)
        if why and now is not None:
            yield FigureCell(now.label, STATUS_LABEL[ValueStatus.ACTUAL], why, "", "")

    def _is_now(self, period: Period) -> bool:
        return period.fiscal_year == self._report.fiscal_year

    def _chart(self, kpi: Kpi, figures: Sequence[KpiFigure]) -> str:
        sound = [f for f in figures if self._report.review_at(f.source) is not Review.ERROR]
        by_status: dict[ValueStatus, dict[str, KpiFigure]] = {}
        for figure in sound:
            by_status.setdefault(figure.status, {})[figure.period.label] = figure
        years = [p.label for p in self._report.plan.periods if p.fiscal_year is not None]

        absent = {cell.head: cell.text for cell in self._absent(kpi)}

        def marks(status: ValueStatus) -> list[ChartMark]:
            found, told = by_status.get(status, {}), absent if status is ValueStatus.ACTUAL else {}
            return [_mark(label, found.get(label), kpi, told.get(label, "")) for label in years]

        def alone(status: ValueStatus) -> ChartMark | None:
            found = list(by_status.get(status, {}).values())[-1:]
            mark = _mark(found[0].period.label, found[0], kpi) if found else None
            return mark if mark and mark.value is not None else None

        baseline = alone(ValueStatus.BASELINE)
        if baseline and baseline.label in years:
            baseline = None
        return line_chart(
            kpi.statement,
            kpi.unit or "",
            marks(ValueStatus.ACTUAL),
            marks(ValueStatus.PLANNED),
            alone(ValueStatus.TARGET),
            baseline,
        )


def _in_place(reason: str, text: str) -> str:
    """What is shown of a figure: what was written, unless it is held back or nothing was."""
    if reason == DOUBTFUL:
        return _HELD_BACK
    return text or reason


def _mark(label: str, figure: KpiFigure | None, kpi: Kpi, absent: str = "") -> ChartMark:
    if figure is None:
        return ChartMark(label, None, absent)
    text = figure_text(figure.text, figure.quantity, unit=kpi.unit)
    return ChartMark(label, number_of(figure.quantity), text)


def _doubt(review: Review) -> str:
    return review.label if review.is_open else ""


def _grade_then(result: Mapping[str, Any], kind: str, code: str, title: str) -> str:
    """The main grade of the same item in an earlier year; its number may mean another one now."""
    records = result.get(kind)
    for record in records if isinstance(records, list) else ():
        known = isinstance(record, dict) and (record.get("code"), record.get("title"))
        if known == (code, title):
            return str(record.get("rating") or "")
    return ""
