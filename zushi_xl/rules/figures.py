"""The reported figures of KPIs, as far as rules may rely on them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType, Meaning
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.quantity.field_context import BARE_RATE
from zushi_xl.quantity.typed import ROUNDED_FOR_SHOW
from zushi_xl.report.kpi import points
from zushi_xl.report.kpi_words import is_possible
from zushi_xl.rules.asked import figure_of, of_meaning, of_type
from zushi_xl.rules.shared_work import once_a_book

_HARMLESS = (BARE_RATE, ROUNDED_FOR_SHOW)  # so begin doubts of a writing, not of the figure


@once_a_book
def answers_to_kpis(submission: Submission) -> Iterator[tuple[Kpi, Answer]]:
    """The reported figures of KPIs that are measured in figures."""
    for answer in of_meaning(submission, Meaning.ACTUAL):
        kpi = answer.slot.kpi
        if kpi is not None and kpi.counting is not Counting.QUALITATIVE:
            yield kpi, answer


def typed_figures(submission: Submission) -> Iterator[tuple[Kpi, Answer]]:
    """As ``answers_to_kpis``, with the figures of earlier years that came later."""
    now = str(submission.identity.fiscal_year)
    for kpi, answer in all_figures(submission):
        is_due = answer.key.period == now or answer.is_written
        if is_due and answer.slot.field.meaning is Meaning.ACTUAL:
            yield kpi, answer


def all_figures(submission: Submission) -> Iterator[tuple[Kpi, Answer]]:
    """What stands in any field for figures of KPIs that are measured in figures."""
    for answer in of_type(submission, FieldType.YEARLY):
        kpi = answer.slot.kpi
        if kpi is not None and kpi.counting is not Counting.QUALITATIVE:
            yield kpi, answer


def sound_figure(kpi: Kpi, answer: Answer, plan: Plan) -> Decimal | None:
    """The figure as far as later rules may rely on it, so that one slip raises one finding."""
    value = figure_of(answer)
    if value is None or is_fraction(kpi, answer, plan) or not is_possible(kpi, value):
        return None
    conflicts = answer.quantity.conflicts if answer.quantity is not None else ()
    if not all(sentence.startswith(_HARMLESS) for sentence in conflicts):
        return None  # 0 shown as a dash: nobody knows which of the two is meant
    return value


def _is_bare_rate(answer: Answer) -> bool:
    return answer.quantity is not None and BARE_RATE in answer.quantity.conflicts


def is_fraction(kpi: Kpi, answer: Answer, plan: Plan) -> bool:
    """0.667 where 66.7 is meant: no ％ typed, below 1, and no other figure of the KPI is."""
    value = figure_of(answer)
    if kpi.unit != "％" or value is None or not 0 < value <= 1 or not _is_bare_rate(answer):
        return False
    others = [point.value for point in points(kpi, plan) if point.value > 0]
    return bool(others) and min(others) > 1
