"""Where a field of a distributed form stands, found as a person finds it: by code and label.

``1-1-② KPI1 2024年度`` is the value under that head, ``1-1-② 今後の対応`` the field beside or below
that label, ``1-1-② C7`` a cell of that sheet. Nothing here uses the reader under test.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

TAGS = 1  # the hidden column A names each line: ``1-1-②/KPI1/values``
_CELL = re.compile(r"[A-Z]{1,3}\d+")
_HEADING = "/見出し"


class Place(NamedTuple):
    """A cell by sheet (its title) and address."""

    sheet: str
    cell: str


class Places:
    """The places of one distributed book; they stay what they were when rows move."""

    def __init__(self, workbook: Workbook):
        self._workbook = workbook

    def find(self, place: str) -> Place:
        """The cell of a place.

        Raises:
            LookupError: the form has no such field.
        """
        code, *names = place.split(" ")
        if len(names) == 1 and _CELL.fullmatch(names[0]):
            return Place(self.sheet_of(code), names[0])
        sheet = self._sheet(code)
        prefix = f"{code}/{names[0]}/" if len(names) == 2 else f"{code}/"
        return Place(sheet.title, self._field(sheet, prefix, names[-1]).coordinate)

    def sheet_of(self, code: str) -> str:
        """The title of the sheet that shows an item of the plan; else the code is a title."""
        try:
            return self._sheet(code).title
        except LookupError:
            return code

    def _sheet(self, code: str) -> Worksheet:
        if code in self._workbook.sheetnames:
            return self._workbook[code]
        for sheet in self._workbook.worksheets:
            if any(tag.startswith(f"{code}/") for tag in _tags(sheet).values()):
                return sheet
        raise LookupError(code)

    def _field(self, sheet: Worksheet, prefix: str, label: str) -> Cell:
        for row, tag in _tags(sheet).items():
            for cell in sheet[row][TAGS:] if tag.startswith(prefix) else ():
                if _bare(cell.value) == label:
                    return _of_label(sheet, cell, tag)
        raise LookupError(f"{prefix} {label}")


def _tags(sheet: Worksheet) -> dict[int, str]:
    column = sheet.iter_rows(min_col=TAGS, max_col=TAGS)
    return {cell.row: str(cell.value) for (cell,) in column if "/" in str(cell.value or "")}


def _bare(label: object) -> str:
    """A label without its notes: 【参考】, （…）, 2024年度 before a word."""
    return re.sub(r"【参考】|（.*）|^\d{4}年度(?=.)", "", str(label or ""))


def _of_label(sheet: Worksheet, label: Cell, tag: str) -> Cell:
    if tag.endswith(_HEADING):  # the field takes the whole width under it
        below = next(r for r, t in _tags(sheet).items() if t == tag.removesuffix(_HEADING))
        return sheet.cell(below, label.column)
    if tag.endswith("/時点"):
        return sheet.cell(label.row + 1, label.column)
    return sheet.cell(label.row, _right_edge(sheet, label) + 1)


def _right_edge(sheet: Worksheet, cell: Cell) -> int:
    found = (m.max_col for m in sheet.merged_cells.ranges if cell.coordinate in m)
    return int(next(found, cell.column))
