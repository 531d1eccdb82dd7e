"""A city of no published kind: grades that rules fill, sums over phases and sheets, a target whose
head names a year, one KPI under two items, a committee that is chosen by a condition, the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import open_book
from tests.new_city.test_further_sheets import typed
from tests.new_city.trial import City, city, grades, told
from tests.new_city.whole_year import foreign_words, run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
FIRST = {
    **{f"A-00{n}/mid": ["相談を受けました。"] for n in (1, 2, 3)},
    "A-001/budget": ["１，２００"],
    "A-002/budget": ["300万円"],
    "A-003/budget": ["500"],
}
LAST = {
    "A-001/KPI1/values": ["10.0t"],
    "A-001/KPI2/values": ["約1,050人"],
    "A-002/KPI1/values": ["92％"],
    "A-003/KPI1/values": ["28"],
    "A-001/rating": ["優"],
    "A-002/rating": ["休"],
    "A-003/rating": ["秀"],
    "A-001/head": ["優"],
    "A-002/head": ["可"],
    "A-003/head": ["秀"],
    "A-001/citizen": ["可"],
    "A-003/citizen": ["優"],
    "A-001/costs行1": ["工事費", "900"],
    "A-001/costs行2": ["委託費", "250"],
    "A-002/costs行1": ["委託費", "300"],
    "A-003/costs行1": ["補助金", "480.5"],
}
SHEETS = (
    *((1, "川の清掃"), (1, "経費内訳"), (2, "水質の検査"), (2, "経費内訳")),
    *((3, "空き店舗の活用"), (3, "経費内訳")),
)
Year = tuple[City, dict[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = city(tmp_path_factory.mktemp("new"), "kirigahara")
    for phase, said in (("上半期", FIRST), ("年度末", LAST)):
        made.distribute(phase)
        for path in made.forms(phase):
            book = open_book(path)
            typed(book, said)
            target = made.folder / "inputs" / phase / path.name
            target.parent.mkdir(exist_ok=True)
            book.save(target)
        facts = made.collect(phase)
    return made, facts


def test_the_grades_of_kpis_are_filled(year: Year) -> None:
    """10.0 t of 10 planned, 1,050 of 1,000; 92 of the 92.5 on the way to 95; 28 of 30 at most."""
    assert grades(year[1], "grade") == {
        "A-001/KPI1": "○：計画どおり", "A-001/KPI2": "◎：計画以上", "A-002/KPI1": "○：計画どおり",
        "A-003/KPI1": "◎：計画以上", "A-003/KPI2": "◎：計画以上",
    }  # fmt: skip


def test_sums_use_what_an_earlier_phase_collected(year: Year) -> None:
    """900 + 250 of 1,200; 300 of 300; 480.5 of 500."""
    shown = {e["code"]: (e["extra"]["spent"], e["extra"]["rate"]) for e in year[1]["evaluations"]}
    assert shown == {
        "A-001": ("1,150万円", "95.83％"), "A-002": ("300万円", "100％"),
        "A-003": ("480.5万円", "96.1％"),
    }  # fmt: skip


def test_a_cell_of_several_words_meets_a_condition_on_one(year: Year) -> None:
    """区分 is 重点 of A-001 and 「重点、新規」 of A-003."""
    assert set(grades(year[1], "citizen")) == {"A-001", "A-003"}


def test_what_is_asked(year: Year) -> None:
    assert told(year[1], "required-empty", "rating-missing", "computed-differs") == [
        ("required-empty", "A-002", "休止の理由")
    ]


def page(made: City, code: str) -> str:
    text = (made.outputs / "公開サイト" / "plan" / f"{code}.html").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_site_shows_tables_and_grades_of_kpis(year: Year) -> None:
    shown = page(year[0], "A-001")
    assert "支出の内訳 費目 支出額（万円） 工事費 900万円 委託費 250万円" in shown
    assert "達成度 ◎：計画以上" in shown
    assert "清掃の参加者" in page(year[0], "A-003")  # a KPI that is listed again


def test_amounts_are_printed_in_the_unit_of_their_label(year: Year) -> None:
    lines = year[0].sheet("1-1 川をきれいに")
    said = [line.split(" | ")[-1] for line in lines if line.startswith(("予算額", "決算額"))]
    assert said == ["1,200万円", "1,150万円", "300万円", "300万円"]
    assert "予算額（万円） 1,200万円" in page(year[0], "A-001")


def test_a_figure_that_should_fall_reaches_its_plan(year: Year) -> None:
    """10.0 t of at most 10."""
    rows = year[0].sheet("KPI一覧")
    (row,) = [line for line in rows if "ごみの量" in line]
    assert row.endswith("○ 前進\n計画に届く")


def test_a_site_without_budget_programs_has_no_page_for_them(year: Year) -> None:
    folder = year[0].outputs / "公開サイト"
    assert not (folder / "budget.html").exists()
    assert not [p for p in folder.rglob("*.html") if "budget.html" in p.read_text("utf-8")]


def test_nothing_of_another_city(year: Year) -> None:
    assert foreign_words(year[0].folder) == set()


def test_its_next_year(year: Year) -> None:
    made = year[0]
    assert run(made.folder, "rollover", "--force").exit_code == 0
    (path,) = made.folder.glob("templates_xlsx/計画マスタ_2025年度.xlsx")
    heads, *rows = open_book(path)["KPI"].iter_rows(values_only=True)
    now = heads.index("2024年度")
    assert [row[now] for row in rows][:5] == ["10.0t", "約1,050人", "92％", "28", None]
    assert Path(path).is_file()


def test_a_round_of_corrections(year: Year) -> None:
    """The grade that followed from a value is no answer of the division, so it follows again."""
    made = year[0]
    (path,) = made.outputs.glob("差し戻し/**/水辺課*.xlsx")
    book = open_book(path)
    titles = [sheet.title for sheet in book if sheet.title.startswith("A-")]
    assert titles == [f"A-00{n} {name}" for n, name in SHEETS]
    given = [row for sheet in book for row in sheet.iter_rows() if "grade" in str(row[0].value)]
    assert not [
        c.value for row in given for c in row[2:] if c.value and "評価基準" not in str(c.value)
    ]
    typed(book, {"A-002/why": ["水質計が壊れたため。"], "A-001/KPI2/values": ["890人"]})
    book.save(made.folder / "inputs" / "年度末" / path.name)
    facts = made.collect("年度末")
    assert told(facts, "required-empty", "rating-not-as-decided", "partners-differ") == []
    assert grades(facts, "grade")["A-001/KPI2"] == "△：遅れ"  # 89 % of 1,000
