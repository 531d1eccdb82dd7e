"""Ratings that rows of 評価基準 fill (記入する): what nobody typed comes from the KPI's value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.layout import Key
from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Treatment
from zushi_xl.rules.asked import is_blank
from zushi_xl.rules.grade_rules import Verdict, verdict_on
from zushi_xl.rules.rating import scale_of

FILLED = "評価基準による記入"


def with_filled_grades(plan: Plan, submission: Submission) -> Submission:
    """The submission with the ratings that the plan's rows fill; what was typed stays."""
    if not any(row.treatment is Treatment.FILLS for row in plan.criteria):
        return submission
    filled = _filled(plan, submission)
    return replace(submission, answers={**submission.answers, **filled}) if filled else submission


def _filled(plan: Plan, submission: Submission) -> Mapping[Key, Answer]:
    found = {}
    for key, answer in submission.answers.items():
        if answer.slot.field.type is not FieldType.RATING or not is_blank(answer):
            continue
        filled = filled_by(plan, answer, verdict_on(plan, submission, answer))
        if filled is not None:
            found[key] = filled
    return found


def filled_by(plan: Plan, answer: Answer, verdict: Verdict | None) -> Answer | None:
    """A blank rating with the grade that the rows fill, in place of one that they filled when less
    was known; None where they fill none."""
    if verdict is None or verdict.treatment is not Treatment.FILLS or verdict.is_most:
        return None
    grade = next(g for g in scale_of(plan, answer) if g.symbol == verdict.grade)
    before = (change for change in answer.changes if not change.startswith(FILLED))
    changes = (*before, f"{FILLED}（{verdict.arithmetic}）")
    return replace(answer, used=grade.text, changes=changes)
