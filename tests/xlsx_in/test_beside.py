"""Texts in no cell: messages, tips, links, alternative texts, charts, names, properties."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from zushi_xl.workbook.cells import Workbook
from zushi_xl.xlsx_in import read_workbook

from .parts_of import A1, MAIN, minimal, rels, sheet, write

SHEET, SHEET_RELS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
DRAWN = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def told(folder: Path, **parts: str | bytes) -> list[tuple[str, str, str]]:
    book = read_workbook(write(folder / "book.xlsx", minimal(A1, **parts)))
    assert isinstance(book, Workbook), book
    return [(remark.kind, remark.text, remark.cell) for remark in book.remarks]


def behind(xml: str, *targets: tuple[str, str]) -> dict[str, str]:
    """A sheet with something behind its cells."""
    return {SHEET: sheet(A1, after=xml)} | ({SHEET_RELS: rels(*targets)} if targets else {})


def test_messages_of_validations_each_once(tmp_path: Path) -> None:
    rule = (
        '<dataValidation sqref="{}" promptTitle="担当から" prompt="見込みです_x000a_二行目" '
        'errorTitle="" error="数で"/>'
    )
    xml = f"<dataValidations>{rule.format('C2:C9 E1')}{rule.format('D2')}</dataValidations>"
    newer = (
        f'<extLst><ext xmlns:x14="{X14}"><x14:dataValidations><x14:dataValidation prompt="別の表から">'
        '<xm:sqref xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">B7</xm:sqref>'
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    assert told(tmp_path, **behind(xml + newer)) == [
        ("prompt", "担当から\n見込みです\n二行目", "C2"),
        ("prompt", "数で", "C2"),
        ("prompt", "別の表から", "B7"),
    ]


def test_a_validation_without_words_says_nothing(tmp_path: Path) -> None:
    rule = '<dataValidation type="list" sqref="A1"><formula1>"可,否"</formula1></dataValidation>'
    assert told(tmp_path, **behind(f"<dataValidations>{rule}</dataValidations>")) == []


def test_tips_and_outside_addresses_of_links(tmp_path: Path) -> None:
    links = (
        '<hyperlinks><hyperlink ref="A1" r:id="rId1" tooltip="昨年度と同じです"/>'
        '<hyperlink ref="B1" location="\'表紙\'!A1" display="表紙へ"/></hyperlinks>'
    )
    found = told(tmp_path, **behind(links, ("hyperlink", "https://example.jp/a")))
    assert found == [
        ("link_tip", "昨年度と同じです", "A1"),
        ("link", "https://example.jp/a", "A1"),
    ]


def test_names_that_stand_for_a_text_and_comments_on_names(tmp_path: Path) -> None:
    names = (
        '<definedNames><definedName name="メモ">"来年度は""廃止"""</definedName>'
        '<definedName name="率" comment="見込みの率です">0.5</definedName>'
        "<definedName name=\"範囲\">'様式'!$A$1</definedName></definedNames>"
    )
    book = minimal(A1)["xl/workbook.xml"]
    assert isinstance(book, str)
    parts = {"xl/workbook.xml": book.replace("</workbook>", f"{names}</workbook>")}
    assert told(tmp_path, **parts) == [
        ("name", 'メモ：来年度は"廃止"', ""),
        ("name", "率：見込みの率です", ""),
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('descr="参加者の推移です"', "参加者の推移です"),
        ('title="図1" descr="参加者の推移です"', "図1\n参加者の推移です"),
        ('descr="グラフ, 折れ線グラフ&#10;&#10;自動的に生成された説明"', ""),
        ('descr="A graph&#10;Description automatically generated"', ""),
        ('descr="C:\\data\\image1.PNG"', ""),
        ('descr=""', ""),
        ('name="図 3"', ""),
    ],
)
def test_alternative_texts_that_somebody_wrote(given: str, said: str, tmp_path: Path) -> None:
    drawing = (
        f"<xdr:wsDr {DRAWN}><xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row>"
        f'</xdr:from><xdr:graphicFrame><xdr:nvSpPr><xdr:cNvPr id="2" {given}/></xdr:nvSpPr>'
        "</xdr:graphicFrame></xdr:oneCellAnchor></xdr:wsDr>"
    )
    parts = {SHEET_RELS: rels(("drawing", "../d.xml")), "xl/d.xml": drawing}
    assert told(tmp_path, **parts) == ([("alt", said, "B3")] if said else [])


def test_charts_what_lies_on_them_and_equations(tmp_path: Path) -> None:
    chart = (
        '<c:chart xmlns:c="c" xmlns:a="a"><c:title><a:p><a:r><a:t>推移</a:t></a:r></a:p></c:title>'
        "<c:ser><c:tx><c:v>市の調べ</c:v></c:tx></c:ser>"
        "<c:ser><c:tx><c:strRef><c:f>様式!$A$1</c:f><c:strCache><c:pt><c:v>記入</c:v></c:pt>"
        "</c:strCache></c:strRef></c:tx></c:ser></c:chart>"
    )
    above = '<u><a:p xmlns:a="a"><a:r><a:t>ここから回復</a:t></a:r></a:p></u>'
    math = (
        f"<xdr:wsDr {DRAWN}><xdr:absoluteAnchor><xdr:sp><xdr:txBody><a:p>"
        '<m:m xmlns:m="m"><m:r><m:t>x=12</m:t></m:r></m:m></a:p></xdr:txBody></xdr:sp>'
        "</xdr:absoluteAnchor></xdr:wsDr>"
    )
    parts = {
        SHEET_RELS: rels(("drawing", "../d.xml")),
        "xl/d.xml": math,
        "xl/_rels/d.xml.rels": rels(("chart", "c.xml")),
        "xl/c.xml": chart,
        "xl/_rels/c.xml.rels": rels(("chartUserShapes", "u.xml")),
        "xl/u.xml": above,
    }
    assert told(tmp_path, **parts) == [
        ("text_box", "x=12", ""),
        ("text_box", "推移\n市の調べ", ""),
        ("text_box", "ここから回復", ""),
    ]


def test_a_sheet_that_is_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("様式").write("A1", 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=様式!$A$1"})
    chart.set_title({"name": "二年で倍になりました"})
    alone = book.add_chartsheet("推移")
    alone.set_chart(chart)
    alone.set_header("&C速報です")
    book.close()
    found = read_workbook(path)
    assert isinstance(found, Workbook)
    assert [(r.kind, r.text, r.sheet) for r in found.remarks] == [
        ("text_box", "二年で倍になりました", "推移"),
        ("margin", "速報です", "推移"),
    ]


def test_tables_scenarios_and_pictures_behind_cells(tmp_path: Path) -> None:
    table = f'<table xmlns="{MAIN}" name="表1" comment="暫定の表です"/>'
    scenario = '<scenarios><scenario name="増えた場合" comment="担当 4/1"/></scenarios>'
    parts = behind(scenario, ("table", "../t.xml"), ("image", "../media/i.png"))
    assert told(tmp_path, **parts, **{"xl/t.xml": table, "xl/media/i.png": b"p"}) == [
        ("alt", "暫定の表です", ""),
        ("picture", "画像が貼られています。画像の中の文字は読めません", ""),
        ("scenario", "増えた場合\n担当 4/1", ""),
    ]


def test_ten_thousand_messages_are_bounded(tmp_path: Path) -> None:
    rules = "".join(f'<dataValidation sqref="A1" prompt="文{n}"/>' for n in range(10_000))
    found = told(tmp_path, **behind(f"<dataValidations>{rules}</dataValidations>"))
    assert len(found) == 1_000


def ods(folder: Path, table: str, before: str = "", **more: str) -> list[tuple[str, str, str]]:
    """The remarks on an .ods of one sheet; ``more`` are further parts."""
    spaces = " ".join(f'xmlns:{name}="{name}"' for name in ODS_SPACES)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{before}"
        '<table:table table:name="様式"><table:table-row><table:table-cell '
        f'office:value-type="string"><text:p>記入</text:p>{table}</table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "content.xml": content} | more
    book = read_workbook(write(folder / "book.ods", parts))
    assert isinstance(book, Workbook), book
    return [(remark.kind, remark.text, remark.cell) for remark in book.remarks]


ODS_SPACES = ("office", "table", "text", "draw", "svg", "xlink", "chart")


def test_objects_of_an_ods(tmp_path: Path) -> None:
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>'
    head = '<d xmlns:office="office" xmlns:chart="chart" xmlns:text="text"><office:body>'
    title = "<chart:chart><chart:title><text:p>推移です</text:p></chart:title></chart:chart>"
    chart = f"{head}<office:chart>{title}</office:chart></office:body></d>"
    writing = f"{head}<office:text><text:p>別の文書</text:p></office:text></office:body></d>"
    name = "Object 1/content.xml"
    assert ods(tmp_path, frame, **{name: chart}) == [("text_box", "推移です", "A1")]
    pasted = "貼り付けられたファイル（OLE オブジェクト）があります。中身は読みません"
    assert ods(tmp_path, frame, **{name: writing}) == [("embedded", pasted, "A1")]
    torn = "図形・グラフ・表のどれかが壊れていて、中の文字を読めません"
    assert ods(tmp_path, frame, **{name: "<d"}) == [("torn", torn, "")]
    ole = "<draw:frame><draw:object-ole/><draw:image/></draw:frame>"
    assert ods(tmp_path, ole) == [("embedded", pasted, "A1")]


SHAPE = "図形（丸や線など）が描かれています"


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("<draw:ellipse/>", [("shape", SHAPE, "A1")]),
        ("<draw:custom-shape/>", [("shape", SHAPE, "A1")]),
        ("<draw:line/>", [("shape", SHAPE, "A1")]),
        ("<draw:custom-shape><text:p>済</text:p></draw:custom-shape>", [("text_box", "済", "A1")]),
        ("<draw:control/>", []),
        ("<draw:frame/>", []),
    ],
)
def test_shapes_without_words_in_an_ods(drawn: str, said: object, tmp_path: Path) -> None:
    assert ods(tmp_path, drawn) == said


OVAL = "<sp><spPr/></sp>"
WORDS = "<sp><txBody><p><r><t>済</t></r></p></txBody></sp>"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (f"<a>{OVAL}</a>", [("shape", SHAPE, "")]),
        ("<a><cxnSp/></a>", [("shape", SHAPE, "")]),
        (f"<a><grpSp>{OVAL}{OVAL}</grpSp></a>", [("shape", SHAPE, "")]),
        (f"<a>{WORDS}</a>", [("text_box", "済", "")]),
        (f"<AlternateContent><Choice><a>{OVAL}</a></Choice></AlternateContent>", []),  # a button
        (f"<a><AlternateContent><Fallback>{OVAL}</Fallback></AlternateContent></a>", []),
        ("<a><graphicFrame/></a>", []),
    ],
)
def test_shapes_without_words(inside: str, said: object, tmp_path: Path) -> None:
    parts = {SHEET_RELS: rels(("drawing", "../d.xml")), "xl/d.xml": f"<d>{inside}</d>"}
    assert told(tmp_path, **parts) == said


def test_macros_and_links_of_an_ods(tmp_path: Path) -> None:
    links = (
        '<table:dde-links><table:dde-link><office:dde-source office:dde-application="cmd" '
        'office:dde-topic="/c calc"/></table:dde-link></table:dde-links>'
    )
    listed = {"Basic/script-lc.xml": "<a/>", "Basic/Standard/script-lb.xml": "<a/>"}
    assert ods(tmp_path, "", **listed) == []
    found = ods(tmp_path, "", links, **listed, **{"Basic/Standard/Module1.xml": "<a/>"})
    assert [(kind, text[-10:]) for kind, text, _ in found] == [
        ("macro", "セルだけを読みました"),
        ("dde", "cmd|/c calc"[-10:]),
    ]
