"""Line ends of marked text that LibreOffice saved: it gives each to the run before it.

甲⏎[-乙⏎-]{+丙+} may have been 甲[-⏎乙-]{+⏎丙+}. A document made here remembers a digest of what it
wrote, which tells; without one the usual places are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zushi_xl.redline.carried_values import digest
from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined

_MOST_TRIED = 20_000


def with_line_ends(pieces: Pieces, written: str = "") -> Pieces:
    """The pieces with line ends where they were written, if ``written`` is the digest of that."""
    if not written:
        return _usual(pieces)
    full = written.partition("-")[0]
    for tried, candidate in enumerate(_candidates(pieces)):
        if digest(candidate).partition("-")[0] == full:
            return candidate
        if tried >= _MOST_TRIED:
            break
    return _usual(pieces)


def _candidates(pieces: Pieces) -> Iterator[Pieces]:
    """Line ends at the end of runs moved to the next run: none, all, then every choice of few."""
    places = [
        index
        for index, piece in enumerate(pieces[:-1])
        if piece.text.endswith("\n") and piece.mark is not pieces[index + 1].mark
    ]
    yield pieces
    for count in (len(places), *range(1, len(places))):
        for chosen in combinations(places, count):
            yield _moved(pieces, frozenset(chosen))


def _moved(pieces: Pieces, places: frozenset[int]) -> Pieces:
    found = []
    for index, (mark, text) in enumerate(pieces):
        start = "\n" if index - 1 in places else ""
        found.append(MarkedPiece(mark, start + (text[:-1] if index in places else text)))
    return joined(found)


def _usual(pieces: Pieces) -> Pieces:
    """Line ends before the last lines and before the last note where they were written."""
    *texts, last = pieces or (MarkedPiece(Mark.KEPT, ""),)
    if last.mark is Mark.NOTE and texts:
        before = MarkedPiece(texts[-1].mark, texts[-1].text.removesuffix("\n"))
        return joined((*texts[:-1], before, MarkedPiece(Mark.NOTE, "\n" + last.text.lstrip("\n"))))
    start = next((i for i in reversed(range(len(pieces))) if pieces[i].mark is Mark.KEPT), None)
    if start is None or last.mark is Mark.KEPT or not pieces[start].text.endswith("\n"):
        return pieces
    before = MarkedPiece(Mark.KEPT, pieces[start].text[:-1])
    turned = (
        MarkedPiece(mark, "\n" + text.removesuffix("\n")) for mark, text in pieces[start + 1 :]
    )
    return joined((*pieces[:start], before, *turned))
