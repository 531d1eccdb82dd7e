"""Names that share one drawn box with the cells to write in: no line stands between the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import printed_options, words
from .asked_inside import asks_inside
from .model import Region

_DASH = regex(r"[-－ー―‐−]")
_LONGEST = 16  # letters of such a name
_LEAST_WIDTH = 3.0  # characters to write in


def parts_of_shared_box(inside: Sequence[Region]) -> Sequence[Region]:
    """A box with its name and what is to be written there as boxes of their own, where cells were
    joined to write in right of the name or below it; or what stands on both sides of a dash.
    Nothing where the box does not tell."""
    texts = [part for part in inside if not part.blank]
    if not texts or any(part.is_formula or part.rule for part in inside):
        return ()
    if all(map(is_dash, texts)):
        return tuple(_beside_dashes(inside))
    if unlocked := tuple(_unlocked_behind_names(inside)):
        return unlocked
    if len(texts) > 1 or not _names(texts[0]):
        return ()
    joined = [part for part in inside if part.blank and part.area.size > 1]
    if len(joined) != 1 or not _belongs(joined[0], texts[0]):
        return ()
    return tuple(
        replace(part, sides="ltrb") if part in (joined[0], texts[0]) else part for part in inside
    )


def is_dash(region: Region | None) -> bool:
    """Whether a cell only parts two answers: 045｜-｜123."""
    return region is not None and bool(_DASH.fullmatch(region.text.strip()))


def _names(text: Region) -> bool:
    """Whether a text is the short name of what stands beside it, and leaves no room itself."""
    bare = text.text.strip()
    short = text.label and 1 < len(bare) <= _LONGEST and text.rows == 1
    asks = words.is_placeholder(bare) or words.has_room(bare) or asks_inside(bare)
    return short and not (asks or words.unit_of(bare) or printed_options.options(bare))


def _belongs(blank: Region, name: Region) -> bool:
    """Whether joined cells stand at once right of a name, in its rows, or at once below it, in
    more than one row: a heading may be as high as two."""
    one, other = name.area, blank.area
    beside = one[::2] == other[::2] and one.right + 1 == other.left
    below = one.left == other.left and one.bottom + 1 == other.top and blank.rows > 1
    return (beside or below) and blank.width >= _LEAST_WIDTH


def _beside_dashes(inside: Sequence[Region]) -> Iterator[Region]:
    """045｜-｜123｜-｜4567: what stands on both sides of each dash."""
    kinds = [part.blank for part in inside]
    in_turn = len(inside) > 2 and kinds == [n % 2 == 0 for n in range(len(inside))]
    one_row = len({part.area[::2] for part in inside}) == 1
    wide = all(part.width >= _LEAST_WIDTH for part in inside if part.blank)
    if in_turn and one_row and wide:
        for part in inside:
            yield replace(part, sides="ltrb") if part.blank else part


def _unlocked_behind_names(inside: Sequence[Region]) -> Iterator[Region]:
    """氏名｜＿: the cells behind each name in a line as one box from the first unlocked one on."""
    if len({part.area[::2] for part in inside}) > 1 or inside[0].blank:
        return
    groups: list[list[Region]] = []
    for part in inside:
        if not part.blank:
            groups.append([])
        groups[-1].append(part)
    if all(_names(name) and name.locked and _are_open(rest) for name, *rest in groups):
        for name, *rest in groups:
            yield replace(name, sides="ltrb")
            first = next(n for n, cell in enumerate(rest) if not cell.locked)
            yield from rest[:first]
            yield joined_row(rest[first:])


def _are_open(cells: Sequence[Region]) -> bool:
    wide = sum(cell.width for cell in cells) >= _LEAST_WIDTH
    return wide and any(not cell.locked for cell in cells)


def joined_row(cells: Sequence[Region]) -> Region:
    """Cells beside each other as one box, which is as the first of them is."""
    first, last = cells[0], cells[-1]
    area = Area(first.area.top, first.area.left, last.area.bottom, last.area.right)
    width = sum(cell.width for cell in cells)
    differs = max(cell.differs for cell in cells)
    return replace(first, area=area, sides="ltrb", width=width, differs=differs)
