"""The sheets of a book with their places and page numbers, which are known while it is built."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zushi_xl.workbook.running_heads import literal
from zushi_xl.workbook.sheet import Sheet

MARGINS = (0.5, 0.5, 0.8, 0.65)  # inches: left right top bottom
WIDTH, WIDE = 680.0, 1010.0  # pixels of columns on a page


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that 目次 and links name. ``code`` is the plan's, where it is of a section;
    the row is 0-based."""

    row: int
    text: str
    depth: int = 1
    code: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet with its places; data sheets are not numbered and stand in no page count."""

    sheet: Sheet
    anchors: tuple[Anchor, ...] = ()
    numbered: bool = True
    head: str = ""

    @property
    def pages(self) -> int:
        """How many pages it prints on."""
        return len(self.sheet.print.breaks) + 1

    def page_of(self, row: int) -> int:
        """The page of the sheet that a row prints on, from 0."""
        return bisect_right(self.sheet.print.breaks, row)


_LONGEST_HEAD, _LONGEST_MARK = 140, 80  # units, of the 255 that Excel takes in all


@dataclass(frozen=True, slots=True)
class PageFoot:
    """What runs at the foot of every page: ``mark`` stands at the right."""

    text: str
    total: int
    mark: str = ""


def with_heads(part: Part, first: int, foot: PageFoot) -> Part:
    """The part with running head and foot; x / y counts the pages of the book, also where the
    sheet is printed alone."""
    page = f"&C&9&P / {foot.total}" if part.numbered else ""
    mark = f"&R&8{literal(foot.mark, _LONGEST_MARK)} " if foot.mark else ""
    setup = part.sheet.print._replace(
        header=f"&L&8 {literal(part.head, _LONGEST_HEAD)}" if part.head else "",
        footer=f"&L&8 {literal(foot.text, _LONGEST_HEAD)}{page}{mark}",
        first_page=first if part.numbered else 0,
    )
    return replace(part, sheet=replace(part.sheet, print=setup))


def numbered_parts(parts: Sequence[Part], text: str, mark: str = "") -> Iterator[Part]:
    """All parts with their heads. The first is the cover: it counts and shows nothing."""
    foot = PageFoot(text, sum(part.pages for part in parts if part.numbered), mark)
    yield parts[0]
    first = parts[0].pages + 1
    for part in parts[1:]:
        yield with_heads(part, first, foot)
        first += part.pages if part.numbered else 0
