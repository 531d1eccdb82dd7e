"""The only reader of workbooks.

Whatever comes back from a division is read into plain values, or named unreadable with a reason
and a remedy.  No file ends the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zushi_xl.cells import Unreadable, Workbook

from .plain import make_workbook
from .reader import read_plain

__all__ = ["read_workbook", "read_workbooks"]


def read_workbook(path: Path, name: str | None = None) -> Workbook | Unreadable:
    """Read one file in this process: for trusted files, or inside a worker."""
    sha256, plain = read_plain(path)
    return make_workbook(name or path.name, sha256, plain)


def read_workbooks(
    files: Iterable[tuple[str, Path]], *, isolate: bool = True
) -> Iterator[Workbook | Unreadable]:
    """Read files given as (name, path), in their order."""
    for name, path in files:
        yield read_workbook(path, name)
