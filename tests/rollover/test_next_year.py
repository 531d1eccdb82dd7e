"""distribute → fill → collect → rollover → distribute → fill → collect, on the sample city."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl.workbook import Workbook

from tests.conftest import ROOT, open_book
from tests.rollover.next_year import (
    Typed,
    distributed,
    facts,
    first_answers,
    returned,
    run,
    type_initiatives,
    type_sections,
)
from tests.samples.make_inputs import below, beneath, beside, row_of, sheet_of
from tests.xlsx_out.package_check import check_package

SAME = "・意見募集の知らせ方について、引き続き関係する課に働きかける。"
SECTIONS = {
    "5": Typed(("67.9%",), "A"),
    "5-1-①": Typed(("逗子小学校区で準備会が発足",), "A"),
    "5-1-②": Typed(("3,950団体",), "A"),  # ten times the 390 of 2024
    "5-1-③": Typed(("15.5件",), "A", next_steps=SAME),
    "5-2-①": Typed(("71.0%",), "A"),
    "5-2-②": Typed(("24.0%",), "B"),
    "5-3-①": Typed(("44.0%",), "A"),  # worse than 44.6 of 2024, no reason given
    "5-3-②": Typed(("約2,100人",), "A"),
}
SPENT = {
    "5-1-①-①": ("協議会の設立を支援した。", "2,400,000円"),
    "5-1-②-①": ("市民活動中の事故に備える補償の制度を運用した。", "210,000円"),
}


class Year(NamedTuple):
    output: Path
    plan: Path
    old_plan: Path
    said: str
    facts: dict[str, Any]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder = tmp_path_factory.mktemp("years")
    output, plan = folder / "outputs", folder / "計画マスタ.xlsx"
    shutil.copy(ROOT / "templates_xlsx" / "計画マスタ.xlsx", plan)
    books = distributed(plan, output, 2024)
    inputs = returned(books, folder / "inputs" / "2024", first_answers())
    assert run("collect", inputs, "--plan", plan, "-o", output).exit_code == 0
    rolled = run("rollover", "--plan", plan, "-o", output)
    assert rolled.exit_code == 0, rolled.output
    new_plan = folder / "計画マスタ_2025年度.xlsx"
    books = distributed(new_plan, output, 2025)
    inputs = returned(
        books, folder / "inputs" / "2025", {"市民協働課": _second, "社会福祉課": _care}
    )
    collected = run("collect", inputs, "--plan", new_plan, "-o", output)
    assert collected.exit_code in (0, 1), collected.output
    return Year(output, new_plan, plan, rolled.output, facts(output, 2025))


def _second(book: Workbook) -> None:
    type_sections(book, SECTIONS, 2025)
    type_initiatives(book, SPENT, 2025)


def _care(book: Workbook) -> None:
    """The total of people with a plan falls: 153 in 2024, 140 now."""
    type_sections(
        book, {"1": Typed(("61.0%",), "A"), "1-1-①": Typed(("140人", "未実施"), "B")}, 2025
    )


def _found(year: Year) -> set[tuple[str, str]]:
    return {(f["rule"], f["code"]) for f in year.facts["findings"]}


def test_the_old_master_is_not_touched(year: Year) -> None:
    assert year.old_plan.read_bytes() == (ROOT / "templates_xlsx" / "計画マスタ.xlsx").read_bytes()


def test_it_says_where_the_new_master_is_and_what_to_do(year: Year) -> None:
    lines = year.said.splitlines()
    assert lines[0] == str(year.plan)
    assert "実績値 20 件" in lines[1]
    assert "提出期限" in lines[-1]


def test_the_new_master_needs_no_repair(year: Year) -> None:
    assert check_package(year.plan) == []


def test_the_form_shows_what_the_city_knows(year: Year) -> None:
    book = open_book(year.output / "2025年度" / "配布" / "市民協働課_進捗状況評価シート.xlsx")
    sheet = sheet_of(book, "5-1-②")
    assert beneath(sheet, "5-1-②/KPI1/values/時点", "2024年度").value == "３９０団体"
    assert beneath(sheet, "5-1-②/KPI1/values/時点", "2025年度").value is None
    assert "団体どうし" not in str(below(sheet, "5-1-②/previous_next_steps").value)
    assert "担い手の交代" in str(below(sheet, "5-1-②/previous_next_steps").value)
    assert beside(sheet, "5-1-②/rating", "進捗状況評価").value is None
    assert row_of(sheet, "5-1-②-①/results") > 0


def test_the_year_is_2025(year: Year) -> None:
    assert year.facts["fiscal_year"] == 2025
    values = {(v["code"], v["period"], v["status"]): v["text"] for v in year.facts["kpi_values"]}
    assert values["5", "2024", "actual"] == "66.7%"
    assert values["5", "2025", "planned"] == "（67.5％）"
    assert values["5", "2025", "actual"] == "67.9%"
    assert values["5", "2026", "planned"] == "（69.2％）"


@pytest.mark.parametrize(
    "expected",
    [
        ("kpi-digit-slip", "5-1-②"),
        ("kpi-cumulative-fall", "1-1-①"),
        ("same-as-last-year", "5-1-③"),
        ("same-as-last-year", "5-1-②-①"),
        ("rating-slightly-worse", "5-3-①"),
    ],
)
def test_rules_compare_with_the_values_of_2024(year: Year, expected: tuple[str, str]) -> None:
    assert expected in _found(year)


def test_rules_quote_the_values_of_2024(year: Year) -> None:
    messages = {(f["rule"], f["code"]): f["message"] for f in year.facts["findings"]}
    assert "44.6" in messages["rating-slightly-worse", "5-3-①"]
    assert "153" in messages["kpi-cumulative-fall", "1-1-①"]


def test_the_book_compares_both_years(year: Year) -> None:
    book = open_book(year.output / "2025年度" / "進捗状況評価_2025年度.xlsx")
    rows = [
        tuple(str(cell.value) for cell in row if cell.value is not None)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
    ]
    texts = {text for row in rows for text in row}
    assert any("2024年度と2025年度を比べます" in text for text in texts)
    assert any("44.6" in text and "2024年度" in text for text in texts)
    grades = [row for row in rows if "市民活動の推進" in row and "↑ 上がった" in row]
    assert grades, "B of 2024 against A of 2025"
    money = [row for row in rows if "地域自治システム推進事業" in row and "2289233" in row]
    assert any("2400000" in row for row in money)
