"""Cells as programs write them, usual and unusual: what each is read as, typed by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from zushi_xl.workbook.cells import Cell, Unreadable, Workbook, Worksheet, a1
from zushi_xl.xlsx_in import read_workbook

from .parts_of import SHEET, STRINGS, STYLES, minimal, row, sheet, strings, styles, write

SHARED = strings("<t>約30人</t>", "<r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r>", "<t/>")
LOOKS = styles(
    ["<font><strike/></font>"],
    {170: "#,##0&quot;人&quot;"},
    '<xf numFmtId="170"/><xf fontId="1"/><xf numFmtId="14"/>',
)
COLS = '<cols><col min="2" max="2" width="0"/><col min="4" max="5" hidden="1"/></cols>'
MERGED = '<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="D5:D3" /></mergeCells>'
WRITTEN = {
    "shared": (
        '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2" t="s"><v>0</v></c>',
        {"A1": "約30人", "B1": "取消 約30人"},
    ),
    "struck run": ('<c r="A1" t="s"><v>1</v></c>', {"A1": "新 取消 旧"}),
    "lost string": ('<c r="A1" t="s"><v>7</v></c>', {"A1": "誤り #文字列欠落"}),
    "empty string": ('<c r="A1" t="s"><v>2</v></c><c r="B1"><v>1</v></c>', {"B1": 1}),
    "blank cells": (
        '<c r="A1" s="1"/><c r="B1" s="1" t="n" /><c r="C1"><v>3</v></c><c r="D1"/>',
        {"C1": 3},
    ),
    "numbers": (
        '<c r="A1" s="1"><v>30</v></c><c r="B1" s="3"><v>45383</v></c>'
        '<c r="C1"><v>0.30000000000000004</v></c><c r="D1"><v>12345678901234</v></c>',
        {"A1": 30, "B1": datetime(2024, 4, 1), "C1": 0.30000000000000004, "D1": 12345678901234},
    ),
    "formulas": (
        '<c r="A1"><f>B1&amp;"&lt;"</f><v>3</v></c><c r="B1" t="str"><f>C1</f><v></v></c>'
        '<c r="C1"><f aca="false">D1</f></c>'
        '<c r="D1" t="str"><f t="shared" si="0"/><v>人&amp;物</v></c>'
        '<c r="E1"><f>F1</f><v/></c><c r="F1" t="str"><f>G1</f><v /></c>'
        '<c r="G1" t="s"><f>H1</f><v>0</v></c>',
        {"A1": 3, "C1": "未計算", "D1": "人&物", "E1": "未計算", "G1": "約30人"},
    ),
    "inline": (
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 約_x0041_&#12354;\n人 </t></is></c>'
        '<c r="B1" t="s"><is><t>中</t></is></c>',
        {"A1": " 約Aあ\n人 ", "B1": "中"},
    ),
    "other types": (
        '<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        '<c r="C1" t="d"><v>2024-04-01</v></c><c r="D1" t="zz"><v>9</v></c>'
        '<c r="E1" t="s"><v></v></c>',
        {"A1": True, "B1": "誤り #REF!", "C1": datetime(2024, 4, 1), "D1": "誤り 9"},
    ),
    "no references": ("<c><v>1</v></c><c/><c><v>2</v></c>", {"A1": 1, "C1": 2}),
    "single quotes": ("<c r='A1'><v>1</v></c>", {"A1": 1}),
    "runs": (
        '<c r="A1" t="inlineStr"><is><r><t>約</t></r><r><t>30</t></r></is></c>',
        {"A1": "約30"},
    ),
    "words that look like tags": (
        '<c r="A1" t="str"><v><![CDATA[<c r="B1"><v>2</v></c>]]></v></c>',
        {"A1": '<c r="B1"><v>2</v></c>'},
    ),
    "comment": ('<!-- <c r="B1"><v>2</v></c> --><c r="A1"><v>1</v></c>', {"A1": 1}),
    "line end of Windows": ('<c r="A1" t="str"><v>一\r\n二</v></c>', {"A1": "一\n二"}),
    "further attributes": ('<c r="A1" s="1" cm="1"><v>1</v></c>', {"A1": 1}),
    "further children": ('<c r="A1"><v>1</v><extLst/></c>', {"A1": 1}),
    "small letters": ('<c r="a1"><v>1</v></c>', {"A1": 1}),
}


def _sheet(path: Path, part: str) -> Worksheet:
    parts = minimal("", **{STRINGS: SHARED, STYLES: LOOKS})
    book = read_workbook(write(path / "book.xlsx", parts | {SHEET: part}), "a")
    assert isinstance(book, Workbook)
    return book.sheets[0]


def _said(cell: Cell) -> object:
    """The value of a cell, or in words what stands there instead of one."""
    struck = [f"取消 {cell.struck}"] if cell.struck else []
    if cell.uncalculated:
        return "未計算"
    if cell.error:
        return f"誤り {cell.error}"
    return " ".join([str(cell.value or ""), *struck]).strip() if struck else cell.value


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_is_read(name: str, tmp_path: Path) -> None:
    cells, expected = WRITTEN[name]
    sheet_ = _sheet(tmp_path, sheet(row(cells, 1, ' spans="1:3" ht="27"'), COLS, MERGED))
    found = {a1(*place): _said(cell) for place, cell in sheet_.cells.items()}
    assert {key: (type(value), value) for key, value in found.items()} == {
        key: (type(value), value) for key, value in expected.items()
    }


@pytest.mark.parametrize(
    ("attributes", "is_seen"),
    [
        ("", True),
        (' hidden="0"', True),
        (' hidden="1"', False),
        (' hidden="true"', False),
        (' ht="0"', False),
        (' ht="0.75" customHeight="1"', False),
        (' ht="2.99"', False),
        (' ht="3"', True),
        (' ht="27"', True),
        (' ht="tall"', True),
    ],
)
def test_rows_that_hide(attributes: str, is_seen: bool, tmp_path: Path) -> None:
    part = sheet(row('<c r="A1"><v>1</v></c>', 1, attributes))
    assert (_sheet(tmp_path, part).cells[0, 0].hidden == "") is is_seen


@pytest.mark.parametrize(
    ("attributes", "is_seen"),
    [
        ('width="0"', False),
        ('width="0.49"', False),
        ('width="0.5"', True),
        ('width="9.14" hidden="1"', False),
        ('width="9.14" hidden="false"', True),
        ("", True),
    ],
)
def test_columns_that_hide(attributes: str, is_seen: bool, tmp_path: Path) -> None:
    columns = f'<cols><col min="1" max="1" {attributes}/></cols>'
    part = sheet(row('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>'), columns)
    cells = _sheet(tmp_path, part).cells
    assert (cells[0, 0].hidden == "") is is_seen
    assert cells[0, 1].hidden == ""


def test_merged_areas_are_read_from_any_corner(tmp_path: Path) -> None:
    merges = _sheet(tmp_path, sheet(row('<c r="A1"><v>1</v></c>'), COLS, MERGED)).merges
    assert [(m.top, m.left, m.bottom, m.right) for m in merges] == [(0, 0, 1, 2), (2, 3, 4, 3)]


@pytest.mark.parametrize(
    "section",
    [
        "</row>",
        '<row r="1">',
        '<row r="1"><c r="A1"/>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '</row><row r="1">',
        '<row r="1"></row></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><x:row r="2"><c r="A2"><v>1</v></c></x:row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
    ],
)
def test_damage_is_told(section: str, tmp_path: Path) -> None:
    parts = minimal("") | {SHEET: sheet(section)}
    book = read_workbook(write(tmp_path / "book.xlsx", parts))
    assert isinstance(book, Unreadable)
    assert book.kind == "damaged"
