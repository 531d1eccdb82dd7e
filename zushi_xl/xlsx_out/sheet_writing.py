"""One sheet: its cells as finished rows, then what surrounds them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from zushi_xl.workbook.cells import Area, a1
from zushi_xl.workbook.sheet import Placed, Sheet
from zushi_xl.xlsx_out.cell_notes import add_note
from zushi_xl.xlsx_out.cell_xml import cell_xml, drawn, fault
from zushi_xl.xlsx_out.drawings import add_charts, add_sparklines
from zushi_xl.xlsx_out.faults import BookFault
from zushi_xl.xlsx_out.features import add_conditions, add_tables, add_validations
from zushi_xl.xlsx_out.formats import Formats
from zushi_xl.xlsx_out.page_setup import set_page, set_view
from zushi_xl.xlsx_out.row_xml import FinishedRows, Misplaced, finished_rows, is_inside


@dataclass(slots=True)
class SheetWriter:
    """A sheet that is being written; formats, texts and author are of the workbook."""

    name: str
    worksheet: Any
    formats: Formats
    texts: dict[str, str]
    author: str
    links: int = 0


def write_sheet(
    workbook: Any, writer: SheetWriter, sheet: Sheet, charted: Collection[Area] = ()
) -> None:
    """Write a neutral sheet into a book. ``charted`` are the areas of it that charts draw.

    Raises:
        BookFault: it holds what Excel cannot, with sheet and cell.
    """
    worksheet = writer.worksheet
    set_view(worksheet, sheet)
    worksheet.take(_rows(writer, sheet), _charted_values(sheet, charted).get)
    add_tables(worksheet, sheet)
    add_validations(worksheet, sheet)
    add_conditions(worksheet, sheet, writer.formats)
    add_charts(workbook, worksheet, sheet)
    add_sparklines(worksheet, sheet)
    set_page(worksheet, sheet)


def _rows(writer: SheetWriter, sheet: Sheet) -> FinishedRows:
    """Every placed cell once, and its note."""
    try:
        rows = finished_rows(sheet.cells, partial(cell_xml, writer))
    except Misplaced:
        raise _misplaced(writer, sheet) from None
    for cell in sheet.cells:
        if cell.note:
            add_note(writer, cell)
    return rows


def _misplaced(writer: SheetWriter, sheet: Sheet) -> BookFault:
    """Which cell it is; two on one place are a fault, as one would hide the other."""
    taken: set[tuple[int, int]] = set()
    for cell in sheet.cells:
        if not is_inside(cell.area):
            return fault(writer, cell, "シートの外のセルです。")
        for place in _places(cell):
            if place in taken:
                where = a1(*place)
                return fault(writer, cell, f"別のセルまたは結合範囲と重なっています（{where}）。")
            taken.add(place)
    raise AssertionError(sheet.name)


def _places(cell: Placed) -> list[tuple[int, int]]:
    top, left, bottom, right = cell.area
    return [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]


def _charted_values(sheet: Sheet, charted: Collection[Area]) -> dict[tuple[int, int], str | None]:
    """What charts keep of the cells that they draw, by row and column."""
    if not charted:
        return {}
    places = {
        (row, column)
        for top, left, bottom, right in charted
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    found = ((cell, (cell.row, cell.column)) for cell in sheet.cells)
    return {place: drawn(cell.value) for cell, place in found if place in places}
