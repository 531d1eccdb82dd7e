"""Whether a condition holds, where some of what it speaks of may be unknown."""

from __future__ import annotations

from collections.abc import Callable

from zushi_xl.plan.conditions.predicates import (
    Conjunction,
    Disjunction,
    Negation,
    Predicate,
    Test,
    Wording,
)
from zushi_xl.text.folding import fold

Judge = Callable[[Test], bool | None]
"""Whether a single test holds; None where nobody knows."""


def holds(predicate: Predicate, judge: Judge) -> bool | None:
    """Whether a condition holds; None where that hangs on something unknown (Kleene's logic).

    >>> from zushi_xl.plan.conditions.grammar import read_predicate
    >>> condition = read_predicate("実績あり または 定性")
    >>> holds(condition, lambda test: None if test == ("実績", True) else True)
    True
    """
    if isinstance(predicate, Negation):
        part = holds(predicate.part, judge)
        return None if part is None else not part
    if isinstance(predicate, Conjunction | Disjunction):
        ends = isinstance(predicate, Disjunction)
        found = [holds(part, judge) for part in predicate.parts]
        if ends in found:
            return ends
        return None if None in found else not ends
    return judge(predicate)


def is_worded(text: str, test: Wording) -> bool:
    """Whether a column of the plan master says one of the words (or, with ≠, none of them). It may
    list several, parted by 、 or lines.

    >>> is_worded("重点、新規", Wording("区分", ("新規",), True))
    True
    """
    spoken = {fold(text), *map(fold, text.replace("\n", "、").split("、"))}
    return bool(spoken & set(map(fold, test.words))) is test.is_one
