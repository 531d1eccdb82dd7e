"""The only reader of workbooks.

Whatever comes back from a division is read into plain values, or named unreadable with a reason
and a remedy.  No file ends the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from zushi_xl.workbook.cells import Unreadable, Workbook

from .find import Chance, FoundFile, find_workbooks
from .limits import MASTER, RETURNED, Budget
from .plain import make_workbook
from .pool import Worker, read_isolated
from .reader import read_plain

__all__ = [
    "MASTER",
    "Candidate",
    "Chance",
    "Worker",
    "find_workbooks",
    "read_workbook",
    "read_workbooks",
]


def read_workbook(
    path: Path, name: str | None = None, budget: Budget = RETURNED
) -> Workbook | Unreadable:
    """Read one file in this process: for trusted files, or inside a worker. ``budget``
    is what it may hold."""
    sha256, plain = read_plain(path, budget)
    return make_workbook(name or path.name, sha256, plain)


def read_workbooks(
    files: Iterable[tuple[str, Path]], *, isolate: bool = True, worker: Worker | None = None
) -> Iterator[Workbook | Unreadable]:
    """Read files given as (name, path), in their order.

    Each is opened in a warm worker process with limits on memory and time.  A file that kills
    or stalls the worker is one ``Unreadable``; the next one gets a fresh worker.  A ``worker``
    that is given stays for the next files.
    """
    if isolate:
        with nullcontext(worker) if worker else Worker() as opener:
            for name, sha256, plain in read_isolated(files, opener):
                yield make_workbook(name, sha256, plain)
    else:
        for name, path in files:
            yield read_workbook(path, name)
