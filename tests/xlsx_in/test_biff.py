"""Records of .xls files, made by hand."""

from __future__ import annotations

import struct

import pytest

from zushi_xl.xlsx_in.biff import read_biff
from zushi_xl.xlsx_in.biff_strings import read_rich_strings
from zushi_xl.xlsx_in.faults import Refused
from zushi_xl.xlsx_in.ole import check_ole, read_stream

from .hostile import ole

STRUCK = [False, True]


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def sst(*strings: bytes) -> bytes:
    return struct.pack("<2L", len(strings), len(strings)) + b"".join(strings)


def rich(text: str, *marks: tuple[int, int], wide: bool = True) -> bytes:
    raw = text.encode("utf-16-le" if wide else "latin-1")
    head = struct.pack("<HBH", len(text), 8 | wide, len(marks))
    return head + raw + b"".join(struct.pack("<2H", *mark) for mark in marks)


def test_runs_of_a_string() -> None:
    found = read_rich_strings([sst(rich("旧2029年", (1, 0), (5, 1)))], STRUCK)
    assert found == {0: (("旧", None), ("2029", False), ("年", True))}


def test_string_broken_over_records_changes_its_width() -> None:
    """The second record says anew how wide its characters are."""
    data = sst(rich("旧年abc", (2, 1)))
    first, second = data[: 8 + 5 + 4], b"\0abc" + struct.pack("<2H", 2, 1)
    assert read_rich_strings([first, second], STRUCK) == {0: (("旧年", None), ("abc", True))}


def test_plain_and_furigana_strings_are_passed_over() -> None:
    furigana = struct.pack("<HBL", 1, 5, 6) + "課".encode("utf-16-le") + b"\0" * 6
    plain = struct.pack("<HB", 1, 0) + b"a"
    found = read_rich_strings([sst(furigana, plain, rich("ab", (0, 1), wide=False))], STRUCK)
    assert found == {2: (("", None), ("ab", True))}


def test_count_of_strings_that_lies_ends_with_the_data() -> None:
    data = struct.pack("<2L", 1 << 31, 1 << 31) + rich("a", (0, 1))
    assert list(read_rich_strings([data], STRUCK)) == [0]


def test_password_is_told() -> None:
    with pytest.raises(Refused, match="encrypted"):
        read_biff(record(0x809, b"\0" * 16) + record(0x2F, b"\1" * 6) + record(0x31, b"xx"))


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (record(0x205, struct.pack("<3HBB", 4, 2, 0, 0x17, 1)), "#REF!"),
        (record(0x06, struct.pack("<3H8s", 4, 2, 0, b"\2\0\x07\0\0\0\xff\xff")), "#DIV/0!"),
        (record(0x205, struct.pack("<3HBB", 4, 2, 0, 1, 0)), None),
        (record(0x06, struct.pack("<3Hd", 4, 2, 0, 2.0)), None),
    ],
)
def test_errors(cell: bytes, error: str | None) -> None:
    start = len(record(0x85, b"\0" * 9)) + 4
    sheet = struct.pack("<LHBB", start, 0, 1, 0) + b"a"
    stream = record(0x85, sheet) + record(0x0A) + cell + record(0x0A)
    found = read_biff(stream).sheets["a"]
    assert found.errors.get((4, 2)) == error


def test_small_stream_of_a_container() -> None:
    data = ole(("Root Entry", "Workbook"), (0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE), size=4096)
    check_ole(data)
    assert read_stream(data, ("Workbook",))[:2] == b"\x09\x08"
    assert read_stream(data, ("Book",)) == b""
