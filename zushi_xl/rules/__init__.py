"""Checks of what was reported. Each rule is one small generator, named by its id.

To add a rule: write it in the module of its area, under ``@BOOK.error_rule(…)`` (one division's
answers) or ``@YEAR.…`` (the whole year), both made in ``registry``. Nothing else
needs to know of it.
"""

from zushi_xl.findings import own_form_rules
from zushi_xl.rules import (
    budget,
    budget_history,
    budget_program,
    completeness,
    computed_fields,
    conditional,
    grade_rules,
    kpi_copied,
    kpi_digits,
    kpi_figure,
    kpi_plan,
    kpi_prefilled,
    kpi_series,
    kpi_targets,
    ledger_amounts,
    partners,
    personal,
    plan_master,
    progress,
    rating,
    rating_words,
    references,
    returns,
    selections,
    structure,
    table_totals,
    text_claims,
    text_dates,
    text_figures,
    text_left,
    texts,
)
from zushi_xl.rules.asked import REPLY
from zushi_xl.rules.computed_fields import (
    as_typed,
    computes_from_others,
    with_computed,
    with_sums_over_books,
)
from zushi_xl.rules.conditional import hangs_on_others, left_out
from zushi_xl.rules.filled_grades import with_filled_grades
from zushi_xl.rules.grades_over_books import with_grades_over_books, without_filled
from zushi_xl.rules.ledger_amounts import reconcile
from zushi_xl.rules.registry import check_book, check_masters, check_report
from zushi_xl.rules.returns import (
    division_missing_before,
    own_product,
    passed_over,
    returns_differ,
    too_large_to_check,
    unreadable,
    wrong_phase,
)
from zushi_xl.rules.settings import foremost, open_in_masters, settle

__all__ = [
    "REPLY",
    "foremost",
    "budget",
    "budget_history",
    "budget_program",
    "check_book",
    "check_masters",
    "check_report",
    "completeness",
    "computed_fields",
    "conditional",
    "grade_rules",
    "as_typed",
    "computes_from_others",
    "division_missing_before",
    "hangs_on_others",
    "left_out",
    "kpi_figure",
    "kpi_copied",
    "kpi_digits",
    "kpi_plan",
    "kpi_prefilled",
    "kpi_series",
    "kpi_targets",
    "ledger_amounts",
    "open_in_masters",
    "personal",
    "plan_master",
    "own_form_rules",
    "own_product",
    "partners",
    "passed_over",
    "progress",
    "rating",
    "rating_words",
    "reconcile",
    "references",
    "returns_differ",
    "selections",
    "settle",
    "structure",
    "table_totals",
    "returns",
    "text_claims",
    "text_dates",
    "text_figures",
    "text_left",
    "texts",
    "too_large_to_check",
    "unreadable",
    "wrong_phase",
    "with_computed",
    "with_sums_over_books",
    "with_filled_grades",
    "with_grades_over_books",
    "without_filled",
]
