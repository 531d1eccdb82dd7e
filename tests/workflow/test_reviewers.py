"""役割 and 段階: four reviewers on one scale, two phases, by the two masters alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.samples.make_inputs import beside, sheet_of
from tests.workflow.towns import Town

PLAN = """
# 設定
項目 | 値
団体名 | 架空町
計画名 | 架空町総合計画
評価年度 | 2024
計画開始年度 | 2023
計画終了年度 | 2025
目標の見出し | 目標
取りまとめ課 | 企画課
柱の呼び名 |
取り組みの方向の呼び名 |
具体的施策の呼び名 | 施策
取り組みの呼び名 |
# 具体的施策
コード | 番号 | 名称 | 主担当課 | 委員会
1 | １ | 歩道の整備 | 都市課 | ○
2 | ２ | 緑陰の整備 | 公園課 |
3 | ３ | 水辺の整備 | 公園課 | ○
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2023年度 | 2024年度 | 2025年度 | 目標
1 | 1 | 歩道が延びている。 | km | 上昇 | 累計 | 12km | | | 20km以上
# 担当課
課名
都市課
公園課
# 役割
役割 | 順 | 課 | 対象
主担当課 | 1 | |
外部委員会 | 2 | | 委員会
副町長 | 3 | |
町長 | 4 | | すべて
# 段階
段階 | 順 | 開始 | 終了
事後 | 2 | 2025年4月1日 | 2025年5月30日
事中 | 1 | 2024年10月1日 | 2024年10月31日
# 評価区分
記号 | 表示 | 区分 | 順
A | 順調 | 順位 | 1
B | 概ね順調 | 順位 | 2
C | 遅れ | 順位 | 3
"""

FORM = """
# 設定
項目 | 値
様式版 | 1
書体 | BIZ UDゴシック
文字の大きさ | 10
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 役割 | 段階 | 公開
title | 具体的施策 | 施策 | 一行 | 事務局 | | | 行 | | | ○
kpi | 具体的施策 | KPI | 繰り返し | 事務局 | | KPI | 本文 | | | ○
first | 具体的施策 | 一次評価 | 評価 | 主担当課 | ○ | | 行 | なし | 事中 | ○
committee | 具体的施策 | 委員会評価 | 評価 | 外部委員会 | ○ | | 行 | なし | 事中 | ○
second | 具体的施策 | 二次評価 | 評価 | 副町長 | ○ | | 行 | なし | 事中 | ○
last | 具体的施策 | 最終評価 | 評価 | 町長 | ○ | | 行 | 評価 | 事中 | ○
after | 具体的施策 | 事後評価 | 評価 | 主担当課 | ○ | | 行 | なし | 事後 | ○
remarks | 具体的施策 | 事後の所見 | 文章 | 主担当課 | | | 下 | | 事後 | ○
statement | KPI | 指標 | 文章 | 事務局 | | | 行 | | | ○
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | | 事後 | ○
# 体裁
スタイル | 文字の大きさ
title | 16
"""
GIVEN = {
    "都市課": {("①/first", "一次評価"): "A"},
    "公園課": {("②/first", "一次評価"): "A", ("③/first", "一次評価"): "B"},
    "外部委員会": {("①/committee", "委員会評価"): "B", ("③/committee", "委員会評価"): "C"},
    "副町長": {
        ("①/second", "二次評価"): "B",
        ("②/second", "二次評価"): "A",
        ("③/second", "二次評価"): "C",
    },
    "町長": {("①/last", "最終評価"): "B", ("②/last", "最終評価"): "B", ("③/last", "最終評価"): "C"},
}


class Year:
    """The town's year: both phases distributed, filled and collected."""

    def __init__(self, folder: Path):
        self.town = town = Town(folder, PLAN, FORM)
        self.during = town.distribute("--phase", "事中")
        for name, filled in GIVEN.items():
            town.fill(self.during[name], "事中", filled)
        self.midyear = town.collect("事中", "--phase", "事中")
        self.after = town.distribute("--phase", "事後")
        town.fill(
            self.after["都市課"],
            "事後",
            {("①/after", "事後評価"): "C", ("①/first", "一次評価"): "C"},
        )
        self.end = town.collect("事後", "--phase", "事後")
        self.counts = town.csv("評価集計.csv")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return Year(tmp_path_factory.mktemp("reviewers"))


def _grades(result: dict[str, Any], code: str) -> dict[str, str | None]:
    (found,) = (e for e in result["evaluations"] if e["code"] == code)
    return {rating["field"]: rating["grade"] for rating in found["ratings"]}


def _rules(result: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = [f for f in result["findings"] if f["rule"] != "return-late"]
    return sorted((f["rule"], f["division"] or "", f["code"] or "") for f in found)


def _counts(rows: list[list[str]]) -> dict[str, list[str]]:
    """By the label of the field: phase, who rates, and how often A, B, C and nothing was given."""
    at = {name: place for place, name in enumerate(rows[0])}
    found: dict[str, list[str]] = {}
    for row in rows[1:]:
        head = [row[at["段階"]], row[at["記入者"]]]
        found.setdefault(row[at["評価の欄"]], head).append(row[at["件数"]])
    return found


def test_each_reviewer_has_a_book(year: Year) -> None:
    assert list(year.during) == ["都市課", "公園課", "外部委員会", "副町長", "町長"]
    assert list(year.after) == ["都市課", "公園課"]


def test_four_grades_stand_side_by_side(year: Year) -> None:
    assert _grades(year.midyear, "①") == {
        "first": "A",
        "committee": "B",
        "second": "B",
        "last": "B",
    }
    assert year.midyear["evaluations"][0]["rating"] == "B"
    assert year.midyear["phase"] == "事中"


def test_nothing_is_missing_of_an_item_that_was_not_selected(year: Year) -> None:
    assert _rules(year.midyear) == []
    assert _grades(year.midyear, "②") == {"first": "A", "second": "A", "last": "B"}


def test_the_later_phase_keeps_what_the_earlier_one_took(year: Year) -> None:
    assert _grades(year.end, "①") == {
        "first": "A",
        "committee": "B",
        "second": "B",
        "last": "B",
        "after": "C",
    }
    source = year.end["evaluations"][0]["ratings"][0]["source"]
    assert source["file"] == "事中/都市課_進捗状況評価シート.xlsx"


def test_the_counts_of_all_reviewers(year: Year) -> None:
    assert _counts(year.counts) == {
        "一次評価": ["事中", "主担当課", "2", "1", "0", "0"],
        "委員会評価": ["事中", "外部委員会", "0", "1", "1", "0"],
        "二次評価": ["事中", "副町長", "1", "1", "1", "0"],
        "最終評価": ["事中", "町長", "0", "2", "1", "0"],
        "事後評価": ["事後", "主担当課", "0", "0", "1", "2"],
    }


def test_the_book_shows_them_beside_each_other(year: Year) -> None:
    (path,) = year.town.output.glob("*/進捗状況評価_*.xlsx")
    rows = [
        [str(c.value) for c in row if c.value is not None]
        for row in open_book(path)["評価者別の評価"].iter_rows()
    ]
    heads = [
        "一次評価（主担当課）",
        "委員会評価（外部委員会）",
        "二次評価（副町長）",
        "最終評価（町長）",
    ]
    assert ["評価", *(f"事中\n{head}" for head in heads), "事後\n事後評価（主担当課）"] in rows
    assert [
        "A：順調",
        "2（66.7％）",
        "0（0.0％）",
        "1（33.3％）",
        "0（0.0％）",
        "0（0.0％）",
    ] in rows


def test_a_field_of_an_earlier_phase_that_was_changed_is_told_and_not_taken(year: Year) -> None:
    (found,) = (f for f in year.end["findings"] if f["rule"] == "not-asked")
    assert (found["division"], found["code"], found["field"]) == ("都市課", "①", "一次評価")
    assert (found["given"], found["expected"], found["severity"]) == ("C", "A：順調", "confirm")


def test_a_field_of_a_later_phase_that_was_filled_early_is_told_and_not_taken(
    tmp_path: Path,
) -> None:
    town = Town(tmp_path, PLAN, FORM)
    book = town.distribute("--phase", "事中")["公園課"]
    town.fill(book, "inputs", {**GIVEN["公園課"], ("②/after", "事後評価"): "B"})
    result = town.collect("inputs")
    assert [r for r in _rules(result) if r[0] != "division-missing"] == [
        ("not-asked", "公園課", "②")
    ]
    assert _grades(result, "②") == {"first": "A"}


def test_an_item_that_is_not_selected_takes_nothing(tmp_path: Path) -> None:
    town = Town(tmp_path, PLAN, FORM)
    book = town.distribute()["公園課"]
    town.fill(book, "inputs", {**GIVEN["公園課"], ("②/committee", "委員会評価"): "C"})
    result = town.collect("inputs", "--phase", "事中")
    (found,) = (f for f in result["findings"] if f["rule"] == "not-asked")
    assert "この項目は対象ではありません" in found["message"]
    assert _grades(result, "②") == {"first": "A"}


def test_returns_of_both_phases_in_one_folder(tmp_path: Path) -> None:
    """Nobody names a phase: the latest that came is collected, the earlier one counts as such."""
    town = Town(tmp_path, PLAN, FORM)
    town.fill(town.distribute("--phase", "事中")["都市課"], "inputs/a", GIVEN["都市課"])
    late = town.distribute("--phase", "事後")["都市課"]
    town.fill(late, "inputs/b", {("①/after", "事後評価"): "B"})
    result = town.collect("inputs")
    assert (result["phase"], _grades(result, "①")) == ("事後", {"first": "A", "after": "B"})
    first = town.collect("inputs", "--phase", "事中")
    assert (first["phase"], _grades(first, "①")) == ("事中", {"first": "A"})
    assert ("wrong-phase", "都市課", "") in _rules(first)


def test_a_later_reviewer_sees_what_was_collected(tmp_path: Path) -> None:
    town = Town(tmp_path, PLAN, FORM)
    town.fill(town.distribute()["都市課"], "inputs", GIVEN["都市課"])
    town.collect("inputs")
    again = town.distribute("--only", "町長")["町長"]
    opened = open_book(again)
    assert beside(sheet_of(opened, "①"), "①/first", "一次評価").value == "A：順調"
    assert beside(sheet_of(opened, "①"), "①/last", "最終評価").value is None
    town.fill(again, "inputs", GIVEN["町長"])
    result = town.collect("inputs")
    assert [r for r in _rules(result) if r[0] != "division-missing"] == []
    assert _grades(result, "①") == {"first": "A", "last": "B"}


def test_a_role_may_fill_in_the_book_of_a_division_and_be_chosen_by_a_value(tmp_path: Path) -> None:
    plan = PLAN.replace("外部委員会 | 2 | | 委員会", "外部委員会 | 2 | 都市課 | 名称 ＝ 緑陰の整備")
    books = Town(tmp_path, plan, FORM).distribute()
    assert list(books) == ["都市課", "公園課", "副町長", "町長"]
    opened = open_book(books["都市課"])
    codes = [sheet.title.split()[0] for sheet in opened.worksheets if " " in sheet.title]
    assert codes == ["①", "②"]


def test_a_broken_record_of_a_phase_is_refused(tmp_path: Path) -> None:
    town = Town(tmp_path, PLAN, FORM)
    (town.output / "2024年度" / "段階").mkdir(parents=True)
    (town.output / "2024年度" / "段階" / "事中.json").write_text("{}", encoding="utf-8")
    done = town.run("distribute", "-o", town.output)
    assert done.exit_code == 2
    assert "段階の記録" in done.output


@pytest.mark.parametrize("command", ["distribute", "collect", "status", "check"])
def test_a_phase_that_the_plan_does_not_have(command: str, tmp_path: Path) -> None:
    town = Town(tmp_path, PLAN, FORM)
    inputs = [] if command == "distribute" else [tmp_path]
    done = town.run(command, *inputs, "-o", town.output, "--phase", "期末")
    assert done.exit_code == 2
    assert "「期末」という段階は計画マスタにありません。" in done.output
    assert "事中、事後" in done.output


def test_what_is_not_known_of_an_earlier_phase_is_not_compared(year: Year) -> None:
    """``check`` has the book alone: the answers that stand locked in it are no surprise."""
    done = year.town.run("check", year.after["公園課"])
    assert "not-asked" not in done.output


def test_status_of_a_phase(year: Year) -> None:
    """Of the first phase five have forms, of the second the two divisions."""
    town = year.town
    first = town.run("status", year.after["公園課"], "-o", town.output, "--phase", "事中")
    assert all(name in first.output for name in ("外部委員会", "副町長", "町長", "都市課"))
    second = town.run("status", year.after["公園課"], "-o", town.output, "--phase", "事後")
    assert "外部委員会" not in second.output
    assert "公園課" in second.output


def test_a_book_of_another_phase_is_told_by_check(year: Year) -> None:
    town = year.town
    filled = town.fill(year.after["公園課"], "looked at", {("②/after", "事後評価"): "A"})
    done = town.run("check", filled, "-o", town.output, "--phase", "事中")
    assert "段階「事後」の様式です。" in done.output
    done = town.run("check", filled, "-o", town.output, "--phase", "事後")
    assert "段階「事後」の様式です。" not in done.output


def test_a_phase_that_was_not_collected_is_told(tmp_path: Path) -> None:
    town = Town(tmp_path, PLAN, FORM)
    town.fill(
        town.distribute("--phase", "事後")["都市課"], "inputs", {("①/after", "事後評価"): "A"}
    )
    for verb in (("distribute", "--phase", "事後"), ("collect", tmp_path / "inputs")):
        done = town.run(*verb, "-o", town.output)
        assert "段階「事中」の記録も提出もないため" in done.output


def test_the_days_of_the_phases_are_those_of_the_year(tmp_path: Path) -> None:
    town = Town(tmp_path, PLAN, FORM)
    town.fill(town.distribute()["都市課"], "inputs", GIVEN["都市課"])
    town.collect("inputs")
    assert town.run("rollover", "-o", town.output, "--force").exit_code == 0
    rows = open_book(tmp_path / "計画マスタ_2025年度.xlsx")["段階"].iter_rows(max_row=3)
    assert [[cell.value for cell in row] for row in rows] == [
        ["段階", "順", "開始", "終了"],
        ["事後", "2", None, None],
        ["事中", "1", None, None],
    ]


def test_what_could_not_be_read_of_an_earlier_phase_is_told_in_the_later_one(
    tmp_path: Path,
) -> None:
    """By its record, and by its return where that lies among the inputs; no division is asked."""
    town = Town(tmp_path, PLAN, FORM)
    wrong = {**GIVEN["都市課"], ("①/first", "一次評価"): "S"}
    town.fill(town.distribute("--phase", "事中")["都市課"], "inputs/事中", wrong)
    during = town.collect("inputs/事中", "--phase", "事中")
    assert ("rating-unknown", "都市課", "①") in _rules(during)
    late = town.distribute("--phase", "事後")["都市課"]
    town.fill(late, "inputs/事後", {("①/after", "事後評価"): "B"})
    for inputs in ("inputs/事後", "inputs"):
        result = town.collect(inputs, "--phase", "事後")
        (found,) = (f for f in result["findings"] if f["rule"] == "rating-unknown")
        assert (found["division"], found["code"], found["field"]) == (None, "①", "一次評価")
        assert (found["given"], found["severity"]) == ("S", "error")


def test_a_grade_that_others_see_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    """Ａ in the first book is A：順調 in those that follow; A in its place there changes nothing."""
    town = Town(tmp_path, PLAN, FORM)
    given = {**GIVEN["都市課"], ("①/first", "一次評価"): "Ａ"}
    town.fill(town.distribute("--phase", "事中")["都市課"], "事中", given)
    town.collect("事中", "--phase", "事中")
    late = town.distribute("--phase", "事後")["都市課"]
    assert beside(sheet_of(open_book(late), "①"), "①/first", "一次評価").value == "A：順調"
    again = {("①/after", "事後評価"): "B", ("①/first", "一次評価"): "A"}
    town.fill(late, "事後", again)
    result = town.collect("事後", "--phase", "事後")
    assert "not-asked" not in {rule for rule, *_ in _rules(result)}
    assert _grades(result, "①")["first"] == "A"
