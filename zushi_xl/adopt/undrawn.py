"""Forms that draw no boxes: names in a column, or headings with nothing below them.

Where the book itself says that a table goes on below its headings, its rows are taken for boxes.
Where a book shows nothing else to write in, so are the empty cells beside or below its names; all
that is found so is in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from zushi_xl.workbook.cells import Area

from . import words
from .head_lines import helping_cells
from .kinds import says_what
from .model import BookLook, OpenRows, Region, SheetLook
from .office_use import OfficeUse

_FEWEST = 3  # names: fewer are no form
_LONGEST_NAME = 30  # letters
_LONGEST_HEAD = 60
_WIDTH, _HEIGHT = 20.0, 15.0


def with_boxes(book: BookLook) -> BookLook:
    """The book with a box at each empty cell that its names ask to fill."""
    return replace(book, sheets=tuple(map(_with_boxes, book.sheets)))


def with_joined_boxes(look: SheetLook) -> SheetLook:
    """A sheet with a box around each of its texts and of its empty merged areas (somebody joined
    the cells of an area to write in it), and at the empty cell right of a name among them."""
    shown = [replace(r, sides="ltrb") if r.label or r.blank else r for r in look.regions]
    blanks = [replace(blank, sides="ltrb") for blank in look.joined_blanks]
    taken = {cell for region in (*shown, *blanks) for cell in region.area.cells()}
    width = max(region.area.right for region in (*shown, *blanks))
    for name in look.regions:
        place = (name.area.top, name.area.right + 1)
        free = place not in taken and place[1] <= width and name.rows == 1
        if free and _may_name(name, _LONGEST_NAME) and says_what(name.text):
            blanks.append(_box(Area(*place, *place), _WIDTH))
    regions = sorted((*shown, *blanks), key=lambda region: region.area)
    return replace(look, regions=tuple(regions), guessed=True)


def draws_nothing(look: SheetLook, found: int) -> bool:
    """Whether a sheet draws no box and no line, and joins far more empty cells than are ``found``
    to be answers."""
    drawn = any(region.sides for region in look.regions)
    blanks = len(look.joined_blanks)
    open_ = look.visible and not look.protected and not _explains(look)
    return open_ and not drawn and blanks >= _FEWEST and blanks > 2 * found


def _with_boxes(look: SheetLook) -> SheetLook:
    if look.protected or not look.visible or _explains(look):
        return look
    tables = [table for table in look.open_tables if _says_what(look, table)]
    if tables:
        return replace(_with_rows(look, tables), guessed=True)
    blanks = tuple(_beside_names(look))
    taken = {blank.area for blank in blanks}
    kept = tuple(region for region in look.regions if region.area not in taken)
    regions = sorted((*kept, *blanks), key=lambda region: region.area)
    return replace(look, regions=tuple(regions), guessed=bool(blanks))


def with_open_rows(look: SheetLook) -> SheetLook:
    """A sheet with boxes in the rows of its tables that nothing draws, where the book says that
    they go on."""
    if not look.visible or _explains(look):
        return look
    open_ = [t for t in look.open_tables if not (look.protected and t.locked)]
    tables = [table for table in open_ if table.certain or _says_how(look, table)]
    if not tables:
        return look
    return _with_rows(look, tables)


def _with_rows(look: SheetLook, tables: list[OpenRows]) -> SheetLook:
    rows = [replace(cell, sides="ltrb", listed=True) for table in tables for cell in table.cells]
    taken = {cell for region in rows for cell in region.area.cells()}
    left_out = dict(look.left_out)
    for table in tables:
        top, bottom = table.cells[0].area.top, table.bottom
        for first in [first for first in left_out if top <= first <= bottom + 1]:
            del left_out[first]
        if table.left_out:
            left_out[bottom + 1] = table.left_out
    kept = (r for r in look.regions if r.area[:2] not in taken and not _is_left_out(tables, r))
    return replace(
        look,
        regions=tuple(sorted((*kept, *rows), key=lambda region: region.area)),
        left_out=left_out,
        examples=tuple(area for table in tables for area in table.examples),
    )


def _is_left_out(tables: list[OpenRows], region: Region) -> bool:
    """Whether a region stands in the rows that are not looked at."""
    row, column = region.area[:2]
    return any(
        table.bottom < row <= table.bottom + table.left_out
        and table.cells[0].area.left <= column <= table.cells[-1].area.right
        and region.blank
        for table in tables
    )


def _says_what(look: SheetLook, table: OpenRows) -> bool:
    """Whether all that stands over a table's columns are names, and half of them say what is
    asked."""
    names = _names_over(look, table)
    return bool(names) and 2 * sum(says_what(name.text) for name in names) >= len(names)


def _says_how(look: SheetLook, table: OpenRows) -> bool:
    """Whether all columns of a table have names, and lines among these say of most columns how to
    fill them in."""
    names = _names_over(look, table)
    helping = helping_cells(_with_rows(look, [table]))
    told = {column for area in helping for column in range(area.left, area.right + 1)}
    return bool(names) and 2 * sum(name.area.left in told for name in names) > len(names)


def _names_over(look: SheetLook, table: OpenRows) -> list[Region]:
    """The names of a table's columns; none unless each has one."""
    boxed = _with_rows(look, [table])
    helping = helping_cells(boxed)
    heads = [_head_over(boxed, cell, helping) for cell in table.cells if _is_first(table, cell)]
    named = [head for head in heads if head is not None and _may_name(head, _LONGEST_HEAD)]
    return named if len(named) >= max(_FEWEST, len(heads)) else []


def _is_first(table: OpenRows, cell: Region) -> bool:
    return cell.area.top == table.cells[0].area.top


def _head_over(look: SheetLook, cell: Region, helping: frozenset[Area]) -> Region | None:
    """The name of a column, beyond what says or shows how to fill it in."""
    row = cell.area.top - 1
    shown = {area.top for area in look.examples}
    while (near := look.at.get((row, cell.area.left))) is not None and (
        near.area in helping or row in shown
    ):
        row = near.area.top - 1
    return near


def _explains(look: SheetLook) -> bool:
    return bool(words.EXAMPLE_SHEET.search(words.folded(look.name)))


def _beside_names(look: SheetLook) -> Iterator[Region]:
    """The empty cells right of names that stand below each other."""
    columns: dict[int, list[Region]] = defaultdict(list)
    office = OfficeUse(look)
    for region in look.regions:
        free = look.at.get((region.area.top, region.area.right + 1))
        open_beside = free is None or (free.blank and not free.crossed)
        if open_beside and _may_name(region, _LONGEST_NAME) and not office.names(region):
            columns[region.area.left].append(region)
    labels = sum(region.label for region in look.regions)
    for names in columns.values():
        known = sum(says_what(name.text) for name in names)
        names = names[1:] if _is_title(names) else names
        if len(names) >= _FEWEST and 2 * known >= len(names) and 3 * len(names) >= labels:
            for name in names:
                yield _beside(look, name)


def _is_title(names: list[Region]) -> bool:
    """Whether the first of some names stands further apart than the others do."""
    gaps = [b.area.top - a.area.bottom for a, b in zip(names, names[1:], strict=False)]
    return len(gaps) > 1 and gaps[0] > max(gaps[1:])


def _beside(look: SheetLook, name: Region) -> Region:
    row, column = name.area.top, name.area.right + 1
    near = look.at.get((row, column))
    if near is not None:
        return replace(near, sides="ltrb")
    return _box(Area(row, column, row, column), _WIDTH)


def _may_name(region: Region, longest: int) -> bool:
    text = region.text.strip()
    sentence = words.explains(text) or words.states(text) or text.endswith("。")
    is_name = region.label and not sentence and not words.is_enumerator(text)
    most = 5 * longest if text.isascii() else longest
    return is_name and len(text) <= most and not _is_figure(text)


def _is_figure(text: str) -> bool:
    return text.replace(".", "").replace(",", "").lstrip("-").isdigit()


def _box(area: Area, width: float) -> Region:
    return Region(area, sides="ltrb", width=max(width, _WIDTH), height=_HEIGHT)
