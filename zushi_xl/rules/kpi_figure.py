"""Rules about a reported KPI figure by itself: can it be read, can it be true."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import Form, Meaning
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.report.kpi import last_year, points
from zushi_xl.report.kpi_words import is_possible, show
from zushi_xl.rules.asked import (
    REPLY,
    at,
    figure_of,
    has_other_unit,
    is_whole,
    meant,
    name_of,
    said,
    why_unusable,
)
from zushi_xl.rules.figures import all_figures, is_fraction, sound_figure, typed_figures
from zushi_xl.rules.registry import book_rules
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.KPI)


@BOOK.error_rule(
    "読み取れないKPI",
    "KPIの値を一つの数値として読み取れない。「未実施」「ー」などの語は読み取れる。",
    "「66.7か67.5」「前年度と同じ」と書いた。",
)
def kpi_unreadable(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A value that is not one number."""
    for kpi, answer in all_figures(submission):
        reason = why_unusable(answer)
        if reason and answer.is_written:
            yield at(
                kpi_unreadable,
                answer,
                f"{name_of(answer)}「{said(answer)}」を値として読めません（{reason}）。",
                f"値を一つだけ、単位をつけて記入してください（例：{_sample(kpi)}）。"
                "調べていない値は「未実施」、後で決まる値は「未確定」と書きます。",
                f"{kpi.unit or ''}の値",
            )


def _sample(kpi: Kpi) -> str:
    texts = [v.text for v in kpi.values.values() if v.quantity.value is not None]
    return texts[0] if texts else f"12{kpi.unit or ''}"


@BOOK.error_rule(
    "KPIの単位違い",
    "書かれた単位が、KPIの単位と異なる。",
    "単位が「団体」のKPIに 390件 と書いた。",
)
def kpi_unit(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A unit other than the KPI's."""
    for kpi, answer in typed_figures(submission):
        quantity = answer.quantity
        if quantity is not None and has_other_unit(answer) and not why_unusable(answer):
            yield at(
                kpi_unit,
                answer,
                f"{name_of(answer)}「{said(answer)}」は「{quantity.unit}」で"
                f"書かれていますが、このKPIの単位は「{kpi.unit}」です。",
                f"「{kpi.unit}」で数えた値に直してください。",
                kpi.unit or "",
            )


@BOOK.error_rule(
    "百分率と小数の取り違え",
    "単位が％のKPIに、％をつけずに1以下の値を書いた。ほかの年度の値はどれも1より大きい。",
    "64.1％の翌年度に 0.667 と書いた。",
)
def kpi_fraction(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A value up to 1 without ％ where the unit is ％ and all other years are above 1."""
    for kpi, answer in typed_figures(submission):
        value = figure_of(answer)
        if value is not None and is_fraction(kpi, answer, plan):
            meant = show(value * 100, kpi)
            yield at(
                kpi_fraction,
                answer,
                f"{name_of(answer)}「{said(answer)}」は1％以下の値ですが、"
                f"{_neighbour(kpi, plan)}と比べて小さすぎます。百分率でなく小数です。",
                f"{meant} なら「{meant}」と、％をつけて記入してください。",
                meant,
            )


def _neighbour(kpi: Kpi, plan: Plan) -> str:
    known = last_year(kpi, plan) or points(kpi, plan)[-1]
    return f"{known.label}の{show(known.value, kpi)}"


@BOOK.error_rule(
    "0～100％の外",
    "割合のKPIの値が 0％より小さいか 100％より大きい。",
    "667％、または半角の (67.5%) が Excel で負の数になった -67.5％。",
)
def kpi_out_of_range(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A share below 0 or above 100 percent."""
    for kpi, answer in typed_figures(submission):
        value = figure_of(answer)
        if value is not None and not is_possible(kpi, value):
            yield at(
                kpi_out_of_range,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、割合が取れる 0～100％ の外です。"
                f"{_bracket_hint(value)}",
                "0～100 の値を、％をつけて記入してください。"
                "計画比など100％を超えてよい率なら、回答欄に書いてください。取りまとめ課が計画マスタの"
                "「集計」を平均に直します。",
                "0～100％",
            )


def _bracket_hint(value: Decimal) -> str:
    return "半角の( )で囲んだ値は、Excelが負の数に変えます。" if value < 0 else ""


@BOOK.confirm_rule(
    "負のKPI",
    "割合でないKPIの値が負で、ほかの年度に負の値がない。",
    "-390団体 と書いた（半角の (390) は Excel で負の数になる）。",
)
def kpi_negative(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A negative value of a KPI that never was negative and is no share."""
    for kpi, answer in typed_figures(submission):
        value = figure_of(answer)
        if (
            value is not None
            and value < 0
            and is_possible(kpi, value)
            and all(p.value >= 0 for p in points(kpi, plan))
        ):
            yield at(
                kpi_negative,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は負の値です。{_bracket_hint(value)}",
                f"{show(-value, kpi)} なら、( )や負号をつけずに記入し直してください。",
                "0以上",
            )


@BOOK.confirm_rule(
    "端数のある実数",
    "件数・人数など数えて得るKPIに、小数がついている。",
    "390.5団体 と書いた。",
)
def kpi_decimal(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Decimals of a KPI that is counted."""
    for kpi, answer in typed_figures(submission):
        value = sound_figure(kpi, answer, plan)
        if value is not None and kpi.counting is Counting.COUNT and _is_odd(kpi, value):
            yield at(
                kpi_decimal,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、数えて得る値なのに小数があります。",
                f"整数に直してください。平均や割合で、小数が正しければ、{REPLY}",
                "整数",
            )


def _is_odd(kpi: Kpi, value: Decimal) -> bool:
    """Whether ``value`` has decimals though the plan itself has whole figures only."""
    if _MEASURED.fullmatch(kpi.unit or ""):
        return False
    figures = (v.quantity.value for v in kpi.values.values())
    return not is_whole(value) and all(is_whole(figure) for figure in figures if figure is not None)


_MEASURED = regex(
    r"\A(?:[A-Za-zａ-ｚＡ-Ｚ㎡㎥㎢㎞㎏㏊℃/／・]+[23]?|.*(?:時間|分|秒|日|年|円|トン|ヘクタール|メートル|リットル|倍|度|点|ポイント|割))\Z"
)
"""Units of what is measured, not counted: ha, km, t, 時間."""


def remarks_answer(submission: Submission, answer: Answer) -> Answer | None:
    """The field in which the lead division explains beside the rating or figure, if any."""
    return meant(submission, answer.key.code, Meaning.REMARKS)


def remarks_of(submission: Submission, answer: Answer) -> str:
    """What the lead division explains beside the rating or figure."""
    remarks = remarks_answer(submission, answer)
    return remarks.used if remarks else ""
