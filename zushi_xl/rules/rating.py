"""Rules about the grade that a lead division gives."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import LEVEL_OF_BLOCK, FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade
from zushi_xl.rules.asked import at, is_blank, name_of, of_type, said
from zushi_xl.rules.conditional import is_needed
from zushi_xl.rules.registry import book_rules

BOOK = book_rules(RuleArea.GRADE)


def scale_of(plan: Plan, answer: Answer) -> tuple[Grade, ...]:
    """The grades that the field of ``answer`` may hold."""
    field = answer.slot.field
    return plan.grades_for(LEVEL_OF_BLOCK[field.block], field.scale)


@BOOK.error_rule(
    "評価がない",
    "必須の評価の欄が空である。",
    "「進捗状況評価」が選ばれていない。",
)
def rating_missing(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A required rating that is empty."""
    for answer in submission.answers.values():
        slot = answer.slot
        is_open = slot.field.type is FieldType.RATING and is_blank(answer)
        if is_open and is_needed(plan, form, submission, answer):
            grades = "・".join(grade.text for grade in scale_of(plan, answer))
            yield at(
                rating_missing,
                answer,
                f"{name_of(answer)}が選ばれていません。",
                f"{grades} のどれかを選んでください。",
                grades,
            )


@BOOK.error_rule(
    "評価区分にない評価",
    "評価の欄の答えが、その階層と年度の評価区分のどれでもない。",
    "A～D の評価に「E」または「A～B」と書いた。",
)
def rating_unknown(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """An answer that is none of the grades of its level and year."""
    for answer in of_type(submission, FieldType.RATING):
        if answer.refused:
            grades = "・".join(grade.text for grade in scale_of(plan, answer))
            yield at(
                rating_unknown,
                answer,
                f"{name_of(answer)}の「{said(answer)}」は評価区分にありません。",
                f"{grades} のどれか一つを選んでください。",
                grades,
            )
