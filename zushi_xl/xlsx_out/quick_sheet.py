"""XlsxWriter's worksheet around rows that come as finished text.

XlsxWriter keeps an object for every cell, blanks inside merged areas too, and spells them out at
the end. Our sheets are full of merged areas, so ``finished_rows`` spells them at once; what
surrounds the rows (columns, links, notes, drawings, conditions) stays XlsxWriter's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from zushi_xl.xlsx_out.row_xml import FinishedRows


class QuickSheet(Worksheet):  # type: ignore[misc]
    """A worksheet of XlsxWriter whose rows come as finished text."""

    _finished = FinishedRows()

    def take(self, finished: FinishedRows, drawn: Callable[[tuple[int, int]], str | None]) -> None:
        """The rows of this sheet; ``drawn`` gives what charts keep of a cell by row and column."""
        self._finished = finished
        self._drawn = drawn
        if finished.cells:
            self.dim_rowmin, self.dim_rowmax = min(finished.cells), max(finished.cells)
            self.dim_colmin, self.dim_colmax = finished.columns

    def shared_string(self, text: str) -> int:
        """The number of a text among the strings of the workbook."""
        number: int = self.str_table._get_shared_string_index(text)
        return number

    def rich_string(self, *parts: Any) -> int:
        """The number of a text with fonts of its own: formats and texts by turns.

        Raises:
            ValueError: XlsxWriter does not take it.
        """
        if self.write_rich_string(0, 0, *parts):
            raise ValueError("rich text")
        number: int = self.table.pop(0)[0].string
        return number

    def add_link(self, row: int, column: int, target: str, text: str, tip: str) -> None:
        """Make a cell jump. Raises ValueError for a target that XlsxWriter does not know."""
        link = Url(target)
        link.text, link.tip = text, tip
        self.hyperlinks[row][column] = link

    def _prepare_formula(self, formula: str, _expand: bool = False) -> str:
        """Our formulas have their prefixes; XlsxWriter would search each for a hundred names."""
        return formula.removeprefix("=")

    def _write_rows(self) -> None:
        """Each row once: what is written is let go."""
        cells, write = self._finished.cells, self.fh.write
        for row in sorted({*cells, *self.row_info, *self.comments}):
            info = self.row_info.get(row)
            if row in cells:
                self._write_row(row, None, info)
                write(f"{cells.pop(row)}</row>")
            else:
                self._write_empty_row(row, None, info)

    def _write_merge_cells(self) -> None:
        merged = self._finished.merged
        if merged:
            areas = "".join([f'<mergeCell ref="{area}"/>' for area in merged])
            self.fh.write(f'<mergeCells count="{len(merged)}">{areas}</mergeCells>')

    def _get_range_data(self, top: int, left: int, bottom: int, right: int) -> list[str | None]:
        rows, columns = range(top, bottom + 1), range(left, right + 1)
        return [self._drawn((row, column)) for row in rows for column in columns]
