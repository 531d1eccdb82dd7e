"""The workbooks that officers edit: notes, drop-downs, text cells, room for more rows."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.masters.tables import make_table
from zushi_xl.masters.workbooks import build_form_book, build_plan_book
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Placed, Sheet

DIVISIONS = make_table("担当課", ["課名", "別名"], [["都市課", ""], ["公園課", ""]])
KPIS = make_table(
    "KPI", ["コード", "方向", "2026年度", "覚え書き"], [["1-3", "上昇", "（5万人）", "a\nb\nc"]]
)
PROGRAMS = make_table(
    "予算事業", ["予算事業名", "決算額"], [["道路事業", "1250000"], ["橋", "未定"]]
)
MEASURES = make_table("具体的施策", ["コード", "主担当課"], [["1-1-①", "都市課"]])
SHEETS = {s.name: s for s in build_plan_book([KPIS, DIVISIONS, PROGRAMS, MEASURES]).sheets}


def at(sheet: Sheet, row: int, column: int) -> Placed:
    return next(cell for cell in sheet.cells if (cell.row, cell.column) == (row, column))


def test_headers_explain_their_columns() -> None:
    assert "KPIが属する" in at(SHEETS["KPI"], 0, 0).note
    assert "計画値は全角の（ ）で囲み" in at(SHEETS["KPI"], 0, 2).note
    assert at(SHEETS["担当課"], 0, 0).note.startswith("【必ず記入】")


def test_codes_are_text_also_in_the_rows_to_come() -> None:
    book = build_plan_book([KPIS])
    cells = [cell for cell in book.sheets[0].cells if cell.column == 0 and cell.row > 0]
    assert len(cells) > 10
    assert {book.styles[cell.style].number_format for cell in cells} == {"@"}
    assert cells[0].value == "1-3"


def test_amounts_are_numbers_and_what_is_none_stays_text() -> None:
    assert at(SHEETS["予算事業"], 1, 1).value == Decimal(1250000)
    assert at(SHEETS["予算事業"], 2, 1).value == "未定"


def test_drop_downs_offer_words_or_the_items_of_another_sheet() -> None:
    (trend,) = SHEETS["KPI"].validations
    assert trend.choices == ("上昇", "下降", "維持")
    assert trend.area.left == 1
    (division,) = SHEETS["具体的施策"].validations
    assert division.choices == "='担当課'!$A$2:$A$23"
    assert not division.strict


def test_the_header_stays_in_sight_and_filters() -> None:
    sheet = SHEETS["担当課"]
    assert sheet.freeze == (1, 1)
    assert sheet.autofilter == Area(0, 0, 2, 1)
    assert sheet.print.repeat_rows == (0, 0)


def test_rows_are_as_high_as_their_texts() -> None:
    assert SHEETS["KPI"].heights[1] > 2 * SHEETS["担当課"].heights[1]


def test_the_form_book_offers_types_and_fillers() -> None:
    fields = make_table("項目", ["ID", "型", "記入者"], [["rating", "評価", "主担当課"]])
    kinds, fillers = build_form_book([fields]).sheets[0].validations
    assert "年度別の値" in kinds.choices
    assert fillers.choices == ("事務局", "主担当課", "担当課")
