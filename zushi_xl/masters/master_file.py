"""The file of a master → its cells, read once however often it is asked for before it is loaded."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import MASTER, read_workbook


def read_master(path: Path) -> Workbook | Unreadable:
    """The cells of a master, which must be there. It is read again when the file has changed."""
    stat = path.stat()
    return _read(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)


def forget_masters() -> None:
    """Forget the cells: what they say has been loaded, and those of a large plan are heavy."""
    _read.cache_clear()


@lru_cache(maxsize=4)  # plan and form, of this year and of last year
def _read(path: Path, *_file: int) -> Workbook | Unreadable:
    return read_workbook(path, budget=MASTER)
