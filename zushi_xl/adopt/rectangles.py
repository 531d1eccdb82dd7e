"""Boxes that are drawn around several cells without merging them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from .asked_inside import asks_inside, is_span_sign
from .model import Region
from .shared_boxes import joined_row, parts_of_shared_box

_MOST_ROWS, _MOST_COLUMNS = 60, 250  # of one box; columns may be as narrow as a letter
_FEWEST_ROWS = 4  # of a table without lines between its rows
_REACH = 12  # columns beside a box in which the texts of its rows stand


class Lines(NamedTuple):
    """``across``: cells with a line above them; ``down``: cells with a line left of them."""

    across: Container[tuple[int, int]]
    down: Container[tuple[int, int]]


def join_boxes(regions: Iterable[Region], lines: Lines) -> list[Region]:
    """Cells that share a closed box become one region: all of them blank, or one with a text."""
    regions = list(regions)
    covering = {
        (row, column): region
        for region in regions
        for row in range(region.area.top, region.area.bottom + 1)
        for column in range(region.area.left, region.area.right + 1)
    }
    joined: dict[tuple[int, int], Region] = {}
    gone: set[Area] = set()
    for region in regions:
        if region.area in gone or region.boxed or region.is_formula or not _corner(region):
            continue
        box = _box(region, lines)
        if box is None:
            continue
        inside = _inside(box, covering)
        parts = _parts(region, box, inside, lines, covering)
        if parts:
            gone.update(part.area for part in inside)
            joined.update((part.area[:2], part) for part in parts)
    return [region for region in regions if region.area not in gone] + list(joined.values())


def _parts(
    region: Region,
    box: Area,
    inside: Sequence[Region],
    lines: Lines,
    covering: Mapping[tuple[int, int], Region],
) -> Sequence[Region]:
    """What the cells of a closed box become, ``region`` its first one; nothing where they stay."""
    texts = [part for part in inside if not part.blank]
    if not texts and (_rows_apart(box, lines, covering) or _headed_apart(inside, covering)):
        return [replace(part, sides="ltrb") for part in inside]
    if _asks_for_several(box, inside):
        return list(_apart(inside))
    if _begins_with_postcode(inside):
        return list(_beside_postcode(inside))
    if parts := parts_of_shared_box(inside):
        return parts
    if _heads_box(inside) and _is_over_blank(box, lines, covering):
        return [replace(_whole(region, box, inside), text="".join(t.text.strip() for t in texts))]
    kinds = {(part.is_formula, part.locked, part.rule) for part in inside}
    is_one = len(texts) <= 1 and kinds == {(False, region.locked, region.rule)}
    return [_whole(region, box, inside)] if is_one else []


def _rows_apart(box: Area, lines: Lines, covering: Mapping[tuple[int, int], Region]) -> bool:
    """Whether a box is a column of a table that draws no lines between its rows: another column
    holds a text or a formula in nearly each of them, with no line between either; or the box
    beside it is as high, and a heading stands over each."""
    rows = range(box.top, box.bottom + 1)
    if len(rows) < _FEWEST_ROWS or not all(
        (part := covering.get((row, box.left))) is not None
        and part.area == (row, box.left, row, box.right)
        for row in rows
    ):
        return False
    if _heads_column(box, covering) and any(
        _is_open_column(Area(box.top, column, box.bottom, column), lines, covering)
        for column in (box.left - 1, box.right + 1)
    ):
        return True
    told = Counter(
        part.area.left
        for row in rows
        for column in range(max(0, box.left - _REACH), box.right + _REACH)
        if (part := covering.get((row, column))) is not None
        and part.area[:2] == (row, column)
        and part.rows == 1
        and not (part.blank and not part.is_formula)
        and (row == box.top or (row, column) not in lines.across)
    )
    return any(count >= len(rows) - 1 for count in told.values())


def _headed_apart(inside: Sequence[Region], covering: Mapping[tuple[int, int], Region]) -> bool:
    """Whether the joined cells of a box each have a heading of their own width: 氏｜名."""
    one_line = len({part.area[::2] for part in inside}) == 1
    joined = len(inside) > 1 and all(part.area.size > 1 for part in inside)
    return one_line and joined and all(_has_own_heading(part, covering) for part in inside)


def _has_own_heading(part: Region, covering: Mapping[tuple[int, int], Region]) -> bool:
    at: Region | None = part
    while at is not None and at.area[1::2] == part.area[1::2]:
        if at.label:
            return True
        at = covering.get((at.area.top - 1, at.area.left))
    return False


def _is_open_column(column: Area, lines: Lines, covering: Mapping[tuple[int, int], Region]) -> bool:
    """Whether a column of a table is blank and has no lines between its rows."""
    rows = range(column.top, column.bottom + 1)
    parts = [covering.get((row, column.left)) for row in rows]
    return (
        all(part is not None and part.blank and part.rows == 1 for part in parts)
        and all((row, column.left) not in lines.across for row in rows[1:])
        and all((row, column.left) in lines.across for row in (column.top, column.bottom + 1))
        and _heads_column(column, covering)
    )


def _heads_column(box: Area, covering: Mapping[tuple[int, int], Region]) -> bool:
    head = covering.get((box.top - 1, box.left))
    return head is not None and head.label and head.rows == 1


_POSTCODE = regex(r"[（(]?〒[）)]?|[-－ー―‐]|[）)]")


def _begins_with_postcode(inside: Sequence[Region]) -> bool:
    """Whether a box is one for an address: a line with 〒 and its signs in cells of their own, and
    below it, with no line between, one blank as wide as the box."""
    texts = [part.text.strip() for part in inside if not part.blank]
    signs = bool(texts) and "〒" in texts[0] and all(map(_POSTCODE.fullmatch, texts))
    top, last = inside[0].area.top, inside[-1]
    plain = not any(part.is_formula or part.rule for part in inside)
    below = [part for part in inside if part.area.top > top]
    return signs and plain and below == [last] and last.blank and last.columns > 1


def _beside_postcode(inside: Sequence[Region]) -> Iterator[Region]:
    """The parts of such a box: blanks before a sign, and the one below, as boxes of their own."""
    for part, after in zip(inside, (*inside[1:], None), strict=True):
        follows = after is not None and not after.blank and after.area.top == part.area.top
        boxed = part.blank and (after is None or follows)
        yield replace(part, sides="ltrb") if boxed else part


def _heads_box(inside: Sequence[Region]) -> bool:
    """Whether a name stands in a box of one row with notes in brackets beside it: 住民 （住所）."""
    texts = [part for part in inside if not part.blank]
    plain = all(part.rows == 1 and not part.is_formula and part.rule is None for part in inside)
    notes = [part.text.strip() for part in texts[1:]]
    return plain and bool(notes) and all(n[0] in "（(" and n[-1] in "）)" for n in notes)


def _is_over_blank(box: Area, lines: Lines, covering: Mapping[tuple[int, int], Region]) -> bool:
    """Whether an empty box as wide follows at once below a box."""
    corner = covering.get((box.bottom + 1, box.left))
    if corner is None or not _corner(corner):
        return False
    below = corner.area if corner.boxed else _box(corner, lines)
    same = below is not None and below[1::2] == box[1::2]
    return same and below is not None and all(part.blank for part in _inside(below, covering))


def _asks_for_several(box: Area, inside: Sequence[Region]) -> bool:
    """Whether a box holds blanks to write in beside texts that say themselves what to write:
    ＿（生年月日　年　月　日）, ＿～＿, and nothing else."""
    head = _head(box, inside)
    texts = [part.text for part in inside if not part.blank and part is not head]
    blanks = any(part.blank for part in inside)
    between = [text for text in texts if is_span_sign(text)]
    asking = [text for text in texts if asks_inside(text)]
    if any(part.is_formula or part.rule for part in inside) or not (blanks or len(texts) > 1):
        return False
    return bool(asking or between) and len(asking) + len(between) == len(texts)


def _head(box: Area, inside: Sequence[Region]) -> Region | None:
    """The text over the whole width of a box, above the rest of it."""
    top = inside[0]
    if top.blank or asks_inside(top.text):
        return None
    return top if top.area.right == box.right and top.area.bottom < box.bottom else None


def _apart(inside: Iterable[Region]) -> Iterator[Region]:
    """The parts of a box as boxes of their own; blanks beside each other are one."""
    run: list[Region] = []
    for part in inside:
        if run and not (part.blank and _go_on(run[-1].area, part.area)):
            yield joined_row(run)
            run = []
        if part.blank:
            run.append(part)
        else:
            yield replace(part, sides="ltrb")
    if run:
        yield joined_row(run)


def _go_on(one: Area, other: Area) -> bool:
    return other.left == one.right + 1 and (one.top, one.bottom) == (other.top, other.bottom)


def _corner(region: Region) -> bool:
    return "l" in region.sides and "t" in region.sides


def _box(region: Region, lines: Lines) -> Area | None:
    """The closed box whose upper left corner a region is; None where a line is missing or
    crosses it."""
    top, left, _, _ = region.area
    right = next((c for c in range(left, left + _MOST_COLUMNS) if (top, c + 1) in lines.down), None)
    bottom = next((r for r in range(top, top + _MOST_ROWS) if (r + 1, left) in lines.across), None)
    if right is None or bottom is None:
        return None
    rows, columns = range(top, bottom + 1), range(left, right + 1)
    closed = all(
        (row, left) in lines.down and (row, right + 1) in lines.down for row in rows
    ) and all(
        (top, column) in lines.across and (bottom + 1, column) in lines.across for column in columns
    )
    crossed = any(
        (row, column) in lines.down for row in rows for column in columns if column > left
    ) or any((row, column) in lines.across for row in rows for column in columns if row > top)
    return Area(top, left, bottom, right) if closed and not crossed else None


def _inside(box: Area, covering: Mapping[tuple[int, int], Region]) -> list[Region]:
    """The parts of a box, each once, by row and column."""
    found = {covering[place].area: covering[place] for place in box.cells() if place in covering}
    return list(found.values())


def _whole(region: Region, box: Area, inside: Sequence[Region]) -> Region:
    first_row = [part for part in inside if part.area.top == box.top]
    first_column = [part for part in inside if part.area.left == box.left]
    width = sum(part.width for part in first_row)
    height = sum(part.height for part in first_column)
    several = sum(part.area.size for part in inside) > 1  # cells
    text = next((part for part in inside if part.text.strip()), region)
    return Region(
        box, text.text, False, region.locked, region.fill, "ltrb", region.crossed,
        region.number_format, region.rule, region.name, max(width, region.width),
        max(height, region.height), max(part.differs for part in inside),
        text.top_aligned or (several and text.area.top == box.top < box.bottom),
        text.area if text.text.strip() else None,
    )  # fmt: skip
