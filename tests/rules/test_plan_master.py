"""What the masters leave open: each told at its cell, and nothing said of what is in order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.masters.books import FORM as FORM_TEXT
from tests.masters.books import PLAN as PLAN_TEXT
from tests.masters.books import Edits, book
from zushi_xl.findings.finding import Severity
from zushi_xl.masters.form import load_form
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.conditions.predicates import Comparison, Figure
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Criterion, Grade, GradeClass, Treatment
from zushi_xl.rules import check_masters
from zushi_xl.rules.settings import open_in_masters
from zushi_xl.workbook.cells import Source


def told(plan_edits: Edits | None = None, form_edits: Edits | None = None) -> list[tuple[str, str]]:
    """Rule and cell (KPI!E2) of what is open."""
    plan = load_plan(book(PLAN_TEXT, plan_edits))
    form = load_form(book(FORM_TEXT, form_edits))
    return [
        (f.rule, f"{f.source.sheet}!{f.source.cell}" if f.source else "")
        for f in check_masters(plan, form)
    ]


SHOWN = {
    "項目!A10": "kpi", "項目!B10": "柱", "項目!C10": "目標", "項目!D10": "繰り返し",
    "項目!E10": "事務局", "項目!G10": "KPI", "項目!H10": "本文",
    "項目!A11": "items", "項目!B11": "具体的施策", "項目!C11": "取り組み", "項目!D11": "繰り返し",
    "項目!E11": "事務局", "項目!G11": "取り組み", "項目!H11": "本文",
}  # fmt: skip


def test_nothing_is_open() -> None:
    assert told(form_edits=SHOWN) == []


def test_setting_unknown_raised() -> None:
    found = told({"設定!A10": "提出締切", "設定!A21": "担当者の覚え", "設定!B21": "x"}, SHOWN)
    assert found == [("setting-unknown", "設定!A10"), ("setting-unknown", "設定!A21")]


def test_setting_unknown_silent() -> None:
    assert told({"設定!A10": "提出　期限"}, SHOWN) == []


def test_initiative_state_unknown_raised() -> None:
    assert told({"取り組み!I2": "終り"}, SHOWN) == [("initiative-state-unknown", "取り組み!I2")]


def test_initiative_state_unknown_silent() -> None:
    for word in ("終了", "廃止", "完了", "中止", "新規", "継続", ""):
        assert told({"取り組み!I2": word or None}, SHOWN) == []


def test_copied_from_unknown_raised() -> None:
    edits = SHOWN | {"項目!O4": "前年度の評定", "項目!D4": "文章", "項目!E4": "事務局"}
    assert told(form_edits=edits) == [("copied-from-unknown", "項目!O4")]


def test_copied_from_unknown_silent() -> None:
    edits = SHOWN | {"項目!O4": "前年度の評価", "項目!D4": "文章", "項目!E4": "事務局"}
    assert told(form_edits=edits) == []


def test_kpi_share_without_unit_raised() -> None:
    assert ("kpi-share-without-unit", "KPI!D2") in told({"KPI!D2": None}, SHOWN)


def test_kpi_share_without_unit_silent() -> None:
    assert told({"KPI!D4": None}, SHOWN) == []  # 定性 has none


def test_kpi_number_gap_raised() -> None:
    edits = {"KPI!A4": "1-1-①", "KPI!B4": "3"}
    assert told(edits, SHOWN) == [("kpi-number-gap", "KPI!B4")]


def test_a_number_that_is_missing_at_the_beginning_is_a_gap() -> None:
    """1-1-① has KPI2 alone, where the master has KPI1 of it."""
    edits = {"KPI!B3": "2"}
    assert told(edits, SHOWN) == [("kpi-number-gap", "KPI!B3")]


def test_kpi_number_gap_silent() -> None:
    assert told({"KPI!A4": "1-1-①", "KPI!B4": "2"}, SHOWN) == []


def test_row_not_shown_raised() -> None:
    found = told()
    assert [place for rule, place in found if rule == "row-not-shown"] == [
        "KPI!C2",  # 柱 has no block of KPIs
        "取り組み!A2",
        "取り組み!A3",
        "取り組み!A4",
    ]


def test_row_not_shown_silent() -> None:
    assert told(form_edits=SHOWN) == []


def test_kpi_nobody_asked_raised() -> None:
    assert told({"柱!D2": None}, SHOWN) == [("kpi-nobody-asked", "柱!D2")]


def test_kpi_nobody_asked_silent() -> None:
    assert told({"柱!D2": "公園課"}, SHOWN) == []


def _with(*criteria: Criterion) -> Plan:
    plan = load_plan(book(PLAN_TEXT))
    closed = Grade((), "完", "", "", GradeClass.FINISHED, None, None, Source("計画.xlsx"))
    return replace(plan, grades=(*plan.grades, closed), criteria=criteria)


def _criterion(grade: str, term: str, decides: bool = True) -> Criterion:
    return Criterion(
        levels=(),
        valid_from=None,
        valid_to=None,
        condition=f"{term} ≧ 50",
        predicate=Comparison(term, "≧", Figure(Decimal(50))),
        grade=grade,
        treatment=Treatment.DECIDES if decides else Treatment.PROPOSES,
        without_value=None,
        source=Source("計画.xlsx", "評価基準", "D2"),
    )


def _rules(plan: Plan) -> list[str]:
    return [f.rule for f in check_masters(plan, load_form(book(FORM_TEXT, SHOWN)))]


def test_criterion_outside_ranking_raised() -> None:
    assert _rules(_with(_criterion("完", "達成率"))) == ["criterion-outside-ranking"]


def test_criterion_outside_ranking_silent() -> None:
    assert _rules(_with(_criterion("A", "達成率"), _criterion("完", "達成率", False))) == []


def test_criterion_without_baseline_raised() -> None:
    """1 has 未実施 and then 50.0％: a figure to start from. Without that one it has none."""
    plan = _with(_criterion("A", "進捗率"))
    values = {k: v for k, v in plan.kpis[0].values.items() if k != "2023"}
    bare = replace(plan, kpis=(replace(plan.kpis[0], values=values), *plan.kpis[1:]))
    assert _rules(bare) == ["criterion-without-baseline"]


def test_criterion_without_baseline_silent() -> None:
    assert _rules(_with(_criterion("A", "進捗率"), _criterion("A", "実績"))) == []


def test_what_was_accepted_or_switched_off_is_not_said() -> None:
    form = load_form(book(FORM_TEXT, SHOWN))
    off = {"点検ルール!A2": "initiative-state-unknown", "点検ルール!B2": "点検しない"}
    plan = load_plan(book(PLAN_TEXT, {"取り組み!I2": "終り", **off}))
    assert open_in_masters(plan, form) == ()
    plan = load_plan(book(PLAN_TEXT, {"取り組み!I2": "終り"}))
    assert [f.severity for f in open_in_masters(plan, form)] == [Severity.CONFIRM]


def test_last_grade_unknown_raised() -> None:
    assert told({"柱!F2": "Ｅ"}, SHOWN) == [("last-grade-unknown", "柱!F2")]


def test_last_grade_unknown_silent() -> None:
    for text in ("A", "Ａ：順調", "ー", None):
        assert told({"柱!F2": text}, SHOWN) == []


def test_grade_rank_unsaid_raised() -> None:
    edits = {"評価区分!B4": "S", "評価区分!C4": "とても順調", "評価区分!E4": "順位"}
    assert told(edits, SHOWN) == [("grade-rank-unsaid", "評価区分!B4")]


def test_grade_rank_unsaid_silent() -> None:
    assert told({"評価区分!B4": "C", "評価区分!E4": "順位"}, SHOWN) == []
