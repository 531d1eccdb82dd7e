"""Answers of one name, told apart by what stands around them: the bar of their section, or the
name that they are the reading of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import replace

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .label import Label
from .model import Region, SheetLook
from .naming import plain_name

_LONGEST = 20  # letters of a bar
_MOST_LINES = 6  # of a group, from its name to the last line
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
    leading = frozenset(label.row.area for label in found.values() if label.row is not None)
    for areas in _namesakes(found):
        _prefix(found, {area: _group(look, found[area].row, leading) for area in areas})
    return found


def _namesakes(labels: Mapping[Area, Label]) -> list[list[Area]]:
    """The answers of each name that several have, without those under a heading."""
    found: dict[str, list[Area]] = defaultdict(list)
    for area, label in labels.items():
        if label.text and not (label.far or label.heads):
            found[label.text].append(area)
    return [areas for areas in found.values() if len(areas) > 1]


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


def _group(look: SheetLook, row: Region | None, leading: Container[Area]) -> Region | None:
    """The text left of a name, in its line or above it, under which it stands: 発注者 over nothing,
    住所 and 氏名 right of them. ``leading``: texts that name an answer of their own."""
    if row is None:
        return None
    for line in range(row.area.top, max(-1, row.area.top - _MOST_LINES), -1):
        if (near := _text_left(look, line, row.area.left)) is not None:
            short = len(near.text.strip()) <= _LONGEST
            return near if short and near.area not in leading else None
    return None


def _text_left(look: SheetLook, line: int, left: int) -> Region | None:
    """The first text in a line that ends left of a column, and is no number."""
    column = left - 1
    while column >= 0:
        near = look.at.get((line, column))
        told = near is not None and near.label and near.area.right < left
        if near is not None and told and not words.is_enumerator(near.text):
            return near
        column = (near.area.left if near is not None else column) - 1
    return None


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
