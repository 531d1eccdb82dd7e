"""Checks of what was reported. Each rule is a small function with its ``Rule`` beside it.

To add a rule: declare it and write a generator under ``@book_check`` (one division's answers) or
``@report_check`` (the whole year) in the module of its area. Nothing else needs to know of it.
"""

from zushi_xl.rules import (
    budget,
    budget_program,
    completeness,
    grade_rules,
    kpi,
    kpi_plan,
    kpi_prefilled,
    kpi_series,
    ledger,
    progress,
    rating,
    references,
    structure,
    submission,
    texts,
)
from zushi_xl.rules.ledger import reconcile
from zushi_xl.rules.registry import check_book, check_report
from zushi_xl.rules.settings import settle
from zushi_xl.rules.submission import unreadable

__all__ = [
    "budget",
    "budget_program",
    "check_book",
    "check_report",
    "completeness",
    "grade_rules",
    "kpi",
    "kpi_plan",
    "kpi_prefilled",
    "kpi_series",
    "ledger",
    "progress",
    "rating",
    "reconcile",
    "references",
    "settle",
    "structure",
    "submission",
    "texts",
    "unreadable",
]
