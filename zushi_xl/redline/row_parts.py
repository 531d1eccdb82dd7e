"""A marked text in parts that fit one row: of Excel's cell, of its runs, of a page.

Nothing is added and nothing lost: the parts one after the other are the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zushi_xl.redline.pieces import MarkedPiece, Pieces, joined
from zushi_xl.workbook.metrics import utf16_length

LONGEST_CELL = 32_767  # UTF-16 units
MOST_RUNS = 1_000  # a caution: Excel repairs a cell with very many, and no reader follows them
_CUTS = ("\n", "。", "、")


def split_pieces(pieces: Pieces, fits: Callable[[Pieces], bool]) -> Iterator[Pieces]:
    """Parts as large as ``fits`` and Excel allow, cut at line ends, else sentences, else 、.

    A part that no cut makes small enough is cut anywhere; a single character always passes.
    """
    rest = joined(pieces)
    while rest and not _is_small(rest, fits):
        size = _largest(rest, fits)
        part, rest = _cut(rest, size)
        yield part
    if rest:
        yield rest


def _is_small(pieces: Pieces, fits: Callable[[Pieces], bool]) -> bool:
    units = sum(utf16_length(text) for _, text in pieces)
    return units <= LONGEST_CELL and len(pieces) <= MOST_RUNS and fits(pieces)


def _largest(pieces: Pieces, fits: Callable[[Pieces], bool]) -> int:
    """How many characters the next part takes: the most that fit, drawn back to a good cut."""
    low, high = 1, sum(len(piece.text) for piece in pieces)
    while low < high:
        middle = (low + high + 1) // 2
        if _is_small(_cut(pieces, middle)[0], fits):
            low = middle
        else:
            high = middle - 1
    text = "".join(piece.text for piece in pieces)[:low]
    for cut in _CUTS:
        at = text.rfind(cut) + 1
        if at > low // 2:
            return at
    return low


def _cut(pieces: Pieces, size: int) -> tuple[Pieces, Pieces]:
    first: list[MarkedPiece] = []
    for index, (mark, text) in enumerate(pieces):
        if len(text) >= size:
            first.append(MarkedPiece(mark, text[:size]))
            return joined(first), joined((MarkedPiece(mark, text[size:]), *pieces[index + 1 :]))
        first.append(MarkedPiece(mark, text))
        size -= len(text)
    return pieces, ()
