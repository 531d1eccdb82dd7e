"""Puts the lines of a page into the rows and columns of a sheet.

Shared by the form, the correction and the printed book, so that all three look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zushi_xl.form.frame import PAGE_WIDTH
from zushi_xl.form.grid import Grid
from zushi_xl.form.layout import Box, PageLine
from zushi_xl.workbook.metrics import lines_needed, row_height
from zushi_xl.workbook.placed_rows import SheetRows, rows_of, shown_text
from zushi_xl.workbook.sheet import Placed, Value
from zushi_xl.workbook.style import Style


class Content(NamedTuple):
    """What a box shows: a value, a named style, perhaps a note."""

    value: Value
    style: str
    note: str = ""


Show = Callable[[Box], Content]


class Canvas(SheetRows):
    """Rows on the grid of a form."""

    def __init__(self, grid: Grid, styles: Mapping[str, Style]):
        super().__init__(column_widths(grid), styles)
        self.grid = grid

    def line(self, line: PageLine, show: Show) -> Iterator[tuple[Box, Placed]]:
        """Place one line of the form; gives every box with its place."""
        placed = self.boxes(line.boxes, [show(box) for box in line.boxes], line.lines)
        return zip(line.boxes, placed, strict=True)

    def boxes(
        self,
        boxes: Sequence[Box],
        contents: Sequence[Content],
        least: int = 1,
        height: float = 0.0,
    ) -> list[Placed]:
        """Place boxes beside each other; fields have room for ``least`` lines, or the row has
        the ``height`` that is given, in points."""
        pairs = zip(boxes, contents, strict=True)
        height = height or max([self._height(*pair, least) for pair in pairs])
        row, rows, placed = self.row, rows_of(height), []
        for box, (value, style, note) in zip(boxes, contents, strict=True):
            first, last = self.grid.columns(box)
            placed.append(Placed(row, first, value, style, rows, last - first + 1, note))
        self.cells += placed
        self.end(height)
        return placed

    def band(self, value: Value, style: str) -> int:
        """Place one value over the whole width; gives its row."""
        row, look = self.row, self.styles[style]
        needed = lines_needed(shown_text(value), PAGE_WIDTH, look.size, look.indent)
        height = row_height(needed, look.size)
        width = self.grid.last - self.grid.first + 1
        self.put(self.grid.first, value, style, width, rows_of(height))
        self.end(height)
        return row

    def _height(self, box: Box, content: Content, least: int) -> float:
        style, text = self.styles[content.style], shown_text(content.value)
        width = (box.right - box.left) * PAGE_WIDTH / 100
        needed = lines_needed(text, width, style.size, style.indent) if style.wrap else 1
        wanted = least if box.slot is not None else 1
        return row_height(max(needed, wanted), style.size)


def column_widths(grid: Grid, *after: float) -> tuple[float, ...]:
    """Widths from column A on: the hidden column, the page, what stands beside it."""
    return (8.0,) * grid.first + grid.widths(PAGE_WIDTH) + after
