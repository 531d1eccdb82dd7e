"""The book of a small year as text: 総括 and an evaluation page, to be read in a diff.

After a wanted change: ``python -m tests.book.test_golden`` writes both texts anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.book.builders import sheet_of
from tests.publish import small
from tests.xlsx_out.text_rendering import render_sheet
from zushi_xl.sheets.book import annual_book

FOLDER = Path(__file__).parent
SHEETS = {"総括": "総括.txt", "予算一覧": "予算一覧.txt", "1 ": "柱と施策.txt"}


def rendered(name: str) -> str:
    return render_sheet(sheet_of(annual_book(small.report()), name))


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_as_text(name: str) -> None:
    assert rendered(name) == (FOLDER / SHEETS[name]).read_text(encoding="utf-8")


if __name__ == "__main__":
    for sheet_name, file in SHEETS.items():
        (FOLDER / file).write_text(rendered(sheet_name), encoding="utf-8", newline="\n")
