"""The work on single books: file → answers → findings of that book; answers → correction.

It depends on nothing but the masters and the book, so it can be done anywhere: here, in the
processes of ``--workers``, on the machines of a cluster (``workers``).
"""

from __future__ import annotations

import pickle
import platform
import sys
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar
from zlib import ZLIB_RUNTIME_VERSION

from zushi_xl import __version__, rules
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader, Submission
from zushi_xl.sheets.correction import correction_book
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.rounds import ReturnedRequest, asked_in
from zushi_xl.workflow.scale.reader_process import Worker, read_workbooks
from zushi_xl.xlsx_in.limits import FILE_BYTES
from zushi_xl.xlsx_out import book_bytes

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Work = Callable[["Bench", Iterable[_Item]], Iterator[_Result]]
_FETCHES = 8  # from a store at a time: each waits for the network most of the time


class Packed(NamedTuple):
    """What a file holds."""

    content: bytes

    def fetch(self, target: Path) -> None:
        target.write_bytes(self.content)


class File(NamedTuple):
    """A file to be read: its name in ``inputs/``, and where it is."""

    name: str
    place: Path | Url | Packed

    @property
    def size(self) -> int:
        return self.place.stat().st_size if isinstance(self.place, Path) else 0

    def packed(self) -> File:
        """As it can be read on another machine. Raises OSError where it cannot."""
        if not isinstance(self.place, Path):
            return self
        if self.size > FILE_BYTES:
            raise OSError("too large to be a workbook")
        return File(self.name, Packed(self.place.read_bytes()))

    def at_hand(self, target: Path) -> Path:
        """A path of this machine: ``target``, where the file had to be brought."""
        if isinstance(self.place, Path):
            return self.place
        self.place.fetch(target)
        return target


class ReadBook(NamedTuple):
    """What one file holds. ``found`` are the findings of the book on its own, ``asked`` what a
    returned correction had asked for, ``saved`` the time of saving that the book carries."""

    file: str
    sha256: str
    outcome: Submission | Finding | Unreadable
    found: tuple[Finding, ...] = ()
    asked: tuple[ReturnedRequest, ...] = ()
    saved: str = ""


class CorrectionRequest(NamedTuple):
    """What a correction is made from."""

    submission: Submission
    findings: tuple[Finding, ...]


class BookContext:
    """What the masters give to all books, worked out once in each process that works on them.

    As a pickle it is the masters alone. Threads may share it: what it keeps is only added to.
    """

    def __init__(self, masters: Masters):
        self.masters = masters
        self._openers: list[Worker] = []
        weakref.finalize(self, _stop, self._openers)

    def __reduce__(self) -> tuple[type[BookContext], tuple[Masters]]:
        return BookContext, (self.masters,)

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.masters.form, self.masters.plan)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.masters.plan, self.masters.form, self.pages)

    @cached_property
    def builder(self) -> FormBuilder:
        return FormBuilder(self.masters.plan, self.masters.form, self.pages)

    @contextmanager
    def opener(self) -> Iterator[Worker]:
        """The process that opens files: kept warm from one part of the books to the next."""
        opener = self._openers.pop() if self._openers else Worker()
        try:
            yield opener
        finally:
            self._openers.append(opener)

    def rest(self) -> None:
        """No more files: what only reading needs is let go."""
        _stop(self._openers)
        self.__dict__.pop("reader", None)


def _stop(openers: list[Worker]) -> None:
    while openers:
        openers.pop().stop()


class Call:
    """A function and its arguments; opening the pickle of it is to call it."""

    def __init__(self, function: Callable[..., Any], *arguments: Any):
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._call


def task(work: Work[Any, Any], part: Sequence[Any]) -> bytes:
    """A part of the work. ``pickle.loads(errand, buffers=[pickled bench])`` does it, anywhere, and
    gives the pickled list of the results."""
    call = Call(_perform, work, part, versions(), pickle.PickleBuffer(b""))
    return pickle.dumps(call, pickle.HIGHEST_PROTOCOL, buffer_callback=lambda _bench: None)


def _perform(
    work: Work[_Item, _Result], part: Sequence[_Item], wanted: dict[str, str], bench: bytes
) -> bytes:
    """Raises Problem where another version is at work than where the errand comes from."""
    refuse_other_versions(platform.node(), versions(), wanted)
    return pickle.dumps([*work(context_of(bench), part)], pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=4)
def context_of(data: bytes) -> BookContext:
    """Kept from part to part; a worker of a cluster may work for several runs."""
    bench: BookContext = pickle.loads(data)
    return bench


@cache
def versions() -> dict[str, str]:
    """What, besides the masters and the inputs, the bytes of an output may depend on."""
    libraries = {name: version(name) for name in ("XlsxWriter", "xlrd", "olefile", "jaconv")}
    python = "{}.{}".format(*sys.version_info)
    return {"zushi_xl": __version__, "Python": python, **libraries, "zlib": ZLIB_RUNTIME_VERSION}


def refuse_other_versions(worker: str, found: dict[str, str], wanted: dict[str, str]) -> None:
    """Raises Problem."""
    there = (f"{name} {value}" for name, value in found.items() if value != wanted.get(name))
    if differing := "、".join(there):
        needed = "、".join(f"{name} {value}" for name, value in wanted.items())
        raise Problem(
            f"ワーカー {worker} では {differing} が使われます。同じ結果になるよう、"
            f"クラスタの環境を依頼元のPC（{needed}）にそろえてください。"
        )


def read_books(bench: BookContext, files: Iterable[File]) -> Iterator[ReadBook]:
    """Each file read and checked on its own."""
    with TemporaryDirectory(prefix="zushi_xl_") as folder, bench.opener() as opener:
        opener.start()
        reader, brought = bench.reader, Path(folder)
        for number, book in enumerate(read_workbooks(_at_hand(files, brought), worker=opener)):
            yield _read(reader, book)
            (brought / str(number)).unlink(missing_ok=True)


def _at_hand(files: Iterable[File], brought: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths; what comes from a store is fetched a few files ahead."""
    out: deque[tuple[str, Future[Path]]] = deque()
    with ThreadPoolExecutor(_FETCHES) as threads:
        for number, file in enumerate(files):
            out.append((file.name, threads.submit(file.at_hand, brought / str(number))))
            if len(out) > _FETCHES:
                yield _first(out)
        while out:
            yield _first(out)


def _first(out: deque[tuple[str, Future[Path]]]) -> tuple[str, Path]:
    name, path = out.popleft()
    return name, path.result()


def _read(reader: Reader, book: Workbook | Unreadable) -> ReadBook:
    if isinstance(book, Unreadable):
        return ReadBook(book.file, book.sha256, book)
    outcome = reader.read(book)
    if not isinstance(outcome, Submission):
        return ReadBook(book.file, book.sha256, outcome)
    found = tuple(rules.check_book(reader.plan, reader.form, outcome))
    saved = book.properties.get("modified", "")
    return ReadBook(book.file, book.sha256, outcome, found, asked_in(book), saved)


def corrections(bench: BookContext, requests: Iterable[CorrectionRequest]) -> Iterator[bytes]:
    """The correction for each submission with findings, as the bytes of a workbook."""
    for submission, findings in requests:
        yield book_bytes(correction_book(bench.builder, submission, findings))
