"""Figures that the office prints from the plan: what is worked out of them, what next year prints, and
what is counted though the plan shows it again. All figures are worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.new_city.trial import TWO_LEVELS, City, told
from tests.new_city.whole_year import run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{TWO_LEVELS}# 施策
コード | 名称 | 主担当課
1 | 道 | 建設課
2 | 水 | 公園課
# 事業
コード | 名称 | 担当課 | 予算事業名 | 再掲元 | 前年度の予算額
1-① | 補修 | 建設課 | 道路費 | | 900
1-② | 点検 | 建設課 | 点検費 | | 8百万円
2-① | 井戸 | 公園課 | 水費 | |
2-② | 補修 | 建設課 | 道路費 | 1-① | 900
# 予算事業
予算事業名
道路費
点検費
水費
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
1 | 1 | 延べ参加者 | 人 | 上昇 | 累計 | 100人 | | | | 400人
# 担当課
課名
建設課
公園課
# 評価区分
記号 | 表示 | 区分
A | よい | 順位
B | わるい | 順位
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 公開 | 転記元 | 単位 | 計算 | 必須の条件
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
kpi | 施策 | 指標 | 繰り返し | 事務局 | | KPI | 本文 | 100 | 0 | 1 | | ○ |
rating | 施策 | 評価 | 評価 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | 評価 | ○ |
items | 施策 | 事業 | 繰り返し | 事務局 | | 事業 | 本文 | 100 | 0 | 1 | | ○ |
statement | KPI | | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | KPI
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | 0 | 1 | | ○ |
title | 事業 | {呼び名}{番号} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
program | 事業 | 予算事業名 | 予算事業 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 予算事業名
cost | 事業 | 実績額 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | 実績額 | ○ | | 円 |
last | 事業 | 前年度の予算額 | 金額 | 事務局 | | | 行 | 100 | 20 | 1 | なし | ○ | 前年度の予算額 | 千円 |
budget | 事業 | 予算額 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | なし | ○ | | 千円 |
grow | 事業 | 前年比 | 数値 | 担当課 | | | 行 | 100 | 20 | 1 | | ○ | | ％ | 予算額÷前年度の予算額×100
why | 事業 | 増えた理由 | 一行 | 担当課 | | | 行 | 100 | 20 | 1 | なし | ○ | | | | 予算額 > 前年度の予算額
"""
ANSWERS = """
1/KPI1 | values | 230人（9月末）
1 | 評価 | A
2 | 評価 | B
1-① | 実績額（円） | 1,200,000
1-② | 実績額（円） | 9,000,000
2-① | 実績額（円） | 250,000
2-② | 実績額（円） | 1,200,000
1-① | 予算額（千円） | 1,500
1-② | 予算額（千円） | 6,000
2-① | 予算額（千円） | 300
2-② | 予算額（千円） | 1,500
"""
Year = tuple[City, Mapping[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = City(tmp_path_factory.mktemp("last") / "village", PLAN, FORM)
    return made, made.year(ANSWERS)


def test_a_share_of_what_the_office_prints(year: Year) -> None:
    """1,500 of 900 and 6,000 of 8,000; 2-① has nothing of the year before."""
    shares = {i["code"]: i["extra"]["grow"] for i in year[1]["initiatives"]}
    assert shares == {"1-①": "166.67％", "1-②": "75％", "2-①": "", "2-②": "166.67％"}


def test_a_condition_on_what_the_office_prints(year: Year) -> None:
    assert told(year[1], "required-empty") == [
        ("required-empty", "1-①", "増えた理由"),
        ("required-empty", "2-②", "増えた理由"),
    ]


def test_what_is_printed_is_no_report_that_is_missing(year: Year) -> None:
    rows = [line for line in year[0].sheet("金額集計") if "予算額" in line]
    assert rows == ["事業 | 予算額（千円） | 7800 | 千円 | 3"]  # 1,500, 6,000, 300


def test_money_goes_where_the_initiative_stands_not_where_it_is_shown_again(year: Year) -> None:
    lines = year[0].sheet("総括")
    assert "1　道 | 2 | 0 | 10200000" in lines
    assert "2　水 | 1 | 0 | 250000" in lines
    assert not [line for line in lines if line.startswith("複数にまたがる事業 |")]


def test_a_sum_in_the_middle_of_the_year_is_asked_about(year: Year) -> None:
    (found,) = (f for f in year[1]["findings"] if f["rule"] == "value-doubtful")
    assert (found["code"], found["given"]) == ("1", "230人（9月末）")


def test_next_year_prints_this_years_amount_with_its_unit(year: Year, tmp_path: Path) -> None:
    """The column is named without the unit that the form prints behind the label."""
    target = tmp_path / "次.xlsx"
    done = run(year[0].folder, "rollover", "--to", str(target), "--force")
    assert done.exit_code == 0, done.output
    rows = open_book(target)["事業"].iter_rows(values_only=True)
    budgets = {row[0]: row[5] for row in rows if row[0] and row[0] != "コード"}
    assert budgets == {
        "1-①": "1,500千円",
        "1-②": "6,000千円",
        "2-①": "300千円",
        "2-②": "1,500千円",
    }
