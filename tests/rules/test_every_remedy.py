"""The remedy of every rule is walked: what it says is done, and neither the finding nor another is
left. ``BASE`` is a year without any; each walk changes lines of it, first wrongly, then as told.

The rules of the reader are walked in ``tests/reading``: there a book is edited, and the same book
without the edit raises nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.conftest import ROOT
from tests.rules.builders import FORM, LEAD, book, criteria, plan, report
from tests.rules.test_plan_master import SHOWN
from tests.rules.test_plan_master import told as told_of_masters
from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RULES
from zushi_xl.plan.model import Plan
from zushi_xl.rules.registry import BOOK_CHECKS, MASTER_CHECKS, REPORT_CHECKS
from zushi_xl.rules.settings import settle

YEAR = plan(
    kpis="""
5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数 毎年 | 2022.3=407団体 | 2023=424団体 | target=500団体
5-1-② | 満足した人が74％になっている。 | ％ | 上昇 割合 毎年 | 2022.3=60.1% | 2023=64.1% | target=74.0%
5-1-② | 講座に900人が参加している。 | 人 | 上昇 累計 毎年 | 2022.3=300人 | 2023=412人 | target=900人
5-1-② | 増減が10人になっている。 | 人 | 上昇 実数 毎年 | 2022.3=▲120人 | 2023=▲98人 | target=10人
""",
    initiatives=f"""
5-1-②-① | ① | 講座 | {LEAD} | 4-2-①-3 | 講座事業
5-1-②-② | ② | 交流 | {LEAD} | | 交流事業
""",
    programs="講座事業 | | 2,310,583\n交流事業 | 88,984,883",
)
_ONE_KPI = (
    "5-1-② | 団体が500団体になっている。 | 団体 | 上昇 実数 毎年 | 2022.3=407団体 | 2023=424団体"
)
ONE = plan(kpis=f"{_ONE_KPI} | target=500団体")
NO_TARGET = plan(kpis=_ONE_KPI)
DECIDING = plan(
    kpis=f"{_ONE_KPI} | target=500団体",
    criteria=criteria("達成率 ≧ 100 | A | 決める\nその他 | B | 決める"),
)
PROPOSING = plan(
    kpis=f"{_ONE_KPI} | target=500団体", criteria=criteria("達成率 ≧ 100 | A\nその他 | B")
)
BASE = {
    "5-1-② rating": "B",
    "5-1-② KPI1": "455団体",
    "5-1-② KPI2": "66.2％",
    "5-1-② KPI3": "520人",
    "5-1-② KPI4": "▲80人",
    "5-1-② remarks": "おおむね見込みに沿った。",
    "5-1-② next_steps": "説明会の回数を増やす。",
    "5-1-②-① strategy": "4-2-①-3",
    "5-1-②-① results": "講座を12回開いた。",
    "5-1-②-① program": "講座事業",
    "5-1-②-① amount": "2,289,233円",
    "5-1-②-① division": LEAD,
    "5-1-②-② results": "市民まつりに出展した。",
    "5-1-②-② program": "交流事業",
    "5-1-②-② amount": "88,984,883円",
}
Lines = dict[str, str]


def _table(lines: Lines, year: Plan) -> str:
    there = {f"{kpi.code} KPI{kpi.number}" for kpi in year.kpis}
    there |= {name for name in BASE if name.split()[0] in year.initiative_by_code}
    there |= {f"5-1-② {field}" for field in ("rating", "remarks", "next_steps", "outlook", "times")}
    answers = {name: typed for name, typed in {**BASE, **lines}.items() if name in there}
    return "\n".join(
        f"C{row} | {name} | {typed}" for row, (name, typed) in enumerate(answers.items(), 5)
    )


def _found(lines: Lines, year: Plan = YEAR) -> list[Finding]:
    """Everything that is said of a return and of the year made from it."""
    returned = book(year, _table(lines, year))
    found = [
        *rules.check_book(year, FORM, returned),
        *rules.check_report(report(year, returned)),
    ]
    return [f for f in settle(found, year) if f.severity is not Severity.INFO]


def _told(findings: Iterable[Finding]) -> set[str]:
    return {f.rule for f in findings}


def test_the_base_is_without_findings() -> None:
    assert _told(_found({})) == set()


KPI1, KPI2, KPI3, KPI4 = (f"5-1-② KPI{n}" for n in range(1, 5))
REMARKS, NEXT, GRADE = "5-1-② remarks", "5-1-② next_steps", "5-1-② rating"
RESULTS, PROGRAM, AMOUNT = (f"5-1-②-① {name}" for name in ("results", "program", "amount"))
OTHER = "5-1-②-② amount"
WALKED: list[tuple[str, Lines, Lines]] = [
    ("kpi-cumulative-fall", {KPI3: "390人"}, {KPI3: "512人"}),
    ("kpi-decimal", {KPI1: "455.5団体"}, {KPI1: "455団体"}),
    ("kpi-digit-slip", {KPI1: "45団体"}, {KPI1: "450団体"}),
    ("kpi-digits-swapped", {KPI2: "46.9％", GRADE: "C"}, {KPI2: "64.9％"}),
    ("kpi-far-off", {KPI1: "1,250団体"}, {KPI1: "450団体"}),
    ("kpi-fraction", {KPI2: "0.662"}, {KPI2: "66.2％"}),
    ("kpi-inexact", {KPI1: "450団体以上"}, {KPI1: "455団体"}),
    ("kpi-negative", {KPI1: "-455団体"}, {KPI1: "455団体"}),
    ("kpi-no-value", {KPI1: "集計中"}, {KPI1: "455団体"}),
    ("kpi-out-of-range", {KPI2: "667％"}, {KPI2: "66.7％"}),
    ("kpi-planned-as-actual", {KPI2: "（66.2％）"}, {KPI2: "66.2％"}),
    ("kpi-same-as-last-year", {KPI2: "64.1％"}, {KPI2: "64.3％"}),
    ("kpi-same-as-other", {KPI1: "520団体", KPI3: "520人"}, {KPI1: "455団体"}),
    ("kpi-same-as-target", {KPI1: "500団体"}, {KPI1: "455団体"}),
    ("kpi-sign-lost", {KPI4: "105人"}, {KPI4: "▲105人"}),
    ("kpi-unit", {KPI1: "455件"}, {KPI1: "455団体"}),
    ("kpi-unreadable", {KPI1: "455か456"}, {KPI1: "455団体"}),
    ("rating-doubtful", {GRADE: "A", KPI1: "390団体"}, {GRADE: "C", KPI1: "390団体"}),
    ("rating-missing", {GRADE: ""}, {GRADE: "B"}),
    ("rating-unknown", {GRADE: "E"}, {GRADE: "B"}),
    ("rating-words-differ", {REMARKS: "C評価とした。"}, {REMARKS: "B評価とした。"}),
    ("required-empty", {NEXT: ""}, {NEXT: "回数を増やす。"}),
    ("required-empty", {NEXT: "ー"}, {NEXT: "回数を増やす。"}),
    ("choice-unknown", {"5-1-② outlook": "続ける"}, {"5-1-② outlook": "継続"}),
    ("value-unreadable", {"5-1-② times": "10件と5件"}, {"5-1-② times": "15"}),
    ("value-doubtful", {"5-1-② times": "#-5"}, {"5-1-② times": "5"}),
    ("too-long", {REMARKS: "回数を増やした。" * 6}, {REMARKS: "回数を増やした。"}),
    ("ditto-text", {NEXT: "前年度と同じ。"}, {NEXT: "引き続き説明会を開く。"}),
    ("placeholder-left", {RESULTS: "〇〇人が来た。"}, {RESULTS: "30人が来た。"}),
    ("internal-note-left", {RESULTS: "講座を開いた（課長に確認）。"}, {RESULTS: "講座を開いた。"}),
    ("text-broken", {RESULTS: "講座を開き、"}, {RESULTS: "講座を開き、30人が来た。"}),
    ("text-garbled", {RESULTS: "縺薙ｓ縺ｫ縺｡縺ｯ"}, {RESULTS: "講座を開いた。"}),
    ("sum-differs", {RESULTS: "前期12人、後期15人の計37人。"}, {RESULTS: "前期12人、後期15人の計27人。"}),
    ("date-impossible", {RESULTS: "9月31日に開いた。"}, {RESULTS: "9月30日に開いた。"}),
    ("date-outside-year", {RESULTS: "2023年5月12日に開いた。"}, {RESULTS: "2024年5月12日に開いた。"}),
    ("date-eras-differ", {RESULTS: "令和6年（2025年）に開いた。"}, {RESULTS: "令和6年（2024年）に開いた。"}),
    ("personal-information", {RESULTS: "山田太郎氏が話した。"}, {RESULTS: "講師が話した。"}),
    ("division-misspelt", {RESULTS: "市民共働課と開いた。"}, {RESULTS: "市民協働課と開いた。"}),
    (
        "same-text-in-two",
        {RESULTS: "市民まつりに出展し、多くの人に来てもらい広報した。",
         "5-1-②-② results": "市民まつりに出展し、多くの人に来てもらい広報した。"},
        {RESULTS: "講座を12回開いた。"},
    ),
    ("budget-unreadable", {AMOUNT: "人件費のみ"}, {AMOUNT: "0"}),
    ("budget-negative", {AMOUNT: "▲2,289,233円"}, {AMOUNT: "2,289,233円"}),
    ("budget-thousand-yen", {AMOUNT: "2,289"}, {AMOUNT: "2,289,000円"}),
    ("budget-digit-slip", {AMOUNT: "22,892,330円"}, {AMOUNT: "2,289,233円"}),
    ("budget-far-from-last-year", {AMOUNT: "9,100,200円"}, {AMOUNT: "2,289,233円"}),
    ("budget-same-as-last-year", {AMOUNT: "2,310,583円"}, {AMOUNT: "2,289,233円"}),
    ("budget-zero-though-done", {AMOUNT: "0円", RESULTS: "備品を購入した。"}, {RESULTS: "備品を購入した。"}),
    ("budget-inexact", {AMOUNT: "約229万円"}, {AMOUNT: "2,289,233円"}),
    ("budget-amount-missing", {AMOUNT: "集計中"}, {AMOUNT: "2,289,233円"}),
    ("budget-amount-missing", {AMOUNT: "なし"}, {AMOUNT: "0"}),
    ("budget-without-program", {PROGRAM: "ー"}, {PROGRAM: "ー", AMOUNT: "ー"}),
    ("budget-unknown-program", {PROGRAM: "講座業"}, {PROGRAM: "講座事業"}),
    ("budget-settled-differs", {OTHER: "88,984,838円"}, {OTHER: "88,984,883円"}),
    ("results-empty-though-spent", {RESULTS: "・実施なし"}, {RESULTS: "講座を12回開いた。"}),
    (
        "budget-conflict",
        {"5-1-②-② program": "講座事業", OTHER: "2,289,000円"},
        {"5-1-②-② program": "講座事業", OTHER: "2,289,233円"},
    ),
    ("strategy-unknown", {"5-1-②-① strategy": "4-9-①-1"}, {"5-1-②-① strategy": "4-2-①-1"}),
    ("strategy-twice", {"5-1-②-① strategy": "4-2-①-3\\n4-2-①-3"}, {"5-1-②-① strategy": "4-2-①-3"}),
    ("division-unknown", {"5-1-②-① division": "協働推進部"}, {"5-1-②-① division": LEAD}),
]  # fmt: skip


WITH_ONE_KPI: list[tuple[str, Plan, Lines, Lines]] = [
    ("kpi-target-claimed", ONE, {REMARKS: "目標を達成した。"}, {REMARKS: "目標に近づいた。"}),
    ("kpi-text-differs", ONE, {REMARKS: "団体数は440団体となった。"}, {REMARKS: "団体数は455団体となった。"}),
    ("kpi-words-opposite", ONE, {REMARKS: "団体数は前年度より減少した。"}, {REMARKS: "団体数は前年度より増加した。"}),
    ("rating-without-reason", NO_TARGET, {GRADE: "A", KPI1: "380団体"}, {GRADE: "C", KPI1: "380団体"}),
    ("rating-too-high", ONE, {KPI1: "270団体"}, {GRADE: "C", KPI1: "270団体"}),
    ("rating-too-low", ONE, {GRADE: "D", KPI1: "505団体"}, {GRADE: "A", KPI1: "505団体"}),
    ("rating-not-as-decided", DECIDING, {GRADE: "A"}, {GRADE: "B"}),
    ("rating-not-as-proposed", PROPOSING, {GRADE: "A"}, {GRADE: "B"}),
    ("sheet-blank", ONE, {GRADE: "", KPI1: "", REMARKS: "", NEXT: ""}, {}),
]  # fmt: skip
_RANKED = {"評価区分!H1": "順", "評価区分!H2": "2", "評価区分!H3": "3", "評価区分!H4": "1"}
_S = {"評価区分!B4": "S", "評価区分!C4": "とても順調", "評価区分!E4": "順位"}
_COPIED = {"項目!D4": "文章", "項目!E4": "事務局"}
IN_MASTERS: list[tuple[str, Lines, Lines, Lines, Lines]] = [  # edits of plan and form, twice
    ("setting-unknown", {"設定!A10": "提出締切"}, SHOWN, {"設定!A10": "提出期限"}, SHOWN),
    ("initiative-state-unknown", {"取り組み!I2": "終り"}, SHOWN, {"取り組み!I2": "終了"}, SHOWN),
    (
        "copied-from-unknown",
        {},
        {**SHOWN, **_COPIED, "項目!O4": "前年度の評定"},
        {},
        {**SHOWN, **_COPIED, "項目!O4": "前年度の評価"},
    ),
    ("kpi-share-without-unit", {"KPI!D2": ""}, SHOWN, {"KPI!D2": "％"}, SHOWN),
    ("kpi-nobody-asked", {"柱!D2": ""}, SHOWN, {"柱!D2": "公園課"}, SHOWN),
    ("row-not-shown", {}, {}, {}, SHOWN),
    ("last-grade-unknown", {"柱!F2": "Ｅ"}, SHOWN, {"柱!F2": "A"}, SHOWN),
    ("grade-rank-unsaid", _S, SHOWN, {**_S, **_RANKED}, SHOWN),
]
# Walked by the test of the rule: ``test_…_silent``, or the one that is named, has the year after
# the remedy.
ELSEWHERE = {
    "budget-ledger-differs": "rules/test_ledger.py",
    "budget-ledger-missing": "rules/test_ledger.py",
    "budget-ledger-unreadable": "rules/test_ledger.py",
    "budget-same-amount": "rules/test_history.py",
    "criterion-outside-ranking": "rules/test_plan_master.py",
    "criterion-without-baseline": "rules/test_plan_master.py",
    "division-missing": "rules/test_submission_rules.py",
    "initiative-number-twice": "rules/test_structure.py",
    "interim-target-year": "conditions/test_kpi_columns.py::"
    "test_the_year_of_an_interim_target_is_asked_for",
    "kpi-plan-negative": "rules/test_kpi.py",
    "kpi-target-sentence": "rules/test_kpi.py",
    "population-sum": "rules/test_structure.py",
    "relisted-differs": "rules/test_structure.py",
    "same-as-last-year": "rules/test_completeness.py",
    "selection-of-nothing": "masters/test_reviewing.py::test_what_selects_nothing_is_told",
    "text-beyond-cell": "rules/test_completeness.py",
}
OF_OWN_FIELDS = {
    *("computed-differs", "computed-undecided", "not-started-with-actual", "own-check"),
    *("partners-differ", "table-row-is-sum", "table-total-row"),
}
"""Rules of what a city adds to its form or plan: tests/conditions, tests/workflow/test_partners,
tests/new_city/test_tables.py and test_inexact_parts.py."""


@pytest.mark.parametrize(("rule", "wrong", "right"), WALKED, ids=[case[0] for case in WALKED])
def test_doing_what_the_remedy_says_leaves_nothing(rule: str, wrong: Lines, right: Lines) -> None:
    assert rule in _told(_found(wrong))
    assert _told(_found(right)) == set()


@pytest.mark.parametrize(
    ("rule", "year", "wrong", "right"), WITH_ONE_KPI, ids=[case[0] for case in WITH_ONE_KPI]
)
def test_so_it_does_with_one_kpi(rule: str, year: Plan, wrong: Lines, right: Lines) -> None:
    assert rule in _told(_found(wrong, year))
    assert _told(_found(right, year)) == set()


@pytest.mark.parametrize(
    ("rule", "plan_wrong", "form_wrong", "plan_right", "form_right"),
    IN_MASTERS,
    ids=[case[0] for case in IN_MASTERS],
)
def test_so_it_does_in_the_masters(
    rule: str, plan_wrong: Lines, form_wrong: Lines, plan_right: Lines, form_right: Lines
) -> None:
    assert rule in {r for r, _ in told_of_masters(plan_wrong, form_wrong)}
    assert told_of_masters(plan_right, form_right) == []


def test_every_rule_is_walked() -> None:
    asking = {
        id_
        for id_ in {**BOOK_CHECKS, **REPORT_CHECKS, **MASTER_CHECKS}
        if RULES[id_].severity is not Severity.INFO
    }
    walked = {case[0] for case in (*WALKED, *WITH_ONE_KPI, *IN_MASTERS)}
    assert asking - walked == {*ELSEWHERE, *OF_OWN_FIELDS}
    for rule, place in ELSEWHERE.items():
        file, _, name = place.partition("::")
        test = f"def {name}(" if name else f"def test_{rule.replace('-', '_')}_silent"
        assert test in (ROOT / "tests" / file).read_text(encoding="utf-8"), rule
