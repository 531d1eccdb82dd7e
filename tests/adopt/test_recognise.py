"""Forms of several kinds → their fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.styles import PatternFill

from tests.adopt.forms import UNDER, at, choose, drafted, frame, new_form, put, seen
from zushi_xl.adopt import draft_of, words
from zushi_xl.adopt.cell_signs import says_a_value
from zushi_xl.adopt.model import Repeat


def test_labels_left_of_boxes(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A1"] = "事務事業評価シート"
    put(sheet, "A3:B3", "事務事業名")
    put(sheet, "C3:H3")
    put(sheet, "A4:B4", "担　当　課：")
    put(sheet, "C4:E4")
    put(sheet, "F4", "電話番号")
    put(sheet, "G4:H4")
    put(sheet, "A5:B5", "事業の目的")
    put(sheet, "C5:H5")
    sheet.row_dimensions[5].height = 80
    assert seen(drafted(book, tmp_path)) == [
        ("C3:H3", "事務事業名", "text"),
        ("C4:E4", "担当課", "text"),
        ("G4:H4", "電話番号", "code"),
        ("C5:H5", "事業の目的", "long"),
    ]


def test_row_and_column_name_an_answer_together(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["E9"] = "（単位：千円）"
    put(sheet, "A10", "区分")
    for column, year in zip(
        "BCD", ("令和５年度決算", "令和６年度決算", "令和７年度予算"), strict=True
    ):
        put(sheet, f"{column}10", year)
    for row, source in zip((11, 12), ("国庫支出金", "一般財源"), strict=True):
        put(sheet, f"A{row}", source)
        for column in "BCD":
            put(sheet, f"{column}{row}")
    put(sheet, "A13", "計")
    for column in "BCD":
        put(sheet, f"{column}13", f"=SUM({column}11:{column}12)")
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)] == ["B11", "C11", "D11", "B12", "C12", "D12"]
    field = at(draft, "C12")
    assert (field.label, field.type, field.unit) == ("一般財源／令和６年度決算", "money", "千円")
    assert field.repeat == Repeat("columns", "令和５年度決算", 3, 1, 2)


def test_rows_without_names_are_one_entry(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:A4", "No")
    put(sheet, "B3:C3", "連絡先")
    put(sheet, "B4", "電話番号")
    put(sheet, "C4", "郵便番号")
    put(sheet, "D3:D4", "参加費（円）")
    for column, text in zip("ABCD", ("記入例", "046-000-0000", "249-0000", 500), strict=True):
        put(sheet, f"{column}5", text)
    for row in range(6, 36):
        put(sheet, f"A{row}", row - 5)
        for column in "BCD":
            put(sheet, f"{column}{row}")
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("B6", "連絡先／電話番号", "code"),
        ("C6", "連絡先／郵便番号", "code"),
        ("D6", "参加費（円）", "money"),
    ]
    assert at(draft, "D6").repeat == Repeat("rows", "参加費（円）", 30, 1)


def test_blocks_below_each_other(tmp_path: Path) -> None:
    book, sheet = new_form()
    for number in range(3):
        row = 3 + 4 * number
        put(sheet, f"A{row}:D{row}", f"事業{number + 1}", fill="FFCCCCFF")
        put(sheet, f"A{row + 1}", "事業名")
        put(sheet, f"B{row + 1}:D{row + 1}")
        put(sheet, f"A{row + 2}", "予算額")
        put(sheet, f"B{row + 2}:C{row + 2}")
        put(sheet, f"D{row + 2}", "千円")
    draft = drafted(book, tmp_path)
    assert [field.repeat and field.repeat.index for field in draft.fields] == [1, 1, 2, 2, 3, 3]
    field = at(draft, "B9")
    assert (field.label, field.unit, field.repeat) == (
        "予算額",
        "千円",
        Repeat("blocks", "事業名", 3, 4, 2),
    )


def test_only_unlocked_cells_of_a_protected_sheet(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet.protection.sheet = True
    put(sheet, "B2", "施設名")
    put(sheet, "C2", unlocked=True)
    put(sheet, "B3", "定員")
    put(sheet, "C3", unlocked=True)
    put(sheet, "D3", "人")
    put(sheet, "B4", "判定")
    put(sheet, "C4", '=IF(C3>10,"○","×")', unlocked=True)
    put(sheet, "B5", "事務局確認")
    put(sheet, "C5")
    put(sheet, "G2", unlocked=True, border=None)  # a spacer
    draft = drafted(book, tmp_path)
    assert seen(draft) == [("C2", "施設名", "text"), ("C3", "定員", "number")]
    assert all(field.sure for field in draft.fields)


def test_the_colour_that_a_legend_explains(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A1"] = "黄色のセルに入力してください。"
    put(sheet, "A3", "所属名")
    put(sheet, "B3", fill="FFFFFF99")
    put(sheet, "A4", "内線番号")
    put(sheet, "B4", fill="FFFFFF99")
    put(sheet, "A5", "集計")
    put(sheet, "B5")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3", "B4"]


def test_a_questionnaire_is_named_by_its_questions(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, head in zip("ABC", ("No.", "質問", "回答"), strict=True):
        put(sheet, f"{column}3", head)
    questions = ("計画はありますか。", "計画の数を記入してください。", "策定に要した費用（円）")
    for row, question in enumerate(questions, 4):
        put(sheet, f"A{row}", row - 3)
        put(sheet, f"B{row}", question)
        put(sheet, f"C{row}")
    choose(sheet, "C4", '"はい,いいえ"')
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("C4", "計画はありますか。", "yesno"),
        ("C5", "計画の数を記入してください。", "number"),
        ("C6", "策定に要した費用（円）", "money"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "choices"),
    [
        ("□新規　□継続　□その他（　　　）", "choice", ("新規", "継続", "その他")),
        ("有　・　無", "yesno", ("有", "無")),
        ("１．直営　２．委託　３．補助", "choice", ("直営", "委託", "補助")),
        ("Ａ ・ Ｂ ・ Ｃ", "choice", ("Ａ", "Ｂ", "Ｃ")),
        ("　　年　　月　　日", "date", None),
        ("令和　　年度", "year", None),
        ("〒", "text", None),
    ],
)
def test_what_stands_in_the_answer_cell(
    tmp_path: Path, text: str, kind: str, choices: tuple[str, ...] | None
) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "区　分")
    put(sheet, "B3:F3", text)
    put(sheet, "A4", "名称")
    put(sheet, "B4:F4")
    field = at(drafted(book, tmp_path), "B3")
    assert (field.label, field.type, field.choices) == ("区分", kind, choices)


def test_entries_from_another_sheet(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "種別")
    put(sheet, "B3")
    choose(sheet, "B3", "区分!$A$2:$A$4")
    codes = book.create_sheet("区分")
    for row, text in enumerate(("区分", "講座", "講演会", "研修"), 1):
        codes[f"A{row}"] = text
    draft = drafted(book, tmp_path)
    assert at(draft, "B3").choices == "range:区分!A2:A4"
    assert [(item.name, item.role) for item in draft.sheets] == [
        ("様式", "form"),
        ("区分", "codes"),
    ]


def test_a_box_of_cells_that_are_not_merged(tmp_path: Path) -> None:
    book, sheet = new_form()
    frame(sheet, "A2:B2", "所属")
    frame(sheet, "C2:F2")
    frame(sheet, "A3:B6", "実施内容")
    frame(sheet, "C3:F6")
    assert seen(drafted(book, tmp_path)) == [
        ("C2:F2", "所属", "text"),
        ("C3:F6", "実施内容", "long"),
    ]


def test_an_underlined_blank_behind_a_name_is_sure_behind_a_sentence_doubted(
    tmp_path: Path,
) -> None:
    book, sheet = new_form()
    sheet["A1"] = "補助金交付申請書"
    for row, label in ((3, "住所"), (4, "下記のとおり補助金の交付を受けたいので申請します。")):
        sheet[f"C{row}"] = label
        put(sheet, f"D{row}:F{row}", border=UNDER)
    draft = drafted(book, tmp_path)
    assert [(field.label, field.sure) for field in draft.fields][0] == ("住所", True)
    assert not any(field.sure for field in draft.fields[1:])


def test_boxes_to_tick(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, label in ((3, "台帳で管理している"), (4, "研修を受講した")):
        put(sheet, f"A{row}", "□")
        put(sheet, f"B{row}:E{row}", label)
    assert seen(drafted(book, tmp_path)) == [
        ("A3", "台帳で管理している", "yesno"),
        ("A4", "研修を受講した", "yesno"),
    ]


def test_three_levels_of_headings_and_a_row_of_units(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:A6", "施設名")
    put(sheet, "B3:D3", "建物")
    put(sheet, "B4:B5", "延床面積")
    put(sheet, "B6", "㎡")
    put(sheet, "C4:D4", "改修")
    put(sheet, "C5:C6", "費用（千円）")
    put(sheet, "D5:D6", "年度")
    for row in range(7, 12):
        for column in "ABCD":
            put(sheet, f"{column}{row}")
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("A7", "施設名", "text"),
        ("B7", "建物／延床面積", "number"),
        ("C7", "費用（千円）", "money"),
        ("D7", "建物／改修／年度", "year"),
    ]
    assert at(draft, "B7").unit == "㎡"


def test_what_filled_copies_hold_differently_is_input(tmp_path: Path) -> None:
    def form(name: str, count: object) -> object:
        book, sheet = new_form()
        sheet["A1"] = "報告書"
        sheet["A3"] = "団体名"
        sheet["B3"] = name
        sheet["A4"] = "会員数"
        sheet["B4"] = count
        return book

    draft = drafted(form(None, None), tmp_path, form("みどり会", 30), form("海の会", 12))
    assert seen(draft) == [("B3", "団体名", "text"), ("B4", "会員数", "number")]
    assert at(draft, "B4").reasons == ("記入済みの写しで内容が違う",)


def test_sheets_that_are_not_to_be_filled_in(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "施策名")
    put(sheet, "B3")
    guide = book.create_sheet("記入要領")
    guide["A1"] = (
        "この調査は各課の計画を把握するために行うものです。次のことに留意して回答してください。"
    )
    example = book.create_sheet("記入例")
    put(example, "A3", "施策名")
    put(example, "B3", "健康づくりの推進")
    hidden = book.create_sheet("list")
    hidden.sheet_state = "hidden"
    draft = drafted(book, tmp_path)
    assert {field.sheet for field in draft.fields} == {"様式"}
    assert [item.role for item in draft.sheets] == ["form", "instructions", "instructions", "codes"]


def test_office_fields_and_grey_boxes_are_left_out(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "事業名")
    put(sheet, "B3")
    put(sheet, "A4", "※事務局記入欄")
    put(sheet, "B4")
    put(sheet, "A5", "前年度")
    put(sheet, "B5", fill="FFC0C0C0")
    draft = drafted(book, tmp_path)
    assert seen(draft) == [("B3", "事業名", "text")]
    assert [item.reason for item in draft.left_out] == [
        "灰色の欄（記入しない）",
        "事務局などの欄（※事務局記入欄）",
    ]


def test_a_long_table_counts_all_its_rows(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, head in zip("ABC", ("No", "町名", "世帯数"), strict=True):
        put(sheet, f"{column}3", head)
    for row in range(4, 1004):
        put(sheet, f"A{row}", row - 3)
        for column in "BC":
            put(sheet, f"{column}{row}")
    put(sheet, "A1005", "備考")
    put(sheet, "B1005:C1005")
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("B4", "町名", "text"),
        ("C4", "世帯数", "number"),
        ("B1005:C1005", "備考", "text"),
    ]
    assert at(draft, "C4").repeat == Repeat("rows", "No", 1000, 1)


def test_a_label_of_two_lines_names_two_boxes(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A2:A3", "フリガナ\n氏　名")
    put(sheet, "B2:D2")
    put(sheet, "B3:D3")
    assert seen(drafted(book, tmp_path)) == [
        ("B2:D2", "フリガナ", "text"),
        ("B3:D3", "氏名", "text"),
    ]


def test_a_date_in_parts_and_a_span(tmp_path: Path) -> None:
    book, sheet = new_form()
    for place, text in (("A2", "報告日"), ("B2", "令和"), ("D2", "年"), ("F2", "月"), ("H2", "日")):
        put(sheet, place, text)
    for place in ("C2", "E2", "G2"):
        put(sheet, place)
    put(sheet, "A3", "期間")
    put(sheet, "B3:C3")
    put(sheet, "D3", "から")
    put(sheet, "E3:G3")
    put(sheet, "H3", "まで")
    assert seen(drafted(book, tmp_path)) == [
        ("C2", "報告日（年）", "date"),
        ("E2", "報告日（月）", "date"),
        ("G2", "報告日（日）", "date"),
        ("B3:C3", "期間（から）", "text"),
        ("E3:G3", "期間（まで）", "text"),
    ]


def test_codes_that_a_note_explains(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A2", "氏名")
    put(sheet, "B2", "職種コード※1")
    for row in (3, 4):
        put(sheet, f"A{row}")
        put(sheet, f"B{row}")
    sheet["A6"] = "※1　1：事務職、2：技術職、3：保健師"
    field = at(drafted(book, tmp_path), "B3")
    assert (field.type, field.choices) == ("code", ("1：事務職", "2：技術職", "3：保健師"))


def test_a_label_in_a_text_box_is_doubted(tmp_path: Path) -> None:
    from xlsxwriter import Workbook as Writer

    path = tmp_path / "様式.xlsx"
    book = Writer(path)
    sheet = book.add_worksheet("回答")
    sheet.write("A1", "アンケート")
    sheet.merge_range("A4:G9", "", book.add_format({"border": 1}))
    sheet.insert_textbox("A2", "問１　事業の成果", {"width": 400, "height": 30})
    book.close()
    draft = draft_of(path)
    assert seen(draft) == [("A4:G9", "問１　事業の成果", "long")]
    assert draft.fields[0].doubts == ("見出しが図形の中にある",)


def test_bars_of_headings_are_no_input_colour(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, title in ((2, "１　概要"), (6, "２　実績")):
        put(sheet, f"A{row}", title, fill="FFDDEBF7")
        for column in "BCDEFGHIJ":
            put(sheet, f"{column}{row}", fill="FFDDEBF7", border=None)
    for row, label in ((3, "事業名"), (4, "担当者名"), (7, "参加者数")):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}:J{row}")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3:J3", "B4:J4", "B7:J7"]


def test_a_form_may_be_called_an_explanation(tmp_path: Path) -> None:
    book, sheet = new_form("実施内容説明資料")
    for row, label in enumerate(("事業名", "担当者名", "実施日", "参加者数", "決算額"), 3):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}:E{row}")
    note = book.create_sheet("説明")
    note["A1"] = (
        "この資料は、事業ごとに作成し、決算書とともに提出してください。提出期限は別に定めます。"
    )
    draft = drafted(book, tmp_path)
    assert [item.role for item in draft.sheets] == ["form", "instructions"]
    assert len(draft.fields) == 5


def test_a_sheet_that_other_sheets_choose_from_may_be_a_form(tmp_path: Path) -> None:
    book, sheet = new_form("基本情報")
    for row in range(3, 9):
        put(sheet, f"A{row}", f"事業{row - 2}の名称")
        put(sheet, f"B{row}:E{row}")
    other = book.create_sheet("実績")
    put(other, "A2", "事業")
    put(other, "B2")
    choose(other, "B2", "基本情報!$B$3:$B$8")
    draft = drafted(book, tmp_path)
    assert [item.role for item in draft.sheets] == ["form", "form"]


def test_a_sample_in_an_unlocked_cell_is_an_answer_with_a_doubt(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet.protection.sheet = True
    put(sheet, "A2", "会社名")
    put(sheet, "B2", "株式会社○○", unlocked=True)
    put(sheet, "A3", "所在地")
    put(sheet, "B3", unlocked=True)
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [("B2", "会社名"), ("B3", "所在地")]
    assert [field.doubts for field in draft.fields] == [("様式にあらかじめ文字がある",), ()]


def test_labels_with_colons_where_nothing_is_drawn(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A1"] = "参加申込"
    for row, label in ((3, "氏名："), (4, "電話番号:"), (5, "参加人数：")):
        sheet[f"A{row}"] = label
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("B3", "氏名", "text"),
        ("B4", "電話番号", "code"),
        ("B5", "参加人数", "number"),
    ]
    assert not any(field.sure for field in draft.fields)


def test_signs_between_cells_name_nothing(tmp_path: Path) -> None:
    """時間単価 × 時間 × 人数 ＝ 金額: a table all the same."""
    book, sheet = new_form()
    heads = ("実施作業", "時間単価（円）", "×", "時間", "×", "人数", "＝", "金額（円）", "備考")
    for column, head in zip("ABCDEFGHI", heads, strict=True):
        put(sheet, f"{column}3", head)
        for row in range(4, 9):
            text = head if head in "×＝" else None
            put(sheet, f"{column}{row}", f"=B{row}*D{row}*F{row}" if column == "H" else text)
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("A4", "実施作業", "text"),
        ("B4", "時間単価（円）", "money"),
        ("D4", "時間", "number"),
        ("F4", "人数", "number"),
        ("I4", "備考", "text"),
    ]
    assert all(field.repeat and field.repeat.count == 5 for field in draft.fields)


@pytest.mark.parametrize(
    ("head", "entry"),
    [
        ("↓確認したら「確認済」と入力してください。", "確認済"),
        ("該当に○を付けてください", "○,"),
        ("状況", "✓"),
    ],
)
def test_a_mark_is_named_by_the_text_right_of_it(head: str, entry: str, tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", head)
    for row, item in enumerate(("議会への報告", "市民への公表", "庁内の周知"), 4):
        put(sheet, f"A{row}")
        put(sheet, f"B{row}", item)
    choose(sheet, "A4:A6", f'"{entry}"')
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == [
        "議会への報告",
        "市民への公表",
        "庁内の周知",
    ]


@pytest.mark.parametrize(
    ("head", "kind"), [("チェック", "yesno"), ("確認欄", "yesno"), ("金額", "money")]
)
def test_the_column_says_what_is_answered_not_the_item(
    head: str, kind: str, tmp_path: Path
) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "項目")
    put(sheet, "B3", "確認事項")
    put(sheet, "C3", head)
    put(sheet, "A4:A5", "申請書")
    for row, item in ((4, "補助金の額を円で書いている"), (5, "決算書の金額と合っている")):
        put(sheet, f"B{row}", item)
        put(sheet, f"C{row}")
    assert [(cell, what) for cell, _, what in seen(drafted(book, tmp_path))] == [
        ("C4", kind),
        ("C5", kind),
    ]


def test_boxes_to_tick_of_a_spreadsheet(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, item in enumerate(("納税証明書の写し", "登記事項証明書"), 3):
        put(sheet, f"A{row}", False)
        put(sheet, f"B{row}", item)
    assert seen(drafted(book, tmp_path)) == [
        ("A3", "納税証明書の写し", "yesno"),
        ("A4", "登記事項証明書", "yesno"),
    ]


def test_room_for_sentences_is_no_amount(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:F3", "教育計画作成費用")
    put(sheet, "A4:F9")
    for column in "ABCDEF":
        sheet.column_dimensions[column].width = 12
    assert seen(drafted(book, tmp_path)) == [("A4:F9", "教育計画作成費用", "long")]


def test_a_filled_first_row_is_a_row_of_the_table(tmp_path: Path) -> None:
    """A numbered table whose first rows somebody began: 正社員 is an answer, no name of a row."""
    book, sheet = new_form()
    for column, head in zip(
        "ABCDE", ("No", "氏名", "雇用形態", "月間平均時間", "時給"), strict=True
    ):
        put(sheet, f"{column}3", head)
        for number in range(1, 7):
            put(sheet, f"{column}{number + 3}", number if column == "A" else None)
    sheet["C4"], sheet["C5"] = "正社員", "パート"
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("B4", "氏名"),
        ("C4", "雇用形態"),
        ("D4", "月間平均時間"),
        ("E4", "時給"),
    ]
    assert all(field.repeat and field.repeat.count == 6 for field in draft.fields)
    assert (at(draft, "D4").type, at(draft, "D4").unit) == ("number", "時間")
    assert (at(draft, "E4").type, at(draft, "E4").unit) == ("money", "円")


def test_a_table_in_two_looks_is_one(tmp_path: Path) -> None:
    """More rows than are looked at, and from one row on another number format."""
    book, sheet = new_form()
    sheet.protection.sheet = True
    for column, head in zip("ABC", ("No.", "事業者名", "従業員数（人）"), strict=True):
        put(sheet, f"{column}3", head)
        for row in range(4, 204):
            put(sheet, f"{column}{row}", unlocked=True)
            sheet[f"{column}{row}"].number_format = "General" if row < 154 else "@"
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("A4", "No."),
        ("B4", "事業者名"),
        ("C4", "従業員数（人）"),
    ]
    assert all(field.repeat and field.repeat.count == 200 for field in draft.fields)


def test_what_explains_is_a_doubtful_name(tmp_path: Path) -> None:
    """項目 | 記入欄 | 補足, and a blank where a line needs no remark."""
    book, sheet = new_form()
    rows = (
        ("企業名", "登記簿のとおりに記入してください。"),
        ("店舗数", "本社、支店、倉庫も含みます。"),
        ("事業者のURL", "ホームページがある場合に記入します。"),
        ("代表電話番号", None),
    )
    for row, (name, remark) in enumerate(rows, 4):
        put(sheet, f"A{row}", name)
        put(sheet, f"B{row}")
        put(sheet, f"C{row}", remark)
    draft = drafted(book, tmp_path)
    assert [field.label for field in draft.fields if field.sure] == [name for name, _ in rows]
    assert not at(draft, "C7").sure


@pytest.mark.parametrize(
    ("label", "unit"),
    [("従業員数：正規雇用", "人"), ("回数：市主催", "回"), ("延べ時間", "時間"), ("開館時間", "")],
)
def test_what_is_counted(label: str, unit: str, tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", label)
    put(sheet, "B3")
    put(sheet, "A4", "備考")
    put(sheet, "B4")
    assert at(drafted(book, tmp_path), "B3").unit == unit


def test_a_remark_behind_a_name_is_no_part_of_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "ツール番号※登録済みであれば記載してください")
    put(sheet, "B3")
    put(sheet, "A4", "設立年月日\n※カレンダーから選びます")
    put(sheet, "B4")
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == ["ツール番号", "設立年月日"]


def test_a_question_is_a_name_and_a_note_behind_an_answer_is_none(tmp_path: Path) -> None:
    """質問 | 回答 | 注意 | （空欄）: the last column belongs to nobody for sure."""
    book, sheet = new_form()
    rows = (
        ("3年後の売上の目標を教えてください。", "ハイフンなし"),
        ("どのような取引先が多いですか？", "ハイフンなし"),
    )
    sheet.column_dimensions["B"].width = 40
    for row, (question, note) in enumerate(rows, 3):
        put(sheet, f"A{row}", question)
        put(sheet, f"B{row}")
        put(sheet, f"C{row}", note)
        put(sheet, f"D{row}")
    draft = drafted(book, tmp_path)
    assert [(field.label, field.sure) for field in draft.fields] == [
        ("3年後の売上の目標を教えてください。", True),
        ("ハイフンなし", False),
        ("どのような取引先が多いですか？", True),
        ("ハイフンなし", False),
    ]


def test_a_figure_beside_a_blank_is_no_label(tmp_path: Path) -> None:
    """The figures of earlier years stand left of the one that is asked."""
    book, sheet = new_form()
    for column, year in zip("BCD", ("2022年度", "2023年度", "2024年度"), strict=True):
        put(sheet, f"{column}3", year)
    put(sheet, "A4", "参加者の割合")
    put(sheet, "B4", "61.7%")
    put(sheet, "C4", "64.1%")
    put(sheet, "D4")
    (field,) = drafted(book, tmp_path).fields
    assert (field.label, field.type) == ("2024年度", "number")
    assert not field.sure  # of what, stands beyond the figures


def test_a_figure_that_is_all_there_is_as_a_label_is_doubted(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "B4", "12,500円")
    put(sheet, "C4:E4")
    (field,) = drafted(book, tmp_path).fields
    assert not field.sure
    assert "見出しが値のようである" in field.doubts


@pytest.mark.parametrize(
    ("text", "is_value"),
    [
        ("61.7%", True),
        ("29件", True),
        ("12,500円", True),
        ("100％", False),
        ("10人未満", False),
        ("30～39人", False),
        ("2024年度", False),
        ("3月", False),
        ("①", False),
        ("5", False),
        ("事業費", False),
    ],
)
def test_what_is_a_value_and_no_heading(text: str, is_value: bool) -> None:
    assert says_a_value(text) is is_value


def test_what_a_form_has_answered_itself_heads_nothing(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:F3", "前年度の対応")
    put(sheet, "A4:F4", "出張の体験会を開きます。")
    put(sheet, "A5:F5", "今後の対応")
    put(sheet, "A6:F6")
    sheet.row_dimensions[6].height = 60
    (field,) = drafted(book, tmp_path).fields
    assert (field.label, field.sure) == ("今後の対応", True)


def test_a_sentence_above_a_blank_is_a_doubtful_name(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:F3", "体験会を三つの地区で開きました。")
    put(sheet, "A4:F4")
    sheet.row_dimensions[4].height = 60
    (field,) = drafted(book, tmp_path).fields
    assert "見出しに文が混じる" in field.doubts


@pytest.mark.parametrize(
    ("text", "is_stated"),
    [
        ("体験会を開きました。", True),
        ("来年度も続けます。", True),
        ("協議が進んでいる。", True),
        ("達成状況を述べる。", False),
        ("人数をお答えください。", False),
        ("よろしくお願いします。", False),
        ("実施しましたか", False),
        ("事業の目的", False),
    ],
)
def test_sentences_that_answer_and_sentences_that_ask(text: str, is_stated: bool) -> None:
    assert words.states(text) is is_stated


def test_a_blank_without_the_colour_of_the_answers_is_doubted(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, name in enumerate(("事業名", "担当者", "目的", "対象", "成果"), 3):
        put(sheet, f"A{row}:B{row}", name)
        put(sheet, f"C{row}:F{row}")
        if name != "対象":
            sheet[f"C{row}"].fill = PatternFill("solid", fgColor="FFFFFFCC")
    doubts = {field.label: field.doubts for field in drafted(book, tmp_path).fields}
    assert doubts.pop("対象", ("ほかの記入欄と色が違う",)) == ("ほかの記入欄と色が違う",)
    assert set(doubts.values()) == {()}
