"""Answers of which a part is printed: みなと市…, 区分　　　, 　　　小学校."""

from __future__ import annotations

from zushi_xl.text.regex import regex

from . import words
from .cell_signs import blank_at
from .model import Region, SheetLook

_OPEN_END = regex(r"\S[ 　]{3,}$|\A[ 　]{4,}\S{1,6}$|\A　{2,}\S{1,2}$")
_TOWN = regex(r"〒?(?:[^ 　]{2,3}[都道府県])?[^ 　]{1,8}[市区町村郡]")
_ADDRESS = regex(r"住所|所在地?|本籍|住まい")
_ADDRESS_WIDTH = 20.0  # characters


def begins_address(look: SheetLook, region: Region) -> bool:
    """「みなと市」 in a wide box right of 住所: the rest is to be written."""
    before = look.at.get((region.area.top, region.area.left - 1))
    begun = _TOWN.fullmatch(region.text.strip()) and region.width >= _ADDRESS_WIDTH
    return bool(region.boxed and begun and before and _ADDRESS.search(words.folded(before.text)))


def ends_open(look: SheetLook, region: Region) -> bool:
    """「区分　　　　」 or 「　　　　小学校」 right of its label: the rest is to be written."""
    before = look.at.get((region.area.top, region.area.left - 1))
    return bool(
        _OPEN_END.search(region.text.strip("\n"))
        and before
        and before.label
        and before.boxed
        and not words.is_enumerator(before.text)
        and not blank_at(look, region.area.top, region.area.right + 1)
        and not blank_at(look, region.area.bottom + 1, region.area.left)
    )
