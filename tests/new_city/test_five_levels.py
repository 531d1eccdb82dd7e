"""A plan of five levels, rated and measured on several of them, with money on two: the whole year."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.new_city.trial import City, city, table, told
from tests.new_city.whole_year import foreign_words, run
from zushi_xl.cli.commands import main

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> City:
    return city(tmp_path_factory.mktemp("five"), "five")


@pytest.fixture(scope="module")
def facts(made: City) -> dict[str, Any]:
    return made.year(table("five.answers"))


def test_every_level_is_rated(made: City, facts: dict[str, Any]) -> None:
    rated = {(e["level"], e["code"]): e["rating"] for e in facts["evaluations"]}
    assert rated == {
        ("level1", "Ⅰ"): "B", ("level2", "Ⅰ-1"): "A", ("level3", "01-01"): "A",
        ("level3", "01-02"): "C", ("level4", "31101"): "A", ("level4", "31102"): "B",
        ("level4", "31103"): "B",
    }  # fmt: skip
    given = {(r["階層"], r["評価"]): r["件数"] for r in made.csv("評価集計") if r["評価"]}
    assert (given["大綱", "B"], given["政策", "A"], given["施策", "C"]) == ("1", "1", "1")
    assert (given["基本事業", "B"], given["事務事業", "A"]) == ("2", "2")


def test_kpis_stand_on_three_levels(facts: dict[str, Any]) -> None:
    now = {v["code"]: v["value"] for v in facts["kpi_values"] if v["period"] == "2024"}
    assert now == {"Ⅰ": "55.0", "01-01": "12", "31102": "80", "0102": "30"}


def test_a_kpi_of_a_block_stands_in_the_block(made: City, facts: dict[str, Any]) -> None:
    (kpi,) = (k for k in facts["kpis"] if k["code"] == "0102")
    assert kpi["division"] == "公園課"
    page = made.sheet("01-02 並木")
    at = next(n for n, line in enumerate(page) if line.startswith("事務事業0102"))
    assert page[at + 1] == "KPI | 植えた木" or "植えた木" in page[at + 1]
    assert "30本" in page[at + 3]
    assert any(line.startswith("0102 | 植えた木 | 本 | 10") for line in made.sheet("KPI一覧"))
    row = next(r for r in made.csv("KPI定義") if r["コード"] == "0102")
    assert (row["名称"], row["基本事業コード"]) == ("並木", "31103")


def test_money_of_sheets_is_summed_and_programs_count_once(
    made: City, facts: dict[str, Any]
) -> None:
    assert told(facts) == []
    assert made.sheet("金額集計")[3:] == [
        "基本事業 | 職員の経費（千円） | 1750 | 千円 | 3",
        "基本事業 | 事業費の計（千円） | 6450 | 千円 | 3",
    ]
    assert any("実績額の合計 3,450,000円" in line for line in made.sheet("予算一覧"))


def test_what_stands_in_blocks_is_added_up(made: City, facts: dict[str, Any]) -> None:
    spent = {e["code"]: e["extra"].get("spent") for e in facts["evaluations"]}
    assert (spent["31101"], spent["31103"]) == ("3,000千円", "450千円")
    (path,) = [p for p in made.forms() if p.name.startswith("公園課")]
    (sheet,) = [s for s in open_book(path) if s.title.startswith("31103")]
    (row,) = [r for r in sheet.iter_rows() if r[0].value == "31103/spent"]
    formulas = [str(cell.value) for cell in row[1:] if str(cell.value).startswith("=")]
    assert "/1000" in formulas[0] or "*0.001" in formulas[0]


def test_codes_above_stand_in_open_data(made: City, facts: dict[str, Any]) -> None:
    assert facts["initiatives"]
    row = next(r for r in made.csv("事務事業") if r["コード"] == "0102")
    assert [row[f"{level}コード"] for level in ("大綱", "政策", "施策", "基本事業")] == [
        "Ⅰ", "Ⅰ-1", "01-02", "31103",
    ]  # fmt: skip


def test_nothing_of_another_city_is_printed(made: City, facts: dict[str, Any]) -> None:
    assert facts["city"] == "架空の五層市"
    assert foreign_words(made.folder) == set()


def test_its_next_year_and_what_changed(made: City, facts: dict[str, Any]) -> None:
    assert facts["fiscal_year"] == 2024
    masters = made.folder / "templates_xlsx"
    assert run(made.folder, "rollover").exit_code == 0
    book = open_book(masters / "計画マスタ_2025年度.xlsx")
    kpis = {row[0]: row[8] for row in book["KPI"].iter_rows(values_only=True) if row[0]}
    assert kpis == {
        "コード": "2024年度",
        "Ⅰ": "55.0％",
        "01-01": "12km",
        "31102": "80件",
        "0102": "30本",
    }
    grades = {row[0]: row[4] for row in book["階層4"].iter_rows(values_only=True) if row[0]}
    assert grades == {"コード": "前年度の評価", "31101": "A", "31102": "B", "31103": "B"}
    book["階層4"]["B4"] = "街路樹の植樹"
    book.save(masters / "改定.xlsx")
    old, new = masters / "計画マスタ_2025年度.xlsx", masters / "改定.xlsx"
    done = CliRunner().invoke(main, ["redline", str(old), str(new), "-o", str(made.folder / "r")])
    assert done.exit_code == 0, done.output
    listed = open_book(made.folder / "r" / "改定内容一覧.xlsx")["改定内容一覧"]
    texts = " ".join(str(c.value) for row in listed.iter_rows() for c in row if c.value)
    assert "街路樹の植樹" in texts
    assert "基本事業" in texts


def test_a_kpi_of_a_block_in_a_revision(made: City, facts: dict[str, Any]) -> None:
    assert facts["kpis"]
    old = made.folder / "templates_xlsx" / "計画マスタ.xlsx"
    new = made.folder / "改定案.xlsx"
    book = open_book(old)
    book["KPI"]["M4"] = "80本"  # the target of 0102
    book["階層3"]["B3"] = "並木と花壇"
    book.save(new)
    done = CliRunner().invoke(main, ["redline", str(old), str(new), "-o", str(made.folder / "k")])
    assert done.exit_code == 0, done.output
    listed = open_book(made.folder / "k" / "改定内容一覧.xlsx")["改定内容一覧"]
    marks = [str(row[-1]) for row in listed.iter_rows(values_only=True) if row[0]]
    keys = [c for row in listed.iter_rows(values_only=True) for c in row if "/" in str(c)]
    assert "施策/01-02/名称" in keys, marks
    assert "事務事業/0102/KPI1" in keys
