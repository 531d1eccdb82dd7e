"""What a plan master gives when it has no mistakes, however it was typed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.masters.books import PLAN, Edits, book, findings
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.levels import STANDARD, Level
from zushi_xl.plan.model import Counting, Plan, Trend, ValueStatus
from zushi_xl.workbook.cells import Cell


def plan(edits: Edits | None = None) -> Plan:
    return load_plan(book(PLAN, edits))


def test_settings() -> None:
    settings = plan().settings
    assert (settings.city, settings.fiscal_year, settings.round) == ("架空市", 2024, 1)
    assert settings.deadline == date(2025, 5, 30)
    assert [p.key for p in plan().periods] == ["2022.3", "2023", "2024", "2025", "target"]
    assert settings.levels == STANDARD


def test_sections_are_in_the_order_of_the_plan() -> None:
    sections = plan().sections
    assert [s.code for s in sections] == ["1", "1-1", "1-1-①", "1-1-②"]
    assert sections[0].heading == "第１節　歩いて楽しいまち"
    assert sections[0].texts["めざすべきまちの姿"] == "人が行き交うまち"
    assert str(sections[2].source) == "計画.xlsx 具体的施策 A2"


def test_values_know_what_they_are() -> None:
    pillar, road, trees = plan().kpis
    status = {period: value.status for period, value in pillar.values.items()}
    assert status == {
        "2022.3": ValueStatus.BASELINE,
        "2023": ValueStatus.ACTUAL,
        "2025": ValueStatus.PLANNED,
        "target": ValueStatus.TARGET,
    }
    assert pillar.values["2025"].quantity.value == Decimal("52.0")
    assert str(pillar.values["2025"].source) == "計画.xlsx KPI K2"
    assert road.values["target"].quantity.low == Decimal(20)
    assert (road.trend, road.counting, road.unit) == (Trend.UP, Counting.CUMULATIVE, "km")
    assert trees.values["target"].text == "木陰がある"
    assert trees.values["target"].quantity.value is None


def test_initiatives() -> None:
    first, second, third = plan().initiatives
    assert first.strategy_codes == ("1-1-①-1",)
    assert first.budget_program == "道路事業"
    assert first.texts["前年度実績額"] == "1200000"
    assert (second.strategy_codes, second.budget_program) == ((), "")
    assert third.division == "公園課"  # as its measure
    assert third.relisted_from == "1-1-①-①"


def test_lists() -> None:
    found = plan()
    assert found.programs[0].settled == Decimal(1250000)
    assert found.divisions[0].aliases == ("建設課", "道路課")
    assert found.goals[0].target_year == 2025
    assert [row.people for row in found.population] == [Decimal(1000), Decimal(10000)]
    assert [row.is_total for row in found.population] == [False, True]
    assert [g.text for g in found.grades_for(Level.MEASURE)] == ["A：順調", "B：遅れ"]
    assert found.rule_settings[0].severity == "confirm"
    assert found.waivers[0].place == "1-1-①"
    assert found.waivers[0].expires == date(2026, 3, 31)


@pytest.mark.parametrize(
    "edits",
    [
        {"具体的施策!A2": "１－１－１", "取り組み!A2": "1‐1ー①−１"},
        {"具体的施策!D2": "道路課", "取り組み!D2": " 都市 課"},
        {"取り組み!G2": "歩道事業", "予算事業!C2": 1250000.0},
        {"設定!B5": 2024.0, "設定!B10": datetime(2025, 5, 30), "設定!B7": "令和５年度"},
        {"KPI!I1": "令和5年度", "KPI!J1": "２０２４", "KPI!H1": 2022.3},
        {"KPI!I1": "2023"},
        {"KPI!B2": "KPI①", "KPI!E2": " 上 昇", "KPI!I2": "５０．０％"},
        {"評価区分!A2": "柱、具体的施策", "評価区分!F2": "令和5年度"},
        {"取り組み!L1": "メモ", "取り組み!L2": "覚え書き", "メモ!A1": "別のシート"},
    ],
)
def test_what_officers_type_is_read(edits: Edits) -> None:
    assert findings(load_plan, book(PLAN, edits)) == ()


def test_a_former_name_becomes_the_present_one() -> None:
    assert plan({"具体的施策!D2": "道路課"}).sections[2].division == "都市課"
    assert plan({"取り組み!G2": "歩道 事業"}).initiatives[0].budget_program == "道路事業"


def test_a_further_column_is_kept() -> None:
    edits: Edits = {"取り組み!L1": "人員", "取り組み!L2": "３人"}
    assert plan(edits).initiatives[0].texts["人員"] == "３人"


def test_a_number_format_speaks() -> None:
    edits: Edits = {"KPI!I2": Cell(1, 8, 0.641, "0.641", number_format="0.0%")}
    value = plan(edits).kpis[0].values["2023"]
    assert value.quantity.value == Decimal("64.1")
    assert value.text == "64.1％"


def test_a_negative_number_is_no_mistake() -> None:
    value = plan({"KPI!I3": Cell(2, 8, -26.3, "-26.3")}).kpis[1].values["2023"]
    assert value.quantity.value == Decimal("-26.3")


def test_an_open_value_comes_later() -> None:
    value = plan({"KPI!K3": "未確定"}).kpis[1].values["2025"]
    assert value.status is ValueStatus.OPEN


def test_a_baseline_may_have_two_values_of_different_years() -> None:
    edits: Edits = {"KPI!H3": "8km（2021年度）\n6.5km（2018年度～2020年度平均）"}
    quantity = plan(edits).kpis[1].values["2022.3"].quantity
    assert quantity.value is None
    assert [(part.value, part.fiscal_years) for part in quantity.also] == [
        (Decimal(8), (2021,)),
        (Decimal("6.5"), (2018, 2019, 2020)),
    ]


def test_one_symbol_may_serve_two_levels_or_two_times() -> None:
    by_level: Edits = {"評価区分!A2": "柱", "評価区分!A3": "具体的施策", "評価区分!B3": "A"}
    assert plan(by_level).grades_for(Level.MEASURE)[0].label == "遅れ"
    by_time: Edits = {"評価区分!G2": "2023", "評価区分!F3": "2024", "評価区分!B3": "A"}
    assert [g.label for g in plan(by_time).grades_for(Level.PILLAR)] == ["遅れ"]


SECOND_CITY = """
# 設定
項目 | 値
団体名 | みなと市
計画名 | みなと市戦略プラン
計画版 | 2026
評価年度 | 令和8年度
基準時点 |
計画開始年度 | 2026
計画終了年度 | 2028
目標の見出し | 目標値
提出期限 |
取りまとめ課 | 政策課
連絡先 |
回 |
例示の注記 |
柱の呼び名 | 政策
取り組みの方向の呼び名 |
具体的施策の呼び名 | 施策
取り組みの呼び名 | 事業
# 政策
コード | 番号 | 名称 | 主担当課
1 | 政策１ | 産業 |
2 | 政策２ | 福祉 |
# 施策
コード | 番号 | 名称 | 主担当課
1-1 | | 港のにぎわい | 港湾課
2-1 | | 見守り | 福祉課
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2026年度 | 2027年度 | 2028年度 | 目標値
1-1 | 1 | 来訪者 | 人 | 上昇 | 実数 | | （5万人） | （6万人） | 6万人以上
# 事業
コード | 番号 | 名称 | 担当課 | 予算事業名
1-1-1 | | 桟橋の改修 | 港湾課 | ー
2-1-1 | | 訪問 | | ー
# 担当課
課名
港湾課
福祉課
# 評価区分
階層 | 記号 | 表示 | 区分
施策 | S | 期待以上 | 順位
施策 | A | 期待どおり | 順位
施策 | B | やや下回る | 順位
施策 | C | 下回る | 順位
施策 | － | 評価しない | 評価対象外
政策 | ◎ | とてもよい | 順位
政策 | ○ | よい | 順位
"""


def test_another_city_is_another_workbook() -> None:
    found = load_plan(book(SECOND_CITY))
    assert found.settings.levels == (Level.PILLAR, Level.MEASURE, Level.INITIATIVE)
    assert [s.code for s in found.sections] == ["1", "1-①", "2", "2-①"]
    assert [(i.code, i.number, i.division) for i in found.initiatives] == [
        ("1-①-①", "①", "港湾課"),
        ("2-①-①", "①", "福祉課"),
    ]
    assert [p.label for p in found.periods] == ["2026年度", "2027年度", "2028年度", "目標値"]
    assert [g.symbol for g in found.grades_for(Level.MEASURE)] == ["S", "A", "B", "C", "－"]
    assert [g.symbol for g in found.grades_for(Level.PILLAR)] == ["◎", "○"]
    assert found.kpis[0].values["target"].quantity.low == Decimal(60000)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (3, '0"回開催"', "3回開催"),
        (0.667, "0.0%", "66.7%"),
        (5, '"第"0"回"', "第5回"),
        (date(2024, 7, 1), 'yyyy"年"m"月"', "2024年7月"),
        (1200000, "#,##0", "1200000"),
        (1200000, '#,##0_ ;[Red]"△"#,##0 ', "1200000"),
        (0, '_ * "-"_ ', "0"),
        (5, ";;;", "5"),
        (date(2024, 7, 1), 'm"月"d"日"', "2024-07-01"),  # its year would be lost
    ],
)
def test_texts_have_the_words_that_were_seen(value: float | date, code: str, text: str) -> None:
    plain = value.isoformat() if isinstance(value, date) else str(value)
    cell = Cell(1, 10, value, plain, number_format=code)
    assert plan({"取り組み!K2": cell}).initiatives[0].texts["前年度実施内容"] == text
