"""基本目標.csv and 人口見通し.csv, where the plan has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from zushi_xl.plan.outlook import Goal, PopulationRow
from zushi_xl.quantity import Quantity
from zushi_xl.report.five_values import figure, reason_for_none
from zushi_xl.report.model import Report
from zushi_xl.report.tables.shared_columns import class_column, reason_column
from zushi_xl.report.tables.tidy import CODE, INTEGER, NUMBER, TEXT, TidyColumn, TidyTable
from zushi_xl.report.tables.words import QUALIFIERS

R = TypeVar("R")


class GoalValue(NamedTuple):
    """The baseline or the target of a goal."""

    goal: Goal
    status: str
    period: str
    year: int | None
    quantity: Quantity
    text: str


class PopulationValue(NamedTuple):
    """People or share of one group in one year."""

    row: PopulationRow
    item: str
    value: Decimal | None
    unit: str
    said: Quantity | None  # in place of a value


def plan_tables(report: Report) -> Iterator[TidyTable[Any]]:
    """基本目標 and 人口見通し, where the plan has them."""
    if report.plan.goals:
        yield _goals(report)
    if report.plan.population:
        yield _population(report)


def _goals(report: Report) -> TidyTable[GoalValue]:
    rows: list[GoalValue] = []
    for goal in report.plan.goals:
        if goal.baseline:
            years = goal.baseline_quantity.fiscal_years
            year = years[-1] if years else None
            quantity = goal.baseline_quantity
            rows.append(
                GoalValue(goal, "基準値", goal.baseline_period, year, quantity, goal.baseline)
            )
        label = f"{goal.target_year}年度" if goal.target_year else ""
        rows.append(
            GoalValue(goal, "目標値", label, goal.target_year, goal.target_quantity, goal.target)
        )
    columns: list[TidyColumn[GoalValue]] = [
        TidyColumn("基本目標番号", CODE, "総合戦略の基本目標の番号", lambda row: row.goal.number),
        TidyColumn("基本目標", TEXT, "基本目標の名称", lambda row: row.goal.title),
        TidyColumn("指標", TEXT, "数値目標の指標", lambda row: row.goal.indicator),
        TidyColumn("種別", TEXT, "基準値、目標値", lambda row: row.status),
        TidyColumn(
            "西暦年度", INTEGER, "値の年度", lambda row: row.year, "年度", "「時点」の列による"
        ),
        TidyColumn("時点", TEXT, "計画書に示された時点", lambda row: row.period),
        TidyColumn("値", NUMBER, "値", lambda row: figure(row.quantity), "「単位」の列"),
        TidyColumn("下限", NUMBER, "以上・超・範囲の下端", lambda row: row.quantity.low),
        TidyColumn("上限", NUMBER, "以下・未満・範囲の上端", lambda row: row.quantity.high),
        TidyColumn("単位", TEXT, "値の単位", lambda row: row.quantity.unit),
        TidyColumn("限定", TEXT, "約、以上、超、以下、未満", _qualifier),
        *_why_missing(lambda row: reason_for_none(row.quantity)),
        TidyColumn("記載", TEXT, "計画書の表記", lambda row: row.text),
        TidyColumn("備考", TEXT, "注記", lambda row: row.goal.note),
    ]
    return TidyTable("基本目標.csv", "基本目標の数値目標の値一つ", tuple(columns), tuple(rows))


def _qualifier(row: GoalValue) -> str:
    return QUALIFIERS[row.quantity.qualifier]


def _population(report: Report) -> TidyTable[PopulationValue]:
    rows = [
        value
        for row in report.plan.population
        for value in (
            PopulationValue(row, "人口", row.people, "人", row.people_said),
            PopulationValue(row, "構成比", row.share, "％", row.share_said),
        )
    ]
    columns: list[TidyColumn[PopulationValue]] = [
        TidyColumn("西暦年", INTEGER, "見通しの年", lambda v: v.row.year, "年"),
        TidyColumn("区分", TEXT, "年齢などの区分", lambda v: v.row.group),
        TidyColumn("合計", TEXT, "合計の行は「合計」", _total, blank="内訳の行"),
        TidyColumn("項目", TEXT, "人口、構成比", lambda v: v.item),
        TidyColumn("値", NUMBER, "見通しの値", lambda v: v.value, "「単位」の列"),
        TidyColumn("単位", TEXT, "値の単位", lambda v: v.unit),
        *_why_missing(lambda v: reason_for_none(v.said) if v.value is None else ""),
    ]
    return TidyTable("人口見通し.csv", "年・区分・項目ごとの値一つ", tuple(columns), tuple(rows))


def _why_missing(reason: Callable[[R], str]) -> tuple[TidyColumn[R], TidyColumn[R]]:
    return reason_column("欠測理由", reason), class_column(reason)


def _total(value: PopulationValue) -> str:
    return "合計" if value.row.is_total else ""
