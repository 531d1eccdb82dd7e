"""Which letters a regular expression demands, read from the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def is_in_every_match(letters: frozenset[str], pattern: str | bytes, flags: int) -> bool:
    """Whether the expression itself says that one of the letters is in or beside every match."""
    return _demands(_parser.parse(pattern, flags), letters, bool(flags & re.IGNORECASE))


def _demands(items: Iterable[tuple[object, Any]], letters: frozenset[str], ignoring: bool) -> bool:
    """``ignoring``: whether capitals count as small letters."""
    return any(_one_demands(str(kind), value, letters, ignoring) for kind, value in items)


def _one_demands(kind: str, value: Any, letters: frozenset[str], ignoring: bool) -> bool:
    if kind == "LITERAL":
        return _cases(chr(value), ignoring) <= letters
    if kind == "IN":
        return all(_set_demands(str(k), v, letters, ignoring) for k, v in value)
    if kind == "BRANCH":
        return all(_demands(branch, letters, ignoring) for branch in value[1])
    if kind == "SUBPATTERN":
        return _demands(value[3], letters, ignoring or bool(value[1] & re.IGNORECASE))
    if kind in _REPEATS:
        return value[0] > 0 and _demands(value[2], letters, ignoring)
    if kind == "ATOMIC_GROUP":
        return _demands(value, letters, ignoring)
    return kind == "ASSERT" and _demands(value[1], letters, ignoring)


def _set_demands(kind: str, value: Any, letters: frozenset[str], ignoring: bool) -> bool:
    if kind == "RANGE":
        return all(_cases(chr(n), ignoring) <= letters for n in range(value[0], value[1] + 1))
    return kind == "LITERAL" and _cases(chr(value), ignoring) <= letters


def _cases(letter: str, ignoring: bool) -> set[str]:
    return {letter, letter.upper(), letter.lower()} if ignoring else {letter}
