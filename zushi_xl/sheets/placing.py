"""Puts the lines of a page into the rows and columns of a sheet.

Shared by the form, the correction and the printed book, so that all three look alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zushi_xl.form.frame import PAGE_WIDTH
from zushi_xl.form.grid import Grid
from zushi_xl.form.layout import Box, PageLine
from zushi_xl.workbook.cells import a1
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Placed, Rich, Value
from zushi_xl.workbook.style import Style


class Content(NamedTuple):
    """What a box shows: a value, a named style, perhaps a note."""

    value: Value
    style: str
    note: str = ""


Show = Callable[[Box], Content]


@dataclass
class Canvas:
    """Rows being placed from top to bottom on one grid; ``row`` is the next free one, 0-based."""

    grid: Grid
    styles: Mapping[str, Style]
    row: int = 0
    cells: list[Placed] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

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
        row, rows = self.row, self._open(height or max([self._height(*p, least) for p in pairs]))
        placed = []
        for box, (value, style, note) in zip(boxes, contents, strict=True):
            first, last = self.grid.columns(box)
            placed.append(Placed(row, first, value, style, rows, last - first + 1, note))
        self.cells += placed
        self.row += rows
        return placed

    def band(self, text: Value, style: str, lines: int = 1) -> int:
        """Place one text over the whole width; gives its row."""
        shown = text.text if isinstance(text, Rich) else str(text or "")
        size, indent = self.styles[style].size, self.styles[style].indent
        needed = max(lines, lines_needed(shown, PAGE_WIDTH, size, indent))
        row = self.row
        rows = self._open(row_height(needed, size))
        width = self.grid.last - self.grid.first + 1
        self.cells.append(Placed(row, self.grid.first, text, style, rows, width))
        self.row += rows
        return row

    def gap(self, points: float = 6) -> None:
        """Leave an empty row."""
        self.heights[self.row] = points
        self.row += 1

    def _open(self, height: float) -> int:
        """Give the next rows a height in all; more than one where Excel's tallest is too low."""
        rows = max(1, math.ceil(height / TALLEST_ROW))
        for i in range(rows):
            self.heights[self.row + i] = round(height / rows, 2)
        return rows

    def _height(self, box: Box, content: Content, least: int) -> float:
        style = self.styles[content.style]
        value = content.value
        text = value.text if isinstance(value, Rich) else "" if value is None else str(value)
        width = (box.right - box.left) * PAGE_WIDTH / 100
        needed = lines_needed(text, width, style.size, style.indent) if style.wrap else 1
        wanted = least if box.slot is not None else 1
        return row_height(max(needed, wanted), style.size)


def address(placed: Placed) -> str:
    """A1 of a placed cell's first cell, absolute in its column."""
    return a1(placed.row, placed.column)


def column_widths(grid: Grid, *after: float) -> tuple[float, ...]:
    """Widths from column A on: the hidden column, the page, what stands beside it."""
    return (8.0,) * grid.first + grid.widths(PAGE_WIDTH) + after
