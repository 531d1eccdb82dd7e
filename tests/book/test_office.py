"""The printed book: LibreOffice's PDF against the data and against 目次."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from tests.book.builders import report_of, sheet_of, texts
from tests.conftest import ROOT
from tests.xlsx_out.office import convert, formula_differences
from tests.xlsx_out.package_check import check_package, table_headers_match
from zushi_xl.report import Report
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.model import Book, Placed, Sheet
from zushi_xl.workflow.collect import gather
from zushi_xl.workflow.masters import Masters
from zushi_xl.xlsx_out import write_book

pytestmark = pytest.mark.office


@pytest.fixture(scope="module", params=["complete", "inputs"])
def report(request: pytest.FixtureRequest, masters: Masters) -> Report:
    """A year in which one division is missing, and the returned sample books with their faults."""
    if request.param == "inputs":
        return gather(masters, [ROOT / "inputs"]).report
    return report_of(masters.plan, masters.form, missing=["社会教育課"])


@pytest.fixture(scope="module")
def book(report: Report) -> Book:
    return annual_book(report)


@pytest.fixture(scope="module")
def path(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "評価書.xlsx"
    write_book(book, path)
    return path


@pytest.fixture(scope="module")
def pages(path: Path) -> list[str]:
    """The text of every page of the PDF, without blanks."""
    pdf = convert(path, "pdf", path.parent)
    run = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True)
    return [_bare(page) for page in run.stdout.decode("utf-8").split("\f")[:-1]]


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _numbered(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.sheets if not sheet.name.startswith("データ_")]


def test_every_page_ends_where_the_book_says(book: Book, pages: list[str]) -> None:
    total = sum(len(sheet.print.breaks) + 1 for sheet in _numbered(book))
    for number, page in enumerate(pages[1:total], 2):
        assert f"{number}/{total}" in page
    assert all(f"/{total}" not in page for page in pages[total:])


def test_contents_name_the_right_pages(book: Book, pages: list[str]) -> None:
    rows: dict[int, list[str]] = {}
    for cell in sorted(sheet_of(book, "目次").cells, key=lambda cell: cell.column):
        rows.setdefault(cell.row, []).append(getattr(cell.value, "text", str(cell.value)))
    entries = [(row[0], int(row[-1])) for row in rows.values() if row[-1].isdigit()]
    assert len(entries) > 30
    for text, number in entries:
        assert _bare(text) in pages[number - 1]


def _page_of(sheet: Sheet, cell: Placed) -> int:
    return sum(start <= cell.row for start in sheet.print.breaks)


def test_nothing_is_cut_and_all_is_in_order(book: Book, pages: list[str]) -> None:
    first = 0
    for sheet in _numbered(book):
        for number in range(len(sheet.print.breaks) + 1):
            _check_page(sheet, number, pages[first + number])
        first += len(sheet.print.breaks) + 1


def _check_page(sheet: Sheet, number: int, page: str) -> None:
    """Every text of the page is on it."""
    area = sheet.print.area
    assert area is not None
    for cell in sheet.cells:
        if _page_of(sheet, cell) == number and cell.row >= area.top and isinstance(cell.value, str):
            for line in cell.value.split("\n"):
                assert _contains(page, _bare(line)), f"{sheet.name} {cell.row + 1}: {line}"


def _contains(page: str, line: str) -> bool:
    """Whether the line is there; in narrow columns its own lines may stand among others."""
    return line in page or all(piece in page for piece in re.findall(r".{1,3}", line))


def test_no_number_shows_as_hashes(pages: list[str]) -> None:
    assert not [page for page in pages if "##" in page]


def test_measures_come_in_the_order_of_the_plan(report: Report, pages: list[str]) -> None:
    whole = "".join(pages[4:])
    places = [whole.index(_bare(s.heading)) for s in report.plan.sections]
    assert places == sorted(places)


def test_cached_values_equal_the_recalculation(path: Path, tmp_path: Path) -> None:
    assert formula_differences(path, tmp_path) == []


def test_package_needs_no_repair(path: Path) -> None:
    assert check_package(path) == []
    assert table_headers_match(path) == []


def test_missing_division_is_told_on_paper(report: Report, pages: list[str]) -> None:
    assert any("報告がまだありません" in page for page in pages)
    assert "未提出" in "".join(texts(sheet_of(annual_book(report), "2-1 ")))
