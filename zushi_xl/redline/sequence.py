"""Which items of a list moved, when the rest keeps its order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moved_items(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest items of two orders of the same items that do not follow the others.

    >>> moved_items(["a", "b", "c", "d"], ["b", "c", "a", "d"])
    {'a'}
    """
    places = {name: index for index, name in enumerate(old)}
    kept = set(_longest_rising([places[name] for name in new]))
    return {name for name in new if places[name] not in kept}


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """A longest rising subsequence, by patience sorting."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found = []
    last: int | None = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]
