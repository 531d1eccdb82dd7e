"""Where rules register themselves, and the two ways in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zushi_xl.finding import Finding
from zushi_xl.form import Form
from zushi_xl.plan import Plan
from zushi_xl.report import Report
from zushi_xl.submission import Submission

BookCheck = Callable[[Plan, Form, Submission], Iterator[Finding]]
ReportCheck = Callable[[Report], Iterator[Finding]]

_BOOK_CHECKS: list[BookCheck] = []
_REPORT_CHECKS: list[ReportCheck] = []


def book_check(check: BookCheck) -> BookCheck:
    """Register a check that needs one division's answers and the plan, nothing else."""
    _BOOK_CHECKS.append(check)
    return check


def report_check(check: ReportCheck) -> ReportCheck:
    """Register a check that needs the answers of all divisions."""
    _REPORT_CHECKS.append(check)
    return check


def check_book(plan: Plan, form: Form, submission: Submission) -> tuple[Finding, ...]:
    """All findings of one submission, those of its reading included; before settings."""
    found = (f for check in _BOOK_CHECKS for f in check(plan, form, submission))
    return (*submission.findings, *found)


def check_report(report: Report) -> tuple[Finding, ...]:
    """All findings that only the whole year shows; before settings."""
    return tuple(f for check in _REPORT_CHECKS for f in check(report))
