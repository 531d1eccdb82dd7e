"""Texts between two answers of a line: ～ between a beginning and an end, 階／地下 between a figure
and the next one."""

from __future__ import annotations

from collections.abc import Container

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .asked_inside import is_span_sign
from .model import Region, SheetLook

_UNIT_AND_NAME = regex(
    r"([^ 　/／、,・(（]{1,4})(?:[ 　]*+[/／、,・][ 　]*+|[ 　]++)([^ 　/／、,・].{0,12})"
)


def unit_and_name(text: str) -> tuple[str, str]:
    """「階 / 地下」 → 階 of what stands before it, 地下 of what follows; else two empty texts."""
    match = _UNIT_AND_NAME.fullmatch(text.strip())
    if match is None or not words.unit_of(match[1]) or words.is_placeholder(text):
        return "", ""
    name = words.folded(match[2])
    signed = len(name) > 1 or match[0][len(match[1])] in "、，,/／"
    names = signed and not (name.isascii() or words.unit_of(match[2]))
    return (match[1], match[2]) if names else ("", "")


def span_part(look: SheetLook, region: Region, answers: Container[Area]) -> str:
    """Which end of a span of time an answer is, beside ～ and the other end."""
    if not words.is_date_placeholder(region.text):
        return ""
    for way, part in ((1, "開始"), (-1, "終了")):
        sign = _beside(look, region, way)
        other = _beside(look, sign, way) if sign is not None and is_span_sign(sign.text) else None
        if other is not None and other.area in answers and other.text == region.text:
            return part
    return ""


def _beside(look: SheetLook, region: Region, way: int) -> Region | None:
    column = region.area.right + 1 if way > 0 else region.area.left - 1
    return look.at.get((region.area.top, column))
