"""KPI一覧: every KPI with its figures as numbers, a small line chart and a sparkline.

Landscape; a block of four rows per KPI: periods, 実績 (現状 included), 計画, 目標. The target
stands unseen under every period, so that the chart can draw it as a line to aim at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import INTERIM, Kpi, Period, Section, ValueStatus
from zushi_xl.quantity.units import in_unit
from zushi_xl.quantity.writing import counts_in
from zushi_xl.report.facts import KpiStanding, top_section
from zushi_xl.report.model import KpiFigure, Report
from zushi_xl.report.printed_figures import figure_text, number_of
from zushi_xl.report.review import Review
from zushi_xl.sheets.book.context import AnnualContext, ChartPlace
from zushi_xl.sheets.book.long_texts import begun_text
from zushi_xl.sheets.book.paging import WIDE, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell, number_text
from zushi_xl.sheets.book.styles import SERIES
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Chart, Placed, Series, Sparkline

NAME = "KPI一覧"
_CODE, _TEXT, _KIND, _GOAL, _TREND, _CHART = 46.0, 146.0, 36.0, 66.0, 52.0, 252.0
_ROWS = 4
_ROW = 27.0  # points
_MOST_LINES = 12  # of a value in words
_REACHED = (ValueStatus.ACTUAL, ValueStatus.BASELINE)
_GOALS = (ValueStatus.TARGET,)
_LABELS = ("実績", "計画", "目標")
_FIRST = 3  # column of the first period
_TOP = 3  # row of the first block or band
_CHART_FONT = 6
_NOTE = (
    "実績の最初の値は現状値です。計画は（ ）書きの計画値です。"
    "文章などの値と、要修正の値は文字で示し、グラフには表しません。"
    "到達度は、最初の値から目標までの道のりのうち進んだ割合です。"
    "グラフの実線（●）は実績、破線（◆）は計画、点線は目標で、左の表の数値を示します。"
)


def chart_places(context: AnnualContext) -> Mapping[tuple[str, int], ChartPlace]:
    """Where the list will show each KPI with numbers, for charts on other sheets."""
    places = {}
    for standing, _, row in _placed(context):
        kpi = standing.kpi
        drawn = _drawn(sound_figures(context.report, kpi))
        if drawn:
            last = _FIRST + max(_years(context), default=0)
            places[kpi.code, kpi.number] = ChartPlace(row, _FIRST, last, drawn)
    return places


def _placed(context: AnnualContext) -> Iterator[tuple[KpiStanding, Section | None, int]]:
    """Each KPI with the top section that it begins, if it does, and the row of its block."""
    row, before = _TOP, ""
    for standing in context.standings:
        top = top_section(context.report, standing.kpi.code)
        begins = top is not None and top.code != before and top.level is not Level.MEASURE
        if top is not None and begins:
            before, row = top.code, row + 1
        yield standing, top if begins else None, row
        row += _ROWS + 1


def _drawn(figures: Iterable[KpiFigure]) -> tuple[int, ...]:
    """Which of the rows of a block hold numbers: 1 実績, 2 計画, 3 目標."""
    numeric = {f.status for f in figures if number_of(f.quantity) is not None}
    rows = (_REACHED, (ValueStatus.PLANNED,), _GOALS)
    return tuple(n for n, statuses in enumerate(rows, 1) if numeric.intersection(statuses))


def sound_figures(report: Report, kpi: Kpi) -> tuple[KpiFigure, ...]:
    """The figures of a KPI that are drawn: those without an open error."""
    figures = report.figures_of(kpi)
    return tuple(f for f in figures if report.review_at(f.source) is not Review.ERROR)


def _years(context: AnnualContext) -> list[int]:
    periods = context.report.plan.periods
    return [n for n, p in enumerate(periods) if p.key not in (INTERIM, "target")]


def kpi_part(context: AnnualContext) -> Part:
    """The list; ``context.charted`` says where its blocks stand."""
    periods = context.report.plan.periods
    rest = WIDE - _CODE - _TEXT - _KIND - _GOAL - _TREND - _CHART
    steps = (rest / (len(periods) - 1) for _ in periods[1:])
    widths = (_CODE, _TEXT, _KIND, *steps, _GOAL, _TREND, _CHART)
    rows = ListRows(widths, context.styles, landscape=True)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    rows.band(_NOTE, "note")
    rows.gap(4)
    for standing, top, row in _placed(context):
        if top is not None:
            rows.band(top.heading, "book_subband", block=True)
            rows.kept.add(rows.row)
        assert rows.row == row, "charts would draw other cells"
        _Block(context, rows, standing).place()
    return rows.part(NAME, head=NAME)


def line_chart(
    row: int, column: int, size: tuple[int, int], place: ChartPlace, alt: str, title: str = ""
) -> Chart:
    """The figures of a KPI as lines: solid with marks, dashed, dotted."""
    looks = (
        (SERIES[0], "", "circle"),
        (SERIES[1], "dash", "diamond"),
        (SERIES[7], "round_dot", ""),
    )
    series = tuple(
        Series(
            label,
            Area(place.row, place.first, place.row, place.last),
            Area(place.row + number, place.first, place.row + number, place.last),
            sheet=NAME,
            color=color,
            dash=dash,
            marker=marker,
        )
        for number, (label, (color, dash, marker)) in enumerate(zip(_LABELS, looks, strict=True), 1)
        if number in place.drawn
    )
    return Chart(row, column, *size, "line", title, alt, series, legend="none")


def alt_text(kpi: Kpi, figures: tuple[KpiFigure, ...]) -> str:
    """A chart of the figures in words."""
    told = {
        label: "、".join(
            f"{f.period.label} {figure_text(f.text, f.quantity, unit=f.kpi.unit)}"
            for f in figures
            if f.status in statuses
        )
        for label, statuses in (
            ("実績", _REACHED),
            ("計画", (ValueStatus.PLANNED,)),
            ("目標", _GOALS),
        )
    }
    words = "。".join(f"{label}：{text or 'なし'}" for label, text in told.items())
    return f"折れ線グラフ。{kpi.code} {kpi.statement}{words}。"


def _plan_number(figure: KpiFigure) -> Decimal | None:
    """The one number of a figure, in the unit that the head of the KPI names."""
    number = number_of(figure.quantity)
    if number is None or not figure.kpi.unit or not counts_in(figure.quantity, figure.kpi.unit):
        return number
    return in_unit(number, figure.kpi.unit)


class _Block:
    """The rows of one KPI."""

    def __init__(self, context: AnnualContext, rows: ListRows, standing: KpiStanding):
        self._context = context
        self._rows = rows
        self._standing = standing
        self._kpi = standing.kpi
        self._periods = context.report.plan.periods
        self._figures = context.report.figures_of(self._kpi)
        self._goal = self._goal_of("target")

    def place(self) -> None:
        rows, top = self._rows, self._rows.row
        rows.blocks.add(top)
        self._statement(top)
        self._heads(top)
        for number, label in enumerate(_LABELS, 1):
            self._line(top + number, label)
        self._heights(top)
        self._pictures(top)
        rows.kept.update(range(top + 1, top + _ROWS))
        rows.row = top + _ROWS
        rows.gap(4.5)
        rows.kept.add(rows.row - 1)

    def _statement(self, top: int) -> None:
        code = self._context.link(self._kpi.code, self._kpi.code)
        self._rows.cells.append(Placed(top, 0, code, "book_kpi_link", rows=_ROWS))
        self._rows.cells.append(Placed(top, 1, self._text(), "book_kpi_text", rows=_ROWS))

    def _text(self) -> str:
        kpi, standing = self._kpi, self._standing
        facts = [standing.verdict.text]
        if standing.progress is not None:
            facts.append(f"到達度 {standing.progress}%")
        if standing.behind_plan is not None:
            facts.append("計画値に届かない" if standing.behind_plan else "計画値に届いた")
        if to_confirm := self._to_confirm():
            facts.append(f"{Review.CONFIRM.label}：{to_confirm}")
        unit = f"（単位：{kpi.unit}）" if kpi.unit else ""
        kind = f"〔{kpi.kind}〕" if kpi.kind else ""
        return f"{kind}{kpi.statement}{unit}\n【{'　'.join(facts)}】"

    def _to_confirm(self) -> str:
        """The periods whose figures are in doubt and yet shown as numbers."""
        report = self._context.report
        found = (f for f in self._figures if report.review_at(f.source) is Review.CONFIRM)
        return "、".join(f.period.label for f in found)

    def _heads(self, top: int) -> None:
        cells = self._rows.cells
        cells.append(Placed(top, 2, "値", "book_kpi_head"))
        for column, period in enumerate(self._periods, _FIRST):
            label = period.key if period.fiscal_year else period.label
            cells.append(Placed(top, column, label, "book_kpi_head"))
        trend = _FIRST + len(self._periods)
        cells.append(Placed(top, trend, "推移", "book_kpi_head"))
        cells.append(Placed(top, trend + 1, "", "book_kpi_text", rows=_ROWS))

    def _line(self, row: int, label: str) -> None:
        cells = self._rows.cells
        cells.append(Placed(row, 2, label, "book_kpi_head"))
        for column, period in enumerate(self._periods, _FIRST):
            cell = self._target(period) if label == "目標" else self._figure(label, period)
            cells.append(Placed(row, column, cell.value, cell.style))
        cells.append(Placed(row, _FIRST + len(self._periods), None, "book_kpi_text"))

    def _figure(self, label: str, period: Period) -> RowCell:
        wanted = _REACHED if label == "実績" else (ValueStatus.PLANNED, ValueStatus.OPEN)
        found = [f for f in self._figures if f.status in wanted and f.period == period]
        return self._shown(found[-1]) if found else RowCell(None, "book_kpi_text")

    def _shown(self, figure: KpiFigure) -> RowCell:
        number = _plan_number(figure)
        column = _FIRST + self._periods.index(figure.period)
        review = self._context.report.review_at(figure.source)
        if review is Review.ERROR or (review.is_open and number is None):
            style = f"book_kpi_{review.value}"
            return RowCell(f"{self._words(figure, column, style)}\n{review.label}", style)
        if number is None:
            return RowCell(self._words(figure, column, "book_kpi_word"), "book_kpi_word")
        base = "book_kpi_confirm" if review is Review.CONFIRM else "book_kpi_figure"
        style = self._context.styles.figure(number, figure.quantity.qualifier, base)
        text = number_text(number, self._context.styles[style].number_format)
        width = self._rows.widths[column]
        return RowCell(number, self._context.styles.fitted(style, text, width))

    def _words(self, figure: KpiFigure, column: int, style: str) -> str:
        """A value in words; a longer one is begun here and stands whole on the KPI's page."""
        text = figure_text(figure.text, figure.quantity, unit=figure.kpi.unit)
        width, size = self._rows.widths[column], self._context.styles[style].size
        begun = begun_text(text, width, size, _MOST_LINES)
        if begun == text:
            return text
        return f"{begun}…\n（全文は {figure.kpi.code} の頁）"

    def _goal_of(self, period: str) -> KpiFigure | None:
        found = (f for f in self._figures if f.status is ValueStatus.TARGET)
        return next((f for f in found if f.period.key == period), None)

    def _target(self, period: Period) -> RowCell:
        if period.key == INTERIM:
            interim = self._goal_of(INTERIM)
            return self._shown(interim) if interim else RowCell(None, "book_kpi_text")
        if self._goal is None:
            return RowCell(None, "book_kpi_text")
        if period.key == "target":
            return self._shown(self._goal)
        return RowCell(_plan_number(self._goal), "book_kpi_unseen")

    def _heights(self, top: int) -> None:
        """Each row as high as its texts; together enough for the statement and the chart."""
        rows = self._rows
        rows.heights[top] = 16.5
        for row in range(top + 1, top + _ROWS):
            rows.heights[row] = max(_ROW, *self._needed(row))
        text = row_height(lines_needed(self._text(), _TEXT, rows.styles["book_kpi_text"].size), 8.5)
        used = sum(rows.heights[row] for row in range(top, top + _ROWS))
        lacking = max(0.0, text - used)
        for row in range(top + 1, top + _ROWS):  # a row of Excel has an end
            more = min(lacking, TALLEST_ROW - rows.heights[row])
            rows.heights[row] += more
            lacking -= more

    def _needed(self, row: int) -> list[float]:
        rows = self._rows
        size = rows.styles["book_kpi_word"].size
        return [0.0] + [
            row_height(lines_needed(cell.value, rows.widths[cell.column], size), size)
            for cell in rows.cells[-_ROWS * (len(self._periods) + 4) :]
            if cell.row == row and isinstance(cell.value, str)
        ]

    def _pictures(self, top: int) -> None:
        place = self._context.charted.get((self._kpi.code, self._kpi.number))
        if place is None:
            return
        trend, row = _FIRST + len(self._periods), top + 1
        values = Area(row, place.first, row, self._now())
        self._rows.sparklines.append(Sparkline(row, trend, values))
        height = sum(self._rows.heights[r] for r in range(top, top + _ROWS)) / 0.75
        size = (int(_CHART) - 3, min(int(height) - 9, 170))
        alt = alt_text(self._kpi, sound_figures(self._context.report, self._kpi))
        chart = line_chart(top, trend + 1, size, place, alt)
        self._rows.charts.append(
            replace(chart, font=self._context.styles.font, font_size=_CHART_FONT)
        )

    def _now(self) -> int:
        """The column of the year under evaluation: what is still to come would press a sparkline
        into a corner."""
        year = self._context.report.fiscal_year
        known = [n for n, p in enumerate(self._periods) if p.fiscal_year and p.fiscal_year <= year]
        return _FIRST + max(known, default=len(self._periods) - 1)
