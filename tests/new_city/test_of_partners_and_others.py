"""What 共同担当課 and other books bring: a check of what is worked out is for those who decide on its
parts, and a grade that was filled when less was known says how it came about once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.new_city.trial import TWO_LEVELS, City, grades, told

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{TWO_LEVELS}# 施策
コード | 名称 | 主担当課 | 共同担当課
1 | 道 | 建設課 | 公園課
2 | 水 | 公園課 |
# 事業
コード | 名称 | 担当課 | 共同担当課
1-① | 補修 | 建設課 | 公園課
2-① | 井戸 | 公園課 |
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 再掲元 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
1 | 1 | 歩道 | km | 上昇 | 実数 | | 10km | | | | 20km
2 | 1 | 歩道 | km | 上昇 | 実数 | 1 KPI1 | | | | |
2 | 2 | 井戸 | 本 | 上昇 | 実数 | | 1本 | | | | 4本
# 担当課
課名
建設課
公園課
# 評価区分
記号 | 表示 | 区分
A | よい | 順位
B | ふつう | 順位
C | わるい | 順位
# 評価基準
条件 | 評価 | 扱い
達成率 ≧ 100 | A | 記入する
達成率 ≧ 50 | B | 記入する
その他 | C | 記入する
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 公開 | 転記元 | 単位 | 計算
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
kpi | 施策 | 指標 | 繰り返し | 事務局 | | KPI | 本文 | 100 | 0 | 1 | | ○ |
auto | 施策 | 評価 | 評価 | 主担当課 | | | 行 | 100 | 20 | 1 | 評価 | ○ |
all | 施策 | 総額 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | ○ | | 千円 | 実績額の合計
items | 施策 | 事業 | 繰り返し | 事務局 | | 事業 | 本文 | 100 | 0 | 1 | | ○ |
statement | KPI | | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | KPI
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | 0 | 1 | | ○ |
title | 事業 | {呼び名}{番号} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
cost | 事業 | 実績額 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | 実績額 | ○ | | 千円 |
# 独自点検
名前 | ブロック | 条件 | 欄 | 重大度 | 内容
大きい | 施策 | 総額 ≧ 500千円 | 総額 | 要確認 | 総額が大きい。
"""
ANSWERS = """
1/KPI1 | values | 8km
2/KPI2 | values | 4本
1-① | 実績額（千円） | 900
2-① | 実績額（千円） | 80
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Both divisions write the same into what they share."""
    made = City(tmp_path_factory.mktemp("partners") / "village", PLAN, FORM)
    return made.year(ANSWERS)


def test_a_check_of_a_sum_is_for_the_lead(facts: Mapping[str, Any]) -> None:
    assert told(facts, "own-check") == [("own-check", "1", "総額（千円）")]
    (found,) = (f for f in facts["findings"] if f["rule"] == "own-check")
    assert found["division"] == "建設課"


def test_a_grade_says_once_how_it_came_about(facts: Mapping[str, Any]) -> None:
    """Alone 4 of 4 are A; the KPI that is shown again, 8 of 20, makes it C."""
    assert grades(facts, "auto") == {"1": "C", "2": "C"}
    (how,) = (
        n["rule"] for n in facts["normalised"] if (n["sheet"], n["field"]) == ("2 水", "評価")
    )
    assert how.count("評価基準による記入") == 1
    assert "歩道" in how


def test_what_a_partner_says_fills_no_grade(tmp_path: Path) -> None:
    """建設課 has not returned its book: 公園課 says 8km too, but does not decide on that KPI."""
    made = City(tmp_path / "village", PLAN, FORM)
    made.distribute()
    made.fill(ANSWERS)
    for path in (made.folder / "inputs").glob("建設課*"):
        path.unlink()
    facts = made.collect()
    assert [e["rating"] for e in facts["evaluations"] if e["code"] == "2"] == [None]
