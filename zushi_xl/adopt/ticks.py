"""Boxes to tick, printed as signs: □ beside a text, before it in one cell, in a column of a table;
brackets to mark: （　）参加します; short lines before texts: ＿＿ 参加します."""

from __future__ import annotations

from zushi_xl.text.regex import regex

from . import words
from .cell_signs import heading_left, text_before
from .model import Region, SheetLook

_SIGNS = ("□", "☐", "◻", "☑", "☒")
_BEFORE_TEXT = regex(r"[□☐◻][ 　]*[^□☐◻\s][^□☐◻\n]{0,40}$")
_BRACKET = regex(r"\A\s*+[（(\[［【〔][ 　]{1,4}+[)）\]］】〕]\s*+([^\s（()）].+)")
_ROOM = regex(r"[ 　]{3,}+")
_NEAR = 2  # rows in which the next bracket to mark stands
_TICKED = ("✓", "✔", "レ")
_LINE = 8.0  # characters of a line to tick
_LISTED = 3  # such lines below each other
_SHORTEST = 3  # letters behind a bracket: fewer may be a unit


def is_tick(text: str) -> bool:
    """Whether a text is a box to tick and nothing else."""
    return text.strip() in _SIGNS


def ticked_text(text: str) -> str:
    """What stands behind the box or the bracket: □ 継続する, （　）参加します."""
    match = _BRACKET.fullmatch(text)
    return _ROOM.sub("…", match[1]).rstrip("。") if match else text.strip()[1:]


def is_tick_box(look: SheetLook, region: Region) -> bool:
    """A box to tick in a cell of its own, its label right of it, or in a column of a table."""
    if is_tick(region.text) or words.is_truth(region.text):
        return tick_item(look, region) is not None or _stands_in_column(look, region)
    if _is_line_before_text(look, region):
        return _lines_around(look, region) >= _LISTED
    return region.boxed and bool(_BEFORE_TEXT.fullmatch(region.text.strip()))


def tick_item(look: SheetLook, region: Region) -> Region | None:
    """The text right of a box to tick."""
    after = look.at.get((region.area.top, region.area.right + 1))
    return after if after is not None and after.label and not is_tick(after.text) else None


def is_bracket_to_mark(look: SheetLook, region: Region) -> bool:
    """Whether a text begins with a small bracket to mark, as one near it in its column or line
    does."""
    if not _begins_with_bracket(region):
        return False
    top, left, bottom, right = region.area
    rows = (*range(top - _NEAR, top), *range(bottom + 1, bottom + 1 + _NEAR))
    columns = (*range(left - _NEAR, left), *range(right + 1, right + 1 + _NEAR))
    places = (*((row, left) for row in rows), *((top, column) for column in columns))
    near = (look.at.get(place) for place in places)
    return any(other is not None and _begins_with_bracket(other) for other in near)


def _begins_with_bracket(region: Region) -> bool:
    match = _BRACKET.fullmatch(region.text) if region.label else None
    return match is not None and len(match[1]) >= _SHORTEST and not words.unit_of(match[1])


def _is_line_before_text(look: SheetLook, region: Region) -> bool:
    """A short line to tick, ticked beforehand or not, that begins a row: ＿＿ Counseling."""
    drawn = "b" in region.sides and not (set(region.sides) & set("lr") or region.fill)
    plain = region.blank or region.text.strip() in _TICKED
    if not (drawn and plain and region.rows == 1 and region.width <= _LINE):
        return False
    item, before = tick_item(look, region), text_before(look, region)
    begins = before is None or before.blank
    named = item is not None and not (item.sides or item.fill or words.unit_of(item.text))
    return begins and named


def _lines_around(look: SheetLook, region: Region) -> int:
    """How many such lines stand below each other, a region's own among them."""
    found = 1
    for way in (-1, 1):
        row = region.area.top + way
        while (near := look.at.get((row, region.area.left))) is not None:
            if near.area[1::2] != region.area[1::2] or not _is_line_before_text(look, near):
                break
            found, row = found + 1, row + way
    return found


def _stands_in_column(look: SheetLook, region: Region) -> bool:
    """Whether a box stands under the heading of its column, in a row that a text leads."""
    lead = heading_left(look, region)
    while lead is not None and is_tick(lead.text):
        lead = heading_left(look, lead)
    at: Region | None = region if lead is not None and lead.boxed else None
    while at is not None and at.boxed and at.area[1::2] == region.area[1::2]:
        if at.label and not is_tick(at.text):
            return True
        at = look.at.get((at.area.top - 1, region.area.left))
        if at is not None and lead is not None and _is_bar(at, lead, region):
            at = look.at.get((at.area.top - 1, region.area.left))
    return False


def _is_bar(text: Region, lead: Region, region: Region) -> bool:
    """Whether a text parts the rows of a table, from their texts to the boxes: I. GENERAL."""
    area = text.area
    spans = area.left <= lead.area.left and area.right >= region.area.right
    return spans and text.label and text.boxed and text.rows == 1


def names_tick(look: SheetLook, region: Region) -> bool:
    """Whether a text stands at once right of a box to tick: □｜その他（　　　　）."""
    box = look.at.get((region.area.top, region.area.left - 1))
    return box is not None and is_tick(box.text)
