"""What several rules ask of one book is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def once_a_book(work: Callable[_P, Iterable[_T]]) -> Callable[_P, tuple[_T, ...]]:
    """Keep what ``work`` gave last: a book is judged by all rules before the next one is.

    Arguments, which are frozen values, are the same where they are the same objects.
    """
    kept: list[tuple[tuple[object, ...], tuple[_T, ...]]] = []

    @wraps(work)
    def asked(*arguments: _P.args, **named: _P.kwargs) -> tuple[_T, ...]:
        given = (*arguments, *named.values())
        if not kept or not _are_same(kept[0][0], given):
            kept[:] = [(given, tuple(work(*arguments, **named)))]
        return kept[0][1]

    return asked


def _are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))
