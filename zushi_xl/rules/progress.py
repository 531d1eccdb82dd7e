"""Rules about a grade against the figures below it.

The published book rates A a KPI that fell from 45.0 to 44.6 ％, and says why: a grade is a
judgement, so a doubt is answered by words in 補足説明 and never an error. The arithmetic is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import Rule, RuleArea
from zushi_xl.form.model import Form, Meaning
from zushi_xl.plan.model import Kpi, Plan, Trend
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.kpi import expected_now, is_reached, is_worse, last_year, target
from zushi_xl.returned.grades import match_grade
from zushi_xl.returned.submission import Answer, Submission
from zushi_xl.rules.asked import at, of_meaning
from zushi_xl.rules.figures import (
    answers_to_kpis,
    how_expected,
    show,
    show_gap,
    shown_value,
    sound_figure,
)
from zushi_xl.rules.grade_rules import verdict_on
from zushi_xl.rules.kpi import remarks_of
from zushi_xl.rules.kpi_series import FALL_WORDS, RISE_WORDS
from zushi_xl.rules.rating import scale_of
from zushi_xl.rules.registry import book_rule
from zushi_xl.rules.settings import threshold

_REASON = re.compile("要因|理由|原因|影響|計画上は")


class _Step(NamedTuple):
    """A KPI of the rated section with its reported figure."""

    kpi: Kpi
    value: Decimal


class _Doubt(NamedTuple):
    """A best grade and a figure that speaks against it; ``reason`` whether the text gives one."""

    answer: Answer
    text: str
    is_short: bool
    has_reason: bool


@book_rule(
    RuleArea.GRADE,
    Severity.CONFIRM,
    "計画値に届かない最上位の評価",
    "最上位の評価なのに、KPIが評価年度の計画値（なければ、現状から目標までを一定の割合で"
    "進むとした値）に届かず、補足説明にそのわけがない。"
    "しきい値は、補間した値に届かなくても指摘しない差（その値に対する％）。",
    "現状407団体・目標500団体で、390団体なのにA評価。",
    "2",
)
def rating_doubtful(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for doubt in _doubts(plan, submission):
        if doubt.is_short and not doubt.has_reason:
            yield _unexplained(rating_doubtful, doubt)


@book_rule(
    RuleArea.GRADE,
    Severity.CONFIRM,
    "値が悪くなった最上位の評価",
    "最上位の評価なのに、KPIが前の年度より悪くなり、補足説明にそのわけがない。",
    "45.0％から44.6％に下がってA評価、補足説明は空欄。",
)
def rating_without_reason(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for doubt in _doubts(plan, submission):
        if not doubt.is_short and not doubt.has_reason:
            yield _unexplained(rating_without_reason, doubt)


@book_rule(
    RuleArea.GRADE,
    Severity.INFO,
    "わけを述べた最上位の評価",
    "rating-doubtful または rating-without-reason に当たるが、補足説明にわけが述べられている。",
    "45.0％から44.6％に下がってA評価、補足説明に「0.4ポイント減少しているが…」とある。",
)
def rating_explained(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for doubt in _doubts(plan, submission):
        if doubt.has_reason:
            yield at(
                rating_explained,
                doubt.answer,
                f"{doubt.text}補足説明にわけが述べられています。",
                "直さなくて構いません。補足説明がこの値のことを述べているか、読んでおいてください。",
            )


@book_rule(
    RuleArea.GRADE,
    Severity.CONFIRM,
    "目標に届いた最下位の評価",
    "最下位の評価なのに、施策のKPIがすべて目標に届いている。",
    "目標70％超で70.6％なのにD評価。",
)
def rating_too_low(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer, grade, ranked in _judged(plan, submission):
        steps = list(_steps_below(plan, submission, answer))
        reached = [_reached(step) for step in steps] if grade is ranked[-1] else []
        if reached and all(reached) and len(reached) == len(plan.kpis_of(answer.key.code)):
            yield at(
                rating_too_low,
                answer,
                f"評価は「{grade.text}」ですが、{'、'.join(reached)}。",
                "評価を見直すか、この評価にした理由を補足説明に書いてください。",
            )


def _judged(plan: Plan, submission: Submission) -> Iterator[tuple[Answer, Grade, list[Grade]]]:
    """Ratings on a scale of several ranks; where rows of 評価基準 judge, they alone do."""
    for answer in of_meaning(submission, Meaning.RATING):
        ranked = [g for g in scale_of(plan, answer) if g.grade_class is GradeClass.RANKED]
        grade = match_grade(tuple(ranked), answer.used)
        if grade is not None and len(ranked) > 1 and not verdict_on(plan, submission, answer):
            yield answer, grade, ranked


def _doubts(plan: Plan, submission: Submission) -> Iterator[_Doubt]:
    for answer, grade, ranked in _judged(plan, submission):
        for step in _steps_below(plan, submission, answer) if grade is ranked[0] else ():
            doubt = _doubt(plan, step)
            if doubt:
                head = f"評価は「{grade.text}」ですが、KPI「{step.kpi.statement}」の"
                has_reason = _gives_reason(remarks_of(submission, answer), step.kpi)
                text = f"{head}{plan.fiscal_year}年度の値 {doubt}"
                yield _Doubt(answer, text, bool(_short_of_plan(plan, step)), has_reason)


def _doubt(plan: Plan, step: _Step) -> str:
    return _short_of_plan(plan, step) or _worse_than_before(plan, step)


def _unexplained(rule: Rule, doubt: _Doubt) -> Finding:
    return at(
        rule,
        doubt.answer,
        f"{doubt.text}補足説明にそのわけがありません。",
        "評価を見直すか、この評価にした理由を補足説明に書いてください。",
    )


def _steps_below(plan: Plan, submission: Submission, rating: Answer) -> Iterator[_Step]:
    for kpi, answer in answers_to_kpis(submission):
        value = sound_figure(kpi, answer, plan)
        if kpi.code == rating.key.code and value is not None:
            yield _Step(kpi, value)


def _short_of_plan(plan: Plan, step: _Step) -> str:
    kpi, value = step
    expected = expected_now(kpi, plan)
    if expected is None or is_reached(kpi, value) or expected.aim.is_met(value):
        return ""
    percent = threshold(plan, rating_doubtful) if expected.path else Decimal(0)
    gap = expected.aim.gap(value)
    if expected.path and gap <= abs(expected.value) * percent / 100:
        return ""
    wanted = shown_value(expected, value)
    gap = abs(wanted - value)
    by = f" {show_gap(gap, kpi)} " if gap else ""  # 70％超 is missed by 70 without a gap
    return (
        f"{show(value, kpi)} は、{how_expected(expected, kpi)} {show(wanted, kpi)} に{by}届かず、"
    )


def _worse_than_before(plan: Plan, step: _Step) -> str:
    kpi, value = step
    before = last_year(kpi, plan)
    if before is None or is_reached(kpi, value) or not is_worse(kpi, value, before.value):
        return ""
    moved = f"{show_gap(abs(value - before.value), kpi)} 悪くなり、"
    return f"{show(value, kpi)} は、{before.label}の {show(before.value, kpi)} より {moved}"


def _gives_reason(remarks: str, kpi: Kpi) -> bool:
    """Whether 補足説明 speaks of the change for the worse, or of its cause."""
    worse = RISE_WORDS if kpi.trend is Trend.DOWN else FALL_WORDS
    return bool(worse.search(remarks) or _REASON.search(remarks))


def _reached(step: _Step) -> str:
    """In words that the target is reached; empty where it is not."""
    kpi, value = step
    aim = target(kpi)
    if aim is None or not is_reached(kpi, value):
        return ""
    return f"KPI「{kpi.statement}」は {show(value, kpi)} で、目標 {aim.text.strip()} に届いています"
