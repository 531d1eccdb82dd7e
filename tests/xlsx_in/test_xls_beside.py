"""What the records of an .xls sheet tell beside its cells, the records written by hand."""

from __future__ import annotations

import struct

import pytest

from tests.xlsx_in.biff_of import record
from zushi_xl.workbook.cells import Area
from zushi_xl.xlsx_in.xls_beside import beside_cells

PICTURE, NOTE, BOX, TICK = 0x08, 0x19, 0x06, 0x0B


def sheet(*records: bytes, version: int = 0x600) -> bytes:
    begin = record(0x809, struct.pack("<4H", version, 16, 0, 0))
    return begin + b"".join(records) + record(0x0A)


def told(*records: bytes) -> list[tuple[str, str, str, str]]:
    return [(kind, text[:6], name, cell) for kind, text, name, cell in remarks(*records)]


def remarks(*records: bytes) -> list[tuple[str, str, str, str]]:
    return beside_cells(sheet(*records), 0, "5-1").remarks


def string(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def shape(kind: int, row: int, column: int, *, ticked: bool = False) -> bytes:
    anchor = struct.pack("<9H", 0, column, 0, row, 0, column + 1, 0, row + 1, 0)
    drawing = record(0xEC, b"\0\0\x10\xf0" + struct.pack("<L", 18) + anchor)
    data = struct.pack("<4H", 0x15, 18, kind, 1) + b"\0" * 14
    return drawing + record(0x5D, data + struct.pack("<6H", 0x0A, 12, ticked, 0, 0, 0))


def text(said: str, *pieces: str) -> bytes:
    head = record(0x1B6, b"\0" * 10 + struct.pack("<HH", len(said), 16) + b"\0" * 4)
    bodies = (record(0x3C, b"\1" + piece.encode("utf-16-le")) for piece in pieces or (said,))
    return head + b"".join(bodies) + record(0x3C, b"\0" * 16)


def test_headers_and_footers_each_once() -> None:
    header, footer = record(0x14, string("&L市民課&C&P/&N")), record(0x15, string("&R継続します"))
    even = b"\0" * 28 + struct.pack("<5H", 0, 0, 0, 5, 0) + string("&L初回の")
    assert told(header, footer, record(0x89C, even), footer) == [
        ("margin", "市民課", "5-1", ""),
        ("margin", "継続します", "5-1", ""),
        ("margin", "初回の", "5-1", ""),
    ]


def test_shapes_with_the_cell_that_they_lie_on() -> None:
    box = shape(BOX, 13, 1) + text("次年度は続けます", "次年度は", "続けます")
    assert remarks(box) == [("text_box", "次年度は続けます", "5-1", "B14")]
    assert remarks(shape(NOTE, 13, 1) + text("コメント")) == []
    assert told(shape(PICTURE, 0, 2)) == [("picture", "画像が貼られ", "5-1", "C1")]


@pytest.mark.parametrize(("ticked", "count"), [(True, 1), (False, 0)])
def test_a_tick(ticked: bool, count: int) -> None:
    assert len(remarks(shape(TICK, 3, 3, ticked=ticked))) == count


@pytest.mark.parametrize(
    ("flags", "style", "untouched", "marked"),
    [
        (1 << 26, 0x80, 0, True),
        (1 << 26, 0x80, 0x80, False),  # what the style says of striking does not count
        (1 << 26, 0x02, 0, False),
        (0, 0x80, 0, False),
        (1 << 26 | 1 << 25, 0x80, 0, True),  # a number format stands before the font
    ],
)
def test_conditional_formats_that_strike(
    flags: int, style: int, untouched: int, marked: bool
) -> None:
    places = struct.pack("<HH4HH4H", 1, 0, 0, 9, 0, 9, 1, 13, 13, 1, 15)
    number = struct.pack("<H", 4) if flags & 1 << 25 else b""
    font = b"\0" * 68 + bytes([style]) + b"\0" * 19 + bytes([untouched]) + b"\0" * 29
    condition = struct.pack("<BBHHLH", 1, 0, 0, 0, flags, 0) + number + font
    found = beside_cells(sheet(record(0x1B0, places), record(0x1B1, condition)), 0, "5-1")
    assert found.conditional == ([Area(13, 1, 13, 15)] if marked else [])


def test_books_of_before_unicode_and_torn_records_tell_nothing() -> None:
    header = record(0x14, string("市民課"))
    assert beside_cells(sheet(header, version=0x500), 0, "a").remarks == []
    torn = record(0x1B0) + record(0x1B1, b"\1") + record(0x5D) + record(0x1B6) + record(0x89C)
    assert beside_cells(sheet(torn), 0, "a") == ([], [])
