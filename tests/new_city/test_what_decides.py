"""What counts where several could be meant: the answer of the one who decides, the figure of a term,
what the form asks for at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.new_city.trial import City, grades, told

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = """
# 設定
団体名 | 試作市
計画名 | 試作市計画
評価年度 | 2025
基準時点 | 2023年度末
計画開始年度 | 2024
計画終了年度 | 2028
取りまとめ課 | 総務課
# 階層
階層 | コードの形 | 番号の付け方 | 様式
施策 | 1 | | シート
事業 | 001 | 通し | ブロック
# 施策
コード | 名称 | 主担当課
1 | 備える | 防災課
2 | 助ける | 消防課
# 事業
コード | 名称 | 上位 | 担当課 | 共同担当課
001 | 訓練 | 1 | 消防課 | 防災課
002 | 備蓄 | 1 | 防災課 |
007 | 救急 | 2 | 消防課 |
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2023年度末 | 2024年度 | 2025年度 | 2026年度 | 2027年度 | 2028年度 | 目標
1 | 1 | 備えのある家 | 戸 | 上昇 | 実数 | 40戸 | | | | | | 未確定
2 | 1 | 出動 | 件 | 維持 | 実数 | 100件 | 105件 | | | | | 100件
# 担当課
課名
防災課
消防課
# 評価区分
記号 | 区分
甲 | 順位
乙 | 順位
丁 | 評価対象外
# 評価基準
条件 | 評価 | 扱い
目標なし | 丁 | 記入する
実績 ≧ 計画値の90％ | 甲 | 記入する
その他 | 乙 | 記入する
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 公開 | 転記元 | 単位 | 計算 | 必須の条件
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
kpi | 施策 | 指標 | 繰り返し | 事務局 | | KPI | 本文 | 100 | 0 | 1 | | ○ |
rating | 施策 | 評価 | 評価 | 主担当課 | | | 行 | 100 | 20 | 1 | | ○ |
sum | 施策 | 事業費の計 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | ○ | | 千円 | 事業費の合計
items | 施策 | 事業 | 繰り返し | 事務局 | | 事業 | 本文 | 100 | 0 | 1 | | ○ |
title | 事業 | {呼び名}{番号} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
cost | 事業 | 事業費 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | 実績額 | ○ | | 千円 | |
why | 事業 | 理由 | 一行 | 担当課 | | | 行 | 100 | 20 | 1 | なし | ○ | | | | 事業費 ≧ 500千円
statement | KPI | | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | KPI
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | 0 | 1 | | ○ |
"""
Year = tuple[City, Mapping[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """防災課 writes 111 where 消防課 decides 900; the trial types what is open in both books, so
    the book of 防災課 is filled first and kept."""
    made = City(tmp_path_factory.mktemp("decides") / "city", PLAN, FORM)
    made.distribute()
    lead = "1/KPI1 | values | 45戸\n002 | 事業費（千円） | 300\n"
    others = "2/KPI1 | values | 95件\n007 | 事業費（千円） | 20\n"
    made.fill(f"{lead}{others}001 | 事業費（千円） | 111")
    (book,) = (made.folder / "inputs").glob("防災課*")
    kept = book.read_bytes()
    made.fill(f"{lead}{others}001 | 事業費（千円） | 900\n001 | 理由 | 二度行った。")
    book.write_bytes(kept)
    return made, made.collect()


def test_opinions_of_partners_are_in_no_sum(year: Year) -> None:
    made, facts = year
    totals = {e["code"]: e["extra"]["sum"] for e in facts["evaluations"]}
    assert totals == {"1": "1,200千円", "2": "20千円"}  # 900 and 300
    rows = {row for row in made.sheet("金額集計") if "事業費" in row}
    assert rows == {
        "施策 | 事業費の計（千円） | 1220 | 千円 | 2",
        "事業 | 事業費（千円） | 1220 | 千円 | 3",
    }


def test_a_term_is_its_figure_whatever_stands_in_the_column(year: Year) -> None:
    """未確定 is no target; a figure that is to stay is planned as it is to be, 95 is 90 % of it."""
    assert grades(year[1], "rating") == {"1": "丁", "2": "甲"}


def test_what_nobody_asks_for_is_not_missed(year: Year) -> None:
    """The form has no 予算事業名, numbers run through the plan: 007 after 002 lacks none."""
    assert told(year[1], "budget-without-program", "initiative-number-gap") == []
    assert told(year[1], "required-empty") == []


def test_counts_say_how_many_grades_are_to_be_mended(tmp_path: Path) -> None:
    """甲 where the rows of 評価基準 say 丁 is told, and counted as what was given."""
    made = City(tmp_path / "city", PLAN.replace("記入する", "決める"), FORM)
    made.distribute()
    made.fill("1/KPI1 | values | 45戸\n1 | 評価 | 甲\n2/KPI1 | values | 95件\n2 | 評価 | 甲")
    assert told(made.collect(), "rating-not-as-decided") == [("rating-not-as-decided", "1", "評価")]
    (line,) = (row for row in made.sheet("評価集計") if " | 計 | " in row)
    assert line == "施策 | 評価（主担当課） | 計 | 2 | 2件を100％ | 評価なし 0件。要修正 1件を含む"
