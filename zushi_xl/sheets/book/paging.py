"""Where pages end. Every page of the book ends at a break that is set here, never at one that a
printer driver finds, so that the page numbers in 目次 are known while the book is built.

Pages are filled to somewhat less than paper holds: Excel, LibreOffice and printers round the
heights of rows differently.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zushi_xl.workbook.sheet import Sheet

PORTRAIT, LANDSCAPE = 704.0, 466.0  # points of rows on a page
MARGINS = (0.5, 0.5, 0.8, 0.65)  # inches: left right top bottom
WIDTH, WIDE = 680.0, 1010.0  # pixels of columns on a page
LEAST_LAST = 1 / 3  # of its height that the last page of a list has
LEAST_FILL = 0.5  # a block moves to the next page whole if that leaves the page at least so full
DEFAULT_HEIGHT = 15.0


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
        return len(self.sheet.print.breaks) + 1

    def page_of(self, row: int) -> int:
        """The page of the sheet that a row prints on, from 0."""
        return bisect_right(self.sheet.print.breaks, row)


@dataclass(frozen=True, slots=True)
class Room:
    """How much fits on a page: points of height, less what repeats at the top of each page."""

    height: float = PORTRAIT
    repeated: float = 0.0

    def on_page(self, number: int) -> float:
        return self.height - (self.repeated if number else 0.0)


def page_breaks(
    heights: Mapping[int, float],
    rows: range,
    room: Room,
    starts: Collection[int] = (),
    blocks: Collection[int] = (),
    kept: Collection[int] = (),
) -> tuple[int, ...]:
    """Rows that begin a page.

    ``starts`` begin one whatever is before them; where a page is full, it ends before one of
    ``blocks`` if that leaves it half full, else before any row that is not ``kept`` with the one
    above it. What would leave the last page nearly empty goes on to it from the one before.
    """
    breaks: list[int] = []
    begin = rows.start
    while begin < rows.stop:
        end = _full(heights, begin, rows.stop, room.on_page(len(breaks)))
        forced = next((row for row in sorted(starts) if begin < row <= end), None)
        if forced is None and end == rows.stop:
            break
        begin = forced or _best(heights, begin, end, blocks, kept)
        if begin < rows.stop:
            breaks.append(begin)
    if breaks and breaks[-1] not in starts:
        least = room.on_page(len(breaks)) * LEAST_LAST
        above = breaks[-2] if len(breaks) > 1 else rows.start
        breaks[-1] = _for_the_last(heights, range(above, rows.stop), breaks[-1], least, kept)
    return tuple(breaks)


def _for_the_last(
    heights: Mapping[int, float],
    rows: range,
    begin: int,
    least: float,
    kept: Collection[int],
) -> int:
    """The row that begins the last page: before ``begin`` where that page would have less than
    ``least``, and the page before it keeps as much."""
    filled = sum(heights.get(row, DEFAULT_HEIGHT) for row in range(begin, rows.stop))
    left = sum(heights.get(row, DEFAULT_HEIGHT) for row in range(rows.start, begin))
    for row in range(begin - 1, rows.start, -1) if filled < least else ():
        height = heights.get(row, DEFAULT_HEIGHT)
        filled, left = filled + height, left - height
        if left < least:
            break
        if row not in kept and filled >= least:
            return row
    return begin


def _full(heights: Mapping[int, float], begin: int, stop: int, room: float) -> int:
    """The first row that no longer fits; at least one row does."""
    used = 0.0
    for row in range(begin, stop):
        used += heights.get(row, DEFAULT_HEIGHT)
        if used > room and row > begin:
            return row
    return stop


def _best(
    heights: Mapping[int, float],
    begin: int,
    end: int,
    blocks: Collection[int],
    kept: Collection[int],
) -> int:
    block = max((row for row in blocks if begin < row <= end and row not in kept), default=begin)
    filled = sum(heights.get(row, DEFAULT_HEIGHT) for row in range(begin, block))
    whole = sum(heights.get(row, DEFAULT_HEIGHT) for row in range(begin, end))
    if block > begin and filled >= whole * LEAST_FILL:
        return block
    return next((row for row in range(end, begin, -1) if row not in kept), end)


@dataclass(frozen=True, slots=True)
class Feet:
    """What runs at the foot of every page: ``mark`` stands at the right."""

    text: str
    total: int
    mark: str = ""


def with_heads(part: Part, first: int, feet: Feet) -> Part:
    """The part with running head and foot; x / y counts the pages of the book, also where the
    sheet is printed alone."""
    page = f"&C&9&P / {feet.total}" if part.numbered else ""
    mark = f"&R&8{_escaped(feet.mark)} " if feet.mark else ""
    setup = part.sheet.print._replace(
        header=f"&L&8 {_escaped(part.head)}" if part.head else "",
        footer=f"&L&8 {_escaped(feet.text)}{page}{mark}",
        first_page=first if part.numbered else 0,
    )
    return replace(part, sheet=replace(part.sheet, print=setup))


def numbered_parts(parts: Sequence[Part], text: str, mark: str = "") -> Iterator[Part]:
    """All parts with their heads. The first is the cover: it counts and shows nothing."""
    feet = Feet(text, sum(part.pages for part in parts if part.numbered), mark)
    yield parts[0]
    first = parts[0].pages + 1
    for part in parts[1:]:
        yield with_heads(part, first, feet)
        first += part.pages if part.numbered else 0


def _escaped(text: str) -> str:
    """Text for a head: & is a command there, and no more than 255 units fit."""
    return text[:100].replace("&", "&&")
