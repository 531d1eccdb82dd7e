"""The rows of a sheet as the text that stands in its file.

A row is put together from pieces: a placed cell with the blank cells that its merged area covers
in that row. Excel draws the border of a merged area from the blanks, so they are all written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from zushi_xl.workbook.cells import Area, column_letters
from zushi_xl.workbook.sheet import Placed

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

CellXml = tuple[int, str]  # the number of a cell's format, and how its XML goes on after it
_Piece = tuple[int, int, str]  # first and last column, the XML
_row_of = attrgetter("row")
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
    """Put cells into rows. Raises Misplaced where that cannot be.

    A row is finished when its last cell is there: the pieces of a whole list would take three
    times the memory of its text.
    """
    pieces: defaultdict[int, list[_Piece]] = defaultdict(list)
    finished, merged = dict[int, str](), list[str]()
    extents = []
    for row, own in groupby(sorted(cells, key=_row_of), _row_of):
        here = pieces[row]
        for cell in own:
            look, content = cell_xml(cell)
            _, column, _, _, rows, columns, _ = cell
            last = column + columns - 1
            if last == column:
                here.append((column, column, _opening(column, look) + content))
            else:
                text = f"{_opening(column, look)}{content}{_blanks(column + 1, last, look)}"
                here.append((column, last, text))
            for below in range(row + 1, row + rows):
                pieces[below].append((column, last, _blanks(column, last, look)))
            if last > column or rows > 1:
                area = f"{column_letters(column)}{row + 1}:{column_letters(last)}{row + rows}"
                merged.append(area)
        extents.append(_finish(row, pieces, finished))
    extents += [_finish(row, pieces, finished) for row in tuple(pieces)]
    return FinishedRows(finished, merged, _extent(finished, extents))


def _finish(row: int, pieces: dict[int, list[_Piece]], finished: dict[int, str]) -> tuple[int, int]:
    """Make the text of a row of its pieces; gives its first and last column."""
    own = pieces.pop(row)
    own.sort()
    taken = -1
    for first, last, _ in own:
        if first <= taken:
            raise Misplaced
        taken = last
    finished[row] = "".join([text for _, _, text in own]).replace(_ROW, str(row + 1))
    return own[0][0], taken


def _extent(rows: Collection[int], extents: list[tuple[int, int]]) -> tuple[int, int]:
    """The first and the last column of all rows."""
    if not rows:
        return 0, 0
    first, last = min([first for first, _ in extents]), max([last for _, last in extents])
    if not is_inside(Area(min(rows), first, max(rows), last)):
        raise Misplaced
    return first, last


@lru_cache(maxsize=4096)
def _opening(column: int, look: int) -> str:
    return f'<c r="{column_letters(column)}{_ROW}" s="{look}"'


@lru_cache(maxsize=4096)
def _blanks(first: int, last: int, look: int) -> str:
    """Blank cells of one look."""
    return "".join([f"{_opening(column, look)}/>" for column in range(first, last + 1)])


def is_inside(area: Area) -> bool:
    """Whether a sheet has room for the area."""
    top, left, bottom, right = area
    return 0 <= top <= bottom < MOST_ROWS and 0 <= left <= right < MOST_COLUMNS
