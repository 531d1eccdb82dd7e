"""A village of two levels in its plan's last year: KPIs in blocks, sums over the books of several
divisions, points, a KPI in words, figures that came late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.new_city.test_further_sheets import typed
from tests.new_city.trial import City, city, grades, told
from tests.new_city.whole_year import edit, foreign_words, run
from zushi_xl.cli.commands import main

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
SAID = {
    "A/KPI1/values": ["未実施", "280人"],
    "B/KPI1/values": ["近くなった"],
    "A-1/KPI1/values": ["61"],
    "B-1/KPI1/values": ["7.9%"],
    "A/rating": ["○"],
    "B/rating": ["たいへんよい"],
    "C/rating": ["休"],
    **{f"{code}/voice": ["にぎやかです。"] for code in "ABC"},
    **{f"{code}/did": ["行いました。"] for code in ("A-1", "A-2", "B-1", "B-2", "C-1")},
    "A-1/program": ["図書船事業", "1,250,000円"],
    "A-2/program": ["留学事業", "500,000円"],
    "B-1/program": ["直売事業", "九十八万円"],
    "B-2/program": ["図書船事業", "1,250,000円"],
    "C-1/program": ["ー", "ー"],
    "A-1/points": ["５"],
    "A-2/points": ["3"],
    "B-1/points": ["4"],
    "B-2/points": ["4"],
    "C-1/points": ["1"],
}
Year = tuple[City, dict[str, Any]]


def returned(made: City, *without: str) -> dict[str, Any]:
    for path in made.forms():
        book = open_book(path)
        typed(book, SAID)
        target = made.folder / "inputs" / path.name
        if path.name.split("_")[0] in without:
            target.unlink(missing_ok=True)
        else:
            book.save(target)
    return made.collect()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = city(tmp_path_factory.mktemp("new"), "haejima")
    made.distribute()
    return made, returned(made)


def sums(facts: dict[str, Any]) -> dict[str, str]:
    return {e["code"]: e["extra"]["money"] for e in facts["evaluations"]}


def test_a_sum_over_the_books_of_two_divisions(year: Year) -> None:
    """1,250,000 of 教育班 and 500,000 of 総務企画班; of B what is listed again does not count; the
    only amount of C is ー, so its sum is none too and not 0."""
    assert sums(year[1]) == {"A": "1,750,000円", "B": "980,000円", "C": "ー"}
    assert told(year[1], "computed-differs", "required-empty") == []


def test_the_form_does_not_add_up_what_another_division_fills(year: Year) -> None:
    (path,) = [p for p in year[0].forms() if p.name.startswith("教育班")]
    (sheet,) = [s for s in open_book(path) if s.title.startswith("A ")]
    (row,) = [row for row in sheet.iter_rows() if row[0].value == "A/money"]
    assert [c.value for c in row if str(c.value).startswith("=")] == ['=""']


def test_a_sum_waits_for_the_last_part(tmp_path: Path) -> None:
    made = city(tmp_path, "haejima")
    made.distribute()
    assert sums(returned(made, "総務企画班"))["A"] == ""


def test_grades_by_symbol_word_and_point(year: Year) -> None:
    assert grades(year[1], "rating") == {"A": "○", "B": "◎", "C": "休"}
    assert grades(year[1], "points") == {"A-1": "5", "A-2": "3", "B-1": "4", "B-2": "4", "C-1": "1"}
    (mean,) = [line for line in year[0].sheet("評価集計") if "平均" in line and "取組" in line]
    assert "平均 3" in mean  # (5 + 3 + 4 + 1) ÷ 4 = 3.25, without decimals


def test_a_figure_that_came_late(year: Year) -> None:
    late = [v for v in year[1]["kpi_values"] if (v["code"], v["period"]) == ("A", "2023")]
    assert [v["text"] for v in late] == ["未実施"]


def test_nothing_of_another_city(year: Year) -> None:
    assert foreign_words(year[0].folder) == set()


def test_the_last_year_says_how_to_go_on(year: Year) -> None:
    result = run(year[0].folder, "rollover", "--force")
    assert result.exit_code == 2
    assert "「計画終了年度」とKPIの年度の列を延ばして" in result.output


def test_its_revision(year: Year, tmp_path: Path) -> None:
    old = year[0].folder / "templates_xlsx" / "計画マスタ.xlsx"
    new = tmp_path / "新.xlsx"
    new.write_bytes(old.read_bytes())
    edit(new, {"階層1": {"B3": "海と畑で稼ぐ"}, "階層2": {"B2": "移動図書館と読み聞かせ"}})
    result = CliRunner().invoke(main, ["redline", str(old), str(new), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    sheet = open_book(tmp_path / "out" / "改定内容一覧.xlsx")["改定内容一覧"]
    rows = [[str(c.value) for c in row if c.value] for row in sheet.iter_rows(min_row=4)]
    assert [row[1:] for row in rows if row] == [
        ["A\n取組 A-1", "取組 A-1　移動図書館と読み聞かせ", "取組/A-1"],
        ["B", "願い B　海と畑で稼ぐ", "願い/B/名称"],
    ]
