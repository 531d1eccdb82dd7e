"""What the records of an .xls sheet tell beside its cells, the records written by hand."""

from __future__ import annotations

import struct

import pytest

from tests.xlsx_in.biff_of import record
from zushi_xl.workbook.cells import Area
from zushi_xl.xlsx_in.cell_tips import Tips
from zushi_xl.xlsx_in.xls_beside import beside_cells
from zushi_xl.xlsx_in.xls_book import linked_remarks, storage_remarks
from zushi_xl.xlsx_in.xls_charts import chart_remarks

COLORS = {8: 0, 9: 0xFFFFFF, 22: 0xC0C0C0}
PICTURE, NOTE, BOX, TICK = 0x08, 0x19, 0x06, 0x0B
COLORS = {8: 0, 9: 0xFFFFFF, 22: 0xC0C0C0}


def sheet(*records: bytes, version: int = 0x600) -> bytes:
    begin = record(0x809, struct.pack("<4H", version, 16, 0, 0))
    return begin + b"".join(records) + record(0x0A)


def told(*records: bytes) -> list[tuple[str, str, str, str]]:
    return [(kind, text[:6], name, cell) for kind, text, name, cell in remarks(*records)]


def remarks(*records: bytes) -> list[tuple[str, str, str, str]]:
    return beside_cells(sheet(*records), 0, "5-1", Tips(), {}).remarks


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


@pytest.mark.parametrize("kind", [1, 2, 3, 4, 9, 0x1E])
def test_shapes_without_words(kind: int) -> None:
    said = [("shape", "図形（丸や線", "5-1", "B7")]
    assert told(shape(kind, 6, 1)) == said
    assert told(shape(kind, 6, 1), shape(NOTE, 13, 1) + text("コメント")) == said
    assert told(shape(kind, 6, 1) + text("済")) == [("text_box", "済", "5-1", "B7")]


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
    found = beside_cells(
        sheet(record(0x1B0, places), record(0x1B1, condition)), 0, "5-1", Tips(), COLORS
    )
    assert found.conditional == ([Area(13, 1, 13, 15)] if marked else [])


def test_books_of_before_unicode_and_torn_records_tell_nothing() -> None:
    header = record(0x14, string("市民課"))
    assert beside_cells(sheet(header, version=0x500), 0, "a", Tips(), {}).remarks == []
    torn = record(0x1B0) + record(0x1B1, b"\1") + record(0x5D) + record(0x1B6) + record(0x89C)
    assert beside_cells(sheet(torn), 0, "a", Tips(), {}) == ([], [])


def said(*records: bytes) -> list[tuple[str, str, str, str]]:
    tips = Tips()
    beside_cells(sheet(*records), 0, "5-1", tips, {})
    return list(tips)


def message(title: str, error_title: str, text: str, error: str) -> bytes:
    texts = b"".join(string(text or "\0") for text in (title, error_title, text, error))
    formulas = struct.pack("<HH3s", 3, 0, b"\x1e\1\0") + struct.pack("<HH", 0, 0)
    return record(0x1BE, b"\0" * 4 + texts + formulas + struct.pack("<5H", 1, 4, 9, 2, 2))


def test_messages_of_validations() -> None:
    assert said(message("担当から", "", "見込みです", "数で")) == [
        ("prompt", "担当から\n見込みです", "5-1", "C5"),
        ("prompt", "数で", "5-1", "C5"),
    ]
    assert said(message("", "", "", "")) == []
    assert said(record(0x1BE), record(0x1BE, b"\0" * 7)) == []


def with_properties(*texts: tuple[int, str]) -> bytes:
    """A shape with long properties, at C4."""
    bodies = [(number, text.encode("utf-16-le") + b"\0\0") for number, text in texts]
    entries = b"".join(struct.pack("<HL", number, len(body)) for number, body in bodies)
    body = entries + b"".join(body for _, body in bodies)
    head = struct.pack("<HHL", len(texts) << 4 | 3, 0xF00B, len(body))
    anchor = b"\0\0\x10\xf0" + struct.pack("<L9H", 18, 0, 2, 0, 3, 0, 4, 0, 6, 0)
    return record(0xEC, head + body + anchor)


def test_word_art_and_alternative_texts() -> None:
    shape_with = with_properties((0x8380, "図 1"), (0x80C0, "廃止の予定"), (0x8381, "推移の図です"))
    assert remarks(shape_with) == [
        ("text_box", "廃止の予定", "5-1", "C4"),
        ("alt", "推移の図です", "5-1", "C4"),
    ]
    assert remarks(with_properties((0x8381, "image1.png"), (0x0381, "推移の図です"))) == []


def chart_text(said: str) -> bytes:
    return record(0x100D, struct.pack("<HBB", 0, len(said), 1) + said.encode("utf-16-le"))


def test_what_charts_say() -> None:
    origin = {place: record(0x1051, bytes([0, place]) + b"\0" * 6) for place in (1, 2)}
    begin = record(0x809, struct.pack("<4H", 0x600, 0x20, 0, 0))
    drawn = begin + chart_text("推移です") + origin[2] + chart_text("記入した系列")
    drawn += origin[1] + chart_text("市の調べ") + text("ここから回復") + record(0x0A)
    head = record(0x809, struct.pack("<4H", 0x600, 5, 0, 0))
    start = len(head) + len(record(0x85, b"\0" * 14)) + 4
    listed = record(0x85, struct.pack("<LHBB", start, 0, 3, 1) + "5-1".encode("utf-16-le"))
    stream = head + listed + record(0x0A) + sheet(chart_text("外の文"), drawn)
    assert list(chart_remarks(stream)) == [
        ("text_box", "推移です\n市の調べ\nここから回復", "5-1", "")
    ]
    assert list(chart_remarks(b"")) == []


def hiding(flags: int, body: bytes) -> list[Area]:
    places = struct.pack("<HH4HH4H", 1, 0, 0, 9, 0, 9, 1, 13, 13, 1, 15)
    condition = struct.pack("<BBHHLH", 1, 0, 0, 0, flags, 0) + body
    records = sheet(record(0x1B0, places), record(0x1B1, condition))
    return beside_cells(records, 0, "5-1", Tips(), COLORS).conditional


@pytest.mark.parametrize(
    ("ink", "paper", "hides"),
    [(9, None, True), (8, None, False), (22, 22, True), (22, 9, False), (9, 8, False)],
)
def test_conditional_formats_in_the_colour_of_the_cell(
    ink: int, paper: int | None, hides: bool
) -> None:
    font = b"\0" * 80 + struct.pack("<L", ink) + b"\0" * 4 + b"\xff" * 4 + b"\0" * 26
    border = b"\0" * 8
    if paper is None:
        found = hiding(1 << 26 | 1 << 28, font + border)
    else:
        pattern = struct.pack("<2H", 1 << 10, paper << 7)
        found = hiding(1 << 26 | 1 << 28 | 1 << 29, font + border + pattern)
    assert bool(found) is hides


@pytest.mark.parametrize(("code", "hides"), [(";;;", True), ("0.0", False)])
def test_conditional_formats_that_show_nothing(code: str, hides: bool) -> None:
    number = string(code)
    body = struct.pack("<H", 2 + len(number)) + number
    places = struct.pack("<HH4HH4H", 1, 0, 0, 9, 0, 9, 1, 13, 13, 1, 15)
    condition = struct.pack("<BBHHLH", 1, 0, 0, 0, 1 << 25, 1) + body
    records = sheet(record(0x1B0, places), record(0x1B1, condition))
    found = beside_cells(records, 0, "5-1", Tips(), COLORS).conditional
    assert bool(found) is hides


def test_what_lies_beside_the_stream_of_the_book() -> None:
    told = [
        (kind, text[:6]) for kind, text, _, _ in storage_remarks(("MBD0012", "_VBA_PROJECT_CUR"))
    ]
    assert told == [("macro", "マクロ（VB"), ("embedded", "貼り付けられ")]
    assert list(storage_remarks(("Objects", "MsoDataStore"))) == []


def link(path: str) -> bytes:
    return record(0x1AE, struct.pack("<HHB", 1, len(path), 1) + path.encode("utf-16-le"))


def test_links_to_other_books_and_programs() -> None:
    own, add_ins = (record(0x1AE, struct.pack("<HH", 1, kind)) for kind in (0x401, 0x3A01))
    again = link("\1集計\3決算.xls")
    stream = own + add_ins + again + again + link("cmd\3/c calc") + link("\0") + record(0x0A)
    assert [(kind, text) for kind, text, _, _ in linked_remarks(stream + link("外.xls"))] == [
        ("external_link", "ほかのブックへのリンクがあります（開きません）: 集計/決算.xls"),
        ("dde", "ほかのプログラムを呼び出す DDE リンクがあります（実行しません）: cmd|/c calc"),
    ]
