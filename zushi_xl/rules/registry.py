"""Where rules register themselves, and the three ways in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import Rule, RuleArea, declare
from zushi_xl.form.answers import Submission
from zushi_xl.form.model import Form
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Report
from zushi_xl.text.work import spend

BookCheck = Callable[[Plan, Form, Submission], Iterator[Finding]]
ReportCheck = Callable[[Report], Iterator[Finding]]
MasterCheck = Callable[[Plan, Form], Iterator[Finding]]
_Check = TypeVar("_Check", bound=Callable[..., Iterator[Finding]])
Sharpen = Callable[[Plan, Submission, Finding], Finding]

_LETTERS_A_STEP = 20  # of a check, which is quicker than a look at a cell

BOOK_CHECKS: dict[str, BookCheck] = {}  # by the id of their rule
REPORT_CHECKS: dict[str, ReportCheck] = {}
MASTER_CHECKS: dict[str, MasterCheck] = {}
_SHARPENERS: list[Sharpen] = []


class RulesOfArea(Generic[_Check]):
    """Registers the rules of one area: ``@BOOK.error_rule(name, meaning, example)``.

    The name of the generator is the rule's id; in its module that name then means the rule. The
    words are those of ``declare``.
    """

    def __init__(self, checks: dict[str, _Check], area: RuleArea):
        self._checks = checks
        self._area = area

    def error_rule(self, *words: str) -> Callable[[_Check], Rule]:
        """A rule whose findings must be mended (要修正)."""
        return self._registering(Severity.ERROR, words)

    def confirm_rule(self, *words: str) -> Callable[[_Check], Rule]:
        """A rule whose findings may be right (要確認)."""
        return self._registering(Severity.CONFIRM, words)

    def info_rule(self, *words: str) -> Callable[[_Check], Rule]:
        """A rule whose findings are good to know (お知らせ)."""
        return self._registering(Severity.INFO, words)

    def _registering(self, severity: Severity, words: tuple[str, ...]) -> Callable[[_Check], Rule]:
        def register(check: _Check) -> Rule:
            id_ = check.__name__.replace("_", "-")
            self._checks[id_] = check
            return declare(id_, self._area, severity, *words)

        return register


def book_rules(area: RuleArea) -> RulesOfArea[BookCheck]:
    """Rules that need one division's answers and the plan, nothing else."""
    return RulesOfArea(BOOK_CHECKS, area)


def report_rules(area: RuleArea) -> RulesOfArea[ReportCheck]:
    """Rules that need the answers of all divisions."""
    return RulesOfArea(REPORT_CHECKS, area)


def master_rules(area: RuleArea) -> RulesOfArea[MasterCheck]:
    """Rules that need the plan master and the form definition only."""
    return RulesOfArea(MASTER_CHECKS, area)


def sharpener(sharpen: Sharpen) -> Sharpen:
    """Register what tells a finding of the reader more exactly, under a rule of its own."""
    _SHARPENERS.append(sharpen)
    return sharpen


def check_book(plan: Plan, form: Form, submission: Submission) -> tuple[Finding, ...]:
    """All findings of one submission, those of its reading included; before settings."""
    return (
        *_sharpened(plan, submission, submission.findings),
        *_checked(plan, form, submission),
    )


def _checked(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """Each check looks through the texts of the book about once: that much work is counted."""
    letters = sum(len(answer.text) for answer in submission.answers.values())
    for check in BOOK_CHECKS.values():
        spend(letters // _LETTERS_A_STEP)
        yield from check(plan, form, submission)


def _sharpened(
    plan: Plan, submission: Submission, findings: Iterable[Finding]
) -> Iterator[Finding]:
    for finding in findings:
        for sharpen in _SHARPENERS:
            finding = sharpen(plan, submission, finding)
        yield finding


def check_report(report: Report) -> tuple[Finding, ...]:
    """All findings that only the whole year shows; before settings."""
    return tuple(f for check in REPORT_CHECKS.values() for f in check(report))


def check_masters(plan: Plan, form: Form) -> tuple[Finding, ...]:
    """What the two workbooks of the planning division leave open; before settings."""
    return tuple(f for check in MASTER_CHECKS.values() for f in check(plan, form))
