"""Texts in a box that say themselves what to write, beside other things to write there."""

from __future__ import annotations

from zushi_xl.text.regex import regex

from . import printed_options, words
from .asked_in_columns import counts_years
from .model import Region, SheetLook
from .naming import plain_name

_NAMED_ROOM = regex(r"\A[（(]?([^\s　（(）)：:]{2,})[ 　]*[：:（(　 ]")
_BEFORE_BRACKET = regex(r"\A([^\s（）()]{2,}+)[（(][\s　]+[)）]")
_IN_BRACKETS = regex(r"[（(][^（()）]{2,40}[)）]")
_WIDE = 30.0  # characters
_LONGEST = 80  # letters


def asks_inside(text: str) -> bool:
    """Whether a short text names what is to be written into the room that it leaves itself:
    職名（　　　）, （生年月日　　年　月　日）."""
    bare = text.strip()
    if len(bare) >= _LONGEST or not (words.has_room(text) or words.is_date_placeholder(text)):
        return False
    named = _NAMED_ROOM.match(bare)
    if named is None or words.is_set_apart(text):
        return False
    return not words.PLACEHOLDER_PIECE.match(words.folded(named[1]))


def asks_in_bracket(look: SheetLook, region: Region) -> bool:
    """Whether a large box says in brackets what to write in it: （具体的な内容）."""
    text, (top, left, bottom, right) = region.text.strip(), region.area
    if not (_IN_BRACKETS.fullmatch(text) and region.boxed) or words.is_instruction(text):
        return False
    after, below = look.at.get((top, right + 1)), look.at.get((bottom + 1, left))
    free = not any(near and near.blank and near.boxed for near in (after, below))
    return free and region.rows > 1 and region.width >= _WIDE


def with_inner_name(name: str, text: str) -> str:
    """An answer's name with what its text asks for: 業務内容, 職名（　　　） → 業務内容／職名."""
    if counts_years(text) and name.endswith(("氏名", "名前")):
        return f"{name}／年齢"
    match = _BEFORE_BRACKET.fullmatch(text.strip())
    offers = printed_options.options(text) or printed_options.offered(text, 2)
    inner = plain_name(match[1]) if match and not offers else ""
    return name if inner in name else f"{name}／{inner}"


def is_span_sign(text: str) -> bool:
    """Whether a text stands alone between a beginning and an end: ～."""
    return text.strip() in ("～", "〜", "~", "から")
