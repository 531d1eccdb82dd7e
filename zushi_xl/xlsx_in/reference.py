"""References such as ``B3`` and ``B3:D5`` as 0-based positions."""

from __future__ import annotations

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area, column_number

from . import limits
from .unreadable import Refused

_REFERENCE = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def position(reference: str) -> tuple[int, int]:
    """Row and column of ``B3``; refused outside the grid of Excel.

    Raises:
        Refused: it is no cell of the grid.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise Refused("out_of_grid", reference[:40])
    row, column = int(match[2]), column_number(match[1].upper())
    if not (0 < row <= limits.LAST_ROW and column < limits.LAST_COLUMN):
        raise Refused("out_of_grid", reference[:40])
    return row - 1, column


def row_index(number: str) -> int:
    """The 0-based row of a row number.

    Raises:
        Refused: it is no row of the grid.
    """
    row = int(number) if number.isdecimal() and len(number) <= 7 else 0
    if not 0 < row <= limits.LAST_ROW:
        raise Refused("out_of_grid", f"{number[:20]}行")
    return row - 1


def refuse_many_merges(number: int) -> None:
    """Count the merged areas of a sheet before they are built.

    Raises:
        Refused: there are too many.
    """
    if number > limits.MERGES:
        raise Refused("too_many", f"セルの結合が{number:,}か所あります")


def area(reference: str) -> Area:
    """The rectangle of ``B3:D5``, or of one cell.

    Raises:
        Refused: it is no reference.
    """
    first, _, last = reference.partition(":")
    row, column = position(first)
    return spanned(row, column, *position(last)) if last else Area(row, column, row, column)


def spanned(row: int, column: int, other_row: int, other_column: int) -> Area:
    """The rectangle between two opposite corners, whichever they are."""
    if row <= other_row and column <= other_column:
        return Area(row, column, other_row, other_column)
    return Area(
        min(row, other_row),
        min(column, other_column),
        max(row, other_row),
        max(column, other_column),
    )
