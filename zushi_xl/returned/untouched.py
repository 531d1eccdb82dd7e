"""The quick way: a sheet in which everything stands where it was sent, rows added apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zushi_xl.form.grid import Grid
from zushi_xl.form.layout import Role, Slot
from zushi_xl.returned.fixed_texts import FixedTexts
from zushi_xl.returned.marks import LineMark, PageMarks
from zushi_xl.returned.view import has_content
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Cell, Worksheet

Place = tuple[int, int]
Straight = list[tuple[Slot, Cell | None, Place]]


def untouched(
    sheet: Worksheet, marks: PageMarks, grid: Grid, fixed_texts: FixedTexts
) -> Straight | None:
    """Every slot with its cell; None as soon as one thing is not as it was sent."""
    rows = _rows(sheet, marks)
    if rows is None:
        return None
    claimed: set[Place] = set()
    found: Straight = []
    for mark, row in zip(marks.lines, rows, strict=True):
        if not _line(sheet.cells, mark, row, marks.columns(mark, grid), claimed, found):
            return None
    check = grid.last + 1
    for place, cell in sheet.cells.items():
        if place in claimed or not has_content(cell):
            continue
        if place[1] == check and fixed_texts.is_check(cell):
            continue
        if not fixed_texts.holds(cell):
            return None
    return found


def _rows(sheet: Worksheet, marks: PageMarks) -> list[int] | None:
    """The rows of all tags, if each stands once in column A, in the order of the page."""
    places: dict[str, int] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.text in marks.by_tag:
            if column or cell.text in places:
                return None
            places[cell.text] = row
    if len(places) < len(marks.lines):
        return None
    rows = [places[mark.tag] for mark in marks.lines]
    return rows if all(a < b for a, b in zip(rows, rows[1:], strict=False)) else None


def _line(
    cells: Mapping[Place, Cell],
    mark: LineMark,
    row: int,
    columns: Sequence[int],
    claimed: set[Place],
    found: Straight,
) -> bool:
    """Claim the cells of one line; whether its labels and its title are as they were sent."""
    labels, locked = dict(mark.labels), dict(mark.locked if mark.is_head else ())
    for i, box in enumerate(mark.line.boxes):
        if box.role is Role.NUMBER:
            continue
        place = row, columns[i]
        cell = cells.get(place)
        wanted = labels.get(i) or locked.get(i)
        if wanted is not None and (cell is None or fold(cell.text) != wanted):
            return False
        if box.slot is not None:
            found.append((box.slot, cell, place))
        claimed.add(place)
    return True
