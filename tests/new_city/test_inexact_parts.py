"""Sums whose parts are not exact: 約100 makes the result about, 10以上 and what nobody can read make
none, also where a sum lies between."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.new_city.trial import TWO_LEVELS, City, told

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{TWO_LEVELS}# 施策
コード | 名称 | 主担当課
1 | 道 | 建設課
2 | 水 | 建設課
3 | 森 | 建設課
# 事業
コード | 名称 | 担当課
1-① | 補修 | 建設課
1-② | 点検 | 林務課
2-① | 井戸 | 建設課
3-① | 間伐 | 建設課
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
# 担当課
課名
建設課
林務課
# 評価区分
記号 | 表示 | 区分
A | よい | 順位
B | わるい | 順位
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 公開 | 転記元 | 単位 | 計算
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
rating | 施策 | 評価 | 評価 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | | ○ |
whole | 施策 | 総額 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | ○ | | 千円 | 総コストの合計
items | 施策 | 事業 | 繰り返し | 事務局 | | 事業 | 本文 | 100 | 0 | 1 | | ○ |
title | 事業 | {呼び名}{番号} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
cost | 事業 | 事業費 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | なし | ○ | | 千円 |
hours | 事業 | 業務時間 | 数値 | 担当課 | | | 行 | 100 | 20 | 1 | | ○ | | 時間 |
staff | 事業 | 人件費 | 金額 | 担当課 | | | 行 | 100 | 20 | 1 | なし | ○ | | 千円 | 4×業務時間
all | 事業 | 総コスト | 金額 | 担当課 | | | 行 | 100 | 20 | 1 | 実績額 | ○ | | 千円 | 事業費＋人件費
"""
ANSWERS = """
1 | 評価 | A
2 | 評価 | A
3 | 評価 | A
1-① | 事業費（千円） | 1,000
1-① | 業務時間（時間） | 約100
1-② | 事業費（千円） | 200
1-② | 業務時間（時間） | 5
2-① | 事業費（千円） | 300
2-① | 業務時間（時間） | 10以上
3-① | 事業費（千円） | 50
3-① | 業務時間（時間） | 5と6
"""
Year = tuple[City, Mapping[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """``locked``: as Excel has worked it out, which takes what it cannot read for nothing."""
    made = City(tmp_path_factory.mktemp("inexact") / "city", PLAN, FORM)
    made.distribute()
    made.fill(ANSWERS, locked="3-① | 総コスト（千円） | 50\n1-① | 人件費（千円） | 400")
    return made, made.collect()


def extras(facts: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    return {i["code"]: (i["extra"]["staff"], i["amount_text"]) for i in facts["initiatives"]}


def test_results_say_as_much_as_their_parts(year: Year) -> None:
    assert extras(year[1]) == {
        "1-①": ("約400千円", "約1,400千円"),
        "1-②": ("20千円", "220千円"),
        "2-①": ("", ""),
        "3-①": ("", "50"),
    }


def test_totals_over_books_too(year: Year) -> None:
    """1,400 about and 220 of another division; of 2 and 3 nobody knows the whole."""
    totals = {e["code"]: e["extra"]["whole"] for e in year[1]["evaluations"]}
    assert totals["1"] == "約1,620千円"
    assert totals["2"] == ""


def test_each_cause_is_told_once(year: Year) -> None:
    rules = ("computed-about", "computed-undecided", "computed-differs")
    assert told(year[1], *rules) == [
        ("computed-about", "1-①", "人件費（千円）"),
        ("computed-undecided", "2-①", "人件費（千円）"),
        ("computed-undecided", "3-①", "総コスト（千円）"),
    ]
    messages = {f["code"]: f["message"] for f in year[1]["findings"] if f["rule"] in rules}
    assert "（業務時間 約100）から計算したので、約400千円 としました" in messages["1-①"]
    assert "（業務時間 10以上）を使うので、計算していません" in messages["2-①"]
    assert "人件費が決まらないので、合っているか分かりません" in messages["3-①"]


def test_doing_what_the_remedies_say_leaves_nothing(tmp_path: Path) -> None:
    made = City(tmp_path / "city", PLAN, FORM)
    mended = ANSWERS.replace("約100", "100").replace("10以上", "10").replace("5と6", "11")
    facts = made.year(mended)
    assert told(facts, "computed-about", "computed-undecided", "computed-differs") == []
    assert extras(facts)["3-①"] == ("44千円", "94千円")
    assert {e["code"]: e["extra"]["whole"] for e in facts["evaluations"]} == {
        "1": "1,620千円",
        "2": "340千円",
        "3": "94千円",
    }


def test_the_sums_of_the_book_say_how_many_are_about(year: Year) -> None:
    (line,) = (line for line in year[0].sheet("金額集計") if "人件費" in line)
    assert line == "事業 | 人件費（千円） | 420 | 千円 | 2 | おおよその額 1件を含む、記入なし 2件"
