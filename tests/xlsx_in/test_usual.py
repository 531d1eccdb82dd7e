"""A sheet written the usual way is read by an expression: the same as through the tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from zushi_xl.files.find import find_workbooks
from zushi_xl.workbook.cells import UNSEEN_LINE, Unreadable, Workbook
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_in import sheet_scan as sheets
from zushi_xl.xlsx_in.usual import usual_sheet

from .parts_of import SHEET, STRINGS, STYLES, minimal, row, sheet, strings, styles, write

SHARED = strings("<t>約30人</t>", "<r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r>", "<t/>")
LOOKS = styles(
    ["<font><strike/></font>"],
    {170: "#,##0&quot;人&quot;"},
    '<xf numFmtId="170"/><xf fontId="1"/><xf numFmtId="14"/>',
)
COLS = '<cols><col min="2" max="2" width="0"/><col min="4" max="5" hidden="1"/></cols>'
MERGED = '<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="D5:D3" /></mergeCells>'
USUAL = {
    "shared": '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2" t="s"><v>0</v></c>',
    "struck run": '<c r="A1" t="s"><v>1</v></c>',
    "lost string": '<c r="A1" t="s"><v>7</v></c>',
    "empty string": '<c r="A1" t="s"><v>2</v></c><c r="B1"><v>1</v></c>',
    "blank cells": '<c r="A1" s="1"/><c r="B1" s="1" t="n" /><c r="C1"><v>3</v></c><c r="D1"/>',
    "numbers": '<c r="A1" s="1"><v>30</v></c><c r="B1" s="3"><v>45383</v></c>'
    '<c r="C1"><v>0.30000000000000004</v></c><c r="D1"><v>12345678901234</v></c>',
    "formulas": '<c r="A1"><f>B1&amp;"&lt;"</f><v>3</v></c><c r="B1" t="str"><f>C1</f><v></v></c>'
    '<c r="C1"><f aca="false">D1</f></c><c r="D1" t="str"><f t="shared" si="0"/><v>人&amp;物</v></c>'
    '<c r="E1"><f>F1</f><v/></c><c r="F1" t="str"><f>G1</f><v /></c>'
    '<c r="G1" t="s"><f>H1</f><v>0</v></c>',
    "inline": '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 約_x0041_&#12354;\n人 </t></is></c>'
    '<c r="B1" t="s"><is><t>中</t></is></c>',
    "other types": '<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c>'
    '<c r="C1" t="d"><v>2024-04-01</v></c><c r="D1" t="zz"><v>9</v></c><c r="E1" t="s"><v></v></c>',
}
UNUSUAL = {
    "no references": "<c><v>1</v></c><c/><c><v>2</v></c>",
    "single quotes": "<c r='A1'><v>1</v></c>",
    "runs": '<c r="A1" t="inlineStr"><is><r><t>約</t></r><r><t>30</t></r></is></c>',
    "words that look like tags": '<c r="A1" t="str"><v><![CDATA[<c r="B1"><v>2</v></c>]]></v></c>',
    "comment": '<!-- <c r="B1"><v>2</v></c> --><c r="A1"><v>1</v></c>',
    "line end of Windows": '<c r="A1" t="str"><v>一\r\n二</v></c>',
    "further attributes": '<c r="A1" s="1" cm="1"><v>1</v></c>',
    "further children": '<c r="A1"><v>1</v><extLst/></c>',
}


def _both(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbook | Unreadable]:
    yield read_workbook(path, "a")
    with monkeypatch.context() as patch:
        patch.setattr(sheets, "usual_sheet", lambda _: None)
        yield read_workbook(path, "a")


def _part(cells: str) -> str:
    rows = row(cells, 1, ' spans="1:3" ht="27"') + row("", 2, ' hidden="1"')
    hidden = row('<c r="A4"><v>4</v></c>', 4, ' hidden="true"')
    flat = '<row r="5" ht="0"><c r="C5"><v>5</v></c></row><row r="6" ht="0"/>'
    return sheet(rows + hidden + flat, COLS, MERGED)


@pytest.mark.parametrize("name", [*USUAL, *UNUSUAL])
def test_both_ways_read_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = _part((USUAL | UNUSUAL)[name])
    parts = minimal("", **{STRINGS: SHARED, STYLES: LOOKS})
    path = write(tmp_path / "book.xlsx", parts | {SHEET: part})
    usual, tree = _both(path, monkeypatch)
    assert isinstance(usual, Workbook)
    assert usual == tree
    assert [(cell.row, cell.hidden) for cell in usual.sheets[0].cells.values()][-2:] == [
        (3, UNSEEN_LINE),
        (4, UNSEEN_LINE),
    ]


@pytest.mark.parametrize("name", USUAL)
def test_what_is_usual(name: str) -> None:
    assert usual_sheet(_part(USUAL[name]).encode().partition(b"?>\n")[2]) is not None


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_not(name: str) -> None:
    assert usual_sheet(_part(UNUSUAL[name]).encode().partition(b"?>\n")[2]) is None


@pytest.mark.parametrize(
    "section",
    [
        "</row>",
        '<row r="1">',
        '<row r="1"><c r="A1"/>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><row r="2"></row></row>',
        '<c r="A1"><v>1</v></c>',
        '</row><row r="1">',
        '<row r="1"></row></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><x:row r="2"><c r="A2"><v>1</v></c></x:row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    ],
)
def test_damage_is_never_usual(section: str) -> None:
    assert usual_sheet(sheet(section).encode().partition(b"?>\n")[2]) is None


@pytest.mark.parametrize("text", ["&nbsp;", "&", "&#0;"])
def test_a_false_entity_is_damage(text: str, tmp_path: Path) -> None:
    cells = row(f'<c r="A1" t="str"><v>{text}</v></c>')
    book = read_workbook(write(tmp_path / "book.xlsx", minimal(cells)))
    assert isinstance(book, Unreadable)
    assert book.kind == "damaged"


RETURNS = [c for c in find_workbooks([ROOT / "inputs"]) if not c.ignored]


@pytest.mark.parametrize("candidate", RETURNS, ids=lambda candidate: candidate.name)
def test_the_sample_returns(candidate: object, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, tree = _both(candidate.path, monkeypatch)  # type: ignore[attr-defined]
    assert usual == tree
