"""Marked text as a city prints it: new before old or the reverse, with or without a blank."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.redline.house_style import Gap, HouseStyle, Order
from zushi_xl.redline.pieces import Mark, Piece, Pieces, joined

BLANK = " "  # between the two texts of a replacement: a note, of neither text


def arranged(pieces: Pieces, style: HouseStyle) -> Pieces:
    """The same pieces as the house prints them; both texts stay what they are."""
    return joined(_arranged(joined(pieces), style))


def _arranged(pieces: Pieces, style: HouseStyle) -> Iterator[Piece]:
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        if piece.mark is Mark.REMOVED and rest and rest[0].mark is Mark.ADDED:
            both = (piece, rest.pop(0))
            first, second = both if style.order is Order.OLD_FIRST else both[::-1]
            yield first
            if _needs_blank(first.text, second.text, style.gap):
                yield Piece(Mark.NOTE, BLANK)
            yield second
        else:
            yield piece


def _needs_blank(first: str, second: str, gap: Gap) -> bool:
    """Line ends part well enough; figures side by side would be read as one."""
    if gap is Gap.NONE or first.endswith("\n") or second.startswith("\n"):
        return False
    return gap is Gap.ALWAYS or (_is_figure(first[-1]) and _is_figure(second[0]))


def _is_figure(character: str) -> bool:
    """1,071 694人: half-width digits and Latin letters run together, full-width ones do not."""
    return character.isascii() and character.isalnum()
