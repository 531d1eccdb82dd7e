"""A condition as frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple


class PartOf(NamedTuple):
    """A part of a named figure: ``percent`` 90 of 現状 is 現状の90％."""

    name: str
    percent: Decimal


class Figure(NamedTuple):
    """A figure as it stands in a condition; ``unit`` is ％, 円 … or empty."""

    value: Decimal
    unit: str = ""


class Comparison(NamedTuple):
    """``left`` is a name, ``operator`` ≧ ≦ > or <, ``right`` a name, a part of it or a figure."""

    left: str
    operator: str
    right: str | PartOf | Figure


class Wording(NamedTuple):
    """The text that a name stands for is one of ``words``, or none of them."""

    name: str
    words: tuple[str, ...]
    is_one: bool = True


class Presence(NamedTuple):
    """Whether there is something (あり), or nothing (なし), under a name."""

    name: str
    is_there: bool


class Statement(NamedTuple):
    """One word that says something of the whole: 定性, その他."""

    word: str


class Negation(NamedTuple):
    """The part does not hold."""

    part: Predicate


class Conjunction(NamedTuple):
    """All parts hold (かつ)."""

    parts: tuple[Predicate, ...]


class Disjunction(NamedTuple):
    """At least one part holds (または)."""

    parts: tuple[Predicate, ...]


Test = Comparison | Wording | Presence | Statement
Predicate = Test | Negation | Conjunction | Disjunction


def tests_in(predicate: Predicate) -> Iterator[Test]:
    """The single tests of a condition, from left to right."""
    if isinstance(predicate, Negation):
        yield from tests_in(predicate.part)
    elif isinstance(predicate, Conjunction | Disjunction):
        for part in predicate.parts:
            yield from tests_in(part)
    else:
        yield predicate


def names_in(predicate: Predicate) -> tuple[str, ...]:
    """The names that a condition speaks of, each once."""
    return tuple(dict.fromkeys(n for test in tests_in(predicate) for n in names_of(test)))


def names_of(test: Test) -> tuple[str, ...]:
    """The names of a single test."""
    if isinstance(test, Comparison):
        right = test.right
        other = right.name if isinstance(right, PartOf) else right
        return (test.left, other) if isinstance(other, str) else (test.left,)
    return () if isinstance(test, Statement) else (test.name,)


def renamed(predicate: Predicate, name: Callable[[str], str]) -> Predicate:
    """The condition with each name replaced by another."""
    if isinstance(predicate, Negation):
        return Negation(renamed(predicate.part, name))
    if isinstance(predicate, Conjunction | Disjunction):
        return type(predicate)(tuple(renamed(part, name) for part in predicate.parts))
    if isinstance(predicate, Comparison):
        return predicate._replace(left=name(predicate.left), right=_renamed(predicate.right, name))
    if isinstance(predicate, Wording | Presence):
        return predicate._replace(name=name(predicate.name))
    return predicate


def _renamed(right: str | PartOf | Figure, name: Callable[[str], str]) -> str | PartOf | Figure:
    if isinstance(right, PartOf):
        return right._replace(name=name(right.name))
    return name(right) if isinstance(right, str) else right
