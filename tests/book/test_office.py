"""The printed book: LibreOffice's PDF against the data and against 目次."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.book.builders import only, published, report_of, sheet_of, texts
from tests.book.printed import Word, bare, boxes_of_page, overhang, shown_in, words_of_pages
from tests.conftest import ROOT
from tests.xlsx_out.office import convert, formula_differences
from tests.xlsx_out.package_check import check_package, table_headers_match
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.report.model import Report
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.book.rows import text_of
from zushi_xl.workbook.sheet import Book, Link, Sheet
from zushi_xl.workflow.gathering import gather
from zushi_xl.xlsx_out import write_book

pytestmark = pytest.mark.office
AT_MOST = 1.5  # points that the box of a letter, which is taller than its ink, may stand out


def long_text(slot: Slot) -> str | None:
    """Twenty lines, some of them wrapped, with letters outside the common plane."""
    if slot.field.type is not FieldType.TEXT:
        return published(slot)
    line = "=SUM(A1) の𠮷野家、+1 と @家、髙﨑の①②、Wi-Fi 2.4GHz（120回、3,500人）。"
    return "\n".join(f"・{number}つ目。{line * (number % 3)}" for number in range(1, 21))


@pytest.fixture(scope="module", params=["complete", "inputs", "long"])
def report(request: pytest.FixtureRequest, masters: Masters) -> Report:
    """A year in which one division is missing, the returned sample books with their faults, and
    texts of twenty lines."""
    if request.param == "long":
        return report_of(
            only(masters, "5", "2", "4"), masters.form, long_text, missing=["社会教育課"]
        )
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
def pdf(path: Path) -> Path:
    return convert(path, "pdf", path.parent)


@pytest.fixture(scope="module")
def printed(pdf: Path) -> list[list[Word]]:
    return words_of_pages(pdf)


@pytest.fixture(scope="module")
def pages(pdf: Path) -> list[str]:
    """The text of every page of the PDF, without blanks."""
    run = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=600
    )
    return [bare(page) for page in run.stdout.decode("utf-8").split("\f")[:-1]]


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
        assert bare(text) in pages[number - 1]


def test_every_text_stands_whole_and_in_order_in_its_own_cell(
    book: Book, printed: list[list[Word]]
) -> None:
    first, count = 0, 0
    for sheet in _numbered(book):
        for number in range(len(sheet.print.breaks) + 1):
            count += _check_page(sheet, number, printed[first + number])
        first += len(sheet.print.breaks) + 1
    assert count > 1000


def _check_page(sheet: Sheet, number: int, words: list[Word]) -> int:
    """Nothing missing, nothing cut, nothing over the edge of a cell; gives the number of cells."""
    count = 0
    for box in boxes_of_page(sheet, number):
        text = text_of(box.cell.value)
        if isinstance(box.cell.value, str | Link) and text.strip():
            assert shown_in(box, words) == bare(text), f"{sheet.name} {box.cell.row + 1}"
            assert overhang(box, words) < AT_MOST, f"{sheet.name} {box.cell.row + 1}: {text}"
            count += 1
    return count


def test_no_number_shows_as_hashes(pages: list[str]) -> None:
    assert not [page for page in pages if "##" in page]


def test_measures_come_in_the_order_of_the_plan(report: Report, pages: list[str]) -> None:
    summary = [number for number, page in enumerate(pages[:8]) if page.startswith("総括")]
    whole = "".join(pages[summary[-1] + 1 :])
    places = [whole.index(bare(s.heading)) for s in report.plan.sections]
    assert places == sorted(places)


def test_cached_values_equal_the_recalculation(path: Path, tmp_path: Path) -> None:
    assert formula_differences(path, tmp_path) == []


def test_package_needs_no_repair(path: Path) -> None:
    assert check_package(path) == []
    assert table_headers_match(path) == []


def test_missing_division_is_told_on_paper(report: Report, pages: list[str]) -> None:
    assert any("報告がまだありません" in page for page in pages)
    assert "未提出" in "".join(texts(sheet_of(annual_book(report), "2-1 ")))
