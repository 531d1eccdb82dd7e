"""Outputs whole or not at all: a folder of results is replaced in one step.

A run writes into a new folder beside the target (same file system). When everything is there
and on the disk, it takes the place of the earlier outputs:

1. **In one system call where there is one** (Linux). The new folder gets hard links to the files
   of the target that are not ours (配布/ and the like), then both folders swap names
   (``renameat2`` with ``RENAME_EXCHANGE``). A reader, a crash, a ``kill -9`` sees the old set or
   the new set, never a mixture. A target that does not exist yet is a plain rename anywhere.
2. **Elsewhere by a journal** (Windows, macOS, file systems without exchange or hard links). The
   list of replacements is written and synced first, then each file moves with ``os.replace``,
   itself atomic. That takes about a millisecond; a crash inside it is finished by ``recover`` at
   the start of the next run, and every single file is whole at all times. When a move fails (the
   file was opened meanwhile), what was moved is put back from copies kept until the end.

Two runs on one target exclude each other by a lock of the operating system on a file beside it,
which ends with its process: a lock left by a dead run is free, and the next run tells what it
found (``whole_run``). Files that are open in Excel or
LibreOffice are noticed before anything moves.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import (
    AbstractContextManager,
    ExitStack,
    contextmanager,
    nullcontext,
    suppress,
)
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files import disk
from zushi_xl.files.disk import (
    exchange_names,
    link_file,
    sync_file,
    sync_files,
    sync_folder,
    works_in,
)
from zushi_xl.files.refused_outputs import explained, refuse_odd_target, refuse_open_files
from zushi_xl.files.remote import Url
from zushi_xl.files.run_lock import Busy, run_lock
from zushi_xl.findings.finding import Problem

CANNOT_SWAP = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EBUSY, errno.EXDEV, errno.EPERM}
OFFICE_LOCKS = ("~$", ".~lock.")


class Places(NamedTuple):
    """The target and what stands beside it while a run writes."""

    target: Path

    @property
    def new(self) -> Path:
        """The folder in which the outputs are written before they get their name."""
        return self.target.parent / f".{self.target.name}.zushi_xl-new"

    @property
    def earlier(self) -> Path:
        """The folder that holds what stood there before, until all is in its place."""
        return self.target.parent / f".{self.target.name}.zushi_xl-earlier"

    @property
    def journal(self) -> Path:
        """The file that says how far the exchange of the folders has come."""
        return self.target.parent / f".{self.target.name}.zushi_xl-journal"

    @property
    def lock(self) -> Path:
        """The file that one run at a time locks."""
        return self.target.parent / f".{self.target.name}.zushi_xl-lock"

    @property
    def holder(self) -> Path:
        """The file that says who holds the lock."""
        return self.target.parent / f".{self.target.name}.zushi_xl-run"


Tell = Callable[[str], None]
_running: set[Path] = set()  # targets that a ``whole_run`` of this process holds


def say_nothing(_said: str) -> None:
    """Nobody listens."""


@contextmanager
def whole_run(target: Path | Url, tell: Tell = say_nothing) -> Iterator[None]:
    """Hold a target from before anything is read until all of it is written.

    A second run is refused at once instead of after hours of reading. What an interrupted run
    left is finished or cleared away, and ``tell`` is told what was found.

    Raises:
        Problem: another run holds it, the folder cannot be made.
    """
    if isinstance(target, Url):
        yield
        return
    places = Places(Path(os.path.realpath(target)))
    with _parent_of(places), _alone(places, tell):
        _running.add(places.target)
        try:
            yield
        finally:
            _running.discard(places.target)


@contextmanager
def _parent_of(places: Places) -> Iterator[None]:
    """The folder of the target; it goes again where nothing came into it."""
    is_new = not places.target.parent.exists()
    with explained(places.target, places.new):
        places.target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):  # something came into it
                places.target.parent.rmdir()


def whole_output(
    target: Path | Url, owned: Iterable[str] = (), last: str = "", tell: Tell = say_nothing
) -> AbstractContextManager[Path]:
    """Give a new folder to write into; on leaving, its files appear in ``target`` together.

    ``owned`` are glob patterns (``差し戻し/*.xlsx``) of files that runs of this kind make: those
    of an earlier run that this run did not make again are removed in the same step. Every other
    file in the target stays. Whatever is raised inside leaves the target untouched. In a store
    the file ``last`` tells whether the set is whole (``remote_output``). ``tell`` hears what an
    interrupted run had left.

    Raises:
        Problem: the target is no folder, is written or open elsewhere, or cannot be written.
    """
    if isinstance(target, Url):
        from zushi_xl.files.remote_output import uploaded

        return uploaded(target, tuple(owned), last)
    return _replaced(target, tuple(owned), tell)


@contextmanager
def _replaced(target: Path, owned: tuple[str, ...], tell: Tell) -> Iterator[Path]:
    places = Places(Path(os.path.realpath(target)))
    with explained(places.target, places.new):
        places.target.parent.mkdir(parents=True, exist_ok=True)
    with nullcontext() if places.target in _running else _alone(places, tell):
        with explained(places.target, places.new):
            refuse_odd_target(places.target)
            recover(places.target)
            refuse_open_files(places.target, _owned_files(places.target, owned))
            places.new.mkdir()
        try:
            with explained(places.target, places.new):
                yield places.new
                _commit(places, owned)
        finally:
            if not places.journal.exists():
                _discard(places, ignore_errors=True)


def recover(target: Path) -> str:
    """Finish a replacement that was interrupted, or clear away what an interrupted run left.

    Gives what was found, as a sentence; empty: nothing.
    """
    places = Places(Path(os.path.realpath(target)))
    found = ""
    if places.journal.exists():
        plan = json.loads(places.journal.read_text(encoding="utf-8"))
        _move_into_place(places, plan["files"], plan["stale"])
        places.journal.unlink()
        found = "新しい出力に入れ替える途中だったので、入れ替え終えました。"
    elif places.new.exists() or places.earlier.exists():
        found = "書きかけのものを片付けました。"
    _discard(places)
    return found


def _discard(places: Places, *, ignore_errors: bool = False) -> None:
    for folder in (places.new, places.earlier):
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=ignore_errors)


@contextmanager
def _alone(places: Places, tell: Tell) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            with explained(places.target, places.new):
                dead = stack.enter_context(run_lock(places.lock, places.holder))
                found = recover(places.target)
        except Busy as busy:
            who = f"（プロセス {busy.pid}）" if busy.pid else ""
            raise Problem(
                f"{places.target} には別の zushi-xl{who}が書き込み中です。"
                f"終わってから、もう一度実行してください。"
            ) from None
        if dead or found:
            tell(_interrupted(places, dead, found))
        yield


def _interrupted(places: Places, dead: str, found: str) -> str:
    who = f"（プロセス {dead}）" if dead else ""
    stands = (
        "今ある出力は、ひとそろいです。" if places.target.exists() else "出力はまだありません。"
    )
    return f"前の zushi-xl{who}は、終わる前に止められていました。{found}{stands}"


# ------------------------------------------------------------------ commit


def _commit(places: Places, owned: tuple[str, ...]) -> None:
    made = _files(places.new)
    stale = sorted(set(_owned_files(places.target, owned)) - set(made))
    existing = [name for name in made if (places.target / name).exists()]
    refuse_open_files(places.target, existing + stale)
    sync_files(places.new, made)
    if not places.target.exists():
        places.new.rename(places.target)
    elif not _swap(places, set(made), set(stale)):
        _replace_by_journal(places, made, stale)
    sync_folder(places.target.parent)


def _files(folder: Path) -> list[str]:
    """Every file under the folder, as sorted relative paths with ``/``."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _owned_files(target: Path, owned: tuple[str, ...]) -> list[str]:
    """Files of earlier runs, without the marks that Office leaves beside open files."""
    found = {
        path.relative_to(target).as_posix()
        for pattern in owned
        for path in target.glob(pattern)
        if path.is_file() and not path.name.startswith(OFFICE_LOCKS)
    }
    return sorted(found)


def _swap(places: Places, made: set[str], stale: set[str]) -> bool:
    """Complete the new folder with what is not ours and exchange the two; False if impossible."""
    if works_in(places.target) or not disk.can_exchange():
        return False
    try:
        _link_others(places, made | stale)
        shutil.copystat(places.target, places.new)
        exchange_names(places.new, places.target)
    except OSError as error:
        if error.errno not in CANNOT_SWAP:
            raise
        _unlink_others(places, made)
        return False
    _rescue(places, made | stale)
    return True


def _link_others(places: Places, ours: set[str]) -> None:
    for folder in sorted(path for path in places.target.rglob("*") if path.is_dir()):
        twin = places.new / folder.relative_to(places.target)
        inside = [path.relative_to(places.target).as_posix() for path in folder.iterdir()]
        if not inside or not ours.issuperset(inside):
            twin.mkdir(parents=True, exist_ok=True)
            shutil.copystat(folder, twin)
    for name in _files(places.target):
        if name not in ours:
            os.link(places.target / name, places.new / name, follow_symlinks=False)


def _unlink_others(places: Places, made: set[str]) -> None:
    for name in _files(places.new):
        if name not in made:
            (places.new / name).unlink()


def _rescue(places: Places, ours: set[str]) -> None:
    """After the exchange: what somebody saved in the old folder since it was linked moves over."""
    for name in _files(places.new):
        old, current = places.new / name, places.target / name
        if name not in ours and not (current.exists() and old.samefile(current)):
            current.parent.mkdir(parents=True, exist_ok=True)
            old.replace(current)


def _replace_by_journal(places: Places, made: list[str], stale: list[str]) -> None:
    _keep_copies(places, made + stale)
    draft = places.journal.with_name(places.journal.name + "-draft")
    draft.write_text(json.dumps({"files": made, "stale": stale}), encoding="utf-8")
    sync_file(draft)
    draft.replace(places.journal)
    sync_folder(places.target.parent)
    try:
        _move_into_place(places, made, stale)
    except OSError:
        _put_back(places, made)
        places.journal.unlink()
        raise
    places.journal.unlink()


def _keep_copies(places: Places, names: list[str]) -> None:
    for name in names:
        if (places.target / name).exists():
            copy = places.earlier / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                link_file(places.target / name, copy)
            except OSError:
                shutil.copy2(places.target / name, copy)


def _move_into_place(places: Places, made: list[str], stale: list[str]) -> None:
    """Idempotent: files that moved already are no longer in the new folder."""
    for name in made:
        if (places.new / name).exists():
            (places.target / name).parent.mkdir(parents=True, exist_ok=True)
            (places.new / name).replace(places.target / name)
    for name in stale:
        (places.target / name).unlink(missing_ok=True)
    for folder in {(places.target / name).parent for name in stale} - {places.target}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _put_back(places: Places, made: list[str]) -> None:
    copies = _files(places.earlier)
    for name in set(made) - set(copies):
        if not (places.new / name).exists():
            (places.target / name).unlink(missing_ok=True)
    for name in copies:
        (places.target / name).parent.mkdir(parents=True, exist_ok=True)
        (places.earlier / name).replace(places.target / name)
