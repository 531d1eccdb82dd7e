"""Rules about figures of a KPI that the division does not fill in, yet came back changed.

The reader of returned books says only that a pre-filled cell differs, and keeps the plan's value.
Which period the cell belongs to is worked out here: it stands in the row of the KPI's reported
value, left of it what was published, right of it what is planned; and it held the period's text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea, declare
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import Meaning
from zushi_xl.plan.model import Period, Plan, ValueStatus
from zushi_xl.returned.rules import PREFILLED_CHANGED
from zushi_xl.rules.registry import sharpener
from zushi_xl.text.folding import fold

RESTATED = declare(
    "kpi-restated",
    RuleArea.KPI,
    Severity.CONFIRM,
    "公表済みの値の書き換え",
    "前の年度の実績として公表した値が、返ってきた様式で変わっている。計画マスタの値を採る。",
    "2023年度の実績 18.90% が 19.8% に書き換えられている。",
)
PLAN_CHANGED = declare(
    "kpi-plan-changed",
    RuleArea.KPI,
    Severity.CONFIRM,
    "現状・目標・計画値の書き換え",
    "KPIの現状・目標・計画値が、返ってきた様式で変わっている。計画マスタの値を採る。",
    "目標 500団体 が 400団体 に書き換えられている。",
)
_BLANK = "（空欄）"
_WORDS = {
    ValueStatus.BASELINE: "現状",
    ValueStatus.ACTUAL: "実績",
    ValueStatus.PLANNED: "計画値",
    ValueStatus.TARGET: "目標",
    ValueStatus.OPEN: "値",
}


@sharpener
def _of_kpi(plan: Plan, submission: Submission, finding: Finding) -> Finding:
    """A finding of the reader about a figure of a KPI, under the rule of its own."""
    for answer in submission.answers.values():
        if answer.slot.field.meaning is Meaning.ACTUAL and _is_row_of(answer, finding):
            periods = _periods(plan, answer, finding)
            return _told(plan, answer, periods, finding) if periods else finding
    return finding


def _is_row_of(answer: Answer, finding: Finding) -> bool:
    source = finding.source
    return (
        finding.rule == PREFILLED_CHANGED.id
        and source is not None
        and answer.key.code == finding.code
        and answer.source.sheet == source.sheet
        and _place(answer.source.cell)[0] == _place(source.cell)[0]
    )


def _place(cell: str) -> tuple[int, tuple[int, str]]:
    """Row, and a column that compares as it stands in the sheet."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    return (int(match[2]), (len(match[1]), match[1])) if match else (0, (0, ""))


def _periods(plan: Plan, answer: Answer, finding: Finding) -> list[Period]:
    """Periods on the side of the cell whose text the plan gives as the finding says."""
    here = _place(finding.source.cell if finding.source else "")[1]
    order = [period.key for period in plan.periods]
    now = order.index(answer.key.period) if answer.key.period in order else 0
    side = plan.periods[:now] if here < _place(answer.source.cell)[1] else plan.periods[now + 1 :]
    expected = "" if finding.expected == _BLANK else fold(finding.expected)
    return [period for period in side if fold(_text(answer, period)) == expected]


def _text(answer: Answer, period: Period) -> str:
    value = answer.slot.kpi.values.get(period.key) if answer.slot.kpi else None
    return value.text if value else ""


def _told(plan: Plan, answer: Answer, periods: list[Period], finding: Finding) -> Finding:
    period = periods[-1] if finding.expected == _BLANK else periods[0]
    kpi = answer.slot.kpi
    value = kpi.values.get(period.key) if kpi else None
    year = period.fiscal_year
    is_past = year is not None and year < plan.fiscal_year
    rule = RESTATED if is_past else PLAN_CHANGED
    word = _WORDS[value.status if value else ValueStatus.OPEN]
    at = "目標" if period.key == "target" else f"{period.label}の{word}"
    return replace(
        finding,
        rule=rule.id,
        severity=rule.severity,
        message=f"KPI「{kpi.statement if kpi else ''}」の{at}が「{finding.expected}」から"
        f"「{finding.given}」に変わっています。計画マスタの値を使います。",
        remedy="公表した値を訂正するときは、根拠を添えて取りまとめ課に申し出てください。"
        if is_past
        else "計画を改めるときは、取りまとめ課に申し出てください。元の値に戻して構いません。",
        field=period.label,
    )
