"""One run at a time: a lock of the operating system, which never outlives its process.

A lock file that a dead run left behind is therefore free. The file holds the number of the
process, for the message only. On file systems that cannot lock (some network shares), runs are
not kept apart.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

_held: set[Path] = set()  # POSIX locks do not keep out the process that holds them


class Busy(Exception):
    """Another run holds the lock; ``pid`` is its process, if it could be read."""

    def __init__(self, pid: str):
        self.pid = pid
        super().__init__(pid)


@contextmanager
def run_lock(path: Path) -> Iterator[str]:
    """Hold the lock file while the block runs, or raise Busy at once.

    Gives the number of a process that died holding it, else the empty text.
    """
    if path in _held:
        raise Busy(str(os.getpid()))
    file, dead = _acquire(path)
    _held.add(path)
    try:
        yield dead
    finally:
        _held.discard(path)
        _release(path, file)


def _acquire(path: Path) -> tuple[BinaryIO, str]:
    """The locked file, and the process that left it behind. A file that its owner removed in
    between does not count: try again."""
    while True:
        file = path.open("a+b")
        try:
            _lock(file)
        except OSError as error:
            if error.errno in HELD_ELSEWHERE:
                raise Busy(_pid(file)) from None
        if _is_at(file, path):
            file.seek(0)
            dead = file.read(20).decode("ascii", "replace").strip()
            file.truncate(0)
            file.write(str(os.getpid()).encode("ascii"))
            file.flush()
            return file, dead
        file.close()


def _pid(file: BinaryIO) -> str:
    with file:
        file.seek(0)
        return file.read(20).decode("ascii", "replace").strip()


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _release(path: Path, file: BinaryIO) -> None:
    if os.name == "nt":  # Windows removes only closed files
        file.close()
    with suppress(OSError):  # another run may have it open already, and will remove it
        path.unlink(missing_ok=True)
    file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(1 << 20)  # beyond the number of the process, which others may read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
