"""What stands around the cells: names, areas, input help, charts, paper."""

from __future__ import annotations

import gc
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.xlsx_out.sample import (
    ACTUAL,
    PLANNED,
    STYLES,
    YEARS,
    at,
    book,
    figures,
    opened,
    part,
    saved,
    sheet_xml,
)
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import (
    Book,
    Chart,
    Condition,
    ExcelTable,
    PrintSetup,
    Protection,
    Series,
    Sheet,
    Sparkline,
    Validation,
)
from zushi_xl.xlsx_out import BookFault, book_bytes, write_book


def test_equal_books_are_equal_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = book_bytes(book(*figures(), at(9, 0, "x", note="メモ")))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    if hasattr(time, "tzset"):
        time.tzset()
    write_book(book(*figures(), at(9, 0, "x", note="メモ")), tmp_path / "x.xlsx")
    assert (tmp_path / "x.xlsx").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["x.xlsx"]


def test_properties(tmp_path: Path) -> None:
    given = Book(
        (Sheet("様式", (at(0, 0, "x"),)),),
        STYLES,
        {"title": "進捗状況評価", "author": "逗子市", "created": "2025-05-01T09:00:00"},
        {"division": "企画課", "round": "1"},
        {"選択肢": "='様式'!$A$1:$A$3"},
    )
    read = opened(given, tmp_path)
    assert read.properties.title == "進捗状況評価"
    assert read.properties.creator == "逗子市"
    assert read.properties.created == datetime(2025, 5, 1, 9)
    assert read.properties.modified == datetime(2025, 5, 1, 9)
    assert {item.name: item.value for item in read.custom_doc_props.props} == {
        "division": "企画課",
        "round": "1",
    }
    assert read.defined_names["選択肢"].attr_text == "'様式'!$A$1:$A$3"


def test_language() -> None:
    assert "<dc:language>ja</dc:language>" in part(book(at(0, 0, "x")), "docProps/core.xml")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("あ" * 32, "31 文字"),
        ("𠮷" * 16, "31 文字"),
        ("5/1", "使えない文字"),
        ("a\x07", "使えない文字"),
        ("", "空です"),
        ("'x", "先頭と末尾"),
        ("History", "History"),
    ],
)
def test_impossible_sheet_names(name: str, reason: str) -> None:
    with pytest.raises(BookFault, match=reason):
        book_bytes(Book((Sheet(name, ()),), STYLES))


def test_sheet_names_twice() -> None:
    with pytest.raises(BookFault, match="同じ名前"):
        book_bytes(Book((Sheet("Data", ()), Sheet("DATA", ())), STYLES))


def test_no_sheets() -> None:
    with pytest.raises(BookFault, match="一枚もありません"):
        book_bytes(Book((), STYLES))


def test_no_visible_sheet() -> None:
    with pytest.raises(BookFault, match="表示されるシート"):
        book_bytes(Book((Sheet("x", (), visible=False),), STYLES))


def test_first_visible_sheet_is_active(tmp_path: Path) -> None:
    sheets = (Sheet("選択肢", (), visible=False), Sheet("表紙", ()), Sheet("5-1-①", ()))
    read = opened(Book(sheets, STYLES), tmp_path)
    assert read.active.title == "表紙"
    assert read["選択肢"].sheet_state == "hidden"
    assert 'firstSheet="1"' in part(Book(sheets, STYLES), "xl/workbook.xml")


def test_merged_areas_have_borders_all_around(tmp_path: Path) -> None:
    sheet = opened(book(at(1, 1, "表題", "head", rows=2, columns=3)), tmp_path).active
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B2:D3"]
    assert sheet["B2"].value == "表題"
    assert sheet["D3"].border.right.style == "medium"
    assert sheet["D3"].border.bottom.style == "medium"


@pytest.mark.parametrize(
    "cells",
    [
        (at(0, 0, "a", columns=3), at(0, 2, "b", rows=2)),
        (at(0, 0, "a", columns=3), at(0, 1, "b")),
        (at(0, 1, "b"), at(0, 0, "a", columns=3)),
        (at(0, 1, "a"), at(0, 1, "b")),
    ],
)
def test_overlaps_name_sheet_and_cell(cells: tuple) -> None:  # type: ignore[type-arg]
    with pytest.raises(BookFault, match=r"シート「様式」 [A-C]\d.*重なって"):
        book_bytes(book(*cells))


def test_a_merge_in_a_table() -> None:
    given = book(*figures(), at(0, 3, "備考"), at(2, 3, "x", columns=2), tables=(a_table(right=3),))
    with pytest.raises(BookFault, match="重な"):
        book_bytes(given)


# the table is A1:C4; a merged cell that has one cell of it in common, and one just outside
@pytest.mark.parametrize(
    ("row", "column", "rows", "columns", "is_fault"),
    [
        (3, 0, 2, 1, True),  # A4:A5
        (4, 0, 2, 1, False),  # A5:A6
        (3, 2, 1, 2, True),  # C4:D4
        (3, 3, 1, 2, False),  # D4:E4
        (3, 2, 2, 2, True),  # C4:D5: the corner alone
        (4, 2, 1, 2, False),  # C5:D5
    ],
)
def test_a_merge_at_the_edge_of_a_table(
    row: int, column: int, rows: int, columns: int, is_fault: bool
) -> None:
    cells = [cell for cell in figures() if (cell.row, cell.column) != (row, column)]
    given = book(*cells, at(row, column, "x", rows=rows, columns=columns), tables=(a_table(),))
    if is_fault:
        with pytest.raises(BookFault, match="重な"):
            book_bytes(given)
    else:
        assert book_bytes(given)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (Area(1, 1, 2, 2), Area(2, 2, 3, 3), True),
        (Area(1, 1, 2, 2), Area(3, 1, 3, 3), False),
        (Area(1, 1, 2, 2), Area(1, 3, 3, 3), False),
        (Area(1, 1, 2, 2), Area(0, 0, 1, 1), True),
        (Area(1, 1, 2, 2), Area(0, 0, 0, 3), False),
        (Area(1, 1, 2, 2), Area(0, 0, 3, 0), False),
    ],
)
def test_both_ends_of_an_area_are_inside(one: Area, other: Area, meets: bool) -> None:
    assert one.meets(other) is meets
    assert other.meets(one) is meets


def a_table(name: str = "実績", right: int = 2) -> ExcelTable:
    headers = ("年度", "実績", "計画", "備考")[: right + 1]
    return ExcelTable(name, Area(0, 0, 3, right), headers)


def test_styles(tmp_path: Path) -> None:
    given = book(
        at(0, 0, "a"), at(0, 1, "b", "serif"), at(0, 2, "c", "open"), at(0, 3, "d", "twin")
    )
    sheet = opened(given, tmp_path).active
    gothic, serif = sheet["A1"].font, sheet["B1"].font
    assert (gothic.name, gothic.family, gothic.charset) == ("游ゴシック", 3, 128)
    assert (serif.name, serif.family, serif.charset, serif.i) == ("ＭＳ 明朝", 1, 128, True)
    assert (sheet["B1"].alignment.vertical, sheet["B1"].alignment.indent) == ("top", 1)
    assert sheet["C1"].protection.locked is False
    assert sheet["C1"].number_format == "@"
    assert sheet["A1"].style_id == sheet["D1"].style_id  # styles that look alike are one


def test_tables(tmp_path: Path) -> None:
    sheet = opened(book(*figures(), tables=(a_table(),)), tmp_path).active
    assert sheet.tables["実績"].ref == "A1:C4"
    assert sheet["A1"].font.b  # the header keeps our style


def test_a_table_without_rows(tmp_path: Path) -> None:
    table = ExcelTable("空", Area(0, 0, 0, 1), ("甲", "乙"))
    given = book(at(0, 0, "甲"), at(0, 1, "乙"), tables=(table,))
    assert opened(given, tmp_path).active.tables["空"].ref == "A1:B2"


@pytest.mark.parametrize("name", ["A1", "R1C1", "表 一", "1表", "", "a" * 256, "表-1"])
def test_impossible_table_names(name: str) -> None:
    with pytest.raises(BookFault, match="テーブル名"):
        book_bytes(book(*figures(), tables=(a_table(name),)))


@pytest.mark.parametrize(("below", "meets"), [(3, True), (4, False)])
def test_tables_may_touch_but_not_overlap(below: int, meets: bool) -> None:
    """The first reaches from row 1 to row 4; one without rows takes the row below its head."""
    head = (at(below, 0, "甲"), at(below, 1, "乙"))
    other = ExcelTable("別", Area(below, 0, below, 1), ("甲", "乙"))
    cells = (*(cell for cell in figures() if cell.row != below), *head)
    given = book(*cells, tables=(a_table(), other))
    if meets:
        with pytest.raises(BookFault, match="A4:B4: テーブル「別」がテーブル「実績」と重なって"):
            book_bytes(given)
    else:
        book_bytes(given)
        low = ExcelTable("実績", Area(5, 0, 6, 1), ("丙", "丁"))
        given = book(*head, at(5, 0, "丙"), at(5, 1, "丁"), tables=(other, low))
        with pytest.raises(BookFault, match="テーブル「実績」がテーブル「別」と重なって"):
            book_bytes(given)


def test_table_names_twice() -> None:
    sheets = tuple(Sheet(name, figures(), tables=(a_table(),)) for name in ("甲", "乙"))
    with pytest.raises(BookFault, match="シート「乙」 A1:C4: テーブル名「実績」が重複"):
        book_bytes(Book(sheets, STYLES))


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        (("年度", "実績"), "列の数"),
        (("年度", "実績", "実績"), "重複"),
        (("年度", "", "計画"), "空"),
        (("年度", "実績", "予定"), "セルの値と違います"),
    ],
)
def test_table_headers(headers: tuple[str, ...], reason: str) -> None:
    with pytest.raises(BookFault, match=reason):
        book_bytes(book(*figures(), tables=(ExcelTable("実績", Area(0, 0, 3, 2), headers),)))


def test_validations(tmp_path: Path) -> None:
    given = Book(
        (
            Sheet(
                "様式",
                (),
                validations=(
                    Validation(
                        Area(0, 0, 2, 0),
                        ("A 順調", 'B "概ね"'),
                        title="評価" * 30,
                        message="選んでください。" * 50,
                        error="一覧から選んでください。",
                        strict=True,
                    ),
                    Validation(Area(3, 0, 3, 0), "=選択肢!$A$1:$A$3"),
                    Validation(Area(4, 0, 4, 0), custom="=LEN(A5)<=100", error="長すぎます。"),
                    Validation(Area(5, 0, 5, 0), title="説明", message="一行目\n二行目"),
                    Validation(Area(6, 0, 6, 0)),
                ),
            ),
            Sheet("選択肢", tuple(at(row, 0, f"選択{row}") for row in range(3))),
        ),
        STYLES,
    )
    listed, ranged, custom, helped = opened(given, tmp_path)["様式"].data_validations.dataValidation
    assert listed.formula1 == '"A 順調,B ""概ね"""'
    assert (len(listed.promptTitle), len(listed.prompt)) == (32, 255)
    assert listed.prompt.endswith("…")
    assert listed.errorStyle in (None, "stop")
    assert ranged.formula1 == "選択肢!$A$1:$A$3"
    assert ranged.errorStyle == "warning"
    assert custom.formula1 == "LEN(A5)<=100"
    assert helped.prompt == "一行目\n二行目"


@pytest.mark.parametrize("choices", [("あ" * 200, "い" * 60), ("a,b", "c")])
def test_choices_that_do_not_fit_a_literal(choices: tuple[str, ...]) -> None:
    with pytest.raises(BookFault, match="A1: 選択肢.*範囲で指定"):
        book_bytes(book(validations=(Validation(Area(0, 0, 0, 0), choices),)))


def test_conditions(tmp_path: Path) -> None:
    given = book(
        *figures(),
        conditions=(
            Condition(Area(1, 1, 3, 1), "=B2<C2", "warn"),
            Condition(Area(1, 2, 3, 2), bar="4472C4"),
        ),
    )
    rules = [
        (str(area.sqref), rule)
        for area in opened(given, tmp_path).active.conditional_formatting
        for rule in area.rules
    ]
    (place, rule), (_, bar) = rules
    assert (place, rule.formula) == ("B2:B4", ["B2<C2"])
    assert rule.dxf.fill.bgColor.rgb == "FFFFEEEE"
    assert (rule.dxf.font.b, rule.dxf.font.color.rgb) == (True, "FFC00000")
    assert rule.dxf.border.left.style == "thin"
    assert bar.type == "dataBar"


def a_chart(kind: str = "line", **more: object) -> Chart:
    return Chart(
        6,
        0,
        480,
        240,
        kind,
        "=推移 & 計画",
        "実績は<3>年で増えた",
        (
            Series("実績", YEARS, ACTUAL, color="C00000", marker="circle"),
            Series("計画", YEARS, PLANNED, color="808080", dash="dash"),
        ),
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "kind",
    ["line", "column", "bar", "stacked_bar", "stacked_column", "percent_stacked_bar"],
)
def test_charts(kind: str, tmp_path: Path) -> None:
    given = book(*figures(), charts=(a_chart(kind, labels=True, y_title="人", y_min=0, y_max=20),))
    saved(given, tmp_path)
    xml = part(given, "xl/charts/chart1.xml")
    assert "＝推移 &amp; 計画" in xml
    assert "様式!$B$2:$B$4" in xml
    assert '<c:max val="20"/>' in xml
    assert '<a:prstDash val="dash"/>' in xml or kind != "line"
    assert "C00000" in xml
    drawing = part(given, "xl/drawings/drawing1.xml")
    assert 'descr="実績は&lt;3&gt;年で増えた"' in drawing


def test_nothing_stays_in_memory_of_a_written_book() -> None:
    given = book(*figures(), at(9, 0, "x", note="メモ"), charts=(a_chart(),))
    book_bytes(given)
    gc.collect()
    gc.disable()
    try:
        book_bytes(given)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_an_unknown_kind_of_chart() -> None:
    with pytest.raises(BookFault, match="A7: グラフの種類「pie3d」"):
        book_bytes(book(*figures(), charts=(a_chart("pie3d"),)))


def test_a_chart_of_a_missing_sheet() -> None:
    chart = Chart(6, 0, 9, 9, "line", "", "説明", (Series("x", YEARS, ACTUAL, sheet="なし"),))
    with pytest.raises(BookFault, match="シート「なし」がありません"):
        book_bytes(book(*figures(), charts=(chart,)))


def test_sparklines() -> None:
    given = book(*figures(), sparklines=(Sparkline(1, 3, Area(1, 1, 1, 2)),))
    assert "<xm:f>様式!B2:C2</xm:f><xm:sqref>D2</xm:sqref>" in sheet_xml(given).replace("'", "")


def test_print_setup(tmp_path: Path) -> None:
    setup = PrintSetup(
        landscape=True,
        header="&L第5節 && 6節&R&D",
        footer="&C&P / &N",
        repeat_rows=(0, 1),
        breaks=(10, 20),
        area=Area(0, 0, 30, 5),
        margins=(0.5, 0.4, 0.9, 0.8),
    )
    sheet = opened(book(*figures(), print=setup), tmp_path).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddHeader.left.text == "第5節 && 6節"
    assert sheet.oddFooter.center.text == "&P / &N"
    assert sheet.print_title_rows == "$1:$2"
    assert [brk.id for brk in sheet.row_breaks.brk] == [10, 20]
    assert sheet.print_area == "'様式'!$A$1:$F$31"
    assert sheet.page_margins.left == 0.5
    assert sheet.print_options.horizontalCentered


def test_a_header_that_is_too_long() -> None:
    with pytest.raises(BookFault, match="255"):
        book_bytes(book(print=PrintSetup(header="あ" * 256)))


def test_protection_without_a_password(tmp_path: Path) -> None:
    given = book(*figures(), protection=Protection(("sort", "select_unlocked_cells")))
    protection = opened(given, tmp_path).active.protection
    assert protection.sheet
    assert not protection.password
    assert protection.sort is False  # False: not forbidden
    assert protection.formatCells is True
    assert protection.selectLockedCells is True


def test_an_unknown_permission() -> None:
    with pytest.raises(BookFault, match="許可「everything」"):
        book_bytes(book(protection=Protection(("everything",))))


def test_view(tmp_path: Path) -> None:
    given = book(
        *figures(),
        widths=(100, 120.5),
        heights={0: 30, 2: 18.75},
        hidden_columns=(1, 6),
        hidden_rows=(2, 8),
        freeze=(1, 1),
        autofilter=Area(0, 0, 3, 2),
        tab_color="C00000",
        zoom=80,
        gridlines=True,
    )
    sheet = opened(given, tmp_path).active
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:C4"
    assert sheet.sheet_properties.tabColor.rgb == "FFC00000"
    assert (sheet.sheet_view.zoomScale, sheet.sheet_view.showGridLines) == (80, None)
    assert sheet.row_dimensions[1].height == 30
    assert sheet.row_dimensions[3].hidden
    assert sheet.row_dimensions[9].hidden
    assert sheet.column_dimensions["B"].hidden
    assert sheet.column_dimensions["G"].hidden
    assert sheet.column_dimensions["A"].width == pytest.approx(13.57, abs=0.8)


@pytest.mark.parametrize(("height", "written"), [(409.5, 409.5), (410.72, 409.5)])
def test_a_row_is_never_too_high(height: float, written: float, tmp_path: Path) -> None:
    sheet = opened(book(*figures(), heights={2: height}), tmp_path).active
    assert sheet.row_dimensions[3].height == written
