"""What is not asked is not missing: a section that the one whose rating counts does not review, a
KPI that is shown again or not measured this year; and what is not exact is no exact figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import open_book
from tests.new_city.trial import SETTINGS, City
from tests.new_city.whole_year import run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{SETTINGS}# 階層
階層 | コードの形 | 番号の付け方 | 様式
分野 | 1 | |
施策 | 1-1 | | シート
# 分野
コード | 名称 | 主担当課
1 | 暮らし | 総務課
# 施策
コード | 名称 | 主担当課 | 区分 | 前年度の評価
1-1 | 道 | 建設課 | 重点 | B
1-2 | 水 | 建設課 | | C
1-3 | 森 | 林務課 | 重点 | B
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 測定周期 | 再掲元 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
1-1 | 1 | 歩道 | km | 上昇 | 実数 | 毎年 | | 10km | | | | 20km
1-2 | 1 | 満足 | ％ | 上昇 | 割合 | 隔年（2023年度から） | | 50％ | | | | 70％
1-3 | 1 | 歩道 | km | 上昇 | 実数 | 毎年 | 1-1 KPI1 | | | | |
# 担当課
課名
総務課
建設課
林務課
# 評価区分
記号 | 表示 | 区分
A | よい | 順位
B | ふつう | 順位
C | わるい | 順位
# 役割
役割 | 順 | 課 | 対象
主担当課 | 1 | |
町長 | 2 | | 区分 ＝ 重点
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 公開 | 転記元 | 単位
title | 分野 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称 |
aim | 分野 | 方針 | 一行 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | | ○ | |
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称 |
kpi | 施策 | 指標 | 繰り返し | 事務局 | | KPI | 本文 | 100 | 0 | 1 | | ○ | |
people | 施策 | 参加者 | 数値 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | | ○ | | 人
points | 施策 | 採点 | 数値 | 町長 | ○ | | 行 | 100 | 20 | 1 | | ○ | | 点
first | 施策 | 一次評価 | 評価 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | なし | ○ | |
last | 施策 | 町長評価 | 評価 | 町長 | ○ | | 行 | 100 | 20 | 1 | 評価 | ○ | |
statement | KPI | | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | KPI |
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | 0 | 1 | | ○ | |
"""
ANSWERS = """
1 | 方針 | 守る
1-1/KPI1 | values | 12km
1-1 | 参加者（人） | 約300
1-2 | 参加者（人） | 100以上
1-3 | 参加者（人） | 20
1-1 | 採点（点） | 80
1-3 | 採点（点） | 70
1-1 | 一次評価 | B
1-2 | 一次評価 | C
1-3 | 一次評価 | A
1-1 | 町長評価 | A
1-3 | 町長評価 | B
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> City:
    made = City(tmp_path_factory.mktemp("due") / "town", PLAN, FORM)
    made.distribute()
    made.fill(ANSWERS)
    done = run(made.folder, "collect", str(made.folder / "inputs"), "--site")
    assert done.exit_code == 0, done.output
    return made


def test_the_book_counts_what_is_rated(year: City) -> None:
    """町長 rates two of three: none of them is unrated, and 1-2 moved nowhere."""
    assert "○ 施策2件の評価は、A 1件、B 1件、C 0件です。" in year.sheet("総括")
    moves = year.sheet("前年度比較")
    assert "↑上がった 1件　→同じ 1件　↓下がった 0件　－比べられない 0件" in moves
    assert [line for line in moves if line.startswith("1-2 | 水")] == []
    assert any("すべての階層を数えます（施策 2件）" in line for line in moves)


def test_open_data_tell_what_is_not_rated(year: City) -> None:
    states = {row["コード"]: (row["評価"], row["評価の状態"]) for row in year.csv("評価")}
    assert states == {
        "1": ("", "評価の対象でない"),
        "1-1": ("A", "評価済"),
        "1-2": ("", "評価の対象でない"),
        "1-3": ("B", "評価済"),
    }
    points = {row["コード"]: row["採点（点）の欠測理由"] for row in year.csv("評価")}
    assert points == {"1": "様式にない", "1-1": "", "1-2": "記入不要", "1-3": ""}
    words = {row["値"] for row in year.csv("コード表") if row["列名"] == "評価の状態"}
    assert "評価の対象でない" in words


def test_the_year_is_complete(year: City) -> None:
    """Of three KPIs one is shown again, one is measured every other year."""
    found = {row["項目"]: (row["件数"], row["対象の数"]) for row in year.csv("データの状況")}
    assert found["評価"] == ("2", "2")
    assert found["KPIの実績値"] == ("1", "1")


def test_no_other_grade_stands_for_the_one_that_counts(year: City) -> None:
    """The list of the site shows A and B of 町長; the C of the first rating is none of his."""
    page = (year.outputs / "公開サイト" / "plan" / "1.html").read_text("utf-8")
    cards = page[page.index('<ul class="cards">') :].split("<li>")[1:4]
    assert ["class" in card for card in cards] == [True, False, True]
    assert ">A<" in cards[0]
    assert ">B<" in cards[2]


def test_figures_say_how_exact_they_are(year: City) -> None:
    figures = {row["コード"]: row for row in year.csv("評価")}
    told = {code: (row["参加者（人）"], row["参加者（人）の限定"]) for code, row in figures.items()}
    assert told == {
        "1": ("", ""),
        "1-1": ("300", "約"),
        "1-2": ("100", "以上"),
        "1-3": ("20", ""),
    }


def test_next_year_has_no_grade_where_none_was_asked(year: City, tmp_path: Path) -> None:
    target = tmp_path / "次.xlsx"
    done = run(year.folder, "rollover", "--to", str(target))
    assert done.exit_code == 0, done.output
    book = open_book(target)
    grades = {row[0]: row[4] for row in book["施策"].iter_rows(values_only=True) if row[0]}
    assert (grades["1-1"], grades["1-2"], grades["1-3"]) == ("A", None, "B")
    notes = [r for r in book["年度更新の記録"].iter_rows(values_only=True) if r[3] == "1-2"]
    assert [(r[4], r[5], r[6], r[7]) for r in notes if r[4] == "前年度の評価"] == [
        ("前年度の評価", "C", None, "収集結果に記載がありません。")
    ]
