"""Checklists and registrations of firms: boxes below bars, lines far from their names.

All forms here are invented (例示).
"""

from __future__ import annotations

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.forms import drafted, new_form, put, seen


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
