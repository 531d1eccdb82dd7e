"""Answers that a form holds in part or for the time being: みなと市 beside 住所, 調整中, 〃."""

from __future__ import annotations

from collections.abc import Container

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .cell_signs import blank_at
from .model import Region, SheetLook

_OPEN_END = regex(r"\S[ 　]{3,}$|\A[ 　]{4,}\S{1,6}$|\A　{2,}\S{1,2}$")
_SEAL = regex(r"[（(]?[印㊞][)）]?")
_TOWN = regex(r"〒?(?:[^ 　]{2,3}[都道府県])?[^ 　]{1,8}[市区町村郡]")
_ADDRESS = regex(r"住所|所在地?|本籍|住まい")
_ADDRESS_WIDTH = 20.0  # characters
_NAME_WIDTH = 12.0
_STATES = regex(
    r"(?:調整|検討|確認|作成|手続|協議|交渉|準備)中|未[定記]|(?:特に)?な[しい]|該当(?:し(?:ない|ません)|する|します|なし|あり)"
)
_SEXES = regex(r"[男女]性?")
_OF_SEX = regex(r"性別|男女")
_DITTO = ("〃", "々", "同上", "″", '"')


def begins_address(look: SheetLook, region: Region) -> bool:
    """「みなと市」 in a wide box right of 住所, or below it: the rest is to be written."""
    if not (_TOWN.fullmatch(region.text.strip()) and region.width >= _ADDRESS_WIDTH):
        return False
    top, left, _, _ = region.area
    near = (look.at.get((top, left - 1)), look.at.get((top - 1, left)))
    named = (n for n in near if n is not None and _ADDRESS.search(words.folded(n.text)))
    return region.boxed and any(
        n.area.left < left or n.area[1::2] == region.area[1::2] for n in named
    )


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


def stands_for_answer(look: SheetLook, region: Region, answers: Container[Area]) -> bool:
    """Whether a cell holds what somebody would write over: a word that answers, right of its
    label, or a sign that the answer above it holds here too."""
    if not region.boxed:
        return False
    text = region.text.strip()
    if text in _DITTO:
        over = look.at.get((region.area.top - 1, region.area.left))
        return over is not None and over.area in answers and over.area[1::2] == region.area[1::2]
    label = look.at.get((region.area.top, region.area.left - 1))
    if label is None or not (label.label and label.boxed and label.rows == region.rows):
        return False
    if _SEXES.fullmatch(text):
        return _OF_SEX.search(words.folded(label.text)) is not None
    named = not (_STATES.fullmatch(label.text.strip()) or words.is_enumerator(label.text))
    return bool(_STATES.fullmatch(text)) and named and not _in_filled_table(look, region)


def _in_filled_table(look: SheetLook, region: Region) -> bool:
    """Whether a word that answers stands beside another one, or below one in a column with a
    heading: a table that somebody filled in."""
    after = look.at.get((region.area.top, region.area.right + 1))
    if after is not None and _STATES.fullmatch(after.text.strip()):
        return True
    at = look.at.get((region.area.top - 1, region.area.left))
    while at is not None and at.boxed and at.area[1::2] == region.area[1::2]:
        if not (at.blank or _STATES.fullmatch(at.text.strip())):
            return True
        at = look.at.get((at.area.top - 1, region.area.left))
    return False


def before_seal(look: SheetLook, region: Region) -> bool:
    """「印」 alone at the end of a box right of its label: the name is written before it."""
    before = look.at.get((region.area.top, region.area.left - 1))
    named = before is not None and before.label and before.boxed
    sealed = _SEAL.fullmatch(region.text.strip()) and region.width >= _NAME_WIDTH
    return bool(named and sealed and region.boxed and region.columns > 1)
