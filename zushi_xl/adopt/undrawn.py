"""Forms that draw no boxes at all: names in a column, or headings with nothing below them.

Where such a book shows nothing else to write in, the empty cells beside or below its names are
taken for its boxes. All that is found so is in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from zushi_xl.workbook.cells import Area

from . import words
from .kinds import says_what
from .model import BookLook, Region, SheetLook
from .office_use import OfficeUse

_FEWEST = 3  # names: fewer are no form
_LONGEST_NAME = 30  # letters
_LONGEST_HEAD = 60
_ROWS = 20  # of a table of which only the headings are there
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
    blanks = tuple(_under_headings(look)) or tuple(_beside_names(look))
    taken = {blank.area for blank in blanks}
    kept = tuple(region for region in look.regions if region.area not in taken)
    regions = sorted((*kept, *blanks), key=lambda region: region.area)
    return replace(look, regions=tuple(regions), guessed=bool(blanks))


def _explains(look: SheetLook) -> bool:
    return bool(words.EXAMPLE_SHEET.search(words.folded(look.name)))


def _under_headings(look: SheetLook) -> Iterator[Region]:
    """The rows below a row of headings that is the last of the sheet."""
    shown = [region for region in look.regions if not region.blank or region.is_formula]
    last = max((region.area.top for region in shown), default=-1)
    heads = [region for region in shown if region.area.top == last]
    named = [head for head in heads if _may_name(head, _LONGEST_HEAD)]
    known = sum(says_what(head.text) for head in named)
    if len(named) < max(_FEWEST, len(heads)) or 2 * known < len(named):
        return
    for head in named:
        _, left, bottom, right = head.area
        for row in range(bottom + 1, bottom + 1 + _ROWS):
            yield _box(Area(row, left, row, right), head.width)


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
