"""The index book of a year that is parted by 団体: 表紙, and 団体一覧 with a line for each.

A line counts what is of the 団体: its divisions, what they lead, its budget, the findings there.
Everything is counted once, so the lines add up to the whole; what is of no 団体 has a line too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from zushi_xl.findings.finding import Severity
from zushi_xl.plan.groups import Groups
from zushi_xl.plan.levels import Level
from zushi_xl.report.facts import KpiVerdict, evaluations_of, main_scale, rated_level, standings
from zushi_xl.report.model import Report
from zushi_xl.report.printed_figures import NO_TOTAL
from zushi_xl.report.spending import spending_of
from zushi_xl.sheets.book import bound
from zushi_xl.sheets.book.cover import cover_part, receipt_text
from zushi_xl.sheets.book.paging import WIDE, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.sentences import UNRATED, shown_grades
from zushi_xl.sheets.book.source_links import address
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.workbook.cells import Area, column_letters
from zushi_xl.workbook.sheet import Book, Condition, Formula, Link, Placed, Value

NAME = "団体一覧"
ELSEWHERE = "（団体によらないもの）"
_NAME_WIDTH, _MONEY_WIDTH = 150.0, 104.0
_RETURNED, _MISSING, _ALL = "報告済", "未報告", "件数"
_SPENT, _SETTLED = "実績額", "決算額"
_DIVISIONS, _FINDINGS = "課", "指摘"


class _Column(NamedTuple):
    """``sums``: how many columns right of it this one adds up."""

    head: str
    sums: int = 0
    is_money: bool = False
    alert: str = ""  # the style of what should be 0


class _Band(NamedTuple):
    title: str
    columns: tuple[_Column, ...]


_Tally = Counter[tuple[str, str, str]]  # by 団体, title of the band, head of the column


def index_book(report: Report, books: Mapping[str, str]) -> Book:
    """``books`` gives for each 団体 the path of its book, relative to where this one will stand."""
    styles = Styles(report.form.styles)
    parts = (cover_part(report, styles), _list_part(report, books, styles))
    return bound(report, parts, styles)


def _list_part(report: Report, books: Mapping[str, str], styles: Styles) -> Part:
    bands = tuple(_bands(report))
    columns = [column for band in bands for column in band.columns]
    rows = ListRows(tuple(_widths(columns)), styles, landscape=True)
    for text, style in _opening(report, len(books)):
        rows.band(text, style)
    rows.gap(4)
    head = rows.row
    _heads(rows, bands)
    lines = _Lines(rows, bands, _Tallies(report))
    lines.place(books)
    return rows.part(NAME, head=NAME, repeat=(head, head + 1))


def _bands(report: Report) -> Iterator[_Band]:
    missing = _Column(_MISSING, alert="missing")
    yield _Band(_DIVISIONS, (_Column(_RETURNED), missing))
    level = rated_level(report)
    if level is not None:
        given = {e.grade.symbol for e in evaluations_of(report, level) if e.grade}
        grades = [grade.symbol for grade in shown_grades(report, level, given)]
        yield _summed(_level_name(report, level), (*grades, UNRATED))
    yield _summed("KPI", [verdict.value for verdict in KpiVerdict])
    settled = any(program.settled is not None for program in report.programs)
    money = (_SPENT, _SETTLED) if settled else (_SPENT,)
    yield _Band("予算（円）", tuple(_Column(head, is_money=True) for head in money))
    errors = _Column(Severity.ERROR.label, alert="warning")
    yield _Band(_FINDINGS, (errors, _Column(Severity.CONFIRM.label)))


def _summed(title: str, heads: Sequence[str]) -> _Band:
    return _Band(title, (_Column(_ALL, sums=len(heads)), *map(_Column, heads)))


def _level_name(report: Report, level: Level) -> str:
    return report.plan.word(level)


def _widths(columns: Sequence[_Column]) -> Iterator[float]:
    money = sum(column.is_money for column in columns)
    rest = WIDE - _NAME_WIDTH - money * _MONEY_WIDTH
    yield _NAME_WIDTH
    for column in columns:
        yield _MONEY_WIDTH if column.is_money else rest / (len(columns) - money)


def _opening(report: Report, books: int) -> Iterator[tuple[str, str]]:
    yield f"{NAME}　{report.fiscal_year}年度", "title"
    yield (
        f"{books}団体。{receipt_text(report)}。"
        "団体の名前を押すと、その団体の評価書が開きます。"
        "予算は、団体ごとに一つの事業を一度だけ数えます。指摘は、了承したものを除きます。",
        "note",
    )
    level = rated_level(report)
    if level is not None:
        grades = "　".join(grade.text for grade in main_scale(report, level))
        yield grades, "small"
    if report.plan.settings.sample_note:
        yield f"※ {report.plan.settings.sample_note}", "note"


def _heads(rows: ListRows, bands: Sequence[_Band]) -> None:
    """Two rows: what is counted, and by what."""
    top = rows.row
    rows.cells.append(Placed(top, 0, "団体", "book_head", rows=2))
    starts = accumulate((len(band.columns) for band in bands), initial=1)
    for left, band in zip(starts, bands, strict=False):
        rows.cells.append(Placed(top, left, band.title, "book_head", columns=len(band.columns)))
        for column, one in enumerate(band.columns, left):
            rows.cells.append(Placed(top + 1, column, _broken(one.head), "book_index_head"))
    rows.heights |= {top: 18.0, top + 1: 27.0}
    rows.row += 2
    rows.kept |= {top + 1, top + 2}


def _broken(head: str) -> str:
    """Four letters in two lines, as the columns are narrow."""
    return f"{head[:2]}\n{head[2:]}" if len(head) == 4 else head


def _nothing(column: _Column) -> Value:
    """The total of a column without lines."""
    return NO_TOTAL if column.is_money else 0


class _Tallies:
    """What is counted of each 団体, in one pass over the report."""

    def __init__(self, report: Report):
        self._report = report
        self._groups = Groups(report.plan)
        self.counts: _Tally = Counter()
        self.money: dict[tuple[str, str], Decimal] = {}
        self._divisions()
        self._grades()
        self._kpis()
        self._programs()
        self._findings()

    def value(self, group: str, band: _Band, column: _Column) -> int | Decimal | None:
        """None where no amount is counted: none is not 0."""
        if column.is_money:
            return self.money.get((group, column.head))
        return self.counts[group, band.title, column.head]

    def has(self, group: str) -> bool:
        counted = any(count and key[0] == group for key, count in self.counts.items())
        return counted or any(self.money.get((group, head)) for head in (_SPENT, _SETTLED))

    def _count(self, group: str, title: str, head: str, summed: bool = False) -> None:
        self.counts[group, title, head] += 1
        if summed:
            self.counts[group, title, _ALL] += 1

    def _divisions(self) -> None:
        for state in self._report.divisions:
            head = _RETURNED if state in self._report.reported else _MISSING
            self._count(self._of_division(state.name), _DIVISIONS, head)

    def _grades(self) -> None:
        level = rated_level(self._report)
        for evaluation in evaluations_of(self._report, level) if level else ():
            head = evaluation.grade.symbol if evaluation.grade else UNRATED
            group = self._groups.of_code[evaluation.section.code]
            self._count(group, _level_name(self._report, evaluation.section.level), head, True)

    def _kpis(self) -> None:
        for standing in standings(self._report):
            group = self._groups.of_code.get(standing.kpi.code, "")
            self._count(group, "KPI", standing.verdict.value, True)

    def _programs(self) -> None:
        for spending in spending_of(self._report):
            program = spending.program
            group = self._groups.of_code[program.initiatives[0]]
            for head, amount in ((_SPENT, spending.amount), (_SETTLED, program.settled)):
                if amount is not None:
                    self.money[group, head] = self.money.get((group, head), Decimal(0)) + amount

    def _findings(self) -> None:
        for finding in self._report.open_findings():
            if finding.severity is not Severity.INFO:
                code, division = finding.code, finding.division
                group = self._groups.of_code.get(code) or self._of_division(division)
                self._count(group, _FINDINGS, finding.severity.label)

    def _of_division(self, name: str) -> str:
        return self._groups.of_division.get(name, "")


class _Lines:
    """The total, and below it a line for each 団体."""

    def __init__(self, rows: ListRows, bands: Sequence[_Band], tallies: _Tallies):
        self._rows = rows
        self._tallies = tallies
        self._columns = [(band, column) for band in bands for column in band.columns]

    def place(self, books: Mapping[str, str]) -> None:
        groups = [*books, *([""] if self._tallies.has("") else [])]
        first = self._rows.row + 1
        self._total(groups, first, first + len(groups) - 1)
        for group in groups:
            self._line(group, books.get(group, ""))
        for number, (_, column) in enumerate(self._columns, 1):
            if column.alert and groups:
                area = Area(first, number, first + len(groups) - 1, number)
                formula = f"={column_letters(number)}{first + 1}>0"
                self._rows.conditions.append(Condition(area, formula, column.alert))

    def _total(self, groups: Sequence[str], first: int, last: int) -> None:
        cells = [RowCell("計", "book_total")]
        for number, (band, column) in enumerate(self._columns, 1):
            letter = column_letters(number)
            known = [self._tallies.value(group, band, column) for group in groups]
            values = [value for value in known if value is not None]
            total = Formula(f"=SUM({letter}{first + 1}:{letter}{last + 1})", sum(values))
            style = "book_total_money" if column.is_money else "book_total_sum"
            cells.append(RowCell(total if values else _nothing(column), style))
        self._rows.line(*cells)
        self._rows.kept.add(self._rows.row)

    def _line(self, group: str, book: str) -> None:
        styles = self._rows.styles
        name: Value = Link(group, f"external:{address(book)}") if book else group or ELSEWHERE
        look = "book_link" if book else "book_cell"
        if styles.can_fit(look, group, _NAME_WIDTH):  # a longer one takes several lines
            look = styles.fitted(look, group, _NAME_WIDTH)
        cells = [RowCell(name, look)]
        for number, (band, column) in enumerate(self._columns, 1):
            value = self._tallies.value(group, band, column)
            shown: Value = _nothing(column) if value is None else value
            if column.sums and value is not None:
                shown = self._sum(number, column.sums, value)
            cells.append(RowCell(shown, "book_money" if column.is_money else "book_count"))
        self._rows.line(*cells)

    def _sum(self, column: int, count: int, value: int | Decimal) -> Formula:
        """Of the ``count`` columns right of ``column``, in the row that comes next."""
        first, last = column_letters(column + 1), column_letters(column + count)
        row = self._rows.row + 1
        return Formula(f"=SUM({first}{row}:{last}{row})", value)
