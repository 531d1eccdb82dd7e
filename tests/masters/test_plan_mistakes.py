"""Every kind of mistake in a plan master is named with its rule and its cell."""

from __future__ import annotations

import pytest

from tests.masters.books import PLAN, Edits, book, faults, findings
from zushi_xl.masters.plan import load_plan
from zushi_xl.workbook.cells import Cell, Scalar


def test_the_plan_of_these_tests_has_no_mistake() -> None:
    assert findings(load_plan, book(PLAN)) == ()


ONE_MISTAKE: list[tuple[Edits, str, str]] = [
    # settings
    ({"設定!A5": "評価の年"}, "plan-setting", "設定!A5"),
    ({"設定!A19": "団体名"}, "plan-setting-twice", "設定!A19"),
    ({"設定!B2": None}, "plan-empty", "設定!B2"),
    ({"設定!B5": "来年"}, "plan-year", "設定!B5"),
    ({"設定!B5": "2031"}, "plan-years", "設定!B5"),
    ({"設定!B8": "2020"}, "plan-years", "設定!B8"),
    ({"設定!B10": "5月ごろ"}, "plan-date", "設定!B10"),
    ({"設定!B13": "0"}, "plan-number", "設定!B13"),
    ({"設定!B16": "柱"}, "plan-level", "設定!B16"),
    # headers
    ({"柱!D1": "主担当科"}, "plan-column", "柱!D1"),
    ({"KPI!M1": "ＫＰＩ"}, "plan-column-twice", "KPI!M1"),
    ({"具体的施策!E1": "前年度評価"}, "plan-column", "具体的施策!E1"),
    ({"KPI!M1": "2026年度"}, "plan-period", "KPI!M1"),
    # codes
    ({"柱!A2": "壱"}, "plan-code", "柱!A2"),
    ({"取り組みの方向!A2": "2-1"}, "plan-parent", "取り組みの方向!A2"),
    ({"具体的施策!A3": "1-1-1"}, "plan-code-twice", "具体的施策!A3"),
    ({"取り組み!A3": "1-1-②"}, "plan-code", "取り組み!A3"),
    ({"取り組み!A3": "1-1-③-①"}, "plan-parent", "取り組み!A3"),
    ({"具体的施策!C2": None}, "plan-empty", "具体的施策!C2"),
    # divisions and programs
    ({"具体的施策!D2": None}, "plan-empty", "具体的施策!D2"),
    ({"具体的施策!D2": "都市化"}, "plan-unknown", "具体的施策!D2"),
    ({"取り組み!D2": "公園緑地課"}, "plan-unknown", "取り組み!D2"),
    ({"取り組み!G2": "道路事案"}, "plan-unknown", "取り組み!G2"),
    ({"取り組み!G2": "道路事業\n公園事業"}, "plan-unknown", "取り組み!G2"),
    ({"担当課!B3": "道路課"}, "plan-name-twice", "担当課!B3"),
    ({"担当課!D1": "団体名"}, "plan-column", "担当課!D1"),
    ({"予算事業!C2": "125万円くらい？"}, "plan-number", "予算事業!C2"),
    ({"予算事業!C2": "12.5円"}, "plan-number", "予算事業!C2"),
    ({"取り組み!J2": "不明な額"}, "plan-number", "取り組み!J2"),
    # KPIs
    ({"KPI!A3": "1-1-⑨"}, "plan-kpi-code", "KPI!A3"),
    ({"KPI!A3": "1-1-②"}, "plan-kpi-twice", "KPI!B4"),
    ({"KPI!B3": "一つ目"}, "plan-number", "KPI!B3"),
    ({"KPI!E3": "右肩上がり"}, "plan-choice", "KPI!E3"),
    ({"KPI!F3": "合計"}, "plan-choice", "KPI!F3"),
    ({"KPI!I3": "12kmか13km"}, "plan-kpi-value", "KPI!I3"),
    ({"KPI!I3": "10km 12km"}, "plan-kpi-value", "KPI!I3"),
    ({"KPI!I3": "2023年度"}, "plan-kpi-value", "KPI!I3"),
    ({"KPI!I3": "前年度12km"}, "plan-kpi-value", "KPI!I3"),
    ({"KPI!I2": "50人"}, "plan-kpi-unit", "KPI!I2"),
    ({"KPI!I2": 0.5}, "plan-kpi-unit", "KPI!I2"),
    ({"KPI!K2": "52.0％"}, "plan-kpi-future", "KPI!K2"),
    # strategy and relisting
    ({"取り組み!F2": "１の１の１"}, "plan-strategy-code", "取り組み!F2"),
    ({"取り組み!F2": "4-2-①-1"}, "plan-strategy-unknown", "取り組み!F2"),
    ({"取り組み!H4": "1-1-①-⑨"}, "plan-relisted", "取り組み!H4"),
    ({"取り組み!H4": "1-1-①"}, "plan-relisted", "取り組み!H4"),
    ({"取り組み!H4": "1-1-②-①"}, "plan-relisted-cycle", "取り組み!H4"),
    ({"総合戦略!A4": "A"}, "plan-code", "総合戦略!A4"),
    ({"総合戦略!A5": "2-1", "総合戦略!B5": "x"}, "plan-parent", "総合戦略!A5"),
    ({"総合戦略!A5": "1", "総合戦略!B5": "x"}, "plan-code-twice", "総合戦略!A5"),
    # goals, population
    ({"基本目標!D2": "300人と400人"}, "plan-goal-value", "基本目標!D2"),
    ({"基本目標!E2": "5年後"}, "plan-year", "基本目標!E2"),
    ({"基本目標!A2": "令和6年度"}, "plan-goal-number", "基本目標!A2"),
    ({"基本目標!A2": "1,000円"}, "plan-goal-number", "基本目標!A2"),
    ({"基本目標!D2": "2023年度"}, "plan-goal-value", "基本目標!D2"),
    ({"基本目標!D2": "1,000円"}, "plan-goal-unit", "基本目標!F2"),
    ({"基本目標!F2": "50％"}, "plan-goal-unit", "基本目標!F2"),
    ({"基本目標!G2": "277人"}, "plan-goal-period", "基本目標!G2"),
    ({"基本目標!G2": "45491"}, "plan-goal-period", "基本目標!G2"),
    ({"基本目標!G2": "50％"}, "plan-goal-period", "基本目標!G2"),
    ({"人口見通し!D2": "100.1"}, "plan-number", "人口見通し!D2"),
    ({"人口見通し!D2": "-1"}, "plan-number", "人口見通し!D2"),
    ({"人口見通し!C2": "千人ほどか"}, "plan-number", "人口見通し!C2"),
    ({"人口見通し!D2": 0.1}, "plan-number", "人口見通し!D2"),
    # grades, rules, waivers
    ({"評価区分!A2": "施索"}, "plan-level", "評価区分!A2"),
    ({"評価区分!B3": "Ａ"}, "plan-grade-twice", "評価区分!B3"),
    ({"評価区分!E2": "上位"}, "plan-choice", "評価区分!E2"),
    ({"評価区分!F2": "2025", "評価区分!G2": "2024"}, "plan-years", "評価区分!G2"),
    ({"評価区分!F2": "2025", "評価区分!F3": "2025"}, "plan-grades", "評価区分!A2"),
    ({"点検ルール!B2": "重い"}, "plan-choice", "点検ルール!B2"),
    ({"点検ルール!A3": "K01"}, "plan-rule-twice", "点検ルール!A3"),
    ({"了承!B2": "1-9-①"}, "plan-waiver-place", "了承!B2"),
    ({"了承!C2": None}, "plan-empty", "了承!C2"),
    ({"了承!E2": "年度末"}, "plan-date", "了承!E2"),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "rule", "place"), ONE_MISTAKE)
def test_a_mistake_is_named_with_its_cell(edits: Edits, rule: str, place: str) -> None:
    assert faults(load_plan, book(PLAN, edits)) == [(rule, place)]


@pytest.mark.parametrize(
    "sheet", ["設定", "柱", "具体的施策", "KPI", "取り組み", "担当課", "評価区分"]
)
def test_a_missing_sheet_is_one_mistake(sheet: str) -> None:
    found = findings(load_plan, book(PLAN, without=sheet))
    assert [f.rule for f in found] == ["plan-sheet"]
    assert sheet in found[0].message


@pytest.mark.parametrize("sheet", ["予算事業", "総合戦略"])
def test_a_list_that_is_referred_to_must_be_there(sheet: str) -> None:
    (found,) = findings(load_plan, book(PLAN, without=sheet))
    assert found.rule == "plan-sheet"
    assert sheet in found.remedy


@pytest.mark.parametrize("sheet", ["基本目標", "人口見通し", "点検ルール", "了承"])
def test_a_list_that_nobody_refers_to_may_be_absent(sheet: str) -> None:
    assert findings(load_plan, book(PLAN, without=sheet)) == ()


def test_a_misspelt_sheet_is_offered_its_name() -> None:
    text = PLAN.replace("# 予算事業", "# 予算事業一覧")
    remedies = [f.remedy for f in findings(load_plan, book(text))]
    assert "シート「予算事業一覧」の名前を「予算事業」に直してください。" in remedies


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({"具体的施策!D2": "都市化"}, "「都市課」の書き誤りではありませんか。"),
        ({"取り組み!G2": "道路事案"}, "「道路事業」の書き誤りではありませんか。"),
        ({"KPI!E3": "上しょう"}, "選べるのは 上昇 / 下降 / 維持 です。"),
        ({"柱!D1": "主担当科"}, "見出し「主担当科」を「主担当課」に直してください。"),
        ({"設定!A5": "評価の年度"}, "項目「評価の年度」を「評価年度」に直してください。"),
        ({"取り組みの方向!A2": "2-1"}, "シート「柱」に「2」の行を加えてください。"),
    ],
)
def test_the_remedy_says_what_to_do(edits: Edits, words: str) -> None:
    (found,) = findings(load_plan, book(PLAN, edits))
    assert words in found.remedy


def test_all_mistakes_are_told_at_once_in_the_order_of_the_book() -> None:
    edits = {
        "了承!E2": "年度末",
        "KPI!I3": "たくさん",
        "具体的施策!D2": "都市化",
        "設定!B5": "来年",
        "KPI!E3": "右",
    }
    assert faults(load_plan, book(PLAN, edits)) == [
        ("plan-year", "設定!B5"),
        ("plan-unknown", "具体的施策!D2"),
        ("plan-choice", "KPI!E3"),
        ("plan-kpi-value", "KPI!I3"),
        ("plan-date", "了承!E2"),
    ]


def test_a_bad_parent_is_not_told_again_for_each_of_its_children() -> None:
    assert faults(load_plan, book(PLAN, {"取り組みの方向!A2": "一の一"})) == [
        ("plan-code", "取り組みの方向!A2")
    ]


def test_errors_and_uncalculated_formulas_are_mistakes() -> None:
    edits = {
        "具体的施策!G2": Cell(1, 6, None, "", error="#REF!"),
        "具体的施策!G3": Cell(2, 6, None, "", uncalculated=True),
    }
    assert faults(load_plan, book(PLAN, edits)) == [
        ("plan-cell", "具体的施策!G2"),
        ("plan-cell", "具体的施策!G3"),
    ]


def test_a_circle_of_relisting_is_told_for_each_row_in_it() -> None:
    edits = {"取り組み!H2": "1-1-②-①"}
    assert faults(load_plan, book(PLAN, edits)) == [
        ("plan-relisted-cycle", "取り組み!H2"),
        ("plan-relisted-cycle", "取り組み!H4"),
    ]


def test_a_level_that_is_not_used_must_have_no_rows() -> None:
    found = faults(load_plan, book(PLAN, {"設定!B18": None}))
    assert ("plan-level", "取り組み!A2") in found


def test_an_empty_book_is_refused_with_what_is_missing() -> None:
    assert {f.rule for f in findings(load_plan, book("# 表\n甲 | 乙"))} == {"plan-sheet"}


GROUPS: Edits = {"担当課!D1": "団体", "担当課!D2": "架空市", "担当課!D3": " 架空 市 "}


def test_divisions_may_be_of_a_group() -> None:
    assert [d.group for d in load_plan(book(PLAN)).divisions] == ["", ""]
    assert [d.group for d in load_plan(book(PLAN, GROUPS)).divisions] == ["架空市", "架空市"]
    dash = load_plan(book(PLAN, {**GROUPS, "担当課!D3": "ー"}))
    assert [d.group for d in dash.divisions] == ["架空市", ""]


def test_where_the_book_is_parted_every_division_has_its_group() -> None:
    """The book of 201 measures is parted; below that, some may be without."""
    third = {"担当課!A4": "緑課", "担当課!D2": "架空市", "担当課!D3": "隣市", "担当課!D1": "団体"}

    def measures(count: int) -> Edits:
        cells: dict[str, Scalar | Cell] = dict(third)
        for number in range(1, count - 1):
            row = number + 3
            cells |= {f"取り組みの方向!A{number + 2}": f"1-{number + 1}"}
            cells |= {f"取り組みの方向!C{number + 2}": "道を整える"}
            cells |= {f"具体的施策!A{row}": f"1-{number + 1}-1", f"具体的施策!C{row}": "並木"}
            cells |= {f"具体的施策!D{row}": "公園課"}
        return cells

    assert faults(load_plan, book(PLAN, measures(200))) == []
    assert faults(load_plan, book(PLAN, measures(201))) == [("plan-group", "担当課!A4")]


@pytest.mark.parametrize(
    "edits",
    [
        {"基本目標!A2": "基本目標1"},
        {"基本目標!A2": "4-2"},
        {"基本目標!A2": "Ⅱ"},
        {"基本目標!D2": "300", "基本目標!F2": "277人"},
        {"基本目標!F2": "未確定"},
        {"基本目標!G2": "2021～2023年度の平均"},
        {"基本目標!G2": "令和5年3月末"},
        {"基本目標!G2": "2023"},
        {"基本目標!G2": "2023.3"},
        {"基本目標!G2": "国勢調査（2020年）"},
        {"基本目標!G2": None},
        {"人口見通し!D2": "100"},
        {"人口見通し!D2": "0"},
    ],
)
def test_what_goals_and_the_outlook_may_say(edits: Edits) -> None:
    assert findings(load_plan, book(PLAN, edits)) == ()
