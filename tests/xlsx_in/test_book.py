"""Facts about whole files: sheets, comments, remarks, names, and other formats."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import MASTER, read_workbook
from zushi_xl.xlsx_in.limits import Budget

from .parts_of import A1, BOOK, HEAD, MAIN, RELS, SHEET, minimal, rels, row, workbook, write

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
TEXT = "http://schemas.openxmlformats.org/drawingml/2006/main"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"


def read(path: Path) -> Workbook:
    book = read_workbook(path)
    assert isinstance(book, Workbook), book
    return book


def build(tmp_path: Path, cells: str = A1, **parts: str | bytes) -> Workbook:
    return read(write(tmp_path / "book.xlsx", minimal(cells, **parts)))


def remarks(book: Workbook) -> list[tuple[str, str, str]]:
    return [(remark.kind, remark.sheet, remark.cell) for remark in book.remarks]


def test_book_of_xlsxwriter(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    front, back = book.add_worksheet("表紙"), book.add_worksheet("裏")
    struck = book.add_format({"font_strikeout": True})
    front.write_string("B2", "  課名 ")
    front.write_rich_string("B3", struck, "2024", "2029", book.add_format(), "年度")
    front.write_number("B4", 0.667, book.add_format({"num_format": "0.0%"}))
    front.write_datetime("B5", datetime(2024, 4, 1), book.add_format({"num_format": "yyyy/m/d"}))
    front.write_comment("B2", "確認済み")
    front.write_comment("Z9", "空のセルへの注記")
    front.insert_textbox("D5", "枠の中の\n文章")
    front.merge_range("A10:C11", "結合")
    back.hide()
    back.write("A1", 1)
    book.define_name("表紙!識別", "=表紙!$B$2")
    book.define_name("全体", "=裏!$A$1")
    book.set_properties({"title": "様式", "author": "企画課"})
    book.set_custom_property("様式番号", "2024.1")
    book.close()

    found = read(path)
    one, two = found.sheets
    assert [(c.address, c.text, c.struck) for c in one.cells.values()] == [
        ("B2", "  課名 ", None),
        ("B3", "2029年度", "2024"),
        ("B4", "0.667", None),
        ("B5", "2024-04-01", None),
        ("A10", "結合", None),
        ("Z9", "", None),
    ]
    assert one.cells[1, 1].comment == "確認済み"
    assert one.cells[8, 25].comment == "空のセルへの注記"
    assert one.cells[3, 1].number_format == "0.0%"
    assert (one.visible, two.visible) == (True, False)
    assert found.names == {"表紙!識別": "表紙!$B$2", "全体": "裏!$A$1"}
    assert found.properties["title"] == "様式"
    assert found.properties["creator"] == "企画課"
    assert found.properties["様式番号"] == "2024.1"
    assert [(r.kind, r.text, r.sheet, r.cell) for r in found.remarks] == [
        ("text_box", "枠の中の\n文章", "表紙", "D5")
    ]


def test_book_of_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "課名"
    sheet["A2"] = "=SUM(B1:B9)"
    sheet["A1"].comment = Comment("注記", "企画課")
    book.save(path)
    cells = read(path).sheets[0].cells
    assert (cells[0, 0].text, cells[0, 0].comment) == ("課名", "注記")
    assert (cells[1, 0].uncalculated, cells[1, 0].formula) == (True, "=SUM(B1:B9)")


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ("<r><rPr><strike/></rPr><t>未定</t></r><r><t>3回</t></r>", "〔取り消し線：未定〕3回"),
        ("<r><rPr><strike/></rPr><t>未定</t></r>", "〔取り消し線：未定〕"),
        ('<r><rPr><strike val="0"/></rPr><t>3回</t></r>', "3回"),
    ],
)
def test_what_is_struck_in_a_comment_is_told_as_struck(
    runs: str, told: str, tmp_path: Path
) -> None:
    note = f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text>{runs}'
    parts = {
        SHEET_RELS: rels(("comments", "../comments1.xml")),
        "xl/comments1.xml": f"{note}</text></comment></commentList></comments>",
    }
    assert build(tmp_path, **parts).sheets[0].cells[0, 0].comment == told


def test_thread_of_comments_stands_for_its_old_copy(tmp_path: Path) -> None:
    note = f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text><t>[スレッド]</t></text>'
    thread = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="A1"><text>根拠は？</text>'
        '</threadedComment><threadedComment ref="A1"><text>決算書です</text></threadedComment>'
        "</ThreadedComments>"
    )
    book = build(
        tmp_path,
        **{
            SHEET_RELS: rels(("comments", "../comments1.xml"), ("threadedComment", "../t.xml")),
            "xl/comments1.xml": note + "</comment></commentList></comments>",
            "xl/t.xml": thread,
        },
    )
    assert book.sheets[0].cells[0, 0].comment == "根拠は？\n決算書です"


def test_text_boxes_in_groups_and_struck_text(tmp_path: Path) -> None:
    body = (
        '<xdr:txBody><a:p><a:r><a:rPr strike="sngStrike"/><a:t>旧</a:t></a:r>'
        "<a:r><a:rPr/><a:t>新</a:t></a:r></a:p></xdr:txBody>"
    )
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{TEXT}" xmlns:mc="{COMPATIBLE}">'
        "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>4</xdr:row></xdr:from>"
        f"<mc:AlternateContent><mc:Choice><xdr:grpSp><xdr:sp>{body}</xdr:sp></xdr:grpSp>"
        f"</mc:Choice><mc:Fallback><xdr:sp>{body}</xdr:sp></mc:Fallback></mc:AlternateContent>"
        "</xdr:twoCellAnchor><xdr:absoluteAnchor><xdr:pic/></xdr:absoluteAnchor></xdr:wsDr>"
    )
    book = build(tmp_path, **{SHEET_RELS: rels(("drawing", "../d.xml")), "xl/d.xml": drawing})
    assert remarks(book) == [("text_box", "様式", "C5"), ("picture", "様式", "")]
    assert book.remarks[0].text == "〔取消線: 旧〕新"


def test_macros_links_dde_and_objects_are_told_never_followed(tmp_path: Path) -> None:
    external = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{RELS}"><externalBook r:id="rId1"/></externalLink>'
    )
    link = '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    dde = f'<externalLink xmlns="{MAIN}">{link}</externalLink>'
    cells = row(
        '<c r="A1"><f>cmd|\'/c calc\'!A0</f><v>0</v></c><c r="B1"><f>[1]a!A1</f><v>1</v></c>'
    )
    book = build(
        tmp_path,
        cells,
        **{
            "xl/_rels/workbook.xml.rels": rels(
                ("worksheet", "worksheets/sheet1.xml"),
                ("vbaProject", "vbaProject.bin"),
                ("externalLink", "externalLinks/e1.xml"),
                ("externalLink", "externalLinks/e2.xml"),
                ("connections", "connections.xml"),
            ),
            "xl/vbaProject.bin": b"x",
            "xl/externalLinks/e1.xml": external,
            "xl/externalLinks/_rels/e1.xml.rels": rels(
                ("externalLinkPath", "file:///C:/他課.xlsx")
            ),
            "xl/externalLinks/e2.xml": dde,
            SHEET_RELS: rels(("oleObject", "../embeddings/o.bin"), ("image", "../media/i.png")),
        },
    )
    assert remarks(book) == [
        ("macro", "", ""),
        ("connection", "", ""),
        ("external_link", "", ""),
        ("dde", "", ""),
        ("embedded", "様式", ""),
        ("dde", "様式", "A1"),
    ]
    assert "file:///C:/他課.xlsx" in book.remarks[2].text
    assert "cmd|/c calc" in book.remarks[3].text
    assert book.sheets[0].cells[0, 1].formula == "=[1]a!A1"


def test_macro_sheets_are_told_and_chart_sheets_are_empty(tmp_path: Path) -> None:
    book = build(
        tmp_path,
        **{
            BOOK: workbook(["様式", "図", "古いマクロ"]),
            "xl/_rels/workbook.xml.rels": rels(
                ("worksheet", "worksheets/sheet1.xml"),
                ("chartsheet", "chartsheets/sheet1.xml"),
                ("xlMacrosheet", "macrosheets/sheet1.xml"),
            ),
        },
    )
    assert [len(sheet.cells) for sheet in book.sheets] == [1, 0, 0]
    assert remarks(book) == [("macro", "古いマクロ", "")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets(tmp_path: Path, state: str) -> None:
    text = workbook().replace("sheetId", f'state="{state}" sheetId')
    assert not build(tmp_path, **{BOOK: text}).sheets[0].visible


def test_absolute_targets_and_percent_signs_in_part_names(tmp_path: Path) -> None:
    links = rels(("worksheet", "/xl/worksheets/sheet%31.xml"))
    assert build(tmp_path, **{"xl/_rels/workbook.xml.rels": links}).sheets[0].text(0, 0) == "記入"


def test_part_names_differ_in_case(tmp_path: Path) -> None:
    parts = minimal(row('<c r="A1" t="s"><v>0</v></c>'))
    parts["xl/SharedStrings.xml"] = parts.pop("xl/sharedStrings.xml")
    assert read(write(tmp_path / "a.xlsx", parts)).sheets[0].text(0, 0) == "文言"


def test_damage_in_a_part_that_is_not_read_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", minimal(A1) | {"xl/media/image1.png": b"picture" * 99})
    with zipfile.ZipFile(path) as package:
        at = package.getinfo("xl/media/image1.png").header_offset + 60
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
    assert read(path).sheets[0].text(0, 0) == "記入"


def test_huge_merge_is_cut_to_the_content(tmp_path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="D3:F9"/></mergeCells>'
    text = str(minimal(A1 + row('<c r="C5"><v>1</v></c>', 5))[SHEET])
    book = build(tmp_path, **{SHEET: text.replace("</worksheet>", merges + "</worksheet>")})
    assert book.sheets[0].merges == ((0, 0, 4, 2), (2, 3, 8, 5))


def test_remarks_are_capped(tmp_path: Path) -> None:
    cells = "".join(f'<c r="A{n}"><f>a|b!c</f><v>1</v></c>' for n in range(1, 1_101))
    book = build(tmp_path, f"<row>{cells}</row>")
    assert len(book.remarks) == 1_001
    assert book.remarks[-1].text == "ほかに100件あります"


def test_name_and_fingerprint(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", minimal(A1))
    book = read_workbook(path, "財政課/回答.xlsx")
    assert isinstance(book, Workbook)
    assert (book.file, len(book.sha256)) == ("財政課/回答.xlsx", 64)


@pytest.mark.parametrize(
    ("budget", "reason"),
    [(Budget(3, 100), "3を超えて"), (Budget(100, 9), "9を超えて"), (MASTER, "")],
)
def test_what_a_workbook_may_hold_depends_on_whose_it_is(
    budget: Budget, reason: str, tmp_path: Path
) -> None:
    cells = "".join(f'<c r="{column}1"><v>1</v></c>' for column in "ABCD")
    found = read_workbook(write(tmp_path / "a.xlsx", minimal(row(cells))), budget=budget)
    assert reason in found.reason if isinstance(found, Unreadable) else not reason


def test_missing_file() -> None:
    found = read_workbook(Path("no-such.xlsx"))
    assert isinstance(found, Unreadable)
    assert (found.kind, found.sha256) == ("missing_file", "")


def test_xml_declaration_of_another_encoding_cannot_hide_entities(tmp_path: Path) -> None:
    text = HEAD.replace("UTF-8", "cp037")
    hidden = text.encode() + "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>".encode("cp037")
    found = read_workbook(write(tmp_path / "a.xlsx", minimal(A1, **{SHEET: hidden})))
    assert isinstance(found, Unreadable)
