"""One sheet: tables first (they write headers), cells over them, then what surrounds the cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.exceptions import OverlappingRange

from zushi_xl.cells import a1
from zushi_xl.sheets.model import Placed, Sheet
from zushi_xl.xlsx_out.drawings import add_charts, add_sparklines
from zushi_xl.xlsx_out.faults import BookFault
from zushi_xl.xlsx_out.features import add_conditions, add_tables, add_validations
from zushi_xl.xlsx_out.formats import Formats, UnknownStyle
from zushi_xl.xlsx_out.notes import add_note
from zushi_xl.xlsx_out.page import set_page, set_view
from zushi_xl.xlsx_out.values import WRITERS, fault, refuse


@dataclass(slots=True)
class Desk:
    """A sheet that is being written."""

    name: str
    worksheet: Any
    formats: Formats
    author: str
    links: int = 0


def write_sheet(workbook: Any, worksheet: Any, sheet: Sheet, formats: Formats, author: str) -> None:
    desk = Desk(sheet.name, worksheet, formats, author)
    set_view(worksheet, sheet)
    try:
        add_tables(worksheet, sheet)
        write_cells(desk, sheet)
    except OverlappingRange as error:
        raise BookFault(f"範囲が重なっています（{error}）。", sheet.name) from None
    add_validations(worksheet, sheet)
    add_conditions(worksheet, sheet, formats)
    add_charts(workbook, worksheet, sheet)
    add_sparklines(worksheet, sheet)
    set_page(worksheet, sheet)


def write_cells(desk: Desk, sheet: Sheet) -> None:
    """Every placed cell once. Two on one place are a fault: one would hide the other."""
    taken: set[tuple[int, int]] = set()
    for cell in sheet.cells:
        place = (cell.row, cell.column)
        if place in taken:
            raise _overlap(desk, cell)
        taken.add(place)
        try:
            if cell.rows > 1 or cell.columns > 1:
                _merge(desk, cell, taken)
            write = WRITERS.get(type(cell.value), refuse)
            write(desk, cell, cell.value)
        except UnknownStyle as error:
            raise fault(desk, cell, f"スタイル「{error}」がありません。") from None
        if cell.note:
            add_note(desk, cell)


def _merge(desk: Desk, cell: Placed, taken: set[tuple[int, int]]) -> None:
    bottom = cell.row + cell.rows - 1
    right = cell.column + cell.columns - 1
    for row in range(cell.row, bottom + 1):
        for column in range(cell.column, right + 1):
            if (row, column) in taken and (row, column) != (cell.row, cell.column):
                raise _overlap(desk, cell, f"（{a1(row, column)}）")
            taken.add((row, column))
    if desk.worksheet.merge_range(
        cell.row, cell.column, bottom, right, None, desk.formats[cell.style]
    ):
        raise fault(desk, cell, "シートの外のセルです。")


def _overlap(desk: Desk, cell: Placed, where: str = "") -> BookFault:
    return fault(desk, cell, f"別のセルまたは結合範囲と重なっています{where}。")
