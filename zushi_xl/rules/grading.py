"""The arithmetic of 評価基準: rows tried in order for one KPI, with the sum shown.

A KPI that should fall is mirrored: 実績 ≧ 計画値 then means at most the planned value, and a rate
of 100 or more means as low as planned, or lower.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.masters.plan.criteria import IN_WORDS, LEVEL_TERMS, NO_VALUE, OTHERWISE, RATES
from zushi_xl.plan.model import Counting, Kpi, Plan, Trend
from zushi_xl.plan.scales import Comparison, Criterion
from zushi_xl.report.kpi import Aim, aim_of, expected_now, last_year, past, target, way_of
from zushi_xl.report.printed_figures import number_of, rounded
from zushi_xl.rules.figures import how_expected, show, shown_value

_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≧": operator.ge,
    "≦": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_MIRRORED = {"≧": "≦", "≦": "≧", ">": "<", "<": ">"}
_AGAINST = {"計画比": "計画値", "計画進捗率": "計画値", "増減率": "前年度"}
_BOUNDLESS = Decimal("Infinity")


class Term(NamedTuple):
    """A figure that conditions speak of, as it is shown; ``how`` says where it comes from.

    ``aim`` is what a target or planned value asks for: 70％超 is not met by 70.
    """

    value: Decimal
    text: str = ""
    how: str = ""
    aim: Aim | None = None


class Proposal(NamedTuple):
    """The grade that the rows give to one KPI, and how they come to it; an empty grade is none."""

    grade: str
    arithmetic: str
    decides: bool = False


def propose(criteria: Iterable[Criterion], plan: Plan, kpi: Kpi, value: Decimal | None) -> Proposal:
    """What the first row that holds says of one KPI; a rate that makes no sense demands nothing."""
    terms = _terms(plan, kpi, value)
    judge = _Conditions(kpi, terms, frozenset(_senseless(terms)))
    tried: list[Comparison] = []
    for criterion in criteria:
        senseless, missing = judge.senseless_in(criterion), judge.missing(criterion)
        if senseless:
            return Proposal("", f"{'・'.join(senseless)}を計算できないため担当課の判断")
        if missing and criterion.waits:
            return Proposal("", f"{'・'.join(missing)}が分からないため担当課の判断")
        if judge.holds(criterion):
            arithmetic = judge.show(criterion) or judge.recount(criterion.condition, tried)
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
    known, before = past(kpi, plan), last_year(kpi, plan)
    levels = {
        "実績": _level(kpi, value),
        "現状": _level(kpi, known[0].value if known else None),
        "計画値": _planned(plan, kpi, value),
        "目標": _level(kpi, number_of(target(kpi)), aim_of(target(kpi), kpi.trend)),
        "前年度": _level(kpi, before.value if before else None),
    }
    terms = {name: level for name, level in levels.items() if level is not None}
    return terms | {name: rate for name in RATES if (rate := _rate(name, kpi, terms)) is not None}


def _level(kpi: Kpi, value: Decimal | None, aim: Aim | None = None) -> Term | None:
    return None if value is None else Term(value, show(value, kpi), aim=aim)


def _planned(plan: Plan, kpi: Kpi, value: Decimal | None) -> Term | None:
    expected = expected_now(kpi, plan)
    if expected is None:
        return None
    how = how_expected(expected, kpi) if expected.path else ""
    return Term(expected.value, show(shown_value(expected, value), kpi), how, expected.aim)


def _ingredients(name: str) -> set[str]:
    """What a rate is worked out from."""
    start = {"現状"} if name in ("進捗率", "計画進捗率") else set()
    return {"実績", _AGAINST.get(name, "目標")} | start


def _senseless(terms: Mapping[str, Term]) -> Iterator[str]:
    """Rates that have all their figures and yet no meaning: a target of 0, a change from ▲5."""
    return (name for name in RATES if name not in terms and _ingredients(name) <= set(terms))


def _rate(name: str, kpi: Kpi, terms: Mapping[str, Term]) -> Term | None:
    """A rate in ％, larger for the better; None where a figure is missing or it makes no sense.

    A share of the target needs figures above 0. Elsewhere the way made from the baseline counts.
    """
    if not _ingredients(name) <= set(terms):
        return None
    value, other = terms["実績"], terms[_AGAINST.get(name, "目標")]
    falls = way_of(kpi) is Trend.DOWN
    if name == "増減率":
        return _change(value, other, falls)
    if name in ("達成率", "計画比") and other.value > 0 and value.value >= 0:
        return _share(value, other, falls)
    return _way_made(value, other, terms.get("現状"))


def _share(value: Term, other: Term, falls: bool) -> Term:
    part, whole = (other, value) if falls else (value, other)
    rate = part.value * 100 / whole.value if whole.value else _BOUNDLESS
    return Term(rate, how=f"{part.text}÷{whole.text}")


def _change(value: Term, before: Term, falls: bool) -> Term | None:
    if before.value < 0 or (before.value == 0 and value.value != 0):
        return None
    one, other = (before, value) if falls else (value, before)
    rate = (one.value - other.value) * 100 / before.value if before.value else Decimal(0)
    return Term(rate, how=f"({one.text}－{other.text})÷{before.text}")


def _way_made(value: Term, other: Term, start: Term | None) -> Term | None:
    aim = other.aim
    if aim is not None and start is not None and aim.gap(start.value) > 0:
        rate = (value.value - start.value) * 100 / (other.value - start.value)
        how = f"({value.text}－{start.text})÷({other.text}－{start.text})"
        return Term(rate, how=how)
    is_met = aim is not None and aim.is_met(value.value)
    return Term(Decimal(100), how=f"{value.text}で {other.text} に届き") if is_met else None


@dataclass(frozen=True, slots=True)
class _Conditions:
    """Tries conditions on one KPI."""

    kpi: Kpi
    terms: Mapping[str, Term]
    senseless: frozenset[str]

    def senseless_in(self, criterion: Criterion) -> list[str]:
        """Rates of a condition that cannot be worked out."""
        return [c.left for c in criterion.comparisons if c.left in self.senseless]

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
        left, sign, right = self._mirrored(comparison)
        value = self.terms[left].value
        other = self.terms[right] if isinstance(right, str) else Term(right)
        if other.aim is not None and other.aim.strict and value == other.value:
            return comparison.operator in ("<", "≦")
        return _OPERATORS[sign](value, other.value)

    def _mirrored(self, comparison: Comparison) -> Comparison:
        falls = comparison.left in LEVEL_TERMS and way_of(self.kpi) is Trend.DOWN
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
        term = self.terms[name]
        if name not in RATES:
            return f"{name} {term.text}" + (f"（{term.how}）" if term.how else "")
        source = self.terms[_AGAINST[name]].how if name in _AGAINST else ""
        source = f"（計画値は{source}）" if source else ""
        return f"{name} {term.how}＝{_rounded(term.value)}％{source}"

    def recount(self, word: str, tried: Iterable[Comparison]) -> str:
        """For その他: the figures that met none of the rows before."""
        names = dict.fromkeys(c.left for c in tried if c.left in self.terms)
        return f"「{word}」" + (f"（{'、'.join(map(self._term, names))}）" if names else "")


def _rounded(rate: Decimal) -> str:
    """To one place, to two where one would hide on which side of a bound it lies."""
    if rate == _BOUNDLESS:
        return "∞"
    short = rounded(rate, 1)
    return f"{short:f}" if short == rate or short % 1 else f"{rate:.2f}"
