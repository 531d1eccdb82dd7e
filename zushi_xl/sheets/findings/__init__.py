"""点検結果: what the planning division reads first after a collection.

One page that sums up, then the findings, how far each division is, what changed since the round
before, the ledger, the files that came, what was read differently from how it was typed, the
rules that the plan master switched off, and what became of each rule's findings over the years.
"""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.report.model import Report
from zushi_xl.report.rules_off import rules_off
from zushi_xl.sheets.findings.collection_lists import changes_sheet, ledger_sheet, standings_sheet
from zushi_xl.sheets.findings.lists import files_sheet, findings_sheet, normalised_sheet
from zushi_xl.sheets.findings.rule_years_list import rule_years_sheet
from zushi_xl.sheets.findings.rules_off_list import rules_off_sheet
from zushi_xl.sheets.findings.styles import book_styles
from zushi_xl.sheets.findings.summary import summary_sheet
from zushi_xl.workbook.sheet import Book

__all__ = ["findings_book"]

_NO_CORRECTIONS: Mapping[str, str] = {}


def findings_book(report: Report, corrections: Mapping[str, str] = _NO_CORRECTIONS) -> Book:
    """The book of findings. ``corrections`` gives for a division the path of its 差し戻し book,
    relative to where this one will stand."""
    settings = report.plan.settings
    styles = book_styles(report.form)
    lists = (
        findings_sheet(report, corrections, styles),
        standings_sheet(report, styles),
        *((changes_sheet(report, styles),) if _is_later_round(report) else ()),
        *((ledger_sheet(report, styles),) if report.ledger else ()),
        files_sheet(report, styles),
        normalised_sheet(report, styles),
        *((rules_off_sheet(report, styles),) if rules_off(report.plan) else ()),
        *((rule_years_sheet(report, styles),) if report.rule_years else ()),
    )
    title = f"点検結果　{report.fiscal_year}年度"
    return Book(
        sheets=(summary_sheet(report, corrections, styles), *lists),
        styles=styles,
        properties={"title": title, "author": settings.office, "subject": settings.plan_title},
    )


def _is_later_round(report: Report) -> bool:
    """Whether a correction has come back, so that there is a round before to compare with."""
    first = report.plan.settings.round
    return any((state.round or 0) > first for state in report.divisions)
