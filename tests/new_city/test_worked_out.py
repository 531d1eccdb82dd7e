"""What nobody types, sums and grades by rule, in a year of two phases: it stays when the next phase
is collected, hangs together over books and phases, and is published like what was typed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.new_city.trial import SETTINGS, City, grades, told
from tests.new_city.whole_year import result_of, run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{SETTINGS}# 階層
階層 | コードの形 | 番号の付け方 | 様式
柱立て | 1 | |
施策 | 1-1 | | シート
事業 | ① | | ブロック
# 柱立て
コード | 名称 | 主担当課
1 | 暮らし |
# 施策
コード | 名称 | 主担当課
1-1 | 道 | 建設課
1-2 | 水 | 建設課
1-3 | 森 | 林務課
# 事業
コード | 名称 | 担当課
1-1-① | 補修 | 建設課
1-3-① | 間伐 | 林務課
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 再掲元 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
1-1 | 1 | 歩道 | km | 上昇 | 実数 | | 10km | | | | 20km
1-2 | 1 | 井戸 | 本 | 上昇 | 実数 | | 10本 | | | | 20本
1-3 | 1 | 歩道 | km | 上昇 | 実数 | 1-1 KPI1 | | | | |
# 担当課
課名
建設課
林務課
# 評価区分
記号 | 表示 | 区分
A | 届いた | 順位
B | 進んだ | 順位
C | 進まない | 順位
# 評価基準
条件 | 評価 | 扱い | 欄
実績 ≧ 目標 | A | 記入する | 自動評価
実績 > 前年度 | B | 記入する | 自動評価
その他 | C | 記入する | 自動評価
実績 ≧ 目標 | A | 決める | 村長評価
実績 > 前年度 | B | 決める | 村長評価
その他 | C | 提案 | 村長評価
# 役割
役割 | 順 | 課 | 対象
主担当課 | 1 | |
村長 | 2 | |
# 段階
段階 | 順 | 開始 | 終了
前期 | 1 | |
後期 | 2 | |
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 段階 | 公開 | 転記元 | 単位 | 計算
title | 柱立て | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | 名称
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | 名称
kpi | 施策 | 指標 | 繰り返し | 事務局 | | KPI | 本文 | 100 | 0 | 1 | | | ○ |
auto | 施策 | 自動評価 | 評価 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | 前期 | ○ |
last | 施策 | 村長評価 | 評価 | 村長 | ○ | | 行 | 100 | 20 | 1 | 評価 | 後期 | ○ |
planned | 施策 | 予算計 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | 前期 | ○ | | 千円 | 予算額の合計
spent | 施策 | 決算計 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | 後期 | ○ | | 千円 | 決算額の合計
rate | 施策 | 執行率 | 数値 | 主担当課 | | | 行 | 100 | 20 | 1 | | 後期 | ○ | | ％ | 決算計÷予算計×100
items | 施策 | 事業 | 繰り返し | 事務局 | | 事業 | 本文 | 100 | 0 | 1 | | | ○ |
statement | KPI | | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | KPI
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | 0 | 1 | | 前期 | ○ |
title | 事業 | {呼び名}{番号} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | 名称
budget | 事業 | 予算額 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | なし | 前期 | ○ | | 千円 |
state | 事業 | 国費 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | なし | 後期 | ○ | | 千円 |
own | 事業 | 一般財源 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | なし | 後期 | ○ | | 千円 |
cost | 事業 | 決算額 | 金額 | 担当課 | | | 行 | 100 | 20 | 1 | 実績額 | 後期 | ○ | | 千円 | 国費＋一般財源
"""
FIRST = """
1-1/KPI1 | values | 25km
1-2/KPI1 | values | 15本
1-1-① | 予算額（千円） | 1,234
1-3-① | 予算額（千円） | 500
"""
SECOND = """
1-1-① | 国費（千円） | 1,000
1-1-① | 一般財源（千円） | 100
1-3-① | 国費（千円） | ー
1-3-① | 一般財源（千円） | 400
1-1 | 村長評価 | A
1-2 | 村長評価 | A
1-3 | 村長評価 | B
"""
Year = tuple[City, Mapping[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = City(tmp_path_factory.mktemp("worked_out") / "city", PLAN, FORM)
    for phase, answers in (("前期", FIRST), ("後期", SECOND)):
        made.distribute(phase)
        made.fill(answers, phase)
        facts = made.collect(phase)
    return made, facts


@pytest.fixture
def again(year: Year, tmp_path: Path) -> City:
    """The city after its year, to be collected once more."""
    made = year[0]
    other = object.__new__(City)
    other.folder = tmp_path / "city"
    shutil.copytree(made.folder, other.folder)
    return other


def extras(facts: Mapping[str, Any], field: str) -> dict[str, str]:
    return {e["code"]: e["extra"][field] for e in facts["evaluations"] if field in e["extra"]}


RATES = {"1-1": "89.14％", "1-2": "", "1-3": "80％"}  # 1,100 of 1,234 and 400 of 500
FILLED = {"1-1": "A", "1-2": "B", "1-3": "A"}  # 25 of 20; 15 after 10; 25 of 20 shown again


def test_what_was_worked_out_stays_in_the_next_phase(year: Year) -> None:
    assert grades(year[1], "auto") == FILLED
    assert extras(year[1], "planned") == {"1-1": "1,234千円", "1-2": "", "1-3": "500千円"}


def test_the_next_form_shows_what_was_worked_out(year: Year) -> None:
    path = next(p for p in year[0].forms("後期") if "村長" in p.name)
    rows = open_book(path)["1-1 道"].iter_rows(values_only=True)
    shown = {row[1]: next((str(c) for c in row[2:] if c), "") for row in rows}
    assert shown["自動評価"] == "A：届いた"
    assert shown["予算計（千円）"] == "1,234千円"


def test_a_share_of_what_was_worked_out_before(year: Year) -> None:
    assert extras(year[1], "rate") == RATES


def test_a_decided_grade_is_held_though_others_report_the_figure(year: Year) -> None:
    """村長 gave A where 15 after 10 is B; 1-3 shows the KPI of 建設課 again, 25 of 20: A."""
    assert told(year[1], "rating-not-as-decided", "rating-not-as-proposed") == [
        ("rating-not-as-decided", "1-2", "村長評価"),
        ("rating-not-as-decided", "1-3", "村長評価"),
    ]
    (found,) = (f for f in year[1]["findings"] if f["code"] == "1-2" and "decided" in f["rule"])
    assert (found["division"], found["expected"]) == ("村長", "B")
    assert "実績 15本 > 前年度 10本" in found["message"]


def test_amounts_that_are_worked_out_are_published(year: Year) -> None:
    made, facts = year
    assert {i["code"]: (i["amount_yen"], i["amount_text"]) for i in facts["initiatives"]} == {
        "1-1-①": (1_100_000, "1,100千円"),
        "1-3-①": (400_000, "400千円"),
    }
    assert {r["コード"]: r["実績額"] for r in made.csv("事業")} == {
        "1-1-①": "1100000",
        "1-3-①": "400000",
    }


@pytest.mark.parametrize("is_recorded", [True, False], ids=["kept", "nothing kept"])
def test_both_phases_collected_at_once_say_the_same(again: City, is_recorded: bool) -> None:
    if not is_recorded:
        shutil.rmtree(again.outputs / "段階")
    assert run(again.folder, "collect", str(again.folder / "inputs")).exit_code == 0
    facts = result_of(again.folder)
    assert grades(facts, "auto") == FILLED
    assert extras(facts, "rate") == RATES
    assert len(told(facts, "rating-not-as-decided")) == 2


def test_a_second_collection_says_the_same(again: City) -> None:
    """Books that went out before others had answered still show what stood there then."""
    before = told(result_of(again.folder))
    assert told(again.collect("後期")) == before


def test_a_grade_of_a_reviewer_may_be_filled(tmp_path: Path) -> None:
    """自動評価 in the book of 村長, where it must be given, from figures in the books of divisions."""
    one_phase = PLAN.replace("後期 | 2 | |\n", "")
    form = FORM.replace("| 後期 |", "| 前期 |").replace(
        "自動評価 | 評価 | 主担当課 | |", "自動評価 | 評価 | 村長 | ○ |"
    )
    made = City(tmp_path / "city", one_phase, form)
    made.distribute("前期")
    made.fill(FIRST + SECOND, "前期")
    facts = made.collect("前期")
    assert grades(facts, "auto") == FILLED
    assert told(facts, "rating-missing") == []
    log = {n["field"]: n["rule"] for n in facts["normalised"] if n["sheet"].startswith("1-1")}
    assert log["自動評価"] == "評価基準による記入（KPI「歩道」は 実績 25km ≧ 目標 20km）"
