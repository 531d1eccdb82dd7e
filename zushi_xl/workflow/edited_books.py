"""One guard for every book that people may edit: nobody's work is written over.

A book that was changed since it was written goes, as it is, into the folder 記入あり beside it, and
the new one takes its name. Nothing is asked; what was kept is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from zushi_xl.workflow.fingerprint import is_untouched

FOLDER = "記入あり"


def keep_edited(
    books: Iterable[Path], folder: Path, untouched: Callable[[Path], bool] = is_untouched
) -> tuple[str, ...]:
    """Copy each of ``books`` that somebody has changed to ``folder``/記入あり, a new folder that
    takes the place of theirs; gives a sentence for each. ``untouched`` knows books as written."""
    return tuple(_kept(book, folder) for book in books if book.exists() and not untouched(book))


def _kept(book: Path, folder: Path) -> str:
    kept = _free_name(book, folder / FOLDER)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(book.read_bytes())
    return (
        f"{book.name} には書き込みがあったので、{book.parent / FOLDER / kept.name} として"
        "残しました。提出として集めるときは、提出ファイルのフォルダに入れてください。"
    )


def _free_name(book: Path, folder: Path) -> Path:
    """A name that neither this run nor an earlier one has given."""
    taken = (folder, book.parent / FOLDER)
    names = (f"{book.stem}{'' if n == 1 else f'_{n}'}{book.suffix}" for n in count(1))
    return folder / next(n for n in names if not any((each / n).exists() for each in taken))
