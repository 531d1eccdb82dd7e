"""Masters of earlier versions of the tool still open: what they lack means what it meant then.

``earlier/`` holds the shipped masters as they were, frozen: never change them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.levels import Level
from zushi_xl.report.consolidate import consolidate
from zushi_xl.rules import open_in_masters
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet
from zushi_xl.workflow.distribute import division_book
from zushi_xl.xlsx_out import book_bytes

FOLDER = Path(__file__).parent / "earlier"
VERSIONS = ("1", "2")


def workbook(name: str) -> Workbook:
    """The workbook that a text rendering shows: ``## sheet``, then rows parted by tabs."""
    sheets: list[Worksheet] = []
    for block in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("## ")[1:]:
        title, *lines = block.rstrip("\n").split("\n")
        cells = {}
        for row, line in enumerate(lines):
            for column, item in enumerate(line.split("\t")):
                text = item.replace("\\n", "\n").replace("\\#", "#")
                if text:
                    cells[row, column] = Cell(row, column, text, text)
        sheets.append(Worksheet(title, cells))
    return Workbook(f"{name}.xlsx", "", tuple(sheets))


@pytest.fixture(scope="module", params=VERSIONS)
def earlier(request: pytest.FixtureRequest) -> Masters:
    return Masters(
        load_plan(workbook(f"計画マスタ_{request.param}")),
        load_form(workbook(f"様式定義_{request.param}")),
    )


def test_they_open_and_say_what_they_said(earlier: Masters) -> None:
    plan = earlier.plan
    assert plan.fiscal_year == 2024
    assert len(plan.level(Level.MEASURE)) == 15
    assert len(plan.initiatives) == 36
    assert [g.symbol for g in plan.grades_for(Level.MEASURE)] == ["A", "B", "C", "D"]
    assert plan.settings.round == 1
    assert plan.settings.correction_deadline is None
    assert plan.initiative_by_code["5-3-①-①"].budget_programs == ("国際交流推進事業",)


def test_nothing_new_is_held_against_them(earlier: Masters) -> None:
    assert open_in_masters(earlier.plan, earlier.form) == ()


def test_books_are_made_of_them(earlier: Masters) -> None:
    builder = FormBuilder(earlier.plan, earlier.form)
    names = builder.pages.divisions
    assert "市民協働課" in names
    book_bytes(division_book(builder, "市民協働課"))
    book_bytes(annual_book(consolidate(earlier.plan, earlier.form, ())))
