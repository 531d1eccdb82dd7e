"""総括: the year on one page, in sentences, tables and native charts.

The charts take the room that the texts and tables leave, so that the page stays one page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from zushi_xl.findings.states import STATES
from zushi_xl.plan.levels import Level
from zushi_xl.plan.scales import Grade
from zushi_xl.report.facts import (
    GradeCount,
    KpiVerdict,
    Move,
    evaluations_of,
    grade_counts,
    money_of,
    move_of,
    rated_level,
)
from zushi_xl.report.model import Report
from zushi_xl.report.printed_figures import NO_TOTAL
from zushi_xl.report.rating_names import rating_name, rating_of
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.data import PROGRAMS
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.sentences import UNRATED, sentences, shown_grades
from zushi_xl.sheets.book.styles import SERIES, look_of_grade
from zushi_xl.sheets.book.summary_pictures import LABELS, add_pictures
from zushi_xl.workbook.cells import Area, column_letters
from zushi_xl.workbook.page_breaks import PORTRAIT
from zushi_xl.workbook.sheet import Chart, Condition, Formula, Series

NAME = "総括"
ALL = "区分"
_COLUMNS, _UNIT = 40, 17.0
_LEFT, _BETWEEN, _RIGHT = 20, 1, 19  # columns of two tables side by side
_NUMBER = 4  # columns of a top section's number
_TALLEST, _LOWEST = 165.0, 80.0  # points of the charts
_CHART_FONT = 7


class _Table(NamedTuple):
    """Half a page's width: a title, heads with their spans, rows of values with styles."""

    title: str
    heads: tuple[str, ...]
    spans: tuple[int, ...]
    rows: Sequence[tuple[RowCell, ...]]


_NO_TABLE = _Table("", (), (), ())


def summary_part(context: AnnualContext) -> Part:
    """総括: grades, KPIs and money of the year on one page, with charts."""
    bare = _Summary(context, 0.0)
    room = PORTRAIT - sum(bare.rows.heights.values()) - 12
    if room < _LOWEST:  # the tables under the charts go on the next page, to the pictures
        room = PORTRAIT - bare.over_charts - 12
    room = min(_TALLEST, max(_LOWEST, room))
    return _Summary(context, room).rows.part(NAME, head=NAME)


class _Summary:
    """Builds the page with charts of a given height; none where it is 0."""

    def __init__(self, context: AnnualContext, height: float):
        self._context = context
        self._report: Report = context.report
        self._height = height
        self._level = rated_level(context.report)
        self.rows = ListRows((_UNIT,) * _COLUMNS, context.styles)
        self._build()

    def _build(self) -> None:
        rows, report = self.rows, self._report
        rows.anchor(NAME)
        rows.band(f"{NAME}　{report.fiscal_year}年度", "title")
        for sentence in sentences(report, self._context.standings):
            rows.band(f"○ {sentence}", "book_lead")
        if report.plan.settings.sample_note:
            rows.band(f"※ {report.plan.settings.sample_note}", "note")
        charts = [self._grades(self._level)] if self._level is not None else []
        first = self._pair(_attainment(self._context), _moves(report, self._level))
        charts.append(self._attainment_chart(first))
        self.over_charts = sum(rows.heights.values())
        self._place([chart for chart in charts if chart is not None])
        money = _money(self._context) if report.has_programs else _NO_TABLE
        self._pair(_returns(report), money)
        if self._height:
            add_pictures(self._context, rows)

    def _grades(self, level: Level) -> Chart | None:
        """The grades by top section; gives the chart that draws them."""
        report, rows = self._report, self.rows
        counts = grade_counts(report, level)
        grades = shown_grades(report, level, (s for count in counts for s in count.counts))
        name = rating_name(report, [level])
        rows.gap(6)
        rows.band(rating_of(report.plan.word(level), name), "book_subtitle")
        columns = _Columns(len(grades) + 2)
        top = report.plan.word(Level.PILLAR) if counts and counts[0].code else ALL
        rows.table((top, *(g.symbol for g in grades), UNRATED, "計"), columns.head_spans)
        first = rows.row
        for count in counts:
            _grade_row(self._context, rows, count, grades, columns)
        _grade_totals(rows, counts, grades, columns, first)
        kind = report.plan.word(level)
        rows.band(
            "　".join(grade.text for grade in grades)
            + f"　（{kind}だけを数え、ほかの階層と再掲は数えません。評価のない{kind}は{UNRATED}）",
            "small",
            keep=True,
        )
        return _grade_chart(name, counts, grades, columns, first) if counts else None

    def _pair(self, left: _Table, right: _Table) -> int:
        """Two tables side by side; gives the first row of their bodies."""
        rows, gap = self.rows, RowCell("", "base", _BETWEEN)
        rows.gap(6)
        rows.line(
            RowCell(left.title, "book_subtitle", _LEFT),
            gap,
            RowCell(right.title, "book_subtitle", _RIGHT),
        )
        heads = [_heads(left), _heads(right) or [RowCell("", "base", _RIGHT)]]
        rows.line(*heads[0], gap, *heads[1], keep=True)
        first = rows.row
        blank = (RowCell("", "base", _LEFT),), (RowCell("", "base", _RIGHT),)
        for one, other in zip_longest(left.rows, right.rows):
            rows.line(*(one or blank[0]), gap, *(other or blank[1]), keep=True)
        return first

    def _attainment_chart(self, first: int) -> Chart | None:
        found = self._context.standings
        if not found:
            return None
        last = first + len(KpiVerdict) - 1
        count_column = _attainment(self._context).spans[0]
        self.rows.conditions.append(
            Condition(Area(first, count_column + 4, last, count_column + 4), bar="A9C4DE")
        )
        counts = Counter(s.verdict for s in found)
        told = "、".join(f"{verdict.value} {counts[verdict]}件" for verdict in KpiVerdict)
        series = Series(
            "件数",
            Area(first, 0, last, 0),
            Area(first, count_column, last, count_column),
            color=SERIES[1],
        )
        alt = f"横棒グラフ。KPIの達成状況の件数。{told}。"
        return Chart(0, 0, 0, 0, "bar", "KPIの達成状況（件）", alt, (series,), labels=True)

    def _place(self, charts: Sequence[Chart]) -> None:
        """The charts beside each other."""
        if not charts or not self._height:
            return
        self.rows.gap(6)
        row = self.rows.room(self._height)
        width = int(_UNIT * _COLUMNS / len(charts))
        for number, chart in enumerate(charts):
            column = number * _COLUMNS // len(charts)
            size = (width - 6, int(self._height / 0.75) - 4)
            self.rows.charts.append(_placed(chart, row, column, size, self._context.styles.font))


class _Columns:
    """The columns of the table of grades: number, title, then ``narrow`` equal ones."""

    def __init__(self, narrow: int):
        self.each = max(1, min(3, (_COLUMNS - 12) // narrow))
        self.title = max(1, _COLUMNS - _NUMBER - self.each * narrow)
        self.first = _NUMBER + self.title
        self.narrow = narrow

    @property
    def head_spans(self) -> tuple[int, ...]:
        return (self.first, *(self.each for _ in range(self.narrow)))

    def at(self, number: int) -> int:
        return self.first + number * self.each


def _heads(table: _Table) -> list[RowCell]:
    return [RowCell(h, "book_head", n) for h, n in zip(table.heads, table.spans, strict=True)]


def _placed(chart: Chart, row: int, column: int, size: tuple[int, int], font: str) -> Chart:
    return chart._replace(
        row=row,
        column=column,
        width=size[0],
        height=size[1],
        y_min=0,
        font=font,
        font_size=_CHART_FONT,
    )


def _grade_row(
    context: AnnualContext,
    rows: ListRows,
    count: GradeCount,
    grades: Sequence[Grade],
    columns: _Columns,
) -> None:
    values = [count.counts.get(grade.symbol, 0) for grade in grades] + [count.without]
    first, last = column_letters(columns.first), column_letters(columns.at(len(values) - 1))
    total = Formula(f"=SUM({first}{rows.row + 1}:{last}{rows.row + 1})", count.total)
    number = context.link(count.number, count.code) if count.code else count.number
    rows.line(
        RowCell(number, "book_code", _NUMBER),
        RowCell(count.name, "book_cell", columns.title),
        *(RowCell(value, "book_count", columns.each) for value in values),
        RowCell(total, "book_count", columns.each),
    )


def _grade_totals(
    rows: ListRows,
    counts: Sequence[GradeCount],
    grades: Sequence[Grade],
    columns: _Columns,
    first: int,
) -> None:
    sums = [sum(c.counts.get(g.symbol, 0) for c in counts) for g in grades]
    sums += [sum(c.without for c in counts), sum(c.total for c in counts)]
    cells = []
    for number, value in enumerate(sums):
        letter = column_letters(columns.at(number))
        formula = f"=SUM({letter}{first + 1}:{letter}{rows.row})" if counts else "=0"
        cells.append(RowCell(Formula(formula, value), "book_total_count", columns.each))
    rows.line(RowCell("計", "book_total", columns.first), *cells, keep=True)


def _grade_chart(
    name: str, counts: Sequence[GradeCount], grades: Sequence[Grade], columns: _Columns, first: int
) -> Chart:
    last = first + len(counts) - 1
    names = [grade.symbol for grade in grades] + [UNRATED]
    series = tuple(
        Series(
            name,
            Area(first, 0, last, 0),
            Area(first, columns.at(number), last, columns.at(number)),
            color=look_of_grade(number + 1, len(grades))[0],
            pattern=look_of_grade(number + 1, len(grades))[1],
        )
        for number, name in enumerate(names)
    )
    told = "。".join(
        f"{c.number} " + "、".join(f"{g.symbol} {c.counts.get(g.symbol, 0)}件" for g in grades)
        for c in counts
    )
    alt = f"積み上げ横棒グラフ。評価の件数。{told}。"
    return Chart(
        0,
        0,
        0,
        0,
        "stacked_bar",
        f"{name}（件）",
        alt,
        series,
        labels=True,
        legend="right",
        label_format=LABELS,
    )


def _attainment(context: AnnualContext) -> _Table:
    found = context.standings
    counts = Counter(s.verdict for s in found)
    rows = []
    for verdict in KpiVerdict:
        share = Decimal(counts[verdict] * 100) / len(found) if found else None
        rows.append(
            (
                RowCell(verdict.text, "book_cell", 8),
                RowCell(counts[verdict], "book_count", 4),
                RowCell(round(share, 1) if share is not None else "－", "book_percent", 8),
            )
        )
    return _Table(f"KPIの達成状況（{len(found)}件）", ("状況", "件数", "割合"), (8, 4, 8), rows)


def _moves(report: Report, level: Level | None) -> _Table:
    counts = Counter(move_of(report, e) for e in evaluations_of(report, level))
    rows = [
        (
            RowCell(f"{move.sign} {move.value}", "book_cell", 12),
            RowCell(counts[move], "book_count", 7),
        )
        for move in Move
    ]
    return _Table("前年度からの評価の動き", ("動き", "件数"), (12, 7), rows)


def _returns(report: Report) -> _Table:
    """How many divisions are in each state; by name those that are not done."""
    rows = []
    for word in STATES:
        names = [d.name for d in report.divisions if report.standing_of[d.name].word == word]
        cells = (
            RowCell(word, "book_cell", 6),
            RowCell(len(names), "book_count", 4),
            RowCell("" if word == STATES[-1] else "、".join(names), "book_small", 10),
        )
        rows.append(cells)
    unit = report.counter
    heads = ("状態", unit, "課の名前" if unit == "課" else "課・評価者")
    return _Table(f"報告の状態（{len(report.divisions)}{unit}）", heads, (6, 4, 10), rows)


def _money(context: AnnualContext) -> _Table:
    """Live sums over the data sheet of the programs, where it shows amounts."""
    report = context.report
    money = money_of(report)
    difference = sum((s.difference or Decimal(0) for s in context.spending), Decimal(0))
    settled = f"決算額の合計（登録 {money.registered}件）"
    apart = f"実績額－決算額（{money.compared}件）"
    lines = (
        ("実績額の合計", "実績額", money.reported, money.stated, "book_yen"),
        (settled, "決算額", money.settled, money.registered, "book_yen"),
        (apart, "差額", difference, money.compared, "book_signed_yen"),
    )
    rows = [
        (
            RowCell(text, "book_cell", 11),
            RowCell(context.total(PROGRAMS, column, value) if count else NO_TOTAL, style, 8),
        )
        for text, column, value, count, style in lines
    ]
    return _Table(f"予算の執行（{len(report.programs)}事業）", ("項目", "金額"), (11, 8), rows)
