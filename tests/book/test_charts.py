"""Charts of the book as they stand in the file: legible, where the eye looks for them, from cells."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.book.builders import only, published, report_of, row_of, sheet_of
from tests.conftest import open_book
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.book import annual_book
from zushi_xl.workbook.sheet import Book
from zushi_xl.xlsx_out import write_book


@pytest.fixture(scope="module")
def book(masters: Masters) -> Book:
    return annual_book(report_of(only(masters, "5"), masters.form))


@pytest.fixture(scope="module")
def path(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("charts") / "評価書.xlsx"
    write_book(book, path)
    return path


@pytest.fixture(scope="module")
def charts(path: Path) -> list[str]:
    with ZipFile(path) as package:
        names = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        return [package.read(name).decode("utf-8") for name in names]


def _axis(chart: str, kind: str) -> str:
    found = re.search(f"<c:{kind}>.*?</c:{kind}>", chart)
    assert found is not None
    return found[0]


def test_bars_keep_their_names_at_the_left_and_values_below(charts: list[str]) -> None:
    bars = [chart for chart in charts if '<c:barDir val="bar"/>' in chart]
    assert len(bars) == 3
    for chart in bars:
        assert '<c:orientation val="maxMin"/>' in _axis(chart, "catAx")
        assert '<c:crosses val="max"/>' in _axis(chart, "valAx")
        assert '<c:crosses val="autoZero"/>' in _axis(chart, "catAx")


def test_small_charts_have_level_labels_in_the_font_of_the_book(charts: list[str]) -> None:
    for chart in charts:
        assert 'rot="0"' in _axis(chart, "catAx")
        assert 'typeface="BIZ UDゴシック"' in chart


def test_charts_of_kpis_name_their_unit_and_have_a_scale_of_their_own(book: Book) -> None:
    charts = [c for s in book.sheets if s.name[0] == "5" for c in s.charts]
    assert charts
    for chart in charts:
        assert chart.kind == "line"
        assert chart.y_min is not None
        assert chart.y_max is not None
        assert chart.y_step
        assert chart.y_title or '"' in chart.number_format
        assert chart.number_format.startswith("#,##0")


def test_baseline_is_a_point_and_the_plan_goes_on_from_the_last_actual(book: Book) -> None:
    data = sheet_of(book, "データ_KPIグラフ")
    values = {(c.row, c.column): c.value for c in data.cells}
    rows = {
        values[row, 4]: [values.get((row, column)) for column in range(5, 13)]
        for row in range(1, 99)
        if values.get((row, 0)) == "5"
    }
    assert rows["計画"][2] == rows["実績"][2] == Decimal("66.7")
    assert rows["実績"][3:] == [None] * 5
    chart = sheet_of(book, "5 ").charts[0]
    assert [s.name for s in chart.series] == ["実績", "計画", "目標"]  # 2022.3 is 未実施
    page = sheet_of(book, "5-3 ").charts[0]
    point = next(s for s in page.series if s.name == "現状")
    assert (point.line, point.marker) == (False, "square")


def test_charts_draw_what_the_cells_hold(book: Book, path: Path) -> None:
    """Every reference names a sheet and, among its cells, numbers to draw."""
    written = open_book(path)
    for sheet in book.sheets:
        for chart in sheet.charts:
            for series in chart.series:
                drawn = written[series.sheet or sheet.name]
                area = series.values
                values = drawn.iter_rows(
                    area.top + 1, area.bottom + 1, area.left + 1, area.right + 1, values_only=True
                )
                assert any(isinstance(value, int | float) for row in values for value in row)


def test_sheets_printed_alone_begin_with_their_own_number(book: Book, path: Path) -> None:
    written = open_book(path)
    page = 1
    for sheet in book.sheets:
        if sheet.name.startswith("データ_") or page == 1:
            assert not written[sheet.name].page_setup.useFirstPageNumber
        else:
            assert written[sheet.name].page_setup.firstPageNumber == page
        page += len(sheet.print.breaks) + 1


def test_grades_differ_by_shade_or_pattern(book: Book, charts: list[str]) -> None:
    grades = next(c for c in sheet_of(book, "総括").charts if c.title == "進捗状況評価（件）")
    looks = [(series.color, series.pattern) for series in grades.series]
    assert len(set(looks)) == len(looks) == 5
    assert looks[-1] == ("FFFFFF", "")  # 未評価
    assert grades.labels
    assert any("<a:pattFill" in chart for chart in charts)


def test_spending_by_pillar_counts_each_program_once(masters: Masters) -> None:
    whole = annual_book(report_of(masters.plan, masters.form))
    sheet = sheet_of(whole, "総括")
    chart = next(c for c in sheet.charts if c.title.startswith("柱ごとの実績額"))
    area = chart.series[0].values
    drawn = [c.value for c in sheet.cells if area.top <= c.row <= area.bottom]
    amounts = [value for value in drawn if isinstance(value, Decimal)]
    money = row_of(sheet, "実績額の合計")[-1]
    assert f"{sum(amounts):,}" == money


def test_strategy_picture_counts_what_its_table_counts(book: Book) -> None:
    sheet = sheet_of(book, "総括")
    chart = next(c for c in sheet.charts if c.title.startswith("基本目標ごと"))
    assert chart.kind == "stacked_bar"
    for line in range(chart.series[0].values.top, chart.series[0].values.bottom + 1):
        cells = sorted((c for c in sheet.cells if c.row == line), key=lambda c: c.column)
        counts = [c.value for c in cells if isinstance(c.value, int)]
        assert sum(counts[:-1]) == counts[-1]


def test_a_pillar_whose_amounts_nobody_knows_has_no_sum_of_0(masters: Masters) -> None:
    def typed(slot: Slot) -> str | None:
        is_amount = slot.field.type is FieldType.MONEY and not slot.key.code.startswith("5")
        return "集計中" if is_amount else published(slot)

    whole = annual_book(report_of(masters.plan, masters.form, typed))
    sheet = sheet_of(whole, "総括")
    chart = next(c for c in sheet.charts if c.title.startswith("柱ごとの実績額"))
    (series,) = chart.series
    area = series.values
    drawn = {c.row - area.top: c.value for c in sheet.cells if c.column == area.left}
    shown = [drawn[line] for line in range(area.bottom - area.top + 1)]
    assert [n for n, value in enumerate(shown) if value == "－"] == list(series.without)
    assert len(series.without) == len(shown) - 1
