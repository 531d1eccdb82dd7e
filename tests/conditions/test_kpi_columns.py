"""KPI: shown again, measured every few years, with an interim target, known later."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.conditions import town
from tests.masters.books import book, faults
from zushi_xl.form.layout import Key
from zushi_xl.form.model import FieldType, Position
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.cycles import read_cycle
from zushi_xl.publish.json_result import result_json
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.facts import standings
from zushi_xl.report.model import DivisionState, Receipt, Report
from zushi_xl.report.tables import tidy_tables
from zushi_xl.rules import check_masters
from zushi_xl.sheets.book import annual_book
from zushi_xl.workbook.cells import column_letters

FIELDS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
kpi | 具体的施策 | KPI | 繰り返し | 事務局 | | KPI | | | | | |
rating | 具体的施策 | 評価 | 評価 | 主担当課 | | | | | | | |
statement | KPI | | 文章 | 事務局 | | | | | | | |
values | KPI | 実績値 | 年度別の値 | 主担当課 | ○ | | | | | | |
"""
MORE = town.HEADS + " | 種類 | 再掲元 | 中間目標年度 | 目標年度 | 測定周期"


def year(*rows: str) -> Masters:
    return town.masters(FIELDS, kpis="\n".join(rows), heads=MORE)


WALK = "1-① | 1 | 歩く人 | 人 | 上昇 | 実数 | 30人 | 10人 | 未確定 | | | | | 50人 | 成果 | | 2023 | 2030 |"
AGAIN = "1-① | 2 | 歩く人 | 人 | 上昇 | 実数 | | | | | | | | | | 1-① KPI1 | | |"
SURVEY = "1-① | 3 | 満足 | ％ | 上昇 | 割合 | | 50％ | | | | | | 70％ | 活動 | | | | {}"


def report(of: Masters, table: str) -> Report:
    states = (DivisionState("都市課", Receipt.RECEIVED, "都市課.xlsx", 1),)
    return consolidate(of.plan, of.form, [town.returned(of, table)], states)


def test_an_interim_target_has_a_column_with_its_year() -> None:
    of = year(WALK)
    assert [p.label for p in of.plan.periods][-2:] == ["中間目標（2023年度）", "目標"]
    assert of.plan.kpis[0].target_year == 2030
    slots = {key.period: slot for key, slot in town.slots(of).items() if key.field == "values"}
    assert (slots["interim"].prefilled, slots["interim"].owner) == ("30人", "")


def test_what_is_shown_again_is_asked_and_counted_once() -> None:
    of = year(WALK, AGAIN)
    slots = town.slots(of)
    again = slots[Key("1-①", "values", 2, "2022")]
    assert (again.owner, again.prefilled) == ("", "1-① KPI1に記入")
    assert slots[Key("1-①", "values", 2, "target")].prefilled == "50人"
    made = report(of, "1-①/1 values | 20人")
    assert [f.text for f in made.figures_of(of.plan.kpis[1]) if f.period.key == "2022"] == ["20人"]
    assert [standing.kpi.number for standing in standings(made)] == [1]
    result = json.loads("".join(result_json(made)))
    assert [k.get("relisted_from") for k in result["kpis"]] == [None, "1-① KPI1"]
    (values,) = [t for t in tidy_tables(made) if t.file == "KPI定義.csv"]
    assert "再掲元" in [column.header for column in values.columns]


def test_a_figure_that_was_open_comes_later() -> None:
    of = year(WALK)
    slot = town.slots(of)[Key("1-①", "values", 1, "2021")]
    assert (slot.owner, slot.prefilled, slot.is_required) == ("都市課", "未確定", False)
    kpi = of.plan.kpis[0]

    def known(table: str) -> list[tuple[str, str, str]]:
        figures = report(of, table).figures_of(kpi)
        return [(f.period.key, f.status.value, f.text) for f in figures if f.period.fiscal_year]

    now = "1-①/1 values | 20人"
    assert known(now) == [("2021", "open", "未確定"), ("2022", "actual", "20人")]
    assert known(f"{now}\n1-①/1 values 2021 | 未確定") == known(now)
    later = f"{now}\n1-①/1 values 2021 | 12人"
    assert known(later) == [("2021", "actual", "12人"), ("2022", "actual", "20人")]
    assert [f.rule for f in town.found(of, later)] == []  # judged as a figure of its own year


@pytest.mark.parametrize(
    ("cycle", "required", "told"),
    [
        ("毎年", True, 1),
        ("隔年", True, 0),  # nobody knows which year
        ("隔年（2021年度から）", False, 0),
        ("隔年（令和4年度から）", True, 1),
        ("2021年度、2024年度", False, 0),
        ("2022年度・2025年度", True, 1),
    ],
)
def test_a_year_without_a_survey_asks_for_nothing(cycle: str, required: bool, told: int) -> None:
    of = year(SURVEY.format(cycle))
    assert town.slots(of)[Key("1-①", "values", 3, "2022")].is_required is required
    assert len(town.found(of, "1-①/3 values | 未実施", "kpi-no-value")) == told
    assert len(town.found(of, "", "required-empty")) == int(required)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("3年に1回（2020年度から）", [2020, 2023, 2026]),
        ("２年ごと（２０２１年度から）", [2021, 2023, 2025]),
        ("2年おき（2020年度から）", [2020, 2023, 2026]),
        ("2022年度", [2022]),
    ],
)
def test_cycles(text: str, due: list[int]) -> None:
    assert [y for y in range(2020, 2027) if read_cycle(text).is_due(y)] == due


@pytest.mark.parametrize("text", ["", "5年ごと", "随時", "国勢調査の年"])
def test_a_cycle_without_years_says_nothing(text: str) -> None:
    assert read_cycle(text).is_due(2024) is None


def test_the_book_can_be_made() -> None:
    made = report(year(WALK, AGAIN, SURVEY.format("毎年")), "1-①/1 values | 20人")
    texts = [str(c.value) for sheet in annual_book(made).sheets for c in sheet.cells]
    assert any(text.startswith("〔成果〕歩く人") for text in texts)
    assert "中間目標（2023年度）" in texts


def test_mistakes_all_at_once() -> None:
    rows = (
        WALK,
        "1-① | 2 | 歩く人 | 件 | 下降 | 実数 | | | 3人 | | | | | | | 1-① KPI1 | | |",
        "1-① | 3 | 歩く人 | 人 | 上昇 | 実数 | | | | | | | | | | 1-① KPI9 | | |",
        "1-① | 4 | 歩く人 | 人 | 上昇 | 実数 | | | | | | | | | | 1-① KPI4 | 来年 | |",
        "1-① | 5 | 歩く人 | 人 | 上昇 | 実数 | 多め | | | | | | | | | 1-① KPI2 | | |",
    )
    text = town.PLAN.format(
        heads=MORE, year=2022, kpis="\n".join(rows), grades=" | 1 | A | よい | 順位", criteria=""
    )
    found = faults(load_plan, book(text))
    assert {place for _, place in found} == {
        "KPI!D3", "KPI!E3", "KPI!I3", "KPI!P3", "KPI!D6", "KPI!E6", "KPI!P4", "KPI!P5", "KPI!Q5", "KPI!G6", "KPI!P6",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("interim", "interim_year", "target_year", "message"),
    [
        ("30人", "", "2030", "中間目標「30人」が何年度のものかが書かれていません。"),
        ("未確定", "", "2030", "中間目標「未確定」が何年度のものかが書かれていません。"),
        ("", "2023", "2030", "中間目標年度は2023年度ですが、中間目標がありません。"),
        (
            "30人",
            "2030",
            "2030",
            "中間目標年度（2030年度）が、目標の年度（2030年度）より前でありません。",
        ),
        ("30人", "2023", "2030", ""),
        ("未確定", "2023", "2030", ""),
        ("", "", "2030", ""),
    ],
)
def test_the_year_of_an_interim_target_is_asked_for(
    interim: str, interim_year: str, target_year: str, message: str
) -> None:
    other = "1-① | 4 | 憩う人 | 人 | 上昇 | 実数 | 5人 | 1人 | | | | | | 9人 | | | 2023 | 2030 |"
    walk = (
        f"1-① | 1 | 歩く人 | 人 | 上昇 | 実数 | {interim} | 10人 | | | | | | 50人 | 成果 | "
        f"| {interim_year} | {target_year} |"
    )
    of = year(walk, other)
    found = [f for f in check_masters(of.plan, of.form) if f.rule == "interim-target-year"]
    assert [f.message.split("1-① KPI1 の")[1].startswith(message) for f in found] == (
        [True] if message else []
    )
    # what is quoted is what stands in the column in question, else the target that has no year
    given = {
        ("30人", ""): "30人",
        ("未確定", ""): "未確定",
        ("", "2023"): "",
        ("30人", "2030"): "2030",
    }
    assert [f.given for f in found] == ([given[interim, interim_year]] if message else [])


def test_the_cell_of_a_missing_year_is_named() -> None:
    of = year(WALK.replace("| 2023 |", "| |"))
    (found,) = (f for f in check_masters(of.plan, of.form) if f.rule == "interim-target-year")
    assert found.source is not None
    column = of.plan.headers["KPI"].index("中間目標年度")
    assert found.source.cell == f"{column_letters(column)}2"


def test_what_is_shown_again_is_not_asked_for_its_interim_year() -> None:
    of = year(WALK.replace("| 2023 |", "| |"), AGAIN)
    found = [f for f in check_masters(of.plan, of.form) if f.rule == "interim-target-year"]
    assert len(found) == 1


FORECAST = f"{FIELDS}forecast | KPI | 見込 | 年度別の値 | 主担当課 | | | なし | | | | |\n"


def test_the_plans_figures_are_printed_as_the_actual_ones_only() -> None:
    of = town.masters(FORECAST, kpis=WALK, heads=MORE)
    shown = tuple(replace(field, published=True) for field in of.form.fields)
    of = replace(of, form=replace(of.form, fields=shown))
    told = report(of, "1-①/1 values | 20人\n1-①/1 forecast | 25人")
    (page,) = [sheet for sheet in annual_book(told).sheets if sheet.name.startswith("1 ")]
    printed = [cell.value for cell in page.cells]
    assert [printed.count(text) for text in ("10人", "20人", "25人", "50人")] == [1, 1, 1, 1]


def test_a_table_of_years_may_stand_below_its_name() -> None:
    of = town.masters(FORECAST, kpis=WALK, heads=MORE)
    fields = tuple(
        replace(f, position=Position.BELOW) if f.type is FieldType.YEARLY else f
        for f in of.form.fields
    )
    pages = Pages(replace(of.form, fields=fields), of.plan)
    lines = [line for page in pages.values() for line in page.lines]
    named = {line.tag: line.boxes[0].text for line in lines if line.tag.endswith("/見出し")}
    assert named == {"1-①/KPI1/values/見出し": "実績値", "1-①/KPI1/forecast/見出し": "見込"}
