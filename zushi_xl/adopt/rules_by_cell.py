"""The input rules of a sheet, found by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zushi_xl.workbook.cells import Area

from .model import CellRule

_SMALL = 2000  # cells: of a larger area the corners are kept, not the cells


class RulesByCell:
    """Rules with their areas; of several for one cell the first counts."""

    def __init__(self, rules: Iterable[tuple[Sequence[Area], CellRule]]) -> None:
        self._cells: dict[tuple[int, int], tuple[int, CellRule]] = {}
        self._large: list[tuple[int, Area, CellRule]] = []
        for number, (areas, rule) in enumerate(rules):
            for area in areas if rule.kind != "none" else ():
                if area.size > _SMALL:
                    self._large.append((number, area, rule))
                    continue
                for cell in area.cells():
                    self._cells.setdefault(cell, (number, rule))

    def at(self, row: int, column: int) -> CellRule | None:
        """The rule of a cell."""
        small = self._cells.get((row, column))
        for number, (top, left, bottom, right), rule in self._large:
            if small and small[0] < number:
                break
            if top <= row <= bottom and left <= column <= right:
                return rule
        return small[1] if small else None
