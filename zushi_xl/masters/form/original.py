"""Which form definitions stand for a workbook that a city has already."""

from __future__ import annotations

from pathlib import Path

from zushi_xl.masters.master_file import read_master
from zushi_xl.masters.records import match_key
from zushi_xl.workbook.cells import Workbook

ORIGINAL = "原本"
"""The setting that names the workbook."""
NO_ROLLOVER = "照会に年度更新はありません。計画マスタの「設定」の年度を直して配ってください。"


def is_own_form(path: Path) -> bool:
    """Whether a form definition has an original: a workbook that is the form.

    A file that cannot be read has none; who loads it says why.
    """
    book = read_master(path) if path.is_file() else None
    return isinstance(book, Workbook) and bool(original_in(book))


def original_in(book: Workbook) -> str:
    """The file name of the original that a form definition names; "" where it names none."""
    sheet = next((s for s in book.sheets if match_key(s.name) == match_key("設定")), None)
    cells = sheet.cells.items() if sheet else ()
    named = (at for at, cell in cells if match_key(cell.text) == match_key(ORIGINAL))
    return next((sheet.text(row, column + 1).strip() for row, column in named if sheet), "")
