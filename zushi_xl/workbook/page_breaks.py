"""Where printed pages end: at breaks that are set here, never at one that a printer driver finds.

Pages are filled to somewhat less than paper holds: Excel, LibreOffice and printers round the
heights of rows differently.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

PORTRAIT, LANDSCAPE = 704.0, 466.0  # points of rows on a page of A4
LEAST_LAST = 1 / 3  # of its height that the last page of a list has
LEAST_FILL = 0.5  # a block moves to the next page whole if that leaves the page at least so full
DEFAULT_HEIGHT = 15.0  # points of a row that states none


@dataclass(frozen=True, slots=True)
class PageRoom:
    """How much fits on a page: points of height, less what repeats at the top of each page."""

    height: float = PORTRAIT
    repeated: float = 0.0

    def on_page(self, number: int) -> float:
        """Points for rows on a page; ``number`` counts from 0."""
        return self.height - (self.repeated if number else 0.0)


def page_breaks(
    heights: Mapping[int, float],
    rows: range,
    room: PageRoom,
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
        end = first_beyond(heights, begin, rows.stop, room.on_page(len(breaks)))
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


def first_beyond(heights: Mapping[int, float], begin: int, stop: int, room: float) -> int:
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
