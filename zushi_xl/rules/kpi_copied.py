"""Rules about a KPI figure that stands somewhere else already: copied rather than measured."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Counting, Kpi, Plan, Trend, ValueStatus
from zushi_xl.report.kpi import past, target, way_of
from zushi_xl.report.kpi_words import show
from zushi_xl.report.printed_figures import number_of
from zushi_xl.rules.asked import REPLY, at, name_of, of_type, said
from zushi_xl.rules.figures import answers_to_kpis, sound_figure
from zushi_xl.rules.kpi_digits import KpiStep, steps, usual_step
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.settings import threshold
from zushi_xl.text.folding import fold

BOOK = book_rules(RuleArea.KPI)

_TELLING = 3  # digits from which two equal figures are hardly a coincidence
_LONG = 4  # digits from which a figure of long ago does not come again
_STILL = Decimal("0.02")  # a KPI that moved less than this part of itself may well stand still


def digits_of(value: Decimal) -> int:
    """How many digits a figure is written with: 64.1 and 407 have three, 0.5 has one."""
    return len(str(abs(value)).replace(".", "").lstrip("0"))


@BOOK.confirm_rule(
    "前年度と同じ実績",
    "これまで動いてきたKPIの値が、前の値とまったく同じである（3桁以上の値に限る）。"
    "もっと前の値と同じときは、4桁以上の値に限る。"
    "言葉で表すKPIは、前の年度の文とまったく同じとき（しきい値の字数以上に限る）。",
    "2023年度 64.1％ の翌年度に 64.1％ と書いた。",
    "10",
)
def kpi_same_as_last_year(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The value of the year before, where the KPI has always moved."""
    for step in steps(plan, submission):
        if step.value == step.last.value and not _may_stand_still(step, plan):
            yield _unchanged(step.answer, f"{step.last.label}の{show(step.last.value, step.kpi)}")
        is_long = digits_of(step.value) >= _LONG and not _is_kept(step)
        for point in past(step.kpi, plan)[:-1] if is_long else ():
            if point.value == step.value != step.last.value:
                yield _unchanged(step.answer, f"{point.label}の{show(point.value, step.kpi)}")
                break
    for answer in of_type(submission, FieldType.YEARLY):
        kpi, text = answer.slot.kpi, fold(answer.text)
        before = _words_before(kpi, plan) if kpi and kpi.counting is Counting.QUALITATIVE else ""
        if text and text == fold(before) and len(text) >= threshold(plan, kpi_same_as_last_year):
            yield _unchanged(answer, "前の年度の文")


def _unchanged(answer: Answer, before: str) -> Finding:
    return at(
        kpi_same_as_last_year,
        answer,
        f"{name_of(answer)}「{said(answer)}」が、{before}とまったく同じです。",
        f"前の年度の値を写していないか確かめてください。変わりがなければ、{REPLY}",
        "今年度の値",
    )


@BOOK.info_rule(
    "動きの小さいKPIの同じ値",
    "もともと動きの小さいKPI、累計、二桁の値が、前の値と同じである。",
    "2022.3 が 168か所、2023年度が 170か所のKPIで、翌年度も 170か所。",
)
def kpi_unchanged(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The value of the year before, where the KPI moves little."""
    for step in steps(plan, submission):
        is_same = step.value == step.last.value and digits_of(step.value) > 1
        if is_same and _may_stand_still(step, plan) and not _is_kept(step):
            yield at(
                kpi_unchanged,
                step.answer,
                f"{name_of(step.answer)} {show(step.value, step.kpi)} は、"
                f"{step.last.label}と同じ値です。",
                "前の年度の値を写していなければ、直さなくて構いません。",
            )


def _is_kept(step: KpiStep) -> bool:
    return way_of(step.kpi) is Trend.KEEP or (step.kpi.unit == "％" and step.value == 100)


def _may_stand_still(step: KpiStep, plan: Plan) -> bool:
    """Few, round or kept figures, sums, and KPIs that hardly ever moved."""
    if digits_of(step.value) < _TELLING or step.kpi.counting is Counting.CUMULATIVE:
        return True
    if _is_kept(step):
        return True
    before = [point.value for point in past(step.kpi, plan)[:-1]]
    is_still = bool(before) and abs(before[-1] - step.value) <= abs(step.value) * _STILL
    return is_still and step.kpi.unit != "％"


def _words_before(kpi: Kpi, plan: Plan) -> str:
    told = [
        value.text
        for period in plan.periods
        if period.fiscal_year and period.fiscal_year < plan.fiscal_year
        if (value := kpi.values.get(period.key)) and value.status is ValueStatus.ACTUAL
    ]
    return told[-1] if told else ""


@BOOK.confirm_rule(
    "目標と同じ実績",
    "実績が目標の値とまったく同じで、前の値からは離れている。",
    "目標 500団体 のKPIで、424団体の翌年度に 500団体 と書いた。",
)
def kpi_same_as_target(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Exactly the target, far from the value before."""
    for step in steps(plan, submission):
        goal, kpi = number_of(target(step.kpi)), step.kpi
        is_full = kpi.unit == "％" and step.value == 100
        is_telling = digits_of(step.value) >= (_TELLING if step.gap <= step.usual else 2)
        if goal == step.value != step.last.value and not is_full and is_telling:
            yield at(
                kpi_same_as_target,
                step.answer,
                f"{name_of(step.answer)} {show(step.value, kpi)} は、目標とまったく同じです"
                f"（{step.last.label}は {show(step.last.value, kpi)}）。",
                f"目標を写していないか確かめてください。実績が同じなら、{REPLY}",
                "測った値",
            )


@BOOK.confirm_rule(
    "ほかのKPIと同じ値",
    "一つの様式の二つのKPIに同じ値（二桁以上）があり、このKPIの前の値からは離れている。",
    "となりのKPIの 424団体 を写した。",
)
def kpi_same_as_other(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The value of another KPI of the form, far from the value before."""
    figures = [
        (kpi, answer, value)
        for kpi, answer in answers_to_kpis(submission)
        if (value := sound_figure(kpi, answer, plan)) is not None and digits_of(value) > 1
    ]
    for kpi, answer, value in figures:
        same = [k for k, _, v in figures if v == value and k is not kpi]
        nearest = min([_distance(k, value, plan) for k in same], default=Decimal(0))
        if same and _distance(kpi, value, plan) > max(nearest, Decimal(1)):
            yield at(
                kpi_same_as_other,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、"
                f"{same[0].code} のKPI「{same[0].statement}」の値と同じです。",
                f"ほかのKPIの値を写していないか確かめてください。正しければ、{REPLY}",
            )


def _distance(kpi: Kpi, value: Decimal, plan: Plan) -> Decimal:
    """How far a figure is from the last one, in usual steps; 0 where there is none."""
    known = past(kpi, plan)
    usual = usual_step(kpi, known) if known else Decimal(0)
    return abs(value - known[-1].value) / usual if usual else Decimal(0)
