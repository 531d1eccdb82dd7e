"""Marked text as a city prints it: new before old or the reverse, with or without a blank."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.redline.house_style import Gap, HouseStyle, Order
from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined
from zushi_xl.text.regex import regex

_QUANTITY = regex(r"[0-9][0-9,.]*\w{1,2}")  # 277人
BLANK = " "  # between the two texts of a replacement: a note, of neither text


def arranged(pieces: Pieces, style: HouseStyle) -> Pieces:
    """The same pieces as the house prints them; both texts stay what they are."""
    return joined(_arranged(joined(pieces), style))


def _arranged(pieces: Pieces, style: HouseStyle) -> Iterator[MarkedPiece]:
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        if piece.mark is Mark.REMOVED and rest and rest[0].mark is Mark.ADDED:
            yield from _both(piece.text, rest.pop(0).text, style)
        else:
            yield piece


def _both(old: str, new: str, style: HouseStyle) -> Iterator[MarkedPiece]:
    """The two texts of a replacement; further lines that only the new one has come last."""
    lines = old.count("\n") + 1
    parts = new.split("\n")
    first, more = "\n".join(parts[:lines]), "".join("\n" + part for part in parts[lines:])
    texts = (MarkedPiece(Mark.REMOVED, old), MarkedPiece(Mark.ADDED, first))
    one, other = texts if style.order is Order.OLD_FIRST else texts[::-1]
    yield one
    if _needs_blank(one.text, other.text, style.gap):
        yield MarkedPiece(Mark.NOTE, BLANK)
    yield from (other, MarkedPiece(Mark.ADDED, more))


def _needs_blank(first: str, second: str, gap: Gap) -> bool:
    """Line ends part well enough; figures side by side would be read as one."""
    if gap is Gap.NONE or not (first and second) or "\n" in (first[-1], second[0]):
        return False
    return gap is Gap.ALWAYS or _run_together(first, second)


def _run_together(first: str, second: str) -> bool:
    """1,071 694人, 令和11 ６年度, 277人 1.28: two figures of which one is half-width.

    Full-width digits stand apart by themselves (第２１章, as the city prints them).
    """
    ends = (first[-1], second[0])
    if all(map(_is_figure, ends)) or (
        all(c.isdecimal() for c in ends) and any(map(_is_figure, ends))
    ):
        return True
    return _is_figure(second[0]) and _QUANTITY.fullmatch(first) is not None


def _is_figure(character: str) -> bool:
    return character.isascii() and character.isalnum()
