"""Where the pages of a form sheet end: before a block rather than within it, never between a
label and its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zushi_xl.workbook.page_breaks import DEFAULT_HEIGHT, first_beyond

PAGE_HEIGHT = 700.0  # points of rows; a little less than paper holds, printers round differently
MARGINS = (0.5, 0.5, 0.75, 0.7)  # inches: left right top bottom
_LEAST_FILL = 0.45  # a block goes to the next page whole if this one stays at least so full


def page_breaks(
    heights: Mapping[int, float],
    rows: range,
    repeated: float,
    blocks: Collection[int],
    kept: Collection[int],
) -> tuple[int, ...]:
    """Rows that begin a page. ``repeated`` is the height that stands on top of every further page;
    ``blocks`` begin with a row, rows ``kept`` stay with the row above."""
    breaks: list[int] = []
    begin = rows.start
    while True:
        room = PAGE_HEIGHT - (repeated if breaks else 0)
        end = first_beyond(heights, begin, rows.stop, room)
        if end == rows.stop:
            return tuple(breaks)
        begin = _end_of_page(heights, range(begin, end), blocks, kept)
        breaks.append(begin)


def _end_of_page(
    heights: Mapping[int, float], rows: range, blocks: Collection[int], kept: Collection[int]
) -> int:
    block = max((row for row in blocks if rows.start < row <= rows.stop), default=rows.start)
    filled = sum(heights.get(row, DEFAULT_HEIGHT) for row in range(rows.start, block))
    if filled >= PAGE_HEIGHT * _LEAST_FILL:
        return block
    free = (row for row in range(rows.stop, rows.start, -1) if row not in kept)
    return next(free, rows.stop)
