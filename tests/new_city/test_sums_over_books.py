"""Sums whose parts stand in several books or phases, and what follows from them; parts that are
shared, shown again or two in one cell. All figures are worked out by hand."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.new_city.trial import TWO_LEVELS, City, told
from tests.new_city.whole_year import result_of, run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN = f"""
{TWO_LEVELS}# 施策
コード | 名称 | 主担当課
1 | 道 | 建設課
2 | 水 | 公園課
# 事業
コード | 名称 | 担当課 | 予算事業名 | 再掲元
1-① | 補修 | 建設課 | 道路費 |
1-② | 点検 | 公園課 | 道路費 |
1-③ | 照明 | 建設課 | 照明費 |
2-① | 補修 | 建設課 | 道路費 | 1-①
2-② | 井戸 | 公園課 | 水費／井戸費 |
# 予算事業
予算事業名
道路費
照明費
水費
井戸費
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 再掲元 | 2023年度 | 2024年度 | 2025年度 | 2026年度 | 目標
1 | 1 | 歩道 | km | 上昇 | 実数 | | 10km | | | | 20km
2 | 1 | 歩道 | km | 上昇 | 実数 | 1 KPI1 | | | | |
2 | 2 | 井戸 | 本 | 上昇 | 実数 | | 1本 | | | | 3本
# 担当課
課名
建設課
公園課
# 評価区分
記号 | 表示 | 区分
A | よい | 順位
B | わるい | 順位
"""
FORM = """
# 項目
ID | ブロック | ラベル | 型 | 記入者 | 必須 | 選択肢 | 配置 | 幅 | 見出し幅 | 行数 | 役割 | 段階 | 公開 | 転記元 | 単位 | 計算
title | 施策 | {呼び名} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | 名称
kpi | 施策 | 指標 | 繰り返し | 事務局 | | KPI | 本文 | 100 | 0 | 1 | | | ○ |
planned | 施策 | 予算計 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | 前期 | ○ | | 千円 | 予算額の合計
weights | 施策 | 重みの計 | 数値 | 主担当課 | | | 行 | 100 | 20 | 1 | | 前期 | ○ | | | 重みの合計
view | 施策 | 見通し | 一行 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | | 前期 | ○ |
spent | 施策 | 決算計 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | 後期 | ○ | | 千円 | 実績額の合計
all | 施策 | 総額 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | 後期 | ○ | | 千円 | 人件費＋決算計
staff | 施策 | 人件費 | 金額 | 主担当課 | | | 行 | 100 | 20 | 1 | なし | 後期 | ○ | | 千円 |
rate | 施策 | 執行率 | 数値 | 主担当課 | | | 行 | 100 | 20 | 1 | | 後期 | ○ | | ％ | 決算計÷予算計×100
rating | 施策 | 評価 | 評価 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | 評価 | 後期 | ○ |
items | 施策 | 事業 | 繰り返し | 事務局 | | 事業 | 本文 | 100 | 0 | 1 | | | ○ |
statement | KPI | | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | KPI
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | 本文 | 100 | 0 | 1 | | 前期 | ○ |
weight | KPI | 重み | 数値 | 主担当課 | ○ | | 行 | 100 | 20 | 1 | | 前期 | ○ |
title | 事業 | {呼び名}{番号} | 一行 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | 名称
program | 事業 | 予算事業名 | 予算事業 | 事務局 | | | 行 | 100 | 20 | 1 | | | ○ | 予算事業名
budget | 事業 | 予算額 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | なし | 前期 | ○ | | 千円 |
cost | 事業 | 実績額 | 金額 | 担当課 | ○ | | 行 | 100 | 20 | 1 | 実績額 | 後期 | ○ | | 円 |
"""
PHASES = "# 段階\n段階 | 順 | 開始 | 終了\n前期 | 1 | |\n後期 | 2 | |\n"
EARLY = """
1/KPI1 | values | 12km
1/KPI1 | 重み | 5
2/KPI2 | values | 2本
2/KPI2 | 重み | 7
2 | 見通し | よい
1-① | 予算額（千円） | 1,000
1-② | 予算額（千円） | 500
1-③ | 予算額（千円） | 100
2-① | 予算額（千円） | 1,000
2-② | 予算額（千円） | 700
"""
LATE = """
1-① | 実績額（円） | 1,200,000
1-② | 実績額（円） | 1,200,000
1-③ | 実績額（円） | 80,000
2-① | 実績額（円） | 1,200,000
2-② | 実績額（円） | 400,000／300,000
1 | 人件費（千円） | 20
2 | 人件費（千円） | 5
1 | 評価 | A
2 | 評価 | B
"""


def with_lines(path: Path) -> None:
    """／ in a cell is a line break, which a table of this file cannot hold."""
    book = open_book(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "／" in cell.value:
                    cell.value = cell.value.replace("／", "\n")
    book.save(path)


class Village(City):
    def __init__(self, folder: Path, plan: str = PLAN, form: str = FORM):
        super().__init__(folder, plan, form)
        with_lines(folder / "templates_xlsx" / "計画マスタ.xlsx")

    def fill(self, answers: str, phase: str = "", *, locked: str = "") -> None:
        super().fill(answers, phase, locked=locked)
        for path in (self.folder / "inputs" / phase).glob("*.xlsx"):
            with_lines(path)


def extras(facts: Mapping[str, Any], field: str) -> dict[str, str]:
    return {e["code"]: e["extra"][field] for e in facts["evaluations"]}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Village, Mapping[str, Any]]:
    """A year without phases, 1-② by another division than the one that sums it up."""
    form = FORM.replace("| 前期 |", "| |").replace("| 後期 |", "| |")
    made = Village(tmp_path_factory.mktemp("one") / "village", PLAN, form)
    made.distribute()
    made.fill(EARLY + LATE + "1 | 見通し | ふつう")
    return made, made.collect()


def test_what_follows_from_a_sum_over_books(one: tuple[Village, Mapping[str, Any]]) -> None:
    """道路費 is one amount, shared by 1-① and 1-②; 2-① is shown again; 2-② has two programs."""
    assert extras(one[1], "spent") == {"1": "1,280千円", "2": "700千円"}
    assert extras(one[1], "all") == {"1": "1,300千円", "2": "705千円"}
    assert extras(one[1], "planned") == {"1": "1,600千円", "2": "700千円"}
    assert extras(one[1], "rate") == {"1": "80％", "2": "100％"}


def test_a_kpi_that_is_shown_again_adds_nothing(one: tuple[Village, Mapping[str, Any]]) -> None:
    assert extras(one[1], "weights") == {"1": "5", "2": "7"}


def test_the_book_says_the_same_sums(one: tuple[Village, Mapping[str, Any]]) -> None:
    rows = one[0].sheet("金額集計")
    assert "施策 | 決算計（千円） | 1980 | 千円 | 2" in rows
    assert "施策 | 総額（千円） | 2005 | 千円 | 2" in rows
    rates = {row["コード"]: row["執行率（％）"] for row in one[0].csv("評価")}
    assert rates == {"1": "80", "2": "100"}


def test_two_amounts_in_one_cell_are_no_text_that_nobody_reads(
    one: tuple[Village, Mapping[str, Any]],
) -> None:
    assert not [i["code"] for i in one[1]["initiatives"] if i.get("unread")]


def test_no_formula_adds_up_what_may_be_shared(one: tuple[Village, Mapping[str, Any]]) -> None:
    """That of 2 has one amount of its own; 1 shares a program, and one part is another's."""
    plan = PLAN.replace("1-② | 点検 | 公園課", "1-② | 点検 | 建設課")
    form = FORM.replace("| 前期 |", "| |").replace("| 後期 |", "| |")
    made = Village(one[0].folder.parent / "shared", plan, form)
    made.distribute()
    (path,) = (p for p in made.forms() if "建設課" in p.name)
    rows = open_book(path)["1 道"].iter_rows(values_only=True)
    formulas = {
        row[1]: str(next(c for c in row[2:] if c)) for row in rows if row[1] and any(row[2:])
    }
    assert formulas["決算計（千円）"] == '=""'
    assert formulas["予算計（千円）"].startswith("=IFERROR(")


def test_an_amount_of_another_book_is_about(
    one: tuple[Village, Mapping[str, Any]], tmp_path: Path
) -> None:
    made = copied(one[0], tmp_path)
    about = LATE.replace("1-② | 実績額（円） | 1,200,000", "1-② | 実績額（円） | 約1,300,000")
    made.fill(EARLY + about + "1 | 見通し | ふつう")
    facts = made.collect()
    assert extras(facts, "spent")["1"] == "約2,580千円"  # 1,200 and about 1,300 and 80
    assert told(facts, "computed-about") == [("computed-about", "1", "決算計（千円）")]


def test_a_sum_over_books_that_was_typed_over_is_told(
    one: tuple[Village, Mapping[str, Any]], tmp_path: Path
) -> None:
    made = copied(one[0], tmp_path)
    late = LATE + "1 | 見通し | ふつう"
    made.fill(EARLY + late, locked="1 | 決算計（千円） | 9,999")
    (found,) = (f for f in made.collect()["findings"] if f["rule"] == "computed-differs")
    assert (found["code"], found["given"], found["expected"]) == ("1", "9,999", "1,280千円")


def copied(made: City, folder: Path) -> Village:
    other = object.__new__(Village)
    other.folder = folder / "village"
    shutil.copytree(made.folder, other.folder)
    return other


# ------------------------------------------------------------------ two phases


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Village, Mapping[str, Any]]:
    made = Village(tmp_path_factory.mktemp("two") / "village", PLAN + PHASES)
    for phase, answers in (("前期", EARLY), ("後期", LATE)):
        made.distribute(phase)
        made.fill(answers, phase)
        facts = made.collect(phase)
    return made, facts


def test_a_share_of_sums_of_two_phases(two: tuple[Village, Mapping[str, Any]]) -> None:
    assert extras(two[1], "rate") == {"1": "80％", "2": "100％"}


def test_what_an_earlier_phase_asked_in_vain_is_told(
    two: tuple[Village, Mapping[str, Any]],
) -> None:
    """建設課 left 見通し of 1 empty in 前期: it is still to be mended, and nobody is asked now."""
    (found,) = (f for f in two[1]["findings"] if f["rule"] == "required-empty")
    assert (found["code"], found["field"], found["division"]) == ("1", "見通し", None)
    assert extras(two[1], "view") == {"1": "", "2": "よい"}


def test_the_log_says_how_a_sum_of_before_came_about(
    two: tuple[Village, Mapping[str, Any]],
) -> None:
    how = {n["sheet"]: n["rule"] for n in two[1]["normalised"] if n["field"] == "予算計（千円）"}
    assert how == dict.fromkeys(("1 道", "2 水"), "計算による記入（段階「前期」）")


def test_one_book_of_an_earlier_phase_comes_again(
    two: tuple[Village, Mapping[str, Any]], tmp_path: Path
) -> None:
    """公園課 mends its 500 into 900: the sum in the book of 建設課, which does not come again, and
    the share of that sum follow: 1,280 of 2,000."""
    made = copied(two[0], tmp_path)
    (path,) = (made.folder / "inputs" / "前期").glob("公園課*")
    book = open_book(path)
    for row in book["1 道"].iter_rows():
        for cell in row:
            if str(row[0].value).startswith("1-②/budget") and cell.value == "500":
                cell.value = "900"
    target = made.folder / "inputs" / "後期" / "訂正" / path.name
    target.parent.mkdir()
    book.save(target)
    facts = made.collect("後期")
    assert extras(facts, "planned") == {"1": "2,000千円", "2": "700千円"}
    assert extras(facts, "rate") == {"1": "64％", "2": "100％"}
    path.unlink()  # of the same second
    assert run(made.folder, "collect", str(made.folder / "inputs")).exit_code == 0
    assert extras(result_of(made.folder), "planned")["1"] == "2,000千円"


def test_a_division_that_never_returned_an_earlier_phase(
    two: tuple[Village, Mapping[str, Any]], tmp_path: Path
) -> None:
    assert told(two[1], "division-missing") == []
    made = copied(two[0], tmp_path)
    (path,) = (made.folder / "inputs" / "前期").glob("公園課*")
    path.unlink()
    made.collect("前期")
    facts = made.collect("後期")
    (found,) = (f for f in facts["findings"] if f["rule"] == "division-missing")
    assert found["message"].startswith("段階「前期」の公園課の様式が提出されていません。")
    assert extras(facts, "rate")["1"] == ""  # a part of 予算計 is not known


@pytest.mark.parametrize("word", ["なし", "未確定"])
def test_a_word_over_what_follows_is_told(
    one: tuple[Village, Mapping[str, Any]], tmp_path: Path, word: str
) -> None:
    """2: 700千円 of one initiative that the same division fills in, and 5千円."""
    made = copied(one[0], tmp_path)
    late = LATE + "1 | 見通し | ふつう"
    made.fill(EARLY + late, locked=f"2 | 総額（千円） | {word}\n2 | 予算計（千円） | {word}")
    facts = made.collect()
    assert told(facts, "computed-differs") == [
        ("computed-differs", "2", "予算計（千円）"),
        ("computed-differs", "2", "総額（千円）"),
    ]
