"""The cells of the boxes of a line: the region that each slot owns, and what stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from zushi_xl.form.layout import Box, Slot
from zushi_xl.returned.line_columns import SheetColumns, period_columns
from zushi_xl.returned.marks import LineMark
from zushi_xl.returned.signs import Sign
from zushi_xl.returned.view import View
from zushi_xl.text.work import spend
from zushi_xl.workbook.cells import Cell, a1


class Candidate(NamedTuple):
    """The fields of ``Found`` after the slot."""

    cell: Cell | None
    place: str
    strays: tuple[Cell, ...] = ()
    moved: bool = False
    copies: tuple[Cell | None, ...] = ()


class AnswerRegion(NamedTuple):
    """The cells that may hold one answer: 0-based, inclusive."""

    top: int
    bottom: int
    left: int
    right: int


class Boxes:
    """Cuts a sheet into the regions of its slots, each cell given away once."""

    def __init__(self, view: View, columns: SheetColumns, bounds: Sequence[int], limit: int):
        self._view = view
        self._columns = columns
        self._bounds = bounds
        self._limit = limit
        self._claimed: set[tuple[int, int]] = set()
        self._heads: dict[str, dict[int, dict[str, int]]] = {}  # block → row of heads → columns

    def claim(self, cell: Cell) -> bool:
        """Claim a cell; False if it was taken before."""
        if (cell.row, cell.column) in self._claimed:
            return False
        self._claimed.add((cell.row, cell.column))
        return True

    def is_claimed(self, cell: Cell) -> bool:
        """Whether a cell is the answer of a slot already."""
        return (cell.row, cell.column) in self._claimed

    def slots(self, mark: LineMark, rows: Sequence[int]) -> Iterator[tuple[Slot, Candidate | None]]:
        """The slots of a line with what was found; None where their place is not there."""
        if not rows:
            yield from ((slot, None) for slot in mark.line.slots)
            return
        first, *others = [list(self._in_row(mark, row)) for row in rows]
        for i, (slot, candidate) in enumerate(first):
            copies = tuple(c.cell for line in others if (c := line[i][1]) is not None)
            yield slot, candidate and candidate._replace(copies=copies)

    def _in_row(self, mark: LineMark, row: int) -> Iterator[tuple[Slot, Candidate | None]]:
        signs = self._columns.learn(mark, row)
        for sign in signs.values():
            self._claim_area(sign)
        heads = period_columns(mark.line, signs, self._columns)
        if heads:
            self._heads.setdefault(mark.block, {})[row] = heads
        starts = dict(self._starts(mark, row, signs))
        bottom = self._bottom(row, signs)
        for i, box in enumerate(mark.line.boxes):
            if box.slot is None:
                continue
            if i not in starts:
                yield box.slot, None
                continue
            right = self._right(mark.line.boxes, i, starts, signs)
            region = AnswerRegion(row, bottom, starts[i], right)
            yield box.slot, self.candidate(region)

    def _claim_area(self, sign: Sign) -> None:
        spend((sign.last_row - sign.row + 1) * (sign.last_column - sign.column + 1))
        for row in range(sign.row, sign.last_row + 1):
            for column in range(sign.column, sign.last_column + 1):
                self._claimed.add((row, column))

    def _starts(
        self, mark: LineMark, row: int, signs: Mapping[int, Sign]
    ) -> Iterator[tuple[int, int]]:
        """The first column of each box with a slot, as far as it can be known."""
        boxes = mark.line.boxes
        heads = self._heads_above(mark, row)
        for i, box in enumerate(boxes):
            if box.slot is None:
                continue
            if box.period is not None:
                column = self._under_head(mark, row, box, heads)
                if column is not None:
                    yield i, column
            elif i - 1 in signs:
                yield i, self._columns.after(boxes[i - 1], signs[i - 1])
            else:
                yield i, self._columns.start(box)

    def _heads_above(self, mark: LineMark, row: int) -> dict[str, int] | None:
        """The heads of the nearest table above a row."""
        tables = self._heads.get(mark.block, {})
        above = [head for head in tables if head < row]
        return tables[max(above)] if above else None

    def _under_head(
        self, mark: LineMark, row: int, box: Box, heads: dict[str, int] | None
    ) -> int | None:
        """Under its head; without heads where the form has it, if its neighbours confirm that."""
        if heads is not None and box.period is not None:
            return heads.get(box.period.key)
        place = mark.line.boxes.index(box)
        left = [known for known in mark.locked if known[0] < place]
        right = [known for known in mark.locked if known[0] > place]
        # The last one too: where all are alike (ー), only it shows that a column is gone.
        asked = (*left[-1:], *right[:1], *right[-1:])
        confirmed = all(
            self._view.folded(row, self._columns.start(mark.line.boxes[i])) == text
            for i, text in asked
        )
        return self._columns.start(box) if asked and confirmed else None

    def _right(
        self, boxes: Sequence[Box], i: int, starts: Mapping[int, int], signs: Mapping[int, Sign]
    ) -> int:
        for j in range(i + 1, len(boxes)):
            if j in signs:
                return min(signs[j].column - 1, self._limit)
            if j in starts:
                return min(starts[j] - 1, self._limit)
            if boxes[j].text:
                return min(self._columns.start(boxes[j]) - 1, self._limit)
        return self._limit

    def _bottom(self, row: int, signs: Mapping[int, Sign]) -> int:
        """Down to the next line; a label broken over rows keeps its own rows."""
        own = max((sign.last_row for sign in signs.values()), default=row)
        place = bisect_right(self._bounds, own)
        following = self._bounds[place] if place < len(self._bounds) else own + 2
        return following - 1

    def candidate(self, region: AnswerRegion) -> Candidate:
        """The cell where the answer belongs; else the one cell next to it; else none."""
        place = region.top, region.left
        spend(region.bottom - region.top + 1)
        cells = [
            cell
            for row in range(region.top, region.bottom + 1)
            for cell in self._view.rows.get(row, ())
            if region.left <= cell.column <= region.right and not self.is_claimed(cell)
        ]
        for cell in cells:
            self.claim(cell)
        corner = self._view.corner(*place)
        own = next((c for c in cells if (c.row, c.column) in (place, corner)), None)
        if own is not None:
            return Candidate(own, own.address, tuple(c for c in cells if c is not own))
        if len(cells) == 1:
            return Candidate(cells[0], cells[0].address, moved=not self._fills_box(cells[0], place))
        return Candidate(None, a1(*place), tuple(cells))

    def _fills_box(self, cell: Cell, place: tuple[int, int]) -> bool:
        """Whether the cell is merged as a field is: a column that came in pushed it aside."""
        area = self._view.area(cell.row, cell.column)
        return cell.row == place[0] and area.right > area.left
