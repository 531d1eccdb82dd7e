"""Content that the person with the sheet before them does not see: how it hides is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from zushi_xl.workbook.cells import (
    UNSEEN_COLOR,
    UNSEEN_CONDITION,
    UNSEEN_FORMAT,
    UNSEEN_LINE,
    UNSEEN_MERGE,
    UNSEEN_SIZE,
    Area,
    Scalar,
    Workbook,
)
from zushi_xl.xlsx_in import limits, read_workbook
from zushi_xl.xlsx_in.cell_formats import shows_nothing
from zushi_xl.xlsx_in.conditions import mark_conditional
from zushi_xl.xlsx_in.merges import mark_beneath
from zushi_xl.xlsx_in.page_margins import margin_text
from zushi_xl.xlsx_in.unreadable import Refused
from zushi_xl.xlsx_in.visible_text import PAPER, unseen_text

from .parts_of import MAIN, SHEET, STYLES, minimal, rels, row, sheet, write

SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"


def read(folder: Path, cells: str = "", **parts: str) -> Workbook:
    found = read_workbook(write(folder / "book.xlsx", minimal(cells, **parts)))
    assert isinstance(found, Workbook), found
    return found


def look_of(font: str, fill: str = "", code: str = "", dxf: str = "") -> str:
    formats = f'<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>' if code else ""
    return (
        f'<styleSheet xmlns="{MAIN}">{formats}<fonts><font/><font>{font}</font></fonts>'
        f"<fills><fill/><fill/><fill>{fill}</fill></fills>"
        f'<cellXfs><xf/><xf fontId="1" fillId="2" numFmtId="{170 if code else 0}"/></cellXfs>'
        f"<dxfs>{dxf}</dxfs></styleSheet>"
    )


def solid(color: str) -> str:
    return (
        f'<patternFill patternType="solid"><fgColor {color}/><bgColor indexed="64"/></patternFill>'
    )


@pytest.mark.parametrize(
    ("font", "fill", "unseen"),
    [
        ('<color rgb="FFFFFFFF"/>', "", UNSEEN_COLOR),
        ('<color theme="0"/>', "", UNSEEN_COLOR),
        ('<color theme="1"/>', "", ""),
        ('<color indexed="9"/>', "", UNSEEN_COLOR),
        ('<color indexed="64"/>', "", ""),
        ('<color auto="1"/>', "", ""),
        ('<color theme="0" tint="-0.05"/>', "", UNSEEN_COLOR),
        ('<color theme="0" tint="-0.25"/>', "", ""),
        ('<color rgb="FFFFFFFF"/>', solid('rgb="FF1F4E79"'), ""),
        ('<color rgb="FF1F4E79"/>', solid('rgb="FF1F4E79"'), UNSEEN_COLOR),
        ("", solid('rgb="FF000000"'), UNSEEN_COLOR),
        ("", solid('rgb="FFFFFFFF"'), ""),
        ('<color rgb="FFFFFFFF"/>', '<patternFill patternType="gray125"/>', UNSEEN_COLOR),
        ('<sz val="1"/>', "", UNSEEN_SIZE),
        ('<sz val="6"/>', "", ""),
        ('<color rgb="nonsense"/><sz val="x"/>', "", ""),
    ],
)
def test_colour_and_size(tmp_path: Path, font: str, fill: str, unseen: str) -> None:
    text = '<c r="A1" s="1" t="inlineStr"><is><t>下書き</t></is></c>'
    found = read(tmp_path, row(text), **{STYLES: look_of(font, fill)})
    cell = found.sheets[0].cells[0, 0]
    assert (cell.text, cell.hidden) == ("下書き", unseen)


@pytest.mark.parametrize(("grey", "unseen"), [(0xF2F2F2, UNSEEN_COLOR), (0xD9D9D9, "")])
def test_pale_grey_of_the_palette_is_seen_from_the_second_on(grey: int, unseen: str) -> None:
    assert unseen_text(grey, PAPER) == unseen


def test_part_of_a_text_in_the_colour_of_the_paper(tmp_path: Path) -> None:
    runs = '<r><t>見える</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>見えない</t></r>'
    found = read(tmp_path, row(f'<c r="A1" t="inlineStr"><is>{runs}</is></c>'))
    cell = found.sheets[0].cells[0, 0]
    assert (cell.text, cell.hidden) == ("見える見えない", UNSEEN_COLOR)


@pytest.mark.parametrize(
    ("code", "value", "nothing"),
    [
        (";;;", 1, True),
        (";;;", "字", True),
        (";;", "字", False),
        ("0;-0;;@", 0, True),
        ("0;-0;;@", 1, False),
        ("0;", -1, True),
        ("#", 0, True),
        ("#,###", 0, True),
        ("#,##0", 0, False),
        ('#"件"', 0, False),
        ('"";""', 1, True),
        ("_ ;* ", 1, True),
        ("[Red];[Blue]", 1, True),
        ('"非表示"', 1, False),
        ("[=0];0", 0, True),
        ("[=0];0", 5, False),
        ("General;;", 1, False),
        ("General;;", 0, True),
        (";;;", datetime(2024, 4, 1), True),
        ("yyyy/m/d", datetime(2024, 4, 1), False),
    ],
)
def test_formats_that_show_nothing(code: str, value: Scalar, nothing: bool) -> None:
    assert shows_nothing(code, value) is nothing


def test_value_in_a_format_that_shows_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, row('<c r="A1" s="1"><v>5</v></c>'), **{STYLES: look_of("", "", ";;;")})
    cell = found.sheets[0].cells[0, 0]
    assert (cell.value, cell.hidden) == (5, UNSEEN_FORMAT)


def test_cells_beneath_a_merged_area(tmp_path: Path) -> None:
    cells = row('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>3</v></c>')
    cells += row('<c r="C2"><v>4</v></c>', 2, ' hidden="1"')
    merges = '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>'
    found = read(tmp_path, **{SHEET: sheet(cells, after=merges)}).sheets[0].cells.values()
    assert {cell.address: cell.hidden for cell in found} == {
        "A1": "",
        "B1": UNSEEN_MERGE,
        "D1": "",
        "C2": UNSEEN_LINE,
    }


def test_areas_over_each_other_are_refused_before_they_cost_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MERGE_WORK", 100)
    cells = [(n, 0, n, str(n), None, None, None, False, None, "", None) for n in range(60)]
    mark_beneath([*cells], [Area(0, 0, 59, 0)])
    with pytest.raises(Refused, match="too_many"):
        mark_beneath([*cells], [Area(0, 0, 59, 0)] * 2)


@pytest.mark.parametrize(
    ("dxf", "unseen"),
    [
        ("<dxf><font><strike/></font></dxf>", UNSEEN_CONDITION),
        ('<dxf><numFmt numFmtId="180" formatCode=";;;"/></dxf>', UNSEEN_CONDITION),
        ('<dxf><font><color rgb="FFFFFFFF"/></font></dxf>', UNSEEN_CONDITION),
        ('<dxf><font><color rgb="FFC00000"/></font></dxf>', ""),
        ('<dxf><fill><patternFill><bgColor rgb="FFFCE4D6"/></patternFill></fill></dxf>', ""),
        ('<dxf><font><strike val="0"/></font></dxf>', ""),
    ],
)
def test_conditional_formats(tmp_path: Path, dxf: str, unseen: str) -> None:
    rule = '<cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>'
    after = f'<conditionalFormatting sqref="C9 A1:B2">{rule}</conditionalFormatting>'
    cells = row('<c r="B1"><v>1</v></c><c r="C1"><v>1</v></c>')
    parts = {SHEET: sheet(cells, after=after), STYLES: look_of("", dxf=dxf)}
    found = read(tmp_path, **parts).sheets[0].cells
    assert (found[0, 1].hidden, found[0, 2].hidden) == (unseen, "")


def test_newer_conditional_formats(tmp_path: Path) -> None:
    after = (
        '<extLst><ext xmlns:x14="urn:x14"><x14:conditionalFormattings><x14:conditionalFormatting>'
        '<x14:cfRule type="expression"><x14:dxf><font><strike/></font></x14:dxf></x14:cfRule>'
        '<xm:sqref xmlns:xm="urn:xm">A1</xm:sqref></x14:conditionalFormatting>'
        "</x14:conditionalFormattings></ext></extLst>"
    )
    found = read(tmp_path, **{SHEET: sheet(row('<c r="A1"><v>1</v></c>'), after=after)})
    assert found.sheets[0].cells[0, 0].hidden == UNSEEN_CONDITION


def test_many_conditional_areas_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONDITION_WORK", 3)
    cells = [(n, 0, n, str(n), None, None, None, False, None, "", None) for n in range(2)]
    mark_conditional([*cells], [Area(0, 0, 1, 1)])
    with pytest.raises(Refused, match="too_many"):
        mark_conditional([*cells], [Area(0, 0, 1, 1)] * 2)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("&L&8 市民協働課&C&9&P / &N&R&8&A ", "市民協働課"),
        ('&C&"BIZ UDGothic,標準"&KFF0000決算見込み', "決算見込み"),
        ("&L一 && 二&R三", "一 & 二\n三"),
        ("&C&P/&N&G", ""),
        ("&", ""),
        ("", ""),
    ],
)
def test_words_of_a_margin(written: str, text: str) -> None:
    assert margin_text(written) == text


def test_margins_are_told(tmp_path: Path) -> None:
    after = (
        "<headerFooter><oddHeader>&amp;L至急</oddHeader><oddFooter>&amp;P</oddFooter>"
        "<firstHeader>&amp;C至急</firstHeader></headerFooter>"
    )
    for cells in (row('<c r="A1"><v>1</v></c>'), "<!-- -->" + row('<c r="A1"><v>1</v></c>')):
        found = read(tmp_path, **{SHEET: sheet(cells, after=after)})
        assert [(r.kind, r.text, r.sheet) for r in found.remarks] == [("margin", "至急", "様式")]


def test_old_drawings_charts_and_diagrams(tmp_path: Path) -> None:
    vml = (
        "<xml><v:shape id='1'><v:textbox style='a'><div>枠の<br>文章</div></v:textbox>"
        '<x:ClientData ObjectType="Rect"/></v:shape><v:shape><v:textbox><div>注記</div></v:textbox>'
        '<x:ClientData ObjectType="Note"/></v:shape></xml>'
    )
    drawing = '<xdr:wsDr xmlns:xdr="urn:d"/>'
    chart = (
        '<c:chart xmlns:c="urn:c" xmlns:a="urn:a"><a:p><a:r><a:t>図の題</a:t></a:r></a:p></c:chart>'
    )
    found = read(
        tmp_path,
        row('<c r="A1"><v>1</v></c>'),
        **{
            SHEET_RELS: rels(("vmlDrawing", "../v.vml"), ("drawing", "../drawings/d.xml")),
            "xl/v.vml": vml,
            "xl/drawings/d.xml": drawing,
            "xl/drawings/_rels/d.xml.rels": rels(("chart", "../c.xml")),
            "xl/c.xml": chart,
        },
    )
    assert [(r.kind, r.text) for r in found.remarks] == [
        ("text_box", "枠の\n文章"),
        ("text_box", "図の題"),
    ]


@pytest.mark.parametrize(("checked", "told"), [('checked="Checked"', ["control"]), ("", [])])
def test_ticked_control(tmp_path: Path, checked: str, told: list[str]) -> None:
    control = f'<formControlPr objectType="CheckBox" {checked}/>'
    parts = {SHEET_RELS: rels(("ctrlProp", "../c.xml")), "xl/c.xml": control}
    found = read(tmp_path, row('<c r="A1"><v>1</v></c>'), **parts)
    assert [remark.kind for remark in found.remarks] == told


RICH = {
    "xl/metadata.xml": '<metadata><futureMetadata name="XLRICHVALUE"><bk><ext><rvb i="0"/></ext></bk>'
    '<bk><ext><rvb i="1"/></ext></bk></futureMetadata><valueMetadata><bk><rc t="1" v="0"/></bk>'
    '<bk><rc t="1" v="1"/></bk></valueMetadata></metadata>',
    "xl/rv.xml": '<rvData><rv s="0"><v>0</v></rv><rv s="1"><v>4</v></rv></rvData>',
    "xl/rvs.xml": '<rvStructures><s t="_localImage"/><s t="_error"/></rvStructures>',
    "xl/_rels/workbook.xml.rels": rels(
        ("worksheet", "worksheets/sheet1.xml"),
        ("sheetMetadata", "metadata.xml"),
        ("rdRichValue", "rv.xml"),
        ("rdRichValueStructure", "rvs.xml"),
    ),
}


def test_picture_in_a_cell_is_no_error(tmp_path: Path) -> None:
    cells = '<c r="A1" t="e" vm="1"><v>#VALUE!</v></c><c r="B1" t="e" vm="2"><v>#VALUE!</v></c>'
    found = read(tmp_path, row(cells), **RICH)
    assert {cell.address: cell.error for cell in found.sheets[0].cells.values()} == {
        "B1": "#VALUE!"
    }
    assert [(r.kind, r.cell) for r in found.remarks] == [("picture", "A1")]


@pytest.mark.parametrize(
    "formula", ["_xlfn.DISPIMG(&quot;ID_1&quot;,1)", "_xlfn.IMAGE(&quot;https://a/b&quot;)"]
)
def test_picture_by_formula(tmp_path: Path, formula: str) -> None:
    cells = f'<c r="A1" t="str"><f>{formula}</f><v>=DISPIMG()</v></c><c r="B1"><v>1</v></c>'
    found = read(tmp_path, row(cells))
    assert [cell.address for cell in found.sheets[0].cells.values()] == ["B1"]
    assert [(r.kind, r.cell) for r in found.remarks] == [("picture", "A1")]


@pytest.mark.parametrize("listed", ['r:id=""', 'r:id="rId9"', ""])
def test_a_sheet_without_a_part_is_told_and_the_others_are_read(
    tmp_path: Path, listed: str
) -> None:
    book = str(minimal("")["xl/workbook.xml"])
    book = book.replace("</sheets>", f'<sheet name="空" sheetId="9" {listed}/></sheets>')
    found = read(tmp_path, row('<c r="A1"><v>1</v></c>'), **{"xl/workbook.xml": book})
    assert [(s.name, len(s.cells)) for s in found.sheets] == [("様式", 1), ("空", 0)]
    assert [(r.kind, r.sheet) for r in found.remarks] == [("lost_sheet", "空")]


def test_margins_of_ods(tmp_path: Path) -> None:
    names = " ".join(f'xmlns:{n}="urn:{n}"' for n in ("office", "table", "text", "style"))
    styles = (
        f"<office:document-styles {names}><office:master-styles>"
        '<style:master-page style:name="P"><style:header><text:p>至急 <text:page-number>1'
        '</text:page-number></text:p></style:header><style:footer style:display="false">'
        "<text:p>隠れた</text:p></style:footer></style:master-page>"
        '<style:master-page style:name="Q"><style:header><text:p>使わない</text:p></style:header>'
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        '<style:style style:name="t" style:family="table" style:master-page-name="P"/>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        '<table:table table:name="様式" table:style-name="t"><table:table-row><table:table-cell '
        'office:value-type="string"><text:p>記入</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": content, "styles.xml": styles}
    found = read_workbook(write(tmp_path / "book.ods", parts))
    assert isinstance(found, Workbook)
    assert [(r.kind, r.text, r.sheet) for r in found.remarks] == [("margin", "至急", "様式")]


def test_texts_of_ods_that_are_shown_as_nothing_and_truths_that_became_formulas(
    tmp_path: Path,
) -> None:
    """As LibreOffice writes a text in the format ;;; and a ticked cell of an .xlsx."""
    spaces = " ".join(f'xmlns:{n}="urn:{n}"' for n in ("office", "table", "text"))
    cells = (
        '<table:table-cell office:value-type="string" office:string-value="隠れた文"><text:p/>'
        "</table:table-cell>"
        '<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1">'
        "<text:p>1</text:p></table:table-cell>"
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="a"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    path = write(tmp_path / "book.ods", {"mimetype": kind, "content.xml": content})
    found = read_workbook(path)
    assert isinstance(found, Workbook), found
    assert [(c.address, c.value, c.text, c.hidden) for c in found.sheets[0].cells.values()] == [
        ("A1", "隠れた文", "隠れた文", UNSEEN_FORMAT),
        ("B1", True, "TRUE", ""),
    ]


@pytest.mark.parametrize("zone", ["", "Z", "+09:00"])
def test_days_of_ods_have_no_zone(tmp_path: Path, zone: str) -> None:
    """As the day of an .xlsx: what people see names none, and two days can be compared."""
    spaces = " ".join(f'xmlns:{n}="urn:{n}"' for n in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        '<table:table table:name="a"><table:table-row><table:table-cell '
        f'office:value-type="date" office:date-value="2025-03-31T10:30:00{zone}">'
        "<text:p>31日</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    path = write(tmp_path / "book.ods", {"mimetype": kind, "content.xml": content})
    found = read_workbook(path)
    assert isinstance(found, Workbook), found
    (cell,) = found.sheets[0].cells.values()
    assert (cell.value, cell.text) == (datetime(2025, 3, 31, 10, 30), "2025-03-31 10:30:00")


def test_conditions_and_sizes_of_ods_that_hide(tmp_path: Path) -> None:
    names = " ".join(f'xmlns:{n}="urn:{n}"' for n in ("office", "table", "text", "style", "fo"))
    struck = '<style:text-properties style:text-line-through-style="solid"/>'
    styles = (
        '<style:style style:name="C_5f_1" style:display-name="C_1" style:family="table-cell">'
        f'{struck}</style:style><style:style style:name="low" style:family="table-row">'
        '<style:table-row-properties style:row-height="0.02in"/></style:style>'
        '<style:style style:name="any" style:family="table-row">'
        '<style:table-row-properties style:row-height="0.5cm"/></style:style>'
    )
    row = (
        '<table:table-row table:style-name="{}"><table:table-cell office:value-type="string">'
        "<text:p>{}</text:p></table:table-cell></table:table-row>"
    )
    condition = (
        "<conditional-formats><conditional-format target-range-address=\"'様 式.A9'.A2:'様 式'.B2\">"
        '<condition apply-style-name="C_1"/></conditional-format></conditional-formats>'
    )
    rows = row.format("any", "見える") + row.format("any", "条件") + row.format("low", "低い")
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="様式">{rows}{condition}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    path = write(tmp_path / "book.ods", {"mimetype": kind, "content.xml": content})
    found = read_workbook(path)
    assert isinstance(found, Workbook), found
    assert [(c.address, c.hidden) for c in found.sheets[0].cells.values()] == [
        ("A1", ""),
        ("A2", UNSEEN_CONDITION),
        ("A3", UNSEEN_LINE),
    ]
