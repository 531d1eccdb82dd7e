"""Rows that are printed alike, of which one was deleted: nobody's answer becomes a neighbour's.

All forms here are invented (例示).
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import frame, new_form, put
from tests.own_form.forms import filled, gathered, masters_in, texts
from tests.own_form.test_pushed_aside import without_rows
from zushi_xl.adopt.own_form.common_order import same_in_order

_LISTS = st.lists(st.sampled_from("abc"), max_size=7)


def _longest(one: list[str], other: list[str]) -> int:
    """The length of a longest common subsequence, by trying all."""
    for size in range(min(len(one), len(other)), 0, -1):
        theirs = set(combinations(other, size))
        if any(part in theirs for part in combinations(one, size)):
            return size
    return 0


@given(_LISTS, _LISTS)
def test_as_much_as_two_lists_have_in_common(one: list[str], other: list[str]) -> None:
    pairs = list(same_in_order(one, other))
    assert all(one[i] == other[k] for i, k in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in zip(pairs, pairs[1:], strict=False))
    assert len(pairs) == _longest(one, other)


def test_a_row_that_is_gone_of_the_first_of_two_equal_blocks() -> None:
    assert list(same_in_order("abcabc", "acabc")) == [(0, 0), (2, 1), (3, 2), (4, 3), (5, 4)]


def test_long_lists_are_compared_in_blocks() -> None:
    one = [f"{number}" for number in range(3000)]
    other = ["x", *one[:1000], *one[1001:], "y"]
    assert len(list(same_in_order(one, other))) == 2999


def _two_blocks() -> Workbook:
    """氏名, 住所, 電話 of two people, each block under a bar that says the same."""
    book, sheet = new_form()
    for top in (3, 8):
        put(sheet, f"A{top}:C{top}", "家族")
        for row, name in enumerate(("氏名", "住所", "電話番号"), top + 1):
            put(sheet, f"A{row}", name)
            put(sheet, f"B{row}:C{row}")
    return book


def test_a_line_deleted_in_the_first_of_two_blocks(tmp_path: Path) -> None:
    masters = masters_in(tmp_path, _two_blocks())
    values = {"B4": "山田", "B5": "北町", "B6": "1111", "B9": "鈴木", "B10": "南町", "B11": "2222"}
    filled(masters, tmp_path, values, without_rows(5, 1))
    found = gathered(masters, tmp_path)
    read = texts(found)
    people = [read.get(label, "") for label in read if "氏名" in label]
    assert people == ["山田", "鈴木"]
    assert "北町" not in read.values()
    assert any(finding.rule in ("own-form-place", "own-form-rows") for finding in found.findings)


def _visits(behind: str) -> Workbook:
    """Three houses of three lines each, ``behind`` printed in every line."""
    book, sheet = new_form()
    for column, text in zip("ABCD", ("家屋の番号", "日　時", "訪問した人", "敬称"), strict=True):
        put(sheet, f"{column}3", text)
    for top in (4, 7, 10):
        frame(sheet, f"A{top}:A{top + 2}")
        for row in range(top, top + 3):
            put(sheet, f"B{row}", "　　月　　日")
            put(sheet, f"C{row}")
            put(sheet, f"D{row}", behind or None)
    return book


@pytest.mark.parametrize(
    ("behind", "row", "read", "rules"),
    [
        ("様", 5, {}, {"own-form-rows", "own-form-stray"}),
        ("様", 11, {"家屋の番号#1": "甲", "家屋の番号#2": "乙", "家屋の番号#3": "丙"}, set()),
        ("", 5, {"家屋の番号#1": "甲\n乙", "家屋の番号#2": "丙"}, {"own-form-lines"}),
        ("", 0, {"家屋の番号#1": "甲", "家屋の番号#2": "乙", "家屋の番号#3": "丙"}, set()),
    ],
)
def test_a_line_deleted_among_equal_ones(
    tmp_path: Path, behind: str, row: int, read: dict[str, str], rules: set[str]
) -> None:
    """Of a box of three lines the first holds the answer; what stands in a later one came up."""

    def change(sheet: Worksheet, _book: object) -> None:
        if row:
            sheet.delete_rows(row, 1)

    masters = masters_in(tmp_path, _visits(behind))
    filled(masters, tmp_path, {"A4": "甲", "A7": "乙", "A10": "丙"}, change)
    found = gathered(masters, tmp_path)
    houses = {key: text for key, text in texts(found).items() if key.startswith("家屋の番号")}
    assert houses == read
    told = {finding.rule for finding in found.findings}
    assert rules <= told
    assert ("own-form-lines" in told) == ("own-form-lines" in rules)
    quoted = "\n".join([*houses.values(), *(finding.given for finding in found.findings)])
    assert all(text in quoted for text in "甲乙丙")
