"""The invented cities in the package, each a whole year: four reviewers in two phases, and grades
that follow from the figures."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.new_city.whole_year import fill, foreign_words, result_of, run
from zushi_xl.cli.commands import main
from zushi_xl.workflow.init import examples

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def test_the_examples_are_known_by_name() -> None:
    assert examples() == ("波里町", "白帆市")


def started(folder: Path, name: str) -> Path:
    assert CliRunner().invoke(main, ["init", "--example", name, str(folder)]).exit_code == 0
    return folder


# ------------------------------------------------------------------ four levels, reviewers, phases

NAMISATO_MID_YEAR = {
    "first_rating": "B：計画どおり",
    "committee_rating": "C：遅れている",
    "second_rating": "B：計画どおり",
    "rating": "A：計画を上回る",
}
NAMISATO_YEAR_END = {
    "year_end_rating": "B：計画どおり",
    "next_steps": "次の年度は開く日を月に一度ふやし、町の外にも知らせます。",
    "values": "250",
    "results": "説明の会を6回開き、延べ72人が来ました。",
    "budget_program": "ー",
    "actual_spend": "ー",
}


@pytest.fixture(scope="module")
def namisato(tmp_path_factory: pytest.TempPathFactory) -> Path:
    city = started(tmp_path_factory.mktemp("example") / "波里町", "波里町")
    for phase, said in (("事中", NAMISATO_MID_YEAR), ("事後", NAMISATO_YEAR_END)):
        assert run(city, "distribute", "--phase", phase).exit_code == 0
        fill(city, said, phase)
        inputs = str(city / "inputs" / phase)
        assert run(city, "collect", inputs, "--phase", phase).exit_code == 0
    return city


def test_each_reviewer_is_counted_and_only_for_what_was_selected(namisato: Path) -> None:
    given: Counter[tuple[str, str]] = Counter()
    for evaluation in result_of(namisato)["evaluations"]:
        given.update((r["field"], r["grade"]) for r in evaluation["ratings"] if r["grade"])
    assert given == {
        ("first_rating", "B"): 3,
        ("committee_rating", "C"): 1,  # the committee picked one
        ("second_rating", "B"): 3,
        ("rating", "A"): 3,
        ("year_end_rating", "B"): 3,
    }


def test_its_codes_and_levels(namisato: Path) -> None:
    facts = result_of(namisato)
    assert [e["code"] for e in facts["evaluations"]] == ["Ⅰ-1-1", "Ⅰ-1-2", "Ⅱ-2-3"]
    assert {(e["level"], e["level_name"]) for e in facts["evaluations"]} == {("level3", "施策")}
    assert [i["code"] for i in facts["initiatives"]] == ["0012", "0013", "0086", "0102"]


def test_nothing_of_another_city_is_printed_in_the_first(namisato: Path) -> None:
    assert foreign_words(namisato) == set()


def test_its_next_year(namisato: Path) -> None:
    assert run(namisato, "rollover", "--force").exit_code == 0
    book = open_book(namisato / "templates_xlsx" / "計画マスタ_2025年度.xlsx")
    head = [cell.value for cell in book["施策"][1]]
    column = head.index("前年度の評価")
    assert [book["施策"].cell(row, column + 1).value for row in (2, 3, 4)] == ["A", "A", "A"]


# ------------------------------------------------------------------ grades by rule

SHIRAHO = {"next_steps": "次の年度は相談の日を月に二度に増やします。", "values": ""}
FIGURES = {"住宅課": "261件", "図書館": "3,600人", "環境課": "890g"}


@pytest.fixture(scope="module")
def shiraho(tmp_path_factory: pytest.TempPathFactory) -> Path:
    city = started(tmp_path_factory.mktemp("example") / "白帆市", "白帆市")
    assert run(city, "distribute").exit_code == 0
    fill(city, {"next_steps": SHIRAHO["next_steps"]})
    for division, figure in FIGURES.items():
        (path,) = (city / "inputs").glob(f"{division}_*.xlsx")
        _type_figure(path, figure)
    assert run(city, "collect", str(city / "inputs")).exit_code == 0
    return city


def _type_figure(path: Path, figure: str) -> None:
    book = open_book(path)
    for sheet in book:
        for row in sheet.iter_rows():
            if str(row[0].value or "").endswith("/values"):
                for cell in row[1:]:
                    if not cell.protection.locked and cell.value in (None, ""):
                        cell.value = figure
    book.save(path)


def test_the_figures_decide_the_grades(shiraho: Path) -> None:
    """Over the target S; 3,600 is nine tenths of 4,000: B; fewer grams than 900: A."""
    ratings = {e["code"]: e["rating"] for e in result_of(shiraho)["evaluations"]}
    assert ratings == {"1-01": "S", "1-02": "B", "2-01": "A"}


def test_it_has_two_levels_and_no_money(shiraho: Path) -> None:
    facts: dict[str, Any] = result_of(shiraho)
    assert facts["initiatives"] == []
    year = shiraho / "outputs" / "2024年度"
    sheets = open_book(year / "戦略の検証_2024年度.xlsx").sheetnames
    assert not {"総合戦略別", "予算一覧"} & set(sheets)
    summary = " ".join(
        str(cell.value)
        for row in open_book(year / "戦略の検証_2024年度.xlsx")["総括"].iter_rows()
        for cell in row
        if cell.value
    )
    assert "実績額の合計は0円" not in summary


def test_nothing_of_another_city_is_printed_in_the_second(shiraho: Path) -> None:
    assert foreign_words(shiraho) == set()


@pytest.fixture(scope="module")
def next_shiraho(shiraho: Path) -> Path:
    """The year after, from the master that rollover made."""
    assert run(shiraho, "rollover", "--force").exit_code == 0
    masters = shiraho / "templates_xlsx"
    (masters / "計画マスタ_2025年度.xlsx").replace(masters / "計画マスタ.xlsx")
    for path in (shiraho / "inputs").glob("*.xlsx"):
        path.unlink()
    assert run(shiraho, "distribute").exit_code == 0
    for path in (shiraho / "outputs" / "2025年度" / "配布").glob("*.xlsx"):
        (shiraho / "inputs" / path.name).write_bytes(path.read_bytes())
    for division, figure in {"住宅課": "240件", "図書館": "4,600人", "環境課": "900g"}.items():
        (path,) = (shiraho / "inputs").glob(f"{division}_*.xlsx")
        _type_figure(path, figure)
    assert run(shiraho, "collect", str(shiraho / "inputs")).exit_code == 0
    return shiraho


def test_the_year_after_keeps_what_was_reported(next_shiraho: Path) -> None:
    book = open_book(next_shiraho / "templates_xlsx" / "計画マスタ.xlsx")
    rows = [row for row in book["KPI"].iter_rows(values_only=True) if row[0]]
    year = rows[0].index("2024年度")
    assert [row[year] for row in rows[1:]] == ["261件", "3,600人", "890g"]
    head, *projects = [row for row in book["プロジェクト"].iter_rows(values_only=True) if row[0]]
    last = head.index("前年度の評価")
    assert [row[last] for row in projects] == ["S", "B", "A"]


def test_the_figures_decide_the_grades_of_the_year_after(next_shiraho: Path) -> None:
    """240 of 200 to 260: A; 4,600 over 4,000: A or S; 900 is not less than the baseline: B."""
    facts = json.loads(
        (next_shiraho / "outputs" / "2025年度" / "収集結果.json").read_text(encoding="utf-8")
    )
    ratings = {e["code"]: e["rating"] for e in facts["evaluations"]}
    assert ratings == {"1-01": "A", "1-02": "A", "2-01": "B"}
