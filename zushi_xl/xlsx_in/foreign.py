"""Workbooks of other formats (.xls, .xlsb, .ods), read by calamine."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from zushi_xl.cells import Scalar

from . import limits
from .faults import Refused
from .numbers import date_text, number_text
from .plain import PlainBook, PlainCell, PlainSheet


def read_foreign(path: Path) -> PlainBook:
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except calamine.CalamineError as error:
        raise Refused("damaged", "開けません") from error
    try:
        sheets = [_read_sheet(book, metadata) for metadata in book.sheets_metadata]
    except calamine.CalamineError as error:
        raise Refused("damaged", "シートを読めません") from error
    return PlainBook(sheets)


def _read_sheet(book: Any, metadata: Any) -> PlainSheet:
    visible = str(metadata.visible).rpartition(".")[2] == "Visible"
    if not str(metadata.typ).endswith("WorkSheet"):
        return PlainSheet(metadata.name, visible, (), [])
    sheet = book.get_sheet_by_name(metadata.name)
    if sheet.total_height * sheet.total_width > limits.DENSE_CELLS:
        raise Refused("too_many", f"シート「{metadata.name}」の範囲が広すぎます")
    top, left = sheet.start or (0, 0)
    cells = [
        _cell(top + row, left + column, value)
        for row, values in enumerate(sheet.to_python(skip_empty_area=True))
        for column, value in enumerate(values)
        if value != ""
    ]
    merges = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return PlainSheet(metadata.name, visible, merges, cells)


def _cell(row: int, column: int, value: Any) -> PlainCell:
    text = _text(value)
    return row, column, value, text, None, None, None, False, None, False, None


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime | time | timedelta):
        return date_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)
