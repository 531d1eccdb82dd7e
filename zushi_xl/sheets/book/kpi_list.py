"""KPI一覧: one row for each KPI, with the figures that the year is judged by.

現状, last year, this year and 目標, how far the way is gone, and the course as a sparkline. All
years stand on the page of the measure and in データ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from zushi_xl.plan.model import INTERIM, Kpi, Period, ValueStatus
from zushi_xl.report.facts import KpiStanding, top_section
from zushi_xl.report.five_values import REFUSED
from zushi_xl.report.model import KpiFigure
from zushi_xl.report.printed_figures import figure_text
from zushi_xl.report.review import Review
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.kpi_figures import plan_number, seen_number
from zushi_xl.sheets.book.long_texts import begun_text
from zushi_xl.sheets.book.marked import absent_text
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell, is_number
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Sparkline

NAME = "KPI一覧"
_CODE, _UNIT, _FIGURE, _PART, _VERDICT, _TREND = 44.0, 36.0, 58.0, 44.0, 68.0, 48.0
_STATEMENT = 130.0  # pixels that the statement keeps
_FIRST = 3  # column of the first period
_HEIGHT = 26.25  # points, room for a statement of two lines
_MOST_LINES = 12  # of a value in words
_NOTE = (
    "KPIごとに、計画の現状値と目標、前年度と今年度の実績を示します。"
    "到達度は、最初の値から目標までの道のりのうち進んだ割合です。"
    "推移は現状値から今年度までの動きを、数だけの年で示します。各年度の値と計画値はそれぞれの頁にあります。"
)


class _Column(NamedTuple):
    """A period that the list shows, with the figures that stand there, the first known one."""

    head: str
    period: Period
    statuses: tuple[ValueStatus, ...]


def kpi_part(context: AnnualContext) -> Part | None:
    """The list; None for a plan without KPIs."""
    if not context.standings:
        return None
    columns = tuple(_columns(context))
    parts = map(_part_of_the_way, context.standings)
    part = max(_PART, min(context.styles.width_for("book_kpi_right", parts), _FIGURE))
    figure = _figure_width(context, columns, part)
    rest = WIDTH - _CODE - _UNIT - figure * len(columns) - part - _VERDICT - _TREND
    widths = (_CODE, rest, _UNIT, *(figure for _ in columns), part, _VERDICT, _TREND)
    rows = ListRows(widths, context.styles)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    rows.band(_NOTE, "note")
    rows.gap(4)
    heads = (column.head for column in columns)
    head = rows.table(("コード", "KPI", "単位", *heads, "到達度", "判定", "推移"))
    above = ""
    for standing in context.standings:
        top = top_section(context.report, standing.kpi.code)
        if top is not None and top.code != above and _spans_several(context, top.code):
            above = top.code
            rows.band(top.heading, "book_subband", block=True)
            rows.kept.add(rows.row)
        _Row(context, rows, columns, standing).place()
    return rows.part(NAME, head=NAME, repeat=(head, head))


def _part_of_the_way(standing: KpiStanding) -> str:
    return "－" if standing.progress is None else f"{standing.progress}%"


def _figure_width(context: AnnualContext, columns: Sequence[_Column], part: float) -> float:
    """Of the columns of figures: wider for long ones, as far as the statements leave room."""
    shown = {column.period for column in columns}
    kpis = (standing.kpi for standing in context.standings)
    figures = (f for kpi in kpis for f in context.report.figures_of(kpi) if f.period in shown)
    numbers = (f"{number:,}" for f in figures if (number := plan_number(f)) is not None)
    asked = context.styles.width_for("book_kpi_figure", numbers)
    rest = WIDTH - _CODE - _UNIT - part - _VERDICT - _TREND - _STATEMENT
    return max(_FIGURE, min(asked, rest // max(1, len(columns))))


def _spans_several(context: AnnualContext, code: str) -> bool:
    """Whether sections stand under this one, so that a band with its name helps."""
    return any(section.above == code for section in context.report.plan.sections)


def _columns(context: AnnualContext) -> Iterator[_Column]:
    year = context.report.fiscal_year
    reached = (ValueStatus.ACTUAL, ValueStatus.BASELINE)
    for period in context.report.plan.periods:
        if period.key in (INTERIM, "target"):
            yield _Column(period.label, period, (ValueStatus.TARGET,))
        elif period.fiscal_year is None:
            yield _Column(f"現状\n{period.label}", period, reached)
        elif period.fiscal_year == year - 1:
            yield _Column(period.label, period, (*reached, ValueStatus.OPEN))
        elif period.fiscal_year == year:
            planned = (ValueStatus.PLANNED, ValueStatus.OPEN)
            yield _Column(period.label, period, (*reached, *planned))


class _Row:
    """The row of one KPI."""

    def __init__(
        self,
        context: AnnualContext,
        rows: ListRows,
        columns: tuple[_Column, ...],
        standing: KpiStanding,
    ):
        self._context = context
        self._rows = rows
        self._columns = columns
        self._standing = standing
        self._kpi: Kpi = standing.kpi
        self._figures = context.report.figures_of(self._kpi)

    def place(self) -> None:
        """Put the row on the sheet, with its sparkline."""
        shown = [self._cell(number, column) for number, column in enumerate(self._columns, _FIRST)]
        row = self._rows.line(
            RowCell(self._context.link(self._kpi.code, self._kpi.code), "book_kpi_link"),
            RowCell(self._statement(), "book_kpi_text"),
            RowCell(self._kpi.unit or "", "book_kpi_center"),
            *shown,
            RowCell(_part_of_the_way(self._standing), "book_kpi_right"),
            RowCell(self._verdict(), "book_kpi_center"),
            RowCell("", "book_kpi_text"),
            least=_HEIGHT,
        )
        self._sparkline(row, shown)

    def _statement(self) -> str:
        doubts = "".join(f"【{label}：{periods}】" for label, periods in self._doubts())
        kind = f"〔{self._kpi.kind}〕" if self._kpi.kind else ""
        return f"{kind}{self._kpi.statement}{doubts}"

    def _doubts(self) -> Iterator[tuple[str, str]]:
        """The periods whose figures are in doubt: those that stand here as numbers, and those
        that stand on the page only."""
        shown = {column.period for column in self._columns}
        for review in (Review.ERROR, Review.CONFIRM):
            found = [
                figure.period.label
                for figure in self._figures
                if self._context.report.review_at(figure.source) is review
                and (review is Review.CONFIRM or figure.period not in shown)
            ]
            if found:
                yield review.label, "、".join(dict.fromkeys(found))

    def _verdict(self) -> str:
        behind = self._standing.behind_plan
        told = {None: "", True: "\n計画に届かず", False: "\n計画に届く"}[behind]
        return f"{self._standing.verdict.text}{told}"

    def _cell(self, number: int, column: _Column) -> RowCell:
        found = [f for f in self._figures if f.period == column.period]
        for status in column.statuses:
            figure = next((f for f in found if f.status is status), None)
            if figure:
                return self._shown(number, figure)
        is_now = column.period.fiscal_year == self._context.report.fiscal_year
        told = absent_text(self._context, self._kpi) if is_now else ""  # 「－」 would be an answer
        return RowCell(told, "book_kpi_center")

    def _shown(self, number: int, figure: KpiFigure) -> RowCell:
        value, styles = plan_number(figure), self._context.styles
        review = self._context.report.review_at(figure.source)
        if review is Review.ERROR or (review.is_open and value is None):
            style = f"book_kpi_{review.value}"
            return RowCell(f"{self._words(figure, number, style)}\n{review.label}", style)
        if value is None or figure.status is ValueStatus.PLANNED:
            return RowCell(self._words(figure, number, "book_kpi_word"), "book_kpi_word")
        base = "book_kpi_confirm" if review is Review.CONFIRM else "book_kpi_figure"
        qualifier = figure.quantity.qualifier if figure.quantity else None
        style = styles.figure(seen_number(figure, value), qualifier, base)
        return RowCell(value, style)

    def _words(self, figure: KpiFigure, number: int, style: str) -> str:
        """A value in words; a longer one is begun here and stands whole on the KPI's page."""
        planned = figure.status is ValueStatus.PLANNED
        text = figure_text(figure.text, figure.quantity, planned, figure.kpi.unit) or REFUSED
        width, size = self._rows.widths[number], self._context.styles[style].size
        begun = begun_text(text, width, size, _MOST_LINES)
        return text if begun == text else f"{begun}…\n（全文は {figure.kpi.code} の頁）"

    def _sparkline(self, row: int, shown: Sequence[RowCell]) -> None:
        """From 現状 to this year: what is still to come would press it into a corner. Words would
        be drawn as 0, so it begins after the last of them."""
        reached = [n for n, c in enumerate(self._columns) if ValueStatus.TARGET not in c.statuses]
        known = list(takewhile(lambda n: is_number(shown[n].value), reversed(reached)))
        if (self._kpi.code, self._kpi.number) in self._context.charted and len(known) > 1:
            values = Area(row, _FIRST + known[-1], row, _FIRST + known[0])
            self._rows.sparklines.append(Sparkline(row, len(self._rows.widths) - 1, values))
