"""Which columns the boxes of a line fill: by the labels of the line, else by those of the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from zushi_xl.form.grid import Grid
from zushi_xl.form.layout import Box, PageLine, Role
from zushi_xl.returned.marks import LineMark
from zushi_xl.returned.signs import Sign, SignedRow
from zushi_xl.returned.view import View


class SheetColumns:
    """Where the columns of the form's grid stand in one sheet."""

    def __init__(self, view: View, grid: Grid, rows: Mapping[int, SignedRow]):
        self._view = view
        self._grid = grid
        self._votes: dict[int, Counter[int]] = {}
        self._signed = rows

    def learn(self, mark: LineMark, row: int) -> dict[int, Sign]:
        """The labels of a line as found in its row, by the place of their boxes."""
        signed = self._signed.get(row)
        found = dict(_paired(mark, signed)) if signed else {}
        for i, sign in found.items():
            box = mark.line.boxes[i]
            first, last = self._grid.columns(box)
            self._vote(first, sign.column)
            if sign.last_column > sign.column or first == last:
                self._vote(last + 1, sign.last_column + 1)
        return found

    def _vote(self, column: int, actual: int) -> None:
        self._votes.setdefault(column, Counter())[actual] += 1

    def of(self, column: int) -> int:
        """Where a column of the grid stands now: as most labels say, else as its neighbours."""
        if not self._votes:
            return column
        left = [known for known in self._votes if known <= column]
        nearest = max(left) if left else min(self._votes)
        votes = self._votes[nearest]
        return column + max(votes, key=votes.__getitem__) - nearest

    def start(self, box: Box) -> int:
        """First column of a box, as far as the other lines of the sheet tell."""
        return self.of(self._grid.columns(box)[0])

    def after(self, box: Box, sign: Sign) -> int:
        """The column right of a label: past its merged area, or as wide as the form has it."""
        if sign.last_column > sign.column:
            return sign.last_column + 1
        first, last = self._grid.columns(box)
        return sign.column + max(1, self.of(last + 1) - self.of(first))

    def width(self, box: Box) -> int:
        """Columns that a box has in the form."""
        first, last = self._grid.columns(box)
        return last - first + 1

    @property
    def right(self) -> int:
        """The last column of the page."""
        return self.of(self._grid.last + 1) - 1


def _paired(mark: LineMark, signed: SignedRow) -> Iterator[tuple[int, Sign]]:
    """Labels of the line with the signs of its row, in order, none used twice."""
    signs = list(signed.signs)
    for (i, _), key in zip(mark.labels, mark.shape, strict=True):
        place = next((n for n, sign in enumerate(signs) if sign.key == key), None)
        if place is not None:
            yield i, signs[place]
            del signs[: place + 1]


def period_columns(
    line: PageLine, signs: Mapping[int, Sign], columns: SheetColumns
) -> dict[str, int]:
    """Columns of the heads of a table by period; a head retyped between two known ones counts.

    A head that is gone is left out: its neighbours' figures are not its own.
    """
    heads = [(i, box) for i, box in enumerate(line.boxes) if box.role is Role.PERIOD]
    found = {box.period.key: signs[i].column for i, box in heads if box.period and i in signs}
    for place, (i, box) in enumerate(heads):
        if i in signs or box.period is None:
            continue
        before = heads[place - 1] if place else None
        after = heads[place + 1] if place + 1 < len(heads) else None
        column = _between(before, after, signs, columns, box)
        if column is not None:
            found[box.period.key] = column
    return found


def _between(
    before: tuple[int, Box] | None,
    after: tuple[int, Box] | None,
    signs: Mapping[int, Sign],
    columns: SheetColumns,
    box: Box,
) -> int | None:
    """The column between the heads of the neighbouring periods, if there is room for just one."""
    left = signs.get(before[0]) if before else None
    right = signs.get(after[0]) if after else None
    start = left.last_column + 1 if left else columns.start(box)
    if before and left is None:
        return None
    if after and right is None:
        return None
    width = columns.width(box)
    if right is not None and right.column - start != width:
        return None
    return start
