"""A copy of somebody's workbook: only what was asked differs."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from xlsxwriter import Workbook as Writer

from tests.own_form.packages import changed_cells, changed_parts, parts_of
from tests.xlsx_out.package_check import check_package
from zushi_xl.xlsx_out.package_copy import CellEdit, edited_copy

HIDDEN = ("識別", (("担当課", "企画課"), ("年度", "2025")))


@pytest.fixture(scope="module")
def original() -> bytes:
    """A book with most of what a form may hold."""
    out = BytesIO()
    book = Writer(out, {"in_memory": True})
    sheet = book.add_worksheet("様式")
    title, box = book.add_format({"bold": True}), book.add_format({"border": 1, "locked": False})
    sheet.write("A1", "報告書", title)
    sheet.merge_range("B3:D3", "", box)
    sheet.write("A3", "所属")
    sheet.write_blank("B4", None, box)
    sheet.write_formula("B5", "=B4*2", None, 0)
    sheet.data_validation("B4", {"validate": "list", "source": ["有", "無"]})
    sheet.conditional_format("B4", {"type": "cell", "criteria": ">", "value": 1, "format": title})
    sheet.write_comment("A1", "もとの注")
    sheet.insert_textbox("F2", "図形の文字", {"description": "図形"})
    sheet.set_landscape()
    sheet.print_area("A1:D9")
    sheet.protect()
    book.add_worksheet("説明").write("A1", "説明です")
    book.define_name("回答", "=様式!$B$4")
    book.close()
    return out.getvalue()


def test_only_values_and_the_identity_differ(original: bytes) -> None:
    edits = [CellEdit("様式", 2, 1, "企画課"), CellEdit("様式", 3, 1, Decimal("12.5"))]
    copy = edited_copy(original, edits, HIDDEN)
    gone, new, other = changed_parts(original, copy)
    assert gone == set()
    assert new == {"xl/worksheets/identity.xml"}
    assert other == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
    before, after = parts_of(original), parts_of(copy)
    sheet = "xl/worksheets/sheet1.xml"
    assert changed_cells(before[sheet], after[sheet]) == {"B3", "B4"}
    read = load_workbook(BytesIO(copy))
    assert read["様式"]["B3"].value == "企画課"
    assert read["様式"]["B4"].value == 12.5
    assert read["様式"]["B4"].border.left.style == "thin"
    assert read["識別"].sheet_state == "hidden"
    assert [c.value for c in read["識別"][1]] == ["担当課", "企画課"]


def test_marks_add_styles_and_notes_only(original: bytes) -> None:
    edits = [
        CellEdit("様式", 3, 1, "たくさん", "FFC7CE", "数で書いてください"),
        CellEdit("様式", 0, 0, None, "", "題名について"),
    ]
    copy = edited_copy(original, edits, HIDDEN)
    _, new, other = changed_parts(original, copy)
    assert new == {"xl/worksheets/identity.xml"}
    assert other == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    cell = load_workbook(BytesIO(copy))["様式"]["B4"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("たくさん", "FFFFC7CE")
    assert cell.comment.text == "数で書いてください"
    assert (cell.border.left.style, cell.protection.locked) == ("thin", False)
    assert load_workbook(BytesIO(copy))["様式"]["A1"].comment.text.endswith("もとの注")


def test_notes_on_a_sheet_without_any(original: bytes, tmp_path: Path) -> None:
    copy = edited_copy(original, [CellEdit("説明", 4, 2, None, "", "ここ")], HIDDEN)
    assert load_workbook(BytesIO(copy))["説明"]["C5"].comment.text == "ここ"
    path = tmp_path / "写し.xlsx"
    path.write_bytes(copy)
    assert check_package(path) == []


def test_cells_rows_and_columns_that_were_not_there(original: bytes) -> None:
    places = [(0, 5), (1, 0), (2, 0), (7, 3), (2000, 30)]
    edits = [CellEdit("様式", row, column, f"{row}:{column}") for row, column in places]
    sheet = load_workbook(BytesIO(edited_copy(original, edits, HIDDEN)))["様式"]
    for row, column in places:
        assert sheet.cell(row + 1, column + 1).value == f"{row}:{column}"
    assert sheet["A1"].value == "報告書"
    assert sheet["B5"].value == "=B4*2"


def test_a_name_that_is_taken_already() -> None:
    book = Workbook()
    book.active.title = "識別"
    out = BytesIO()
    book.save(out)
    copy = edited_copy(out.getvalue(), [], HIDDEN)
    assert load_workbook(BytesIO(copy)).sheetnames == ["識別", "識別_"]


def test_the_same_edits_give_the_same_bytes(original: bytes) -> None:
    edits = [CellEdit("様式", 3, 1, "有")]
    assert edited_copy(original, edits, HIDDEN) == edited_copy(original, edits, HIDDEN)


def test_prefixed_xml(original: bytes) -> None:
    """Some programs write x:row and x:c."""
    parts = parts_of(original)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t"):
        sheet = sheet.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>")
        sheet = sheet.replace(f"</{tag}>", f"</x:{tag}>")
    sheet = sheet.replace("<x:worksheet xmlns=", "<x:worksheet xmlns:x=", 1)
    sheet = sheet.replace(
        "xmlns:x=", 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x=', 1
    )
    import zipfile

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, sheet.encode() if name.endswith("sheet1.xml") else data)
    copy = edited_copy(
        out.getvalue(), [CellEdit("様式", 3, 1, "有"), CellEdit("様式", 8, 8, "新")], HIDDEN
    )
    read = load_workbook(BytesIO(copy))["様式"]
    assert (read["B4"].value, read["I9"].value, read["A3"].value) == ("有", "新", "所属")


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_comes_back(text: str, original: bytes) -> None:
    copy = edited_copy(original, [CellEdit("様式", 3, 1, text)], HIDDEN)
    assert (load_workbook(BytesIO(copy))["様式"]["B4"].value or "") == text


def test_a_file_on_disk_is_read_by_the_package_check(original: bytes, tmp_path: Path) -> None:
    edits = [CellEdit("様式", 3, 1, "有", "FFEB9C", "確かめてください")]
    path = tmp_path / "写し.xlsx"
    path.write_bytes(edited_copy(original, edits, HIDDEN))
    assert check_package(path) == []
