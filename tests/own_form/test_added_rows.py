"""Rows that people add to a table of the form: read, and never lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.own_form.forms import Here, filled, gathered, masters_in, questionnaire, texts
from tests.own_form.test_year import VALUES
from zushi_xl.workflow.own_form import collect

ROWS = {"B11": "総合計画", "D11": "令和11年度", "B12": "観光計画", "B13": "環境計画"}


def with_total() -> Workbook:
    """The table of three numbered rows is followed by its total at once."""
    book = questionnaire()
    sheet = book.worksheets[0]
    sheet["A14"], sheet["D14"] = "合計", "=COUNT(D11:D13)"
    return book


def add(at: int, **cells: object):
    """Insert a row and fill it in."""

    def change(sheet: Worksheet, _book: Workbook) -> None:
        sheet.insert_rows(at)
        for column, value in cells.items():
            sheet[f"{column}{at}"].value = value

    return change


def names(folder: Path, form: Workbook, change: object) -> tuple[list[str], list[tuple[str, str]]]:
    """計画の名称 of all rows, and what is said."""
    masters = masters_in(folder, form)
    filled(masters, folder, VALUES | ROWS, change)  # type: ignore[arg-type]
    found = gathered(masters, folder)
    read = [text for label, text in texts(found).items() if label.startswith("計画の名称")]
    told = [(f.rule, (f.source and f.source.cell) or "") for f in found.findings]
    return read, told


@pytest.mark.parametrize(
    ("change", "read", "told"),
    [
        (add(14, A=4, B="防災計画"), ["防災計画"], []),
        (add(14, B="防災計画"), ["防災計画"], []),  # before the total: a row of the table
        (add(14, A="小計", B="防災計画"), ["防災計画"], [("own-form-stray", "A14")]),
        (add(14), [], []),
        (add(15, B="防災計画"), [], [("own-form-stray", "B15")]),  # behind the total
    ],
)
def test_a_row_before_the_total(
    tmp_path: Path, change: object, read: list[str], told: list[tuple[str, str]]
) -> None:
    found = names(tmp_path, with_total(), change)
    assert found == (["総合計画", "観光計画", "環境計画", *read], told)


@pytest.mark.parametrize(
    ("change", "read", "told"),
    [
        (add(14, A=4, B="防災計画"), ["防災計画"], []),  # numbered on
        (add(14, A=6, B="防災計画"), [], [("own-form-stray", "A14"), ("own-form-stray", "B14")]),
        (add(14, B="防災計画"), [], [("own-form-stray", "B14")]),
    ],
)
def test_a_row_before_an_empty_one(
    tmp_path: Path, change: object, read: list[str], told: list[tuple[str, str]]
) -> None:
    """A note below the table is no row of it: only the number says that it goes on."""
    found = names(tmp_path, questionnaire(), change)
    assert found == (["総合計画", "観光計画", "環境計画", *read], told)


def test_a_correction_names_the_rows_for_which_it_has_no_room(tmp_path: Path) -> None:
    masters = masters_in(tmp_path, with_total())
    change = add(14, A=4, B="防災計画", D="令和10年度")
    filled(masters, tmp_path, VALUES | ROWS | {"C4": "どちらとも"}, change)
    _, made = collect(masters, [tmp_path / "提出"], tmp_path / "outputs", Here())
    (correction,) = (made / "差し戻し").iterdir()
    book = load_workbook(correction)
    note = book.worksheets[0]["B13"].comment.text
    assert note == (
        "【お知らせ】足された行の答えは、この写しに入りません。行を足して書き直してください。\n"
        "4行目：計画の名称「防災計画」、終期（年度）「令和10年度」"
    )
    book.worksheets[0]["C4"].value = "はい"
    book.save(tmp_path / "提出" / correction.name)
    (found,) = gathered(masters, tmp_path).findings  # the note is none of the division's
    assert found.rule == "own-form-changed"
    assert (
        found.given
        == "計画の名称（4）：防災計画 → （空欄）、終期（年度）（4）：令和10年度 → （空欄）"
    )
