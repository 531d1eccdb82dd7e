"""Answers of one name, told apart by what stands around them: the bar of their section, or the
name that they are the reading of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .label import Label
from .model import Region, SheetLook
from .naming import plain_name

_LONGEST = 20  # letters of a bar
_READING = regex(r"(?:フリガナ|ふりがな|カナ|かな)$")


def told_apart(look: SheetLook, labels: Mapping[Area, Label]) -> dict[Area, Label]:
    """The labels, those that are called the same with the name of what they belong to, where that
    differs."""
    found = dict(labels)
    for areas in _namesakes(found):
        if all(_READING.search(words.folded(found[area].text)) for area in areas):
            _prefix(found, {area: _read_name(look, found[area]) for area in areas})
    for areas in _namesakes(found):
        _prefix(found, {area: _bar(look, area) for area in areas})
    return found


def _namesakes(labels: Mapping[Area, Label]) -> list[list[Area]]:
    """The answers of each name that several have, none of them under a heading."""
    found: dict[str, list[Area]] = defaultdict(list)
    for area, label in labels.items():
        if label.text and not label.far:
            found[label.text].append(area)
    groups = (areas for areas in found.values() if len(areas) > 1)
    return [areas for areas in groups if not any(labels[area].heads for area in areas)]


def _prefix(labels: dict[Area, Label], over: Mapping[Area, Region | None]) -> None:
    names = {area: plain_name(region.text) for area, region in over.items() if region is not None}
    if len(names) < len(over) or len({*names.values()}) < len(over) or not all(names.values()):
        return
    if any(name in labels[area].text for area, name in names.items()):
        return
    for area, name in names.items():
        labels[area] = replace(labels[area], text=f"{name}／{labels[area].text}")


def _read_name(look: SheetLook, label: Label) -> Region | None:
    """The name below フリガナ, as wide as it."""
    row = label.row
    below = look.at.get((row.area.bottom + 1, row.area.left)) if row is not None else None
    same = below is not None and row is not None and below.area[1::2] == row.area[1::2]
    return below if below is not None and same and below.label else None


def _bar(look: SheetLook, area: Area) -> Region | None:
    """The text left of a line that leads further lines too."""
    column = area.left - 1
    while column >= 0:
        near = look.at.get((area.top, column))
        if near is not None and near.label and near.boxed and near.rows > 2:
            named = not (words.is_enumerator(near.text) or words.is_figure(near.text))
            return near if named and len(near.text.strip()) <= _LONGEST else None
        column = (near.area.left if near is not None else column) - 1
    return None
