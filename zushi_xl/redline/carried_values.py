"""What stood in an earlier document, what it remembers, and the rows of the next one, as values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from zushi_xl.redline.pieces import Mark, Pieces, joined

BY_HAND = "手書き"  # begins the key of a row that a person added

Cells = Mapping[str, Pieces]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as the comparison gives it: own cells by header. ``name`` recognises it again."""

    key: str
    name: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of an earlier document. ``key`` is empty where a person added the row."""

    key: str
    number: str = ""
    cells: Cells = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)  # by header


@dataclass(frozen=True, slots=True)
class Memory:
    """What was written into a row last time, and what people wrote into it since.

    ``written`` holds digests by header; ``typed`` and ``comments`` what a row had that is not
    printed now. ``anchors`` are of a row that a person added: the rows that it belongs below and
    that are not printed, nearest first, then the one that it stands below instead.
    """

    name: str
    number: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    typed: Cells = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    is_printed: bool = False  # whether the document that remembers it has the row
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartlyCarried:
    """Something in an earlier document that goes along only in part: what, where, why."""

    what: str
    place: str
    text: str
    how: str


@dataclass(frozen=True, slots=True)
class EarlierDocument:
    """A list or table that was made before, with all that people did to it."""

    rows: tuple[FoundRow, ...] = ()
    headers: tuple[str, ...] = ()  # as they stand, added ones included
    memory: Mapping[str, Memory] = field(default_factory=dict)
    notices: tuple[PartlyCarried, ...] = ()

    @property
    def row_by_key(self) -> Mapping[str, FoundRow]:
        """The rows that have a key, by it."""
        return {row.key: row for row in self.rows if row.key}


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A row to print: own cells, those that people wrote, their comments."""

    key: str
    name: str
    cells: Cells
    comments: Mapping[str, str] = field(default_factory=dict)
    number: str = ""  # the number it had
    corrected: tuple[str, ...] = ()  # headers of own cells that a person wrote

    @property
    def is_by_hand(self) -> bool:
        """Whether a person put the row in."""
        return self.key.startswith(BY_HAND)


def digest(pieces: Pieces) -> str:
    """Fingerprints of a marked text and of all its characters without the marks."""
    marked = "\0".join(f"{mark.value}:{text}" for mark, text in joined(pieces))
    return f"{_hash(marked)}-{_hash(''.join(text for _, text in pieces))}"


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def is_as_written(pieces: Pieces, written: str) -> bool:
    """Whether a cell is as it was written; a program that drops all marks is no person."""
    full, _, bare = digest(pieces).partition("-")
    was_full, _, was_bare = written.partition("-")
    is_bare = all(mark is Mark.KEPT for mark, _ in pieces)
    return full == was_full or (is_bare and bare == was_bare)
