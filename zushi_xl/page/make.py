"""The page as a file on the disk: which page, made from what, under which name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.draft import discard, draft_of
from zushi_xl.files.refused_outputs import why_not_written
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import load_masters
from zushi_xl.page.build import TOOLKIT, PageKind, build, self_check
from zushi_xl.page.runtime import find_runtime, read_runtime

TOOLKIT_FILE = "zushi-xl.html"
_BEGINNING = b"<!DOCTYPE html>"


class Made(NamedTuple):
    """A page that was written. ``sha256`` is what people compare after it went through hands."""

    path: Path
    size: int
    sha256: str


def self_check_file(fiscal_year: int) -> str:
    """The name of the file for divisions."""
    return f"自己点検_{fiscal_year}年度.html"


def toolkit() -> PageKind:
    """The page for the planning division."""
    return TOOLKIT


def self_check_of(plan: Path, form: Path) -> tuple[PageKind, int]:
    """The page for those who fill in the form, and its fiscal year.

    Raises:
        Problem: a master is missing or unreadable.
        FaultyBook: mistakes in them.
    """
    year = load_masters(plan, form).plan.fiscal_year
    return self_check_with("進捗状況評価シート", year, (plan, form)), year


def self_check_with(title: str, fiscal_year: int, files: Iterable[Path]) -> PageKind:
    """The same for a form called ``title``, by the ``files`` that its masters stand in."""
    return self_check(title, fiscal_year, {path.name: path.read_bytes() for path in files})


def page_bytes(kind: PageKind, runtime: Path | None = None) -> bytes:
    """The page as bytes; ``runtime`` is the npm package, where it is not at hand.

    Raises:
        Problem: no runtime, or not the right one.
    """
    return build(kind, read_runtime(find_runtime(runtime)))


def write_page(target: Path, content: bytes) -> Made:
    """Write the whole file or nothing.

    Raises:
        Problem: it cannot be written there, or another file than a page stands there.
    """
    _refuse_other_file(target)
    draft = draft_of(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as error:
        discard([draft])
        raise Problem(why_not_written(target, error)) from error
    return Made(target, len(content), hashlib.sha256(content).hexdigest())


def _refuse_other_file(target: Path) -> None:
    """Only an earlier page is replaced: a mistyped name must not cost a master or a form."""
    if not target.is_file():
        return
    with target.open("rb") as file:
        if file.read(len(_BEGINNING)) != _BEGINNING:
            raise Problem(
                f"{target} はすでにあり、このコマンドが作ったページではないため、置き換えません。"
                "-o に別の名前を指定してください。"
            )
