"""Writes what a collection starts from: a plan master, and the returned books of all divisions.

python -m benchmarks.books FOLDER DIVISIONS [--one-book]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.city import INITIATIVES, TEMPLATES, plan_tables
from benchmarks.fills import answers, dirtied
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.sheets.cover import cover_sheet
from zushi_xl.sheets.form import FormBuilder, Marks
from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_out import write_book

PLAN, FORM, INPUTS = "計画マスタ.xlsx", "様式定義.xlsx", "inputs"


def make_city(folder: Path, divisions: int, measures: int = 6, *, one_book: bool = False) -> Path:
    """Fill ``folder``; one that was made before is kept. Gives the folder."""
    if (folder / "made").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / INPUTS).mkdir(parents=True)
    write_book(build_plan_book(plan_tables(divisions, measures, one_book=one_book)), folder / PLAN)
    shutil.copy(TEMPLATES / FORM, folder / FORM)
    masters = load_masters(folder / PLAN, folder / FORM)
    builder = FormBuilder(masters.plan, masters.form)
    for division in masters.plan.divisions:
        book = returned_book(builder, division.name)
        write_book(book, folder / INPUTS / f"{division.name}_進捗状況評価シート.xlsx")
    (folder / "made").touch()
    return folder


def returned_book(builder: FormBuilder, division: str) -> Book:
    """The distributed book of a division with its answers typed in."""
    plan = builder.plan
    identity = builder.identity_of(division)
    codes = [s.code for s in plan.sections if s.division == division]
    typed = answers(division, codes, INITIATIVES, plan.fiscal_year)
    sheets = builder.sheets(identity, Marks(typed))
    cover = cover_sheet(builder, identity, sheets)
    return dirtied(builder.book(identity, (cover,), sheets), division)


if __name__ == "__main__":
    make_city(Path(sys.argv[1]), int(sys.argv[2]), one_book="--one-book" in sys.argv)
