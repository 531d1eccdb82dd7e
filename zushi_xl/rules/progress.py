"""Rules about a grade against the figures below it.

The published book rates A a KPI that fell from 45.0 to 44.6 ％, and says why: a grade is a
judgement, so a doubt is never an error. The arithmetic is shown beside what the division wrote; a
reply or 了承 closes it. No word of a text decides whether it is a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import Rule, RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.grades import match_grade
from zushi_xl.form.model import Form, Meaning
from zushi_xl.plan.model import Kpi, Plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.kpi import (
    Expected,
    Point,
    expected_now,
    is_reached,
    is_worse,
    last_year,
    past,
    target,
)
from zushi_xl.report.kpi_words import how_expected, show, show_gap, shown_value
from zushi_xl.rules.asked import REPLY, at, is_whole, of_meaning
from zushi_xl.rules.figures import answers_to_kpis, sound_figure
from zushi_xl.rules.grade_rules import verdict_on
from zushi_xl.rules.kpi_digits import is_odd
from zushi_xl.rules.kpi_figure import remarks_answer, remarks_of
from zushi_xl.rules.rating import scale_of
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.settings import threshold
from zushi_xl.rules.shared_work import once_a_book
from zushi_xl.rules.text_claims import FALL, RISE
from zushi_xl.rules.text_figures import figures_in, sentences

BOOK = book_rules(RuleArea.GRADE)


class _Step(NamedTuple):
    """A KPI of the rated section with its reported figure."""

    kpi: Kpi
    value: Decimal


class _Doubt(NamedTuple):
    """A grade and a figure that speaks against it."""

    answer: Answer
    kpi: Kpi
    text: str
    """What speaks against it, with its sum."""
    part: Decimal
    """How far it falls short, as a part of the figure it is held against, in ％."""
    explained: str
    """The sentence of 補足説明 that states this very figure or change; empty where none does."""


@BOOK.confirm_rule(
    "計画値に届かない最上位の評価",
    "最上位の評価なのに、KPIが評価年度の計画値にしきい値（％）を超えて届かないか、"
    "計画値がなくて、現状から目標までの道のりの四分の一も進んでいない。"
    "計画値がないときは、道のりの一割を進んで前年度より良ければ、また差が割合で3ポイント、数えた値で1に満たなければ指摘しない。"
    "補足説明の文を並べて示すので、理由が述べられているかは読んで決める。",
    "現状407団体・目標500団体で、390団体なのにA評価。",
    "3",
)
def rating_doubtful(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The best grade, although a KPI misses its planned value by more than a threshold."""
    for doubt in _short(plan, submission):
        if not doubt.explained and doubt.part > threshold(plan, rating_doubtful):
            yield _asked(rating_doubtful, submission, doubt)


@BOOK.confirm_rule(
    "値が悪くなった最上位の評価",
    "最上位の評価なのに、KPIが前の年度より、その値のしきい値（％）を超えて悪くなった。"
    "計画値の疑いがあれば、それだけを出す。"
    "補足説明が動いた量を数で述べていれば rating-explained になる。",
    "450人から391人に減ってA評価、補足説明は空欄。",
    "5",
)
def rating_without_reason(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The best grade, although a KPI is worse than last year by more than a threshold."""
    for doubt in _worse(plan, submission):
        if not doubt.explained and doubt.part > threshold(plan, rating_without_reason):
            yield _asked(rating_without_reason, submission, doubt)


@BOOK.info_rule(
    "値がわずかに悪くなった最上位の評価",
    "最上位の評価で、KPIが前の年度よりわずかに（rating-without-reason のしきい値まで）悪くなった。",
    "51.1％から51.0％に下がってA評価。",
)
def rating_slightly_worse(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The best grade, although a KPI is slightly worse than last year."""
    for doubt in _worse(plan, submission):
        if not doubt.explained and doubt.part <= threshold(plan, rating_without_reason):
            yield at(
                rating_slightly_worse,
                doubt.answer,
                f"{doubt.text}。",
                "このままでよければ、直さなくて構いません。",
            )


@BOOK.info_rule(
    "値を述べた最上位の評価",
    "rating-doubtful または rating-without-reason に当たるが、"
    "補足説明の文がそのKPIの値か動いた量を数で述べている。理由になっているかは読んで決める。",
    "45.0％から44.6％に下がってA評価、補足説明に「0.4ポイント減少しているが…」とある。",
)
def rating_explained(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """As the two before, where the remarks name the value or how far it moved."""
    short = _short(plan, submission)
    grave = [d for d in short if d.part > threshold(plan, rating_doubtful)]
    for doubt in (*grave, *_worse(plan, submission)):
        if doubt.explained:
            yield at(
                rating_explained,
                doubt.answer,
                f"{doubt.text}。補足説明に「{doubt.explained}」とあります。",
                "直さなくて構いません。この評価の理由になっているか、読んでおいてください。",
            )


@BOOK.confirm_rule(
    "目標に届いた低い評価",
    "評価区分の下半分の評価なのに、施策のKPIがすべて目標に届いている。",
    "目標70％超で70.6％なのにD評価。",
)
def rating_too_low(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A grade of the lower half, although every KPI has reached its target."""
    for answer, grade, ranked in _judged(plan, submission):
        is_low = ranked.index(grade) >= max(1, len(ranked) // 2)
        steps = list(_steps_below(plan, submission, answer))
        reached = [_reached(step) for step in steps] if is_low else []
        if reached and all(reached) and len(reached) == len(plan.kpis_of(answer.key.code)):
            yield at(
                rating_too_low,
                answer,
                f"評価は「{grade.text}」ですが、{'、'.join(reached)}。",
                f"評価を見直してください。この評価でよければ、{REPLY}",
            )


@BOOK.confirm_rule(
    "値が大きく悪くなった二番目の評価",
    "上から二番目の評価（三つ以上の区分に限る）なのに、"
    "KPIが現状からも前の年度からも、その値のしきい値（％）を超えて悪くなった。",
    "現状407人・前年度424人で、210人なのにB評価。",
    "30",
)
def rating_too_high(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The second grade, although a KPI is far below its baseline and last year."""
    limit = threshold(plan, rating_too_high)
    for answer, grade, ranked in _judged(plan, submission):
        if len(ranked) < 3 or grade is not ranked[1]:
            continue
        for step in _steps_below(plan, submission, answer):
            worse, first = _worse_than_before(plan, step), past(step.kpi, plan)[:1]
            if not worse or worse[1] <= limit or not _is_below(step, first, limit):
                continue
            doubt = _doubt(plan, submission, answer, grade, step, worse)
            if not doubt.explained:
                yield _asked(rating_too_high, submission, doubt)


def _is_below(step: _Step, first: list[Point], limit: Decimal) -> bool:
    """Whether a figure is worse than the first one by more than a part of it in ％."""
    return all(
        is_worse(step.kpi, step.value, p.value)
        and abs(step.value - p.value) * 100 > abs(p.value) * limit
        for p in first
    )


_Shortfall = tuple[str, Decimal]
_Judge = Callable[[Plan, _Step], _Shortfall | None]


@once_a_book
def _judged(plan: Plan, submission: Submission) -> Iterator[tuple[Answer, Grade, list[Grade]]]:
    """Ratings on a scale of several ranks; where rows of 評価基準 judge, they alone do."""
    for answer in of_meaning(submission, Meaning.RATING):
        ranked = [g for g in scale_of(plan, answer) if g.grade_class is GradeClass.RANKED]
        grade = match_grade(tuple(ranked), answer.used)
        if grade is not None and len(ranked) > 1 and not verdict_on(plan, submission, answer):
            yield answer, grade, ranked


def _doubts(plan: Plan, submission: Submission, judge: _Judge) -> Iterator[_Doubt]:
    """Best grades that a judgement of a figure speaks against, one for each KPI."""
    for answer, grade, ranked in _judged(plan, submission):
        for step in _steps_below(plan, submission, answer) if grade is ranked[0] else ():
            found = judge(plan, step)
            if found:
                yield _doubt(plan, submission, answer, grade, step, found)


@once_a_book
def _short(plan: Plan, submission: Submission) -> Iterator[_Doubt]:
    """Best grades with a figure short of the plan's."""
    return _doubts(plan, submission, _short_of_plan)


@once_a_book
def _worse(plan: Plan, submission: Submission) -> Iterator[_Doubt]:
    """Best grades with a figure worse than the last, where the plan's figures do not tell more."""
    short = _short(plan, submission)
    told = [(d.answer, d.kpi) for d in short if d.part > threshold(plan, rating_doubtful)]
    for doubt in _doubts(plan, submission, _worse_than_before):
        if (doubt.answer, doubt.kpi) not in told:
            yield doubt


def _doubt(
    plan: Plan, submission: Submission, answer: Answer, grade: Grade, step: _Step, why: _Shortfall
) -> _Doubt:
    head = f"評価は「{grade.text}」ですが、KPI「{step.kpi.statement}」の"
    explained = _statement_of(plan, step, remarks_of(submission, answer))
    return _Doubt(answer, step.kpi, f"{head}{plan.fiscal_year}年度の値 {why[0]}", why[1], explained)


def _asked(rule: Rule, submission: Submission, doubt: _Doubt) -> Finding:
    """The doubt with what the division wrote beside it: whether it is a reason, people decide."""
    remarks = " ".join(remarks_of(submission, doubt.answer).split())
    has_field = remarks_answer(submission, doubt.answer) is not None
    beside = f"補足説明は「{remarks[:_QUOTED]}{'…' if len(remarks) > _QUOTED else ''}」です。"
    blank = "補足説明は書かれていません。" if has_field else ""
    return at(
        rule,
        doubt.answer,
        f"{doubt.text}。{beside if remarks else blank}",
        f"評価を見直してください。この評価でよければ、{REPLY}",
    )


_QUOTED = 80


def _statement_of(plan: Plan, step: _Step, remarks: str) -> str:
    """The sentence that states the figure or its change, in the KPI's unit or in points."""
    before = last_year(step.kpi, plan)
    change = abs(step.value - before.value) if before else None
    for sentence in sentences(remarks):
        for said in figures_in(sentence):
            is_change = said.value == change and (
                said.unit == "ポイント" or said.counts(step.kpi.unit or "")
            )
            is_figure = said.value == step.value and said.counts(step.kpi.unit or "")
            is_figure = is_figure and bool(re.search(f"{RISE}|{FALL}", sentence))
            if is_change or is_figure:
                return sentence[:_QUOTED]
    return ""


def _steps_below(plan: Plan, submission: Submission, rating: Answer) -> Iterator[_Step]:
    """What counts says nothing against an opinion, nor an opinion against what counts."""
    for kpi, answer in answers_to_kpis(submission):
        is_alike = answer.slot.is_opinion is rating.slot.is_opinion
        if kpi.code == rating.key.code and is_alike:
            value = sound_figure(kpi, answer, plan)
            if value is not None and not is_odd(kpi, answer, value, plan):
                yield _Step(kpi, value)


def _short_of_plan(plan: Plan, step: _Step) -> _Shortfall | None:
    kpi, value = step
    expected = expected_now(kpi, plan)
    if expected is None or is_reached(kpi, value) or expected.aim.is_met(value):
        return None
    if expected.path and (_is_on_the_way(expected, value) or _is_moving(plan, step, expected)):
        return None
    wanted = shown_value(expected, value)
    gap = abs(wanted - value)
    by = f" {show_gap(gap, kpi)} " if gap else ""  # 70％超 is missed by 70 without a gap
    planned = f"{how_expected(expected, kpi)} {show(wanted, kpi)}"
    text = f"{show(value, kpi)} は、{planned} に{by}届きません"
    return text, _part(gap, expected.value)


def _is_moving(plan: Plan, step: _Step, expected: Expected) -> bool:
    """Whether nobody would ask, though the way that we drew is not kept: a tenth of it is made and
    the figure has gained on last year too, or it misses by less than can be told."""
    if expected.path and expected.path[1].value == expected.value:
        return False  # the plan's own figure is due
    kpi, value = step
    before = last_year(kpi, plan)
    gains = before is None or is_worse(kpi, before.value, value)
    if gains and _way_made(expected, value) >= _TENTH:
        return True
    return abs(expected.value - value) < _blurred(kpi, value, expected)


def _blurred(kpi: Kpi, value: Decimal, expected: Expected) -> Decimal:
    """By how much a figure may miss a drawn way without anybody asking: whole things cannot lie on
    a way between two whole numbers, and a survey has an error of its own."""
    if kpi.unit == "％":
        return _SURVEY_ERROR
    ends = [point.value for point in expected.path or ()]
    return Decimal(1) if all(map(is_whole, (value, *ends))) else Decimal(0)


def _is_on_the_way(expected: Expected, value: Decimal) -> bool:
    """Whether a quarter of the way that we drew between two figures is made."""
    return _way_made(expected, value) >= _QUARTER


def _way_made(expected: Expected, value: Decimal) -> Decimal:
    """The part of the way from the first figure to the expected one; negative for a step back."""
    start = expected.path[0].value if expected.path else expected.value
    way = expected.value - start
    return (value - start) / way if way else Decimal(0)


_QUARTER, _TENTH = Decimal("0.25"), Decimal("0.1")
_SURVEY_ERROR = Decimal(3)  # points: 1,000 answers are right to about three


def _part(gap: Decimal, of: Decimal) -> Decimal:
    return gap * 100 / abs(of) if of else Decimal(100)


def _worse_than_before(plan: Plan, step: _Step) -> _Shortfall | None:
    kpi, value = step
    before = last_year(kpi, plan)
    if before is None or is_reached(kpi, value) or not is_worse(kpi, value, before.value):
        return None
    gap = abs(value - before.value)
    moved = f"{show_gap(gap, kpi)} 悪くなりました"
    text = f"{show(value, kpi)} は、{before.label}の {show(before.value, kpi)} より {moved}"
    return text, _part(gap, before.value)


def _reached(step: _Step) -> str:
    """In words that the target is reached; empty where it is not."""
    kpi, value = step
    aim = target(kpi)
    if aim is None or not is_reached(kpi, value):
        return ""
    return f"KPI「{kpi.statement}」は {show(value, kpi)} で、目標 {aim.text.strip()} に届いています"
