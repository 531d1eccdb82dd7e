"""A row of the revision list and how its text is put together, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined, kept, note, replaced
from zushi_xl.redline.text_diff import diff_texts
from zushi_xl.text.regex import regex

T = TypeVar("T")
_BLANKS = regex(r"[ \t\u00a0\u2000-\u200a\u3000]+")


class ChangeKind(StrEnum):
    """What happened; the value is printed where it is said at all."""

    CHANGED = "改正"
    NEW = "新規"
    DELETED = "削除"
    MOVED = "移動"


def change_kind(old: object, new: object) -> ChangeKind:
    """What happened to an item that one version or both have."""
    if old and new:
        return ChangeKind.CHANGED
    return ChangeKind.NEW if new else ChangeKind.DELETED


def kind_notes(kind: ChangeKind) -> list[str]:
    """（新規） or （削除） before an item that only one version has."""
    return [f"（{kind.value}）"] if kind in (ChangeKind.NEW, ChangeKind.DELETED) else []


@dataclass(frozen=True, slots=True)
class Revision:
    """One row: where, on which pages, what. ``key`` stays the same from one run to the next."""

    key: str
    place: tuple[str, ...]
    page_new: str
    page_old: str
    pieces: Pieces
    kind: ChangeKind = ChangeKind.CHANGED
    name: str = ""  # by which the row is known again when codes have moved
    told: frozenset[str] = frozenset()  # headers, or addresses of cells, that it shows


@dataclass(frozen=True, slots=True)
class TextPair:
    """A line or a passage in both versions; None where a version does not have it."""

    old: str | None
    new: str | None
    end: str = "\n"  # empty where the next one goes on in the same line

    @property
    def differs(self) -> bool:
        """Whether the versions say something else; blanks alone say nothing."""
        if self.old is None or self.new is None:
            return self.old != self.new
        return self.old != self.new and without_blanks(self.old) != without_blanks(self.new)


def without_blanks(text: str) -> str:
    """The text without the blanks that nobody sees where they stand between kanji."""
    return _BLANKS.sub("", text)


def line_of(old: T | None, new: T | None, text: Callable[[T], str], end: str = "\n") -> TextPair:
    """The line that ``text`` makes of an item in each version that has it."""
    return TextPair(None if old is None else text(old), None if new is None else text(new), end)


def same(text: str) -> TextPair:
    """A text that is in both versions."""
    return TextPair(text, text)


def block(label: str, old: str | None, new: str | None) -> tuple[TextPair, ...]:
    """A label on a line of its own and a passage below it."""
    before, after = (None if text is None else label for text in (old, new))
    return TextPair(before, after), TextPair(old, new)


def composed(lines: Iterable[TextPair], notes: Iterable[str] = ()) -> Pieces:
    """The marked text of all lines; ``notes`` come before them.

    Whole lines that went stand above those that came; within a line both stand side by side.
    """
    pieces: list[MarkedPiece] = []
    for line in lines:
        before, after = ("" if t is None else t + line.end for t in (line.old, line.new))
        pieces += diff_texts(before, after)
    texts = _without_last_line_end(list(_side_by_side(joined(pieces))))
    return joined((*(piece for text in notes for piece in note(text + "\n")), *texts))


def _side_by_side(pieces: Pieces) -> Iterator[MarkedPiece]:
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


def _parted(old: str, new: str) -> Iterator[MarkedPiece]:
    is_line_end = old.endswith("\n") and new.endswith("\n")
    cut = len("\n") if is_line_end else 0
    yield from replaced(old[: len(old) - cut], new[: len(new) - cut])
    yield from kept("\n" if is_line_end else "")


def _without_last_line_end(pieces: list[MarkedPiece]) -> list[MarkedPiece]:
    """Neither version ends with a line end: whole lines at the end begin with it instead."""
    last = len(pieces)
    while last and pieces[last - 1].mark is not Mark.KEPT:
        last -= 1
    before, changes = pieces[:last], pieces[last:]
    if not before or not before[-1].text.endswith("\n"):
        return [*before, *_cut(changes)]
    shorter = MarkedPiece(Mark.KEPT, before[-1].text[:-1])
    turned = (MarkedPiece(mark, "\n" + text[:-1]) for mark, text in changes)
    return [*before[:-1], shorter, *turned]


def _cut(changes: list[MarkedPiece]) -> list[MarkedPiece]:
    """Each version without its last line end, where nothing that both have comes before."""
    ends = {piece.mark: index for index, piece in enumerate(changes)}
    return [
        MarkedPiece(mark, text.removesuffix("\n") if ends[mark] == index else text)
        for index, (mark, text) in enumerate(changes)
    ]


def changes_of(lines: Iterable[TextPair]) -> bool:
    """Whether any line differs."""
    return any(line.differs for line in lines)
