"""Values with the mark of their doubt, alike on every page of the book.

The mark is the word of the review, so that paper without colour says it too. What a total counts
stays a number, with the mark in its format; what no total counts is a text.
"""

from __future__ import annotations

from zushi_xl.plan.model import Kpi
from zushi_xl.report.facts import why_absent
from zushi_xl.report.five_values import NOT_REPORTED, REFUSED
from zushi_xl.report.model import Evaluation, InitiativeReport, ProgramBudget, Report
from zushi_xl.report.printed_figures import amount_as_printed
from zushi_xl.report.review import Review
from zushi_xl.report.spending import (
    Spending,
    counts,
    inexact_report,
    is_exact,
    reason_for_no_amount,
)
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.rows import RowCell

NO_GRADE = "－"


def marked(text: str, review: Review) -> str:
    """A text with the mark behind it.

    >>> marked("Ｅ", Review.ERROR)
    'Ｅ（要修正）'
    """
    return f"{text}（{review.label}）" if review.is_open else text


def rating_text(context: AnnualContext, evaluation: Evaluation) -> str:
    """The grade as printed; what was written where it is none; the state of a division
    of which there is none."""
    report = context.report
    shown = evaluation.grade.text if evaluation.grade else evaluation.rating_text.strip()
    if not shown and evaluation.division in context.absent:
        return context.absent[evaluation.division]
    return marked(shown or NO_GRADE, report.review_at(evaluation.rating_source))


def item_grade_text(context: AnnualContext, item: InitiativeReport) -> str:
    """The grade of an initiative that counts, as printed; － for none."""
    main = item.main
    shown = item.grade.text if item.grade else main.text.strip() if main else ""
    return marked(shown or NO_GRADE, context.report.review_at(main.source if main else None))


def absent_text(context: AnnualContext, kpi: Kpi) -> str:
    """Why nothing stands in the year under evaluation; － where nobody is asked."""
    report = context.report
    item = report.plan.item_of(kpi.code)
    why = why_absent(report, kpi)
    absent = context.absent.get(item.division) if item is not None else None
    return absent if absent and why == NOT_REPORTED else why or NO_GRADE


def amount_cell(context: AnnualContext, item: InitiativeReport) -> RowCell:
    """The reported amounts of an initiative, one a line."""
    if len(item.budgets) == 1:
        return budget_cell(context, item.budgets[0])
    return RowCell(
        "\n".join(amount_text(context.report, b) for b in item.budgets), "book_money_text"
    )


def budget_cell(context: AnnualContext, budget: ProgramBudget) -> RowCell:
    """One reported amount: a number where a total may count it."""
    report = context.report
    if budget.amount is None or not counts(report, budget):
        return RowCell(amount_text(report, budget), "book_money_text")
    return RowCell(budget.amount, _amount_style(context, budget, report.review_at(budget.source)))


def program_cell(context: AnnualContext, spending: Spending) -> RowCell:
    """The amount that a total counts for a program; else why it counts none."""
    if spending.amount is None:
        why, review = spending.state.value, spending.review
        return RowCell(why if why == review.label else marked(why, review), "book_money_text")
    said = inexact_report(spending)
    if said is None:
        return RowCell(spending.amount, context.styles.marked("book_money", spending.review))
    return RowCell(spending.amount, _amount_style(context, said, spending.review))


def _amount_style(context: AnnualContext, budget: ProgramBudget, review: Review) -> str:
    """The style of a number: what is not known to the yen is shown as it was typed."""
    if is_exact(budget):
        return context.styles.marked("book_money", review)
    return context.styles.shown_as("book_money", marked(budget.text.strip(), review))


def amount_text(report: Report, budget: ProgramBudget) -> str:
    """The amount in words: what was typed where it is no plain amount of yen."""
    review = report.review_at(budget.source)
    if budget.amount is not None and review is not Review.ERROR:
        return marked(amount_as_printed(budget.text, budget.quantity, budget.amount), review)
    why = reason_for_no_amount(report, budget) if budget.quantity is None else REFUSED
    return marked(budget.text or why, review)
