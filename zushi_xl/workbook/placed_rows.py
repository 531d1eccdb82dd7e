"""Puts what a sheet shows into rows from top to bottom; heights follow from the texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Link, Placed, Rich, Value
from zushi_xl.workbook.style import Style

RowPiece = tuple[Value, str, int]  # a value, the name of its style, how many columns it spans


def shown_text(value: Value) -> str:
    """What a cell shows of a text, a link or a marked text, near enough to know its lines."""
    if isinstance(value, Rich | Link):
        return value.text
    return "" if value is None else str(value)


class SheetRows:
    """What one sheet shows so far, on columns of ``widths`` pixels; styles go by name.

    ``row`` is the next free row, 0-based; ``heights`` are points by row.
    """

    def __init__(self, widths: Sequence[float], styles: Mapping[str, Style]):
        self.widths = tuple(widths)
        self.styles = styles
        self.row = 0
        self.cells: list[Placed] = []
        self.heights: dict[int, float] = {}

    @property
    def columns(self) -> int:
        """How many columns the sheet has."""
        return len(self.widths)

    def put(self, column: int, value: Value, style: str, columns: int = 1, rows: int = 1) -> None:
        """A cell of the row that is being filled, over ``columns`` and ``rows``."""
        self.cells.append(Placed(self.row, column, value, style, rows, columns))

    def end(self, height: float) -> None:
        """Close the row with a height in points: several rows where Excel's tallest is too low."""
        rows = rows_of(height)
        for _ in range(rows):
            self.gap(round(height / rows, 2))

    def gap(self, points: float = 6) -> None:
        """Leave an empty row."""
        self.heights[self.row] = points
        self.row += 1


class PlacedRows(SheetRows):
    """Rows whose heights follow from the texts in them."""

    def lines(self, value: Value, style: str, column: int = 0, columns: int = 0) -> int:
        """How many lines a value takes over ``columns`` from ``column``; over all where none."""
        look = self.styles[style]
        width = sum(self.widths[column : column + (columns or self.columns)])
        return lines_needed(shown_text(value), width, look.size, look.indent)

    def band(self, value: Value, style: str, height: float = 0.0) -> int:
        """One value over the whole width, as high as it needs or as given; gives its row."""
        return self.line([(value, style, self.columns)], height)

    def line(self, cells: Iterable[RowPiece], height: float = 0.0, left: int = 0) -> int:
        """Values side by side from column ``left``, each with its style and how many columns it
        spans; gives the row. It is as high as they need, or has a ``height`` in points."""
        placed, row, column = list(cells), self.row, left
        height = height or self.height(placed, left)
        for value, style, columns in placed:
            self.put(column, value, style, columns, rows_of(height))
            column += columns
        self.end(height)
        return row

    def height(self, cells: Iterable[RowPiece], column: int = 0) -> float:
        """Points that show cells side by side from ``column`` whole."""
        heights = []
        for value, style, columns in cells:
            lines = self.lines(value, style, column, columns)
            heights.append(row_height(lines, self.styles[style].size))
            column += columns
        return max(heights)


def rows_of(height: float) -> int:
    """How many rows a height in points takes: Excel has none higher than ``TALLEST_ROW``."""
    return max(1, math.ceil(height / TALLEST_ROW))
