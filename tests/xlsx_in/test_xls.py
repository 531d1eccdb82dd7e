"""Old .xls files, record by record: what xlrd and olefile tell of them."""

from __future__ import annotations

import struct
from datetime import datetime
from pathlib import Path

import pytest

from zushi_xl.workbook.cells import (
    UNSEEN_COLOR,
    UNSEEN_FORMAT,
    UNSEEN_SIZE,
    Cell,
    Unreadable,
    Workbook,
)
from zushi_xl.xlsx_in import limits, read_workbook, xls
from zushi_xl.xlsx_in.container import Container, read_container, refuse_other_documents
from zushi_xl.xlsx_in.unreadable import Refused
from zushi_xl.xlsx_in.xls_formulas import formula_places, refuse_too_many_cells

from .biff_of import (
    EMPTY_STRING,
    ERROR,
    book,
    font,
    formula,
    label,
    look,
    number,
    number_format,
    record,
)
from .hostile import ole

EMPTY_TEXT = b"\x17\x00"  # the token of "" before Unicode
ANY_TEXT = b"\x17\x01a"
ONE = b"\x1e\x01\x00"


def cells(path: Path) -> dict[str, Cell]:
    found = read_workbook(path)
    assert isinstance(found, Workbook), found
    return {cell.address: cell for cell in found.sheets[0].cells.values()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xls"


def test_numbers_texts_and_errors(path: Path) -> None:
    error = record(ERROR, struct.pack("<3HBB", 2, 0, 0, 0x17, 1))
    truth = record(ERROR, struct.pack("<3HBB", 3, 0, 0, 1, 0))
    found = cells(book(path, [number(0, 0, 431), label(1, 0, b"abc"), error, truth]))
    assert [(c.address, c.value, c.text, c.error) for c in found.values()] == [
        ("A1", 431, "431", None),
        ("A2", "abc", "abc", None),
        ("A3", None, "#REF!", "#REF!"),
        ("A4", True, "TRUE", None),
    ]


@pytest.mark.parametrize("codepage", [932, 1252])
def test_japanese_of_before_unicode(path: Path, codepage: int) -> None:
    """Whatever code page the program named."""
    made = book(path, [label(0, 0, "逗子市の施策".encode("cp932"))], codepage=codepage)
    assert cells(made)["A1"].text == "逗子市の施策"


def test_western_text_stays_western(path: Path) -> None:
    found = cells(book(path, [label(0, 0, b"caf\xe9 \x80 ")]))
    assert found["A1"].text == "café € "


@pytest.mark.parametrize(
    ("key", "code", "value"),
    [
        (14, None, datetime(2007, 10, 30)),
        (14, b"#,##0", 39385),
        (31, b"0", 39385),
        (164, b"yyyy/m/d", datetime(2007, 10, 30)),
    ],
)
def test_a_format_of_the_file_counts_before_the_one_that_excel_has_by_that_number(
    path: Path, key: int, code: bytes | None, value: object
) -> None:
    formats = [number_format(key, code)] if code else []
    made = book(path, [number(0, 0, 39385, 1)], globals_=[font(), *formats, look(), look(0, key)])
    assert cells(made)["A1"].value == value


@pytest.mark.parametrize(
    ("result", "tokens", "value", "uncalculated"),
    [
        (EMPTY_STRING, EMPTY_TEXT, None, False),
        (struct.pack("<d", 0), EMPTY_TEXT, None, True),  # LibreOffice's empty text, or a real 0
        (struct.pack("<d", 0), ANY_TEXT, None, True),  # and so it does with any text
        (struct.pack("<d", 0), ONE, 0, False),
        (struct.pack("<d", 7), EMPTY_TEXT, 7, False),
    ],
)
def test_results_of_formulas(
    path: Path, result: bytes, tokens: bytes, value: object, uncalculated: bool
) -> None:
    made = book(path, [number(0, 0, 1), formula(1, 0, result, tokens)])
    found = cells(made).get("A2")
    assert (found.value if found else None) == value
    assert (found.uncalculated if found else False) == uncalculated


def contained(stream: bytes) -> bytes:
    """The stream in a container, as every program writes it."""
    chain = (0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE)
    head = bytearray(ole(("Root Entry", "Workbook"), chain, size=4096)[:1536])
    struct.pack_into("<LQ", head, 1024 + 116, 0xFFFFFFFE, 0)  # the root has no stream
    return bytes(head) + stream.ljust(4096, b"\0")


def test_a_zero_of_excel_is_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = book(path, [formula(0, 0, struct.pack("<d", 0), ANY_TEXT)]).read_bytes()
    path.write_bytes(contained(stream))
    assert cells(path)["A1"].uncalculated
    said = {"Application": "Microsoft Excel"}
    monkeypatch.setattr(xls, "read_container", lambda _: Container(stream, said))
    assert (cells(path)["A1"].value, cells(path)["A1"].uncalculated) == (0, False)


@pytest.mark.parametrize(("verifier", "kind"), [(0x9A0A, "default_password"), (1, "encrypted")])
def test_the_password_of_a_book_in_its_container(path: Path, verifier: int, kind: str) -> None:
    begin = record(0x809, struct.pack("<4H", 0x500, 5, 0, 0))
    locked = record(0x2F, struct.pack("<2H", 0, verifier)) + record(0x0A)
    path.write_bytes(contained(begin + locked))
    found = read_workbook(path)
    assert isinstance(found, Unreadable)
    assert found.kind == kind


def test_how_cells_hide(path: Path) -> None:
    white, tiny = font(color=9), font(twips=20)
    hidden = number_format(164, b";;;")
    looks = [look(), look(1), look(2), look(0, 164)]
    made = book(
        path,
        [number(0, column, 5, column) for column in range(4)],
        globals_=[font(), white, tiny, hidden, *looks],
    )
    assert [c.hidden for c in cells(made).values()] == [
        "",
        UNSEEN_COLOR,
        UNSEEN_SIZE,
        UNSEEN_FORMAT,
    ]


def test_struck_cell_of_before_unicode(path: Path) -> None:
    made = book(path, [label(0, 0, b"abc", 1)], globals_=[font(), font(True), look(), look(1)])
    assert (cells(made)["A1"].text, cells(made)["A1"].struck) == ("", "abc")


def test_what_the_format_cannot_tell_is_said_once(path: Path) -> None:
    found = read_workbook(book(path, [number(0, 0, 1)]))
    assert isinstance(found, Workbook)
    assert [remark.kind for remark in found.remarks] == ["untold"]


def test_formulas_are_those_of_their_own_sheet() -> None:
    """A chart in a sheet has a begin and an end of its own."""
    begin, end = record(0x809, b"\0" * 8), record(0x0A)
    chart = begin + formula(9, 9, b"\0" * 8, ONE) + end
    sheet = begin + chart + formula(4, 2, b"\0" * 8, ONE) + end + formula(8, 8, b"\0" * 8, ONE)
    assert formula_places(sheet, 0) == {(4, 2): ONE}


@pytest.mark.parametrize(("blanks", "refused"), [(8, False), (9, True)])
def test_cells_count_also_where_they_are_blank(
    monkeypatch: pytest.MonkeyPatch, blanks: int, refused: bool
) -> None:
    monkeypatch.setattr(limits, "XLS_CELLS", 10)
    stream = number(0, 0, 1) * 2 + record(0xBE, b"\0\0" * blanks)
    if refused:
        with pytest.raises(Refused, match="too_many"):
            refuse_too_many_cells(stream)
    else:
        refuse_too_many_cells(stream)


def test_stream_and_kind_of_a_container() -> None:
    data = ole(("Root Entry", "Workbook"), (0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE), size=4096)
    refuse_other_documents(data)
    stream, properties, _ = read_container(data)
    assert (stream[:2], properties) == (b"\x09\x08", {})


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        (("WordDocument",), "other_document"),
        (("PowerPoint Document",), "other_document"),
        (("EncryptedPackage", "EncryptionInfo"), "encrypted"),
        (("Contents",), "to_export"),
    ],
)
def test_other_containers_are_named(streams: tuple[str, ...], kind: str) -> None:
    with pytest.raises(Refused, match=kind):
        refuse_other_documents(ole(("Root Entry", *streams)))


def test_a_workbook_with_words_of_another_program_in_it_is_a_workbook() -> None:
    """An embedded document lies in a storage of its own; its name elsewhere says nothing."""
    data = ole(("Root Entry", "Workbook", "MBD0001"))
    refuse_other_documents(data + "WordDocument".encode("utf-16-le"))
