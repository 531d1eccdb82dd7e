"""The annual book of the year; where the plan is parted, a book for each 団体 and an index of them.

A book follows from its ``Volume`` alone, so another process, or another machine, may make it. In
one process they are made one after another: one is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.whole_output import say_nothing
from zushi_xl.plan.groups import ONE_BOOK, Groups, is_parted
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Report
from zushi_xl.report.parts import parts_of
from zushi_xl.sheets.book import annual_book, pictures, printed_pages
from zushi_xl.sheets.index_book import index_book
from zushi_xl.workbook.names import file_name, file_names
from zushi_xl.workbook.sheet import Book
from zushi_xl.workflow.output_names import BY_GROUP
from zushi_xl.workflow.pdf import book_pdf
from zushi_xl.workflow.pdf_marks import PdfMarks
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.workflow.workers import MOST_BOOKS, Workers
from zushi_xl.xlsx_out import last_bytes

_WEIGHT = MOST_BOOKS  # a part by itself


class VolumeOptions(NamedTuple):
    """How the year is bound. ``inputs`` is the way from its folder to the returned books, ``pdf``
    prints all books as well, of the ``day``; above ``one_book`` measures each 団体 has a book of
    its own."""

    inputs: str = ""
    pdf: bool = False
    one_book: int = ONE_BOOK
    day: date | None = None

    def groups(self, plan: Plan) -> tuple[str, ...]:
        """The 団体 with a book of their own."""
        return Groups(plan).names if is_parted(plan, self.one_book) else ()


class Volume(NamedTuple):
    """A book to be made. ``file`` is its name from the folder of the year, ``inputs`` the way from
    where it stands to the returned books; ``books`` makes it the index: the files by 団体."""

    file: str
    report: Report
    inputs: str = ""
    books: Mapping[str, str] | None = None


class VolumeFile(NamedTuple):
    """A volume as the bytes of a workbook, of which the first ``pages`` pages are for printing."""

    file: str
    content: bytes
    pages: int
    marks: PdfMarks


def group_volumes(report: Report, options: VolumeOptions) -> Iterator[Volume]:
    """The book of each 団体, made when it is asked for; none where the year is one book."""
    books = _group_books(report, options)
    way = f"../{options.inputs}" if options.inputs else ""
    for part in parts_of(report) if books else ():
        yield Volume(books[part.group], part, way)


def whole_volume(report: Report, options: VolumeOptions) -> Volume:
    """The book that is opened first: the annual book, or the index."""
    books = _group_books(report, options)
    return Volume(f"{_title(report)}.xlsx", report, options.inputs, books)


def _group_books(report: Report, options: VolumeOptions) -> dict[str, str]:
    names = options.groups(report.plan)
    files = (f"{BY_GROUP}/{_title(report)}_{name}.xlsx" for name in file_names(names))
    return dict(zip(names, files, strict=True))


def _title(report: Report) -> str:
    return f"{file_name(report.plan.settings.evaluation_name)}_{report.fiscal_year}年度"


def make_volumes(_context: BookContext, volumes: Iterable[Volume]) -> Iterator[VolumeFile]:
    """Make the books, one by one.

    Raises:
        BookFault: a book cannot be built.
    """
    for volume in volumes:
        books = [_book_of(volume)]
        pages, marks = printed_pages(books[0]), _marks(books[0])
        yield VolumeFile(volume.file, last_bytes(books.pop), pages, marks)


def _book_of(volume: Volume) -> Book:
    if volume.books:
        return index_book(volume.report, volume.books)
    return annual_book(volume.report, volume.inputs)


def _marks(book: Book) -> PdfMarks:
    return PdfMarks(book.properties, book.bookmarks, tuple(pictures(book.sheets)))


def annual_books(workers: Workers, report: Report, options: VolumeOptions) -> Iterator[VolumeFile]:
    """The book of the year, or those of all 団体, made by the workers.

    Raises:
        BookFault: a book cannot be built.
    """
    number = len(options.groups(report.plan))
    volumes = group_volumes(report, options) if number else [whole_volume(report, options)]
    return workers.each(make_volumes, volumes, number or 1, _WEIGHT)


def index_of_books(
    workers: Workers, report: Report, options: VolumeOptions
) -> Iterator[VolumeFile]:
    """The book that leads to those of the 団体, made here when it is asked for: all of the year is
    much to send. None where the year is one book.

    Raises:
        BookFault: it cannot be built.
    """
    volumes = [whole_volume(report, options)] if options.groups(report.plan) else []
    return make_volumes(workers.context, volumes)


def write_volumes(
    volumes: Iterable[VolumeFile],
    options: VolumeOptions,
    folder: Path,
    tell: Callable[[str], None] = say_nothing,
) -> Iterator[Path]:
    """Write books into ``folder``; gives each when it is written. ``tell`` hears what a PDF
    could not take.

    Raises:
        Problem: a book cannot be built or written.
    """
    for file, content, pages, marks in volumes:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if options.pdf:
            own = marks._replace(day=options.day)
            lost = book_pdf(path, path.with_suffix(".pdf"), pages, own)
            if lost:
                tell(lost)
        yield path
