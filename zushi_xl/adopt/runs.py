"""Things that follow each other, parted where one does not go on from the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def runs(items: Iterable[_T], goes_on: Callable[[_T, _T], bool]) -> Iterator[list[_T]]:
    """The items in their order, as lists of which each item goes on from the one before it.

    >>> list(runs([1, 2, 5, 6], lambda one, other: other == one + 1))
    [[1, 2], [5, 6]]
    """
    run: list[_T] = []
    for item in items:
        if run and not goes_on(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run
