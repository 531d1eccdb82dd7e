"""Which form definitions stand for a workbook that a city has already."""

from __future__ import annotations

from pathlib import Path

from zushi_xl.masters.records import match_key
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.xlsx_in import MASTER, read_workbook

ORIGINAL = "原本"
"""The setting that names the workbook."""


def is_own_form(path: Path) -> bool:
    """Whether a form definition has an original: a workbook that is the form.

    A file that cannot be read has none; who loads it says why.
    """
    if not path.is_file():
        return False
    book = read_workbook(path, budget=MASTER)
    if isinstance(book, Unreadable):
        return False
    sheet = next((s for s in book.sheets if match_key(s.name) == match_key("設定")), None)
    if sheet is None:
        return False
    return any(
        match_key(cell.text) == match_key(ORIGINAL) and sheet.text(row, column + 1).strip()
        for (row, column), cell in sheet.cells.items()
    )
