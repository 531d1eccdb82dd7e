"""The grades that the rows of 評価基準 give to one KPI, as steps along its value.

All that the rows compare is known when a form is made, but for the value of the year. So the grade
changes at a few values only. These are worked out from the rows, and the rows themselves are asked
what holds on either side: a form can then show what ``grading`` will say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.plan.conditions.predicates import Comparison, Figure, PartOf, Test, Wording, tests_in
from zushi_xl.plan.conditions.terms import BASELINE, CHANGE, LEVEL_TERMS, RATES
from zushi_xl.plan.model import Kpi, Plan
from zushi_xl.plan.scales import Criterion
from zushi_xl.quantity import read_quantity
from zushi_xl.quantity.units import from_unit
from zushi_xl.report.grading import Proposal, Term, against, propose, terms_of
from zushi_xl.report.kpi_words import is_possible

_HUNDRED, _DECIMALS = Decimal(100), 9
_ZERO = Decimal(0)


class GradeStep(NamedTuple):
    """From ``value`` on (``beyond``: above it), up to the next step, the rows say ``proposal``;
    None where no such value can be, so that nothing is said of it."""

    value: Decimal | None  # None: the first step, below all others
    beyond: bool
    proposal: Proposal | None

    def is_reached(self, value: Decimal) -> bool:
        """Whether a value lies in this step or a later one."""
        bound = self.value
        return bound is None or value > bound or (value == bound and not self.beyond)


def grade_steps(rows: Sequence[Criterion], plan: Plan, kpi: Kpi) -> tuple[GradeStep, ...]:
    """The steps from the lowest value; empty where two rates that both hang on the value are
    compared with each other, so that nobody can say where the grade changes."""
    tests = [test for row in rows for test in tests_in(row.predicate)]
    if any(_is_between_rates(test) for test in tests):
        return ()
    terms = terms_of(plan, kpi, None)
    at = sorted({v for test in tests for v in _bounds(test, kpi, terms)} | {_ZERO, _HUNDRED})
    steps: list[GradeStep] = []
    for step in _tried(at, rows, plan, kpi):
        if not steps or _grade(step.proposal) != _grade(steps[-1].proposal):
            steps.append(step)
    return tuple(steps)


def _tried(
    at: Sequence[Decimal], rows: Sequence[Criterion], plan: Plan, kpi: Kpi
) -> Iterator[GradeStep]:
    """What the rows say below, on and above each value. One with more decimals than anybody types
    is never met itself."""

    def said(value: Decimal) -> Proposal | None:
        return propose(rows, plan, kpi, value) if is_possible(kpi, value) else None

    yield GradeStep(None, False, said(at[0] - 1))
    for number, value in enumerate(at):
        is_plain = value == round(value, _DECIMALS)
        if is_plain:
            yield GradeStep(value, False, said(value))
        after = (value + at[number + 1]) / 2 if number + 1 < len(at) else value + 1
        yield GradeStep(value, is_plain, said(after))


def _grade(proposal: Proposal | None) -> tuple[str, str] | None:
    return (proposal.grade, proposal.treatment) if proposal else None


def _is_between_rates(test: Test) -> bool:
    if not isinstance(test, Comparison):
        return False
    right = test.right.name if isinstance(test.right, PartOf) else test.right
    return test.left in RATES and right in RATES


def _bounds(test: Test, kpi: Kpi, terms: dict[str, Term]) -> Iterator[Decimal]:
    """Values at which a test may turn; more of them than needed do no harm."""
    yield from (term.value for name, term in terms.items() if name in LEVEL_TERMS)
    if isinstance(test, Wording):
        yield from _figures_in(test.words, kpi)
    if not isinstance(test, Comparison):
        return
    right = test.right
    for rate, bound in ((test.left, right), (right, test.left)):
        for figure in _figures(bound, kpi, terms, is_rate=rate in RATES):
            if isinstance(rate, str) and rate in RATES:
                yield from _of_rate(rate, figure, terms)
            else:
                yield figure


def _figures_in(words: Iterable[str], kpi: Kpi) -> Iterator[Decimal]:
    for word in words:
        found = read_quantity(word)
        if found.value is not None:
            yield found.value if found.unit else from_unit(found.value, kpi.unit)


def _figures(
    bound: str | PartOf | Figure, kpi: Kpi, terms: dict[str, Term], *, is_rate: bool
) -> Iterator[Decimal]:
    """What a side of a comparison may be; of a part of a falling figure, the part above it too."""
    if isinstance(bound, Figure):
        is_bare = is_rate or bound.unit
        yield bound.value if is_bare else from_unit(bound.value, kpi.unit)
        return
    name, percent = bound if isinstance(bound, PartOf) else (bound, _HUNDRED)
    if name in terms:
        whole = terms[name].value
        lost = abs(whole) * (_HUNDRED - percent) / _HUNDRED
        yield from (whole - lost, whole + lost)


def _of_rate(rate: str, figure: Decimal, terms: dict[str, Term]) -> Iterator[Decimal]:
    """The values at which a rate reaches a figure, by any of its sums."""
    other = terms.get(against(rate))
    if other is None:
        return
    whole = other.value
    yield whole * figure / _HUNDRED
    if figure:
        yield whole * _HUNDRED / figure
    if rate == CHANGE:
        yield from (whole * (_HUNDRED + figure) / _HUNDRED, whole * (_HUNDRED - figure) / _HUNDRED)
    if BASELINE in terms:
        start = terms[BASELINE].value
        yield start + (whole - start) * figure / _HUNDRED
