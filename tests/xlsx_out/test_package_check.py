"""The check finds what it is there for: sound books spoiled one by one."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.xlsx_out.package_check import check_package, table_headers_match
from tests.xlsx_out.test_office import whole_book
from zushi_xl.xlsx_out import book_bytes

SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(book_bytes(whole_book()))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def spoiled(parts: dict[str, str], folder: Path) -> list[str]:
    path = folder / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return check_package(path)


def test_a_sound_book(parts: dict[str, str], tmp_path: Path) -> None:
    assert spoiled(parts, tmp_path) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        ("xl/workbook.xml", 'name="様式"', f'name="{"あ" * 32}"', "sheet name"),
        ("xl/workbook.xml", 'name="様式"', 'name="表紙 \'24"', "two sheets"),
        ("xl/workbook.xml", 'name="様式"', 'name="別"', "missing: 様式"),
        ("xl/workbook.xml", 'sheetId="1"', 'sheetId="1" state="hidden"', "active sheet is hidden"),
        ("xl/sharedStrings.xml", "<t>表題", "<t>" + "あ" * 32_768, "too long"),
        ("xl/sharedStrings.xml", "<t>表題", "<t>\x0b", "not XML"),
        (SHEET, '<mergeCell ref="A6:C6"/>', '<mergeCell ref="A3:C6"/>', "overlaps"),
        (SHEET, "SUM(B2:B4)", "SUM(B2:B4", "unbalanced"),
        (SHEET, "SUM(B2:B4)", "SUM(なし!B4)", "missing: なし"),
        (SHEET, "SUM(B2:B4)", "SUM(#REF!)", "broken reference"),
        (SHEET, "_xlfn.IFS", "IFS", "IFS without"),
        (SHEET, "<v>40</v>", "", "without a cached value"),
        (SHEET, "<v>12</v>", "<v>１２</v>", "not a number"),
        (SHEET, 'r="B2"', 'r="A2"', "A2 twice"),
        (SHEET, "'表紙 ''24'!A1", "'どこ'!A1", "missing: どこ"),
        (SHEET, 'ht="30"', 'ht="500"', "too high"),
        (SHEET, "<formula1>", "<formula1>(", "unbalanced"),
        ("xl/charts/chart1.xml", "様式!", "消えた!", "missing: 消えた"),
        ("xl/drawings/drawing1.xml", 'descr="説明"', "", "without alternative text"),
        ("xl/tables/table1.xml", 'name="計画"', 'name="実績"', "headers empty or twice"),
        (
            "[Content_Types].xml",
            'PartName="/xl/styles.xml"',
            'PartName="/x"',
            "part that is missing",
        ),
        ("xl/_rels/workbook.xml.rels", "styles.xml", "style.xml", "missing xl/style.xml"),
    ],
)
def test_faults(
    parts: dict[str, str], tmp_path: Path, part: str, old: str, new: str, fault: str
) -> None:
    assert old in parts[part]
    found = spoiled(parts | {part: parts[part].replace(old, new, 1)}, tmp_path)
    assert any(fault in line for line in found), found


def test_header_cells_and_table_disagree(parts: dict[str, str], tmp_path: Path) -> None:
    table = parts["xl/tables/table1.xml"].replace('name="計画"', 'name="予定"')
    spoiled(parts | {"xl/tables/table1.xml": table}, tmp_path)
    assert table_headers_match(tmp_path / "x.xlsx") == ["実績表: '計画' is not '予定'"]


def test_not_a_book(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_text("x")
    assert check_package(tmp_path / "x.xlsx")[0].startswith("not a package")
