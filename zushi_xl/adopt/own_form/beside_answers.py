"""What stands on a sheet of a copy outside of its fields: the printed texts, changed or not, and
what somebody has put beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from zushi_xl.adopt.own_form.alignment import Alignment, Place, Printed
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Cell, Worksheet, a1


class PrintedChange(NamedTuple):
    """A printed text in whose place the copy says something else, or nothing. ``place``: in the
    copy, or in the original where its row or column is gone."""

    place: Place
    before: str
    now: str

    def told(self) -> str:
        """What was printed and what is there now, in a few words."""
        now = f"「{self.now}」" if self.now else "（なし）"
        return f"{a1(*self.place)}「{self.before}」→{now}"


class PrintedPlaces:
    """The cells of one sheet that are no fields. A text is the form's own where it is printed,
    where it was moved to, or in rows and columns that people have put in; the same text anywhere
    else is somebody's."""

    def __init__(self, original: Worksheet, alignment: Alignment, printed: Printed) -> None:
        self._original, self._alignment = original, alignment
        self._sheet = alignment.returned
        self._printed = printed.texts
        self._known = {fold(cell.text) for cell in original.cells.values()}
        self._gone = dict(self._texts_gone())
        self._changed: list[PrintedChange] = []
        self._strays: list[Cell] = []

    def parted(self, covered: Set[Place]) -> tuple[list[Cell], list[PrintedChange]]:
        """What somebody has put beside the printed texts, and which of those are others now.
        ``covered`` are the cells of the fields, and those in which the form calculates."""
        missing = Counter(self._printed[home] for home in self._gone)
        for place, cell in sorted(self._sheet.cells.items()):
            text = fold(cell.text)
            if not text or place in covered or cell.formula or self._is_printed(place, cell):
                continue
            home = self._alignment.home(place)
            if home is not None and self._gone.get(home) == place:
                self._changed.append(PrintedChange(place, self._text_of(home), cell.text.strip()))
            elif missing[text] > 0:
                missing[text] -= 1  # moved within the sheet
            elif home is not None or text not in self._known or text.isdecimal():
                self._strays.append(cell)
        self._changed += self._emptied(missing)
        return self._strays, sorted(self._changed)

    def _is_printed(self, place: Place, cell: Cell) -> bool:
        """Whether a cell says what the original says in its place."""
        home = self._alignment.home(place)
        there = self._original.cells.get(home) if home else None
        if there is None:
            return False
        is_same_value = cell.value == there.value and not isinstance(cell.value, str)
        return is_same_value or fold(cell.text) == fold(there.text)

    def _texts_gone(self) -> Iterator[tuple[Place, Place | None]]:
        """The printed texts that are not where they should be, by their places in the original,
        with those in the copy as far as they are sure."""
        for home in self._printed:
            row, column = self._alignment.row(home[0]), self._alignment.column(home[1])
            place = None if row is None or column is None else (row, column)
            cell = self._sheet.cells.get(place) if place else None
            if place is None or cell is None or not self._is_printed(place, cell):
                yield home, place

    def _emptied(self, missing: Mapping[str, int]) -> Iterator[PrintedChange]:
        """Of the texts that are ``missing`` everywhere, those in whose places nothing stands."""
        for home, place in self._gone.items():
            is_empty = place is None or not fold(self._sheet.text(*place))
            if is_empty and missing[self._printed[home]] > 0:
                yield PrintedChange(place or home, self._text_of(home), "")

    def _text_of(self, home: Place) -> str:
        return self._original.text(*home).strip()
