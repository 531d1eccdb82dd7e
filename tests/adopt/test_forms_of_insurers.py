"""Ways in which insurers and funds draw forms: names within the box of their answer, and numbers
in parts. All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.styles import Protection

from tests.adopt.forms import at, drafted, frame, new_form, put, seen


def test_cells_joined_to_write_in_share_a_box_with_the_name_over_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    frame(sheet, "B3:D6", "支店名")
    sheet.merge_cells("B4:D6")
    frame(sheet, "E3:G6", "社員番号")
    sheet.merge_cells("E4:G6")
    assert seen(drafted(book, tmp_path)) == [
        ("B4:D6", "支店名", "text"),
        ("E4:G6", "社員番号", "code"),
    ]


def test_one_joined_row_below_a_name_may_belong_to_a_heading(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "B2", "申込先")
    put(sheet, "C2:D2")
    frame(sheet, "B4:D5", "ア　申込みの内容")
    sheet.merge_cells("B5:D5")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["C2:D2"]


def test_cells_joined_to_write_in_share_a_box_with_the_name_before_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    frame(sheet, "B3:F3", "フリガナ")
    sheet.merge_cells("C3:F3")
    frame(sheet, "B4:F4", "職名")
    sheet.merge_cells("C4:F4")
    assert seen(drafted(book, tmp_path)) == [
        ("C3:F3", "フリガナ", "text"),
        ("C4:F4", "職名", "text"),
    ]


@pytest.mark.parametrize("name", ["円", "3", "①", "この欄は、前の年度の額を超えない範囲で書く"])
def test_a_unit_a_number_and_an_explanation_name_no_joined_cells(tmp_path: Path, name: str) -> None:
    book, sheet = new_form()
    put(sheet, "A2", "申込先")
    put(sheet, "B2")
    frame(sheet, "B4:F4", name)
    sheet.merge_cells("C4:F4")
    assert "C4:F4" not in [cell for cell, _, _ in seen(drafted(book, tmp_path))]


def test_joined_cells_apart_from_the_name_are_no_answer(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A2", "申込先")
    put(sheet, "B2")
    frame(sheet, "B4:G6", "支店名")
    sheet.merge_cells("E6:G6")
    assert "E6:G6" not in [cell for cell, _, _ in seen(drafted(book, tmp_path))]


def test_the_parts_of_a_number_stand_on_both_sides_of_each_dash(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "電話番号")
    frame(sheet, "B3:I3")
    sheet["D3"], sheet["G3"] = "-", "－"
    for place in ("B3:C3", "E3:F3", "H3:I3"):
        sheet.merge_cells(place)
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)] == ["B3:C3", "E3:F3", "H3:I3"]
    assert {field.label.split("／")[0] for field in draft.fields} == {"電話番号"}
    assert at(draft, "H3").type in ("code", "text")


@pytest.mark.parametrize(("texts", "cells"), [((None, "-", None), ["B3", "D3"]), (("-", None), [])])
def test_a_dash_parts_what_stands_on_both_sides_of_it(
    tmp_path: Path, texts: tuple[str | None, ...], cells: list[str]
) -> None:
    book, sheet = new_form()
    put(sheet, "A1", "申込先")
    put(sheet, "B1")
    put(sheet, "A3", "郵便番号")
    frame(sheet, "B3:D3" if len(texts) == 3 else "B3:C3")
    for letter, text in zip("BCD", texts, strict=False):
        sheet[f"{letter}3"] = text
    found = [cell for cell, _, _ in seen(drafted(book, tmp_path)) if cell.endswith("3")]
    assert found == cells


def test_an_empty_box_that_was_forgotten_is_an_answer_unless_the_sheet_is_protected(
    tmp_path: Path,
) -> None:
    book, sheet = new_form()
    for column, text in zip("ABCD", ("日付", "番号", "生産者名", "備考"), strict=True):
        put(sheet, f"{column}3", text)
        put(sheet, f"{column}4", unlocked=column != "A")
        put(sheet, f"{column}5", unlocked=column != "A")
    put(sheet, "A6", "点検者")
    put(sheet, "B6")  # no unlocked box in its row
    open_sheet = [cell for cell, _, _ in seen(drafted(book, tmp_path))]
    assert "A4" in open_sheet
    assert "B6" not in open_sheet
    sheet.protection.sheet = True
    assert "A4" not in [cell for cell, _, _ in seen(drafted(book, tmp_path))]


def test_the_unlocked_cells_behind_the_names_in_a_box_are_one_answer_each(tmp_path: Path) -> None:
    book, sheet = new_form()
    frame(sheet, "B3:H3", "氏名")
    frame(sheet, "B4:H4", "電話")
    sheet["F4"] = "FAX"
    frame(sheet, "B5:H5", "担当課")  # left as locked as everything else
    for place in ("D3", "E3", "F3", "G3", "H3", "C4", "D4", "E4", "G4", "H4"):
        sheet[place].protection = Protection(locked=False)
    put(sheet, "B7", "所属")
    put(sheet, "C7", unlocked=True)
    assert [(cell, label) for cell, label, _ in seen(drafted(book, tmp_path))] == [
        ("D3:H3", "氏名"),
        ("C4:E4", "電話"),
        ("G4:H4", "FAX"),
        ("C7", "所属"),
    ]
