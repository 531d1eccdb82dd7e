"""Kinds that forms of cities show: names set apart, sections of the office, headings that say how."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import BOX, at, choose, drafted, new_form, put, seen
from zushi_xl.adopt.model import Repeat


def _rows(sheet: Worksheet, *rows: tuple[str, str | None]) -> None:
    """A label in A and its answer in B:E, row by row."""
    for row, (label, text) in enumerate(rows, 3):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}:E{row}", text)


def test_letters_set_apart_are_one_word(tmp_path: Path) -> None:
    book, sheet = new_form()
    _rows(
        sheet,
        ("連　絡　先", None),
        ("お住まいの区", "□中　央　区　□北　　　区　□白　石　区"),
        ("対象の区", "中　央　区　・　港　　　区"),
        ("要　望　内　容", None),
    )
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == [
        "連絡先", "お住まいの区", "対象の区", "要望内容",
    ]  # fmt: skip
    assert at(draft, "B4").choices == ("中　央　区", "北　　　区", "白　石　区")
    assert at(draft, "B5").choices == ("中　央　区", "港　　　区")


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("優　良　可", ("優", "良", "可")),
        ("Ａ　Ｂ　Ｃ", ("Ａ", "Ｂ", "Ｃ")),
        ("有（　　人）・無", ("有", "無")),
        ("有（理由：　　　）・無", ("有", "無")),
    ],
)
def test_entries_of_one_letter_and_entries_with_room(
    text: str, entries: tuple[str, ...], tmp_path: Path
) -> None:
    book, sheet = new_form()
    _rows(sheet, ("区分", text))
    assert at(drafted(book, tmp_path), "B3").choices == entries


def test_a_sheet_of_entries_set_apart_is_no_form(tmp_path: Path) -> None:
    book, sheet = new_form("調査票")
    _rows(sheet, ("区名", None), ("施設名", None))
    choose(sheet, "B3", "コード表!$A$2:$A$5")
    codes = book.create_sheet("コード表")
    for row, text in enumerate(("区名", "中　央　区", "北　　　区", "東　　　区", "南　　　区"), 1):
        put(codes, f"A{row}", text)
        put(codes, f"B{row}")
    draft = drafted(book, tmp_path)
    assert [(sheet.name, sheet.role) for sheet in draft.sheets] == [
        ("調査票", "form"), ("コード表", "codes"),
    ]  # fmt: skip


def test_a_hidden_sheet_of_an_example_explains(tmp_path: Path) -> None:
    book, sheet = new_form("申込書")
    _rows(sheet, ("団体名", None))
    example = book.create_sheet("記入例")
    example["A1"] = "団体名"
    example.sheet_state = "hidden"
    assert drafted(book, tmp_path).sheets[1].role == "instructions"


def test_sections_and_marks_of_the_office(tmp_path: Path) -> None:
    book, sheet = new_form()
    _rows(sheet, ("氏名", None), ("※許可番号", None), ("※　受　付　欄", None))
    put(sheet, "A7:E7", "事務局使用欄")
    for column, label in zip("ABCDE", ("受付", "課長", "係長", "係", "備考"), strict=True):
        put(sheet, f"{column}8", label)
        put(sheet, f"{column}9")
    put(sheet, "A11:A12", "人事課記入欄")
    put(sheet, "B11", "処理者")
    put(sheet, "C11:E11")
    put(sheet, "B12", "結果")
    put(sheet, "C12:E12")
    sheet["A14"] = "※印の欄は記入しないでください。"
    draft = drafted(book, tmp_path)
    assert seen(draft) == [("B3:E3", "氏名", "text")]
    assert len(draft.left_out) == 9


def test_without_the_note_a_mark_alone_is_no_office(tmp_path: Path) -> None:
    book, sheet = new_form()
    _rows(sheet, ("氏名", None), ("※許可番号", None))
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3:E3", "B4:E4"]


def test_the_last_heading_may_only_say_how_to_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, heads in zip(
        "ABCD",
        (("No", None), ("施設名", None), ("建築年度", "（西暦）"), ("耐震診断", "有・無")),
        strict=True,
    ):
        name, how = heads
        put(sheet, f"{column}3" if how else f"{column}3:{column}4", name)
        if how:
            put(sheet, f"{column}4", how)
        for row in range(5, 9):
            put(sheet, f"{column}{row}", row - 4 if column == "A" else None)
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("B5", "施設名", "text"), ("C5", "建築年度", "year"), ("D5", "耐震診断", "yesno"),
    ]  # fmt: skip
    assert at(draft, "D5").choices == ("有", "無")
    assert at(draft, "D5").repeat == Repeat("rows", "No", 4, 1)


def test_headings_of_a_period_say_what_is_measured(tmp_path: Path) -> None:
    """広告収入の拡大 is no amount; R5実績 is a figure, 令和６年度の取組内容 a text."""
    book, sheet = new_form()
    heads = ("取組項目", "R5実績", "R6目標", "令和６年度の取組内容", "摘要")
    sheet.column_dimensions["D"].width = 30
    for column, head in zip("ABCDE", heads, strict=True):
        put(sheet, f"{column}3", head)
        for row, item in ((4, "広告収入の拡大"), (5, "電子決裁の推進"), (6, "県補助金")):
            put(sheet, f"{column}{row}", item if column == "A" else None)
    draft = drafted(book, tmp_path)
    assert [at(draft, f"{column}4").type for column in "BCDE"] == [
        "number", "number", "long", "text",
    ]  # fmt: skip
    assert [at(draft, f"{column}6").type for column in "BE"] == ["money", "text"]


@pytest.mark.parametrize(
    ("label", "text", "kind", "unit"),
    [
        ("事業期間", "　　年度　～　　年度", "text", ""),
        ("実施時期", "　　月～　　月", "text", ""),
        ("登録番号", "第　　　　号", "code", ""),
        ("希望金額", "金　　　　　　円", "money", "円"),
        ("所管する施設の数をお答えください。", None, "number", "施設"),
        ("年間利用者数を記入してください。", None, "number", "人"),
    ],
)
def test_what_the_answer_cell_and_the_question_say(
    label: str, text: str | None, kind: str, unit: str, tmp_path: Path
) -> None:
    book, sheet = new_form()
    _rows(sheet, (label, text), ("氏名", None))
    field = at(drafted(book, tmp_path), "B3")
    assert (field.type, field.unit, field.sure) == (kind, unit, True)


def test_blocks_whose_rows_are_told_apart_by_a_label_before_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    for number, top in enumerate((3, 6, 9), 1):
        put(sheet, f"A{top}:A{top + 1}", f"事業{number}")
        put(sheet, f"B{top}", "事業名")
        put(sheet, f"C{top}:E{top}")
        put(sheet, f"B{top + 1}", "経費（円）")
        put(sheet, f"C{top + 1}")
        put(sheet, f"D{top + 1}", "参加人数")
        put(sheet, f"E{top + 1}")
    draft = drafted(book, tmp_path)
    assert [field.sure for field in draft.fields] == [True] * 9
    assert at(draft, "E7").repeat == Repeat("blocks", "事業1／事業名", 3, 3, 2)


def test_a_caption_with_its_unit_at_the_edge_is_no_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:C3", "２　事業費　　　　　　　　（単位：千円）")
    for column, head in zip("ABC", ("区分", "予算額", "決算額"), strict=True):
        put(sheet, f"{column}4", head)
        put(sheet, f"{column}5", "国庫支出金" if column == "A" else None)
    draft = drafted(book, tmp_path)
    assert [(cell, kind) for cell, _, kind in seen(draft)] == [("B5", "money"), ("C5", "money")]
    assert at(draft, "B5").unit == "千円"


def test_a_blank_beside_sums_is_doubted(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, head in zip("ABC", ("科目", "決算額", "摘要"), strict=True):
        put(sheet, f"{column}3", head)
        put(sheet, f"{column}4", "会費" if column == "A" else None)
    put(sheet, "A5", "合　計")
    put(sheet, "B5", "=SUM(B4:B4)")
    put(sheet, "C5")
    draft = drafted(book, tmp_path)
    assert [(field.sure) for field in draft.fields] == [True, True, False]


def _merged(rows: int) -> Workbook:
    book, sheet = new_form()
    for row in range(1, rows + 1):
        for first, head in zip("AIQY", ("番号", "氏名", "住所", "備考"), strict=True):
            left = sheet[f"{first}1"].column
            for column in range(left, left + 8):
                sheet.cell(row, column).border = BOX
            sheet.merge_cells(start_row=row, start_column=left, end_row=row, end_column=left + 7)
            if row == 1:
                sheet.cell(row, left).value = head
    return book


def test_thousands_of_merged_cells_are_read_in_seconds(tmp_path: Path) -> None:
    book = _merged(900)  # 3,600 areas
    start = time.process_time()
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == ["番号", "氏名", "住所", "備考"]
    repeat = draft.fields[1].repeat
    assert repeat is not None
    assert repeat.count == 899
    assert time.process_time() - start < 40  # it took minutes; saving the form is counted too


def test_a_row_of_units_and_one_of_sums_are_no_entries(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, heads in zip("ABC", (("月", None), ("電気", "kWh"), ("備考", None)), strict=True):
        for row, text in enumerate((*heads, *("４月", "５月", "６月"), "合計"), 3):
            shown = text if row < 5 or column == "A" else None
            put(sheet, f"{column}{row}", "=SUM(B5:B7)" if (column, row) == ("B", 8) else shown)
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)] == ["B5", "C5", "B6", "C6", "B7", "C7", "C8"]
    assert at(draft, "C7").repeat == Repeat("rows", "備考", 3, 1, 3)
    assert [field.sure for field in draft.fields] == [True] * 6 + [False]
    assert at(draft, "B5").unit == "kWh"


def test_other_names_its_row_and_any_word_under_unit_is_one(tmp_path: Path) -> None:
    book, sheet = new_form()
    items = (("飲料水", "本"), ("簡易トイレ", "基"), ("その他（　　　　）", None))
    for column, head in zip("ABCD", ("品目", "数量", "単位", "使用期限"), strict=True):
        put(sheet, f"{column}3", head)
        for row, (item, unit) in enumerate(items, 4):
            put(sheet, f"{column}{row}", {"A": item, "C": unit}.get(column))
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("B4", "飲料水／数量"), ("D4", "飲料水／使用期限"),
        ("B5", "簡易トイレ／数量"), ("D5", "簡易トイレ／使用期限"),
        ("A6", "その他"), ("B6", "その他／数量"), ("C6", "その他／単位"), ("D6", "その他／使用期限"),
    ]  # fmt: skip
    assert at(draft, "B5").unit == "基"


def test_room_before_and_between_words(tmp_path: Path) -> None:
    book, sheet = new_form()
    _rows(
        sheet,
        ("学校", "　　　　　　小学校"),
        ("学年", "　　年　　組"),
        ("履行期間", "自　令和　　年　　月　　日　至　令和　　年　　月　　日"),
        ("契約金額", "￥　　　　　　　円"),
        ("児童クラブ記入欄", None),
    )
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)] == [f"B{row}:E{row}" for row in range(3, 8)]
    assert at(draft, "B6").unit == "円"
    assert not at(draft, "B7").sure


def test_a_section_that_those_on_duty_fill_is_the_offices(tmp_path: Path) -> None:
    book, sheet = new_form()
    _rows(sheet, ("業務名", None))
    put(sheet, "A5:E5", "検査欄（職員記入）")
    put(sheet, "A6", "検査年月日")
    put(sheet, "B6")
    put(sheet, "C6", "検査員")
    put(sheet, "D6:E6")
    assert seen(drafted(book, tmp_path)) == [("B3:E3", "業務名", "text")]


def test_the_title_over_a_date_is_not_its_name(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A1:F1", "様式第１号（第５条関係）", border=None)
    put(sheet, "E2:F2", "令和　　年　　月　　日", border=None)
    put(sheet, "A4:B4", "氏名")
    put(sheet, "C4:F4")
    draft = drafted(book, tmp_path)
    assert (at(draft, "E2").label, at(draft, "E2").sure) == ("年月日", False)
    assert at(draft, "C4").sure
