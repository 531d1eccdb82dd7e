"""Why a region that looks like an answer is none: an example, grey, a corner of the headings."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.workbook.metrics import text_width

from . import words
from .among_headings import among_units, heads_column, is_unit_cell, over_numbers
from .asked_in_columns import counts_age, ends_answer, has_own_heading, is_gap_in_headings
from .cell_signs import blank_at, heading_left, in_striped_row, is_grey, over_blanks
from .model import Region, SheetLook
from .sheet_signs import SheetSigns

_NARROW = 1.3  # characters: too narrow to write in
_LOW = 5.0  # points
_TICK_WIDTH = 5.0  # characters: a box for a tick


def why_none(signs: SheetSigns, region: Region, evidence: tuple[str, ...]) -> str:
    """Why a region is no answer although there is evidence for it; "" where nothing says so."""
    if "differs" in evidence:
        return ""
    if reason := _not_to_fill(signs, region):
        return reason
    if {"unlocked", "legend", "rule", "name"} & set(evidence):
        return ""
    return next(_part_of_print(signs, region, "underline" in evidence), "")


def _not_to_fill(signs: SheetSigns, region: Region) -> str:
    if region.area in signs.helping:
        return "見出しの一部（記入のしかたの行）"
    if signs.in_example(region):
        return "記入例の行または列"
    if region.crossed:
        return "斜線が引かれている"
    width = max(region.width, text_width(region.text))  # a text runs over the cells beside it
    small = width < _NARROW or region.height < _LOW
    return "書き込める大きさがない" if small else ""


def _part_of_print(signs: SheetSigns, region: Region, underlined: bool) -> Iterator[str]:
    look = signs.look
    if region.blank:
        greyed = is_grey(region.fill) and region.fill != signs.grey_to_fill
        if greyed and not (in_striped_row(look, region) or _is_grey_row(look, region)):
            yield "灰色の欄（記入しない）"
        if over_numbers(look, region):
            yield "見出しの一部（番号の列の上）"
        spacer = not underlined and _is_spacer(signs, region)
        if spacer or among_units(look, region) or is_gap_in_headings(look, region):
            yield "見出しの一部（空いた角や区切り）"
        return
    unit = words.is_placeholder(region.text) and is_unit_cell(look, region)
    asks = region.boxed and (has_own_heading(look, region) or counts_age(look, region))
    unit = unit and not asks
    if unit or region.area in signs.units:
        yield "単位だけのセル"
    if heads_column(look, region):
        yield "見出しの一部（答え方の説明）"


def _is_grey_row(look: SheetLook, region: Region) -> bool:
    """Whether the number that leads a row is as grey as its blanks, and so is the number above or
    below it: the colour of a table."""
    lead = heading_left(look, region)
    if lead is None or not words.is_enumerator(lead.text):
        return False
    rows = (lead.area.top - 1, lead.area.bottom + 1)
    near = (look.at.get((row, lead.area.left)) for row in rows)
    numbers = [n.fill for n in near if n is not None and words.is_enumerator(n.text)]
    return lead.fill == region.fill and lead.fill in numbers


def _is_headed(signs: SheetSigns, region: Region) -> bool:
    """Whether a box stands in a column with a heading of its own, beside another heading."""
    look, columns = signs.look, region.area[1::2]
    head = over_blanks(look, region)
    if head is None or not (head.label and head.boxed and head.area[1::2] == columns):
        return False
    other = look.at.get((head.area.top, head.area.right + 1))
    return other is not None and other.label and other.boxed and not _is_corner(look, region)


def _is_corner(look: SheetLook, region: Region) -> bool:
    """Whether names of rows, each with a blank beside it, stand below a box: 区分 over an empty
    cell beside 計画｜実績."""
    at: Region | None = region
    while at is not None and at.blank and at.boxed and at.area[1::2] == region.area[1::2]:
        at = look.at.get((at.area.bottom + 1, region.area.left))
    named = at is not None and at.label and at.boxed and at.area[1::2] == region.area[1::2]
    return at is not None and named and blank_at(look, at.area.top, at.area.right + 1)


def _is_spacer(signs: SheetSigns, region: Region) -> bool:
    """A blank that heads other labels: a label follows at once, none leads to it."""
    top, left, bottom, right = region.area
    look = signs.look
    after = look.at.get((top, right + 1))
    led = heading_left(look, region) or _is_headed(signs, region) or ends_answer(look, region)
    if led or after is None or not after.label or words.unit_of(after.text):
        return False
    if words.is_placeholder(after.text) and region.width > _TICK_WIDTH:
        return True
    if signs.prints_ticks and not region.text:
        return True
    ticks = region.width <= _TICK_WIDTH and region.rows == after.rows and top > 0
    return not (ticks and not blank_at(look, after.area.top, after.area.right + 1))
