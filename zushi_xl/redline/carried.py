"""What people wrote into an earlier document, brought into the next one.

A cell that this package wrote is compared with what it wrote then (``Memory``): where a person
changed it and the plan says the same as before, the person's words stay; where both changed, the
new ones are printed and the person's are told. Everything else that stands in a row goes along
with it, and a row that is gone for now is remembered with all that was written into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zushi_xl.redline.carried_values import (
    BY_HAND,
    CarriedRow,
    EarlierDocument,
    Entry,
    FoundRow,
    Memory,
    PartlyCarried,
    digest,
    is_as_written,
)
from zushi_xl.redline.hand_rows import Displaced, HandRow, displaced, in_order, placed_rows
from zushi_xl.redline.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that a person changed and the plan too: what the person wrote.

    Not ``is_known`` where the earlier document does not remember what it wrote itself.
    """

    number: str
    name: str
    header: str
    typed: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows of the next document, what it must remember, and what could not be kept."""

    rows: tuple[CarriedRow, ...]
    memory: Mapping[str, Memory]
    added: tuple[str, ...] = ()  # headers of columns that people added
    conflicts: tuple[Conflict, ...] = ()
    absent: tuple[tuple[str, Memory], ...] = ()  # rows with typed content that are not printed now
    displaced: tuple[Displaced, ...] = ()  # hand rows that are not where they belong
    restored: tuple[str, ...] = ()  # names of rows that a person deleted
    notices: tuple[PartlyCarried, ...] = ()


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
    kept_as = dict(_kept_names(earlier, found, set(same.values()), {e.key for e in entries}))
    absent = {name: _kept_memory(key, earlier, found) for key, name in kept_as.items()}
    written = {
        entry.key: Memory(
            entry.name, written={h: digest(p) for h, p in entry.cells.items()}, is_printed=True
        )
        for entry in entries
    }
    by_hand = tuple(placed_rows(earlier, {old: new for new, old in same.items()}, set(written)))
    all_rows = tuple(in_order(rows, by_hand))
    headers = dict.fromkeys(h for row in all_rows for h in (*row.cells, *row.comments))
    order = dict.fromkeys((*earlier.headers, *headers))
    return Carried(
        rows=all_rows,
        memory={**absent, **written, **_anchors(by_hand, kept_as)},
        added=tuple(h for h in order if h in headers and h not in known),
        conflicts=tuple(conflicts),
        absent=tuple((k, m) for k, m in absent.items() if m.typed or m.comments),
        displaced=tuple(displaced(by_hand, _names(earlier, entries))),
        restored=tuple(_restored(entries, earlier, found, same)),
        notices=earlier.notices,
    )


def _anchors(by_hand: Sequence[HandRow], kept_as: Mapping[str, str]) -> dict[str, Memory]:
    """What to remember of hand rows whose row is missing, under the names that are remembered."""
    return {
        each.row.key: Memory(
            "", anchors=(*(kept_as.get(key, key) for key in each.missing), each.below)
        )
        for each in by_hand
        if each.missing
    }


def _names(earlier: EarlierDocument, entries: Sequence[Entry]) -> dict[str, str]:
    before = {key: memory.name for key, memory in earlier.memory.items()}
    return before | {entry.key: entry.name for entry in entries}


def _kept_names(
    earlier: EarlierDocument, found: Mapping[str, FoundRow], used: set[str], taken: set[str]
) -> Iterator[tuple[str, str]]:
    """Rows that are not printed now; a key that something else has now is given another name."""
    for key in dict.fromkeys((*earlier.memory, *found)):
        if key in used or key.startswith(BY_HAND):
            continue
        name = key
        while name in taken:
            name += "’"
        yield key, name


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
    row = found.get(key or "", FoundRow("", memory.number, memory.typed, memory.comments))
    typed = {h: p for h, p in row.cells.items() if h not in entry.cells and p}
    corrected = []
    cells = dict(entry.cells)
    for header, own in entry.cells.items():
        is_there = header in earlier.headers or header in row.cells
        if header not in memory.written and _is_other(row.cells.get(header, ()), own):
            said = "".join(piece.text for piece in row.cells[header])
            conflicts.append(Conflict(row.number, entry.name, header, said, is_known=False))
            continue
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


def _is_other(cell: Pieces, own: Pieces) -> bool:
    """Whether a cell says something that the plan does not."""
    return bool(cell) and not is_as_written(cell, digest(own))


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
    written = memory.written
    changed = {h: p for h, p in row.cells.items() if not is_as_written(p, written.get(h, ""))}
    return replace(
        memory, number=row.number, typed=changed, comments=row.comments, is_printed=False
    )
