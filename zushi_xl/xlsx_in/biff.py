"""What calamine does not tell of an .xls workbook: formats, strike-through, errors, hidden rows.

The records of BIFF8 are walked once; the values themselves stay with calamine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .biff_strings import read_rich_strings
from .faults import Refused
from .strings import Run
from .styles import BUILTIN, PLAIN, Look, make_look

_FONT, _FORMAT, _XF, _SHEET, _EPOCH = 0x31, 0x41E, 0xE0, 0x85, 0x22
_PASSWORD = 0x2F
_ROW, _COLUMNS, _MANY_NUMBERS, _FORMULA, _TRUTH_OR_ERROR = 0x208, 0x7D, 0xBD, 0x06, 0x205
_STRINGS, _CONTINUE, _LABEL = 0xFC, 0x3C, 0xFD
_CELLS = (0x203, 0x27E, _LABEL, 0x204, 0xD6, _FORMULA, _TRUTH_OR_ERROR)
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
Place = tuple[int, int]


@dataclass(slots=True)
class BiffSheet:
    """Facts of one sheet by row and column."""

    looks: dict[Place, Look] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    runs: dict[Place, tuple[Run, ...]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def is_hidden(self, row: int, column: int) -> bool:
        return row in self.hidden_rows or column in self.hidden_columns


@dataclass(slots=True)
class BiffBook:
    """Facts of a workbook; ``sheets`` by name."""

    looks: list[Look] = field(default_factory=list)
    strings: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    sheets: dict[str, BiffSheet] = field(default_factory=dict)
    epoch_1904: bool = False


def read_biff(stream: bytes) -> BiffBook:
    book = BiffBook()
    fonts: list[bool] = []
    codes: dict[int, str] = {}
    places: list[tuple[str, int]] = []
    chunks: list[bytes] = []
    before = 0
    for kind, data in _records(stream, 0):
        kind = _STRINGS if kind == _CONTINUE and before == _STRINGS else kind
        before = kind
        if kind == _PASSWORD:
            raise Refused("encrypted")
        if kind == _FONT and len(data) >= 4:
            fonts.append(bool(data[2] & 8))
        elif kind == _FORMAT and len(data) >= 5:
            codes[struct.unpack_from("<H", data)[0]] = _text(data, 2, 2)
        elif kind == _XF and len(data) >= 4:
            book.looks.append(_look(data, fonts, codes))
        elif kind == _SHEET and len(data) >= 8:
            places.append((_text(data, 6, 1), struct.unpack_from("<L", data)[0]))
        elif kind == _STRINGS:
            chunks.append(data)
        elif kind == _EPOCH:
            book.epoch_1904 = data[:1] == b"\1"
    book.strings = read_rich_strings(chunks, fonts) if chunks else {}
    for name, start in places:
        book.sheets[name] = _read_sheet(stream, start, book)
    return book


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end mark."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == 0x0A:
            return
        at += 4 + length


def _text(data: bytes, at: int, width: int) -> str:
    """A counted string of 8-bit or 16-bit characters."""
    count = int.from_bytes(data[at : at + width], "little")
    wide = data[at + width] & 1
    raw = data[at + width + 1 :][: count * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _look(data: bytes, fonts: list[bool], codes: dict[int, str]) -> Look:
    font, number = struct.unpack_from("<HH", data)
    font -= font > 4  # there is no font number 4
    struck = fonts[font] if font < len(fonts) else False
    return make_look(codes.get(number) or BUILTIN.get(number), struck)


def _read_sheet(stream: bytes, start: int, book: BiffBook) -> BiffSheet:
    sheet, looks = BiffSheet(), book.looks
    for kind, data in _records(stream, start):
        if kind in _CELLS and len(data) >= 8:
            row, column, style = struct.unpack_from("<3H", data)
            sheet.looks[row, column] = looks[style] if style < len(looks) else PLAIN
            error = _error(kind, data)
            if error:
                sheet.errors[row, column] = error
            runs = book.strings.get(int.from_bytes(data[6:10], "little"))
            if runs and kind == _LABEL:
                sheet.runs[row, column] = runs
        elif kind == _MANY_NUMBERS:
            row, column = struct.unpack_from("<2H", data)
            for at in range(4, len(data) - 6, 6):
                style = struct.unpack_from("<H", data, at)[0]
                sheet.looks[row, column] = looks[style] if style < len(looks) else PLAIN
                column += 1
        elif kind == _ROW and len(data) >= 14 and data[12] & 0x20:
            sheet.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and len(data) >= 9 and data[8] & 1:
            first, last = struct.unpack_from("<2H", data)
            sheet.hidden_columns.update(range(first, min(last, 255) + 1))
    return sheet


def _error(kind: int, data: bytes) -> str | None:
    if kind == _TRUTH_OR_ERROR and data[7]:
        return _ERRORS.get(data[6], "#VALUE!")
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _ERRORS.get(data[8], "#VALUE!")
    return None
