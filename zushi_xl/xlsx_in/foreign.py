"""Workbooks of other formats (.xls, .xlsb, .ods), read by calamine."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from zushi_xl.cells import Scalar

from . import limits
from .faults import Refused
from .numbers import date_text, number_text
from .plain import PlainBook, PlainCell, PlainSheet


def read_foreign(path: Path, suffix: str) -> PlainBook:
    """Read a workbook; ``suffix`` is what its content asks for, for calamine goes by the name."""
    if path.suffix.lower() == suffix:
        return _read(path)
    with tempfile.TemporaryDirectory() as folder:
        renamed = Path(folder, "book" + suffix)
        shutil.copyfile(path, renamed)
        return _read(renamed)


def _read(path: Path) -> PlainBook:
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        sheets = [_read_sheet(book, metadata) for metadata in book.sheets_metadata]
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except calamine.CalamineError as error:
        raise Refused("damaged", "Excel ブックとして開けません") from error
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
    value = _value(value)
    return row, column, value, _text(value), None, None, None, False, None, False, None


def _value(value: Any) -> Scalar:
    """Whole numbers as int and dates as datetime, as in .xlsx."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value  # type: ignore[no-any-return]


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime | time | timedelta):
        return date_text(value)
    return str(value)
