"""Each rule of a questionnaire's copies: one return that raises it, and one that comes close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet as Page

from tests.own_form.forms import filled, gathered, masters_in, questionnaire
from tests.own_form.test_year import VALUES
from zushi_xl.adopt.own_form.alignment import Alignment, printed_texts
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.adopt.own_form.model import OwnMasters
from zushi_xl.adopt.own_form.outside_fields import OutsideFields
from zushi_xl.findings import own_form_rules
from zushi_xl.findings.rule import Rule
from zushi_xl.returned.rules import HIDDEN_ANSWER
from zushi_xl.workbook.cells import Cell, Worksheet

Change = Callable[[Page, Workbook], None]

# What stands in the form is in tests/own_form/forms.py: C5 counts in 件, C6 in 千円.
OF_AN_EVALUATION = {"own-form-subject", "own-form-copy", "own-form-item", "own-form-division"} | {
    "own-form-twice"
}  # tests/own_form/test_evaluation.py


def no_identity(_sheet: Page, book: Workbook) -> None:
    for hidden in [sheet for sheet in book.worksheets if sheet.sheet_state != "visible"]:
        book.remove(hidden)


def no_sheet(sheet: Page, book: Workbook) -> None:
    book.create_sheet("メモ", 0)["A1"] = "担当より"
    book.remove(sheet)


def another_name(sheet: Page, _book: Workbook) -> None:
    sheet.title = "回答票（企画課）"


def put(address: str, value: object) -> Change:
    def change(sheet: Page, _book: Workbook) -> None:
        sheet[address].value = value

    return change


def note(sheet: Page, _book: Workbook) -> None:
    sheet["C6"].comment = Comment("見込みです。", "担当")


def only_a_note(sheet: Page, _book: Workbook) -> None:
    sheet["C5"].value, sheet["C5"].comment = None, Comment("３件です。", "担当")


def merged(cells: str) -> Change:
    def change(sheet: Page, _book: Workbook) -> None:
        sheet.unmerge_cells("B11:C11")
        sheet.unmerge_cells("B12:C12")
        sheet.merge_cells(cells)

    return change


def struck(address: str, *texts: tuple[str, bool]) -> Change:
    """Put texts into a cell, each with or without a line through it."""

    def change(sheet: Page, _book: Workbook) -> None:
        runs = [TextBlock(InlineFont(strike=lined), text) for text, lined in texts]
        sheet[address].value = CellRichText(*runs)

    return change


def hidden_row(row: int) -> Change:
    def change(sheet: Page, _book: Workbook) -> None:
        sheet.row_dimensions[row].hidden = True

    return change


def white(address: str) -> Change:
    def change(sheet: Page, _book: Workbook) -> None:
        sheet[address].font = Font(color="FFFFFFFF")

    return change


def shut_sheet(sheet: Page, book: Workbook) -> None:
    book.create_sheet("表紙", 0)
    book.active = 0
    sheet.sheet_state = "hidden"


def nothing(_sheet: Page, _book: Workbook) -> None:
    """As it was filled in."""


CASES: list[tuple[Change, list[tuple[str, str, str]]]] = [
    (nothing, []),
    (no_identity, [("own-form-owner", "error", "")]),
    (no_sheet, [("own-form-sheet", "error", ""), ("own-form-stray", "confirm", "A1")]),
    (another_name, []),
    (put("A5", "計画の数　（件） "), []),
    (put("H5", "うち1件は改定中"), [("own-form-stray", "confirm", "H5")]),
    (put("H5", "　"), []),
    (put("F11", 3), [("own-form-stray", "confirm", "F11")]),  # the number is printed, elsewhere
    (put("G8", "所属名"), [("own-form-stray", "confirm", "G8")]),
    (put("A15", "提出は不要です。"), [("own-form-printed", "confirm", "A15")]),
    (put("A15", None), [("own-form-printed", "confirm", "A15")]),
    (put("A13", 4), [("own-form-printed", "confirm", "A13")]),
    (put("A15", "ご協力 ありがとうございました。"), []),
    (note, [("own-form-note", "info", "C6")]),
    (only_a_note, [("own-form-note-only", "confirm", "C5")]),
    (merged("B11:C12"), [("own-form-merged", "confirm", "B12")]),
    (merged("B11:C11"), []),
    (put("C5", "▲3件"), [("own-form-figure", "confirm", "C5")]),
    (put("C5", -3), [("own-form-unit", "confirm", "C5")]),  # (3) that Excel has changed
    (put("C5", "XX"), [("own-form-figure", "confirm", "C5")]),
    (put("C5", "非公開"), []),
    (put("C6", "千"), [("own-form-unit", "confirm", "C6")]),
    (put("C6", "千二百"), []),
    (put("C5", "たくさん"), [("own-form-value", "error", "C5")]),
    (put("C5", "約30"), []),
    (put("C5", "3人"), [("own-form-unit", "confirm", "C5")]),
    (put("C5", "３ 件"), []),
    (put("C5", 2.5), []),
    (put("C3", None), [("own-form-missing", "error", "C3")]),
    (put("C3", "－"), []),
    (put("C8", "=1/0"), [("own-form-cell", "error", "C8")]),
    (put("C8", "#DIV/0! と出た"), []),
    (struck("C5", ("３件", True)), [("own-form-struck", "confirm", "C5")]),
    (struck("C5", ("３件", True), ("４件", False)), []),
    (struck("H5", ("３件", True)), []),
    (put("C8", "同上"), [("own-form-elsewhere", "confirm", "C8")]),
    (put("B13", "〃"), [("own-form-elsewhere", "confirm", "B13")]),
    (put("C6", "別紙のとおり"), [("own-form-elsewhere", "confirm", "C6")]),
    (put("C8", "同上の計画と合わせて見直す"), []),
    (put("C8", "未定"), []),
    (put("C4", "■はい　■いいえ"), [("own-form-several", "confirm", "C4")]),
    (put("C4", "■はい　□いいえ"), []),
    (put("C3", "福祉課"), [("own-form-sender", "confirm", "C3")]),
    (put("C3", "企 画 課"), []),
    (put("C3", "企画課 計画係"), []),
    (hidden_row(5), [("hidden-answer", "confirm", "C5")]),
    (hidden_row(12), []),  # nothing was written there
    (white("C8"), [("hidden-answer", "confirm", "C8")]),
    (shut_sheet, [("hidden-answer", "confirm", "C3")]),
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
        ("own-form-printed", "confirm", "A5"),
        ("own-form-stray", "confirm", "C5"),  # the answer that nobody takes
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


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("=SUM(D11:D13)", []),
        ("=D11+D12", []),  # another formula: what it gives is calculated
        (4, [("own-form-overwritten", "confirm", "D14")]),
        ("済", [("own-form-overwritten", "confirm", "D14")]),
        (None, []),
    ],
)
def test_a_cell_in_which_the_form_calculates(
    tmp_path: Path, typed: object, expected: list[tuple[str, str, str]]
) -> None:
    book = questionnaire()
    book.worksheets[0]["A14"], book.worksheets[0]["D14"] = "計画の数", "=COUNT(D11:D13)"
    masters = masters_in(tmp_path, book)
    assert "D14" not in {field.source.cell for field in masters.form.fields}
    filled(masters, tmp_path, VALUES, put("D14", typed))
    assert told(masters, tmp_path) == expected


@pytest.mark.parametrize(("typed", "expected"), [(5, []), (6, ["B1"])])
def test_a_form_pasted_as_values_is_as_it_was_sent(typed: int, expected: list[str]) -> None:
    label = Cell(0, 0, "合計", "合計")
    original = Worksheet("票", {(0, 0): label, (0, 1): Cell(0, 1, 5, "5", formula="=SUM(B2:B9)")})
    printed = printed_texts(original, ())
    returned = Worksheet("票", {(0, 0): label, (0, 1): Cell(0, 1, typed, str(typed))})
    outside = OutsideFields("企画課.xlsx", "企画課")
    outside.tell_sheet(original, Alignment(printed, returned), printed, frozenset())
    assert [f.source and f.source.cell for f in outside.findings] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("１つ選んでください。", ["own-form-several"]),
        ("いずれかに印を付けてください。", ["own-form-several"]),
        ("あてはまるものすべてに印を付けてください。", []),
        ("（複数回答可）", []),
        ("３つまで選べます。", []),
        ("印を付けてください。", []),
    ],
)
def test_two_entries_where_the_form_asks_for_one(
    tmp_path: Path, words: str, expected: list[str]
) -> None:
    book = questionnaire()
    sheet = book.worksheets[0]
    sheet["A2"], sheet["C8"].value = words, "□広報　□ホームページ　□掲示板"
    masters = masters_in(tmp_path, book)
    filled(masters, tmp_path, VALUES | {"C8": "■広報　□ホームページ　■掲示板"})
    assert [rule for rule, _, _ in told(masters, tmp_path)] == expected


def test_what_the_form_hides_itself_is_no_surprise(tmp_path: Path) -> None:
    book = questionnaire()
    book.worksheets[0].row_dimensions[5].hidden = True
    masters = masters_in(tmp_path, book)
    filled(masters, tmp_path, VALUES)
    assert told(masters, tmp_path) == []


def test_another_sender_needs_a_name_of_the_plan(tmp_path: Path) -> None:
    masters = masters_in(tmp_path)
    filled(masters, tmp_path, VALUES | {"C3": "学校教育課"})
    found = gathered(masters, tmp_path)
    assert found.findings == ()
    filled(masters, tmp_path, VALUES | {"C3": "福祉課"})
    found = gathered(masters, tmp_path)
    assert [s.state for s in found.states] == ["要確認", "未提出"]
    assert "企画課に配った写しです" in found.findings[0].message


@pytest.mark.parametrize(("other", "expected"), [("４件", ["own-form-differ"]), ("３件", [])])
def test_two_copies(masters: OwnMasters, tmp_path: Path, other: str, expected: list[str]) -> None:
    first = filled(masters, tmp_path, VALUES)
    first.rename(first.with_name("企画課（控え）.xlsx"))
    filled(masters, tmp_path, VALUES | {"C5": other})
    assert [rule for rule, _, _ in told(masters, tmp_path)] == expected


def test_no_rule_is_left_out() -> None:
    raised = {rule for _, expected in CASES for rule, _, _ in expected}
    elsewhere = {"own-form-place", "own-form-file", "own-form-differ"} | OF_AN_EVALUATION
    elsewhere |= {
        "own-form-overwritten",
        "own-form-changed",
        "own-form-altered",
        "own-form-unmarked",
        "own-form-rows",
        "own-form-lines",
    }
    rules = {r.id for r in vars(own_form_rules).values() if isinstance(r, Rule)}
    assert rules == (raised | elsewhere) - {HIDDEN_ANSWER.id}
