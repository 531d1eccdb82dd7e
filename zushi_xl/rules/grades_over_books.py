"""Ratings by rows of 評価基準 whose KPIs somebody else reports: the lead whom a reviewer follows,
another division, a phase before. The book of a rating alone does not show what the rows say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType
from zushi_xl.plan.indicators import Kpi
from zushi_xl.plan.model import Plan
from zushi_xl.rules.asked import is_blank
from zushi_xl.rules.filled_grades import filled_by
from zushi_xl.rules.grade_rules import Verdict, difference, other_grade, says_actual, verdict_by
from zushi_xl.rules.rating import rating_missing

_Sender = TypeVar("_Sender")  # who is behind a submission


class FiguresOverBooks:
    """The reported figures of the year, of whichever book and phase."""

    def __init__(self, plan: Plan, answers: Iterable[Answer]):
        self._plan = plan
        self._found = _figures(plan, answers) if plan.criteria else {}

    def verdicts(self, submission: Submission) -> Iterator[tuple[Answer, Verdict]]:
        """The ratings of a book that hang on figures of others, and what the rows say of them."""
        if not self._found:
            return
        own = _figures(self._plan, submission.answers.values())
        for answer in submission.answers.values():
            if answer.slot.field.type is not FieldType.RATING or answer.slot.is_opinion:
                continue
            kpis = self._plan.kpis_of(answer.key.code)
            asked = (kpi for kpi in kpis if answer.key.kpi in (0, kpi.number))
            if all(kpi.counted in own for kpi in asked):
                continue  # its own book has told
            verdict = verdict_by(self._plan, answer, self._of)
            if verdict is not None:
                yield answer, verdict

    def _of(self, kpi: Kpi) -> Answer | None:
        return self._found.get(kpi.counted)


def _figures(plan: Plan, answers: Iterable[Answer]) -> dict[tuple[str, int], Answer]:
    now = str(plan.fiscal_year)
    said = (a for a in answers if says_actual(a) and not a.slot.is_opinion)
    return {(a.key.code, a.key.kpi): a for a in said if a.key.period == now}


def with_grades_over_books(
    plan: Plan, submissions: Mapping[_Sender, Submission], earlier: Iterable[Answer]
) -> tuple[dict[_Sender, Submission], tuple[Finding, ...]]:
    """The submissions with the ratings that rows fill by figures of others and of ``earlier``
    phases, and what is to say of those that are not as the rows say."""
    given = (a for s in submissions.values() for a in s.answers.values())
    figures = FiguresOverBooks(plan, (*earlier, *given))
    told: list[Finding] = []
    found = {}
    for name, submission in submissions.items():
        filled = {}
        for answer, verdict in figures.verdicts(submission):
            grade = other_grade(plan, answer, verdict)
            if grade is not None:
                told.append(difference(answer, grade, verdict))
            new = filled_by(plan, answer, verdict) if is_blank(answer) else None
            if new is not None:
                filled[answer.key] = new
        found[name] = (
            replace(submission, answers={**submission.answers, **filled}) if filled else submission
        )
    return found, tuple(told)


def without_filled(findings: Iterable[Finding], submission: Submission) -> list[Finding]:
    """Findings of a book, but of ratings that are missing in it those that were filled since."""
    filled = {answer.source for answer in submission.answers.values() if answer.used}
    return [f for f in findings if f.rule != rating_missing.id or f.source not in filled]
