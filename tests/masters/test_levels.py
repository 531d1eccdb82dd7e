"""The sheet 階層: two to five levels with their own codes, and what is wrong with it, at its cell."""

from __future__ import annotations

import pytest

from tests.masters.books import Edits, book, faults, findings
from zushi_xl.form.model import Block, sheet_of
from zushi_xl.masters.master_cells import at_header
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Source

FOUR = """
# 設定
項目 | 値
団体名 | 架空町
計画名 | 架空町総合計画
評価年度 | 2024
基準時点 | 2021
計画開始年度 | 2023
計画終了年度 | 2025
目標の見出し | 目標
取りまとめ課 | 政策課
# 階層
階層 | コードの形 | 番号の付け方 | 様式 | 評価 | KPI | 金額
政策 | Ⅲ | | | × | × |
施策 | Ⅲ-5 | | | × | ○ |
基本事業 | 62102 | 通し | | ○ | ○ |
事務事業 | 0086 | 通し | ブロック | | | ○
# 政策
コード | 名称 | 主担当課
Ⅰ | 産業 |
Ⅱ | 福祉 |
# 施策
コード | 名称 | 主担当課
Ⅰ-1 | 港のにぎわい | 港湾課
Ⅱ-1 | 見守り | 福祉課
# 基本事業
コード | 名称 | 上位 | 主担当課
21101 | 訪問 | Ⅱ-1 | 福祉課
11101 | 桟橋 | Ⅰ-1 | 港湾課
# 事務事業
コード | 名称 | 上位 | 担当課 | 予算事業名
0102 | 電話の見守り | 21101 | | ー
86 | 桟橋の改修 | 11101 | 港湾課 | ー
# KPI
コード | KPI番号 | KPI | 単位 | 方向 | 集計 | 2021 | 2023年度 | 2024年度 | 2025年度 | 目標
ⅰ－１ | 1 | 来訪者 | 人 | 上昇 | 実数 | 10 | | | | 20
21101 | 1 | 訪問した世帯 | 世帯 | 上昇 | 実数 | 10 | | | | 20
# 担当課
課名
港湾課
福祉課
# 評価区分
階層 | 記号 | 表示 | 区分
基本事業 | A | 順調 | 順位
基本事業 | B | 遅れ | 順位
# 了承
ルール | 場所 | 理由 | 承認者
rating-missing | ００８６ | 様子を見る | 課長
"""


def plan(text: str = FOUR, edits: Edits | None = None) -> Plan:
    return load_plan(book(text, edits))


def test_four_levels_with_codes_of_their_own() -> None:
    found = plan()
    assert [(level.name, level.kind, level.key) for level in found.levels] == [
        ("政策", Level.PILLAR, "level1"),
        ("施策", Level.DIRECTION, "level2"),
        ("基本事業", Level.MEASURE, "level3"),
        ("事務事業", Level.INITIATIVE, "level4"),
    ]
    assert [s.code for s in found.sections] == ["Ⅰ", "Ⅰ-1", "11101", "Ⅱ", "Ⅱ-1", "21101"]
    assert [(i.code, i.number, i.measure, i.division) for i in found.initiatives] == [
        ("0086", "0086", "11101", "港湾課"),
        ("0102", "0102", "21101", "福祉課"),
    ]
    assert [kpi.code for kpi in found.kpis] == ["Ⅰ-1", "21101"]
    assert found.waivers[0].place == "0086"


def test_the_tree_is_that_of_the_parents() -> None:
    found = plan()
    assert [s.code for s in found.ancestors("0102")] == ["Ⅱ", "Ⅱ-1", "21101"]
    assert found.is_within("0102", "Ⅱ")
    assert not found.is_within("0086", "Ⅱ")
    assert list(found.upwards("11101")) == ["11101", "Ⅰ-1", "Ⅰ"]


def test_numbers_within_a_parent_hold_its_code() -> None:
    edits: Edits = {
        "階層!B5": "①",
        "階層!C5": "親の中",
        "事務事業!A2": "①",
        "事務事業!A3": "11101-1",
        "事務事業!C3": None,
        "了承!B2": "11101－①",
    }
    found = plan(edits=edits)
    assert [(i.code, i.number) for i in found.initiatives] == [("11101-①", "①"), ("21101-①", "①")]
    assert found.waivers[0].place == "11101-①"


def test_a_number_with_its_parent_may_stand_beside_it() -> None:
    edits: Edits = {
        "階層!B5": "①",
        "階層!C5": None,
        "事務事業!A2": "21101-②",
        "事務事業!A3": "11101-①",
        "了承!B2": "11101-①",
    }
    found = plan(edits=edits)
    assert [i.code for i in found.initiatives] == ["11101-①", "21101-②"]
    edits["事務事業!C2"] = "11101"
    assert faults(load_plan, book(FOUR, edits))[0] == ("plan-code", "事務事業!A2")


def test_a_code_that_begins_with_the_one_above_is_whole_and_says_its_parent() -> None:
    edits: Edits = {
        "階層!B3": "Ⅲ-5-31",
        "施策!A2": "Ⅰ-1-7",
        "施策!A3": "Ⅱ-1-8",
        "基本事業!C2": "Ⅱ-1-8",
        "基本事業!C3": "Ⅰ-1-7",
        "KPI!A2": "ⅰ－１－７",
        "階層!B5": "62102-①",
        "階層!C5": None,
        "事務事業!A2": "21101－1",
        "事務事業!C2": None,
        "事務事業!A3": "11101-(2)",
        "事務事業!C3": "11101",
        "了承!B2": "11101-2",
    }
    found = plan(edits=edits)
    assert [(s.code, found.parent_of(s.code)) for s in found.sections] == [
        ("Ⅰ", ""), ("Ⅰ-1-7", "Ⅰ"), ("11101", "Ⅰ-1-7"),
        ("Ⅱ", ""), ("Ⅱ-1-8", "Ⅱ"), ("21101", "Ⅱ-1-8"),
    ]  # fmt: skip
    assert [(i.code, i.measure) for i in found.initiatives] == [
        ("11101-②", "11101"),
        ("21101-①", "21101"),
    ]
    assert found.waivers[0].place == "11101-②"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"事務事業!A2": "31101-①"}, ("plan-parent", "事務事業!A2")),
        ({"事務事業!C2": "11101"}, ("plan-parent", "事務事業!C2")),
        ({"事務事業!A2": "①"}, ("plan-code", "事務事業!A2")),
        ({"事務事業!A2": "21101-①", "事務事業!A3": "21101-1"}, ("plan-code-twice", "事務事業!A3")),
    ],
)
def test_a_code_that_begins_with_one_that_is_not_there(
    edits: Edits, expected: tuple[str, str]
) -> None:
    whole: Edits = {
        "階層!B5": "62102-①",
        "階層!C5": None,
        "了承!B2": "11101",
        "事務事業!A2": "21101-①",
        "事務事業!C2": None,
        "事務事業!A3": "11101-①",
        "事務事業!C3": None,
    }
    assert faults(load_plan, book(FOUR, whole | edits)) == [expected]


@pytest.mark.parametrize("name", ["基本事業", "階層3", "階層３"])
def test_the_columns_of_a_level_are_known_by_any_name_of_its_sheet(name: str) -> None:
    edits: Edits = {f"{name}!E1": "種別", f"{name}!E2": "自治事務"}
    found = plan(FOUR.replace("# 基本事業\n", f"# {name}\n"), edits)
    headers = ("コード", "名称", "上位", "主担当課", "種別")
    assert sheet_of(found, Block.MEASURE) == (name, headers)
    source = found.section_by_code["21101"].source
    assert at_header(found.headers, source, "種別") == Source(source.file, name, "E2")


FIVE = (
    FOUR.replace("事務事業 | 0086 | 通し | ブロック", "細事業 | (1) | | シート")
    .replace("# 事務事業\n", "# 細事業\n")
    .replace("| 担当課 |", "| 主担当課 |")
    .replace("0102 |", "(1) |")
    .replace("\n86 |", "\n(2) |")
    .replace("００８６", "21101-(1)")
)


def test_the_lowest_level_may_have_sheets_of_its_own() -> None:
    found = plan(FIVE)
    assert [level.kind for level in found.levels] == [
        Level.PILLAR,
        Level.DIRECTION,
        Level.THIRD,
        Level.MEASURE,
    ]
    assert [s.code for s in found.level(Level.MEASURE)] == ["11101-(2)", "21101-(1)"]
    assert found.initiatives == ()


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"階層!A3": "政策"}, ("plan-level-twice", "階層!A3")),
        ({"階層!A2": None}, ("plan-empty", "階層!A2")),
        ({"階層!A5": None}, ("plan-empty", "階層!A5")),
        ({"階層!A2": "KPI"}, ("plan-level", "階層!A2")),
        ({"階層!A2": "政策/重点"}, ("plan-level", "階層!A2")),
        ({"階層!B2": "政策"}, ("plan-level-code", "階層!B2")),
        ({"階層!B2": "1/2"}, ("plan-level-code", "階層!B2")),
        ({"階層!D3": "ブロック"}, ("plan-level-sheet", "階層!D3")),
        ({"階層!D3": "表"}, ("plan-choice", "階層!D3")),
        ({"階層!C3": "全部"}, ("plan-choice", "階層!C3")),
        ({"階層!E3": "はい"}, ("plan-choice", "階層!E3")),
        ({"施策!A2": "港"}, ("plan-code", "施策!A2")),
        ({"施策!A2": "Ⅴ-1"}, ("plan-parent", "施策!A2")),
        ({"事務事業!A2": "12345"}, ("plan-code", "事務事業!A2")),
        ({"事務事業!A3": "102"}, ("plan-code-twice", "事務事業!A3")),
        ({"事務事業!C2": None}, ("plan-parent", "事務事業!C2")),
        ({"事務事業!C2": "99999"}, ("plan-parent", "事務事業!C2")),
        ({"事務事業!C2": "Ⅱ-1"}, ("plan-parent", "事務事業!C2")),
        ({"KPI!A3": "99999"}, ("plan-kpi-code", "KPI!A3")),
        ({"評価区分!A2": "柱"}, ("plan-level", "評価区分!A2")),
    ],
)
def test_a_mistake_is_told_with_its_cell(edits: Edits, expected: tuple[str, str]) -> None:
    assert expected in faults(load_plan, book(FOUR, edits))


@pytest.mark.parametrize("cell", ["階層!B2", "階層!B3", "階層!B4", "階層!B5"])
def test_a_form_of_codes_that_cannot_be_read_is_told_once(cell: str) -> None:
    """The codes of the level, those below and what names them are follow-ons."""
    assert faults(load_plan, book(FOUR, {cell: "番号"})) == [("plan-level-code", cell)]


def test_several_mistakes_are_told_at_once() -> None:
    edits: Edits = {"階層!A3": "政策", "階層!B4": "事業", "担当課!A3": "港湾課"}
    assert {place for _, place in faults(load_plan, book(FOUR, edits))} >= {"階層!A3", "階層!B4"}


@pytest.mark.parametrize("rows", [1, 6])
def test_two_to_five_levels(rows: int) -> None:
    names = "\n".join(f"階{number} | {number}" for number in range(1, rows + 1))
    text = f"# 階層\n階層 | コードの形\n{names}\n" + FOUR[: FOUR.index("# 階層")]
    assert ("plan-levels", f"階層!A{rows + 1}") in faults(load_plan, book(text))


def test_a_sheet_and_a_setting_do_not_both_name_the_levels() -> None:
    text = FOUR.replace("取りまとめ課 | 政策課", "取りまとめ課 | 政策課\n柱の呼び名 | 政策")
    (found,) = findings(load_plan, book(text))
    assert (found.rule, str(found.source and found.source.cell)) == ("plan-level", "B10")
    assert "削除" in found.remedy


def test_a_level_whose_name_another_sheet_has_stands_in_the_sheet_of_its_place() -> None:
    text = FOUR.replace("政策 | Ⅲ", "基本目標 | Ⅲ").replace("# 政策", "# 階層1")
    found = plan(text)
    assert found.levels[0].name == "基本目標"
    assert [s.code for s in found.level(Level.PILLAR)] == ["Ⅰ", "Ⅱ"]
    without = FOUR.replace("政策 | Ⅲ", "基本目標 | Ⅲ")
    assert ("plan-sheet", "階層1") in {
        (f.rule, f.field) for f in findings(load_plan, book(without))
    }


def test_the_lowest_level_may_have_been_meant_as_sheets() -> None:
    (found,) = findings(load_plan, book(FOUR, {"事務事業!D1": "主担当課"}))
    assert (found.rule, str(found.source and found.source.cell)) == ("plan-column", "D1")
    assert "シート「階層」の「様式」を「シート」にします" in found.remedy
