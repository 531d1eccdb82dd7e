"""What each budget program spent, as far as the reports say it: the amounts that totals count.

An amount with an open error counts nowhere. Where initiatives report different amounts, 決算額 of
the plan master decides; where the difference was accepted (了承), each initiative reports its own
part, and the amount is their sum. Until then the program has no amount, and every product says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zushi_xl.report.five_values import (
    DOUBTFUL,
    EMPTY,
    IN_WORDS,
    LEFT_OUT,
    NONE,
    NOT_YET,
    UNREADABLE,
    missing_class,
    reason_for_none,
)
from zushi_xl.report.model import ProgramBudget, ProgramTotal, Report
from zushi_xl.report.printed_figures import is_to_the_yen, yen
from zushi_xl.report.review import Review, gravest

CONFLICT_RULE = "budget-conflict"


class Stated(StrEnum):
    """Why a program has the amount that it has, or none."""

    REPORTED = "確定"
    SETTLED = "決算額による"
    ACCEPTED = "了承による"
    CONFLICT = "金額相違"
    FAULTY = "要修正"
    UNREAD = "読み取れない"
    UNREPORTED = "未報告"
    NOT_YET = "未確定"
    NOTHING = "額なし"


_BY_CLASS = {
    Stated.UNREAD: UNREADABLE,
    Stated.UNREPORTED: EMPTY,
    Stated.NOT_YET: NOT_YET,
    Stated.NOTHING: NONE,
}
_MISSING_PART = (Stated.FAULTY, Stated.UNREAD, Stated.UNREPORTED, Stated.NOT_YET)
"""Parts without which a sum would pass for the whole; 「－」 adds nothing."""


@dataclass(frozen=True, slots=True)
class Spending:
    """A program's amount in yen; None where ``state`` is one without."""

    program: ProgramTotal
    amount: Decimal | None
    state: Stated
    review: Review

    @property
    def difference(self) -> Decimal | None:
        """Reported less 決算額, where both are known."""
        if self.amount is None or self.program.settled is None:
            return None
        return self.amount - self.program.settled


def spending_of(report: Report) -> tuple[Spending, ...]:
    """Every program, in the order of the plan."""
    accepted = _accepted_conflicts(report)
    return tuple(_spending(report, program, accepted) for program in report.programs)


def total_of(spending: Iterable[Spending]) -> Decimal:
    """Yen over all programs whose amount is stated, each once."""
    return sum((s.amount for s in spending if s.amount is not None), Decimal(0))


def inexact_report(spending: Spending) -> ProgramBudget | None:
    """The report that a program's amount comes from, where none of them knows it to the yen."""
    own = [b for b in spending.program.budgets if b.amount == spending.amount]
    if spending.amount is None or not own or any(map(is_exact, own)):
        return None
    return own[0]


def is_exact(budget: ProgramBudget) -> bool:
    """Whether an amount was reported to the yen."""
    return budget.quantity is None or is_to_the_yen(budget.text, budget.quantity)


def amount_printed(spending: Spending) -> str:
    """A program's amount in words: yen, or as typed where it is not known to the yen."""
    said = inexact_report(spending)
    if said is not None:
        return said.text.strip()
    return "" if spending.amount is None else yen(spending.amount)


def counts(report: Report, budget: ProgramBudget) -> bool:
    """Whether the amount may enter a total as far as its own cell goes."""
    return budget.amount is not None and report.review_at(budget.source) is not Review.ERROR


def reason_for_no_amount(report: Report, budget: ProgramBudget) -> str:
    """Why an initiative has no amount for a program; empty where it has one."""
    if counts(report, budget):
        return ""
    if budget.quantity is None and budget.source in report.left_out_cells:
        return LEFT_OUT
    return reason_for_none(budget.quantity, report.review_at(budget.source)) or IN_WORDS


def _spending(report: Report, program: ProgramTotal, accepted: frozenset[str]) -> Spending:
    review = gravest(report.review_at(budget.source) for budget in program.budgets)
    sound = (b.amount for b in program.budgets if b.amount is not None and counts(report, b))
    amounts = tuple(dict.fromkeys(sound))
    if not amounts:
        return Spending(program, None, _why_none(report, program.budgets), review)
    if len(amounts) == 1:
        return Spending(program, amounts[0], Stated.REPORTED, review)
    if program.settled is not None:
        return Spending(program, program.settled, Stated.SETTLED, review)
    if not accepted.intersection(program.initiatives):
        return Spending(program, None, Stated.CONFLICT, review)
    if (missing := _why_none(report, program.budgets)) in _MISSING_PART:
        return Spending(program, None, missing, review)
    return Spending(program, sum(amounts, Decimal(0)), Stated.ACCEPTED, review)


def _why_none(report: Report, budgets: Sequence[ProgramBudget]) -> Stated:
    """By the reports without an amount, the one that says least first."""
    reasons = {reason_for_no_amount(report, b) for b in budgets if not counts(report, b)}
    if DOUBTFUL in reasons:
        return Stated.FAULTY
    classes = {UNREADABLE if reason == IN_WORDS else missing_class(reason) for reason in reasons}
    return next((state for state, name in _BY_CLASS.items() if name in classes), Stated.NOTHING)


def _accepted_conflicts(report: Report) -> frozenset[str]:
    """Initiatives whose program has different amounts that were accepted, and nowhere disputed."""
    told = [f for f in report.findings if f.rule == CONFLICT_RULE]
    still_open = {code for f in told if not f.waived for code in _sharing(report, f.code)}
    return frozenset(f.code for f in told if f.waived and f.code not in still_open)


def _sharing(report: Report, code: str) -> Iterable[str]:
    """The initiatives that share a program with one."""
    return (c for p in report.programs if code in p.initiatives for c in p.initiatives)
