"""Forms as offices really draw them: shaded rows, headings of several cells, formats left behind.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.styles import Border, PatternFill, Side

from tests.adopt.forms import UNDER, at, choose, drafted, frame, new_form, put, put_line, seen
from zushi_xl.adopt import draft_of
from zushi_xl.adopt.doubt_signs import SIGNS
from zushi_xl.adopt.model import Repeat

GREY = "D9D9D9"
BLUE = "DDEBF7"
_THIN = Side(style="thin")


def test_every_other_row_of_a_table_may_be_shaded(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "番号", "質問の内容", "回答の内容")
    for number in range(1, 7):
        put_line(sheet, 3 + number, f"{number}", None, None, fill="" if number % 2 else GREY)
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == ["質問の内容", "回答の内容"]
    assert at(draft, "B4").repeat == Repeat("rows", "番号", 6, 1)


def test_one_shaded_row_is_not_to_be_filled_in(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "番号", "質問の内容", "回答の内容")
    for number in range(1, 5):
        put_line(sheet, 3 + number, f"{number}", None, None, fill=GREY if number == 2 else "")
    draft = drafted(book, tmp_path)
    cells = [cell for cell, _, _ in seen(draft)]
    assert "B5" not in cells
    assert "C5" not in cells
    assert at(draft, "B6").repeat == Repeat("rows", "質問の内容", 2, 1)


def test_a_table_may_be_shaded_as_a_whole(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "番号", "質問の内容", "回答の内容")
    for number in range(1, 5):
        put_line(sheet, 3 + number, f"{number}", None, None, fill=GREY)
    assert at(drafted(book, tmp_path), "B4").repeat == Repeat("rows", "番号", 4, 1)


def test_a_heading_of_several_cells_some_of_them_empty(tmp_path: Path) -> None:
    """① over the name, an empty cell, the unit, （選択）, an empty cell, then the answers."""
    book, sheet = new_form()
    texts = (
        ("①", "②", "③"),
        ("室名", "床面積", "空調の方式"),
        (None, None, None),
        (None, "[㎡]", None),
        (None, None, "（選択）"),
        (None, None, None),
    )
    for row, line in enumerate(texts, 3):
        for column, text in zip("ABC", line, strict=True):
            top = _THIN if row == 3 else None
            bottom = _THIN if row == 8 else None
            side = Border(left=_THIN, right=_THIN, top=top, bottom=bottom)
            put(sheet, f"{column}{row}", text, border=side, fill=BLUE)
    for row in range(9, 14):
        for column in "ABC":
            put(sheet, f"{column}{row}", unlocked=True)
    choose(sheet, "C9:C13", '"個別,中央"')
    sheet.protection.sheet = True
    draft = drafted(book, tmp_path)
    assert [(field.label, field.type, field.unit) for field in draft.fields] == [
        ("室名", "text", ""),
        ("床面積", "number", "㎡"),
        ("空調の方式", "choice", ""),
    ]
    assert all(field.repeat and field.repeat.count == 5 for field in draft.fields)
    assert all(field.sure for field in draft.fields[1:])


def test_a_table_without_lines_between_its_rows(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "日", "出勤時刻", "備考", fill=BLUE)
    for row in range(4, 12):
        bottom = _THIN if row == 11 else None
        for column in "ABC":
            side = Border(left=_THIN, right=_THIN, bottom=bottom)
            put(sheet, f"{column}{row}", border=side)
        sheet[f"A{row}"] = f"=E{row}"
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [("B4", "出勤時刻"), ("C4", "備考")]
    assert at(draft, "B4").repeat == Repeat("rows", "出勤時刻", 8, 1)


def test_a_large_box_stays_one_where_nothing_parts_its_rows(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:A10", "事業の概要")
    frame(sheet, "B3:B10")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3:B10"]


def test_an_answer_stands_before_its_unit_in_one_drawn_box(tmp_path: Path) -> None:
    """The unit's own cell is never written over."""
    book, sheet = new_form()
    for row, (name, unit) in enumerate((("資本金", "円"), ("工事費用", "万円(税込)")), 3):
        put(sheet, f"A{row}", name, fill=BLUE)
        frame(sheet, f"B{row}:F{row}")
        sheet.merge_cells(f"B{row}:D{row}")
        sheet[f"E{row}"] = unit
    put(sheet, "A5", "所在地", fill=BLUE)
    frame(sheet, "B5:F5", "〒")
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("B3:D3", "資本金"),
        ("B4:D4", "工事費用"),
        ("C5:F5", "所在地"),
    ]
    assert [field.unit for field in draft.fields[:2]] == ["円", "万円"]


def test_cells_that_were_joined_and_unlocked_to_write_in(tmp_path: Path) -> None:
    """A protected sheet without boxes: a name that runs over the next cells, 年　月　日 behind."""
    book, sheet = new_form()
    for column in "ABCDEFGHIJKLMNOP":
        sheet.column_dimensions[column].width = 3
    sheet["A3"] = "国籍・地域"
    put(sheet, "F3:I3", border=UNDER, unlocked=True)
    sheet["A5"] = "生年月日"
    for place, unit, text in (("F5:G5", "H5", "年"), ("I5:J5", "K5", "月"), ("L5:M5", "N5", "日")):
        put(sheet, place, border=UNDER, unlocked=True)
        sheet[unit] = text
    put(sheet, "A7:P7", border=None, unlocked=True)  # a gap that was unlocked too
    sheet.protection.sheet = True
    assert [(cell, label) for cell, label, _ in seen(drafted(book, tmp_path))] == [
        ("F3:I3", "国籍・地域"),
        ("F5:G5", "生年月日（年）"),
        ("I5:J5", "生年月日（月）"),
        ("L5:M5", "生年月日（日）"),
    ]


def test_the_same_names_in_lines_that_a_text_leads(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, device in enumerate(("給湯器", "換気設備", "台所水栓"), 3):
        put_line(sheet, row, device, "メーカー名", None, "品番", None)
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == [
        "給湯器／メーカー名",
        "給湯器／品番",
        "換気設備／メーカー名",
        "換気設備／品番",
        "台所水栓／メーカー名",
        "台所水栓／品番",
    ]
    assert all(field.sure for field in draft.fields)


def test_a_further_blank_of_a_line_leaves_the_first_one_sure(tmp_path: Path) -> None:
    """性能評価｜＿｜（見出しのない欄）｜＿: only the second is in doubt."""
    book, sheet = new_form()
    put_line(sheet, 3, "団体名", None, "代表者名", None)
    put(sheet, "A4", "担当者名", fill=BLUE)
    put(sheet, "B4")
    put(sheet, "C4", fill=BLUE)
    put(sheet, "D4")
    draft = drafted(book, tmp_path)
    assert at(draft, "B4").sure
    assert [field.sure for field in draft.fields if field.label == "担当者名"][1:] in ([], [False])


def test_the_format_of_a_cell_alone_says_no_date(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "御社名", None)
    put_line(sheet, 4, "その他", None)
    put_line(sheet, 5, "申込日", None)
    for row in (3, 4, 5):
        sheet[f"B{row}"].number_format = "yyyy/m/d"
    draft = drafted(book, tmp_path)
    assert [kind for _, _, kind in seen(draft)] == ["text", "date", "date"]
    assert SIGNS["format"].text in at(draft, "B4").doubts
    assert at(draft, "B5").sure


def test_a_column_whose_lists_differ_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "番号", "稼働")
    for row in range(4, 10):
        put_line(sheet, row, f"{row - 3}", None)
    choose(sheet, "B4:B5", '"出社,在宅"')
    choose(sheet, "B6:B9", '"－,出社,在宅"')
    draft = drafted(book, tmp_path)
    assert SIGNS["split"].text in at(draft, "B6").doubts


def test_numbers_before_a_name_are_no_value(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "7　職　業", None)
    put_line(sheet, 4, "60条の届出先", None)
    draft = drafted(book, tmp_path)
    assert all(field.sure for field in draft.fields)


def test_a_coloured_cell_of_an_open_sheet_needs_no_lock(tmp_path: Path) -> None:
    """Some cells were unlocked, the sheet is not protected: the colour says where to write."""
    book, sheet = new_form()
    sheet.sheet_properties.tabColor = "FFFFFF"
    for row, name in enumerate(("申請者の氏名", "申請者の住所", "建築物の名称", "公開する名称"), 3):
        put(sheet, f"A{row}", name, border=None)
        put(sheet, f"B{row}:E{row}", fill="FFFFCC", unlocked=row < 5, border=None)
    labels = [label for _, label, _ in seen(drafted(book, tmp_path))]
    assert labels == ["申請者の氏名", "申請者の住所", "建築物の名称", "公開する名称"]


def test_printed_pairs_name_no_answer_beside_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", "同居の有無", "勤務先の名称")
    for row in range(4, 8):
        put_line(sheet, row, None, "有・無", None)
    draft = drafted(book, tmp_path)
    assert at(draft, "C4").label == "勤務先の名称"


def test_months_in_english_count_through_the_year(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "Participants", "Jul", "Aug", "Sep")
    put_line(sheet, 4, "Total participants", None, None, None)
    put_line(sheet, 5, "Total volunteers", None, None, None)
    repeat = at(drafted(book, tmp_path), "B4").repeat
    assert repeat is not None
    assert (repeat.axis, repeat.count) == ("columns", 3)


def test_a_name_with_room_behind_it_beside_the_next_one(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:D3", "工務店名：")
    put(sheet, "E3:L3", "標準的な維持保全計画")
    path = tmp_path / "様式.xlsx"
    sheet["A5"].fill = PatternFill("solid", fgColor=BLUE)
    book.save(path)
    assert [field.label for field in draft_of(path).fields] == ["工務店名"]


def test_ticks_of_one_name_are_told_apart_by_the_bar_of_their_section(tmp_path: Path) -> None:
    book, sheet = new_form()
    for first, section in ((3, "ご依頼の内容"), (7, "性能の評価")):
        put(sheet, f"A{first}:A{first + 2}", section)
        for row, name in enumerate(("設計性能評価", "技術的審査", "確認書取得"), first):
            put(sheet, f"B{row}", "□")
            put(sheet, f"C{row}:E{row}", name)
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == [
        "ご依頼の内容／設計性能評価",
        "ご依頼の内容／技術的審査",
        "ご依頼の内容／確認書取得",
        "性能の評価／設計性能評価",
        "性能の評価／技術的審査",
        "性能の評価／確認書取得",
    ]
    assert all(field.sure for field in draft.fields)


def test_a_reading_belongs_to_the_name_below_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, name in enumerate(("ﾌﾘｶﾞﾅ", "御社名", "ﾌﾘｶﾞﾅ", "担当者名"), 3):
        put_line(sheet, row, name, None)
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == [
        "御社名／ﾌﾘｶﾞﾅ",
        "御社名",
        "担当者名／ﾌﾘｶﾞﾅ",
        "担当者名",
    ]
    assert all(field.sure for field in draft.fields)


def test_small_blanks_before_year_month_and_day(tmp_path: Path) -> None:
    """20｜＿｜年｜＿｜月｜＿｜日, lines above and below only."""
    book, sheet = new_form()
    line = Border(top=_THIN, bottom=_THIN)
    for column in "CDEFGHI":
        sheet.column_dimensions[column].width = 3
    for row, name in enumerate(("着工", "竣工"), 3):
        put(sheet, f"A{row}:B{row}", name, fill=BLUE)
        for column, text in zip("CDEFGHI", ("20", None, "年", None, "月", None, "日"), strict=True):
            put(sheet, f"{column}{row}", text, border=line)
    assert [(cell, label) for cell, label, _ in seen(drafted(book, tmp_path))] == [
        ("D3", "着工（年）"),
        ("F3", "着工（月）"),
        ("H3", "着工（日）"),
        ("D4", "竣工（年）"),
        ("F4", "竣工（月）"),
        ("H4", "竣工（日）"),
    ]


def test_a_known_name_behind_an_answer_is_no_note(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, person in enumerate(("建築主", "設計者", "施工者"), 3):
        put(sheet, f"A{row}", person, fill=BLUE)
        put(sheet, f"B{row}")
        put(sheet, f"C{row}", "電話番号")
        put(sheet, f"D{row}")
    draft = drafted(book, tmp_path)
    assert all("説明" not in doubt for field in draft.fields for doubt in field.doubts)


def test_rows_that_share_a_number_are_no_numbered_table(tmp_path: Path) -> None:
    """１ beside three named rows of one question."""
    book, sheet = new_form()
    for number, names in (("１", ("団体名", "代表者名", "所在地")), ("２", ("名称", "目的"))):
        first = 3 if number == "１" else 6
        put(sheet, f"A{first}:A{first + len(names) - 1}", number)
        for row, name in enumerate(names, first):
            put(sheet, f"B{row}", name)
            put(sheet, f"C{row}")
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == [
        "団体名",
        "代表者名",
        "所在地",
        "名称",
        "目的",
    ]
    assert all(field.repeat is None for field in draft.fields)


def test_what_closes_a_bracket_is_no_part_of_the_unit(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "従業員数", None, "人）")
    assert at(drafted(book, tmp_path), "B3").unit == "人"


def test_one_name_beside_several_in_a_tall_answer_does_not_lead_it(tmp_path: Path) -> None:
    """健康, 生活 below each other beside one answer: neither alone names it."""
    book, sheet = new_form()
    put(sheet, "A3:A4", "配慮すること")
    put(sheet, "B3", "健康")
    put(sheet, "B4", "生活")
    put(sheet, "C3:C4")
    draft = drafted(book, tmp_path)
    assert at(draft, "C3").label == "配慮すること"


def test_a_column_of_fewer_rows_than_its_table_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "番号", "品名", "数量")
    for row in range(4, 10):
        put_line(sheet, row, f"{row - 3}", None, None)
    for row in (8, 9):
        sheet[f"C{row}"].border = Border()
        sheet[f"C{row}"].value = "－"
    draft = drafted(book, tmp_path)
    assert at(draft, "B4").repeat == Repeat("rows", "番号", 6, 1)
    assert SIGNS["shorter"].text in at(draft, "C4").doubts


def test_a_box_that_only_the_cells_around_it_draw(tmp_path: Path) -> None:
    """The fourth cell of the column is not stored at all: its lines are those of its neighbours."""
    book, sheet = new_form()
    put_line(sheet, 3, "日", "現場名", "金額")
    for number in range(1, 8):
        put(sheet, f"A{3 + number}", f"{number}")
        put(sheet, f"C{3 + number}")
        if number != 4:
            put(sheet, f"B{3 + number}")
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)] == ["現場名", "金額"]
    assert at(draft, "B4").repeat == Repeat("rows", "日", 7, 1)


@pytest.mark.parametrize("friday", ["Date   Friday 6/30/2023", "Date    Friday 6/30/2023"])
def test_blanks_in_one_of_several_headings_are_no_room(tmp_path: Path, friday: str) -> None:
    book, sheet = new_form()
    days = ("Date Wednesday 6/28/2023", "Date Thursday 6/29/2023", friday, "Date Saturday 7/1/2023")
    put_line(sheet, 3, "Date", *days)
    for row, item in ((4, "Airfare"), (5, "Hotel")):
        put_line(sheet, row, item, None, None, None, None)
    repeats = [field.repeat for field in drafted(book, tmp_path).fields]
    assert [(r.axis, r.count, r.index) for r in repeats if r] == [
        ("columns", 4, number) for _ in range(2) for number in range(1, 5)
    ]


def test_wishes_with_room_of_their_own_are_answers(tmp_path: Path) -> None:
    """They count on too, and each leaves room."""
    book, sheet = new_form()
    put_line(sheet, 3, "希望日", "第1希望（　　　）", "第2希望（　　　）")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3", "C3"]


@pytest.mark.parametrize(
    ("text", "label", "kind", "choices"),
    [
        ("職名（　　　　　）", "業務内容／職名", "text", None),
        ("施設・事業所の種別（　　　　　）", "業務内容／施設・事業所の種別", "text", None),
        ("有・無（　　　　　）", "業務内容", "yesno", ("有", "無")),
        ("昼間・夜間・その他（　　　　　）", "業務内容", "choice", ("昼間", "夜間", "その他")),
    ],
)
def test_a_name_before_the_room_that_a_box_leaves(
    tmp_path: Path, text: str, label: str, kind: str, choices: tuple[str, ...] | None
) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", None)
    put_line(sheet, 4, "業務内容", text)
    field = at(drafted(book, tmp_path), "B4")
    assert (field.label, field.type, field.choices) == (label, kind, choices)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("©", "instructions"),
        ("EULA", "instructions"),
        ("改訂履歴", "instructions"),
        ("申請", "form"),
    ],
)
def test_a_sheet_of_the_maker_is_no_form(tmp_path: Path, name: str, role: str) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", None)
    other = book.create_sheet(name)
    for row in range(3, 9):
        put(other, f"A{row}", "By the maker of this template", border=None)
        put(other, f"B{row}")
    assert drafted(book, tmp_path).sheets[1].role == role
