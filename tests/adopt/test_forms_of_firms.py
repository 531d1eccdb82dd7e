"""Checklists and registrations of firms: boxes below bars, lines far from their names.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import UNDER, at, drafted, frame, new_form, put, seen
from zushi_xl.adopt.model import Repeat

RIGHT = Border(right=Side(style="thin"))


def _checks(sheet: Worksheet, top: int, *questions: str) -> None:
    for row, question in enumerate(questions, top):
        put(sheet, f"A{row}", row)
        put(sheet, f"B{row}", question)
        put(sheet, f"C{row}", "☐")
        put(sheet, f"D{row}", "☐")
        put(sheet, f"E{row}")


def _headings(sheet: Worksheet) -> None:
    for place, text in (("A2", "No."), ("B2", "Item"), ("C2", "Yes"), ("D2", "No"), ("E2", "備考")):
        put(sheet, place, text)


def test_boxes_to_tick_below_bars_that_part_the_table(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet.column_dimensions["B"].width = 40
    _headings(sheet)
    put(sheet, "A3:E3", "I. DOORS")
    _checks(sheet, 4, "Is the door closed?", "Is the key returned?")
    put(sheet, "A6:E6", "II. LIGHTS")
    _checks(sheet, 7, "Are the lights off?", "Is the lamp clean?")
    found = seen(drafted(book, tmp_path))
    assert [(cell, label) for cell, label, _ in found if cell[1:] in ("4", "8")] == [
        ("C4", "Is the door closed?／Yes"),
        ("D4", "Is the door closed?／No"),
        ("E4", "Is the door closed?／備考"),
        ("C8", "Is the lamp clean?／Yes"),
        ("D8", "Is the lamp clean?／No"),
        ("E8", "Is the lamp clean?／備考"),
    ]
    assert {kind for cell, _, kind in found if cell[0] in "CD"} == {"yesno"}
    assert len(found) == 12


def test_a_bar_alone_heads_no_box_to_tick(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:E3", "凡例")
    _checks(sheet, 4, "開いている", "閉じている")
    assert not [cell for cell, _, _ in seen(drafted(book, tmp_path)) if cell[0] in "CD"]


def _lined(sheet: Worksheet, row: int, name: str | None, colon: str | None = ":") -> None:
    put(sheet, f"A{row}", row, border=None)
    put(sheet, f"B{row}", name, border=None)
    put(sheet, f"H{row}", colon, border=UNDER)
    put(sheet, f"I{row}", border=UNDER)


def test_lines_far_from_their_names_behind_a_column_of_colons(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet.column_dimensions["H"].width, sheet.column_dimensions["I"].width = 2, 40
    put(sheet, "A1:I1", "SECTION 1", fill="DDDDDD")
    _lined(sheet, 2, "Trade name of the company")
    _lined(sheet, 3, "Address")
    _lined(sheet, 4, None, None)
    _lined(sheet, 5, "Telephone")
    _lined(sheet, 6, "Bank branch", None)
    draft = drafted(book, tmp_path)
    assert [(cell, label) for cell, label, _ in seen(draft)] == [
        ("I2", "Trade name of the company"),
        ("I3", "Address"),
        ("I5", "Telephone"),
        ("I6", "Bank branch"),
    ]
    assert not any(field.repeat for field in draft.fields)


def test_a_line_behind_a_colon_is_not_named_beyond_a_line_that_parts_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet.column_dimensions["H"].width, sheet.column_dimensions["I"].width = 2, 40
    _lined(sheet, 2, "Trade name")
    put(sheet, "F3", border=RIGHT)
    _lined(sheet, 3, "Remark in a frame of its own")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["I2"]


def _lines_to_tick(sheet: Worksheet, *texts: str) -> None:
    sheet.column_dimensions["B"].width = 4
    put(sheet, "A2", "Name of applicant:", border=None)
    put(sheet, "E2:G2", border=UNDER)
    for row, text in enumerate(texts, 4):
        put(sheet, f"B{row}", border=UNDER)
        put(sheet, f"C{row}", text, border=None)


def test_short_lines_before_a_list_of_texts_are_ticked(tmp_path: Path) -> None:
    book, sheet = new_form()
    _lines_to_tick(sheet, "Counseling", "Food packs", "Medical", "Burial")
    sheet["B6"] = "✓"
    assert [(cell, label, kind) for cell, label, kind in seen(drafted(book, tmp_path))][1:] == [
        ("B4", "Counseling", "yesno"),
        ("B5", "Food packs", "yesno"),
        ("B6", "Medical", "yesno"),
        ("B7", "Burial", "yesno"),
    ]


@pytest.mark.parametrize(
    ("texts", "before"),
    [(("Counseling", "Medical"), ""), (("円",) * 4, ""), (("times", "sheets", "copies"), "about")],
    ids=["few", "units", "led by a text"],
)
def test_other_short_lines_are_not_ticked(
    tmp_path: Path, texts: tuple[str, ...], before: str
) -> None:
    book, sheet = new_form()
    _lines_to_tick(sheet, *texts)
    for row in range(4, 4 + len(texts)):
        sheet[f"A{row}"] = before or None
    assert "yesno" not in [kind for _, _, kind in seen(drafted(book, tmp_path))]


def _inspection(sheet: Worksheet, *rows: str | None) -> None:
    for column, head in zip("ABC", ("点検項目", "結果", "備考"), strict=True):
        put(sheet, f"{column}2", head)
    for number, text in enumerate(rows, 3):
        for column in "ABC":
            put(sheet, f"{column}{number}", text if column == "A" else None)


def test_rows_with_names_are_counted_although_spare_rows_follow(tmp_path: Path) -> None:
    book, sheet = new_form()
    _inspection(sheet, "車体の外観", "灯火の状態", "制動の効き", None, None)
    draft = drafted(book, tmp_path)
    assert [at(draft, f"B{row}").repeat for row in (3, 4, 5)] == [
        Repeat("rows", "結果", 3, 1, index) for index in (1, 2, 3)
    ]


def test_a_row_without_a_name_between_others_is_no_spare_row(tmp_path: Path) -> None:
    book, sheet = new_form()
    _inspection(sheet, "車体の外観", "灯火の状態", "制動の効き", None, "警音器の音")
    assert not any(at(drafted(book, tmp_path), f"B{row}").repeat for row in (3, 4, 5))


def _framed(sheet: Worksheet, place: str, text: str, below: str) -> None:
    frame(sheet, place, text)
    sheet.merge_cells(below)
    for column in sheet.columns:
        sheet.column_dimensions[column[0].coordinate[0]].width = 9


def test_a_caption_in_the_first_row_of_a_frame_asks_for_what_is_below_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    _framed(sheet, "A3:D6", "a. Problem", "A4:D6")
    _framed(sheet, "E3:H6", "b. Assessment", "E4:H6")
    draft = drafted(book, tmp_path)
    assert [(cell, label, kind) for cell, label, kind in seen(draft)] == [
        ("A4:D6", "a. Problem", "long"),
        ("E4:H6", "b. Assessment", "long"),
    ]


def test_a_frame_of_two_rows_is_a_heading(tmp_path: Path) -> None:
    book, sheet = new_form()
    _framed(sheet, "A3:D4", "a. Problem", "A4:D4")
    put(sheet, "A6", "Name")
    put(sheet, "B6:D6")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B6:D6"]
