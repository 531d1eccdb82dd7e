"""Several lead divisions of one item: a form each, and one who decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.masters.books import book, faults
from tests.workflow.test_reviewers import PLAN as REVIEWED
from tests.workflow.towns import Town
from zushi_xl.masters.plan import load_plan
from zushi_xl.sheets.book.opinion_list import name_in_kpi

_HEAD, _REST = REVIEWED.split("# 役割")
PLAN = (
    (_HEAD + "# 評価区分" + _REST.split("# 評価区分")[1])
    .replace("主担当課 | 委員会", "主担当課 | 共同担当課")
    .replace("都市課 | ○", "都市課 | 公園課、福祉課")
    .replace("公園課 | ○", "公園課 |")
    .replace("# 担当課\n課名\n", "# 担当課\n課名\n福祉課\n")
)
FORM = """
# 設定
項目 | 値
様式版 | 1
書体 | BIZ UDゴシック
文字の大きさ | 10
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 公開
title | 具体的施策 | 施策 | 一行 | 事務局 | | | 行 | ○
kpi | 具体的施策 | KPI | 繰り返し | 事務局 | | KPI | 本文 | ○
rating | 具体的施策 | 評価 | 評価 | 主担当課 | ○ | | 行 | ○
remarks | 具体的施策 | 所見 | 一行 | 主担当課 | | | 行 | ○
statement | KPI | 指標 | 文章 | 事務局 | | | 行 | ○
values | KPI | 実績値 | 年度別の値 | 主担当課 | | | 本文 | ○
# 体裁
スタイル | 文字の大きさ
title | 16
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    town = Town(tmp_path_factory.mktemp("partners"), PLAN, FORM)
    books = town.distribute()
    assert list(books) == ["福祉課", "都市課", "公園課"]
    rating, remarks = ("①/rating", "評価"), ("①/remarks", "所見")
    town.fill(books["都市課"], "inputs", {rating: "A", remarks: "歩道を延ばした。"})
    town.fill(books["公園課"], "inputs", {rating: "B", ("②/rating", "評価"): "A"})
    town.fill(books["福祉課"], "inputs", {rating: "A：順調", remarks: "段差が減った。"})
    town.collect("inputs")
    return town


def _found(result: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [f for f in result["findings"] if f["rule"] == rule]


def test_one_decides(town: Town) -> None:
    result = town.result()
    first = result["evaluations"][0]
    assert (first["rating"], first["remarks"]) == ("A", "歩道を延ばした。")
    assert [(r["field"], r["grade"]) for r in first["ratings"]] == [("rating", "A")]


def test_what_the_others_wrote_is_listed_in_the_order_of_the_form(town: Town) -> None:
    assert [(o["division"], o["field"], o["text"]) for o in town.result()["opinions"]] == [
        ("福祉課", "rating", "A：順調"),
        ("公園課", "rating", "B"),
        ("福祉課", "remarks", "段差が減った。"),
    ]
    rows = town.csv("共同担当課の記入.csv")
    at = {name: place for place, name in enumerate(rows[0])}
    named = ("コード", "名称", "欄", "KPI", "共同担当課", "記入")
    assert ["①", "歩道の整備", "評価", "", "公園課", "B：概ね順調"] in [
        [row[at[name]] for name in named] for row in rows
    ]
    (path,) = town.output.glob("*/進捗状況評価_*.xlsx")
    cells = {str(c.value) for row in open_book(path)["共同担当課の記入"].iter_rows() for c in row}
    assert {"段差が減った。", "B：概ね順調"} <= cells


@pytest.mark.parametrize(
    ("label", "period", "shown"),
    [
        ("実績値", "2024", "歩いた人　実績値（2024年度）"),
        ("見込", "2024", "歩いた人　見込（2024年度）"),
        ("指標の評価", "", "歩いた人　指標の評価"),
    ],
)
def test_each_field_of_a_kpi_has_its_name_in_the_book(label: str, period: str, shown: str) -> None:
    assert name_in_kpi("歩いた人", label, period) == shown


def test_a_grade_that_differs_is_asked_of_the_one_who_decides(town: Town) -> None:
    (found,) = _found(town.result(), "partners-differ")
    assert (found["division"], found["code"], found["given"], found["expected"]) == (
        "都市課",
        "①",
        "B",
        "A",
    )
    assert found["also_at"][0]["file"].startswith("公園課")


def test_the_counts_take_the_decision_only(town: Town) -> None:
    rows = town.csv("評価集計.csv")
    at = {name: place for place, name in enumerate(rows[0])}
    counts = {row[at["評価"]]: row[at["件数"]] for row in rows[1:]}
    assert counts == {"A": "2", "B": "0", "C": "0", "": "1"}


def test_a_partner_alone_decides_nothing(tmp_path: Path) -> None:
    town = Town(tmp_path, PLAN, FORM)
    books = town.distribute()
    town.fill(books["公園課"], "inputs", {("①/rating", "評価"): "B"})
    result = town.collect("inputs")
    assert result["evaluations"][0]["rating"] is None
    (found,) = _found(result, "partners-differ")
    assert "共同担当課（公園課）だけが記入し、都市課の欄は空です" in found["message"]
    assert {d["name"]: d["state"] for d in result["divisions"]}["公園課"] != "未記入"


@pytest.mark.parametrize(
    ("cell", "typed", "rule"),
    [
        ("具体的施策!E2", "公園課、議会", "plan-unknown"),
        ("具体的施策!E2", "都市課", "plan-partner"),
        ("具体的施策!D2", "都市課、公園課", "plan-unknown"),
    ],
)
def test_a_mistake_is_told_with_its_cell(cell: str, typed: str, rule: str) -> None:
    assert faults(load_plan, book(PLAN, {cell: typed})) == [(rule, cell)]
