"""Marked text: stretches that stay, go or come, and notes that belong to neither version."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple


class Mark(StrEnum):
    """What becomes of a stretch of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    NOTE = "note"  # （新規）, （削除）, （図）: said about the text, not part of it


class MarkedPiece(NamedTuple):
    """A stretch of text and how it is marked."""

    mark: Mark
    text: str


Pieces = tuple[MarkedPiece, ...]


def kept(text: str) -> Pieces:
    """A text that is in both versions; nothing where it is empty."""
    return (MarkedPiece(Mark.KEPT, text),) if text else ()


def note(text: str) -> Pieces:
    """A remark that is no text of the plan; nothing where it is empty."""
    return (MarkedPiece(Mark.NOTE, text),) if text else ()


def replaced(old: str, new: str) -> Pieces:
    """``old`` as a whole gives way to ``new``."""
    both = (MarkedPiece(Mark.REMOVED, old), MarkedPiece(Mark.ADDED, new))
    return tuple(piece for piece in both if piece.text)


def old_text(pieces: Iterable[MarkedPiece]) -> str:
    """The text before: what was added is taken away."""
    return "".join(text for mark, text in pieces if mark in (Mark.KEPT, Mark.REMOVED))


def new_text(pieces: Iterable[MarkedPiece]) -> str:
    """The text after: what was struck is taken away."""
    return "".join(text for mark, text in pieces if mark in (Mark.KEPT, Mark.ADDED))


def joined(pieces: Iterable[MarkedPiece]) -> Pieces:
    """The same with neighbours of one mark made one, and without empty pieces."""
    filled = (piece for piece in pieces if piece.text)
    return tuple(
        MarkedPiece(mark, "".join(piece.text for piece in group))
        for mark, group in groupby(filled, key=lambda piece: piece.mark)
    )


def is_changed(pieces: Iterable[MarkedPiece]) -> bool:
    """Whether something is struck or added."""
    return any(piece.mark in (Mark.REMOVED, Mark.ADDED) for piece in pieces)
