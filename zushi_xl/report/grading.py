"""The arithmetic of 評価基準: rows tried in order for one KPI, with the sum shown.

A KPI that should fall is mirrored: 実績 ≧ 計画値 then means at most the planned value, and a rate
of 100 or more means as low as planned, or lower.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.plan.conditions.evaluation import holds, is_worded
from zushi_xl.plan.conditions.grammar import IN_WORDS, OTHERWISE
from zushi_xl.plan.conditions.in_words import in_japanese
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Figure,
    PartOf,
    Presence,
    Statement,
    Test,
    Wording,
    names_in,
    tests_in,
)
from zushi_xl.plan.conditions.terms import (
    BASELINE,
    BEFORE,
    CHANGE,
    ELAPSED,
    INTERIM,
    LEVEL_TERMS,
    OF_PLAN,
    PLANNED,
    RATES,
    REACHED,
    START,
    TARGET,
    VALUE,
    WAY,
    WAY_OF_PLAN,
    WAY_TO_INTERIM,
)
from zushi_xl.plan.model import Counting, Kpi, Plan, Trend
from zushi_xl.plan.scales import Criterion, Treatment, WithoutValue
from zushi_xl.quantity import read_quantity
from zushi_xl.quantity.units import from_unit
from zushi_xl.report.kpi import (
    Aim,
    aim_of,
    expected_now,
    interim,
    last_year,
    past,
    starting_value,
    target,
    way_of,
)
from zushi_xl.report.kpi_words import how_expected, show, shown_value
from zushi_xl.report.printed_figures import number_of, rounded

_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≧": operator.ge,
    "≦": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_MIRRORED = {"≧": "≦", "≦": "≧", ">": "<", "<": ">"}
_AGAINST = {OF_PLAN: PLANNED, WAY_OF_PLAN: PLANNED, CHANGE: BEFORE, WAY_TO_INTERIM: INTERIM}
_WITHOUT_VALUE = "実績の値がないため担当課の判断"
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
    treatment: Treatment = Treatment.PROPOSES


def propose(criteria: Iterable[Criterion], plan: Plan, kpi: Kpi, value: Decimal | None) -> Proposal:
    """What the first row that holds says of one KPI; a rate that makes no sense demands nothing."""
    terms = terms_of(plan, kpi, value)
    judge = _Conditions(kpi, terms)
    senseless = frozenset(_senseless(terms))
    tried: list[Comparison] = []
    is_open = False  # whether a row before asked for the value that nobody knows
    for criterion in criteria:
        result = holds(criterion.predicate, judge.says)
        if result and is_open and criterion.predicate == Statement(OTHERWISE):
            return Proposal("", _WITHOUT_VALUE)
        if result:
            arithmetic = judge.show(criterion) or judge.recount(criterion, tried)
            return Proposal(criterion.grade, arithmetic, criterion.treatment)
        missing = judge.missing(criterion) if result is None else []
        is_open |= value is None and _asks_value(criterion, missing)
        if left := _left_to_division(criterion, missing, senseless):
            return Proposal("", left)
        tried += [test for test in tests_in(criterion.predicate) if isinstance(test, Comparison)]
    return Proposal("", "当てはまる行がありません")


def _asks_value(criterion: Criterion, missing: Iterable[str]) -> bool:
    """Whether a row waits for the value itself, and does not say that the next one counts."""
    needs = any(name == VALUE or name in RATES for name in missing)
    return needs and criterion.without_value is None


def _left_to_division(
    criterion: Criterion, missing: Iterable[str], senseless: Collection[str]
) -> str:
    """Why a row ends the trying without a grade; empty where the next row is tried."""
    rates = [name for name in missing if name in senseless]
    others = [name for name in missing if name not in senseless]
    if rates and criterion.without_value is not WithoutValue.NEXT:
        return f"{'・'.join(rates)}を計算できないため担当課の判断"
    if others and criterion.without_value is WithoutValue.LEFT:
        return f"{'・'.join(others)}が分からないため担当課の判断"
    return ""


def lowest(
    proposals: Iterable[Proposal], ranked: Iterable[str], others: Iterable[str] = ()
) -> Proposal | None:
    """Of several KPIs of a section the one that gives the lowest grade counts. ``ranked`` are the
    symbols best first; those outside the ranking count where no KPI has one of the ranking, and
    all that have one agree."""
    order, given = list(ranked), list(proposals)
    within = [proposal for proposal in given if proposal.grade in order]
    if within:
        return max(within, key=lambda proposal: order.index(proposal.grade))
    outside = {p.grade: p for p in reversed(given) if p.grade and p.grade in set(others)}
    return next(iter(outside.values())) if len(outside) == 1 else None


def terms_of(plan: Plan, kpi: Kpi, value: Decimal | None) -> dict[str, Term]:
    """The terms whose figures are all known; a row that needs another one does not hold."""
    known, before = past(kpi, plan), last_year(kpi, plan)
    levels = {
        VALUE: _level(kpi, value),
        START: _level(kpi, starting_value(kpi, plan)),
        BASELINE: _level(kpi, known[0].value if known else None),
        PLANNED: _planned(plan, kpi, value),
        TARGET: _level(kpi, number_of(target(kpi)), aim_of(target(kpi), kpi.trend)),
        BEFORE: _level(kpi, before.value if before else None),
        INTERIM: _level(kpi, number_of(interim(kpi)), aim_of(interim(kpi), way_of(kpi))),
    }
    terms = {name: level for name, level in levels.items() if level is not None}
    rates = {name: rate for name in RATES if (rate := _rate(name, kpi, terms)) is not None}
    return terms | rates | {ELAPSED: _elapsed(plan)}


def _elapsed(plan: Plan) -> Term:
    """The part of the years of the plan that has passed, the year under evaluation included."""
    first, last = plan.settings.first_year, plan.settings.last_year
    passed, years = plan.fiscal_year - first + 1, last - first + 1
    return Term(Decimal(passed) * 100 / years, how=f"{passed}年÷{years}年")


def _level(kpi: Kpi, value: Decimal | None, aim: Aim | None = None) -> Term | None:
    return None if value is None else Term(value, show(value, kpi), aim=aim)


def _planned(plan: Plan, kpi: Kpi, value: Decimal | None) -> Term | None:
    expected = expected_now(kpi, plan)
    if expected is None:
        return _kept(kpi) if way_of(kpi) is Trend.KEEP else None
    how = how_expected(expected, kpi) if expected.path else ""
    return Term(expected.value, show(shown_value(expected, value), kpi), how, expected.aim)


def _kept(kpi: Kpi) -> Term | None:
    """What is planned for a figure that is to stay: the target, in each year."""
    goal = target(kpi)
    return _level(kpi, number_of(goal), aim_of(goal, Trend.KEEP))


def _ingredients(name: str) -> set[str]:
    """What a rate is worked out from."""
    start = {BASELINE} if name in (WAY, WAY_OF_PLAN, WAY_TO_INTERIM) else set()
    return {VALUE, against(name)} | start


def against(rate: str) -> str:
    """What a rate measures the value against."""
    return _AGAINST.get(rate, TARGET)


def _senseless(terms: Mapping[str, Term]) -> Iterator[str]:
    """Rates that have all their figures and yet no meaning: a target of 0, a change from ▲5."""
    return (name for name in RATES if name not in terms and _ingredients(name) <= set(terms))


def _rate(name: str, kpi: Kpi, terms: Mapping[str, Term]) -> Term | None:
    """A rate in ％, larger for the better; None where a figure is missing or it makes no sense.

    A share of the target needs figures above 0. Elsewhere the way made from the baseline counts.
    """
    if not _ingredients(name) <= set(terms):
        return None
    value, other = terms[VALUE], terms[against(name)]
    falls = way_of(kpi) is Trend.DOWN
    if name == CHANGE:
        return _change(value, other, falls)
    if name in (REACHED, OF_PLAN) and other.value > 0 and value.value >= 0:
        return _share(value, other, falls)
    rate = _way_made(value, other, terms.get(BASELINE))
    has_way = rate is not None and "÷" in rate.how
    return rate if has_way or name != WAY_TO_INTERIM else None


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


def _is_figure(name: str) -> bool:
    """Whether conditions mean a figure by a name, though a column of the plan is headed so too."""
    return name in (*LEVEL_TERMS, *RATES, ELAPSED)


class _Conditions(NamedTuple):
    """Tries conditions on one KPI."""

    kpi: Kpi
    terms: Mapping[str, Term]

    def missing(self, criterion: Criterion) -> list[str]:
        """What a condition needs and nobody knows."""
        compared = (t for t in tests_in(criterion.predicate) if not isinstance(t, Presence))
        names = dict.fromkeys(name for test in compared for name in names_in(test))
        return [name for name in names if _is_figure(name) and name not in self.terms]

    def says(self, test: Test) -> bool | None:
        """Whether one test holds; None where a figure is missing."""
        in_words = self.kpi.counting is Counting.QUALITATIVE
        if isinstance(test, Statement):
            return in_words if test.word == IN_WORDS else test.word == OTHERWISE
        if isinstance(test, Presence):
            if not _is_figure(test.name):
                return bool(self.kpi.texts.get(test.name)) is test.is_there
            is_known = test.name in self.terms or (test.name == VALUE and in_words)
            return is_known is test.is_there
        return self._is_met(test) if isinstance(test, Comparison) else self._is_worded(test)

    def _is_worded(self, test: Wording) -> bool | None:
        text = self.kpi.texts.get(test.name, "")
        if not _is_figure(test.name):
            return is_worded(text, test)
        values = [self.terms[w].value if w in self.terms else self._number(w) for w in test.words]
        if text and values == [None] * len(values):  # 目標 ＝ 未確定
            return is_worded(text, test)
        if test.name not in self.terms or None in values:
            return None
        return (self.terms[test.name].value in values) is test.is_one

    def _level(self, value: Decimal, unit: str) -> Decimal:
        """A figure of a condition; without a unit it counts in that of the KPI (45000 千円)."""
        return value if unit else from_unit(value, self.kpi.unit)

    def _number(self, word: str) -> Decimal | None:
        found = read_quantity(word)
        if found.ambiguous or found.also or found.qualifier or found.value is None:
            return None
        return self._level(found.value, found.unit or "")

    def _is_met(self, comparison: Comparison) -> bool | None:
        left, sign, right = self._turned(comparison)
        other = self._other(left, right)
        if left not in self.terms or other is None:
            return None
        value = self.terms[left].value
        if other.aim is not None and other.aim.strict and value == other.value:
            return sign in ("<", "≦")
        return _OPERATORS[self._sign(left, sign)](value, other.value)

    def _turned(self, comparison: Comparison) -> Comparison:
        """目標 ≦ 実績 as 実績 ≧ 目標: what is aimed at stands at the right."""
        left, sign, right = comparison
        has_aim = left in self.terms and self.terms[left].aim is not None
        return (
            Comparison(right, _MIRRORED[sign], left) if has_aim and right == VALUE else comparison
        )

    def _other(self, left: str, right: str | PartOf | Figure) -> Term | None:
        """The right side as a figure. 現状の90％ is worse than 現状 by a tenth of it: where figures
        should fall, that is 110％."""
        if isinstance(right, Figure):
            if left not in LEVEL_TERMS:
                return Term(right.value, f"{right.value:f}％")
            level = self._level(right.value, right.unit)
            return Term(level, show(level, self.kpi))
        if isinstance(right, str):
            return self.terms.get(right)
        whole = self.terms.get(right.name)
        return self._part(whole, right) if whole else None

    def _part(self, whole: Term, part: PartOf) -> Term:
        lost = abs(whole.value) * (100 - part.percent) / 100
        falls = part.name in LEVEL_TERMS and way_of(self.kpi) is Trend.DOWN
        value = whole.value + lost if falls else whole.value - lost
        shown = show(value, self.kpi) if part.name in LEVEL_TERMS else f"{_rounded(value)}％"
        percent = 200 - part.percent if falls else part.percent
        return Term(value, shown, f"{self._term(part.name)}の{percent:f}％")

    def _sign(self, left: str, sign: str) -> str:
        falls = left in LEVEL_TERMS and way_of(self.kpi) is Trend.DOWN
        return _MIRRORED[sign] if falls else sign

    def show(self, criterion: Criterion) -> str:
        """The arithmetic of a condition that holds."""
        tests = [test for test in tests_in(criterion.predicate) if self.says(test)]
        if not any(isinstance(test, Comparison) for test in tests):
            return ""
        return "、".join(map(self._show, tests))

    def _show(self, test: Test) -> str:
        if not isinstance(test, Comparison):
            return f"「{in_japanese(test)}」"
        left, sign, right = self._turned(test)
        other = self._other(left, right)
        bound = other.text if other else ""
        if isinstance(right, str):
            bound = self._term(right)
        elif isinstance(right, PartOf) and other:
            bound = f"{other.text}（{other.how}）"
        return f"{self._term(left)} {self._sign(left, sign)} {bound}"

    def _term(self, name: str) -> str:
        term = self.terms[name]
        if name in LEVEL_TERMS:
            return f"{name} {term.text}" + (f"（{term.how}）" if term.how else "")
        source = self.terms[_AGAINST[name]].how if name in _AGAINST else ""
        source = f"（計画値は{source}）" if source else ""
        return f"{name} {term.how}＝{_rounded(term.value)}％{source}"

    def recount(self, criterion: Criterion, tried: Iterable[Comparison]) -> str:
        """For a row without figures, its words; for その他 the figures that met no row before."""
        held = "、".join(in_japanese(t) for t in tests_in(criterion.predicate) if self.says(t))
        names = dict.fromkeys(c.left for c in tried if c.left in self.terms)
        shown = f"（{'、'.join(map(self._term, names))}）" if names else ""
        return f"「{held.replace(f'{VALUE}なし', '値なし') or criterion.condition}」{shown}"


def _rounded(rate: Decimal) -> str:
    """To one place, to two where one would hide on which side of a bound it lies."""
    if rate == _BOUNDLESS:
        return "∞"
    short = rounded(rate, 1)
    return f"{short if short == rate or short % 1 else rounded(rate, 2):f}"
