"""XlsxWriter's worksheet with its inner loops for the cells that our sheets are full of.

XlsxWriter converts A1 arguments, looks for overlaps and searches each formula for a hundred
function names. Here positions are numbers, overlaps are found before (``write_cells``) and
formulas have their prefixes (``file_formula``), so none of that is repeated. Texts, numbers and
blanks are written as XlsxWriter writes them; every other kind of cell by XlsxWriter itself.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

from zushi_xl.cells import column_letters

_letters = cache(column_letters)


class QuickSheet(Worksheet):  # type: ignore[misc]
    def write_string(self, row: int, column: int, text: str, look: Any) -> int:
        if self._check_dimensions(row, column):
            return -1
        index = self.str_table._get_shared_string_index(text)
        self.table[row][column] = CellStringTuple(index, look)
        return 0

    def write_blank(self, row: int, column: int, _blank: None, look: Any) -> int:
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = CellBlankTuple(look)
        return 0

    def merge_range(
        self, top: int, left: int, bottom: int, right: int, _data: None, look: Any
    ) -> int:
        """Merge cells that no merge holds yet. The value of the first one is written after."""
        if self.table_cells:  # tables are rare: XlsxWriter looks for overlaps with them
            code: int = super().merge_range(top, left, bottom, right, None, look)
            return code
        if self._check_dimensions(top, left) or self._check_dimensions(bottom, right):
            return -1
        self.merge.append([top, left, bottom, right])
        blanks = dict.fromkeys(range(left, right + 1), CellBlankTuple(look))
        for row in range(top, bottom + 1):
            self.table[row].update(blanks)
        return 0

    def _prepare_formula(self, formula: str, _expand: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_rows(self) -> None:
        for row in sorted({*self.table, *self.row_info, *self.comments}):
            cells = self.table.get(row)
            info = self.row_info.get(row)
            if cells:
                self._write_row(row, None, info)
                self._write_cells(row, cells)
                self.fh.write("</row>")
            elif info is not None or row in self.comments:
                self._write_empty_row(row, None, info)
        self.table.clear()

    def _write_cells(self, row: int, cells: dict[int, Any]) -> None:
        digits, write = row + 1, self.fh.write
        for column in sorted(cells):
            cell = cells[column]
            kind = type(cell)
            if kind not in _QUICK or cell.format is None:
                self._write_cell(row, column, cell)
                continue
            start = f'<c r="{_letters(column)}{digits}" s="{cell.format._get_xf_index()}"'
            if kind is CellStringTuple:
                write(f'{start} t="s"><v>{cell.string}</v></c>')
            elif kind is CellBlankTuple:
                write(f"{start}/>")
            else:
                write(f"{start}><v>{cell.number:.16G}</v></c>")


_QUICK = frozenset((CellStringTuple, CellBlankTuple, CellNumberTuple))
