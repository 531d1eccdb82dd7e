"""Small books for the tests of the writer."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.xlsx_out.office import load
from tests.xlsx_out.package_check import check_package, table_headers_match
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Book, Placed, Sheet, Value
from zushi_xl.workbook.style import Style
from zushi_xl.xlsx_out import book_bytes, write_book

FONT = "游ゴシック"
STYLES = {
    style.name: style
    for style in (
        Style("body", font=FONT, border="thin"),
        Style("plain", wrap=False),
        Style("head", font=FONT, bold=True, fill="DDEEFF", border="medium", align="center"),
        Style("struck", font=FONT, strike=True, color="C00000"),
        Style("added", font=FONT, underline=True, color="0000C0"),
        Style("warn", fill="FFEEEE", color="C00000", border="thin", bold=True),
        Style("yen", font=FONT, number_format="#,##0", align="right", border="thin"),
        Style("open", locked=False, number_format="@"),
        Style("twin", font=FONT, border="thin"),
        Style("serif", font="ＭＳ 明朝", italic=True, indent=1, valign="top"),
    )
}


def at(row: int, column: int, value: Value, style: str = "body", **more: Any) -> Placed:
    return Placed(row, column, value, style, **more)


def book(*cells: Placed, **more: Any) -> Book:
    """One sheet 様式 with the cells; further arguments are fields of the sheet."""
    return Book((Sheet("様式", cells, **more),), STYLES)


def saved(given: Book, folder: Path) -> Path:
    """The book as a file without faults."""
    path = folder / "book.xlsx"
    write_book(given, path)
    assert check_package(path) == []
    assert table_headers_match(path) == []
    return path


def opened(given: Book, folder: Path, **options: bool) -> Workbook:
    return load(saved(given, folder), **options)


def part(given: Book, name: str) -> str:
    with zipfile.ZipFile(BytesIO(book_bytes(given))) as archive:
        return archive.read(name).decode("utf-8")


def sheet_xml(given: Book, number: int = 1) -> str:
    return part(given, f"xl/worksheets/sheet{number}.xml")


def figures(top: int = 0) -> tuple[Placed, ...]:
    """A table of three years with headers."""
    head = (at(top, column, text, "head") for column, text in enumerate(("年度", "実績", "計画")))
    rows = ((2022, 12, 10), (2023, 15, 14), (2024, 13, 18))
    body = (
        at(top + line, column, value, "yen")
        for line, row in enumerate(rows, 1)
        for column, value in enumerate(row)
    )
    return (*head, *body)


YEARS, ACTUAL, PLANNED = Area(1, 0, 3, 0), Area(1, 1, 3, 1), Area(1, 2, 3, 2)
