"""What 記入しない条件 leaves out is not missing: no product calls it unreported, no rule asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from click.testing import CliRunner

from tests.new_city.trial import TWO_LEVELS, City, told
from tests.new_city.whole_year import run
from zushi_xl.cli.commands import main

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{TWO_LEVELS}# 施策
コード | 名称 | 主担当課
1 | 道 | 建設課
2 | 水 | 公園課
3 | 森 | 林務課
# 事業
コード | 名称 | 担当課 | 予算事業名
1-① | 補修 | 建設課 | 道路費
2-① | 井戸 | 公園課 | 水費
3-① | 間伐 | 公園課 | ー
# 予算事業
予算事業名
道路費
水費
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
# 担当課
課名
建設課
公園課
林務課
# 評価区分
記号 | 表示 | 区分
A | よい | 順位
B | わるい | 順位
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 公開 | 転記元 | 単位 | 記入しない条件
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
state | 施策 | 状態 | 選択 | 担当課 | ○ | 続ける、終わった | 行 | 100 | 20 | 1 | | ○ | |
rating | 施策 | 評価 | 評価 | 担当課 | ○ | | 行 | 100 | 20 | 1 | 評価 | ○ | | | 状態 ＝ 終わった
people | 施策 | 参加者 | 数値 | 担当課 | ○ | | 行 | 100 | 20 | 1 | | ○ | | 人 | 状態 ＝ 終わった
items | 施策 | 事業 | 繰り返し | 事務局 | | 事業 | 本文 | 100 | 0 | 1 | | ○ |
title | 事業 | {呼び名}{番号} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
program | 事業 | 予算事業名 | 予算事業 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 予算事業名
cost | 事業 | 実績額 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | 実績額 | ○ | | 円 | 状態 ＝ 終わった
more | 施策 | 補助額 | 金額 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | なし | ○ | | 千円 | 状態 ＝ 終わった
""".replace("| 担当課 | ○ | 続ける", "| 主担当課 | ○ | 続ける")
ANSWERS = """
1 | 状態 | 続ける
1 | 評価 | A
1 | 参加者（人） | 30
1-① | 実績額（円） | 1,200,000
1 | 補助額（千円） | 600
2 | 状態 | 終わった
3 | 状態 | 終わった
"""
Year = tuple[City, Mapping[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = City(tmp_path_factory.mktemp("left") / "village", PLAN, FORM)
    return made, made.year(ANSWERS)


def test_nobody_is_asked(year: Year) -> None:
    rules = ("required-empty", "rating-missing", "budget-amount-missing")
    assert told(year[1], *rules) == []
    assert {d["name"]: d["state"] for d in year[1]["divisions"]} == {
        "建設課": "受理",
        "公園課": "受理",
        "林務課": "受理",
    }


def test_counts_have_what_is_asked(year: Year) -> None:
    assert "○ 施策1件の評価は、A 1件、B 0件です。" in year[0].sheet("総括")
    (total,) = (line for line in year[0].sheet("評価集計") if " | 計 | " in line)
    assert total == "施策 | 評価（担当課） | 計 | 1 | 1件を100％ | 評価なし 0件"
    (amount,) = (line for line in year[0].sheet("金額集計") if "補助額" in line)
    assert amount == "施策 | 補助額（千円） | 600 | 千円 | 1"


def test_open_data_say_that_it_is_not_asked(year: Year) -> None:
    made = year[0]
    states = {row["コード"]: row["評価の状態"] for row in made.csv("評価")}
    assert states == {"1": "評価済", "2": "評価の対象でない", "3": "評価の対象でない"}
    people = {row["コード"]: row["参加者（人）の欠測理由"] for row in made.csv("評価")}
    assert people == {"1": "", "2": "記入不要", "3": "記入不要"}
    spent = {row["コード"]: row["実績額の欠測理由"] for row in made.csv("事業")}
    assert spent == {"1-①": "", "2-①": "記入不要", "3-①": "予算事業なし"}
    programs = {row["予算事業"]: row["状態"] for row in made.csv("予算事業")}
    assert programs == {"道路費": "確定", "水費": "額なし"}
    words = {row["値"] for row in made.csv("コード表") if row["列名"] == "欠測理由"}
    assert "記入不要" in words


def test_the_book_says_the_same(year: Year) -> None:
    (line,) = (row for row in year[0].sheet("予算一覧") if row.startswith("水費"))
    assert line == "水費 | 2-① | 井戸 | 公園課 | 記入不要 | 登録なし | －"


def test_outputs_are_not_written_among_the_inputs(year: Year) -> None:
    folder = year[0].folder
    before = sorted((folder / "inputs").rglob("*"))
    names = ("計画マスタ", "様式定義")
    plan, form = (str(folder / "templates_xlsx" / f"{name}.xlsx") for name in names)
    words = ["collect", str(folder / "inputs"), "-o", str(folder / "inputs")]
    done = CliRunner().invoke(main, [*words, "--plan", plan, "--form", form])
    assert done.exit_code == 2
    assert "提出ファイルのフォルダには書き込まないので" in done.output
    assert sorted((folder / "inputs").rglob("*")) == before


def test_a_folder_above_the_outputs_may_be_searched(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(year[0].folder)
    assert run(year[0].folder, "collect", ".").exit_code == 0
