"""Ways in which divisions draw forms: lines only, captions over boxes, bars, greys, nothing at all.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import UNDER, at, choose, drafted, frame, new_form, put, seen
from zushi_xl.adopt.model import Repeat
from zushi_xl.findings.finding import Problem

YELLOW = "FFF2CC"
BLUE = "DDEBF7"


def _line(sheet: Worksheet, row: int, *texts: str | None, border: bool = True) -> None:
    for number, text in enumerate(texts):
        put(sheet, f"{'ABCDEFGH'[number]}{row}", text, **({} if border else {"border": None}))


def _labels(sheet: Worksheet, folder: Path) -> dict[str, str]:
    assert sheet.parent is not None
    return {cell.split(":")[0]: label for cell, label, _ in seen(drafted(sheet.parent, folder))}


def test_lines_behind_names_that_run_over_the_next_cell(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "B3", "１　事業の名称", border=None)
    put(sheet, "D3:H3", border=UNDER)
    put(sheet, "B4", "住　所：", border=UNDER)
    put(sheet, "D4:H4", "〒", border=UNDER)
    assert [(cell, kind) for cell, _, kind in seen(drafted(book, tmp_path))] == [
        ("D3:H3", "text"),
        ("D4:H4", "text"),
    ]
    assert _labels(sheet, tmp_path) == {"D3": "１　事業の名称", "D4": "住所"}


def test_a_caption_names_the_box_below_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "６　事業の目的", border=None)
    frame(sheet, "A4:H8")
    put(sheet, "A10", "問３　ご意見を自由に記入してください。", border=None)
    put(sheet, "B11:H15")
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("A4:H8", "６　事業の目的", "long"),
        ("B11:H15", "問３　ご意見を自由に記入してください。", "long"),
    ]
    assert at(draft, "A4").sure


def test_a_unit_that_heads_the_names_of_rows_is_no_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 3, "月", "利用者数", "開館日数（日）")
    _line(sheet, 4, "4月", None, None)
    _line(sheet, 5, "5月", None, None)
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)] == ["B4", "C4", "B5", "C5"]
    assert at(draft, "C4").unit == "日"


def test_headings_of_years_are_named_without_the_word_year_over_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A2:A4", "指標")
    put(sheet, "B2:E2", "年度")
    put(sheet, "B3:C3", "令和５年度")
    put(sheet, "D3:E3", "令和６年度")
    for column, text in zip("BCDE", ("目標", "実績") * 2, strict=True):
        put(sheet, f"{column}4", text)
    for row in (5, 6):
        _line(sheet, row, *[None] * 5)
    assert _labels(sheet, tmp_path)["C5"] == "令和５年度／実績"


def test_organisations_in_parts(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "所管部課")
    put(sheet, "B3:C3")
    put(sheet, "D3", "部")
    put(sheet, "E3")
    put(sheet, "F3", "課")
    assert seen(drafted(book, tmp_path)) == [
        ("B3:C3", "所管部課（部）", "text"),
        ("E3", "所管部課（課）", "text"),
    ]


def test_bars_and_sums_between_the_rows_of_a_table(tmp_path: Path) -> None:
    """The headings hold below a bar and below a row of sums too."""
    book, sheet = new_form()
    _line(sheet, 2, "No.", "点検項目", "結果", "実施日")
    put(sheet, "A3:D3", "１ 端末の管理", fill=BLUE)
    _line(sheet, 4, "1", "画面をロックしている", None, None)
    put(sheet, "A5:D5", "２ 書類の管理", fill=BLUE)
    _line(sheet, 6, "2", "書類を施錠保管している", None, None)
    assert _labels(sheet, tmp_path) == {
        "C4": "画面をロックしている／結果",
        "D4": "画面をロックしている／実施日",
        "C6": "書類を施錠保管している／結果",
        "D6": "書類を施錠保管している／実施日",
    }


def test_a_sum_within_a_table_heads_nothing(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "費目", "No.", "支出内容", "支払額（円）")
    put(sheet, "A3:A5", "謝金")
    _line(sheet, 3, None, "1", None, None)
    _line(sheet, 4, None, "2", None, None)
    put(sheet, "B5:C5", "小計")
    put(sheet, "D5", "=SUM(D3:D4)")
    put(sheet, "A6:A8", "旅費")
    _line(sheet, 6, None, "1", None, None)
    _line(sheet, 7, None, "2", None, None)
    put(sheet, "B8:C8", "小計")
    put(sheet, "D8", "=SUM(D6:D7)")
    labels = _labels(sheet, tmp_path)
    assert labels["C6"] == "旅費／支出内容"
    assert labels["D6"] == "旅費／支払額（円）"


def test_blanks_among_printed_names_have_their_heading(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "科目", "本年度予算額")
    _line(sheet, 3, "会費", None)
    _line(sheet, 4, "補助金", None)
    _line(sheet, 5, None, None)
    assert _labels(sheet, tmp_path)["A5"] == "科目"


def test_where_all_blanks_are_grey_grey_is_to_be_filled_in(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, name in enumerate(("氏名", "住所", "電話番号"), 3):
        put(sheet, f"A{row}", name)
        put(sheet, f"B{row}:E{row}", fill="D9D9D9")
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == ["氏名", "住所", "電話番号"]
    put(sheet, "A6", "備考")
    put(sheet, "B6:E6")
    put(sheet, "A7", "申請額")
    put(sheet, "B7:E7")
    labels = [label for _, label, _ in seen(drafted(book, tmp_path))]
    assert labels == ["備考", "申請額"]  # where others are white, it is not


def test_boxes_for_stamps_are_the_office_s(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "課長", "係長", "担当")
    _line(sheet, 3, None, None, None)
    put(sheet, "A5", "件名")
    put(sheet, "B5:E5")
    draft = drafted(book, tmp_path)
    assert seen(draft) == [("B5:E5", "件名", "text")]
    assert [out.reason for out in draft.left_out] == [
        "決裁の印の欄（課長）", "決裁の印の欄（係長）", "決裁の印の欄（担当）",
    ]  # fmt: skip


def test_an_example_may_begin_in_its_first_cell(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "月日", "行先", "距離（km）")
    _line(sheet, 3, "（例）4/1", "○○地区", "12")
    for row in (4, 5, 6):
        _line(sheet, row, None, None, None)
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("A4", "月日", "date"),
        ("B4", "行先", "text"),
        ("C4", "距離（km）", "number"),
    ]


def test_questions_that_print_their_entries_are_answered_beside(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "廃棄の方法を次から選んでください。\n１ 焼却　２ 溶解　３ 裁断")
    put(sheet, "B3:C3")
    draft = drafted(book, tmp_path)
    assert seen(draft) == [("B3:C3", "廃棄の方法を次から選んでください。", "choice")]
    assert at(draft, "B3").choices == ("焼却", "溶解", "裁断")


@pytest.mark.parametrize("fill", ["", BLUE])
def test_entries_without_blanks_between(fill: str, tmp_path: Path) -> None:
    """Three words right of a label are entries; of two see
    test_two_words_in_the_line_of_the_answers_are_entries."""
    book, sheet = new_form()
    put(sheet, "A3", "会場名", fill=fill)
    put(sheet, "B3")
    put(sheet, "A4", "雨天時", fill=fill)
    put(sheet, "B4", "決行・延期・中止")
    field = at(drafted(book, tmp_path), "B4")
    assert field.choices == ("決行", "延期", "中止")
    assert field.sure


def test_marks_in_a_table_and_left_of_what_they_mark(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A1", "該当するものに○を付けてください。", border=None)
    _line(sheet, 3, "手続", "窓口", "郵送", "未実施の理由")
    _line(sheet, 4, "住民票の写し", None, None, None)
    _line(sheet, 5, "児童手当", None, None, None)
    sheet.column_dimensions["F"].width = 4
    put(sheet, "F7")
    put(sheet, "G7", "制度を知らない", border=None)
    kinds = {cell: kind for cell, _, kind in seen(drafted(book, tmp_path))}
    assert kinds == {
        "B4": "yesno", "C4": "yesno", "D4": "text",
        "B5": "yesno", "C5": "yesno", "D5": "text",
        "F7": "yesno",
    }  # fmt: skip


def test_units_in_the_corner_in_the_column_and_as_the_label_counts(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "事業費（千円）", "令和５年度決算", "令和６年度予算")
    _line(sheet, 3, "直接事業費", None, None)
    _line(sheet, 4, "人件費", None, None)
    _line(sheet, 7, "取組名", "単位", "目標値", "実績値")
    _line(sheet, 8, "見守り活動", "か所", "20", None)
    _line(sheet, 9, "相談窓口", "件", "300", None)
    put(sheet, "A12", "普通学級数")
    put(sheet, "B12")
    put(sheet, "C12", "学級")
    draft = drafted(book, tmp_path)
    units = {address: at(draft, address).unit for address in ("B3", "C4", "D8", "D9", "B12")}
    assert units == {"B3": "千円", "C4": "千円", "D8": "か所", "D9": "件", "B12": "学級"}


def test_rows_of_one_sort_repeat_and_so_do_periods_of_each_day(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "品目", "数量", "状態")
    for row, name in enumerate(("毛布", "飲料水", "発電機"), 3):
        _line(sheet, row, name, None, None)
    _line(sheet, 8, "曜日", "校時", "教科")
    for day, top in (("月", 9), ("火", 11)):
        put(sheet, f"A{top}:A{top + 1}", day)
        for number in (0, 1):
            put(sheet, f"B{top + number}", str(number + 1))
            put(sheet, f"C{top + number}")
    draft = drafted(book, tmp_path)
    assert at(draft, "B4").repeat == Repeat("rows", "数量", 3, 1, 2)
    assert at(draft, "C11").repeat == Repeat("rows", "校時", 2, 1, 1)


def test_a_tick_in_a_box_of_several_cells_is_where_the_sign_is(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "希望する枠", None, None, "上限額")
    put(sheet, "A3", "通常枠")
    frame(sheet, "B3:C3")
    sheet["C3"].value = "□"
    put(sheet, "D3", "５０万円")
    field = at(drafted(book, tmp_path), "C3")
    assert (field.label, field.type) == ("通常枠", "yesno")


def test_names_below_each_other_with_nothing_drawn(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A1", "防犯カメラの設置について（回答）", border=None)
    for row, name in enumerate(("所属名", "担当者氏名", "内線番号", "設置台数"), 3):
        put(sheet, f"A{row}", name, border=None)
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("B3", "所属名", "text"),
        ("B4", "担当者氏名", "text"),
        ("B5", "内線番号", "code"),
        ("B6", "設置台数", "number"),
    ]
    assert not any(field.sure for field in draft.fields)


def test_headings_with_nothing_below_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "氏名", "住所", "電話番号", border=False)
    draft = drafted(book, tmp_path)
    assert seen(draft) == [
        ("A3", "氏名", "text"),
        ("B3", "住所", "text"),
        ("C3", "電話番号", "code"),
    ]
    assert not any(field.sure for field in draft.fields)


@pytest.mark.parametrize(
    "texts",
    [
        ("お知らせ", "本文は次のとおりです。", "以上"),
        ("昭和六十年", "市の木", "市の花"),
        ("氏名", "住所"),
    ],
)
def test_texts_that_ask_for_nothing_are_no_form(texts: tuple[str, ...], tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, text in enumerate(texts, 1):
        put(sheet, f"A{row}", text, border=None)
    with pytest.raises(Problem, match="記入欄が見つかりません"):
        drafted(book, tmp_path)


def test_a_text_among_figures_is_in_doubt(tmp_path: Path) -> None:
    """「福利厚生」 says no type, but all that stands below and above it are amounts."""
    book, sheet = new_form()
    _line(sheet, 2, "費目", "令和６年度")
    for row, name in enumerate(("人件費", "消耗品費", "印刷製本費", "福利厚生"), 3):
        _line(sheet, row, name, None)
    draft = drafted(book, tmp_path)
    assert at(draft, "B3").sure
    assert not at(draft, "B6").sure


def test_two_languages_in_one_label(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 3, "生年月日 Date of Birth", None)
    _line(sheet, 4, "Employee ID Number", None)
    choose(sheet, "B5", '"Yes,No"')
    _line(sheet, 5, "New applicant?", None)
    assert [kind for _, _, kind in seen(drafted(book, tmp_path))] == ["date", "code", "yesno"]


def test_printed_figures_name_no_row_and_no_number(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "備品", "単価（円）", "定員", "数量", "備考")
    for row, (name, price, seats) in enumerate(
        (("テント", "12000", "20"), ("長机", "800", "3"), ("発電機", "6000", "1")), 3
    ):
        _line(sheet, row, name, price, seats, None, None)
    labels = _labels(sheet, tmp_path)
    assert labels["D3"] == "テント／数量"
    assert labels["E5"] == "発電機／備考"


def test_yes_and_no_as_headings_of_questions(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "質問", "はい", "いいえ")
    _line(sheet, 3, "薬を飲んでいますか。", None, None)
    _line(sheet, 4, "手術を受けたことがありますか。", None, None)
    assert {kind for _, _, kind in seen(drafted(book, tmp_path))} == {"yesno"}


def test_one_digit_a_box_belongs_to_the_label_of_the_first(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A2:C2", "金融機関")
    put(sheet, "D2:I2")
    put(sheet, "A3:C3", "口座番号")
    for column in "DEFGHI":
        sheet.column_dimensions[column].width = 4
        put(sheet, f"{column}3")
    put(sheet, "J3", "支店")
    field = at(drafted(book, tmp_path), "D3")
    assert (field.label, field.repeat) == ("口座番号", Repeat("columns", "口座番号", 6, 1))


def test_a_printed_town_begins_the_address(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "現住所")
    put(sheet, "B3:F3", "みなと市")
    put(sheet, "A4", "担当者")
    put(sheet, "B4:F4")
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == ["現住所", "担当者"]


def test_what_stands_left_of_like_rows_is_named_only_where_it_differs(tmp_path: Path) -> None:
    book, sheet = new_form()
    for top, group in ((2, "本人"), (4, "家族")):
        put(sheet, f"A{top}:A{top + 1}", group)
        for row, name in ((top, "氏名"), (top + 1, "住所")):
            put(sheet, f"B{row}", name)
            put(sheet, f"C{row}:E{row}")
    assert sorted(_labels(sheet, tmp_path).values()) == [
        "家族／住所", "家族／氏名", "本人／住所", "本人／氏名",
    ]  # fmt: skip
    sheet["A4"].value = "本人"
    assert sorted(_labels(sheet, tmp_path).values()) == ["住所", "住所", "氏名", "氏名"]


@pytest.mark.parametrize("label", ["所属長確認", "学校長意見", "整理番号"])
def test_whose_box_it_is_may_be_in_doubt(label: str, tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "氏名")
    put(sheet, "B3:F3")
    put(sheet, "A4", label)
    put(sheet, "B4:F4")
    draft = drafted(book, tmp_path)
    assert (at(draft, "B3").sure, at(draft, "B4").sure) == (True, False)


def test_the_office_s_section_under_a_text_in_brackets(tmp_path: Path) -> None:
    book, sheet = new_form()
    _line(sheet, 2, "氏名", None, "電話番号", None)
    put(sheet, "A4", "【市記入欄】", border=None)
    _line(sheet, 5, "支給決定額", None, "決定日", None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B2", "D2"]


def test_what_a_heading_counts_and_a_label_among_units(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A1", "（単位：人）", border=None)
    _line(sheet, 2, "地区", "男", "世帯数")
    for row, name in enumerate(("東", "西", "南"), 3):
        _line(sheet, row, name, None, None)
    for row, name in enumerate(("四種混合", "麻しん", "日本脳炎"), 8):
        _line(sheet, row, name, None, None, "回")
        sheet.merge_cells(f"A{row}:B{row}")
    put(sheet, "A11", "主治医")
    put(sheet, "B11:C11")
    put(sheet, "D11", "電話")
    put(sheet, "E11")
    draft = drafted(book, tmp_path)
    assert (at(draft, "B3").unit, at(draft, "C3").unit, at(draft, "C8").unit) == (
        "人",
        "世帯",
        "回",
    )
    assert (at(draft, "B11").label, at(draft, "E11").label) == ("主治医", "電話")
