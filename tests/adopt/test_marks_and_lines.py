"""Forms as people draw them: columns of ticks, brackets to mark, lines under a name, dates in a
narrow cell, cells joined side by side.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.styles import Border, Side

from tests.adopt.forms import UNDER, at, drafted, frame, new_form, put, seen
from zushi_xl.adopt.model import Repeat

BLUE = "DDEBF7"
_THIN = Side(style="thin")
_LEFT = Border(left=_THIN, top=_THIN, bottom=_THIN)
_RIGHT = Border(right=_THIN, top=_THIN, bottom=_THIN)


def test_a_column_of_boxes_to_tick_between_item_and_remarks(tmp_path: Path) -> None:
    """Two such tables below each other, with the same headings."""
    book, sheet = new_form()
    for first, items in ((3, ("消火器", "避難経路", "非常灯")), (9, ("受付", "名札", "案内板"))):
        for column, text in zip("ABC", ("点検項目", "点検済", "内容・備考"), strict=True):
            put(sheet, f"{column}{first}", text, fill=BLUE)
        for row, item in enumerate(items, first + 1):
            put(sheet, f"A{row}", item)
            put(sheet, f"B{row}", "☐")
            put(sheet, f"C{row}")
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)][:4] == [
        ("B4", "消火器／点検済"),
        ("C4", "消火器／内容・備考"),
        ("B5", "避難経路／点検済"),
        ("C5", "避難経路／内容・備考"),
    ]
    assert len(draft.fields) == 12  # no heading of the second table is one
    assert {f.type for f in draft.fields if f.area.left == 1} == {"yesno"}
    assert at(draft, "B10").repeat == Repeat("rows", "点検済", 3, 1, 1)


def test_two_columns_of_boxes_to_tick(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, text in zip("ABCD", ("点検項目", "良", "不良", "備考"), strict=True):
        put(sheet, f"{column}3", text, fill=BLUE)
    for row, item in enumerate(("消火器", "避難経路"), 4):
        put(sheet, f"A{row}", item)
        put(sheet, f"B{row}", "□")
        put(sheet, f"C{row}", "□")
        put(sheet, f"D{row}")
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == [
        "消火器／良",
        "消火器／不良",
        "消火器／備考",
        "避難経路／良",
        "避難経路／不良",
        "避難経路／備考",
    ]


def test_a_box_to_tick_before_its_text_keeps_the_text_as_its_name(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, text in zip("AB", ("確認", "確認する事項"), strict=True):
        put(sheet, f"{column}3", text, fill=BLUE)
    for row, item in enumerate(("戸締まりをした", "火の元を見た"), 4):
        put(sheet, f"A{row}", "□")
        put(sheet, f"B{row}", item)
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == [
        "戸締まりをした",
        "火の元を見た",
    ]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "いずれかに○をしてください。",
            [("A4", "講座に参加します", "yesno"), ("A5", "都合により参加しません", "yesno")],
        ),
        ("次のとおりお知らせします。", []),
    ],
)
def test_brackets_to_mark_before_sentences(
    tmp_path: Path, request_: str, expected: list[tuple[str, str, str]]
) -> None:
    """They are answers where the form asks for marks, and nowhere else."""
    book, sheet = new_form()
    sheet["A3"] = request_
    sheet["A4"] = "　　（　　）　講座に参加します。"
    sheet["A5"] = "　　（　　）　都合により参加しません。"
    put(sheet, "A7", "氏名")
    put(sheet, "B7")
    draft = drafted(book, tmp_path)
    assert [found for found in seen(draft) if found[0] != "B7"] == expected


def test_a_bracket_before_a_unit_is_room_for_a_figure(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A3"] = "該当するものに○を付けてください。"
    for row, text in ((4, "（　　）世帯"), (5, "（　　）事業所")):
        sheet[f"A{row}"] = text
    put(sheet, "A7", "氏名")
    put(sheet, "B7")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B7"]


def _over_line(tmp_path: Path, *names: str, below: bool = False) -> list[tuple[str, str, str]]:
    book, sheet = new_form()
    row = 2
    for name in names:
        put(sheet, f"A{row}:C{row}", name, border=None)
        put(sheet, f"A{row + 1}:C{row + 1}", border=UNDER)
        row += 2
    row += 0 if below else 1
    for column, text in zip("ABC", ("品名", "数量", "備考"), strict=True):
        put(sheet, f"{column}{row}", text, fill=BLUE)
        put(sheet, f"{column}{row + 1}")
    columns = {f"{column}{row + 1}" for column in "ABC"}
    return [found for found in seen(drafted(book, tmp_path)) if found[0] not in columns]


def test_a_line_under_a_name_with_a_colon(tmp_path: Path) -> None:
    assert _over_line(tmp_path, "施設名：", "所在地：", "点検日：") == [
        ("A3:C3", "施設名", "text"),
        ("A5:C5", "所在地", "text"),
        ("A7:C7", "点検日", "date"),
    ]


def test_the_upper_line_of_a_table_is_none_to_write_on(tmp_path: Path) -> None:
    assert _over_line(tmp_path, "購入した物：", below=True) == []


def test_a_date_in_a_narrow_cell_runs_over_the_cells_beside_it(tmp_path: Path) -> None:
    """Forms on squared paper: each column is as wide as a letter."""
    book, sheet = new_form()
    for number in range(1, 60):
        sheet.column_dimensions[sheet.cell(1, number).column_letter].width = 1.2
    sheet["AD2"] = "令和　　年　　月　　日"
    put(sheet, "A4:O4", "氏名")
    put(sheet, "P4:BG4")
    put(sheet, "A5:O5", "備考")
    put(sheet, "P5:BF5")
    put(sheet, "BG5")  # too narrow to write in
    assert [(cell, kind) for cell, _, kind in seen(drafted(book, tmp_path))] == [
        ("AD2", "date"),
        ("P4:BG4", "text"),
        ("P5:BF5", "text"),
    ]


def test_cells_joined_side_by_side_under_headings_of_their_own(tmp_path: Path) -> None:
    """氏 and 名 share a box; each is a cell to write in."""
    book, sheet = new_form()
    for row in range(3, 7):
        head = row == 3
        put(sheet, f"A{row}:C{row}", "氏" if head else None, border=None)
        put(sheet, f"D{row}:F{row}", "名" if head else None, border=None)
        frame_line = [sheet[f"{column}{row}"] for column in "ABCDEF"]
        for number, cell in enumerate(frame_line):
            cell.border = Border(
                left=_THIN if number == 0 else None,
                right=_THIN if number == 5 else None,
                top=_THIN,
                bottom=_THIN,
            )
        put(sheet, f"G{row}", "常勤・非常勤の別" if head else None)
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("A4:C4", "氏"),
        ("D4:F4", "名"),
        ("G4", "常勤・非常勤の別"),
    ]
    assert at(draft, "G4").choices == ("常勤", "非常勤")
    assert at(draft, "D4").repeat == Repeat("rows", "名", 3, 1)


def test_cells_joined_side_by_side_under_one_heading_are_one_box(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "所在地")
    frame(sheet, "B3:G3")
    sheet.merge_cells("B3:D3")
    sheet.merge_cells("E3:G3")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3:G3"]


@pytest.mark.parametrize(
    ("heading", "choices"),
    [("個人・法人の別", ("個人", "法人")), ("施設・事業所の種別", None)],
)
def test_a_heading_names_what_is_chosen(
    tmp_path: Path, heading: str, choices: tuple[str, ...] | None
) -> None:
    book, sheet = new_form()
    put(sheet, "A3", heading, fill=BLUE)
    put(sheet, "B3")
    assert at(drafted(book, tmp_path), "B3").choices == choices


@pytest.mark.parametrize(
    ("fill", "cells"), [("FFF2CC", ["B3", "B4", "B5", "B6"]), ("", ["B4", "B5", "B6"])]
)
def test_who_received_it_is_asked_where_the_colour_of_the_answers_says_so(
    tmp_path: Path, fill: str, cells: list[str]
) -> None:
    """A slip that the reception itself fills in, and one with a box for its number."""
    book, sheet = new_form()
    names = ("受付日", "相談者の氏名", "相談の内容", "対応の内容")
    for row, name in enumerate(names, 3):
        put(sheet, f"A{row}", name, fill=BLUE)
        put(sheet, f"B{row}", fill=fill if row == 3 else "FFF2CC")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == cells


@pytest.mark.parametrize(
    "text", ["（具体的な内容、理由など）", "（該当する項目に○をつけてください）"]
)
def test_a_large_box_right_of_ticks_says_in_brackets_what_to_write(
    tmp_path: Path, text: str
) -> None:
    """What only says how to answer asks for nothing."""
    book, sheet = new_form()
    put(sheet, "A3:A5", "終了の区分")
    for row, item in enumerate(("□ 達成した", "□ 中断した", "□ その他"), 3):
        put(sheet, f"B{row}:C{row}", item)
    put(sheet, "D3:H5", text)
    cells = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert cells == ["B3:C3", *(["D3:H5"] if "理由" in text else []), "B4:C4", "B5:C5"]


def test_brackets_to_mark_beside_each_other(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A3"] = "どちらかに○を付けてください。"
    sheet["A4"] = "［　］ 参加します"
    sheet["B4"] = "［　］ 参加しません"
    put(sheet, "A7", "氏名")
    put(sheet, "B7")
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == [
        "参加します",
        "参加しません",
        "氏名",
    ]


def test_a_line_of_one_wide_cell_under_a_name(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet.column_dimensions["A"].width = 40
    for row, name in ((2, "施設名："), (4, "点検した人：")):
        sheet[f"A{row}"] = name
        put(sheet, f"A{row + 1}", border=UNDER)
    for column, text in zip("ABC", ("品名", "数量", "備考"), strict=True):
        put(sheet, f"{column}7", text, fill=BLUE)
        put(sheet, f"{column}8")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))][:2] == ["A3", "A5"]


def test_lines_under_names_where_nothing_is_boxed(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, name in ((2, "会社名："), (4, "住所："), (6, "担当者：")):
        put(sheet, f"A{row}:D{row}", name, border=None)
        put(sheet, f"A{row + 1}:D{row + 1}", border=UNDER)
    assert [(cell, label) for cell, label, _ in seen(drafted(book, tmp_path))] == [
        ("A3:D3", "会社名"),
        ("A5:D5", "住所"),
        ("A7:D7", "担当者"),
    ]


def test_a_box_that_is_ticked_beforehand(tmp_path: Path) -> None:
    book, sheet = new_form()
    for column, text in zip("ABC", ("点検項目", "点検済", "備考"), strict=True):
        put(sheet, f"{column}3", text, fill=BLUE)
    for row, (item, sign) in enumerate((("消火器", "☑"), ("避難経路", "☐")), 4):
        put(sheet, f"A{row}", item)
        put(sheet, f"B{row}", sign)
        put(sheet, f"C{row}")
    assert [label for _, label, _ in seen(drafted(book, tmp_path))] == [
        "消火器／点検済",
        "消火器／備考",
        "避難経路／点検済",
        "避難経路／備考",
    ]
