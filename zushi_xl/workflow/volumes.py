"""The annual book of the year; where the plan is parted, a book for each 団体 and an index of them.

They are written one after another, so that one is in memory at a time. Each follows from its
``Volume`` alone, so another process may write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from zushi_xl.groups import ONE_BOOK, Groups, is_parted
from zushi_xl.parts import parts_of
from zushi_xl.report import Report
from zushi_xl.run_memory import sweep_recent
from zushi_xl.sheets.book import annual_book, printed_pages
from zushi_xl.sheets.model import Book
from zushi_xl.sheets.names import file_names
from zushi_xl.sheets.volumes import index_book
from zushi_xl.workflow.pdf import book_pdf
from zushi_xl.xlsx_out import write_book

BY_GROUP = "団体別"


class Volume(NamedTuple):
    """A book to be written. ``inputs`` is the way from its folder to the returned books; ``books``
    makes it the index: the paths of the books of the 団体, from its folder."""

    path: Path
    report: Report
    inputs: str = ""
    pdf: bool = False
    books: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        return self.report.group or "評価書"


def volumes_of(
    report: Report, folder: Path, inputs: str = "", *, pdf: bool = False, one_book: int = ONE_BOOK
) -> Iterator[Volume]:
    """What is to be written into ``folder``, each made when it is asked for."""
    title = f"進捗状況評価_{report.fiscal_year}年度"
    books: dict[str, str] | None = None
    if is_parted(report.plan, one_book):
        names = Groups(report.plan).names
        files = (f"{BY_GROUP}/{title}_{name}.xlsx" for name in file_names(names))
        books = dict(zip(names, files, strict=True))
        way = f"../{inputs}" if inputs else ""
        for part in parts_of(report):
            yield Volume(folder / books[part.group], part, way, pdf)
    yield Volume(folder / f"{title}.xlsx", report, inputs, pdf, books)


def write_volume(volume: Volume) -> str:
    """Write one book, and its PDF where that is wanted; gives its name."""
    path = volume.path
    path.parent.mkdir(parents=True, exist_ok=True)
    book = _book(volume)
    write_book(book, path)
    if volume.pdf:
        book_pdf(path, path.with_suffix(".pdf"), printed_pages(book))
    sweep_recent()
    return volume.name


def _book(volume: Volume) -> Book:
    if volume.books:
        return index_book(volume.report, volume.books)
    return annual_book(volume.report, volume.inputs)
