"""Marks that a program dropped, and marked formulas without a result, are listed, never guessed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.redline.plans import edited
from tests.redline.test_bad_input import write
from tests.redline.test_reading import STRUCK, UNDER, CellRichText, TextBlock, book
from tests.redline.test_rerun import NEW_TEXTS
from zushi_xl.findings.finding import Problem
from zushi_xl.redline.documents.list_sheet import LIST
from zushi_xl.redline.not_read import without_lost
from zushi_xl.redline.pieces import kept
from zushi_xl.redline.reading import MarkedReading, ReadCell
from zushi_xl.workflow.redline import from_cells, redline, write_texts


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    masters = write(tmp_path / "旧.xlsx", edited()), write(tmp_path / "新.xlsx", edited(*NEW_TEXTS))
    return redline(*masters, tmp_path).path


def test_a_list_that_lost_all_marks_is_not_read(listed: Path, tmp_path: Path) -> None:
    count = len(from_cells(listed).cells)
    openpyxl.load_workbook(listed).save(listed)  # without rich_text: all runs become one
    found = from_cells(listed)
    assert (found.cells, len(found.left_out)) == ((), count)
    assert found.left_out[0].cell == "E4"
    assert "印がなくなり" in found.left_out[0].reason
    with pytest.raises(Problem, match="取り消し線も下線もありません"):
        write_texts(listed, tmp_path)


def test_so_is_one_whose_hidden_sheet_is_gone_too(listed: Path) -> None:
    made = openpyxl.load_workbook(listed)
    del made["控え"]
    made.save(listed)
    assert from_cells(listed).cells == ()


def test_a_row_that_lost_its_marks_is_left_out_alone(listed: Path) -> None:
    before = from_cells(listed)
    made = openpyxl.load_workbook(listed, rich_text=True)
    made[LIST]["E4"] = str(made[LIST]["E4"].value)
    made.save(listed)
    found = from_cells(listed)
    assert [each.cell for each in found.left_out] == ["E4"]
    assert found.cells == before.cells[1:]


def test_rows_of_people_have_no_marks_to_lose() -> None:
    reading = MarkedReading((ReadCell("一覧", "E4", kept("手で加えた文"), "", "手書き/1"),))
    assert without_lost(reading, {}) == reading


@pytest.mark.parametrize(
    ("font", "count"),
    [
        (Font(strike=True), 1),
        (Font(underline="single"), 1),
        (Font(color="FFFF0000"), 1),
        (Font(bold=True), 0),
        (Font(), 0),
    ],
)
def test_a_marked_formula_without_result_is_left_out(
    tmp_path: Path, font: Font, count: int
) -> None:
    text = CellRichText(TextBlock(STRUCK, "2024"), TextBlock(UNDER, "2029"), "年度")
    found = from_cells(book(tmp_path, A1=text, B7=("=A9*2", font)))
    assert [cell.cell for cell in found.cells] == ["A1"]
    assert [(each.cell, each.text) for each in found.left_out] == [("B7", "=A9*2")] * count
    assert all("結果がファイルにない" in each.reason for each in found.left_out)


def test_where_nothing_else_is_marked_the_formula_is_named(tmp_path: Path) -> None:
    path = book(tmp_path, B7=("=A9*2", Font(strike=True)))
    with pytest.raises(Problem, match="B7「=A9\\*2」"):
        write_texts(path, tmp_path)
