"""Which strips of a text begin a page, weighed over a whole sheet.

A strip is what no page end divides: a row, or one line of a long text. Among all ways to fill
pages the one is taken whose pages, cuts and nearly empty pages weigh least together, so that a
sheet neither ends with three lines on a page of their own nor tears an entry to save nothing
(the method of Knuth and Plass, Breaking Paragraphs into Lines, 1981, for pages).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

# What a page may begin with, from the best place to the worst.
FREE, ENTRY, PARAGRAPH, ROW, LINE, KEPT = -10.0, 6.0, 28.0, 30.0, 36.0, 2000.0
_PAGE = 100.0  # a page more
_NEARLY_EMPTY, _HALF_EMPTY = 400.0, 12.0
_LEFT_OUT = 25.0  # a picture for which there is no room
_THIRD, _HALF = 0.36, 0.5  # of the room: a little more than asked for, as foots of rows are blank


class Strip(NamedTuple):
    """``height`` and the ``gap`` above it in points; a page that begins here has no gap, costs
    ``cost`` and spends ``opening`` points on the heads that it repeats. A ``spare`` strip is left
    out where its page has no room."""

    height: float
    gap: float = 0.0
    cost: float = ROW
    opening: float = 0.0
    spare: bool = False


class Filling(NamedTuple):
    """The strips that begin a page, the first among them, and those that are left out."""

    starts: tuple[int, ...]
    left_out: frozenset[int]


class _Way(NamedTuple):
    """The best way to fill pages from a strip on."""

    weight: float
    next: int  # the strip that begins the page after
    left_out: tuple[int, ...] = ()


def fill_pages(strips: Sequence[Strip], room: float) -> Filling:
    """Where pages of ``room`` points begin; a strip that is higher gets a page all the same.

    >>> fill_pages([Strip(40.0)] * 5, 100.0).starts
    (0, 2, 4)
    """
    ways = [_Way(0.0, 0)] * (len(strips) + 1)
    for begin in range(len(strips) - 1, -1, -1):
        ways[begin] = _best(strips, begin, room, ways)
    starts: list[int] = []
    left_out: set[int] = set()
    begin = 0
    while begin < len(strips):
        starts.append(begin)
        left_out.update(ways[begin].left_out)
        begin = ways[begin].next
    return Filling(tuple(starts), frozenset(left_out))


def _best(strips: Sequence[Strip], begin: int, room: float, ways: Sequence[_Way]) -> _Way:
    used = strips[begin].opening + strips[begin].height
    spare: list[int] = []
    least, after = inf, len(strips)
    left_out: tuple[int, ...] = ()
    gone = left_out
    for end in range(begin + 1, len(strips) + 1):
        if used > room and least < inf:
            break
        filled = used
        if spare:
            filled, left_out = _with_spare(strips, spare, used, room)
        strip = strips[end] if end < len(strips) else None
        fill = filled / room
        own = _PAGE if fill >= _HALF else _PAGE + _emptiness(fill)
        if left_out:
            own += len(left_out) * _LEFT_OUT
        weight = own + (strip.cost if strip else 0.0) + ways[end].weight
        if weight <= least:
            least, after, gone = weight, end, left_out
        if strip and strip.spare:
            spare.append(end)
        elif strip:
            used += strip.gap + strip.height
    return _Way(least, after, gone)


def _with_spare(
    strips: Sequence[Strip], spare: Sequence[int], used: float, room: float
) -> tuple[float, tuple[int, ...]]:
    """What a page holds with the spare strips that fit, and those that do not."""
    left_out = []
    for number in spare:
        height = strips[number].gap + strips[number].height
        if used + height <= room:
            used += height
        else:
            left_out.append(number)
    return used, tuple(left_out)


def _emptiness(fill: float) -> float:
    if fill < _THIRD:
        return _NEARLY_EMPTY
    return _HALF_EMPTY if fill < _HALF else 0.0
