"""The form definition: what it gives, and every kind of mistake in it with rule and cell."""

from __future__ import annotations

import pytest

from tests.masters.books import FORM, Edits, book, faults, findings
from zushi_xl.form.model import Block, FieldType, Filler, Position
from zushi_xl.masters.form import load_form

ONE_MISTAKE: list[tuple[Edits, str, str]] = [
    ({"設定!A3": "書体の名"}, "form-setting", "設定!A4"),
    ({"設定!A5": "書体"}, "form-name-twice", "設定!A5"),
    ({"設定!B4": "大きめ"}, "form-number", "設定!B4"),
    ({"項目!A4": "1番"}, "form-id", "項目!A4"),
    ({"項目!A4": None}, "form-empty", "項目!A4"),
    ({"項目!A4": "kpi"}, "form-id-twice", "項目!A4"),
    ({"項目!B4": "施策"}, "form-choice", "項目!B4"),
    ({"項目!C4": None}, "form-label", "項目!C4"),
    ({"項目!C8": "{番合}"}, "form-placeholder", "項目!C8"),
    ({"項目!D4": "表"}, "form-choice", "項目!D4"),
    ({"項目!E4": "市長"}, "form-choice", "項目!E4"),
    ({"項目!F4": "？"}, "form-choice", "項目!F4"),
    ({"項目!G5": "天候"}, "form-choices", "項目!G5"),
    ({"項目!G5": "天候、天候"}, "form-choices", "項目!G5"),
    ({"項目!G3": "柱"}, "form-repeat", "項目!G3"),
    ({"項目!H2": "横"}, "form-position", "項目!H2"),
    ({"項目!H4": "横", "項目!I4": "50"}, "form-beside", "項目!H4"),  # KPIs fill their own lines
    ({"項目!H3": "横"}, "form-beside", "項目!H3"),
    ({"項目!H7": "横"}, "form-beside", "項目!H7"),
    ({"項目!H5": "本文"}, "form-nameless", "項目!H5"),
    ({"項目!J5": "0", "項目!H5": "行"}, "form-nameless", "項目!H5"),
    ({"項目!I9": "40"}, "form-width", "項目!I8"),
    ({"項目!I4": "120"}, "form-number", "項目!I4"),
    ({"項目!J8": "70"}, "form-width", "項目!J8"),
    ({"項目!K4": "0"}, "form-number", "項目!K4"),
    ({"項目!L5": "二百字まで"}, "form-number", "項目!L5"),
    ({"項目!D4": "年度別の値"}, "form-yearly", "項目!D4"),
    ({"項目!D7": "繰り返し", "項目!G7": "取り組み"}, "form-repeat", "項目!D7"),
    ({"項目!D1": "型式"}, "form-column", "項目!D1"),
    ({"項目!P1": "シート", "項目!P4": "予算表"}, "form-sheet-unknown", "項目!P4"),
    ({"項目!P1": "シート", "項目!P7": "予算表"}, "form-sheet-of-block", "項目!P7"),
    ({"項目!P1": "シート", "項目!P8": "予算表"}, "form-sheet-of-block", "項目!P8"),
    ({"体裁!D2": "紺"}, "form-color", "体裁!D2"),
    ({"体裁!H2": "二重線"}, "form-choice", "体裁!H2"),
    ({"体裁!A3": "title"}, "form-style-twice", "体裁!A3"),
    ({"文言!A3": "様式名"}, "form-name-twice", "文言!A3"),
]


SHEETS = """
# シート
シート | 作り方
予算表 | 課で一枚
日程表 |
"""
NAMED: Edits = {"項目!P1": "シート", "項目!P3": "予算表", "項目!P4": "日程表"}
IN_SHEETS: list[tuple[Edits, str, str]] = [
    ({"項目!P4": "日程票"}, "form-sheet-unknown", "項目!P4"),
    ({"項目!P4": None}, "form-sheet-empty", "シート!A3"),
    ({"項目!H4": "横", "項目!I4": "50", "項目!I3": "50"}, "form-sheet-beside", "項目!P4"),
    ({"シート!A3": "予算表"}, "form-sheet-twice", "シート!A3"),
    ({"シート!A3": "予算/日程"}, "form-sheet-name", "シート!A3"),
    ({"シート!A3": "二十一字になる、とても長いシートの名前です"}, "form-sheet-name", "シート!A3"),
    ({"シート!B3": "課ごと"}, "form-choice", "シート!B3"),
]


@pytest.mark.parametrize(("edits", "rule", "place"), IN_SHEETS)
def test_a_mistake_in_further_sheets(edits: Edits, rule: str, place: str) -> None:
    assert (rule, place) in faults(load_form, book(FORM + SHEETS, {**NAMED, **edits}))


def test_a_field_is_on_the_sheet_that_it_names() -> None:
    form = load_form(book(FORM + SHEETS, NAMED))
    assert [(f.id, f.sheet) for f in form.of(Block.MEASURE)] == [
        ("title", ""), ("kpi", "予算表"), ("rating", "日程表"), ("reason", ""),
    ]  # fmt: skip
    assert [(s.name, s.is_shared) for s in form.further_sheets] == [
        ("予算表", True), ("日程表", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("edits", "rule", "place"), ONE_MISTAKE)
def test_a_mistake_is_named_with_its_cell(edits: Edits, rule: str, place: str) -> None:
    assert (rule, place) in faults(load_form, book(FORM, edits))


def test_all_mistakes_are_told_at_once() -> None:
    edits = {"体裁!D2": "紺", "項目!D4": "表", "設定!B4": "大きめ", "項目!F2": "？"}
    assert faults(load_form, book(FORM, edits)) == [
        ("form-number", "設定!B4"),
        ("form-choice", "項目!F2"),
        ("form-choice", "項目!D4"),
        ("form-color", "体裁!D2"),
    ]


@pytest.mark.parametrize("sheet", ["設定", "項目", "体裁"])
def test_a_missing_sheet_is_one_mistake(sheet: str) -> None:
    assert [f.rule for f in findings(load_form, book(FORM, without=sheet))] == ["form-sheet"]


VALUES = "values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | | 2 | | 値です。 | ○ |"


@pytest.mark.parametrize(
    ("position", "places"),
    [
        ("本文 | 100 | ", ["項目!H7", "項目!H8"]),
        ("行 | 100 | 0", ["項目!H7", "項目!H8"]),
        ("行 | 100 | 20", ["項目!H7"]),
        ("下 | 100 | ", ["項目!H7"]),
    ],
)
def test_figures_of_several_kinds_show_their_names(position: str, places: list[str]) -> None:
    """実績値 stands without its name beside 見込."""
    further = f"\nforecast | KPI | 見込 | 年度別の値 | 主担当課 | | | {position} | 2 | | | ○ |"
    found = faults(load_form, book(FORM.replace(VALUES, VALUES + further)))
    assert found == [("form-nameless", place) for place in places]


def test_the_wording_may_be_absent() -> None:
    assert load_form(book(FORM, without="文言")).texts["様式版"] == "1"


def test_the_rows_become_fields() -> None:
    form = load_form(book(FORM))
    reason = form.find(Block.MEASURE, "reason")
    assert reason is not None
    assert reason.type is FieldType.CHOICE
    assert reason.filler is Filler.LEAD
    assert reason.choices == ("天候", "人手", "そのほか")
    assert reason.position is Position.BELOW
    assert (reason.width, reason.lines, reason.max_length) == (100.0, 3, 200)
    assert (reason.required, reason.published) == (False, False)
    assert str(reason.source) == "計画.xlsx 項目 A5"
    assert [f.id for f in form.of(Block.INITIATIVE)] == ["name", "spend"]
    assert form.texts["様式名"] == "評価シート"


@pytest.mark.parametrize(("typed", "lines"), [("4", 4), ("４", 4), ("1", 1), (None, 1)])
def test_the_lines_of_a_field_are_as_typed(typed: str | None, lines: int) -> None:
    rating = load_form(book(FORM, {"項目!K4": typed})).find(Block.MEASURE, "rating")
    assert rating is not None
    assert rating.lines == lines


def test_styles_take_font_and_size_from_the_settings() -> None:
    styles = load_form(book(FORM)).styles
    assert (styles["title"].size, styles["title"].bold, styles["title"].align) == (
        16,
        True,
        "center",
    )
    assert (styles["input"].size, styles["input"].font) == (10, "BIZ UDゴシック")
    assert (styles["input"].fill, styles["input"].border) == ("FFFBE6", "thin")
    assert (styles["title"].locked, styles["input"].locked) == (True, False)


@pytest.mark.parametrize(
    "edits",
    [
        {"項目!B4": " 具体的 施策 ", "項目!D4": "評 価", "項目!F4": "〇", "項目!I4": "１００％"},
        {"項目!A1": "ＩＤ", "項目!K4": 2.0, "設定!B4": 10.0},
        {"項目!G5": "天候\n人手"},
    ],
)
def test_what_officers_type_is_read(edits: Edits) -> None:
    assert findings(load_form, book(FORM, edits)) == ()


def test_an_added_row_is_a_field() -> None:
    row = ["staff", "取り組み", "人員", "数値", "担当課", "", "", "行", "100", "12"]
    edits: Edits = {
        f"項目!{letter}10": text for letter, text in zip("ABCDEFGHIJ", row, strict=True)
    }
    field = load_form(book(FORM, edits)).find(Block.INITIATIVE, "staff")
    assert field is not None
    assert field.is_filled
