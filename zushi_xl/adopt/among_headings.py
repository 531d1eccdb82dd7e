"""Cells inside a table's headings that look like answers: 有・無, （西暦）, blanks among units."""

from __future__ import annotations

from zushi_xl.workbook.cells import Area

from . import series, words
from .model import Region, SheetLook

_LONGEST_UNIT = 8  # letters


def among_units(look: SheetLook, region: Region) -> bool:
    """A blank in the row of units under the headings of a table."""
    area = region.area
    above = look.at.get((area.top - 1, area.left))
    below = look.at.get((area.bottom + 1, area.left))
    if not (above and above.label and above.boxed and below and below.boxed):
        return False
    ways = ((area.left - 1, -1), (area.right + 1, 1))
    return any(_unit_along(look, area.top, column, way) for column, way in ways)


def _unit_along(look: SheetLook, row: int, column: int, way: int) -> bool:
    """Whether the next text along a row is a unit over blanks."""
    while (near := look.at.get((row, column))) is not None and near.boxed:
        if not near.blank:
            return bool(words.heading_unit(near.text)) and _over_blank(look, near)
        column = near.area.left - 1 if way < 0 else near.area.right + 1
    return False


def heads_column(look: SheetLook, region: Region) -> bool:
    """有・無 or （西暦） as the last of a column's headings: blanks follow below, as they do
    below what stands beside it."""
    top, left, _, _ = region.area
    above, before = look.at.get((top - 1, left)), look.at.get((top, left - 1))
    if not (above and above.label and above.boxed and _over_blank(look, region)):
        return False
    if before is None or not before.boxed:
        before = look.at.get((top, region.area.right + 1))
    return bool(before and not before.blank and _over_blank(look, before))


def _over_blank(look: SheetLook, region: Region) -> bool:
    below = look.at.get((region.area.bottom + 1, region.area.left))
    return bool(below and below.blank and below.boxed and below.area[1::2] == region.area[1::2])


def is_unit_cell(look: SheetLook, region: Region) -> bool:
    """円 behind a box to write in or above one, or a weekday among weekdays."""
    below = look.at.get((region.area.bottom + 1, region.area.left))
    unit = words.unit_of(region.text) and not words.has_space(region.text)
    if unit and below and below.blank and below.boxed:
        return True
    near = look.at.get((region.area.top, region.area.left - 1))
    if words.unit_of(region.text) and near is not None and near.blank:
        return True
    if series.is_weekday(region.text):
        after = look.at.get((region.area.top, region.area.right + 1))
        return bool(after and series.is_weekday(after.text))
    return False


def unit_cells(look: SheetLook) -> frozenset[Area]:
    """The texts under a heading 単位: units, whatever their words."""
    found = set()
    for head in look.regions:
        if not head.boxed or words.folded(head.text) != "単位":
            continue
        at = look.at.get((head.area.bottom + 1, head.area.left))
        while at and at.boxed and at.area[1::2] == head.area[1::2]:
            if at.label and len(at.text.strip()) <= _LONGEST_UNIT:
                found.add(at.area)
            at = look.at.get((at.area.bottom + 1, at.area.left))
    return frozenset(found)
