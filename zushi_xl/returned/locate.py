"""Where each field of a page stands in a sheet that has been through many hands.

A sheet that is as it was sent is read straight from where everything is expected. Any other is
looked at whole: rows by tags and by what people see, columns by labels. A field owns the cells
from its label to the next label, down to the next line; a value is taken from there or not at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zushi_xl.form.frame import CHECK_HEAD
from zushi_xl.form.grid import Grid
from zushi_xl.form.layout import Slot
from zushi_xl.returned.boxes import Boxes
from zushi_xl.returned.fixed_texts import FixedTexts, frame_tags
from zushi_xl.returned.instances import Instance
from zushi_xl.returned.line_columns import SheetColumns
from zushi_xl.returned.line_rows import LineRows, find_rows
from zushi_xl.returned.marks import LineMark, PageMarks
from zushi_xl.returned.untouched import untouched
from zushi_xl.returned.view import View
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Cell, Worksheet, a1


class Found(NamedTuple):
    """The cells of one slot: the one that answers, and others written beside it.

    ``copies`` are the cells of the same slot in further copies of its line.
    """

    slot: Slot
    cell: Cell | None
    place: str  # A1 where the answer stands or should stand
    strays: tuple[Cell, ...] = ()
    moved: bool = False
    copies: tuple[Cell | None, ...] = ()


class Addition(NamedTuple):
    """A block that the plan does not know, with what is written in it; the row is 0-based."""

    row: int
    cells: tuple[Cell, ...]


class Located(NamedTuple):
    """A page found in a sheet.

    ``lost`` are slots whose place is not there; ``strays`` cells that belong to nothing;
    ``doubled`` lines that stand in the sheet more than once, with their rows; ``at_odds`` lines
    whose hidden tag stands where something else is seen; ``retitled`` the (row, code) of blocks
    that were recognised in spite of another heading.
    """

    found: tuple[Found, ...]
    lost: tuple[Slot, ...] = ()
    strays: tuple[Cell, ...] = ()
    doubled: tuple[tuple[LineMark, tuple[int, ...]], ...] = ()
    at_odds: tuple[LineMark, ...] = ()
    added: tuple[Addition, ...] = ()
    retitled: tuple[tuple[int, str], ...] = ()

    def seen_by(self, division: str) -> Located:
        """With the fields that a division fills in beside the one who decides as its own."""
        slots = (*(each.slot for each in self.found), *self.lost)
        if not any(division in slot.partners for slot in slots):
            return self
        return self._replace(
            found=tuple(each._replace(slot=_own(each.slot, division)) for each in self.found),
            lost=tuple(_own(slot, division) for slot in self.lost),
        )


def _own(slot: Slot, division: str) -> Slot:
    return slot._replace(owner=division) if division in slot.partners else slot


def locate(sheet: Worksheet, marks: PageMarks, grid: Grid, fixed_texts: FixedTexts) -> Located:
    """Find every slot of a page in ``sheet``."""
    straight = untouched(sheet, marks, grid, fixed_texts)
    if straight is not None:
        return Located(tuple(Found(slot, cell, a1(*place)) for slot, cell, place in straight))
    return _Search(sheet, marks, grid, fixed_texts).located()


class _Search:
    """One sheet looked at whole."""

    def __init__(self, sheet: Worksheet, marks: PageMarks, grid: Grid, fixed_texts: FixedTexts):
        self._view = View(sheet)
        self._marks = marks
        self._fixed_texts = fixed_texts
        framed = set(self._frame_rows())
        self._rows: LineRows = find_rows(self._view, marks, tag_rows(sheet, marks), framed)
        columns = SheetColumns(self._view, grid, self._rows.signed)
        for tag, rows in self._rows.of.items():
            columns.learn(marks.by_tag[tag], rows[0])
        self._limit = _right_limit(self._view, columns)
        bounds = {row for rows in self._rows.of.values() for row in rows}
        bounds |= set(self._rows.signed) | framed
        self._bounds = sorted(bounds)
        self._boxes = Boxes(self._view, columns, self._bounds, self._limit)

    def _frame_rows(self) -> Iterator[int]:
        """Rows of title, place, legend and foot: by their tags, or by a text alone in its row."""
        tags = frame_tags(self._marks.section)
        for row, cells in self._view.rows.items():
            said = [cell for cell in cells if cell.text not in tags]
            known = [cell for cell in said if fold(cell.text) in self._fixed_texts.frame]
            is_tagged = len(said) < len(cells)
            if (is_tagged and (known or not said)) or (known and len(said) == 1):
                yield row

    def located(self) -> Located:
        found: list[Found] = []
        lost: list[Slot] = []
        for mark in self._marks.lines:
            rows = self._rows.of.get(mark.tag, ())
            for slot, candidate in self._boxes.slots(mark, rows):
                if candidate is None:
                    lost.append(slot)
                else:
                    found.append(Found(slot, *candidate))
        added = tuple(self._addition(instance) for instance in self._rows.added)
        return Located(
            found=tuple(found),
            lost=tuple(lost),
            strays=tuple(self._unclaimed()),
            doubled=tuple(self._doubled()),
            at_odds=tuple(self._marks.by_tag[tag] for tag in self._rows.at_odds),
            added=added,
            retitled=tuple((i.top, i.block or "") for i in self._rows.retitled),
        )

    def _doubled(self) -> Iterator[tuple[LineMark, tuple[int, ...]]]:
        for tag, rows in self._rows.of.items():
            mark = self._marks.by_tag[tag]
            if len(rows) > 1 and mark.shape:
                yield mark, rows

    def _addition(self, instance: Instance) -> Addition:
        """Everything in the rows of an unknown block, its labels aside."""
        place = bisect_right(self._bounds, instance.bottom)
        after = self._bounds[place] if place < len(self._bounds) else instance.bottom + 2
        cells = [
            cell
            for row in range(instance.top, after)
            for cell in self._view.rows.get(row, ())
            if self._boxes.claim(cell) and not self._is_fixed_text(cell)
        ]
        heading = {s.column for s in instance.rows[0].signs[:1]}
        labels = [
            cell
            for cell in self._view.rows[instance.top]
            if cell.column in heading and cell not in cells
        ]
        return Addition(instance.top, (*labels, *cells))

    def _is_fixed_text(self, cell: Cell) -> bool:
        if cell.column == self._limit + 1 and self._fixed_texts.is_check(cell):
            return True
        return self._fixed_texts.holds(cell) or self._marks.key(fold(cell.text)) is not None

    def _unclaimed(self) -> Iterator[Cell]:
        """Cells that no slot owns and that are not the form's own fixed texts."""
        for cell in self._view.cells:
            if not self._boxes.is_claimed(cell) and not self._is_fixed_text(cell):
                yield cell


def tag_rows(sheet: Worksheet, marks: PageMarks) -> Mapping[str, list[int]]:
    """The rows in which each line's tag stands."""
    rows: dict[str, list[int]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        if cell.text in marks.by_tag:
            rows.setdefault(cell.text, []).append(row)
    return rows


def _right_limit(view: View, columns: SheetColumns) -> int:
    """The last column of the page: left of the column that helps to fill it in."""
    head = fold(CHECK_HEAD)
    heads = [cell.column for cell in view.cells if fold(cell.text) == head]
    return min(heads, default=columns.right + 1) - 1
