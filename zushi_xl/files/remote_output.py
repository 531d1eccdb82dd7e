"""Outputs in a store: no store can replace a set of files in one step, so it is told by one file.

Everything is written on this machine first. Then it goes to a place of its own beside the target,
which takes long and changes nothing that anybody reads; from there the store copies it into the
target. While it does, the file ``last`` is not there: where it is, the set is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from zushi_xl.files.remote import Url


@contextmanager
def uploaded(target: Url, owned: Sequence[str], last: str) -> Iterator[Path]:
    """Give a folder of this machine to write into; on leaving, its files appear in ``target``."""
    with TemporaryDirectory(prefix="zushi_xl_") as folder:
        yield Path(folder)
        with target.opened() as (store, path):
            _replace(store, path, Path(folder), owned, last)


def _replace(store: Any, target: str, folder: Path, owned: Sequence[str], last: str) -> None:
    made = sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())
    parent, _, name = target.rstrip("/").rpartition("/")
    new = f"{parent}/.{name}.zushi_xl-new"
    _clear(store, new)
    try:
        store.put([str(folder / file) for file in made], _below(new, made))
        if store.exists(f"{target}/{last}"):
            store.rm_file(f"{target}/{last}")
        others = [file for file in made if file != last]
        store.copy(_below(new, others), _below(target, others))
        for file in _owned(store, target, owned):
            if file not in made:
                store.rm_file(f"{target}/{file}")
        store.copy([f"{new}/{last}"], [f"{target}/{last}"])
    finally:
        _clear(store, new)


def _below(folder: str, names: Sequence[str]) -> list[str]:
    return [f"{folder}/{name}" for name in names]


def _clear(store: Any, folder: str) -> None:
    if store.exists(folder):
        store.rm(folder, recursive=True)


def _owned(store: Any, target: str, patterns: Sequence[str]) -> Iterator[str]:
    """Files in the target that runs of this kind make."""
    store.invalidate_cache()
    for path in store.find(target):
        name = path[len(target.rstrip("/")) + 1 :]
        if any(_matches(name, pattern) for pattern in patterns):
            yield name


def _matches(name: str, pattern: str) -> bool:
    """Step by step: ``*.xlsx`` is no file of a folder below."""
    steps, wanted = name.split("/"), pattern.split("/")
    return len(steps) == len(wanted) and all(map(fnmatchcase, steps, wanted))
