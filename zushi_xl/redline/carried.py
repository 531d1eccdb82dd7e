"""What people wrote into an earlier document, brought into the next one.

A cell that this package wrote is compared with what it wrote then (``Memory``): where a person
changed it and the plan says the same as before, the person's words stay; where both changed, the
new ones are printed and the person's are told. Everything else that stands in a row goes along
with it, and a row that is gone for now is remembered with all that was written into it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    after: str  # the key of the row above, empty at the top
    number: str = ""
    cells: Cells = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)  # by header


@dataclass(frozen=True, slots=True)
class Memory:
    """What was written into a row last time, and what people wrote into it since.

    ``written`` holds digests by header; ``typed`` and ``comments`` what a row had that is not
    printed now.
    """

    name: str
    number: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    typed: Cells = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    is_printed: bool = False  # whether the document that remembers it has the row


@dataclass(frozen=True, slots=True)
class EarlierDocument:
    """A list or table that was made before, with all that people did to it."""

    rows: tuple[FoundRow, ...] = ()
    headers: tuple[str, ...] = ()  # as they stand, added ones included
    memory: Mapping[str, Memory] = field(default_factory=dict)

    @property
    def row_by_key(self) -> Mapping[str, FoundRow]:
        return {row.key: row for row in self.rows if row.key}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that a person changed and the plan too: what the person wrote."""

    number: str
    name: str
    header: str
    typed: str


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
        return self.key.startswith(BY_HAND)


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows of the next document, what it must remember, and what could not be kept."""

    rows: tuple[CarriedRow, ...]
    memory: Mapping[str, Memory]
    added: tuple[str, ...] = ()  # headers of columns that people added
    conflicts: tuple[Conflict, ...] = ()
    absent: tuple[tuple[str, Memory], ...] = ()  # rows with typed content that are not printed now
    restored: tuple[str, ...] = ()  # names of rows that a person deleted


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


def carry(
    entries: Sequence[Entry],
    earlier: EarlierDocument,
    known: Sequence[str],
    same: Mapping[str, str],
) -> Carried:
    """Bring what people wrote into the rows of ``entries``.

    ``known`` are the headers that the new document has by itself; ``same`` gives the key that an
    entry had earlier, where it had one.
    """
    found, conflicts = earlier.row_by_key, list[Conflict]()
    rows = [_carried(entry, same.get(entry.key), earlier, found, conflicts) for entry in entries]
    absent = dict(_absent(earlier, found, set(same.values()), {entry.key for entry in entries}))
    written = {
        entry.key: Memory(
            entry.name, written={h: digest(p) for h, p in entry.cells.items()}, is_printed=True
        )
        for entry in entries
    }
    all_rows = tuple(_with_hand_rows(rows, earlier, {old: new for new, old in same.items()}))
    headers = dict.fromkeys(h for row in all_rows for h in (*row.cells, *row.comments))
    order = dict.fromkeys((*earlier.headers, *headers))
    return Carried(
        rows=all_rows,
        memory={**absent, **written},
        added=tuple(h for h in order if h in headers and h not in known),
        conflicts=tuple(conflicts),
        absent=tuple((k, m) for k, m in absent.items() if m.typed or m.comments),
        restored=tuple(_restored(entries, earlier, found, same)),
    )


def _absent(
    earlier: EarlierDocument, found: Mapping[str, FoundRow], used: set[str], taken: set[str]
) -> Iterator[tuple[str, Memory]]:
    """Rows that are not printed now; a key that something else has now is given another name."""
    for key in dict.fromkeys((*earlier.memory, *found)):
        if key in used or key.startswith(BY_HAND):
            continue
        name = key
        while name in taken:
            name += "’"
        yield name, _kept_memory(key, earlier, found)


def _restored(
    entries: Sequence[Entry],
    earlier: EarlierDocument,
    found: Mapping[str, FoundRow],
    same: Mapping[str, str],
) -> Iterator[str]:
    """Rows that a person deleted from the document, and that are there again."""
    for entry in entries:
        key = same.get(entry.key, "")
        memory = earlier.memory.get(key)
        if memory is not None and memory.is_printed and key not in found:
            yield entry.name or entry.key


def _carried(
    entry: Entry,
    key: str | None,
    earlier: EarlierDocument,
    found: Mapping[str, FoundRow],
    conflicts: list[Conflict],
) -> CarriedRow:
    memory = earlier.memory.get(key or "", Memory(entry.name))
    row = found.get(key or "", FoundRow("", "", memory.number, memory.typed, memory.comments))
    typed = {h: p for h, p in row.cells.items() if h not in entry.cells and p}
    corrected = []
    cells = dict(entry.cells)
    for header, own in entry.cells.items():
        is_there = header in earlier.headers or header in row.cells
        if not (is_there and _is_corrected(header, row, memory, own)):
            continue
        if digest(own) == memory.written[header]:
            cells[header] = row.cells.get(header, ())
            corrected.append(header)
        else:
            said = "".join(piece.text for piece in row.cells.get(header, ()))
            conflicts.append(Conflict(row.number, entry.name, header, said))
    return CarriedRow(
        entry.key, entry.name, {**cells, **typed}, row.comments, row.number, tuple(corrected)
    )


def _is_corrected(header: str, row: FoundRow, memory: Memory, own: Pieces) -> bool:
    """Whether a person changed an own cell since it was written."""
    if header not in memory.written or (header not in row.cells and not row.key):
        return False
    cell = row.cells.get(header, ())
    is_new = is_as_written(cell, digest(own))
    return not (is_as_written(cell, memory.written[header]) or is_new)


def _kept_memory(key: str, earlier: EarlierDocument, found: Mapping[str, FoundRow]) -> Memory:
    """What to remember of a row that is not printed: all that people wrote into it."""
    memory = earlier.memory.get(key, Memory(key))
    row = found.get(key)
    if row is None:
        return replace(memory, is_printed=False)
    changed = {
        h: p for h, p in row.cells.items() if p and not is_as_written(p, memory.written.get(h, ""))
    }
    return replace(
        memory, number=row.number, typed=changed, comments=row.comments, is_printed=False
    )


def _with_hand_rows(
    rows: Iterable[CarriedRow], earlier: EarlierDocument, now: Mapping[str, str]
) -> Iterator[CarriedRow]:
    """Rows that people added, each below the row that it stood below."""
    keys = {row.key for row in rows}
    waiting: dict[str, list[CarriedRow]] = {}
    last = ""
    number = 0
    for found in earlier.rows:
        if found.key and not found.key.startswith(BY_HAND):
            last = now[found.key] if now.get(found.key) in keys else last
            continue
        number += 1
        hand = CarriedRow(f"{BY_HAND}/{number}", "", found.cells, found.comments, found.number, ())
        waiting.setdefault(last, []).append(hand)
    yield from waiting.get("", ())
    for row in rows:
        yield row
        yield from waiting.get(row.key, ())
