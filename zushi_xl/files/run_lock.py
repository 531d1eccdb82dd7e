"""One run at a time: a lock of the operating system, which never outlives its process.

The lock is filelock's. Beside it stands the number of the process that holds it, in a file of its
own: filelock before version 4 emptied the lock file whenever somebody tried it, and on Windows a
locked file cannot be read. Who gets the lock and finds such a number has found a dead run. On file
systems that cannot lock (some network shares), runs are not kept apart. Files in memory (a browser)
have one run only.
"""

from __future__ import annotations

import errno
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from zushi_xl.files import disk

if TYPE_CHECKING:
    from filelock import BaseFileLock

CANNOT_LOCK = {errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}


class Busy(Exception):
    """Another run holds the lock; ``pid`` is its process, if it could be read."""

    def __init__(self, pid: str):
        self.pid = pid
        super().__init__(pid)


@contextmanager
def run_lock(path: Path, holder: Path) -> Iterator[str]:
    """Hold the lock file ``path`` while the block runs; its process stands in the file ``holder``.

    Gives the number of a process that died holding it, else the empty text. Raises Busy at once
    where another run holds it, also one of this process; OSError where the files cannot be made.
    """
    if disk.IN_MEMORY:
        yield ""
        return
    lock = _acquired(path, holder)
    try:
        dead = _number(holder)
        holder.write_text(str(os.getpid()), encoding="ascii")
        yield dead
    finally:
        _release(lock, path, holder)


def _acquired(path: Path, holder: Path) -> BaseFileLock | None:
    """The lock; None: the file system has none. Raises Busy."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0)
    try:
        with warnings.catch_warnings(action="ignore"):  # of a file system without locks
            lock.acquire()
    except Timeout:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT))  # what cannot be made is no other run
        raise Busy(_number(holder)) from None
    except OSError as error:
        if error.errno not in CANNOT_LOCK:
            raise
        return None
    return lock


def _number(holder: Path) -> str:
    with suppress(OSError):
        return holder.read_text(encoding="ascii", errors="replace")[:20].strip()
    return ""


def _release(lock: BaseFileLock | None, path: Path, holder: Path) -> None:
    """First the number, for it stands only while the lock is held; then the file, which POSIX can
    remove while it is locked: whoever opened it meanwhile sees that and tries again."""
    with suppress(OSError):
        holder.unlink(missing_ok=True)
    if lock is None or os.name != "nt":  # there filelock removes it
        with suppress(OSError):
            path.unlink(missing_ok=True)
    if lock is not None:
        lock.release()
