"""Facts of cells in .xlsx: each case is the XML of a cell and what a reader must make of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from zushi_xl.workbook.cells import Area, Cell, Workbook, Worksheet
from zushi_xl.xlsx_in import read_workbook

from .parts_of import (
    BOOK,
    MAIN,
    SHEET,
    STRICT_MAIN,
    STRINGS,
    STYLES,
    minimal,
    rels,
    row,
    sheet,
    strings,
    styles,
    workbook,
    write,
)

Read = Callable[..., Worksheet]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(cells: str, **parts: str | bytes) -> Worksheet:
        book = read_workbook(write(tmp_path / "book.xlsx", minimal(cells, **parts)))
        assert isinstance(book, Workbook), book
        return book.sheets[0]

    return read


def first(worksheet: Worksheet) -> Cell:
    return worksheet.cells[0, 0]


def inline(text: str, more: str = "") -> str:
    return row(f'<c r="A1" t="inlineStr"{more}><is>{text}</is></c>')


@pytest.mark.parametrize(
    ("raw", "value", "text"),
    [
        ("0.667", 0.667, "0.667"),
        ("22.199999999999999", 22.2, "22.2"),
        ("0.30000000000000004", 0.30000000000000004, "0.3"),
        ("5", 5, "5"),
        ("5.0", 5, "5"),
        ("-0.675", -0.675, "-0.675"),
        ("1422271", 1422271, "1422271"),
        ("1E3", 1000, "1000"),
        ("1.0000000000000001E-5", 1e-05, "0.00001"),
        ("123456789012", 123456789012, "123456789012"),
        ("1.5E+300", 1.5e300, "1.5E+300"),
    ],
)
def test_numbers_show_as_in_general_format(read: Read, raw: str, value: float, text: str) -> None:
    cell = first(read(row(f'<c r="A1"><v>{raw}</v></c>')))
    assert (cell.value, cell.text, cell.error) == (value, text, None)
    assert type(cell.value) is type(value)


@pytest.mark.parametrize("raw", ["NaN", "1e400", "-Infinity", "inf", "1_000", "約30"])
def test_what_is_no_number_is_an_error(read: Read, raw: str) -> None:
    cell = first(read(row(f'<c r="A1"><v>{raw}</v></c>')))
    assert (cell.value, cell.text, cell.error) == (None, raw, raw)


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?"])
def test_error_cells_are_told(read: Read, error: str) -> None:
    cell = first(read(row(f'<c r="A1" t="e"><f>B1/0</f><v>{error}</v></c>')))
    assert (cell.value, cell.text, cell.error, cell.formula) == (None, error, error, "=B1/0")


@pytest.mark.parametrize(
    ("cell", "value", "text", "error"),
    [
        ('<c r="A1" t="b"><v>1</v></c>', True, "TRUE", None),
        ('<c r="A1" t="b"><v>0</v></c>', False, "FALSE", None),
        ('<c r="A1" t="b"><v>2</v></c>', None, "2", "2"),
        (
            '<c r="A1" t="d"><v>2025-03-31T00:00:00Z</v></c>',
            datetime(2025, 3, 31),
            "2025-03-31",
            None,
        ),
        ('<c r="A1" t="d"><v>きのう</v></c>', None, "きのう", "きのう"),
        ('<c r="A1" t="s"><v>99</v></c>', None, "", "#文字列欠落"),
        ('<c r="A1" t="s"><v>-1</v></c>', None, "", "#文字列欠落"),
        ('<c r="A1" t="s"><v>x</v></c>', None, "", "#文字列欠落"),
        ('<c r="A1" t="str"><f>"a"</f><v>結果</v></c>', "結果", "結果", None),
    ],
)
def test_types_of_cells(read: Read, cell: str, value: object, text: str, error: str | None) -> None:
    found = first(read(row(cell)))
    assert (found.value, found.text, found.error) == (value, text, error)


@pytest.mark.parametrize(
    ("cell", "uncalculated"),
    [
        ('<c r="A1"><f>1+1</f></c>', True),
        ('<c r="A1"><f>1+1</f><v/></c>', True),
        ('<c r="A1"><f>1+1</f><v></v></c>', True),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', False),
        ('<c r="A1" t="str"><f>A9</f></c>', True),
    ],
)
def test_formula_without_its_result(read: Read, cell: str, uncalculated: bool) -> None:
    assert first(read(row(cell))).uncalculated is uncalculated


def test_formula_whose_result_is_an_empty_text_is_blank(read: Read) -> None:
    found = read(row('<c r="A1" t="str"><f>A9</f><v></v></c><c r="B1"><v>1</v></c>'))
    assert set(found.cells) == {(0, 1)}


@pytest.mark.parametrize(
    ("item", "text", "struck"),
    [
        ("<t>見え消し</t>", "見え消し", None),
        ("<r><t>2029</t></r><r><rPr><b/></rPr><t>年</t></r>", "2029年", None),
        ("<r><rPr><strike/></rPr><t>2024</t></r><r><t>2029</t></r>", "2029", "2024"),
        ('<r><rPr><strike val="0"/></rPr><t>2024</t></r>', "2024", None),
        ('<r><rPr><strike val="1"/></rPr><t>全部</t></r>', "", "全部"),
        (
            "<r><rPr><strike/></rPr><t>を</t></r><r><t>目指し</t></r>"
            "<r><rPr><strike/></rPr><t>めざし</t></r>",
            "目指し",
            "をめざし",
        ),
    ],
)
@pytest.mark.parametrize("shared", [True, False])
def test_struck_runs_are_not_the_value(
    read: Read, item: str, text: str, struck: str | None, shared: bool
) -> None:
    if shared:
        found = read(row('<c r="A1" t="s"><v>0</v></c>'), **{STRINGS: strings(item)})
    else:
        found = read(inline(item))
    cell = first(found)
    assert (cell.text, cell.value, cell.struck) == (text, text or None, struck)


STRUCK_FONT = styles(
    ["<font><strike/></font>"], xfs='<xf fontId="1"/><xf fontId="1" numFmtId="9"/>'
)


def test_whole_cell_struck_by_its_font(read: Read) -> None:
    cells = (
        '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"><v>0.5</v></c>'
        '<c r="C1" t="s"><v>0</v></c>'
    )
    found = read(row(cells), **{STYLES: STRUCK_FONT})
    assert [(c.text, c.value, c.struck) for c in found.cells.values()] == [
        ("", None, "文言"),
        ("", None, "0.5"),
        ("文言", "文言", None),
    ]


def test_run_with_a_font_of_its_own_is_not_struck_by_the_cell(read: Read) -> None:
    item = "<r><t>旧</t></r><r><rPr><b/></rPr><t>新</t></r>"
    found = read(inline(item, ' s="1"'), **{STYLES: STRUCK_FONT})
    assert (first(found).text, first(found).struck) == ("新", "旧")


@pytest.mark.parametrize(
    "item",
    [
        '<t>委員長</t><rPh sb="0" eb="3"><t>イインチョウ</t></rPh><phoneticPr fontId="1"/>',
        '<r><t>委員</t></r><r><rPr><b/></rPr><t>長</t></r><rPh sb="0" eb="3"><t>イイン</t></rPh>',
    ],
)
def test_furigana_is_not_glued_to_the_text(read: Read, item: str) -> None:
    found = read(row('<c r="A1" t="s"><v>0</v></c>'), **{STRINGS: strings(item)})
    assert first(found).text == "委員長"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ('<t xml:space="preserve">　前年度と同じ \t</t>', "　前年度と同じ \t"),
        ("<t> 外の空白 </t>", " 外の空白 "),
        ("<t>一行_x000D_\n二行</t>", "一行\r\n二行"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>a_xZZZZ_b</t>", "a_xZZZZ_b"),
        ("<t>か\u3099</t>", "か\u3099"),
        ("<t>零\u200b幅</t>", "零\u200b幅"),
        ("<t>=1+1</t>", "=1+1"),
        ("<t>&lt;b&gt; &amp;amp;</t>", "<b> &amp;"),
        ("<t><![CDATA[<素>]]></t>", "<素>"),
        ("<t>①㈱\U00020bb7</t>", "①㈱\U00020bb7"),
    ],
)
def test_text_stays_as_typed(read: Read, stored: str, text: str) -> None:
    assert first(read(inline(stored))).text == text


DATES = styles(
    formats={
        176: "yyyy/m/d",
        177: "[$-411]e&quot;年度&quot;",
        178: "0.0&quot;ha&quot;",
        179: "gge.m.d",
    },
    xfs="".join(
        f'<xf numFmtId="{n}"/>' for n in (14, 27, 31, 50, 56, 58, 176, 177, 178, 179, 20, 46, 22)
    ),
)


@pytest.mark.parametrize("style", [1, 2, 3, 4, 5, 6, 7, 8, 10])
def test_dates_in_every_japanese_format(read: Read, style: int) -> None:
    cell = first(read(row(f'<c r="A1" s="{style}"><v>45383</v></c>'), **{STYLES: DATES}))
    assert (cell.value, cell.text) == (datetime(2024, 4, 1), "2024-04-01")
    assert cell.number_format


@pytest.mark.parametrize(
    ("style", "raw", "value", "text"),
    [
        (9, "45383", 45383, "45383"),
        (11, "0.5", time(12), "12:00:00"),
        (12, "1.5", timedelta(hours=36), "36:00:00"),
        (13, "45383.75", datetime(2024, 4, 1, 18), "2024-04-01 18:00:00"),
        (1, "1", datetime(1900, 1, 1), "1900-01-01"),
        (1, "59", datetime(1900, 2, 28), "1900-02-28"),
        (1, "61", datetime(1900, 3, 1), "1900-03-01"),
    ],
)
def test_times_spans_and_the_first_days(
    read: Read, style: int, raw: str, value: object, text: str
) -> None:
    cell = first(read(row(f'<c r="A1" s="{style}"><v>{raw}</v></c>'), **{STYLES: DATES}))
    assert (cell.value, cell.text) == (value, text)


@pytest.mark.parametrize("raw", ["-5", "1E+12", "2958466"])
def test_date_outside_the_calendar_is_an_error(read: Read, raw: str) -> None:
    cell = first(read(row(f'<c r="A1" s="1"><v>{raw}</v></c>'), **{STYLES: DATES}))
    assert (cell.value, cell.error) == (None, "#######")


@pytest.mark.parametrize(
    ("raw", "value", "text"),
    [
        ("0", 0, "1900/1/0"),
        ("0.5", 0.5, "1900/1/0 12:00:00"),
        ("0.99999", 0.99999, "1900/1/0 23:59:59.136000"),
    ],
)
def test_day_zero_is_a_number_shown_as_excel_shows_it(
    read: Read, raw: str, value: float, text: str
) -> None:
    cell = first(read(row(f'<c r="A1" s="1"><v>{raw}</v></c>'), **{STYLES: DATES}))
    assert (cell.value, cell.text, cell.error) == (value, text, None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024-07-18", datetime(2024, 7, 18)),
        ("2024-07-18T09:30:00Z", datetime(2024, 7, 18, 9, 30)),
        ("09:30:00", time(9, 30)),
        ("T09:30:00Z", time(9, 30)),
    ],
)
def test_iso_days_and_times(read: Read, raw: str, value: object) -> None:
    assert first(read(row(f'<c r="A1" t="d"><v>{raw}</v></c>'))).value == value


@pytest.mark.parametrize("raw", ["2024-13-01", "2025-03", "202503", "10"])
def test_iso_time_that_is_none_is_an_error(read: Read, raw: str) -> None:
    assert first(read(row(f'<c r="A1" t="d"><v>{raw}</v></c>'))).error == raw


def test_dates_counted_from_1904(read: Read) -> None:
    book = workbook(more='<workbookPr date1904="1"/>')
    found = read(row('<c r="A1" s="1"><v>43921</v></c>'), **{STYLES: DATES, BOOK: book})
    assert first(found).value == datetime(2024, 4, 1)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (0, None, None),
        (49, None, None),
        (10, None, "0.00%"),
        (3, None, "#,##0"),
        (176, "General", None),
        (176, "G/標準", None),
        (176, "#,##0,&quot;千円&quot;", '#,##0,"千円"'),
        (176, "&quot;▲&quot;0.0", '"▲"0.0'),
    ],
)
def test_number_format_is_told_unless_general_or_text(
    read: Read, number: int, code: str | None, shown: str | None
) -> None:
    look = styles(formats={number: code} if code else {}, xfs=f'<xf numFmtId="{number}"/>')
    cell = first(read(row('<c r="A1" s="1"><v>0.667</v></c>'), **{STYLES: look}))
    assert (cell.number_format, cell.value) == (shown, 0.667)


def test_style_number_that_does_not_exist_is_plain(read: Read) -> None:
    assert first(read(row('<c r="A1" s="99"><v>1</v></c>'))).text == "1"


def test_hidden_rows_and_columns(read: Read) -> None:
    text = sheet(
        row('<c r="A1"><v>1</v></c><c r="C1"><v>2</v></c>')
        + row('<c r="A2"><v>3</v></c>', 2, ' hidden="1"')
        + row('<c r="A3"><v>4</v></c>', 3, ' ht="0" customHeight="1"'),
        before='<cols><col min="2" max="3" hidden="1"/></cols>',
    )
    found = read("", **{SHEET: text})
    assert {c.address for c in found.cells.values() if c.hidden} == {"C1", "A2", "A3"}


def test_merges(read: Read) -> None:
    merges = '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="D10:H12"/></mergeCells>'
    found = read("", **{SHEET: sheet(row('<c r="A1"><v>1</v></c>'), after=merges)})
    assert found.merges == (Area(0, 0, 1, 2), Area(9, 3, 11, 7))


def test_cells_without_references_stand_in_order(read: Read) -> None:
    one = "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
    two = '<row><c r="D2"><v>4</v></c><c><v>5</v></c></row>'
    found = read(one + two)
    assert {c.address: c.value for c in found.cells.values()} == {
        "A1": 1,
        "C1": 3,
        "D2": 4,
        "E2": 5,
    }


def test_cell_reference_wins_over_row_number(read: Read) -> None:
    found = read('<row r="1"><c r="A11"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    assert {c.address: c.value for c in found.cells.values()} == {"A11": 1, "B1": 2}


def test_prefixed_namespace(read: Read) -> None:
    text = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
        "<x:is><x:t>接頭辞</x:t></x:is></x:c><x:c r='B1'><x:f>1</x:f><x:v>1</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    found = read("", **{SHEET: text})
    assert (found.text(0, 0), found.text(0, 1)) == ("接頭辞", "1")


def test_strict_ooxml(read: Read) -> None:
    parts = {
        SHEET: sheet(row('<c r="A1" t="s"><v>0</v></c>'), main=STRICT_MAIN),
        STRINGS: strings("<t>厳密</t>").replace(MAIN, STRICT_MAIN),
        BOOK: workbook(main=STRICT_MAIN),
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml"), strict=True),
        "xl/_rels/workbook.xml.rels": rels(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            strict=True,
        ),
    }
    assert first(read("", **parts)).text == "厳密"


def test_large_sheet_is_read_piece_by_piece(read: Read) -> None:
    rows = "".join(
        row(f'<c r="A{n}" t="inlineStr"><is><t>{"長" * 500}{n}</t></is></c>', n)
        for n in range(1, 4_001)
    )
    merges = '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>'
    cols = '<cols><col min="1" max="1" hidden="1"/></cols>'
    found = read("", **{SHEET: sheet(rows, before=cols, after=merges)})
    assert len(found.cells) == 4_000
    assert all(cell.text == "長" * 500 + str(cell.row + 1) for cell in found.cells.values())
    assert all(cell.hidden for cell in found.cells.values())
    assert found.merges == (Area(0, 0, 1, 2),)
