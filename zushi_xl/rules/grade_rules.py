"""Rules about a grade against the rows of 評価基準.

Of several KPIs the lowest grade counts. A KPI that the rows leave to the division can only lower
it, so beside one no better grade is asked for. Grades outside the ranking are compared where the
rows give them (評価困難); what only a division can know (finished, stopped …) is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.grades import match_grade
from zushi_xl.form.judged_fields import asks_for_none, criteria_of
from zushi_xl.form.model import FieldType, Form, Meaning
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.plan.scales import Criterion, Grade, GradeClass, Treatment
from zushi_xl.report.grading import Proposal, lowest, propose
from zushi_xl.rules.asked import REPLY, at, is_blank, of_type
from zushi_xl.rules.figures import sound_figure
from zushi_xl.rules.rating import scale_of
from zushi_xl.rules.registry import book_rules

BOOK = book_rules(RuleArea.GRADE)


@BOOK.error_rule(
    "評価基準で決まる評価との違い",
    "計画マスタの「評価基準」の「決める」「記入する」行で決まる評価と、異なる評価が選ばれている。",
    "「達成率 ≧ 100 → A」「その他 → B」で、390団体÷500団体＝78.0％なのにA評価。",
)
def rating_not_as_decided(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A grade other than the one that 評価基準 decides."""
    for answer, grade, verdict in _differing(plan, submission):
        if verdict.treatment is not Treatment.PROPOSES:
            yield difference(answer, grade, verdict)


@BOOK.confirm_rule(
    "評価基準が提案する評価との違い",
    "計画マスタの「評価基準」の「提案」行が示す評価と、異なる評価が選ばれている。",
    "「計画比 ≧ 90 → B」で、計画比 92.0％なのにA評価。",
)
def rating_not_as_proposed(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A grade other than the one that 評価基準 proposes."""
    for answer, grade, verdict in _differing(plan, submission):
        if verdict.treatment is Treatment.PROPOSES:
            yield difference(answer, grade, verdict)


def difference(answer: Answer, grade: Grade, verdict: Verdict) -> Finding:
    """That a rating is not what the rows say."""
    why = (
        f"評価は「{grade.text}」ですが、評価基準では {verdict.wanted} です。{verdict.arithmetic}。"
    )
    if verdict.treatment is Treatment.PROPOSES:
        remedy = f"評価を見直してください。この評価でよければ、{REPLY}"
        return at(rating_not_as_proposed, answer, why, remedy, verdict.wanted)
    return at(
        rating_not_as_decided,
        answer,
        why,
        f"評価を {verdict.wanted} に直すか、KPIの値を確かめてください。",
        verdict.wanted,
    )


class Verdict(NamedTuple):
    """The grade of a section or KPI; ``is_most``: the best that its known KPIs allow."""

    grade: str
    arithmetic: str
    treatment: Treatment
    is_most: bool

    @property
    def wanted(self) -> str:
        """The grade that follows from the rows, for messages."""
        return f"{self.grade} 以下" if self.is_most else self.grade


def _differing(plan: Plan, submission: Submission) -> Iterator[tuple[Answer, Grade, Verdict]]:
    """Ratings that are not what the rows say."""
    for answer in of_type(submission, FieldType.RATING):
        verdict = verdict_on(plan, submission, answer)
        given = verdict and other_grade(plan, answer, verdict)
        if given and verdict:
            yield answer, given, verdict


def other_grade(plan: Plan, answer: Answer, verdict: Verdict) -> Grade | None:
    """The grade that was given, where it is not what the rows say."""
    given = match_grade(scale_of(plan, answer), answer.used)
    if given is None or given.symbol == verdict.grade or not _counts(plan, answer, given):
        return None
    order = _order(plan, answer)
    is_worse = _place(order, given.symbol) > _place(order, verdict.grade)
    return None if verdict.is_most and is_worse else given


def _counts(plan: Plan, answer: Answer, given: Grade) -> bool:
    """Whether a grade is compared: it ranks, or the rows say themselves when it holds."""
    if given.grade_class is GradeClass.RANKED:
        return True
    return any(row.grade == given.symbol for row in _criteria(plan, answer))


def _place(order: Sequence[str], symbol: str) -> int:
    """Where a grade stands; those outside the ranking before all."""
    return order.index(symbol) if symbol in order else -1


def verdict_on(plan: Plan, submission: Submission, rating: Answer) -> Verdict | None:
    """What the rows say of a rating; None where there are none, or nothing can be said."""
    return verdict_by(plan, rating, partial(_value_of, plan, submission, rating))


def verdict_by(
    plan: Plan, rating: Answer, value_of: Callable[[Kpi], Answer | None]
) -> Verdict | None:
    """As ``verdict_on``, with the reported figures of KPIs from anywhere."""
    criteria = _criteria(plan, rating)
    proposals = list(_proposals(plan, criteria, value_of, rating)) if criteria else []
    known = [proposal for proposal in proposals if proposal is not None]
    if len(known) < len(proposals):
        return None
    order = _order(plan, rating)
    others = [g.symbol for g in scale_of(plan, rating) if g.symbol not in order]
    found = lowest((p for _, p in known), order, others)
    if found is None:
        return None
    shown = "、".join(f"KPI「{k.statement}」は {p.arithmetic}" for k, p in known if p == found)
    is_most = found.grade in order and any(not p.grade for _, p in known)
    return Verdict(found.grade, shown, found.treatment, is_most)


def _criteria(plan: Plan, rating: Answer) -> tuple[Criterion, ...]:
    return criteria_of(plan, rating.slot.field, rating.key.code)


def _order(plan: Plan, rating: Answer) -> list[str]:
    """Symbols of the ranked grades, best first."""
    ranked = (g for g in scale_of(plan, rating) if g.grade_class is GradeClass.RANKED)
    return [grade.symbol for grade in ranked]


def _proposals(
    plan: Plan,
    criteria: Sequence[Criterion],
    value_of: Callable[[Kpi], Answer | None],
    rating: Answer,
) -> Iterator[tuple[Kpi, Proposal] | None]:
    """For each KPI that the rating is about; None where its value is faulty, which is said
    elsewhere."""
    for kpi in plan.kpis_of(rating.key.code):
        if rating.key.kpi not in (0, kpi.number):
            continue
        answer = value_of(kpi)
        value = sound_figure(kpi, answer, plan) if answer else None
        in_words = kpi.counting is Counting.QUALITATIVE
        if answer and (value is not None or in_words or _has_none(answer, criteria)):
            yield kpi, propose(criteria, plan, kpi, value)
        else:
            yield None


def _value_of(plan: Plan, submission: Submission, rating: Answer, kpi: Kpi) -> Answer | None:
    """The reported figure that the book has. A rating that counts has nothing to do with what the
    division says of another's KPI."""
    now = str(plan.fiscal_year)
    for answer in submission.answers.values():
        key = answer.key
        if answer.slot.is_opinion and not rating.slot.is_opinion:
            continue
        if says_actual(answer) and (key.code, key.kpi, key.period) == (*kpi.counted, now):
            return answer
    return None


def says_actual(answer: Answer) -> bool:
    """Whether it is the reported figure of a KPI."""
    return answer.slot.field.meaning is Meaning.ACTUAL


def _has_none(answer: Answer, criteria: Sequence[Criterion]) -> bool:
    """Whether there is no figure: nothing, a word that says so, or, where a row says what then
    holds, another text. A text with figures that cannot be read may still be one."""
    quantity = answer.quantity
    if is_blank(answer) or (quantity is not None and quantity.is_missing):
        return True
    is_text = quantity is not None and quantity.kind == "text" and not quantity.ambiguous
    return is_text and any(asks_for_none(row) for row in criteria)
