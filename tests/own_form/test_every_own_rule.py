"""Each rule of a questionnaire's copies: one return that raises it, and one that comes close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.own_form.forms import filled, gathered, masters_in
from tests.own_form.test_year import VALUES
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.adopt.own_form.model import OwnMasters
from zushi_xl.findings import own_form_rules
from zushi_xl.findings.rule import Rule

Change = Callable[[Worksheet, Workbook], None]

# What stands in the form is in tests/own_form/forms.py: C5 counts in 件, C6 in 千円.
OF_AN_EVALUATION = {"own-form-subject", "own-form-copy", "own-form-item", "own-form-division"} | {
    "own-form-twice"
}  # tests/own_form/test_evaluation.py


def no_identity(_sheet: Worksheet, book: Workbook) -> None:
    for hidden in [sheet for sheet in book.worksheets if sheet.sheet_state != "visible"]:
        book.remove(hidden)


def no_sheet(sheet: Worksheet, book: Workbook) -> None:
    book.create_sheet("メモ", 0)["A1"] = "担当より"
    book.remove(sheet)


def another_name(sheet: Worksheet, _book: Workbook) -> None:
    sheet.title = "回答票（企画課）"


def put(address: str, value: object) -> Change:
    def change(sheet: Worksheet, _book: Workbook) -> None:
        sheet[address].value = value

    return change


def note(sheet: Worksheet, _book: Workbook) -> None:
    sheet["C6"].comment = Comment("見込みです。", "担当")


def nothing(_sheet: Worksheet, _book: Workbook) -> None:
    """As it was filled in."""


CASES: list[tuple[Change, list[tuple[str, str, str]]]] = [
    (nothing, []),
    (no_identity, [("own-form-owner", "error", "")]),
    (no_sheet, [("own-form-sheet", "error", ""), ("own-form-stray", "confirm", "A1")]),
    (another_name, []),
    (put("A5", "計画の数　（件） "), []),
    (put("H5", "うち1件は改定中"), [("own-form-stray", "confirm", "H5")]),
    (put("H5", "　"), []),
    (note, [("own-form-note", "info", "C6")]),
    (put("C5", "たくさん"), [("own-form-value", "error", "C5")]),
    (put("C5", "約30"), []),
    (put("C5", "3人"), [("own-form-unit", "confirm", "C5")]),
    (put("C5", "３ 件"), []),
    (put("C5", 2.5), []),
    (put("C3", None), [("own-form-missing", "error", "C3")]),
    (put("C3", "－"), []),
    (put("C8", "=1/0"), [("own-form-cell", "error", "C8")]),
    (put("C8", "#DIV/0! と出た"), []),
]


@pytest.fixture
def masters(tmp_path: Path) -> OwnMasters:
    """As an officer makes them; 所属名 has to be filled in."""
    masters_in(tmp_path)
    form = load_workbook(tmp_path / "様式定義.xlsx")
    heads = {cell.value: cell.column for cell in form["項目"][1]}
    (row,) = [cells[0].row for cells in form["項目"].iter_rows() if _says(cells, "所属名")]
    form["項目"].cell(row, heads["必須"]).value = "○"
    form.save(tmp_path / "様式定義.xlsx")
    return load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")


def _says(cells: tuple[object, ...], text: str) -> bool:
    return any(getattr(cell, "value", None) == text for cell in cells)


def told(masters: OwnMasters, folder: Path) -> list[tuple[str, str, str]]:
    found = gathered(masters, folder).findings
    return [(f.rule, str(f.severity), (f.source and f.source.cell) or "") for f in found]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_exactly_what_is_said(
    masters: OwnMasters, tmp_path: Path, change: Change, expected: list[tuple[str, str, str]]
) -> None:
    filled(masters, tmp_path, VALUES, change)
    assert told(masters, tmp_path) == expected


def test_a_label_of_another_field(masters: OwnMasters, tmp_path: Path) -> None:
    filled(masters, tmp_path, VALUES, put("A5", "事業の数"))
    assert told(masters, tmp_path) == [
        ("own-form-place", "error", "A5"),
        ("own-form-stray", "confirm", "A5"),  # the label, and the answer that nobody takes
        ("own-form-stray", "confirm", "C5"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"PK\x03\x04 broken off", [("own-form-file", "error", "")]), (None, [])],
)
def test_a_file_that_cannot_be_opened(
    masters: OwnMasters, tmp_path: Path, content: bytes | None, expected: object
) -> None:
    path = filled(masters, tmp_path, VALUES)
    path.write_bytes(content or path.read_bytes())
    assert told(masters, tmp_path) == expected


@pytest.mark.parametrize(("other", "expected"), [("４件", ["own-form-differ"]), ("３件", [])])
def test_two_copies(masters: OwnMasters, tmp_path: Path, other: str, expected: list[str]) -> None:
    first = filled(masters, tmp_path, VALUES)
    first.rename(first.with_name("企画課（控え）.xlsx"))
    filled(masters, tmp_path, VALUES | {"C5": other})
    assert [rule for rule, _, _ in told(masters, tmp_path)] == expected


def test_no_rule_is_left_out() -> None:
    raised = {rule for _, expected in CASES for rule, _, _ in expected}
    elsewhere = {"own-form-place", "own-form-file", "own-form-differ"} | OF_AN_EVALUATION
    rules = {r.id for r in vars(own_form_rules).values() if isinstance(r, Rule)}
    assert rules == raised | elsewhere
