"""What two lists have in common, in order: as much of it as there is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

_MOST_PAIRS = 1_000_000  # of which all are compared; more take seconds


def same_in_order(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The indexes of equal items, rising in both: a longest common subsequence.

    ``difflib`` looks for the longest stretch first, and takes one of two blocks with equal rows for
    the other where a row of the first is gone. It does so here too beyond a million pairs.
    """
    start, stop = _common_ends(one, other)
    yield from ((at, at) for at in range(start))
    mine, theirs = one[start : len(one) - stop], other[start : len(other) - stop]
    few = len(mine) * len(theirs) <= _MOST_PAIRS
    for i, k in _longest(mine, theirs) if few else _blocks(mine, theirs):
        yield start + i, start + k
    yield from ((len(one) - at, len(other) - at) for at in range(stop, 0, -1))


def _common_ends(one: Sequence[Hashable], other: Sequence[Hashable]) -> tuple[int, int]:
    """How many items are equal from the beginning on, and how many of the others at the end."""
    least = min(len(one), len(other))
    start = next((at for at in range(least) if one[at] != other[at]), least)
    most = least - start
    stop = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    return start, stop


def _longest(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]  # from both indexes on
    for i in range(len(one) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for k in range(len(other) - 1, -1, -1):
            row[k] = below[k + 1] + 1 if one[i] == other[k] else max(below[k], row[k + 1])
    i = k = 0
    while i < len(one) and k < len(other):
        if one[i] == other[k]:
            yield i, k
            i, k = i + 1, k + 1
        elif lengths[i + 1][k] >= lengths[i][k + 1]:
            i += 1
        else:
            k += 1


def _blocks(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for i, k, size in matcher.get_matching_blocks():
        yield from ((i + at, k + at) for at in range(size))
