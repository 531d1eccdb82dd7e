"""Merged areas: cut to what is there, and the cells that lie beneath them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from zushi_xl.workbook.cells import UNSEEN_MERGE, Area, Cell

from . import limits
from .plain import PlainCell
from .unreadable import Refused

_HIDDEN = Cell._fields.index("hidden")
_ROW = limits.LAST_COLUMN  # places are counted row by row: row * _ROW + column


def cut_area(merge: Area, cells: Sequence[PlainCell]) -> Area:
    """A merged area out of all proportion, cut to where the sheet has content."""
    rows, columns = merge.bottom - merge.top + 1, merge.right - merge.left + 1
    if rows * columns <= limits.MERGE_CELLS:
        return merge
    bottom = max((cell[0] for cell in cells), default=0)
    right = max((cell[1] for cell in cells), default=0)
    return Area(
        merge.top,
        merge.left,
        min(merge.bottom, max(bottom, merge.top)),
        min(merge.right, max(right, merge.left)),
    )


def mark_beneath(cells: list[PlainCell], merges: Iterable[Area]) -> None:
    """Mark the cells that a merged area hides: all that it covers but its first.

    Raises:
        Refused: areas that lie over each other many times, which no program makes.
    """
    places = [cell[0] * _ROW + cell[1] for cell in cells]
    order = sorted(range(len(cells)), key=places.__getitem__)
    places.sort()
    left = limits.MERGE_WORK
    for area in merges:
        for at in _covered(places, area):
            left -= 1
            if left < 0:
                raise Refused("too_many", "結合したセルが重なり合っています")
            if at is not None:
                mark(cells, order[at], UNSEEN_MERGE)


def _covered(places: Sequence[int], area: Area) -> Iterator[int | None]:
    """Which of the places an area covers, its first cell left out; None for a step in between."""
    at = bisect_left(places, area.top * _ROW + area.left + 1)
    while at < len(places):
        row, column = divmod(places[at], _ROW)
        if row > area.bottom:
            return
        if area.left <= column <= area.right:
            yield at
            at += 1
        else:
            row += column > area.right
            at = bisect_left(places, row * _ROW + area.left, at)
            yield None


def mark(cells: list[PlainCell], number: int, unseen: str) -> None:
    """Say how a cell hides, where nothing else hides it."""
    cell = cells[number]
    if not cell[_HIDDEN]:
        cells[number] = (*cell[:_HIDDEN], unseen, *cell[_HIDDEN + 1 :])  # type: ignore[assignment]
