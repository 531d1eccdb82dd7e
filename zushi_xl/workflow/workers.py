"""The halves of a collection that look at one book at a time, here or in several processes.

Reading a book (file → answers → findings of that book) and writing a correction depend on nothing
but the masters and the book, so they run on any ``concurrent.futures.Executor``; what comes back
is put together in the order of the input, and the outputs are the same bytes.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from zushi_xl import rules
from zushi_xl.cells import Unreadable, Workbook
from zushi_xl.finding import Finding
from zushi_xl.run_memory import sweep_seldom
from zushi_xl.sheets.correction import correction_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.submission import Reader, Submission
from zushi_xl.workflow.masters import Masters
from zushi_xl.workflow.rounds import Asked, asked_in
from zushi_xl.xlsx_in import read_workbooks
from zushi_xl.xlsx_out import write_book

BOOKS_A_WORKER = 50  # below this a process takes longer to start than it saves
_PARTS_A_WORKER = 4  # enough to even out, few enough to start few readers

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
File = tuple[str, Path]  # the name in ``inputs/``, the path


class ReadBook(NamedTuple):
    """What one file holds. ``found`` are the findings of the book on its own, ``asked`` what a
    returned correction had asked for, ``saved`` the time of saving that the book carries."""

    file: str
    sha256: str
    outcome: Submission | Finding | Unreadable
    found: tuple[Finding, ...] = ()
    asked: tuple[Asked, ...] = ()
    saved: str = ""


class Correction(NamedTuple):
    """A correction to be written."""

    path: Path
    submission: Submission
    findings: tuple[Finding, ...]


def read_books(masters: Masters, files: Iterable[File]) -> Iterator[ReadBook]:
    """The per-book half of a collection, in this process."""
    return _read_with(Reader(masters.plan, masters.form), files)


def _read_with(reader: Reader, files: Iterable[File]) -> Iterator[ReadBook]:
    for book in read_workbooks(files):
        yield _read(reader, book)


def _read(reader: Reader, book: Workbook | Unreadable) -> ReadBook:
    if isinstance(book, Unreadable):
        return ReadBook(book.file, book.sha256, book)
    outcome = reader.read(book)
    if not isinstance(outcome, Submission):
        return ReadBook(book.file, book.sha256, outcome)
    found = tuple(rules.check_book(reader.plan, reader.form, outcome))
    saved = book.properties.get("modified", "")
    return ReadBook(book.file, book.sha256, outcome, found, asked_in(book), saved)


def write_corrections(builder: FormBuilder, corrections: Iterable[Correction]) -> Iterator[str]:
    """Write them one by one; gives the division of each when it is written."""
    for path, submission, findings in corrections:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_book(correction_book(builder, submission, findings), path)
        yield submission.identity.division


class Alone:
    """All work in this process, as it is asked for."""

    def __init__(self, masters: Masters):
        self._masters = masters

    def read(self, files: Sequence[File]) -> Iterator[ReadBook]:
        return read_books(self._masters, files)

    def write(self, corrections: Sequence[Correction]) -> Iterator[str]:
        builder = FormBuilder(self._masters.plan, self._masters.form)
        return write_corrections(builder, corrections)


class Crew:
    """Work in parts on an executor. It begins at once; results are given in order."""

    def __init__(self, masters: Masters, executor: Executor, workers: int):
        self._masters = pickle.dumps(masters, pickle.HIGHEST_PROTOCOL)
        self._executor = executor
        self._workers = workers

    def read(self, files: Sequence[File]) -> Iterator[ReadBook]:
        return self._spread(_read_part, files)

    def write(self, corrections: Sequence[Correction]) -> Iterator[str]:
        return self._spread(_write_part, corrections)

    def _spread(
        self, work: Callable[[bytes, list[_Item]], list[_Result]], items: Sequence[_Item]
    ) -> Iterator[_Result]:
        size = max(1, -(-len(items) // (self._workers * _PARTS_A_WORKER)))
        parts = [list(items[start : start + size]) for start in range(0, len(items), size)]
        futures = [self._executor.submit(work, self._masters, part) for part in parts]
        return (result for future in futures for result in future.result())


@contextmanager
def crew_for(masters: Masters, books: int, workers: int | None = None) -> Iterator[Alone | Crew]:
    """Hands for ``books`` books: ``workers`` processes, by default as many as pay."""
    if workers is None:
        workers = min(os.cpu_count() or 1, books // BOOKS_A_WORKER)
    if workers < 2:
        yield Alone(masters)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), sweep_seldom) as executor:
        yield Crew(masters, executor, workers)


@lru_cache(maxsize=1)
def _masters_of(data: bytes) -> Masters:
    masters: Masters = pickle.loads(data)
    return masters


@lru_cache(maxsize=1)
def _reader_of(data: bytes) -> Reader:
    masters = _masters_of(data)
    return Reader(masters.plan, masters.form)


@lru_cache(maxsize=1)
def _builder_of(data: bytes) -> FormBuilder:
    masters = _masters_of(data)
    return FormBuilder(masters.plan, masters.form)


def _read_part(masters: bytes, files: list[File]) -> list[ReadBook]:
    return list(_read_with(_reader_of(masters), files))


def _write_part(masters: bytes, corrections: list[Correction]) -> list[str]:
    return list(write_corrections(_builder_of(masters), corrections))
