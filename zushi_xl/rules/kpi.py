"""Rules about a reported KPI figure by itself: can it be read, can it be true."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import Form, Meaning
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.report.kpi import last_year, points
from zushi_xl.returned.submission import Answer, Submission
from zushi_xl.rules.asked import (
    at,
    figure_of,
    has_other_unit,
    is_whole,
    meant,
    name_of,
    why_unusable,
)
from zushi_xl.rules.figures import answers_to_kpis, is_fraction, is_possible, show, sound_figure
from zushi_xl.rules.registry import book_rule
from zushi_xl.rules.settings import factor

_SLIPS = (10, 100, 1000, 10_000)


@book_rule(
    RuleArea.KPI,
    Severity.ERROR,
    "読み取れないKPI",
    "KPIの値を一つの数値として読み取れない。「未実施」「ー」などの語は読み取れる。",
    "「66.7か67.5」「前年度と同じ」と書いた。",
)
def kpi_unreadable(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        reason = why_unusable(answer)
        if reason:
            yield at(
                kpi_unreadable,
                answer,
                f"{name_of(answer)}「{answer.text.strip()}」を値として読めません（{reason}）。",
                f"値を一つだけ、単位をつけて入力してください（例：{_sample(kpi)}）。"
                "調べていないときは「未実施」とします。",
                f"{kpi.unit or ''}の値",
            )


def _sample(kpi: Kpi) -> str:
    texts = [v.text for v in kpi.values.values() if v.quantity.value is not None]
    return texts[0] if texts else f"12{kpi.unit or ''}"


@book_rule(
    RuleArea.KPI,
    Severity.ERROR,
    "KPIの単位違い",
    "書かれた単位が、KPIの単位と異なる。",
    "単位が「団体」のKPIに 390件 と書いた。",
)
def kpi_unit(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        quantity = answer.quantity
        if quantity is not None and has_other_unit(answer) and not why_unusable(answer):
            yield at(
                kpi_unit,
                answer,
                f"{name_of(answer)}「{answer.text.strip()}」は「{quantity.unit}」で"
                f"書かれていますが、このKPIの単位は「{kpi.unit}」です。",
                f"「{kpi.unit}」で数えた値に直してください。",
                kpi.unit or "",
            )


@book_rule(
    RuleArea.KPI,
    Severity.ERROR,
    "百分率と小数の取り違え",
    "単位が％のKPIに、％をつけずに1以下の値を書いた。ほかの年度の値はどれも1より大きい。",
    "64.1％の翌年度に 0.667 と書いた。",
)
def kpi_fraction(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value = figure_of(answer)
        if value is not None and is_fraction(kpi, answer, plan):
            meant = show(value * 100, kpi)
            yield at(
                kpi_fraction,
                answer,
                f"{name_of(answer)}「{answer.text.strip()}」は1％以下の値ですが、"
                f"{_neighbour(kpi, plan)}と比べて小さすぎます。百分率でなく小数です。",
                f"{meant} なら「{meant}」と、％をつけて入力してください。",
                meant,
            )


def _neighbour(kpi: Kpi, plan: Plan) -> str:
    known = last_year(kpi, plan) or points(kpi, plan)[-1]
    return f"{known.label}の{show(known.value, kpi)}"


@book_rule(
    RuleArea.KPI,
    Severity.ERROR,
    "0～100％の外",
    "割合のKPIの値が 0％より小さいか 100％より大きい。",
    "667％、または半角の (67.5%) が Excel で負の数になった -67.5％。",
)
def kpi_out_of_range(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value = figure_of(answer)
        if value is not None and not is_possible(kpi, value):
            yield at(
                kpi_out_of_range,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、割合が取れる 0～100％ の外です。"
                f"{_bracket_hint(value)}",
                "0～100 の値を、％をつけて入力してください。",
                "0～100％",
            )


def _bracket_hint(value: Decimal) -> str:
    return "半角の( )で囲んだ値は、Excelが負の数に変えます。" if value < 0 else ""


@book_rule(
    RuleArea.KPI,
    Severity.CONFIRM,
    "負のKPI",
    "割合でないKPIの値が負で、ほかの年度に負の値がない。",
    "-390団体 と書いた（半角の (390) は Excel で負の数になる）。",
)
def kpi_negative(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value = sound_figure(kpi, answer, plan)
        if value is not None and value < 0 and all(p.value >= 0 for p in points(kpi, plan)):
            yield at(
                kpi_negative,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は負の値です。{_bracket_hint(value)}",
                f"{show(-value, kpi)} なら、( )や負号をつけずに入力し直してください。",
                "0以上",
            )


@book_rule(
    RuleArea.KPI,
    Severity.CONFIRM,
    "桁違いの疑い",
    "ほかの年度の値や目標から、しきい値（倍）を超えて離れ、"
    "10倍・100倍・1000倍またはその逆数にするとほかの値の間に収まる。",
    "407団体、424団体の翌年度に 39団体 と書いた。",
    "4",
)
def kpi_digit_slip(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value = sound_figure(kpi, answer, plan)
        meant = _slipped_from(kpi, value, plan) if value is not None else None
        if value is not None and meant is not None:
            times = value / meant
            factor = f"{times:f}倍" if times > 1 else f"{1 / times:f}分の1"
            yield at(
                kpi_digit_slip,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、{_neighbour(kpi, plan)}と桁が違います。"
                f"{show(meant, kpi)} の{factor}になっていませんか。",
                f"{show(meant, kpi)} なら直してください。正しければ、理由を補足説明に。",
                show(meant, kpi),
            )


def _slipped_from(kpi: Kpi, value: Decimal, plan: Plan) -> Decimal | None:
    """The figure that was meant, where shifting the decimal point brings it among the others."""
    others = [point.value for point in points(kpi, plan) if point.value > 0]
    if not others or value <= 0:
        return None
    far = factor(plan, kpi_digit_slip)
    low, high = min(others), max(others)
    if low / far <= value <= high * far:
        return None
    shifted = (value * f if value < low else value / f for f in _SLIPS)
    near = Decimal(2)
    return next((v.normalize() for v in shifted if low / near <= v <= high * near), None)


@book_rule(
    RuleArea.KPI,
    Severity.CONFIRM,
    "端数のある実数",
    "件数・人数など数えて得るKPIに、小数がついている。",
    "390.5団体 と書いた。",
)
def kpi_decimal(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for kpi, answer in answers_to_kpis(submission):
        value = sound_figure(kpi, answer, plan)
        if value is not None and kpi.counting is Counting.COUNT and _is_odd(kpi, value):
            yield at(
                kpi_decimal,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、数えて得る値なのに小数があります。",
                "整数に直してください。平均や割合なら、計画マスタの「集計」を直すよう"
                "取りまとめ課へ知らせてください。",
                "整数",
            )


def _is_odd(kpi: Kpi, value: Decimal) -> bool:
    """Whether ``value`` has decimals though the plan itself has whole figures only."""
    figures = (v.quantity.value for v in kpi.values.values())
    return not is_whole(value) and all(is_whole(figure) for figure in figures if figure is not None)


def remarks_of(submission: Submission, answer: Answer) -> str:
    """What the lead division explains beside the rating or figure."""
    remarks = meant(submission, answer.key.code, Meaning.REMARKS)
    return remarks.used if remarks else ""
