"""Rules about what the plan itself says of a KPI: its sentence against its target, its baseline.

The published plan has 「平均が20件を超えている」 with the target 21件以上 (not the same for an
average: 20.5), and a baseline cell with two values, for 2021 and for 2018–2020.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.plan.model import Counting, Kpi, Plan, Trend, ValueStatus
from zushi_xl.plan.outlook import Goal
from zushi_xl.quantity import Context, Quantity, read_quantity
from zushi_xl.quantity.typed import NEGATIVE_PERCENT
from zushi_xl.report.kpi import past
from zushi_xl.report.kpi_words import show
from zushi_xl.report.model import Report
from zushi_xl.rules.asked import is_whole
from zushi_xl.rules.registry import report_rules
from zushi_xl.text.regex import regex

YEAR = report_rules(RuleArea.KPI)

_FRAGMENT = regex(r"\d(?:[\d,，.．]|[万億千百](?=\d))*[^\d。、，]*")
_ENDING = regex(r"(?:に|と)?(?:なって|を?維持して|を?保って|して|て)?い?る?$")
_WHOLE = (Counting.COUNT, Counting.CUMULATIVE)


class PlannedAim(NamedTuple):
    """A bound to reach: at least (or at most) ``value``; ``strict`` where it must be passed."""

    value: Decimal
    strict: bool


@YEAR.confirm_rule(
    "KPIの文と目標の食い違い",
    "KPI（または基本目標の指標）の文に書かれた数と、目標の値が同じことを意味しない。"
    "数えて得る値では「20件を超える」と「21件以上」は同じで、平均では異なる。",
    "文は「平均が20件を超えている」、目標は「21件以上」。",
)
def kpi_target_sentence(report: Report) -> Iterator[Finding]:
    """A sentence of a KPI or goal that means another figure than its target."""
    yield from _sentences(report)
    yield from _goals(report)


def _sentences(report: Report) -> Iterator[Finding]:
    for kpi in report.plan.kpis:
        value = kpi.values.get("target")
        if value and value.quantity.value is not None:
            said = sentence_aim(kpi.statement, value.quantity.unit)
            if said is not None and not _kpi_agrees(kpi, said, value.quantity, report.plan):
                yield kpi_target_sentence.at(
                    kpi.source,
                    f"{kpi.code} のKPIの文は「{_quote(said)}」、目標は「{value.text}」で、"
                    f"同じ意味になりません。{_why(kpi, said, value.quantity)}",
                    "計画マスタのKPIの文か目標を直すか、計画書どおりなら了承してください。",
                    code=kpi.code,
                    field="KPI",
                    given=kpi.statement,
                    expected=value.text,
                )


def _goals(report: Report) -> Iterator[Finding]:
    for goal in report.plan.goals:
        said = sentence_aim(goal.indicator, goal.target_quantity.unit)
        if (
            said is not None
            and goal.target_quantity.value is not None
            and _goal_differs(goal, said)
        ):
            yield kpi_target_sentence.at(
                goal.source,
                f"基本目標{goal.number}の指標の文は「{_quote(said)}」、目標値は「{goal.target}」で、"
                "同じ意味になりません。",
                "計画マスタの指標の文か目標値を直すか、計画書どおりなら了承してください。",
                field="指標",
                given=goal.indicator,
                expected=goal.target,
            )


def sentence_aim(statement: str, unit: str | None) -> Quantity | None:
    """The one figure in a sentence that is in the target's unit; None where it is not clear. A
    bare number at the end of a name is none: 指標1."""
    found = []
    for fragment in _FRAGMENT.findall(statement):
        text = _ENDING.sub("", fragment) if not fragment.endswith("超えている") else fragment
        quantity = read_quantity(text, Context(unit=None))
        is_bare = quantity.unit is None and quantity.qualifier is None and text == fragment
        if quantity.unit in (unit, None, _points_of(unit)) and not (is_bare and unit):
            found += [quantity] if quantity.value is not None else []
    return found[0] if len(found) == 1 else None


def _points_of(unit: str | None) -> str | None:
    return "ポイント" if unit == "％" else unit


def _kpi_agrees(kpi: Kpi, said: Quantity, aim: Quantity, plan: Plan) -> bool:
    if said.value is None or aim.value is None:
        return True
    if said.unit == "ポイント" or said.note in ("増加", "増", "減少", "減"):
        step = -abs(said.value) if said.note in ("減少", "減") else said.value
        ends = [point.value + step for point in past(kpi, plan)]
        return not ends or any(abs(end - aim.value) <= Decimal("0.05") for end in ends)
    is_down, whole = kpi.trend is Trend.DOWN, kpi.counting in _WHOLE
    return _aim(said, is_down, whole) == _aim(aim, is_down, whole)


def _goal_differs(goal: Goal, said: Quantity) -> bool:
    whole = goal.target_quantity.unit != "％"
    if said.unit == "ポイント" or said.note:
        return False
    return _aim(said, False, whole) != _aim(goal.target_quantity, False, whole)


def _aim(quantity: Quantity, is_down: bool, counts_whole: bool) -> PlannedAim:
    """For whole things "more than 20" is "at least 21"."""
    value = quantity.value or Decimal(0)
    strict = quantity.qualifier in ("more_than", "less_than")
    if strict and counts_whole and is_whole(value):
        return PlannedAim(value + (-1 if is_down else 1), strict=False)
    return PlannedAim(value, strict)


def _quote(said: Quantity) -> str:
    return said.text.strip()


def _why(kpi: Kpi, said: Quantity, aim: Quantity) -> str:
    """A figure that meets the one and not the other, where both speak of the same border."""
    said_value, value = said.value or Decimal(0), aim.value or Decimal(0)
    if kpi.counting is Counting.MEAN and abs(said_value - value) == 1:
        between = show((said_value + value) / 2, kpi)
        return f"平均は小数を取るので、例えば {between} は一方だけを満たします。"
    return ""


@YEAR.info_rule(
    "二つの値がある現状",
    "KPIの現状の欄に、年度の異なる値が二つ以上ある。計画値の補間には使わない。",
    "23件（2021年度）と 8.8件（2018年度～2020年度平均）。",
)
def kpi_two_baselines(report: Report) -> Iterator[Finding]:
    """A baseline with several values of different years."""
    for kpi in report.plan.kpis:
        for value in kpi.values.values():
            parts = value.quantity.also if value.quantity.is_refused else ()
            if value.status is ValueStatus.BASELINE and len(parts) > 1:
                texts = "、".join(part.text.strip() for part in parts)
                yield kpi_two_baselines.at(
                    value.source,
                    f"{kpi.code} のKPIの現状に値が{len(parts)}個あります（{texts}）。"
                    "比べる相手が決まらないので、計画値の補間には使いません。",
                    "どちらと比べるかが決まっていれば、計画マスタの備考に書いておいてください。",
                    code=kpi.code,
                    field="現状",
                    given=value.text,
                )


@YEAR.confirm_rule(
    "計画マスタの負のKPI",
    "計画マスタのKPIの値が負の数で、同じKPIのほかの値に負の数がない。"
    "増減率のように負になるKPIなら正しい。",
    "計画値を半角の (26.3) と記入し、Excelが -26.3 に変えた。",
)
def kpi_plan_negative(report: Report) -> Iterator[Finding]:
    """A negative value in the plan, where the KPI has no other."""
    for kpi in report.plan.kpis:
        suspect = [v for v in kpi.values.values() if NEGATIVE_PERCENT in v.quantity.conflicts]
        known = [v for v in kpi.values.values() if (v.quantity.value or 0) < 0]
        for value in suspect if len(known) == 1 else ():
            yield kpi_plan_negative.at(
                value.source,
                f"{kpi.code} のKPIの値「{value.text}」は負の数です。{NEGATIVE_PERCENT}。",
                "計画値なら全角の（ ）で囲んだ文字にします。負の値が正しければ了承してください。",
                code=kpi.code,
                field="KPI",
                given=value.text,
                expected="0以上",
            )
