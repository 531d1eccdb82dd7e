"""A row of the revision list and how its text is put together, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from zushi_xl.redline.pieces import Piece, Pieces, joined, note
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


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a passage in both versions; None where a version does not have it."""

    old: str | None
    new: str | None
    label: str = ""  # printed before it in both


def line_of(old: T | None, new: T | None, text: Callable[[T], str]) -> Line:
    """The line that ``text`` makes of an item in each version that has it."""
    return Line(None if old is None else text(old), None if new is None else text(new))


def same(text: str) -> Line:
    return Line(text, text)


def block(label: str, old: str | None, new: str | None) -> tuple[Line, ...]:
    """A label on a line of its own and a passage below it."""
    before, after = (None if text is None else label for text in (old, new))
    return Line(before, after), Line(old, new)


def composed(lines: Iterable[Line], notes: Iterable[str] = ()) -> Pieces:
    """The marked text of all lines; ``notes`` come before them.

    A line end belongs to the line before it and goes or comes with it.
    """
    pieces: list[Piece] = []
    for text in notes:
        pieces += note(text + "\n")
    for line in lines:
        before, after = (
            "" if text is None else f"{line.label}{text}\n" for text in (line.old, line.new)
        )
        pieces += diff_texts(before, after)
    return _without_last_line_end(joined(pieces))


def _without_last_line_end(pieces: Pieces) -> Pieces:
    if pieces and pieces[-1].text.endswith("\n"):
        *others, last = pieces
        return joined((*others, Piece(last.mark, last.text[:-1])))
    return pieces


def changes_of(lines: Iterable[Line]) -> bool:
    return any(line.old != line.new for line in lines)
