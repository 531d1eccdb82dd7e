"""A sheet by rows: folded texts, merged areas, and cells only where there is something to read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from zushi_xl.text.folding import fold
from zushi_xl.text.work import spend
from zushi_xl.workbook.cells import Area, Cell, Worksheet


def has_content(cell: Cell) -> bool:
    """Whether a person sees something in the cell, an error and struck text included."""
    return bool(cell.text.strip() or cell.error or cell.uncalculated or cell.struck)


class View:
    """One sheet as the locator looks at it."""

    def __init__(self, sheet: Worksheet):
        self.sheet = sheet
        self.rows: dict[int, list[Cell]] = {}
        for (row, _), cell in sorted(sheet.cells.items()):
            if has_content(cell):
                self.rows.setdefault(row, []).append(cell)

    @property
    def cells(self) -> Iterator[Cell]:
        """The cells with content, row by row."""
        return (cell for cells in self.rows.values() for cell in cells)

    @cached_property
    def _merges(self) -> dict[tuple[int, int], Area]:
        return {(area.top, area.left): area for area in self.sheet.merges}

    def area(self, row: int, column: int) -> Area:
        """The merged area that begins at a cell, or the cell alone."""
        return self._merges.get((row, column), Area(row, column, row, column))

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged area that covers a place: where its value is kept."""
        spend(len(self.sheet.merges))
        for area in self.sheet.merges:
            if area.holds(row, column):
                return area.top, area.left
        return row, column

    def folded(self, row: int, column: int) -> str:
        """The folded text of a cell; empty where there is none."""
        cell = self.sheet.cells.get((row, column))
        return fold(cell.text) if cell else ""
