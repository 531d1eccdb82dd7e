"""The book as PDF: bookmarks, as many pages as 目次 counts, equal bytes; and what can go wrong."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from tests.book.builders import only, report_of, sheet_of
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.book import annual_book, pictures, printed_pages
from zushi_xl.workbook.sheet import Book
from zushi_xl.workflow import pdf
from zushi_xl.workflow.pdf_marks import PdfMarks
from zushi_xl.xlsx_out import write_book

_LINE = re.compile(r"<line [^>]*>(.*?)</line>", re.DOTALL)
_WORD = re.compile(r"<word [^>]*>([^<]*)</word>")


@pytest.fixture(scope="module")
def book(masters: Masters) -> Book:
    return annual_book(report_of(only(masters, "5-1", "5-2"), masters.form))


@pytest.fixture(scope="module")
def path(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "進捗状況評価 2024年度.xlsx"
    write_book(book, path)
    return path


def marks_of(book: Book) -> PdfMarks:
    return PdfMarks(book.properties, book.bookmarks, tuple(pictures(book.sheets)))


@pytest.fixture(scope="module")
def printed(book: Book, path: Path) -> Path:
    target = path.with_suffix(".pdf")
    pdf.book_pdf(path, target, printed_pages(book), marks_of(book))
    return target


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=600).stdout.decode(
        "utf-8"
    )


@pytest.mark.office
def test_bookmarks_name_every_place_with_its_page_in_the_levels_of_the_plan(
    book: Book, printed: Path
) -> None:
    told = _told("pdftohtml", "-xml", "-i", "-stdout", str(printed))
    found = re.findall(r'<item page="(\d+)">(.*?)</item>', told)
    assert found == [(str(mark.page), mark.text) for mark in book.bookmarks]
    under = told.split("第５節　新しい地域の姿を示す市民主権のまち</item>")[1]
    assert under.strip().startswith("<outline>")
    assert re.search("１　市民自治のまち</item>\\s*<outline>\\s*<item[^>]*>①　", under)
    assert max(mark.depth for mark in book.bookmarks) == 3


@pytest.mark.office
def test_every_figure_has_its_text(book: Book, printed: Path) -> None:
    content = printed.read_bytes()
    figures = re.findall(rb"(\d+) 0 obj\n<</Type/StructElem\n/S/Figure\n(/Alt<\w+>)?", content)
    numbers = {number for number, _ in figures}
    assert {number for number, alt in figures if alt} == numbers
    assert len(numbers) == len(tuple(pictures(book.sheets)))


@pytest.mark.office
def test_the_day_is_written_where_it_is_asked_for(book: Book, path: Path, tmp_path: Path) -> None:
    marks = PdfMarks(book.properties, book.bookmarks, (), date(2025, 9, 30))
    pdf.book_pdf(path, tmp_path / "a.pdf", 3, marks)
    assert b"/CreationDate(D:20250930000000" in (tmp_path / "a.pdf").read_bytes()
    assert "2025-09-30" in _told("pdfinfo", "-meta", str(tmp_path / "a.pdf"))


@pytest.mark.office
def test_no_day_is_written_where_none_is_asked_for(printed: Path) -> None:
    """Not an invented one either: people read it as the day of the book."""
    content = printed.read_bytes()
    assert b"CreationDate" not in content
    assert b"CreateDate" not in content
    assert "Date" not in _told("pdfinfo", str(printed))


@pytest.mark.office
def test_pages_are_those_of_the_contents(book: Book, printed: Path) -> None:
    about = _told("pdfinfo", str(printed))
    pages = re.search(r"Pages:\s+(\d+)", about)
    assert pages is not None
    assert int(pages[1]) == printed_pages(book)
    assert f"/ {pages[1]}" in sheet_of(book, "総括").print.footer


@pytest.mark.office
def test_title_language_and_tags(printed: Path) -> None:
    about = _told("pdfinfo", str(printed))
    assert re.search(r"Title:\s+逗子市総合計画中期実施計画 進捗状況評価 2024年度", about)
    assert re.search(r"Tagged:\s+yes", about)
    assert b"/Lang(ja-JP)" in printed.read_bytes()


@pytest.mark.office
def test_no_link_leads_out_of_the_pdf(printed: Path) -> None:
    content = printed.read_bytes()
    assert b"/URI" not in content
    assert b"file:" not in content
    assert content.count(b"/Dest") > 20


@pytest.mark.office
@pytest.mark.parametrize("locale", ["C", "ja_JP.UTF-8"])
def test_both_faces_of_the_font_are_used_in_any_locale(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.setenv("LANG", locale)
    pdf.book_pdf(path, tmp_path / "a.pdf")
    fonts = _told("pdffonts", str(tmp_path / "a.pdf"))
    assert "BIZUDGothic-Regular" in fonts
    assert "BIZUDGothic-Bold" in fonts


@pytest.mark.office
def test_equal_books_make_equal_pdfs(book: Book, path: Path, printed: Path, tmp_path: Path) -> None:
    pdf.book_pdf(path, tmp_path / "again.pdf", printed_pages(book), marks_of(book))
    assert (tmp_path / "again.pdf").read_bytes() == printed.read_bytes()


@pytest.mark.office
def test_no_line_begins_with_a_closing_mark(printed: Path) -> None:
    told = _told("pdftotext", "-bbox-layout", str(printed), "-")
    lines = ["".join(_WORD.findall(line)) for line in _LINE.findall(told)]
    assert len(lines) > 500
    assert [line for line in lines if line[:1] in set("、。，．）］」』】っゃゅょ")] == []
    assert [line for line in lines if line[-1:] in set("（［「『【")] == []


def _writing(content: bytes, least: int, runs: list[list[str]]) -> Callable[..., None]:
    """A LibreOffice that writes ``content`` from the run numbered ``least`` on."""

    def run(command: list[str], book: Path) -> None:
        runs.append(command)
        if len(runs) >= least:
            folder = Path(url2pathname(urlsplit(command[3].split("=", 1)[1]).path)).parent
            (folder / book.name).with_suffix(".pdf").write_bytes(content)

    return run


def test_without_macros_it_prints_in_the_plain_way(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[list[str]] = []
    monkeypatch.setattr(pdf, "_program", lambda: "soffice")
    monkeypatch.setattr(pdf, "_run", _writing(b"%PDF-1.6", 2, runs))
    assert pdf.book_pdf(path, tmp_path / "a.pdf", 3) == ""
    assert runs[0][-1] == "macro:///Standard.Printing.Print_Book"
    assert '"PageRange": {"type": "string", "value": "1-3"}' in runs[1][5]
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-1.6"


def test_a_pdf_that_takes_no_marks_is_kept_and_told(
    book: Book, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[list[str]] = []
    monkeypatch.setattr(pdf, "_program", lambda: "soffice")
    monkeypatch.setattr(pdf, "_run", _writing(b"%PDF-2.0 of another day", 1, runs))
    told = pdf.book_pdf(path, tmp_path / "a.pdf", 3, marks_of(book))
    assert told.startswith("a.pdf：この版の LibreOffice の PDF には、しおりの階層")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-2.0 of another day"
    assert len(runs) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_libreoffice_that_gives_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = tmp_path / "soffice"
    failing.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    failing.chmod(0o755)
    monkeypatch.setenv(pdf.PROGRAM, str(failing))
    with pytest.raises(Problem, match=r"評価 2024年度\.xlsx を PDF にできませんでした"):
        pdf.book_pdf(path, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(pdf.PROGRAM, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_ELSEWHERE", ())
    monkeypatch.delenv("PROGRAMFILES", raising=False)
    monkeypatch.delenv("PROGRAMFILES(X86)", raising=False)
    with pytest.raises(Problem, match="LibreOffice が要ります") as problem:
        pdf.book_pdf(tmp_path / "a.xlsx", tmp_path / "a.pdf")
    assert "\n" not in str(problem.value)


def test_the_environment_names_a_program_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(pdf.PROGRAM, str(tmp_path / "soffice"))
    with pytest.raises(Problem, match="環境変数 ZUSHI_XL_SOFFICE の"):
        pdf.book_pdf(tmp_path / "a.xlsx", tmp_path / "a.pdf")


def test_windows_keeps_programs_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert str(tmp_path / "LibreOffice/program/soffice.com") in list(pdf._usual_places())


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_time_is_limited_and_nothing_stays_behind(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\n(sleep 1; touch {tmp_path}/left) &\nsleep 30\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv(pdf.PROGRAM, str(slow))
    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.2)
    with pytest.raises(Problem, match=r"0\.2 秒たっても .*\.xlsx の PDF を作り終えません"):
        pdf.book_pdf(path, tmp_path / "a.pdf")
    time.sleep(1.5)  # its child would have written by now
    assert not (tmp_path / "left").exists()
