"""The pages of the handbook that the wheel carries, parted at their headings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.shipped import shipped
from zushi_xl.page.checksums import HANDBOOK, SHEET
from zushi_xl.text.regex import regex

_HEADING = regex(r"^(#{1,4}) +(.*)$")
_PICTURE = "!["  # begins a line that no terminal shows


class HandbookSection(NamedTuple):
    """A part of a page, with the title of the page and its own heading."""

    page: str
    heading: str
    text: str


def handbook_pages() -> tuple[Path, ...]:
    """The pages for officers: those with a Japanese name. Of the working folder's own handbook
    the one that states the values of the pages made there."""
    pages = {page.stem: page for page in shipped("docs").glob("*.md") if not page.stem.isascii()}
    own = HANDBOOK / f"{SHEET}.md"
    if own.is_file():
        pages[SHEET] = own
    return tuple(pages[name] for name in sorted(pages))


def handbook_sections() -> list[HandbookSection]:
    """All of them, page after page; lines of code are no headings."""
    return [section for page in handbook_pages() for section in _sections(page)]


def _sections(page: Path) -> Iterator[HandbookSection]:
    heading, lines, is_code = page.stem, list[str](), False
    for line in page.read_text(encoding="utf-8").splitlines():
        is_code = is_code != line.startswith("```")
        found = None if is_code else _HEADING.match(line)
        if found is None:
            lines.append(line)
            continue
        yield from _section(page, heading, lines)
        heading, lines = found[2], []
    yield from _section(page, heading, lines)


def _section(page: Path, heading: str, lines: list[str]) -> Iterator[HandbookSection]:
    shown = (line for line in lines if not line.startswith(_PICTURE))
    text = "\n".join(shown).strip("\n")
    if text:
        yield HandbookSection(page.stem, heading, text)
