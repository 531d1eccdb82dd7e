"""The only reader of workbooks.

Whatever comes back from a division is read into plain values, or named unreadable with a reason
and a remedy.  It reads in this process; what comes from outside is read by one that may die
(``workflow.scale.reader_process``).
"""

from __future__ import annotations

from pathlib import Path

from zushi_xl.workbook.cells import Unreadable, Workbook

from .limits import MASTER, RETURNED, Budget
from .plain import make_workbook
from .reader import read_plain
from .unreadable import why_unreadable

__all__ = ["MASTER", "read_workbook", "why_unreadable"]


def read_workbook(
    path: Path, name: str | None = None, budget: Budget = RETURNED
) -> Workbook | Unreadable:
    """Read one file in this process. ``budget`` is what it may hold."""
    sha256, plain = read_plain(path, budget)
    return make_workbook(name or path.name, sha256, plain)
