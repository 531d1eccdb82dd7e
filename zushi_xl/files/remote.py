"""Files that are not on this machine: what fsspec finds behind an address (s3://, https:// …)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from zushi_xl.findings.finding import Problem
from zushi_xl.xlsx_in.archive import kept_folder

_WEB = ("http://", "https://")  # names are escaped there


class OutOfReach(Problem):
    """The store, or the library for it, cannot be used on this machine."""


def place(text: str) -> Path | Url:
    """What a person names: a path, or an address; file:// is a path."""
    if text.startswith("file://"):
        from urllib.request import url2pathname  # slow to load

        return Path(url2pathname(text.removeprefix("file:")))
    return Url(text) if "://" in text else Path(text)


def here(file: Path | Url) -> Path:
    """The file on this machine, under its own name; a copy stays until the process ends."""
    if isinstance(file, Path):
        return file
    copy = Path(tempfile.mkdtemp(dir=kept_folder())) / file.name
    file.fetch(copy)
    return copy


@dataclass(frozen=True, slots=True)
class Url:
    """A file or folder in a store. Whatever the store says against it becomes OutOfReach."""

    address: str

    def __str__(self) -> str:
        return self.address

    def __truediv__(self, name: str) -> Url:
        return Url(f"{self.address.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        """The last part of the address, as a file of that name is called."""
        return self._shown(self.address.rstrip("/").rpartition("/")[2])

    def resolve(self) -> Url:
        """Itself: an address is always whole."""
        return self

    def exists(self) -> bool:
        """Whether a file or folder stands there.

        Raises:
            OutOfReach: the store does not answer.
        """
        with self.opened() as (store, path):
            return bool(store.exists(path))

    def is_dir(self) -> bool:
        """Whether a folder stands there.

        Raises:
            OutOfReach: the store does not answer.
        """
        with self.opened() as (store, path):
            return bool(store.isdir(path))

    def files(self) -> Iterator[tuple[str, Url]]:
        """All files below with their names from here, as the store lists them now.

        Raises:
            OutOfReach: the store does not answer.
        """
        with self.opened() as (store, path):
            store.invalidate_cache()
            found = store.find(path)
        for file in found:
            name = file[len(path.rstrip("/")) + 1 :]
            if name:
                yield self._shown(name), self / name

    def fetch(self, target: Path) -> None:
        """Copy the file to this machine.

        Raises:
            OutOfReach: the store does not answer.
        """
        with self.opened() as (store, path):
            store.get_file(path, str(target))

    @contextmanager
    def opened(self) -> Iterator[tuple[Any, str]]:
        """The file system of the store, and what this is called in it.

        Raises:
            OutOfReach: the store or its library is not there, with the remedy.
        """
        try:
            from fsspec.core import url_to_fs

            yield url_to_fs(self.address)
        except Problem:
            raise
        except ImportError as error:
            raise OutOfReach(
                f"{self} を扱うライブラリがありません（{error}）。"
                'pip install "zushi_xl[remote]" と、'
                "保存先のもの（s3:// は s3fs、gs:// は gcsfs、abfs:// は adlfs）が要ります。"
            ) from error
        except FileNotFoundError as error:
            raise OutOfReach(f"{self} が見つかりません。アドレスを確かめてください。") from error
        except Exception as error:  # each store has exceptions of its own
            raise OutOfReach(
                f"{self} を読み書きできません（{error}）。アドレス、接続、権限を確かめてください。"
            ) from error

    def _shown(self, name: str) -> str:
        return unquote(name) if self.address.startswith(_WEB) else name
