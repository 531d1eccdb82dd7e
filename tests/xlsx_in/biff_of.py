"""Old .xls workbooks written record by record, without a container around them."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

NUMBER, LABEL, FORMULA, BLANK, ERROR = 0x203, 0x204, 0x06, 0x201, 0x205
EMPTY_STRING = b"\3\0\0\0\0\0\xff\xff"  # the result of a formula that gives an empty text


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def number(row: int, column: int, value: float, look: int = 0) -> bytes:
    return record(NUMBER, struct.pack("<3Hd", row, column, look, value))


def label(row: int, column: int, raw: bytes, look: int = 0) -> bytes:
    """A text of before Unicode, in whatever code page the bytes are."""
    return record(LABEL, struct.pack("<4H", row, column, look, len(raw)) + raw)


def formula(row: int, column: int, result: bytes, tokens: bytes) -> bytes:
    head = struct.pack("<3H", row, column, 0) + result + struct.pack("<HLH", 0, 0, len(tokens))
    return record(FORMULA, head + tokens)


def look(font: int = 0, number_format: int = 0) -> bytes:
    return record(0xE0, struct.pack("<2H", font, number_format) + b"\0" * 12)


def font(struck: bool = False, color: int = 0x7FFF, twips: int = 220) -> bytes:
    data = struct.pack("<5H4B", twips, 8 * struck, color, 400, 0, 0, 0, 0, 0)
    return record(0x31, data + b"\5Arial")


def number_format(key: int, code: bytes) -> bytes:
    return record(0x41E, struct.pack("<HB", key, len(code)) + code)


def book(
    path: Path, cells: Iterable[bytes], *, globals_: Iterable[bytes] = (), codepage: int = 1252
) -> Path:
    """A book of Excel 5 with one sheet ``a``; ``globals_`` are fonts, formats and looks."""
    begin = struct.pack("<4H", 0x500, 5, 0, 0)
    shared = b"".join(globals_) or font() + look()
    before = record(0x809, begin) + record(0x42, struct.pack("<H", codepage)) + shared
    start = len(before) + 4 + 8 + len(record(0x0A))
    listed = record(0x85, struct.pack("<LH", start, 0) + b"\1a")
    sheet = record(0x809, struct.pack("<4H", 0x500, 16, 0, 0)) + b"".join(cells)
    path.write_bytes(before + listed + record(0x0A) + sheet + record(0x0A))
    return path
