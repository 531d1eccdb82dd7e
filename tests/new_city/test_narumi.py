"""A town's KPIs over three years: listed twice, measured every few years, with interim targets, some
of them still to be decided, figures that come a year later, kinds and directions of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import open_book
from tests.new_city.example_years import collected, lines, opened
from tests.new_city.trial import City, city, grades
from tests.new_city.whole_year import edit

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
WALKED, CLASSES, CONTENT = "1-1/KPI1", "1-1/KPI2", "1-1/KPI3"
AGAIN, PARKS, WASTE, COMPLAINTS = "1-2/KPI1", "1-2/KPI2", "1-3/KPI1", "1-3/KPI2"
SAID = {
    2024: {WALKED: ["255人", "310人"], CONTENT: ["52.0%"], PARKS: ["12"], WASTE: ["845"],
           COMPLAINTS: ["未確定"]},
    2025: {WALKED: ["290人"], WASTE: ["850.0"], COMPLAINTS: ["29件", "27件"]},
    2026: {WALKED: ["400人"], CLASSES: ["9回"], PARKS: ["11"], WASTE: ["790"], COMPLAINTS: ["26"]},
}  # fmt: skip


def answers(year: int) -> dict[str, list[str]]:
    figures = {f"{place}/values": texts for place, texts in SAID[year].items()}
    return figures | {f"{code}/rating": ["B"] for code in ("1-1", "1-2", "1-3")}


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> tuple[City, dict[int, dict[str, Any]]]:
    made = city(tmp_path_factory.mktemp("new"), "narumi")
    facts = {}
    for year in SAID:
        facts[year] = collected(made.folder, year, answers(year))
        if year < 2026:
            opened(made.folder, year + 1)
        if year == 2025:  # what was still to be decided
            plan = made.folder / "templates_xlsx" / "計画マスタ.xlsx"
            edit(plan, {"KPI": {"J8": "28件", "R8": "25件以下"}})
    return made, facts


def test_only_what_is_due_is_asked(years: tuple[City, dict[int, dict[str, Any]]]) -> None:
    """Classes in 2023 and 2026, contentment in 2024 and 2027, parks in even years."""
    for year, facts in years[1].items():
        assert [f for f in facts["findings"] if f["severity"] == "error"] == [], year
    assert lines(years[0].folder, "取組検証", "KPI一覧", 2025)[5:8] == [
        "1-1 | 〔成果〕歩いた人 | 人 | 200 | 310 | 290 | 300 | 500 | 30.0% | ▼ 後退",
        "1-1 | 〔活動〕教室を開いた回数 | 回 | 4 | 測定しない年度 | 12 | － | － 判定なし",
        "1-1 | 〔成果〕満足した人の割合 | ％ | 40.0 | 52.0 | 測定しない年度 | 70 | － | － 判定なし",
    ]


def test_grades_by_interim_target_and_kind(years: tuple[City, dict[int, dict[str, Any]]]) -> None:
    """300 walkers and 850 grams by 2025; what is activity, or has no figure, is not graded."""
    given = {year: grades(facts, "grade") for year, facts in years[1].items()}
    signs = {year: {k: v[0] for k, v in found.items() if v} for year, found in given.items()}
    assert signs == {
        2024: {WALKED: "達", CLASSES: "外", CONTENT: "途", AGAIN: "達", PARKS: "外", WASTE: "達",
               COMPLAINTS: "外"},
        2025: {WALKED: "途", CLASSES: "外", CONTENT: "外", AGAIN: "途", PARKS: "外", WASTE: "達",
               COMPLAINTS: "途"},
        2026: {WALKED: "達", CLASSES: "外", CONTENT: "外", AGAIN: "達", PARKS: "外", WASTE: "達",
               COMPLAINTS: "達"},
    }  # fmt: skip


def test_what_is_listed_again_counts_once(years: tuple[City, dict[int, dict[str, Any]]]) -> None:
    counted = [
        row for row in lines(years[0].folder, "取組検証", "評価集計") if row.startswith("KPI")
    ]
    assert counted[-1].startswith("KPI | 達成（主担当課） | 計 | 6 | 3件を100％ | 平均 2.7")


def test_a_figure_that_comes_a_year_later(years: tuple[City, dict[int, dict[str, Any]]]) -> None:
    """255 of 2023 came with 2024, 29 of 2024 with 2025; both stand in the master of 2026."""
    book = open_book(years[0].folder / "templates_xlsx" / "計画マスタ.xlsx")
    head, *rows = book["KPI"].iter_rows(values_only=True)
    shown = {(row[0], row[1]): row[head.index("2023年度") :][:3] for row in rows if row[0]}
    assert shown["1-1", "1"] == ("255人", "310人", "290人")
    assert shown["1-3", "2"] == ("28", "29件", "27件")
    assert shown["1-1", "2"] == ("5", None, None)


def test_nobody_is_asked_for_a_year_without_a_survey(
    years: tuple[City, dict[int, dict[str, Any]]],
) -> None:
    book = open_book(years[0].folder / "templates_xlsx" / "計画マスタ.xlsx")
    rows = book["年度更新の記録"].iter_rows(values_only=True)
    left = [(row[0], row[3]) for row in rows if row[1] == "引き継がない"]
    assert left == []


def test_a_column_that_the_form_prints_too_is_published_once(
    years: tuple[City, dict[int, dict[str, Any]]],
) -> None:
    folder = years[0].folder / "outputs" / "2026年度" / "公開データ"
    head = (folder / "KPI定義.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert head.count("種類") == 1
    assert not [name for name in head if "（2）" in name]
