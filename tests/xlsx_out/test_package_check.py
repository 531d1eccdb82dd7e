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
RELATIONS = "xl/worksheets/_rels/sheet2.xml.rels"
WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
A2, B2 = '<c r="A2" s="3"><v>2022</v></c>', '<c r="B2" s="3"><v>12</v></c>'
DEFINED = '<definedName name="_xlnm.Print_Titles" localSheetId="1">様式!$1:$1</definedName>'


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
        (
            "[Content_Types].xml",
            f'<Override PartName="/{SHEET}" ContentType="{WORKSHEET}"/>',
            "",
            "content type of xl/worksheets/sheet2.xml: application/xml",
        ),
        ("[Content_Types].xml", "spreadsheetml.styles", "spreadsheetml.table", "content type of"),
        (RELATIONS, "vmlDrawing1.vml", "vmlDrawing9.vml", "missing xl/drawings/vmlDrawing9.vml"),
        (RELATIONS, 'Id="rId2"', 'Id="rId9"', "legacyDrawing without its relation rId2"),
        (RELATIONS, 'Id="rId3"', 'Id="rId9"', "tablePart without its relation rId3"),
        (SHEET, '<drawing r:id="rId1"', '<drawing r:id="rId3"', "drawing leads to a table"),
        (SHEET, 'dxfId="0"', 'dxfId="1"', "dxfId 1 of 1"),
        (
            "xl/tables/table1.xml",
            'id="1" name="年度"',
            'id="1" dataDxfId="5" name="年度"',
            "5 of 1",
        ),
        ("xl/styles.xml", 'fontId="3"', 'fontId="99"', "fontId 99 of "),
        (SHEET, '<c r="A2" s="3"', '<c r="A2" s="5"', "A2: no such format"),
        (SHEET, '<row r="2"', '<row s="5" r="2"', "row: no such format"),
        (SHEET, 'width="11.42578125"', 'width="255.01"', "width 255.01"),
        (SHEET, 'min="4" max="4"', 'min="3" max="4"', "columns 3: overlap"),
        (SHEET, 'min="4" max="4"', 'min="4" max="16385"', "columns 4: overlap or outside"),
        (SHEET, '<row r="4"', '<row r="2"', "rows out of order"),
        (SHEET, f"{A2}{B2}", f"{B2}{A2}", "row 2: cells out of order"),
        (SHEET, 'r="C4"', 'r="C5"', "row 4: a cell of another row"),
        (SHEET, 'sqref="A27"', 'sqref="A27:A1048577"', "outside the sheet: A27:A1048577"),
        (SHEET, 'sqref="B2:B4"', 'sqref="B2:XFE4"', "outside the sheet: B2:XFE4"),
        (SHEET, "<xm:sqref>D2<", "<xm:sqref>D1048577<", "outside the sheet: D1048577"),
        (SHEET, 'dataValidations count="1"', 'dataValidations count="2"', "counts 2, holds 1"),
        (SHEET, 'mergeCells count="8"', 'mergeCells count="7"', "counts 7, holds 8"),
        (SHEET, '"A,B"', f'"{"あ" * 256}"', "string literal over 255"),
        (SHEET, 'prompt="選ぶ"', f'prompt="{"あ" * 256}"', "prompt over 255"),
        (SHEET, "SUM(B2:B4)", "+".join(["B2"] * 2732), "formula too long"),
        (SHEET, "B2&lt;C2", "B2&lt;(C2", "unbalanced"),
        (SHEET, "見出し行", "見" * 256, "oddHeader too long"),
        (SHEET, '<c r="A1" s="2" t="s"><v>1<', '<c r="A1" s="2" t="s"><v>99<', "no such string"),
        ("xl/workbook.xml", "_xlnm.Print_Titles", "AB12", "defined name: AB12"),
        ("xl/workbook.xml", DEFINED, DEFINED * 2, "defined name twice"),
        (
            "xl/workbook.xml",
            'localSheetId="1"',
            'localSheetId="9"',
            "_xlnm.Print_Titles: sheet 9 of",
        ),
        ("xl/workbook.xml", 'sheetId="2"', 'sheetId="1"', "two sheets with one number"),
        (
            "xl/tables/table1.xml",
            '<tableColumn id="2"',
            '<tableColumn id="1"',
            "two columns with one",
        ),
    ],
)
def test_faults(
    parts: dict[str, str], tmp_path: Path, part: str, old: str, new: str, fault: str
) -> None:
    assert old in parts[part]
    found = spoiled(parts | {part: parts[part].replace(old, new, 1)}, tmp_path)
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, 'width="11.42578125"', 'width="255"'),
        (SHEET, 'ht="30"', 'ht="409.5"'),
        (SHEET, 'sqref="A27"', 'sqref="A27:XFD1048576"'),
        (SHEET, 'prompt="選ぶ"', f'prompt="{"あ" * 255}"'),
        (SHEET, '"A,B"', f'"{"あ" * 255}"'),
        (SHEET, "見出し行", "見" * 245),
        (SHEET, "SUM(B2:B4)", "+".join(["B2"] * 2731)),
        ("xl/workbook.xml", 'name="様式"', f'name="{"あ" * 31}"'),
    ],
)
def test_just_within(parts: dict[str, str], tmp_path: Path, part: str, old: str, new: str) -> None:
    assert old in parts[part]
    found = spoiled(parts | {part: parts[part].replace(old, new, 1)}, tmp_path)
    assert [line for line in found if "missing: 様式" not in line] == []


def test_header_cells_and_table_disagree(parts: dict[str, str], tmp_path: Path) -> None:
    table = parts["xl/tables/table1.xml"].replace('name="計画"', 'name="予定"')
    spoiled(parts | {"xl/tables/table1.xml": table}, tmp_path)
    assert table_headers_match(tmp_path / "x.xlsx") == ["実績表: '計画' is not '予定'"]


def test_two_tables_of_one_number(parts: dict[str, str], tmp_path: Path) -> None:
    table = parts["xl/tables/table1.xml"].replace('displayName="実績表"', 'displayName="別表"')
    found = spoiled(parts | {"xl/tables/table2.xml": table}, tmp_path)
    assert "別表: two tables with the number 1" in found


def test_not_a_book(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_text("x")
    assert check_package(tmp_path / "x.xlsx")[0].startswith("not a package")
