"""What a field means: by its column 役割, its id, or as the only one of its type; never by place."""

from __future__ import annotations

import pytest

from tests.masters.books import Edits, book, faults
from zushi_xl.form.model import Block, Meaning
from zushi_xl.masters.form import load_form

HEAD = """
# 設定
項目 | 値 | 説明
様式版 | 1
書体 | BIZ UDゴシック
文字の大きさ | 10
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 役割 | 尺度
title | 具体的施策 | 施策 | 一行 | 事務局 | | | 行 | 100 | 16 | |
"""
TAIL = """
# 体裁
スタイル | 文字の大きさ
title | 16
"""


def form_with(rows: str) -> str:
    return f"{HEAD.strip()}\n{rows.strip()}\n{TAIL.strip()}\n"


def meanings(rows: str, block: Block) -> dict[str, str]:
    form = load_form(book(form_with(rows)))
    return {f.id: f.meaning.value for f in form.of(block) if f.meaning}


def test_the_id_says_it_wherever_the_field_stands() -> None:
    rows = """
budgeted | 取り組み | 予算額 | 金額 | 担当課 | | | 行 | 100 | 16 | |
actual_spend | 取り組み | 実績額 | 金額 | 担当課 | | | 行 | 100 | 16 | |
"""
    assert meanings(rows, Block.INITIATIVE) == {"actual_spend": "実績額"}


def test_the_column_says_it() -> None:
    rows = """
head_rating | 具体的施策 | 部長評価 | 評価 | 主担当課 | | | 行 | 100 | 16 | なし |
own_rating | 具体的施策 | 課の評価 | 評価 | 主担当課 | | | 行 | 100 | 16 | 評価 |
hosoku | 具体的施策 | ひとこと | 文章 | 主担当課 | | | 行 | 100 | 16 | 補足説明 |
"""
    assert meanings(rows, Block.MEASURE) == {"own_rating": "評価", "hosoku": "補足説明"}
    field = load_form(book(form_with(rows))).meant(Block.MEASURE, Meaning.REMARKS)
    assert field is not None
    assert (field.id, field.known_as) == ("hosoku", "remarks")


def test_a_lone_field_of_a_type_needs_no_word() -> None:
    assert meanings(
        "spent | 取り組み | 決算 | 金額 | 担当課 | | | 行 | 100 | 16 | |", Block.INITIATIVE
    ) == {"spent": "実績額"}


def test_none_is_a_plain_field_though_its_id_is_known() -> None:
    rows = "rating | 具体的施策 | 目安 | 評価 | 主担当課 | | | 行 | 100 | 16 | なし |"
    assert meanings(rows, Block.MEASURE) == {}


@pytest.mark.parametrize(
    ("rows", "mistakes"),
    [
        pytest.param(
            """
a | 取り組み | 予算額 | 金額 | 担当課 | | | 行 | 100 | 16 | |
b | 取り組み | 決算額 | 金額 | 担当課 | | | 行 | 100 | 16 | |
""",
            [("form-meaning", "項目!K3")],
            id="two that could be meant",
        ),
        pytest.param(
            """
rating | 具体的施策 | 評価 | 評価 | 主担当課 | | | 行 | 100 | 16 | |
other | 具体的施策 | 評価２ | 評価 | 主担当課 | | | 行 | 100 | 16 | 評価 |
""",
            [("form-meaning-twice", "項目!K4")],
            id="one role twice",
        ),
        pytest.param(
            "a | 取り組み | 決算額 | 文章 | 担当課 | | | 行 | 100 | 16 | 実績額 |",
            [("form-meaning", "項目!K3")],
            id="a text is no amount",
        ),
        pytest.param(
            "a | 取り組み | 決算額 | 金額 | 担当課 | | | 行 | 100 | 16 | 決算 |",
            [("form-choice", "項目!K3")],
            id="a word that is no role",
        ),
    ],
)
def test_mistakes_name_their_cell(rows: str, mistakes: list[tuple[str, str]]) -> None:
    assert faults(load_form, book(form_with(rows))) == mistakes


@pytest.mark.parametrize(
    ("edits", "mistakes"),
    [
        (
            {"評価区分!I1": "順", "評価区分!I2": "1", "評価区分!I3": "1"},
            [("plan-rank", "評価区分!I3")],
        ),
        ({"評価区分!I1": "順", "評価区分!I2": "1"}, [("plan-rank", "評価区分!I3")]),
        (
            {"評価区分!I1": "順", "評価区分!I2": "0", "評価区分!I3": "2"},
            [("plan-rank", "評価区分!I2"), ("plan-rank", "評価区分!I3")],
        ),
        ({"評価区分!I1": "順", "評価区分!I2": "2", "評価区分!I3": "1"}, []),
        # the same symbol in two scales is no clash
        ({"評価区分!I1": "尺度", "評価区分!I2": "甲", "評価区分!I3": "乙", "評価区分!B3": "A"}, []),
    ],
)
def test_ranks_and_scales(edits: Edits, mistakes: list[tuple[str, str]]) -> None:
    from tests.masters.books import PLAN
    from zushi_xl.masters.plan import load_plan

    assert faults(load_plan, book(PLAN, edits)) == mistakes


def test_the_rank_decides_not_the_row() -> None:
    from tests.masters.books import PLAN
    from zushi_xl.masters.plan import load_plan
    from zushi_xl.plan.levels import Level

    edits: Edits = {"評価区分!I1": "順", "評価区分!I2": "2", "評価区分!I3": "1"}
    plan = load_plan(book(PLAN, edits))
    assert [grade.symbol for grade in plan.grades_for(Level.MEASURE)] == ["B", "A"]
