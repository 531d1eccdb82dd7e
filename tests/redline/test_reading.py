"""見え消し that others wrote: what the cells said before and say after."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from zushi_xl.findings.finding import Problem
from zushi_xl.workflow.redline import from_cells

STRUCK = InlineFont(strike=True, color="FFFF0000")
UNDER = InlineFont(u="single", color="FF0000FF")
DOUBLE = InlineFont(u="double")
RED = InlineFont(color="FFFF0000")


def book(folder: Path, **cells: object) -> Path:
    made = Workbook()
    for address, value in cells.items():
        text, font = value if isinstance(value, tuple) else (value, None)
        made.active[address] = text
        if font:
            made.active[address].font = font
    path = folder / "市の表.xlsx"
    made.save(path)
    return path


def read(path: Path) -> list[tuple[str, str, str]]:
    return [(cell.cell, cell.old, cell.new) for cell in from_cells(path).cells]


def test_struck_goes_and_underlined_comes(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(STRUCK, "2024"), TextBlock(UNDER, "2029"), "年度")
    assert read(book(tmp_path, B2=text, A1="見え消しのない文")) == [("B2", "2024年度", "2029年度")]


def test_whole_cells_and_other_underlines(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        A1=("なくなる文", Font(strike=True)),
        A2=("加わる文", Font(underline="single")),
        A3=CellRichText("残る", TextBlock(DOUBLE, "加える")),
    )
    assert read(path) == [
        ("A1", "なくなる文", ""),
        ("A2", "", "加わる文"),
        ("A3", "残る", "残る加える"),
    ]


def test_a_struck_cell_with_a_part_that_stays(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(InlineFont(strike=False), "残る"), "消える")
    assert read(book(tmp_path, A1=(text, Font(strike=True)))) == [("A1", "残る消える", "残る")]


def test_added_text_told_by_colour_where_nothing_is_underlined(tmp_path: Path) -> None:
    """Text that only comes is written as new text is elsewhere in the book."""
    text = CellRichText("前", TextBlock(STRUCK, "旧"), TextBlock(RED, "新"), "後")
    added = CellRichText("と文", TextBlock(RED, "を加える"))
    assert read(book(tmp_path, A1=text, A2=added)) == [
        ("A1", "前旧後", "前新後"),
        ("A2", "と文", "と文を加える"),
    ]


def test_notes_of_others_are_text(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(InlineFont(b=True), "（新規）"), TextBlock(UNDER, "加える"))
    assert read(book(tmp_path, A1=text)) == [("A1", "（新規）", "（新規）加える")]


def test_a_book_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "文.xlsx"
    path.write_text("文", encoding="utf-8")
    with pytest.raises(Problem, match="読めません"):
        from_cells(path)
