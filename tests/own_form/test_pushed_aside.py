"""Rows of a table that were deleted, and lines whose cells were pushed aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import put
from tests.own_form.forms import filled, gathered, masters_in, questionnaire, texts
from tests.own_form.test_year import READ, VALUES


def without_rows(first: int, count: int):  # type: ignore[no-untyped-def]
    """Delete rows of the table; what is below moves up."""

    def change(sheet: Worksheet, _book: object) -> None:
        for area in [str(a) for a in sheet.merged_cells.ranges if a.min_row >= first]:
            sheet.unmerge_cells(area)
        sheet.delete_rows(first, count)

    return change


def test_an_unused_row_of_a_table_was_deleted(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, without_rows(12, 1))
    found = gathered(masters, tmp_path)
    assert texts(found) == READ
    told = [(f.rule, f.severity.value, f.source and f.source.cell) for f in found.findings]
    assert told == [("own-form-rows", "confirm", ""), ("own-form-printed", "confirm", "A12")]
    assert "計画の名称、終期（年度）の表のうち、2番目が" in found.findings[0].message


def with_more_below():  # type: ignore[no-untyped-def]
    """The questionnaire with 職員数 in row 17: A17, its answer in C17, 人 in D17."""
    book = questionnaire()
    sheet = book.worksheets[0]
    put(sheet, "A17:B17", "職員数")
    put(sheet, "C17")
    put(sheet, "D17", "人")
    return book


@pytest.mark.parametrize("by", [1, 2])
def test_the_cells_of_one_line_pushed_to_the_right(tmp_path: Path, by: int) -> None:
    def change(sheet: Worksheet, _book: object) -> None:
        sheet.unmerge_cells("A17:B17")
        for column in "DCA":
            sheet[f"{column}17"].offset(0, by).value = sheet[f"{column}17"].value
            sheet[f"{column}17"].value = None

    masters = masters_in(tmp_path, with_more_below())
    filled(masters, tmp_path, VALUES | {"C17": 12}, change)
    found = gathered(masters, tmp_path)
    assert texts(found) == READ | {"職員数": "12"}


def test_a_label_alone_pushed_onto_the_answer(tmp_path: Path) -> None:
    def change(sheet: Worksheet, _book: object) -> None:
        sheet["C3"].value, sheet["A3"].value = "所属名", None
        sheet["F3"].value = "企画課"

    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES, change)
    found = gathered(masters, tmp_path)
    assert "所属名" not in texts(found)
    assert {"own-form-place", "own-form-stray"} <= {f.rule for f in found.findings}
