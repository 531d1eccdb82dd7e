"""A condition in words, as messages and the form's help show it."""

from __future__ import annotations

from itertools import chain

from zushi_xl.plan.conditions.grammar import JOINS
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Conjunction,
    Disjunction,
    Figure,
    Negation,
    PartOf,
    Predicate,
    Presence,
    Statement,
    Wording,
)
from zushi_xl.text.wording import without_zeros

_MARKS = ("かつ", "または", *chain.from_iterable(JOINS.values()), *"≧≦<>＝=≠（）、､，,／/")


def in_japanese(predicate: Predicate) -> str:
    """The condition as the grammar reads it back.

    >>> from zushi_xl.plan.conditions.grammar import read_predicate
    >>> in_japanese(read_predicate("達成率80以上100未満 または 実績>=現状*0.9"))
    '達成率 ≧ 80 かつ 達成率 < 100 または 実績 ≧ 現状の90％'
    """
    if isinstance(predicate, Negation):
        return f"（{in_japanese(predicate.part)}）でない"
    if isinstance(predicate, Disjunction):
        return " または ".join(map(in_japanese, predicate.parts))
    if isinstance(predicate, Conjunction):
        return " かつ ".join(map(_grouped, predicate.parts))
    if isinstance(predicate, Comparison):
        return f"{_quoted(predicate.left)} {predicate.operator} {_operand(predicate.right)}"
    if isinstance(predicate, Wording):
        sign = "＝" if predicate.is_one else "≠"
        return f"{_quoted(predicate.name)} {sign} {'、'.join(map(_quoted, predicate.words))}"
    if isinstance(predicate, Presence):
        return f"{_quoted(predicate.name)}{'あり' if predicate.is_there else 'なし'}"
    return predicate.word if isinstance(predicate, Statement) else ""


def _grouped(part: Predicate) -> str:
    return f"（{in_japanese(part)}）" if isinstance(part, Disjunction) else in_japanese(part)


def _quoted(text: str) -> str:
    return f"「{text}」" if any(mark in text for mark in _MARKS) else text


def _operand(right: str | PartOf | Figure) -> str:
    if isinstance(right, PartOf):
        return f"{_quoted(right.name)}の{without_zeros(right.percent)}％"
    return (
        f"{without_zeros(right.value)}{right.unit}" if isinstance(right, Figure) else _quoted(right)
    )
