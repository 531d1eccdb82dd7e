"""Which cells the formulas of a sheet count with: what is added or multiplied is a figure."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area, column_number

from .model import SheetLook

_MOST_CELLS = 5000  # of one range
_CELL = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_SUMS = regex(r"(?<![A-Z.])(?:SUM|SUMPRODUCT|AVERAGE|PRODUCT|SUBTOTAL)\(([^()]{1,500})\)")
_RANGE = regex(rf"(?<![!A-Z0-9$]){_CELL}(?::{_CELL})?(?![A-Z0-9(])")
_FACTOR = regex(rf"(?:[-+*/]{_CELL}(?![A-Z0-9(:])|(?<![!A-Z0-9$:]){_CELL}[-+*/])")


def computed_with(look: SheetLook) -> frozenset[tuple[int, int]]:
    """The cells (row, column) of a sheet that its formulas add, average or multiply."""
    found: set[tuple[int, int]] = set()
    for formula in {region.formula for region in look.regions if region.formula}:
        for area in _areas(formula.upper()):
            if area.size <= _MOST_CELLS:
                found.update(area.cells())
    return frozenset(found)


def _areas(formula: str) -> Iterator[Area]:
    """The areas of one formula that are figures; those of other sheets are left aside."""
    for match in _SUMS.finditer(formula):
        for left, top, right, bottom in _RANGE.findall(match[1]):
            yield _area(left, top, right or left, bottom or top)
    for match in _FACTOR.finditer(formula):
        left, top = (match[1], match[2]) if match[1] else (match[3], match[4])
        yield _area(left, top, left, top)


def _area(left: str, top: str, right: str, bottom: str) -> Area:
    return Area(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
