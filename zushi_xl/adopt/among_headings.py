"""Cells inside a table's headings that look like answers: 有・無, （西暦）, blanks among units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from zushi_xl.workbook.cells import Area

from . import printed_options, series, words
from .model import Region, SheetLook
from .runs import runs

_LONGEST_UNIT = 8  # letters
_SHORT_UNIT = 4
_MOST_ROWS_BETWEEN = 3


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
    """The texts under a heading 単位, and those among units right of blanks: units, whatever their
    words."""
    found = set(_among_units_below(look))
    for head in look.regions:
        if not head.boxed or words.folded(head.text) != "単位":
            continue
        at = look.at.get((head.area.bottom + 1, head.area.left))
        while at and at.boxed and at.area[1::2] == head.area[1::2]:
            if at.label and len(at.text.strip()) <= _LONGEST_UNIT:
                found.add(at.area)
            at = look.at.get((at.area.bottom + 1, at.area.left))
    return frozenset(found)


def _among_units_below(look: SheetLook) -> Iterator[Area]:
    """食, 本, 枚, 基 below each other, each right of a blank: most of them known units."""
    columns: dict[object, list[Region]] = defaultdict(list)
    for region in look.regions:
        before = look.at.get((region.area.top, region.area.left - 1))
        short = region.label and len(region.text.strip()) <= _SHORT_UNIT
        if short and before is not None and before.blank and not words.is_enumerator(region.text):
            columns[region.area.left, before.area[1::2]].append(region)
    for column in columns.values():
        for run in _following(column):
            known = sum(bool(words.unit_of(region.text)) for region in run)
            if len(run) > 2 and 2 * known > len(run):
                yield from (region.area for region in run)


def _following(column: list[Region]) -> Iterator[list[Region]]:
    """Regions of a column that follow each other, with a row or two without one at most."""
    return runs(column, lambda one, other: other.area.top <= one.area.bottom + _MOST_ROWS_BETWEEN)


def follows_name(look: SheetLook, region: Region) -> bool:
    """Whether a text is a unit between a name and its answers: 職員数｜人工｜＿｜＿."""
    name = look.at.get((region.area.top, region.area.left - 1))
    if name is None or not name.label or name.rows != region.rows:
        return False
    unit = region.boxed and bool(words.heading_unit(region.text))
    return unit and not words.is_enumerator(name.text)


def over_numbers(look: SheetLook, region: Region) -> bool:
    """A blank among headings over a column of numbers: 科目｜　｜金額 over 売上｜①｜."""
    below = look.at.get((region.area.bottom + 1, region.area.left))
    if below is None or not below.label or below.area[1::2] != region.area[1::2]:
        return False
    before = look.at.get((region.area.top, region.area.left - 1))
    after = look.at.get((region.area.top, region.area.right + 1))
    between = before is not None and before.label and after is not None and after.label
    return between and words.is_enumerator(below.text)


def is_heading_word(look: SheetLook, region: Region) -> bool:
    """Whether 月, 年 or 西暦（年） names what follows: nothing leads to it, no room is left in it,
    and labels stand below it or a blank beside it."""
    top, left, bottom, right = region.area
    before = look.at.get((top, left - 1))
    if _in_line_of_headings(look, region):
        return True
    if words.has_space(region.text) or (before is not None and before.label):
        return False
    below, after = look.at.get((bottom + 1, left)), look.at.get((top, right + 1))
    lists = below is not None and below.label and not words.is_placeholder(below.text)
    lists = lists or (below is not None and below.is_formula and not region.blank)
    return lists or bool(after and after.blank and (after.boxed or after.fill))


def _in_line_of_headings(look: SheetLook, region: Region) -> bool:
    """Whether 日　時 or 年　月　日 is a heading among others: texts beside it on both sides, and
    below all three something to write in."""
    top, left, _, right = region.area
    near = [look.at.get((top, column)) for column in (left - 1, right + 1)]
    beside = [n for n in near if n and n.label and not words.is_placeholder(n.text)]
    named = len(words.folded(region.text)) > 1 and words.has_space(region.text)
    return (
        named
        and len(beside) == len(near)
        and all(_over_writable(look, n) for n in (region, *beside))
    )


def _over_writable(look: SheetLook, region: Region) -> bool:
    below = look.at.get((region.area.bottom + 1, region.area.left))
    free = below is not None and (below.blank or words.is_placeholder(below.text))
    return bool(free and below and below.sides)


def _is_among_names(look: SheetLook, region: Region) -> bool:
    """Whether words to choose from stand in a column of names, each with its answer right of it:
    氏名｜＿ over 本人／家族｜＿."""
    top, left, bottom, right = region.area
    answer = look.at.get((top, right + 1))
    if answer is None or not (answer.blank and answer.boxed and region.boxed):
        return False
    if printed_options.is_pair(region.text):  # 男・女: marked itself
        return False
    for near in (look.at.get((top - 1, left)), look.at.get((bottom + 1, left))):
        if near is None or not near.label or near.area[1::2] != region.area[1::2]:
            continue
        its = look.at.get((near.area.top, near.area.right + 1))
        named = not printed_options.options(near.text) and near.fill == region.fill
        if named and its and its.blank and its.area[1::2] == answer.area[1::2]:
            return True
    return False


def asks_beside(look: SheetLook, region: Region) -> bool:
    """Whether a text says what its options are of, with a blank for the answer beside or below,
    or stands itself as the name of the blank beside it."""
    if not printed_options.stem(region.text):
        return _is_among_names(look, region)
    after = look.at.get((region.area.top, region.area.right + 1))
    free = after is not None and after.blank and (after.boxed or bool(after.fill))
    return free or _over_blank(look, region)
