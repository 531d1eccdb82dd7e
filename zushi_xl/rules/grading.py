"""Grades by rows of data: condition → grade, tried in order, with the arithmetic shown.

Cities differ here: one asks 達成率 ≧ 100 for its best grade, one looks at the share of the way from
baseline to target, one decides by KPI alone and one lets the division judge. So rows of a table
say it, in the words of the officer who types them:

    達成率 ≧ 100 かつ 実績 ≧ 前年度 → A
    計画比 ≧ 90                     → B
    値なし                          → (none: the division judges)
    その他                          → C

A KPI that should fall is mirrored: 実績 ≧ 計画値 then means at most the planned value, and a rate
of 100 or more means as low as planned, or lower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.plan import Counting, Kpi, Plan, Trend
from zushi_xl.quantity import read_quantity
from zushi_xl.rules.figures import last_year, past, show, target
from zushi_xl.rules.progress import expected_now

_LEVELS = ("実績", "現状", "計画値", "目標", "前年度")
_RATES = ("達成率", "計画比", "進捗率", "増減率")
_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≧": lambda one, other: one >= other,
    "≦": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    "<": lambda one, other: one < other,
}
_MIRRORED = {"≧": "≦", "≦": "≧", ">": "<", "<": ">"}
_SPELLINGS = (
    ("＞", ">"),
    ("＜", "<"),
    ("＝", "="),
    (">=", "≧"),
    ("<=", "≦"),
    ("≥", "≧"),
    ("≤", "≦"),
)
_NO_VALUE, _IN_WORDS, _OTHERWISE = "値なし", "定性", "その他"


class Comparison(NamedTuple):
    """``left`` is a term, ``right`` a term or a number."""

    left: str
    operator: str
    right: str | Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row. An empty ``grade`` leaves the judgement to the division."""

    condition: str
    grade: str


class Proposal(NamedTuple):
    """The grade that the rows give, and how they come to it; an empty grade is none."""

    grade: str
    arithmetic: str


def read_condition(text: str) -> tuple[Comparison, ...] | None:
    """The comparisons of a condition, all of which must hold; None if it cannot be read."""
    plain = re.sub(r"\s", "", text)
    for spelling, operator in _SPELLINGS:
        plain = plain.replace(spelling, operator)
    found = [_comparison(part) for part in plain.split("かつ")]
    return tuple(c for c in found if c) if all(found) else None


def _comparison(part: str) -> Comparison | None:
    match = re.fullmatch(rf"({'|'.join(_LEVELS + _RATES)})([≧≦<>])(.+)", part)
    if match is None:
        return None
    left, operator, right = match.groups()
    if right in _LEVELS:
        return Comparison(left, operator, right) if left in _LEVELS else None
    number = read_quantity(right.removesuffix("％").removesuffix("%"))
    if number.kind != "number" or number.value is None:
        return None
    return Comparison(left, operator, number.value)


def propose(criteria: Iterable[Criterion], plan: Plan, kpi: Kpi, value: Decimal | None) -> Proposal:
    """What the first row that holds says of one KPI."""
    terms = _terms(plan, kpi, value)
    for criterion in criteria:
        arithmetic = _holds(criterion.condition, kpi, terms)
        if arithmetic is not None:
            return Proposal(criterion.grade, arithmetic)
    return Proposal("", "当てはまる行がありません")


def lowest(proposals: Iterable[Proposal], scale: Iterable[str]) -> Proposal | None:
    """Of several KPIs of a measure the one that gives the lowest grade counts."""
    order = list(scale)
    given = [proposal for proposal in proposals if proposal.grade in order]
    return max(given, key=lambda proposal: order.index(proposal.grade)) if given else None


def _terms(plan: Plan, kpi: Kpi, value: Decimal | None) -> dict[str, Decimal]:
    """The terms whose figures are all known; a row that needs another one does not hold."""
    known, before, aim = past(kpi, plan), last_year(kpi, plan), target(kpi)
    expected = expected_now(kpi, plan)
    levels = {
        "実績": value,
        "現状": known[0].value if known else None,
        "計画値": expected.value if expected else None,
        "目標": aim.value if aim else None,
        "前年度": before.value if before else None,
    }
    terms = {name: level for name, level in levels.items() if level is not None}
    return terms | {name: rate for name in _RATES if (rate := _rate(name, kpi, terms)) is not None}


def _rate(name: str, kpi: Kpi, terms: Mapping[str, Decimal]) -> Decimal | None:
    """A rate in ％, larger for the better; None where a figure is missing or it would be n/0."""
    base = {"達成率": "目標", "計画比": "計画値", "増減率": "前年度", "進捗率": "目標"}[name]
    if "実績" not in terms or base not in terms:
        return None
    value, other, falls = terms["実績"], terms[base], kpi.trend is Trend.DOWN
    if name == "進捗率":
        start = terms.get("現状")
        return None if start is None else _percent(value - start, other - start)
    if name == "増減率":
        return _percent(other - value if falls else value - other, abs(other))
    return _percent(other, value) if falls else _percent(value, other)


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part * 100 / whole).quantize(Decimal("0.1")) if whole else None


def _holds(condition: str, kpi: Kpi, terms: Mapping[str, Decimal]) -> str | None:
    """How the condition holds, in words; None where it does not."""
    word = condition.strip()
    if word in (_NO_VALUE, _IN_WORDS, _OTHERWISE):
        in_words = kpi.counting is Counting.QUALITATIVE
        holds = {_NO_VALUE: "実績" not in terms and not in_words, _IN_WORDS: in_words}
        return word if holds.get(word, True) else None
    shown = []
    for comparison in read_condition(word) or ():
        arithmetic = _compare(comparison, kpi, terms)
        if arithmetic is None:
            return None
        shown.append(arithmetic)
    return "、".join(shown) or None


def _compare(comparison: Comparison, kpi: Kpi, terms: Mapping[str, Decimal]) -> str | None:
    name, operator, right = comparison
    left = terms.get(name)
    other = terms.get(right) if isinstance(right, str) else right
    if left is None or other is None:
        return None
    if name in _LEVELS and kpi.trend is Trend.DOWN:
        operator = _MIRRORED[operator]
    if not _OPERATORS[operator](left, other):
        return None
    if name in _RATES:
        return f"{name} {left}％ {operator} {other}％"
    against = f"{right} " if isinstance(right, str) else ""
    return f"{name} {show(left, kpi)} {operator} {against}{show(other, kpi)}"
