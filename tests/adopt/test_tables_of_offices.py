"""Tables as offices print them: marks beside what they are set at, headings in pieces, rows that
explain.

All forms here are invented (例示).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.styles import Border, Side

from tests.adopt.forms import (
    at,
    choose,
    drafted,
    frame,
    labels_by_cell,
    new_form,
    put,
    put_line,
    seen,
)
from zushi_xl.adopt.model import Repeat

_THIN = Side(style="thin")


@pytest.mark.parametrize("mark", ['"○"', '"Y"', '"レ"'])
def test_a_mark_stands_left_of_what_it_is_set_at(tmp_path: Path, mark: str) -> None:
    book, sheet = new_form()
    put(sheet, "A3:A5", "作業の種類")
    for row, item in ((3, "建物の解体"), (4, "特定の作業"), (5, "石綿の除去")):
        put(sheet, f"B{row}")
        put(sheet, f"C{row}", item)
    choose(sheet, "B3:B5", mark)
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "B3": "建物の解体", "B4": "特定の作業", "B5": "石綿の除去",
    }  # fmt: skip


def test_marks_and_what_they_are_set_at_take_turns(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:A4", "説明の方法")
    for row, items in ((3, ("説明会", "個別の訪問")), (4, ("ちらし", "その他"))):
        for place, item in zip("BD", items, strict=True):
            put(sheet, f"{place}{row}")
            put(sheet, f"{'C' if place == 'B' else 'E'}{row}", item)
    choose(sheet, "B3:B4", '"○"')
    choose(sheet, "D3:D4", '"○"')
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "B3": "説明会", "D3": "個別の訪問", "B4": "ちらし", "D4": "その他",
    }  # fmt: skip


def test_a_mark_right_of_its_name_keeps_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "説明会", None)
    put_line(sheet, 4, "個別の訪問", None)
    choose(sheet, "B3:B4", '"○"')
    assert labels_by_cell(drafted(book, tmp_path)) == {"B3": "説明会", "B4": "個別の訪問"}


def test_day_and_time_as_a_heading(tmp_path: Path) -> None:
    """「日　時」 has the look of room for a day."""
    book, sheet = new_form()
    put_line(sheet, 3, "番号", "日　時", "訪問した人")
    for row in range(4, 8):
        put_line(sheet, row, None, "　　月　　日", None)
    draft = drafted(book, tmp_path)
    assert [(label, kind) for _, label, kind in seen(draft)] == [
        ("番号", "code"), ("日時", "date"), ("訪問した人", "text"),
    ]  # fmt: skip
    assert [field.repeat.count for field in draft.fields if field.repeat] == [4, 4, 4]


def test_a_day_between_two_names_stays_an_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "提出日", "　　年　　月　　日", "氏名", None)
    put_line(sheet, 4, "所属", None, "電話番号", None)
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "B3": "提出日", "D3": "氏名", "B4": "所属", "D4": "電話番号",
    }  # fmt: skip


def test_a_heading_in_one_box_of_several_cells(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "番号")
    frame(sheet, "B3:D3", "住民")
    sheet["C3"] = "（住所と氏名）"
    put(sheet, "E3", "訪問した人")
    for top in (4, 7):
        frame(sheet, f"A{top}:A{top + 2}")
        frame(sheet, f"B{top}:D{top + 2}")
        for row in range(top, top + 3):
            put(sheet, f"E{row}")
    draft = drafted(book, tmp_path)
    assert labels_by_cell(draft) == {
        "A4:A6": "番号", "B4:D6": "住民（住所と氏名）", "E4": "訪問した人",
    }  # fmt: skip
    assert [field.repeat.count for field in draft.fields if field.repeat] == [2, 2, 6]


def test_a_row_that_explains_does_not_name_its_columns(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "日付", "作業の内容", "感想")
    put_line(sheet, 4, datetime(2026, 3, 31), "大まかで結構です。", "短くて結構です。")
    for day in (1, 2, 3):
        put_line(sheet, 4 + day, datetime(2026, 4, day), None, None)
    draft = drafted(book, tmp_path)
    assert labels_by_cell(draft) == {
        "B5": "2026/4/1／作業の内容", "C5": "2026/4/1／感想",
        "B6": "2026/4/2／作業の内容", "C6": "2026/4/2／感想",
        "B7": "2026/4/3／作業の内容", "C7": "2026/4/3／感想",
    }  # fmt: skip
    assert at(draft, "B6").repeat == Repeat("rows", "作業の内容", 3, 1, 2)


def test_a_question_under_a_group_still_names_its_answer(tmp_path: Path) -> None:
    """One text alone that asks is no line of explanations."""
    book, sheet = new_form()
    put(sheet, "A3:B3", "事業について")
    put_line(sheet, 4, "何をしましたか。", "人数")
    for row in (5, 6):
        put_line(sheet, row, None, None)
    assert "何をしましたか" in at(drafted(book, tmp_path), "A5").label


def test_an_empty_box_before_a_day_is_an_answer_under_its_own_heading(tmp_path: Path) -> None:
    """Without a heading over it, it is a corner of the table."""
    book, sheet = new_form()
    put_line(sheet, 3, "家の番号", "訪問の日")
    put_line(sheet, 4, None, "　　月　　日")
    put_line(sheet, 5, None, "　　月　　日")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["A4", "B4"]


def test_parts_of_a_day_have_their_unit(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "設置した日")
    for place, text in zip("BCDEFG", (None, "年", None, "月", None, "日"), strict=True):
        put(sheet, f"{place}3", text)
        sheet.column_dimensions[place].width = 5
    units = [(field.label, field.unit) for field in drafted(book, tmp_path).fields]
    assert units == [
        ("設置した日（年）", "年"), ("設置した日（月）", "月"), ("設置した日（日）", "日"),
    ]  # fmt: skip


@pytest.mark.parametrize(("boxes", "count"), [(13, 13), (4, 4), (3, 0)])
def test_boxes_for_single_letters_that_are_open_at_the_top(
    tmp_path: Path, boxes: int, count: int
) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "法人番号", border=None)
    for number in range(boxes):
        place = f"{'BCDEFGHIJKLMN'[number]}3"
        put(sheet, place, border=Border(left=_THIN, right=_THIN, bottom=_THIN))
        sheet.column_dimensions[place[0]].width = 3
    put(sheet, "A5", "氏名")
    put(sheet, "B5:M5")
    found = {field.label: field.repeat for field in drafted(book, tmp_path).fields}
    if count:
        assert found["法人番号"] == Repeat("columns", "法人番号", count, 1)
    else:
        assert list(found) == ["氏名"]


@pytest.mark.parametrize(
    ("text", "choices"),
    [("男　・　女", ("男", "女")), ("有・無", ("有", "無")), ("甲　・　乙　・　丙", None)],
)
def test_a_pair_to_circle_with_nothing_drawn_around_it(
    tmp_path: Path, text: str, choices: tuple[str, str] | None
) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "性別", border=None)
    put(sheet, "B3", text, border=None)
    put(sheet, "A5", "氏名")
    put(sheet, "B5")
    found = {field.label: field.choices for field in drafted(book, tmp_path).fields}
    assert found == ({"性別": choices, "氏名": None} if choices else {"氏名": None})


def test_room_behind_a_box_to_tick(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, text in ((3, "転居のため"), (4, "その他（　　　　　　）")):
        put(sheet, f"A{row}", "□", border=None)
        put(sheet, f"B{row}", text, border=None)
    assert seen(drafted(book, tmp_path)) == [
        ("A3", "転居のため", "yesno"), ("A4", "その他", "yesno"), ("B4", "その他（内容）", "text"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "role"),
    [("参考）経費の区分", "instructions"), ("参考資料", "instructions"), ("参考様式１", "form")],
)
def test_a_sheet_for_reference(tmp_path: Path, name: str, role: str) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", None)
    other = book.create_sheet(name)
    for row in range(3, 9):
        put_line(other, row, "経費の説明を書いた文です。", None)
    assert drafted(book, tmp_path).sheets[1].role == role


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("飛行年月日\nFLIGHT DATE", "飛行年月日"),
        ("氏名\nNAME OF\nPILOT", "氏名"),
        ("着陸場所\nTO", "着陸場所"),
        ("Name of pilot", "Name of pilot"),
        ("会員ID", "会員ID"),
        ("ISO認証", "ISO認証"),
    ],
)
def test_a_translation_is_no_part_of_a_name(tmp_path: Path, text: str, label: str) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, text, "備考")
    for row in (4, 5):
        put_line(sheet, row, None, None)
    assert at(drafted(book, tmp_path), "A4").label == label


def test_a_translation_in_a_cell_of_its_own(tmp_path: Path) -> None:
    book, sheet = new_form()
    for place, text in (("A3", "生年月日"), ("B3", "国籍")):
        put(sheet, place, text, border=Border(left=_THIN, right=_THIN, top=_THIN))
    for place, text in (("A4", "Date of birth"), ("B4", "Nationality")):
        put(sheet, place, text, border=Border(left=_THIN, right=_THIN, bottom=_THIN))
    for row in (5, 6):
        put_line(sheet, row, None, None)
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == ["生年月日", "国籍"]


def test_names_that_several_groups_have(tmp_path: Path) -> None:
    """The name of a group stands left of its first line, without a line around the group."""
    book, sheet = new_form()
    for top, group in ((3, "届出者"), (6, "工事の責任者")):
        put(sheet, f"A{top}", group, border=Border(left=_THIN, top=_THIN))
        for row, name in enumerate(("住所", "会社名", "電話"), top):
            text = "会社名と役職" if name == "会社名" and top == 6 else name
            put(sheet, f"B{row}", text, border=Border(right=_THIN))
            put(sheet, f"C{row}")
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "C3": "届出者／住所", "C4": "会社名", "C5": "届出者／電話",
        "C6": "工事の責任者／住所", "C7": "会社名と役職", "C8": "工事の責任者／電話",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Total Cumulative Obligations", "money"),
        ("Program Income Earned", "money"),
        ("Current Period Expenditures", "money"),
        ("Expenditure Category", "text"),
        ("Income statement date", "date"),
        ("Does this project include a capital expenditure?", "yesno"),
        ("Project Identification Number", "code"),
        ("地上", "number"),
        ("地下水の状況", "long"),
        ("機械の種類・台数", "text"),
        ("備品の品目及び数量", "text"),
        ("機械の台数", "number"),
        ("謝金の事項", "text"),
        ("謝金", "money"),
    ],
)
def test_what_words_say_of_the_type(tmp_path: Path, name: str, kind: str) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, name, None)
    sheet.column_dimensions["B"].width = 30
    assert at(drafted(book, tmp_path), "B3").type == kind


def test_an_age_behind_a_name_is_not_what_the_box_counts(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "保護者の氏名", "　　　　　　　（　　歳）")
    field = at(drafted(book, tmp_path), "B3")
    assert (field.type, field.unit) == ("text", "")


def test_yen_are_not_taken_for_granted_in_english(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "Expense", "Monday", "Tuesday")
    put_line(sheet, 4, "Car Expense", None, None)
    put_line(sheet, 5, "Hotel Cost", None, None)
    assert {field.unit for field in drafted(book, tmp_path).fields} == {""}


def test_the_year_may_have_a_wider_box_than_month_and_day(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "生年月日")
    for place, text in (
        ("B3:E3", None), ("F3", "年"), ("G3:H3", None), ("I3", "月"), ("J3:K3", None), ("L3", "日"),
    ):  # fmt: skip
        put(sheet, place, text, border=Border(top=_THIN, bottom=_THIN))
    for column in "BCDEFGHIJKL":
        sheet.column_dimensions[column].width = 3
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == [
        "生年月日（年）", "生年月日（月）", "生年月日（日）",
    ]  # fmt: skip


def test_an_address_below_the_signs_of_its_postcode(tmp_path: Path) -> None:
    """One box, no line between 〒＿-＿ and the room for the address."""
    book, sheet = new_form()
    put(sheet, "A3:A4", "現住所")
    frame(sheet, "B3:G4")
    for place, text in (("B3", "（〒"), ("D3", "-"), ("F3", "）")):
        sheet[place] = text
    sheet.merge_cells("B4:G4")
    found = labels_by_cell(drafted(book, tmp_path))
    assert found["B4:G4"] == "現住所"
    assert "G3" not in found


def test_half_a_bracket_is_no_part_of_a_name(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "従業者数", None, "人", "（うち兼務", None, "人）")
    labels = [label for _, label, _ in seen(drafted(book, tmp_path))]
    assert labels[0] == "従業者数"
    assert not any("（" in label for label in labels)


def test_brackets_in_cells_of_their_own(tmp_path: Path) -> None:
    """金額｜（｜＿＿｜）: the widest cell between them, named by the text before."""
    book, sheet = new_form()
    put_line(sheet, 2, "報告した人", None)
    put(sheet, "A3:A5", "支払の内容")
    for row, name in enumerate(("通貨（", "手数料", "送り先の国"), 3):
        sheet[f"B{row}"] = name
        if not name.endswith("（"):
            sheet[f"C{row}"] = "（"
        sheet.merge_cells(f"D{row}:G{row}")
        sheet[f"H{row}"] = "）"
    assert labels_by_cell(drafted(book, tmp_path)) == {
        "B2": "報告した人", "D3:G3": "通貨", "D4:G4": "手数料", "D5:G5": "送り先の国",
    }  # fmt: skip


def test_a_bracket_with_words_in_it_is_no_room(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", None)
    for place, text in (("A5", "金額（"), ("B5", "税込"), ("C5", "）")):
        sheet[place] = text
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3"]


def test_a_box_that_ends_in_a_seal(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, (name, text) in enumerate((("代表者の氏名", "印"), ("備考", "印刷")), 3):
        put(sheet, f"A{row}", name)
        put(sheet, f"B{row}:E{row}", text)
    assert seen(drafted(book, tmp_path)) == [("B3:E3", "代表者の氏名", "text")]


def test_a_name_and_its_room_in_one_box(tmp_path: Path) -> None:
    """Both are joined cells; no line stands between them."""
    book, sheet = new_form()
    put(sheet, "A3", "所属")
    put(sheet, "B3")
    frame(sheet, "C3:H3", "連絡先")
    sheet.merge_cells("C3:D3")
    sheet.merge_cells("E3:H3")
    assert labels_by_cell(drafted(book, tmp_path)) == {"B3": "所属", "E3:H3": "連絡先"}
