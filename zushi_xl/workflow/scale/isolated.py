"""Files are opened by a process that may die, and brought from stores a few ahead."""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from zushi_xl.files.incoming import IncomingFile
from zushi_xl.findings.finding import Problem
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.scale.reader_process import Answer, ReaderProcess, is_heavy, read_workbooks
from zushi_xl.xlsx_in.limits import MASTER
from zushi_xl.xlsx_in.plain import make_workbook

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url

_FETCHES = 8  # from a store at a time: each waits for the network most of the time


class OpenIsolated:
    """Opens files in warm processes of their own, kept from one part of the books to the next.

    As a pickle it has none yet: each process that works on books starts its own.
    """

    def __init__(self) -> None:
        self._warm: list[ReaderProcess] = []
        weakref.finalize(self, _stop, self._warm)

    def __reduce__(self) -> tuple[type[OpenIsolated], tuple[()]]:
        return OpenIsolated, ()

    def start(self, plan: Path | Url | None = None, first: Path | None = None) -> None:
        """Let a process start while other things are done; the first file would start it too.
        Where they are known it reads what will be asked for next: the plan master, which is opened
        here where it cannot, and the first file."""
        reader = ReaderProcess()
        self._warm.append(reader)
        reader.start()
        if isinstance(plan, Path) and plan.is_file() and not is_heavy(plan):
            from zushi_xl.masters.master_file import expect_master  # while the process starts

            expect_master(plan, partial(_master, plan.name, reader.begin(plan, MASTER)))
        if first is not None:
            reader.begin(first)

    def read(self, files: Iterable[IncomingFile]) -> Iterator[Workbook | Unreadable]:
        """As ``OpenHere.read``, in a process that a hostile file may take with it."""
        with TemporaryDirectory(prefix="zushi_xl_") as folder, self._reader() as reader:
            reader.start()
            brought = Path(folder)
            for number, book in enumerate(read_workbooks(_at_hand(files, brought), reader)):
                yield book
                (brought / str(number)).unlink(missing_ok=True)

    @contextmanager
    def _reader(self) -> Iterator[ReaderProcess]:
        reader = self._warm.pop() if self._warm else ReaderProcess()
        try:
            yield reader
        finally:
            self._warm.append(reader)

    def release(self) -> None:
        """End the processes that were started and wait for files."""
        _stop(self._warm)


def _master(name: str, opened: Future[Answer]) -> Workbook | None:
    """The master once it is opened; None where the process could not."""
    try:
        book = make_workbook(name, *opened.result())
    except Problem:  # no process can be started
        return None
    return book if isinstance(book, Workbook) else None


def _stop(readers: list[ReaderProcess]) -> None:
    while readers:
        readers.pop().stop()


def _at_hand(files: Iterable[IncomingFile], brought: Path) -> Iterator[tuple[str, Path]]:
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
