"""Workbooks of other formats (.xls, .xlsb, .ods), read by calamine."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from zushi_xl.workbook.cells import Scalar

from . import limits
from .biff import BiffBook, BiffSheet, read_biff
from .faults import Refused
from .numbers import date_text, number_text
from .ole import MAGIC, read_stream
from .plain import PlainBook, PlainCell, PlainSheet
from .strings import split_struck
from .styles import NUMBER, PLAIN
from .typed import Typed, typed_number


def read_foreign(path: Path, suffix: str) -> PlainBook:
    """Read a workbook; ``suffix`` is what its content asks for, for calamine goes by the name."""
    if path.suffix.lower() == suffix:
        return _read(path)
    with tempfile.TemporaryDirectory() as folder:
        renamed = Path(folder, "book" + suffix)
        shutil.copyfile(path, renamed)
        return _read(renamed)


def _read(path: Path) -> PlainBook:
    biff = _biff(path)
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        sheets = [_read_sheet(book, metadata, biff) for metadata in book.sheets_metadata]
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except calamine.CalamineError as error:
        raise Refused("damaged", "Excel ブックとして開けません") from error
    return PlainBook(sheets)


def _biff(path: Path) -> BiffBook:
    """The further facts of an .xls; none of other formats."""
    if path.suffix.lower() != ".xls":
        return BiffBook()
    data = path.read_bytes()
    stream = read_stream(data, ("Workbook",)) if data.startswith(MAGIC) else b""
    return read_biff(stream)


def _read_sheet(book: Any, metadata: Any, biff: BiffBook) -> PlainSheet:
    visible = str(metadata.visible).rpartition(".")[2] == "Visible"
    if not str(metadata.typ).endswith("WorkSheet"):
        return PlainSheet(metadata.name, visible, (), [])
    sheet = book.get_sheet_by_name(metadata.name)
    if sheet.total_height * sheet.total_width > limits.DENSE_CELLS:
        raise Refused("too_many", f"シート「{metadata.name}」の範囲が広すぎます")
    facts = biff.sheets.get(metadata.name, BiffSheet())
    top, left = sheet.start or (0, 0)
    values = {
        (top + row, left + column): value
        for row, line in enumerate(sheet.to_python(skip_empty_area=True))
        for column, value in enumerate(line)
        if value != ""
    }
    places = sorted(values.keys() | facts.errors.keys())
    cells = [_cell(place, values.get(place), facts, biff.epoch_1904) for place in places]
    merges = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return PlainSheet(metadata.name, visible, merges, cells)


def _cell(place: tuple[int, int], given: Any, facts: BiffSheet, epoch_1904: bool) -> PlainCell:
    look, error = facts.looks.get(place, PLAIN), facts.errors.get(place)
    value = _value(given)
    typed: Typed = (value, _text(value), None)
    if error:
        typed = (None, error, error)
    elif look.kind != NUMBER and type(value) in (int, float):
        typed = typed_number(repr(value), look, epoch_1904)
    struck = None
    if place in facts.runs:
        kept, struck = split_struck(facts.runs[place], look.struck)
        typed = (kept or None, kept, None)
    elif look.struck:
        typed, struck = (None, "", typed[2]), typed[1]
    hidden = facts.is_hidden(*place)
    return (*place, *typed[:2], look.format, struck, typed[2], False, None, hidden, None)


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
