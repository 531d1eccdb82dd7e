"""ページの確かめ方: the handbook's page on the SHA-256 of the pages that a city has made.

The value follows from the masters and from the versions of all libraries inside, so it stands in
no release: whoever makes a page states it, beside the page and in the handbook of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zushi_xl.files.shipped import VERSION, shipped
from zushi_xl.findings.finding import Problem
from zushi_xl.text.regex import regex

if TYPE_CHECKING:
    from zushi_xl.page.make import Made

SHEET = "ページの確かめ方"
HANDBOOK = Path("説明書")  # as ``init`` lays it into the working folder
_ENTRY = regex(r"^- `([^`\n]+)`（([^）\n]+)）\n  `([0-9a-f]{64})`$", re.MULTILINE)
_NONE = "このフォルダでは、まだページを作っていません。"  # in the page as it is shipped


class StatedPage(NamedTuple):
    """A page with what was stated of it when it was made."""

    name: str
    about: str
    sha256: str


def sheet(pages: Iterable[StatedPage]) -> str:
    """The page of the handbook."""
    entries = [f"- `{page.name}`（{page.about}）\n  `{page.sha256}`" for page in pages]
    shipped_text = (shipped("docs") / f"{SHEET}.md").read_text(encoding="utf-8")
    return shipped_text.replace(_NONE, "\n".join(entries) or _NONE)


def stated(text: str) -> Iterator[StatedPage]:
    """The pages that a sheet names."""
    return (StatedPage(*found.groups()) for found in _ENTRY.finditer(text.replace("\r\n", "\n")))


def state(made: Made, folder: Path = HANDBOOK) -> tuple[Path, ...]:
    """State the value of a page beside it, and in the handbook of the working folder where there is
    one; gives what was written. What is said of other pages that are still there stays.

    Raises:
        Problem: it cannot be written.
    """
    beside = made.path.with_name(f"{SHEET}.txt")  # opens by double click where nothing knows .md
    _refresh(beside, made, made.path.parent)
    if not folder.is_dir():
        return (beside,)
    _refresh(folder / f"{SHEET}.md", made, folder.absolute().parent)
    return beside, folder / f"{SHEET}.md"


def _refresh(path: Path, made: Made, root: Path) -> None:
    page = StatedPage(_below(made.path, root), _about(made), made.sha256)
    try:
        said = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
        if said and not said.startswith(f"# {SHEET}"):
            raise FileExistsError(path)
        others = [p for p in stated(said) if p.name != page.name and (root / p.name).is_file()]
        text = sheet(sorted([*others, page]))
        for_windows = text.replace("\n", "\r\n").encode("utf-8-sig")
        path.write_bytes(for_windows if path.suffix == ".txt" else text.encode())
    except OSError as error:
        raise Problem(
            f"{made.path} は作りましたが、{path} に SHA-256 を書けません。書き込める場所か、"
            "ほかで開かれていないか、同じ名前の別のファイルがないかを確かめてください。"
        ) from error


def _below(path: Path, root: Path) -> str:
    whole, top = path.absolute(), root.absolute()
    return (whole.relative_to(top) if whole.is_relative_to(top) else whole).as_posix()


def _about(made: Made) -> str:
    return f"{made.size:,} バイト、zushi-xl {VERSION}"
