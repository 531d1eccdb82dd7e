"""The small city of あなたの市の一年を一時間で, typed into the shipped master as its reader types it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT, open_book

PAGE = ROOT / "docs" / "あなたの市の一年を一時間で.md"
_TABLE = re.compile(r"<!-- 計画マスタ：(\S+) -->\n((?:\|.*\n)+)")
TYPED = {"環境課": "約1,420人", "市民課": "８回"}  # as the page says


def tables() -> Iterator[tuple[str, list[list[str]]]]:
    """Sheet and rows, the headers first, as the page shows them."""
    for sheet, block in _TABLE.findall(PAGE.read_text(encoding="utf-8")):
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
        ]
        yield sheet, [rows[0], *rows[2:]]


def type_into_master(path: Path) -> None:
    """Every row below the headings goes; the tables of the page come."""
    book = load_workbook(path)
    given = dict(tables())
    for sheet in book.worksheets:
        rows = given.get(sheet.title)
        if sheet.title == "設定":
            _type_settings(sheet, dict(rows[1:]) if rows else {})
            continue
        headers = [cell.value for cell in sheet[1]]
        for line in sheet.iter_rows(min_row=2):
            for cell in line:
                cell.value = None
        for number, row in enumerate(rows[1:] if rows else (), 2):
            _type_row(sheet, number, headers, dict(zip(rows[0], row, strict=True)))
    book.save(path)


def _type_settings(sheet: Worksheet, values: dict[str, str]) -> None:
    for row in sheet.iter_rows(min_row=2):
        if row[0].value:
            row[1].value = values.pop(str(row[0].value), None)
    assert not values, f"設定 has no {'、'.join(values)}"


def _type_row(
    sheet: Worksheet, row: int, headers: Sequence[object], values: dict[str, str]
) -> None:
    for name, value in values.items():
        sheet.cell(row, headers.index(name) + 1).value = value or None


ANSWERS = {
    "rating": "A",
    "remarks": "清掃の回数を増やしたため、参加が増えました。",
    "next_steps": "秋の清掃の前に、学校へ案内をします。",
    "results": "市民とともに2回実施しました。",
}
AMOUNTS = {"環境課": "1,240,000円", "市民課": "ー"}


def fill(division: str, folder: Path, kpi: str) -> None:
    """As a division does: the value of the KPI, a grade, a sentence in every field of text."""
    book = folder / "outputs" / "2024年度" / "配布" / f"{division}_進捗状況評価シート.xlsx"
    opened = open_book(book)
    for sheet in opened.worksheets[1:]:
        for row in sheet.iter_rows() if sheet.sheet_state == "visible" else ():
            tag = next(
                (str(c.value) for c in row if "/" in str(c.value) and "-" in str(c.value)), ""
            )
            for cell in row:
                if not cell.protection.locked and cell.value is None and cell.data_type != "merged":
                    answer = kpi if "KPI" in tag else ANSWERS.get(tag.rpartition("/")[2])
                    _answer(sheet, cell.coordinate, answer or AMOUNTS[division])
    opened.save(folder / "inputs" / book.name)


def _answer(sheet: Worksheet, place: str, answer: str) -> None:
    """Into the first cell of a merged region, or a cell of its own."""
    around = [str(area) for area in sheet.merged_cells.ranges if place in area]
    if all(area.split(":")[0] == place for area in around):
        sheet[place] = answer
