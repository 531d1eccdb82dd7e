"""Room between brackets that stand in cells of their own: 金額｜（｜＿＿｜）."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from .model import Region, SheetLook

_CLOSES = regex(r"\A[\s　]*+[^（()）\s　]{0,4}[)）]")
_MOST_COLUMNS = 40  # between the brackets
_LEAST_ROOM = 4.0  # characters


def bracketed_rooms(look: SheetLook) -> Iterator[Region]:
    """The blank between a text that opens a bracket and the one that closes it, in one line: the
    widest of the cells there, or all of them where none is joined."""
    for opening in look.regions:
        if opening.label and opening.text.rstrip().endswith(("（", "(")):
            inside = list(_up_to_close(look, opening))
            widest = max(inside, key=lambda region: region.width, default=None)
            if widest is not None and sum(region.width for region in inside) >= _LEAST_ROOM:
                yield widest


def _up_to_close(look: SheetLook, opening: Region) -> Iterator[Region]:
    """The blanks up to the closing bracket; none where anything else stands there first."""
    row, column = opening.area.top, opening.area.right + 1
    found: list[Region] = []
    while column <= opening.area.right + _MOST_COLUMNS:
        near = look.at.get((row, column)) or look.joined_at.get((row, column))
        if near is not None and not near.blank:
            yield from found if _CLOSES.match(near.text) else ()
            return
        if near is not None and (near.crossed or near.area.top != row):
            return
        blank = near or Region(Area(row, column, row, column), width=2.0, height=opening.height)
        found.append(blank)
        column = blank.area.right + 1
