"""Where rules register themselves, and the two ways in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.form.model import Form
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Report
from zushi_xl.returned.submission import Submission

BookCheck = Callable[[Plan, Form, Submission], Iterator[Finding]]
ReportCheck = Callable[[Report], Iterator[Finding]]
Sharpen = Callable[[Plan, Submission, Finding], Finding]

_BOOK_CHECKS: list[BookCheck] = []
_REPORT_CHECKS: list[ReportCheck] = []
_SHARPENERS: list[Sharpen] = []


def book_check(check: BookCheck) -> BookCheck:
    """Register a check that needs one division's answers and the plan, nothing else."""
    _BOOK_CHECKS.append(check)
    return check


def report_check(check: ReportCheck) -> ReportCheck:
    """Register a check that needs the answers of all divisions."""
    _REPORT_CHECKS.append(check)
    return check


def sharpener(sharpen: Sharpen) -> Sharpen:
    """Register what tells a finding of the reader more exactly, under a rule of its own."""
    _SHARPENERS.append(sharpen)
    return sharpen


def check_book(plan: Plan, form: Form, submission: Submission) -> tuple[Finding, ...]:
    """All findings of one submission, those of its reading included; before settings."""
    found = (f for check in _BOOK_CHECKS for f in check(plan, form, submission))
    return (*_sharpened(plan, submission, submission.findings), *found)


def _sharpened(
    plan: Plan, submission: Submission, findings: Iterable[Finding]
) -> Iterator[Finding]:
    for finding in findings:
        for sharpen in _SHARPENERS:
            finding = sharpen(plan, submission, finding)
        yield finding


def check_report(report: Report) -> tuple[Finding, ...]:
    """All findings that only the whole year shows; before settings."""
    return tuple(f for check in _REPORT_CHECKS for f in check(report))
