"""Cells of a table that the column explains, answers that a form already holds, corners of headings.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.styles import Border, Side

from tests.adopt.forms import at, drafted, new_form, put, put_line, seen
from zushi_xl.adopt.model import Repeat

BLUE = "DDEBF7"
_THIN = Side(style="thin")
_ABOVE_AND_BELOW = Border(top=_THIN, bottom=_THIN)


def test_a_sign_between_month_and_day(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "月　日", "訪問した相手", "用件")
    for row in range(4, 8):
        put_line(sheet, row, "・", None, None)
    draft = drafted(book, tmp_path)
    assert seen(draft)[0] == ("A4", "月日", "date")
    assert at(draft, "A4").repeat == Repeat("rows", "月日", 4, 1)


@pytest.mark.parametrize("heading", ["内容", "曜日"])
def test_such_a_sign_under_another_heading_is_no_answer(tmp_path: Path, heading: str) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, heading, "訪問した相手", "用件")
    for row in range(4, 8):
        put_line(sheet, row, "・", None, None)
    assert "A4" not in [cell for cell, _, _ in seen(drafted(book, tmp_path))]


def test_the_same_words_to_choose_from_in_each_row(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "訪問した相手", "方法")
    for row in range(4, 8):
        put_line(sheet, row, None, "対面・郵送")
    draft = drafted(book, tmp_path)
    assert at(draft, "B4").choices == ("対面", "郵送")
    assert at(draft, "B4").repeat == Repeat("rows", "方法", 4, 1)
    assert not at(draft, "B4").sure  # it may also be a word


def test_other_words_in_each_row_name_something(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "部屋", "器具・備品", "台数")
    for row, text in enumerate(("机・椅子", "棚・箱", "扉・窓"), 4):
        put_line(sheet, row, "会議室", text, None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["C4", "C5", "C6"]


def test_a_word_that_ends_what_is_written_before_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:B3", "学校名")
    put(sheet, "C3", "担任の氏名")
    for row in (4, 5):
        put_line(sheet, row, None, "小学校", None)
    assert [(cell, label) for cell, label, _ in seen(drafted(book, tmp_path))] == [
        ("A4", "学校名"),
        ("C4", "担任の氏名"),
    ]


def test_an_empty_box_before_a_name_is_no_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:B3", "費目")
    put(sheet, "C3", "金額（円）")
    for row, text in ((4, "光熱費"), (5, "会場費")):
        sheet.column_dimensions["A"].width = 8
        put_line(sheet, row, None, text, None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["C4", "C5"]


def test_an_empty_box_in_a_line_of_headings(tmp_path: Path) -> None:
    """Nobody named the column of ages, which the cells below speak of."""
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", "参加する日", None, "性別")
    put_line(sheet, 4, None, None, "歳", None)
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("A4", "氏名"),
        ("B4", "参加する日"),
        ("C4", "歳"),
        ("D4", "性別"),
    ]


def test_empty_boxes_beside_names_stay_answers(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", None, "電話番号", None)
    put_line(sheet, 4, "住所", None, "緊急連絡先", None)
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["B3", "D3", "B4", "D4"]


def test_the_corner_under_a_heading_of_row_names(tmp_path: Path) -> None:
    """区分 over an empty cell, beside 令和５年度 over 計画｜実績: nothing is written there."""
    book, sheet = new_form()
    put_line(sheet, 3, "区分", None, None)
    put(sheet, "B3:C3", "令和５年度")
    put_line(sheet, 4, None, "計画", "実績")
    put_line(sheet, 5, "相談件数", None, None)
    put_line(sheet, 6, "講座の数", None, None)
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["B5", "C5", "B6", "C6"]


def test_a_tall_box_beside_the_names_of_a_group(tmp_path: Path) -> None:
    """課題｜現状｜願い, the last of them by 本人 and 家族."""
    book, sheet = new_form()
    put_line(sheet, 3, "課題", "現状", None, None)
    put(sheet, "C3:D3", "願い")
    put(sheet, "A4:A5")
    put(sheet, "B4:B5")
    for row, who in ((4, "本人"), (5, "家族")):
        put(sheet, f"C{row}", who)
        put(sheet, f"D{row}")
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["A4:A5", "B4:B5", "D4", "D5"]


@pytest.mark.parametrize(
    ("label", "text"),
    [("担当する者", "調整中"), ("開始の日", "未定"), ("ひとり親", "該当しない"), ("性別", "男性")],
)
def test_a_word_that_answers_beside_a_name(tmp_path: Path, label: str, text: str) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "世帯主の氏名", None, label, text)
    put_line(sheet, 4, "児童の氏名", None, "学校名", None)
    draft = drafted(book, tmp_path)
    assert at(draft, "D3").label == label
    assert at(draft, "D3").placeholder == text
    assert not at(draft, "D3").sure  # it may be printed for good


def test_such_a_word_that_heads_a_column_or_leads_a_row(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "年代", "男性", "女性")
    put_line(sheet, 4, "２０代", None, None)
    put_line(sheet, 6, "参加者", "男性", None)
    put_line(sheet, 7, "欠席者", "女性", None)
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["B4", "C4", "C6", "C7"]


def test_the_beginning_of_an_address_and_signs_that_repeat_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet.column_dimensions["B"].width = 30
    put_line(sheet, 3, "氏名", "住所", "電話番号")
    put_line(sheet, 4, None, "みなと町", None)
    put_line(sheet, 5, None, "〃", "〃")
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("A4", "氏名"),
        ("B4", "住所"),
        ("C4", "電話番号"),
    ]
    assert at(draft, "B4").repeat == Repeat("rows", "住所", 2, 1)


def test_signs_that_repeat_a_printed_text_are_printed_too(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "場所", "部屋の種類", "台数")
    put_line(sheet, 4, "本館", "会議室", None)
    put_line(sheet, 5, "別館", "〃", None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["C4", "C5"]


def test_parts_of_a_line_that_were_unlocked_one_by_one(tmp_path: Path) -> None:
    """A protected sheet: 地上｜＿｜階, その他（　　）, 令和　年　月　日 without a box."""
    book, sheet = new_form()
    put_line(sheet, 3, "建物の名称", None)
    put(sheet, "B3", unlocked=True)
    put(sheet, "A4", "規模")
    for column, text, unlocked in zip(
        "BCDE", ("地上", None, "階", None), (False, True, False, True), strict=True
    ):
        border = _ABOVE_AND_BELOW if text or unlocked else None
        put(sheet, f"{column}4", text, border=border, unlocked=unlocked)
    put(sheet, "A5", "実施の方法")
    put(sheet, "B5:E5", "その他（　　　　　　　）", unlocked=True)
    put(sheet, "D1:E1", "令和　　年　　月　　日", border=None, unlocked=True)
    sheet.protection.sheet = True
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)][:4] == ["D1:E1", "B3", "C4", "B5:E5"]
    assert at(draft, "C4").unit == "階"


def test_a_year_at_school_is_a_number(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "学年", "　　　年")
    put_line(sheet, 4, "設立の年", "　　　　年")
    assert [kind for _, _, kind in seen(drafted(book, tmp_path))] == ["number", "year"]


def test_such_words_among_their_like_fill_a_table(tmp_path: Path) -> None:
    """A table that somebody filled in: nothing is asked in it."""
    book, sheet = new_form()
    put_line(sheet, 3, "施設", "避難の訓練", "器具の点検", "予算（円）")
    for row, name in enumerate(("本館", "別館"), 4):
        put_line(sheet, row, name, "該当する", "該当しない", None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["D4", "D5"]


def test_an_age_in_a_box_behind_a_name(tmp_path: Path) -> None:
    """歳 is asked for itself, and no unit of the name."""
    book, sheet = new_form()
    put_line(sheet, 3, "保護者の氏名", None, "歳", "連絡先", None)
    draft = drafted(book, tmp_path)
    assert seen(draft)[:2] == [
        ("B3", "保護者の氏名", "text"),
        ("C3", "保護者の氏名／年齢", "number"),
    ]
    assert at(draft, "C3").unit == "歳"


def test_a_unit_behind_its_figure_is_no_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "子の年齢", None, "歳", "連絡先", None)
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)] == ["B3", "E3"]
    assert at(draft, "B3").unit == "歳"


def test_beginning_and_end_of_a_time(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "工事の期間", "令和　年　月　日", "～", "令和　年　月　日")
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("B3", "工事の期間（開始）"),
        ("D3", "工事の期間（終了）"),
    ]
    assert at(draft, "B3").sure


def test_a_unit_and_the_next_name_in_one_cell(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "地上", None, "階 / 地下", None, "階")
    draft = drafted(book, tmp_path)
    assert [(f.label, f.type, f.unit) for f in draft.fields] == [
        ("地上", "number", "階"),
        ("地下", "number", "階"),
    ]


def test_words_to_choose_from_in_a_column_of_names(tmp_path: Path) -> None:
    """本人 / 家族 / 支援者 is the name of the blank beside it, as 氏名 above it."""
    book, sheet = new_form()
    for row, name in enumerate(("氏名", "本人 / 家族 / 支援者", "年齢"), 3):
        put_line(sheet, row, None, None)
        put(sheet, f"A{row}", name, fill=BLUE)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3", "B4", "B5"]


def test_words_to_choose_from_right_of_a_name(tmp_path: Path) -> None:
    """They are the answer, also in a form whose other answers are coloured."""
    book, sheet = new_form()
    for row, name in enumerate(("氏名", "電話番号", "連絡の方法"), 3):
        put(sheet, f"A{row}", name, fill=BLUE)
        put(sheet, f"B{row}", fill="" if row == 5 else "FFF2CC")
    sheet["B5"] = "電話 / メール / 郵便"
    draft = drafted(book, tmp_path)
    assert at(draft, "B5").choices == ("電話", "メール", "郵便")
    assert at(draft, "B5").sure


def test_units_alone_under_headings_of_their_own(tmp_path: Path) -> None:
    """続柄 is not counted in 歳, 数量 not in 円."""
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", "続柄", "年齢", "職業")
    for row in (4, 5):
        put_line(sheet, row, None, None, "歳", None)
    put_line(sheet, 8, "品名", "数量", "金額")
    for row in (9, 10):
        put_line(sheet, row, None, "個", "円")
    draft = drafted(book, tmp_path)
    assert [(f.label, f.type, f.unit) for f in draft.fields] == [
        ("氏名", "text", ""),
        ("続柄", "text", ""),
        ("年齢", "number", "歳"),
        ("職業", "text", ""),
        ("品名", "text", ""),
        ("数量", "number", "個"),
        ("金額", "money", "円"),
    ]


def test_a_column_of_units_stays_one(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "品名", "数量", "単位", "備考")
    for row, unit in ((4, "個"), (5, "本"), (6, "枚")):
        put_line(sheet, row, None, None, unit, None)
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert not [cell for cell in cells if cell.startswith("C")]


def test_words_that_answer_below_each_other(tmp_path: Path) -> None:
    """Each beside its own name, no heading over them."""
    book, sheet = new_form()
    put_line(sheet, 3, "会場", "未定", "講師", None)
    put_line(sheet, 4, "準備する物", "特になし", "担当者", "調整中")
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["B3", "D3", "B4", "D4"]


def test_a_column_of_units_without_a_heading(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "品名", "数量", None, "備考")
    for row in (4, 5):
        put_line(sheet, row, None, None, "個", None)
    draft = drafted(book, tmp_path)
    assert [(f.label, f.unit) for f in draft.fields] == [
        ("品名", ""),
        ("数量", "個"),
        ("備考", ""),
    ]


def test_a_pair_in_a_column_of_names_is_marked_itself(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, name in enumerate(("氏名", "男・女", "住所"), 3):
        put_line(sheet, row, name, None)
    draft = drafted(book, tmp_path)
    assert at(draft, "A4").choices == ("男", "女")
