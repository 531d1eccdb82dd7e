"""Charts of the book as they stand in the file: legible, where the eye looks for them, from cells."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.book.builders import only, report_of, sheet_of
from tests.conftest import open_book
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
    assert len(bars) == 2
    for chart in bars:
        assert '<c:orientation val="maxMin"/>' in _axis(chart, "catAx")
        assert '<c:crosses val="max"/>' in _axis(chart, "valAx")
        assert '<c:crosses val="autoZero"/>' in _axis(chart, "catAx")


def test_small_charts_have_level_labels_in_the_font_of_the_book(charts: list[str]) -> None:
    for chart in charts:
        assert 'rot="0"' in _axis(chart, "catAx")
        assert 'typeface="BIZ UDゴシック"' in chart


def test_one_legend_in_words_for_the_charts_of_the_list(book: Book) -> None:
    sheet = sheet_of(book, "KPI一覧")
    assert all(chart.legend == "none" for chart in sheet.charts)
    note = next(str(c.value) for c in sheet.cells if "実線" in str(c.value))
    assert all(word in note for word in ("実線（●）は実績", "破線（◆）は計画", "点線は目標"))


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
