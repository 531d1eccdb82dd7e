"""The labels that stand in the rows of a sheet, however they are written, and what each row is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from zushi_xl.returned.marks import PageMarks, Shape
from zushi_xl.returned.view import View
from zushi_xl.text.folding import fold
from zushi_xl.text.work import spend
from zushi_xl.workbook.cells import Cell

_ALIKE = 0.6  # a row is taken for a line when this share of the labels agrees
_PARTS = 3  # cells over which a label may be broken


class Sign(NamedTuple):
    """A label as found: its key in the page's marks, its folded text, the cells that it fills:
    0-based, inclusive."""

    key: str
    text: str
    row: int
    column: int
    last_column: int
    last_row: int


class SignedRow(NamedTuple):
    """A row (0-based) with labels; ``shape`` is that of the page's line which it looks like."""

    row: int
    signs: tuple[Sign, ...]
    shape: Shape


def signed_rows(view: View, marks: PageMarks, framed: Container[int] = ()) -> dict[int, SignedRow]:
    """Rows that look like lines of the page, in order; ``framed`` rows are around the fields."""
    found: dict[int, SignedRow] = {}
    for row, cells in view.rows.items():
        if row in framed:
            continue
        spend(len(cells))
        signs = tuple(_signs(view, marks, row, cells))
        shape = _shape(marks, signs)
        if shape is not None:
            found[row] = SignedRow(row, signs, shape)
    return found


def _signs(view: View, marks: PageMarks, row: int, cells: Sequence[Cell]) -> Iterator[Sign]:
    done = -1  # last column of a label that was broken over cells
    for i, cell in enumerate(cells):
        if cell.column <= done:
            continue
        text = fold(cell.text)
        key = marks.key(text)
        if key is None and marks.could_begin(text):
            sign = _broken(view, marks, cells[i : i + _PARTS]) or _stacked(view, marks, cell)
            if sign is not None:
                done = sign.last_column
                yield sign
        elif key is not None:
            area = view.area(row, cell.column)
            yield Sign(key, text, row, cell.column, area.right, area.bottom)


def _broken(view: View, marks: PageMarks, cells: Sequence[Cell]) -> Sign | None:
    """A label that goes on in the cells to its right."""
    text = fold(cells[0].text)
    for cell in cells[1:]:
        text += fold(cell.text)
        key = marks.joined(text)
        if key is not None:
            first = cells[0]
            area = view.area(cell.row, cell.column)
            return Sign(key, text, first.row, first.column, area.right, area.bottom)
    return None


def _stacked(view: View, marks: PageMarks, cell: Cell) -> Sign | None:
    """A label that goes on in the cells below it."""
    text = fold(cell.text)
    for row in range(cell.row + 1, cell.row + _PARTS):
        text += view.folded(row, cell.column)
        key = marks.joined(text)
        if key is not None:
            return Sign(key, text, cell.row, cell.column, cell.column, row)
    return None


def _shape(marks: PageMarks, signs: Sequence[Sign]) -> Shape | None:
    """The line's labels that agree best with a row's, if they agree enough and only one does."""
    keys = tuple(sign.key for sign in signs)
    if not keys or keys in marks.by_shape:
        return keys or None
    spend(len(keys) * len(marks.by_shape))
    rated = sorted(((_likeness(keys, shape), shape) for shape in marks.by_shape), reverse=True)
    (best, shape), *others = rated
    if best < _ALIKE or (others and others[0][0] == best):
        return None
    return shape


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Twice the longest common subsequence over both lengths."""
    row = [0] * (len(other) + 1)
    for key in one:
        before = 0
        for i, label in enumerate(other):
            here = row[i + 1]
            row[i + 1] = before + 1 if key == label else max(row[i], here)
            before = here
    return 2 * row[-1] / (len(one) + len(other))
