"""データ: the tidy tables of the open data as Excel tables, each datum with the cell it came from.

The columns are those of 公開データ, so the two cannot differ. They follow the state's rules for
machine-readable statistics: one header row, no merged cells, numbers as numbers, units in a
column, western years. Behind them stand file, sheet, cell and the SHA-256 of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zushi_xl.plan.model import Period, ValueStatus
from zushi_xl.report.model import InputFile, Normalised, Report
from zushi_xl.report.spending import Spending
from zushi_xl.report.tables import tidy_tables
from zushi_xl.report.tables.initiatives import BudgetRow
from zushi_xl.report.tables.kpis import KpiRow
from zushi_xl.report.tables.tidy import INTEGER, NUMBER
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import Anchor, Part
from zushi_xl.sheets.book.source_links import source_link
from zushi_xl.workbook.cells import Area, Source
from zushi_xl.workbook.metrics import text_width
from zushi_xl.workbook.names import sheet_names
from zushi_xl.workbook.sheet import ExcelTable, Link, Placed, PrintSetup, Sheet, Value

PREFIX = "データ_"
PROGRAMS = f"{PREFIX}予算事業"
_BLOCK = Anchor(0, "データ（表計算用）")
SOURCE_HEADERS = ("出典ファイル", "出典シート", "出典セル", "出典SHA-256（先頭16桁）")
_HASH = 16
_WIDEST, _NARROWEST = 340.0, 64.0
_SAMPLED = 200  # rows that decide the width of a column


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table to place: ``kinds`` says of each column whether it holds numbers."""

    name: str
    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: Sequence[tuple[Value, ...]]


def data_parts(context: AnnualContext) -> Iterator[Part]:
    """A part per table; the first opens the block of data in 目次."""
    sheets = [*_published(context), _inputs(context.report), _normalised(context)]
    names = sheet_names(PREFIX + sheet.name for sheet in sheets)
    for number, (name, sheet) in enumerate(zip(names, sheets, strict=True), 1):
        part = _part(name, sheet, f"T_{number:02}_{_identifier(sheet.name)}")
        yield replace(part, anchors=(_BLOCK, *part.anchors)) if number == 1 else part


def _identifier(name: str) -> str:
    return "".join(char if char.isalnum() else "_" for char in name)


def _published(context: AnnualContext) -> Iterator[_Sheet]:
    sources = _Sources(context)
    for table in tidy_tables(context.report):
        rows = tuple(
            (*(column.value(row) for column in table.columns), *sources.cells(row))
            for row in table.rows
        )
        numeric = (*(column.kind in _NUMBERS for column in table.columns), *_NO_NUMBERS)
        name = table.file.removesuffix(".csv")
        yield _Sheet(name, (*table.headers, *SOURCE_HEADERS), numeric, rows)


_NUMBERS = (NUMBER, INTEGER)
_NO_NUMBERS = (False,) * len(SOURCE_HEADERS)


class _Sources:
    """Where the datum of a row stands: in a returned book or in the plan master."""

    def __init__(self, context: AnnualContext):
        self._context = context
        report = context.report
        self._figures: Mapping[tuple[str, int, Period, ValueStatus], Source] = {
            (f.kpi.code, f.kpi.number, f.period, f.status): f.source for f in report.kpi_figures
        }
        self._by_initiative = {i.initiative.code: i.source for i in report.initiatives}

    def cells(self, row: object) -> tuple[Value, ...]:
        return source_cells(self._context, self._of(row))

    def _of(self, row: object) -> Source | None:
        if isinstance(row, KpiRow):
            return self._figures.get((row.kpi.code, row.kpi.number, row.period, row.status))
        if isinstance(row, BudgetRow):
            return row.budget.source
        if isinstance(row, Spending):
            return next((b.source for b in row.program.budgets if b.source), None)
        if isinstance(row, tuple) and not hasattr(row, "source"):  # links and values of the plan
            row = row[0]
            if isinstance(row, str):
                return self._by_initiative.get(row)
        return getattr(row, "source", None)


def source_cells(context: AnnualContext, source: Source | None) -> tuple[Value, ...]:
    """File, sheet, cell and hash; the file a link where the book knows the way to it."""
    if source is None:
        return ("", "", "", "")
    known = context.files.get(source.file)
    sha = known.sha256[:_HASH] if known else ""
    file: Value = source_link(context.inputs, source) if known else source.file
    return (file, source.sheet, source.cell, sha)


def _inputs(report: Report) -> _Sheet:
    headers = ("ファイル", "担当課", "回", "扱い", "理由", "SHA-256")
    numeric = (False, False, True, False, False, False)
    return _Sheet("提出ファイル", headers, numeric, [_input(file) for file in report.inputs])


def _input(file: InputFile) -> tuple[Value, ...]:
    return (file.file, file.division, file.round, file.status.label, file.reason, file.sha256)


def _normalised(context: AnnualContext) -> _Sheet:
    headers = ("担当課", "欄", "記入されたとおり", "使った値", "直したこと", *SOURCE_HEADERS)
    rows = [
        (*_change(item), *source_cells(context, item.source)) for item in context.report.normalised
    ]
    return _Sheet("表記の統一", headers, (False,) * len(headers), rows)


def _change(item: Normalised) -> tuple[Value, ...]:
    return (item.division, item.field, item.given, item.used, item.rule)


def _part(name: str, table: _Sheet, identifier: str) -> Part:
    sheet = _placed(name, table, identifier)
    return Part(sheet, (Anchor(0, name.removeprefix(PREFIX), 2),), head=name)


def data_sheet(name: str, headers: tuple[str, ...], rows: Sequence[tuple[Value, ...]]) -> Sheet:
    """A data sheet of the book's own, whose rows are no open data."""
    table = _Sheet(name, headers, (True,) * len(headers), rows)
    return _placed(name, table, f"T_{_identifier(name.removeprefix(PREFIX))}")


def _placed(name: str, table: _Sheet, identifier: str) -> Sheet:
    """The cells of a table. The sheet is hidden, so that printing the whole book leaves it out."""
    cells = [Placed(0, column, head, "book_data_head") for column, head in enumerate(table.headers)]
    for row, values in enumerate(table.rows, 1):
        for column, value in enumerate(values):
            if value is not None and not (isinstance(value, str) and not value):
                cells.append(Placed(row, column, value, _style(value, table.numeric[column])))
    return Sheet(
        name,
        tuple(cells),
        widths=tuple(_width(table, column) for column in range(len(table.headers))),
        tables=(ExcelTable(identifier, _area(table), table.headers),),
        freeze=(1, 0),
        print=PrintSetup(landscape=True, repeat_rows=(0, 0), area=_area(table)),
        gridlines=True,
        visible=False,
    )


def _area(table: _Sheet) -> Area:
    return Area(0, 0, max(1, len(table.rows)), len(table.headers) - 1)


def _style(value: Value, numeric: bool) -> str:
    if isinstance(value, Link):
        return "book_data_link"
    return "book_data_number" if numeric and not isinstance(value, str) else "book_data"


def _width(table: _Sheet, column: int) -> float:
    """Room for the header in two lines and for most texts of the column."""
    longest = text_width(table.headers[column]) // 2 + 3
    for row in table.rows[:_SAMPLED]:
        value = row[column]
        text = value.text if isinstance(value, Link) else "" if value is None else str(value)
        longest = max(longest, text_width(text.split("\n")[0]))
    return min(_WIDEST, max(_NARROWEST, longest * 6.5 + 16))
