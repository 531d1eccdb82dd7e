"""The arithmetic of 評価基準: rows tried in order for one KPI, with the sum shown.

A KPI that should fall is mirrored: 実績 ≧ 計画値 then means at most the planned value, and a rate
of 100 or more means as low as planned, or lower.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.masters.plan.criteria import IN_WORDS, LEVEL_TERMS, NO_VALUE, OTHERWISE, RATES
from zushi_xl.plan.model import Comparison, Counting, Criterion, Kpi, Plan, Trend
from zushi_xl.rules.expected import expected_now
from zushi_xl.rules.figures import last_year, past, show, target

_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≧": operator.ge,
    "≦": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_MIRRORED = {"≧": "≦", "≦": "≧", ">": "<", "<": ">"}
_AGAINST = {"計画比": "計画値", "計画進捗率": "計画値", "増減率": "前年度"}
_BOUNDLESS = Decimal("Infinity")
_Pair = tuple[Decimal, Decimal]


class Term(NamedTuple):
    """A figure that conditions speak of; ``how`` says where it comes from."""

    value: Decimal
    how: str = ""


class Proposal(NamedTuple):
    """The grade that the rows give to one KPI, and how they come to it; an empty grade is none."""

    grade: str
    arithmetic: str
    decides: bool = False


def propose(criteria: Iterable[Criterion], plan: Plan, kpi: Kpi, value: Decimal | None) -> Proposal:
    """What the first row that holds says of one KPI."""
    desk = _Desk(kpi, _terms(plan, kpi, value))
    tried: list[Comparison] = []
    for criterion in criteria:
        missing = desk.missing(criterion)
        if missing and criterion.waits:
            return Proposal("", f"{'・'.join(missing)}が分からないため担当課の判断")
        if desk.holds(criterion):
            arithmetic = desk.show(criterion) or desk.recount(criterion.condition, tried)
            return Proposal(criterion.grade, arithmetic, criterion.decides)
        tried += criterion.comparisons
    return Proposal("", "当てはまる行がありません")


def lowest(proposals: Iterable[Proposal], scale: Iterable[str]) -> Proposal | None:
    """Of several KPIs of a measure the one that gives the lowest grade counts."""
    order = list(scale)
    given = [proposal for proposal in proposals if proposal.grade in order]
    return max(given, key=lambda proposal: order.index(proposal.grade)) if given else None


def _terms(plan: Plan, kpi: Kpi, value: Decimal | None) -> dict[str, Term]:
    """The terms whose figures are all known; a row that needs another one does not hold."""
    known, before, aim = past(kpi, plan), last_year(kpi, plan), target(kpi)
    expected = expected_now(kpi, plan)
    levels = {
        "実績": None if value is None else Term(value),
        "現状": Term(known[0].value) if known else None,
        "計画値": Term(expected.value, expected.how if expected.is_path else "")
        if expected
        else None,
        "目標": Term(aim.value) if aim and aim.value is not None else None,
        "前年度": Term(before.value) if before else None,
    }
    terms = {name: level for name, level in levels.items() if level is not None}
    return terms | {name: rate for name in RATES if (rate := _rate(name, kpi, terms)) is not None}


def _rate(name: str, kpi: Kpi, terms: Mapping[str, Term]) -> Term | None:
    """A rate in ％, larger for the better; None where a figure is missing or it would be n/0."""
    against = _AGAINST.get(name, "目標")
    if not {"実績", against} <= set(terms):
        return None
    value, other, falls = terms["実績"].value, terms[against].value, kpi.trend is Trend.DOWN
    if name in ("進捗率", "計画進捗率"):
        start = terms["現状"].value if "現状" in terms else None
        return None if start is None else _percent(kpi, (value, start), (other, start))
    if name == "増減率":
        return _percent(kpi, (other, value) if falls else (value, other), (abs(other), Decimal(0)))
    part, whole = (other, value) if falls else (value, other)
    return _percent(kpi, (part, Decimal(0)), (whole, Decimal(0)))


def _percent(kpi: Kpi, part: _Pair, whole: _Pair) -> Term | None:
    """Both are differences, shown as they are worked out: (390－407)÷(500－407)."""
    above, below = part[0] - part[1], whole[0] - whole[1]
    how = f"{_difference(part, kpi)}÷{_difference(whole, kpi)}"
    if below:
        return Term(above * 100 / below, how)
    if not above:
        return Term(Decimal(100), how)
    return Term(_BOUNDLESS, how) if kpi.trend is Trend.DOWN and above > 0 else None


def _difference(pair: _Pair, kpi: Kpi) -> str:
    one, other = (show(value, kpi) for value in pair)
    return f"({one}－{other})" if pair[1] else one


@dataclass(frozen=True, slots=True)
class _Desk:
    """Tries conditions on one KPI."""

    kpi: Kpi
    terms: Mapping[str, Term]

    def missing(self, criterion: Criterion) -> list[str]:
        """What a condition needs and nobody knows; a KPI in words has no figures to miss."""
        sides = [side for c in criterion.comparisons for side in (c.left, c.right)]
        return [s for s in dict.fromkeys(sides) if isinstance(s, str) and s not in self.terms]

    def holds(self, criterion: Criterion) -> bool:
        word, in_words = criterion.condition.strip(), self.kpi.counting is Counting.QUALITATIVE
        if not criterion.comparisons:
            has_none = "実績" not in self.terms and not in_words
            return {NO_VALUE: has_none, IN_WORDS: in_words}.get(word, word == OTHERWISE)
        return not self.missing(criterion) and all(map(self._is_met, criterion.comparisons))

    def _is_met(self, comparison: Comparison) -> bool:
        _, sign, right = self._mirrored(comparison)
        other = self.terms[right].value if isinstance(right, str) else right
        return _OPERATORS[sign](self.terms[comparison.left].value, other)

    def _mirrored(self, comparison: Comparison) -> Comparison:
        falls = comparison.left in LEVEL_TERMS and self.kpi.trend is Trend.DOWN
        return comparison._replace(operator=_MIRRORED[comparison.operator]) if falls else comparison

    def show(self, criterion: Criterion) -> str:
        """The arithmetic of a condition that holds."""
        return "、".join(map(self._show, criterion.comparisons))

    def _show(self, comparison: Comparison) -> str:
        left, sign, right = self._mirrored(comparison)
        if isinstance(right, str):
            return f"{self._term(left)} {sign} {self._term(right)}"
        bound = f"{right:f}％" if left in RATES else show(right, self.kpi)
        return f"{self._term(left)} {sign} {bound}"

    def _term(self, name: str) -> str:
        value, how = self.terms[name]
        if name in RATES:
            source = self.terms[_AGAINST[name]].how if name in _AGAINST else ""
            return f"{name} {how}＝{_rounded(value)}％" + (
                f"（計画値は{source}）" if source else ""
            )
        return f"{name} {show(value, self.kpi)}" + (f"（{how}）" if how else "")

    def recount(self, word: str, tried: Iterable[Comparison]) -> str:
        """For その他: the figures that met none of the rows before."""
        names = dict.fromkeys(c.left for c in tried if c.left in self.terms)
        return f"「{word}」" + (f"（{'、'.join(map(self._term, names))}）" if names else "")


def _rounded(rate: Decimal) -> str:
    """To one place, to two where one would hide on which side of a bound it lies."""
    if rate == _BOUNDLESS:
        return "∞"
    short = rate.quantize(Decimal("0.1"))
    return f"{short:f}" if short == rate or short % 1 else f"{rate:.2f}"
