"""Names of answers that no label beside or above them gives."""

from __future__ import annotations

from zushi_xl.workbook.cells import Area

from . import printed_options, words
from .candidates import AnswerCandidate
from .label import Label
from .look import parse_area
from .model import Region, SheetLook
from .naming import plain_name

_LONGEST = 60  # letters of a text box that names an answer


def last_resort(
    look: SheetLook, candidate: AnswerCandidate, numbers: tuple[Region, ...], part: str
) -> Label:
    """The name of an answer that has none left of it or above: a label right of the box, its own
    text, a text box near it."""
    region = candidate.region
    if entries := printed_options.options(region.text):
        name = "・".join(entries) + ("の別" if len(entries) < 5 else "")
        return Label(name, None, (), numbers, doubts=("見出しがない",))
    after = look.at.get((region.area.top, region.area.right + 1))
    doubt = ("見出しが右にしかない",)
    if after and after.label and not words.unit_of(after.text):
        return Label(plain_name(after.text), after, (), numbers, doubts=doubt)
    if numbers and not region.blank:
        return Label(plain_name(region.text), None, (), numbers, doubts=("見出しがない",))
    if region.text.strip() and words.is_placeholder(region.text):
        name = "年月日" if words.is_date_placeholder(region.text) else plain_name(region.text)
        return Label(name, None, (), numbers, part, doubts=("見出しがない",))
    box = _text_box(look, region)
    if box:
        return Label(plain_name(box), None, (), numbers, part, doubts=("見出しが図形の中にある",))
    if part in ("年", "月", "日"):
        return Label(f"年月日（{part}）", None, (), numbers, part, doubts=("見出しがない",))
    return Label("", None, (), numbers, part, doubts=("見出しが見つからない",))


def _text_box(look: SheetLook, region: Region) -> str:
    for cell, text in look.text_boxes:
        place = parse_area(cell)
        if place and len(text) < _LONGEST and _beside_box(place, region.area):
            return text
    return ""


def _beside_box(place: Area, area: Area) -> bool:
    above = area.top - 2 <= place.top <= area.top and area.left <= place.left <= area.right
    left = place.top in range(area.top - 1, area.bottom + 1) and 0 < area.left - place.left <= 6
    return above or left
