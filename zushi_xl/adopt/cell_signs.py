"""What the look of a cell says on its own: framed, grey, with room to write in, an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zushi_xl.workbook.cells import Area

from . import words
from .model import Region, SheetLook


def is_framed(region: Region) -> bool:
    return len(region.sides) >= 3 or bool(region.fill)


def is_answer_text(text: str) -> bool:
    """Whether a text can stand in an answer cell before anybody wrote in it."""
    folded = words.folded(text)
    return bool(
        words.is_placeholder(text)
        or words.options(text)
        or folded
        in ("□", "☐", "〇", "○", "選択", "選択してください", "選んでください", "リストから選択")
        or folded.startswith(("例)", "(例", "例:", "例)", "記入例", "プルダウン"))
    )


def is_default_answer(region: Region) -> bool:
    """A value that a form is handed out with: 0, a tick, an entry of its list."""
    text = words.folded(region.text)
    return bool(text) and (
        len(text) <= 20 and not words.is_enumerator(region.text)
        if region.rule and region.rule.kind == "list"
        else text in ("0", "0.0")
    )


def leaves_room(text: str) -> bool:
    return len(text.strip()) < 80 and words.has_room(text) and not words.options(text)


def is_light(fill: str) -> bool:
    """Whether one can write on a colour: bars of headings are darker."""
    if "/" in fill:
        return float(fill.rpartition("/")[2]) >= 0.3  # a tint of a theme's colour
    if len(fill) != 8:
        return True
    red, green, blue = (int(fill[i : i + 2], 16) for i in (2, 4, 6))
    return 0.3 * red + 0.59 * green + 0.11 * blue >= 150


def is_grey(fill: str) -> bool:
    """A neutral darker shade: in printed forms, what is not to be filled in."""
    if fill.startswith("0/-"):
        return True
    if len(fill) != 8 or "/" in fill:
        return fill in ("i22", "i23", "i55")
    red, green, blue = (int(fill[i : i + 2], 16) for i in (2, 4, 6))
    return max(red, green, blue) - min(red, green, blue) <= 8 and red <= 0xEC


def example_areas(look: SheetLook) -> Iterator[Area]:
    """Rows and columns that a heading calls an example."""
    for region in look.regions:
        if not region.label or not words.EXAMPLE.match(words.folded(region.text)):
            continue
        top, left, bottom, right = region.area
        after = look.at.get((top, right + 1))
        if _leads_row(look, region) and after and not words.is_placeholder(after.text):
            yield Area(top, left, bottom, 1 << 14)
        else:
            yield Area(top, left, _last_row(look, region), right)


def _leads_row(look: SheetLook, region: Region) -> bool:
    before: Iterable[Region] = (
        r for r in look.regions if r.label and r.area.top == region.area.top
    )
    return all(r.area.left >= region.area.left for r in before)


def _last_row(look: SheetLook, region: Region) -> int:
    """The last row of the box column under a heading."""
    row = region.area.bottom
    while (below := look.at.get((row + 1, region.area.left))) and below.boxed:
        row = below.area.bottom
    return row
