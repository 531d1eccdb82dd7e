"""Rules about a KPI figure among the others: last year's, the plan's, the words beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import Form
from zushi_xl.plan.cycles import read_cycle
from zushi_xl.plan.model import Counting, Kpi, Plan, ValueStatus
from zushi_xl.report.kpi import last_year, planned_now
from zushi_xl.report.kpi_words import show, show_gap
from zushi_xl.rules.asked import REPLY, at, name_of, said, why_unusable
from zushi_xl.rules.figures import answers_to_kpis, sound_figure
from zushi_xl.rules.registry import book_rules

BOOK = book_rules(RuleArea.KPI)


@BOOK.confirm_rule(
    "実績の欄に計画値",
    "評価年度の値が（ ）で囲まれているか「見込み」「予定」とされ、実績でなく計画値に読める。",
    "（66.7％）と書いた。",
)
def kpi_planned_as_actual(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """An actual value that is written as a planned one: in brackets, or 見込み."""
    for _kpi, answer in answers_to_kpis(submission):
        quantity = answer.quantity
        is_planned = quantity is not None and quantity.planned and not quantity.is_missing
        if is_planned and not why_unusable(answer):
            yield at(
                kpi_planned_as_actual,
                answer,
                f"{name_of(answer)}「{said(answer)}」は、計画値か見込みの書き方です。",
                "実績なら（ ）や「見込み」を外してください。後で決まる値は「未確定」とします。",
                "実績の値",
            )


@BOOK.info_rule(
    "計画値と同じ実績",
    "評価年度の値が、計画値とまったく同じである。",
    "計画値（67.5％）の年度に 67.5％ と書いた。",
)
def kpi_same_as_planned(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Exactly the planned value of the year."""
    for kpi, answer in answers_to_kpis(submission):
        planned = planned_now(kpi, plan)
        value = sound_figure(kpi, answer, plan)
        is_bare = answer.quantity is not None and not answer.quantity.planned
        if planned and is_bare and value == planned.quantity.value:
            yield at(
                kpi_same_as_planned,
                answer,
                f"{name_of(answer)} {said(answer)} は、計画値 {planned.text} と同じです。",
                "計画値を写していないか確かめてください。実績が同じなら、直さなくて構いません。",
            )


@BOOK.confirm_rule(
    "幅のある実績",
    "評価年度の値が「以上」「超」「～」などの幅で書かれている。「約」は指摘しない。",
    "1,000人以上、5～6回 と書いた。",
)
def kpi_inexact(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """An actual value that is a bound or a range."""
    for _kpi, answer in answers_to_kpis(submission):
        quantity = answer.quantity
        if quantity and (quantity.low is not None or quantity.high is not None):
            yield at(
                kpi_inexact,
                answer,
                f"{name_of(answer)}「{said(answer)}」は、一つの値になっていません。",
                f"測った値を一つ記入してください。幅でしか測れないときは、{REPLY}",
                "一つの値",
            )


@BOOK.confirm_rule(
    "毎年測るKPIに値がない",
    "測定周期が「毎年」か、測る年度にあたるKPIに、値でなく「未実施」「集計中」「ー」などが書かれている。",
    "毎年の市民意識調査によるKPIに「集計中」と書いた。",
)
def kpi_no_value(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Words in place of a value in a year in which the KPI is measured."""
    for kpi, answer in answers_to_kpis(submission):
        planned = kpi.values.get(str(plan.fiscal_year))
        is_open = planned is not None and planned.status is ValueStatus.OPEN
        is_due = read_cycle(kpi.cycle).is_due(plan.fiscal_year) and not is_open
        quantity = answer.quantity
        if is_due and quantity and quantity.is_missing and not why_unusable(answer):
            when = "毎年" if kpi.cycle.startswith("毎年") else f"{plan.fiscal_year}年度に"
            yield at(
                kpi_no_value,
                answer,
                f"{name_of(answer)}は「{said(answer)}」で、{when}測るKPIなのに値がありません。",
                f"値が分かり次第記入してください。測らなかったときは、{REPLY}",
                f"{kpi.unit or ''}の値",
            )


@BOOK.confirm_rule(
    "累計の減少",
    "累計のKPIが前の年度より小さい。",
    "累計112人の翌年度に 98人 と書いた。",
)
def kpi_cumulative_fall(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A cumulative KPI below its value of the year before."""
    for kpi, answer, value, before in _steps(plan, submission):
        if kpi.counting is Counting.CUMULATIVE and value < before:
            yield at(
                kpi_cumulative_fall,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、前の値 {show(before, kpi)} より"
                f" {show_gap(before - value, kpi)} 少なくなっています。累計は減りません。",
                f"これまでの合計を記入してください。訂正で減ったときは、{REPLY}",
                f"{show(before, kpi)}以上",
            )


def _steps(plan: Plan, submission: Submission) -> Iterator[tuple[Kpi, Answer, Decimal, Decimal]]:
    """Each reported figure with the last one before it."""
    for kpi, answer in answers_to_kpis(submission):
        value, before = sound_figure(kpi, answer, plan), last_year(kpi, plan)
        if value is not None and before is not None:
            yield kpi, answer, value, before.value
