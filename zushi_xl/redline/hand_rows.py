"""Where rows that people added stand in the next document.

A row that a person added belongs below the row that it stood below. Where that is not printed now,
it goes below the nearest row above it that is; the rows that are missing are remembered, so that it
finds its place again when they are back, unless a person has moved it meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zushi_xl.redline.carried_values import BY_HAND, CarriedRow, EarlierDocument, FoundRow, Memory

TOP = ""  # stands for the place above the first row


class HandRow(NamedTuple):
    """A hand row, the key that it goes below, and the keys that it missed, nearest first."""

    row: CarriedRow
    below: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Displaced:
    """A hand row that stands elsewhere for now: what it says, what is missing, where it went."""

    text: str
    missing: str
    below: str


def placed_rows(
    earlier: EarlierDocument, now: Mapping[str, str], printed: Collection[str]
) -> Iterator[HandRow]:
    """The hand rows in their order; ``now`` gives the present key of an earlier one."""
    above: list[str] = []  # keys of the rows so far, nearest first
    number = 0
    for found in earlier.rows:
        if found.key and not found.key.startswith(BY_HAND):
            above.insert(0, found.key)
            continue
        number += 1
        missing: list[str] = []
        below = TOP
        for key in _wanted(found, above, earlier.memory):
            if now.get(key) in printed:
                below = now[key]
                break
            missing.append(key)
        row = CarriedRow(f"{BY_HAND}/{number}", "", found.cells, found.comments, found.number)
        yield HandRow(row, below, tuple(missing))


def _wanted(found: FoundRow, above: Sequence[str], memory: Mapping[str, Memory]) -> Iterator[str]:
    """The keys to go below, the best first: those it missed last time, if it was left there."""
    anchors = memory[found.key].anchors if found.key in memory else ()
    if anchors and anchors[-1] == (above[0] if above else TOP):
        yield from anchors[:-1]
    yield from above


def in_order(rows: Sequence[CarriedRow], placed: Sequence[HandRow]) -> Iterator[CarriedRow]:
    """All rows, each hand row below its own."""
    waiting: dict[str, list[CarriedRow]] = {}
    for each in placed:
        waiting.setdefault(each.below, []).append(each.row)
    yield from waiting.get(TOP, ())
    for row in rows:
        yield row
        yield from waiting.get(row.key, ())


def displaced(placed: Sequence[HandRow], names: Mapping[str, str]) -> Iterator[Displaced]:
    """Hand rows that are not where they belong; ``names`` of rows by key, of now and before."""
    for each in placed:
        if each.missing:
            text = "　".join("".join(t for _, t in cell) for cell in each.row.cells.values())
            missing = each.missing[0]
            yield Displaced(
                text, names.get(missing) or missing, names.get(each.below) or each.below
            )
