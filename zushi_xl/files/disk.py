"""What only a real disk can do: be sure that a file is on it, and swap two names in one step.

Files in memory (a browser) have no disk below them: there syncing does nothing.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

IN_MEMORY = sys.platform == "emscripten"


def can_exchange() -> bool:
    """Whether the system may know how to swap two names; the file system decides it then."""
    return sys.platform == "linux"


def link_file(file: Path, twin: Path) -> None:
    """Give a file a second name.

    Raises:
        OSError: the system or the file system cannot.
    """
    if not hasattr(os, "link"):  # files in memory have one name each
        raise OSError(errno.ENOSYS, "no links")
    os.link(file, twin)


def exchange_names(one: Path, other: Path) -> None:
    """Swap two names in one step, as only Linux can.

    Raises:
        OSError: the system or the file system cannot.
    """
    if not can_exchange():
        raise OSError(errno.ENOSYS, "no exchange of names")
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, "no renameat2")
    here, exchange = -100, 2
    if libc.renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))


def sync_files(folder: Path, names: list[str]) -> None:
    """Bring files and folders onto the disk; together, so that the disk can gather them."""
    if IN_MEMORY:
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sync_file, (folder / name for name in names)))
    for below in {folder, *((folder / name).parent for name in names)}:
        sync_folder(below)


def sync_file(path: Path) -> None:
    """Bring a file to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if IN_MEMORY or os.name == "nt":  # Windows cannot open folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def works_in(folder: Path) -> bool:
    """Whether this process works in a folder, and the shell that called it (``-o .``): were the
    folder exchanged, both would stand in one that is gone."""
    try:
        here = Path.cwd().resolve()
    except OSError:  # it is gone already
        return False
    return here == folder or folder in here.parents
