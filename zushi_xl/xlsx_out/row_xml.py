"""The rows of a sheet as the text that stands in its file.

A row is put together from pieces: a placed cell with the blank cells that its merged area covers
in that row. Excel draws the border of a merged area from the blanks, so they are all written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from zushi_xl.workbook.cells import Area, column_letters
from zushi_xl.workbook.sheet import Placed

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

CellXml = tuple[int, str]  # the number of a cell's format, and how its XML goes on after it
_Piece = tuple[int, int, str]  # first and last column, the XML
_ROW = "\0"  # stands for the number of the row in a piece; no XML holds this character


class Misplaced(Exception):
    """Two cells stand on one place, or one stands outside the sheet."""


@dataclass(slots=True)
class FinishedRows:
    """The text of the cells by row, and the merged areas."""

    cells: dict[int, str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    columns: tuple[int, int] = (0, 0)  # the first and the last


def finished_rows(cells: Iterable[Placed], cell_xml: Callable[[Placed], CellXml]) -> FinishedRows:
    """Put cells into rows. Raises Misplaced where that cannot be."""
    pieces: defaultdict[int, list[_Piece]] = defaultdict(list)
    merged = []
    for cell in cells:
        look, content = cell_xml(cell)
        row, column, _, _, rows, columns, _ = cell
        last = column + columns - 1
        if last == column:
            pieces[row].append((column, column, _opening(column, look) + content))
        else:
            text = f"{_opening(column, look)}{content}{_blanks(column + 1, last, look)}"
            pieces[row].append((column, last, text))
        for below in range(row + 1, row + rows):
            pieces[below].append((column, last, _blanks(column, last, look)))
        if last > column or rows > 1:
            merged.append(f"{column_letters(column)}{row + 1}:{column_letters(last)}{row + rows}")
    return FinishedRows(
        {row: _joined(row, own) for row, own in pieces.items()}, merged, _extent(pieces)
    )


@lru_cache(maxsize=4096)
def _opening(column: int, look: int) -> str:
    return f'<c r="{column_letters(column)}{_ROW}" s="{look}"'


@lru_cache(maxsize=4096)
def _blanks(first: int, last: int, look: int) -> str:
    """Blank cells of one look."""
    return "".join([f"{_opening(column, look)}/>" for column in range(first, last + 1)])


def _joined(row: int, pieces: list[_Piece]) -> str:
    pieces.sort()
    taken = -1
    for first, last, _ in pieces:
        if first <= taken:
            raise Misplaced
        taken = last
    return "".join([text for _, _, text in pieces]).replace(_ROW, str(row + 1))


def _extent(pieces: dict[int, list[_Piece]]) -> tuple[int, int]:
    if not pieces:
        return 0, 0
    first = min([own[0][0] for own in pieces.values()])
    last = max([own[-1][1] for own in pieces.values()])
    if not is_inside(Area(min(pieces), first, max(pieces), last)):
        raise Misplaced
    return first, last


def is_inside(area: Area) -> bool:
    """Whether a sheet has room for the area."""
    top, left, bottom, right = area
    return 0 <= top <= bottom < MOST_ROWS and 0 <= left <= right < MOST_COLUMNS
