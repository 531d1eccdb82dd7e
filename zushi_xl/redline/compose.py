"""A row of the revision list and how its text is put together, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from zushi_xl.redline.pieces import Mark, Piece, Pieces, joined, kept, note, replaced
from zushi_xl.redline.text_diff import diff_texts

T = TypeVar("T")


class Kind(StrEnum):
    """What happened; the value is printed where it is said at all."""

    CHANGED = "改正"
    NEW = "新規"
    DELETED = "削除"
    MOVED = "移動"


@dataclass(frozen=True, slots=True)
class Revision:
    """One row: where, on which pages, what. ``key`` stays the same from one run to the next."""

    key: str
    place: tuple[str, ...]
    page_new: str
    page_old: str
    pieces: Pieces
    kind: Kind = Kind.CHANGED
    name: str = ""  # by which the row is known again when codes have moved
    told: frozenset[str] = frozenset()  # headers, or addresses of cells, that it shows


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a passage in both versions; None where a version does not have it."""

    old: str | None
    new: str | None
    end: str = "\n"  # empty where the next one goes on in the same line


def line_of(old: T | None, new: T | None, text: Callable[[T], str], end: str = "\n") -> Line:
    """The line that ``text`` makes of an item in each version that has it."""
    return Line(None if old is None else text(old), None if new is None else text(new), end)


def same(text: str) -> Line:
    return Line(text, text)


def block(label: str, old: str | None, new: str | None) -> tuple[Line, ...]:
    """A label on a line of its own and a passage below it."""
    before, after = (None if text is None else label for text in (old, new))
    return Line(before, after), Line(old, new)


def composed(lines: Iterable[Line], notes: Iterable[str] = ()) -> Pieces:
    """The marked text of all lines; ``notes`` come before them.

    Whole lines that went stand above those that came; within a line both stand side by side.
    """
    pieces: list[Piece] = []
    for line in lines:
        before, after = ("" if t is None else t + line.end for t in (line.old, line.new))
        pieces += diff_texts(before, after)
    texts = _without_last_line_end(list(_side_by_side(joined(pieces))))
    return joined((*(piece for text in notes for piece in note(text + "\n")), *texts))


def _side_by_side(pieces: Pieces) -> Iterator[Piece]:
    """A line end that a replacement within a line has on both sides stands after it, once."""
    is_within_line = False
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        following = rest[0] if rest else piece
        if piece.mark is Mark.REMOVED and following.mark is Mark.ADDED and is_within_line:
            rest.pop(0)
            yield from _parted(piece.text, following.text)
            is_within_line = not following.text.endswith("\n")
        else:
            yield piece
            is_within_line = not piece.text.endswith("\n")


def _parted(old: str, new: str) -> Iterator[Piece]:
    is_line_end = old.endswith("\n") and new.endswith("\n")
    cut = len("\n") if is_line_end else 0
    yield from replaced(old[: len(old) - cut], new[: len(new) - cut])
    yield from kept("\n" if is_line_end else "")


def _without_last_line_end(pieces: list[Piece]) -> list[Piece]:
    """Neither version ends with a line end: whole lines at the end begin with it instead."""
    last = len(pieces)
    while last and pieces[last - 1].mark is not Mark.KEPT:
        last -= 1
    before, changes = pieces[:last], pieces[last:]
    if not before or not before[-1].text.endswith("\n"):
        return [*before, *_cut(changes)]
    shorter = Piece(Mark.KEPT, before[-1].text[:-1])
    turned = (Piece(mark, "\n" + text[:-1]) for mark, text in changes)
    return [*before[:-1], shorter, *turned]


def _cut(changes: list[Piece]) -> list[Piece]:
    """Each version without its last line end, where nothing that both have comes before."""
    ends = {piece.mark: index for index, piece in enumerate(changes)}
    return [
        Piece(mark, text.removesuffix("\n") if ends[mark] == index else text)
        for index, (mark, text) in enumerate(changes)
    ]


def changes_of(lines: Iterable[Line]) -> bool:
    return any(line.old != line.new for line in lines)
