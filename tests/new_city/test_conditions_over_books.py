"""Conditions on what somebody else fills in: the books of one collection are judged together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.new_city.trial import SETTINGS, City, told

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{SETTINGS}# 階層
階層 | コードの形 | 番号の付け方 | 様式
柱立て | 1 | | シート
施策 | 1-1 | | シート
# 柱立て
コード | 名称 | 主担当課
1 | 暮らし |
# 施策
コード | 名称 | 主担当課
1-1 | 道 | 建設課
1-2 | 水 | 建設課
1-3 | 森 | 林務課
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
# 担当課
課名
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
村長 | 2 | |
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 公開 | 転記元 | 必須の条件 | 記入しない条件
title | 柱立て | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | ○ | 名称
first | 施策 | 一次評価 | 評価 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | なし | ○ |
last | 施策 | 村長評価 | 評価 | 村長 | ○ | | 行 | 100 | 20 | 1 | 評価 | ○ |
why | 施策 | 村長の理由 | 文章 | 村長 | | | 行 | 100 | 20 | 1 | なし | ○ | | 一次評価 ＝ C |
view | 施策 | 村長の所見 | 文章 | 村長 | ○ | | 行 | 100 | 20 | 1 | なし | ○ | | | 一次評価 ＝ A
# 独自点検
名前 | ブロック | 条件 | 欄 | 重大度 | 内容 | 直し方
食い違い | 施策 | 一次評価 ＝ C かつ 村長評価 ＝ A | 村長評価 | 要確認 | 二段違います。 |
"""
FIRST = """
1-1 | 一次評価 | A
1-2 | 一次評価 | C
1-3 | 一次評価 | C
"""
LAST = """
1-1 | 村長評価 | B
1-2 | 村長評価 | A
1-2 | 村長の理由 | 井戸を掘った。
1-2 | 村長の所見 | 続ける。
1-3 | 村長評価 | B
1-3 | 村長の所見 | 続ける。
"""
JUDGED = ("required-empty", "own-check", "not-asked-filled")


@pytest.fixture
def made(tmp_path: Path) -> City:
    city = City(tmp_path / "city", PLAN, FORM)
    city.distribute()
    return city


def test_the_books_of_a_collection_are_judged_together(made: City) -> None:
    """1-1 has no 所見 and needs none (A), 1-3 no 理由 and needs one (C), 1-2 is A after C."""
    made.fill(FIRST + LAST)
    expected = [("own-check", "1-2", "村長評価"), ("required-empty", "1-3", "村長の理由")]
    assert told(made.collect(), *JUDGED) == expected
    assert told(made.collect(), *JUDGED) == expected


def test_what_is_not_asked_is_told_too(made: City) -> None:
    made.fill(FIRST + LAST + "1-1 | 村長の所見 | 続ける。\n1-3 | 村長の理由 | 木が足りない。")
    assert told(made.collect(), *JUDGED) == [
        ("not-asked-filled", "1-1", "村長の所見"),
        ("own-check", "1-2", "村長評価"),
    ]


def test_what_nobody_has_returned_decides_nothing(made: City) -> None:
    """Without the book of 林務課 nobody knows whether 1-3 needs a 理由."""
    made.fill(FIRST + LAST)
    (book,) = (made.folder / "inputs").glob("林務課*")
    book.unlink()
    assert told(made.collect(), *JUDGED) == [("own-check", "1-2", "村長評価")]
