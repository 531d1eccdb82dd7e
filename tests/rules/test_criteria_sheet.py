"""The sheet 評価基準 of a plan master: its rows, and every mistake in it at once."""

from __future__ import annotations

from decimal import Decimal

from tests.masters.books import PLAN, book, findings
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.conditions.predicates import Comparison, Conjunction, Figure, Statement
from zushi_xl.plan.levels import Level

HEADS = "階層 | 適用開始 | 適用終了 | 条件 | 評価 | 扱い | 値がないとき"
GOOD = f"""
# 評価基準
{HEADS}
具体的施策 | 2024 | | 達成率 ≧ 100％ かつ 実績 ≧ 前年度 | Ａ | 決める | 担当課の判断
 | | | 値なし | | |
 | | | その他 | B | 提案 | 次の行へ
"""


def test_rows_are_read() -> None:
    first, none, rest = load_plan(book(PLAN + GOOD)).criteria
    assert first.levels == (Level.MEASURE,)
    assert (first.valid_from, first.valid_to) == (2024, None)
    assert first.predicate == Conjunction(
        (Comparison("達成率", "≧", Figure(Decimal(100), "％")), Comparison("実績", "≧", "前年度"))
    )
    assert (first.grade, first.treatment, first.without_value) == ("A", "決める", "担当課の判断")
    assert (none.grade, none.treatment, none.without_value) == ("", "提案", None)
    assert (rest.grade, rest.predicate, rest.without_value) == (
        "B",
        Statement("その他"),
        "次の行へ",
    )


def test_a_plan_without_the_sheet_has_no_rows() -> None:
    assert load_plan(book(PLAN)).criteria == ()


def test_all_mistakes_at_once() -> None:
    bad = f"""
# 評価基準
{HEADS}
施索 | 来年 | | 達成度 ≧ 100 | S | きめる | 待つ
 | 2025 | 2024 | | A | |
"""
    found = findings(load_plan, book(PLAN + bad))
    places = {(f.rule, f.source.cell) for f in found if f.source and f.source.sheet == "評価基準"}
    assert places == {
        ("plan-level", "A2"),
        ("plan-year", "B2"),
        ("plan-criterion", "D2"),
        ("plan-criterion-grade", "E2"),
        ("plan-choice", "F2"),
        ("plan-choice", "G2"),
        ("plan-years", "C3"),
        ("plan-empty", "D3"),
    }
    assert all(f.message.endswith("。") and f.remedy.endswith("。") for f in found)
