"""The file of a master → its cells, read once however often it is asked for before it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import MASTER, read_workbook

_Opened = Callable[[], Workbook | None]
_expected: dict[tuple[Path, tuple[int, ...]], _Opened] = {}


def read_master(path: Path) -> Workbook | Unreadable:
    """The cells of a master, which must be there. It is read again when the file has changed."""
    return _read(path, *_state(path))


def forget_masters() -> None:
    """Forget the cells: what they say has been loaded, and those of a large plan are heavy."""
    _read.cache_clear()
    _expected.clear()


def expect_master(path: Path, opened: _Opened) -> None:
    """Another process is opening a master: who asks for it first gets what that has ``opened``.
    A file that has changed since, or of which nothing comes, is opened here."""
    _expected[path, _state(path)] = opened


@lru_cache(maxsize=4)  # plan and form, of this year and of last year
def _read(path: Path, *state: int) -> Workbook | Unreadable:
    opened = _expected.pop((path, state), None)
    return (opened and opened()) or read_workbook(path, budget=MASTER)


def _state(path: Path) -> tuple[int, ...]:
    """What tells whether a file has changed."""
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
