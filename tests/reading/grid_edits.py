"""What Excel does to a sheet when rows and columns come and go; openpyxl leaves merges behind."""

from __future__ import annotations

from copy import copy

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet


def insert_rows(sheet: Worksheet, row: int, amount: int = 1) -> None:
    """Rows come in above ``row``; merges across it grow."""
    merges = _lift(sheet)
    sheet.insert_rows(row, amount)
    for left, top, right, bottom in merges:
        low = top + amount if top >= row else top
        high = bottom + amount if bottom >= row else bottom
        _merge(sheet, left, low, right, high)


def delete_rows(sheet: Worksheet, row: int, amount: int = 1) -> None:
    """Rows go; merges across them shrink."""
    merges = _lift(sheet)
    sheet.delete_rows(row, amount)
    for left, top, right, bottom in merges:
        low, high = _after(top, bottom, row, amount)
        if low <= high:
            _merge(sheet, left, low, right, high)


def insert_columns(sheet: Worksheet, column: int, amount: int = 1) -> None:
    merges = _lift(sheet)
    sheet.insert_cols(column, amount)
    for left, top, right, bottom in merges:
        low = left + amount if left >= column else left
        high = right + amount if right >= column else right
        _merge(sheet, low, top, high, bottom)


def delete_columns(sheet: Worksheet, column: int) -> None:
    """A column goes; a merged area that began in it keeps its text in the next one."""
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_col == column and merged.max_col > column:
            kept = sheet.cell(merged.min_row, column).value
            _unmerge(sheet, merged)
            sheet.cell(merged.min_row, column + 1).value = kept
            _merge(sheet, column + 1, merged.min_row, merged.max_col, merged.max_row)
    merges = _lift(sheet)
    sheet.delete_cols(column)
    for left, top, right, bottom in merges:
        low, high = _after(left, right, column, 1)
        if low <= high:
            _merge(sheet, low, top, high, bottom)


def copy_rows(sheet: Worksheet, first: int, last: int, to: int, tags: bool = True) -> None:
    """Rows are copied over empty rows at ``to``, with the hidden tags or without."""
    for row in range(first, last + 1):
        for column in range(1 if tags else 2, sheet.max_column + 1):
            source, target = sheet.cell(row, column), sheet.cell(to + row - first, column)
            if not isinstance(source, MergedCell) and not isinstance(target, MergedCell):
                target.value = source.value
                target._style = copy(source._style)
    for merged in list(sheet.merged_cells.ranges):
        if first <= merged.min_row and merged.max_row <= last and (tags or merged.min_col > 1):
            moved = CellRange(merged.coord)
            moved.shift(row_shift=to - first)
            sheet.merge_cells(moved.coord)


def move_rows(sheet: Worksheet, first: int, last: int, to: int) -> None:
    """Rows are cut and inserted above row ``to``, which lies outside them."""
    amount = last - first + 1
    insert_rows(sheet, to, amount)
    shift = amount if to <= first else 0
    copy_rows(sheet, first + shift, last + shift, to)
    delete_rows(sheet, first + shift, amount)


def unmerge_all(sheet: Worksheet) -> None:
    _lift(sheet)


def _after(low: int, high: int, at: int, amount: int) -> tuple[int, int]:
    def moved(value: int, is_end: bool) -> int:
        if value < at:
            return value
        if value >= at + amount:
            return value - amount
        return at - 1 if is_end else at

    return moved(low, False), moved(high, True)


def _lift(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    merges = [range_boundaries(str(merged)) for merged in sheet.merged_cells.ranges]
    for merged in list(sheet.merged_cells.ranges):
        _unmerge(sheet, merged)
    return merges


def _unmerge(sheet: Worksheet, merged: CellRange) -> None:
    sheet.unmerge_cells(str(merged))


def _merge(sheet: Worksheet, left: int, top: int, right: int, bottom: int) -> None:
    if left < right or top < bottom:
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
