"""A city whose lowest level is rated, measured and paid for: two phases, four reviewers, grades of
KPIs that rules fill, sums in 千円 of parts in 円; and its next year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.packaging.core import DocumentProperties

from tests.conftest import open_book
from tests.new_city.test_further_sheets import typed
from tests.new_city.trial import City, city, grades, table, told
from tests.new_city.whole_year import foreign_words, run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
Year = tuple[City, dict[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = city(tmp_path_factory.mktemp("new"), "hibama")
    for number, phase in enumerate(("事中", "事後"), 1):
        made.distribute(phase)
        made.fill(table(f"hibama.answers_{number}"), phase)
        if phase == "事後":
            _pay(made.folder / "inputs" / phase)
        facts = made.collect(phase)
    return made, facts


def _pay(inputs: Path) -> None:
    """A row in the table of costs."""
    (path,) = inputs.glob("福祉課*")
    book = open_book(path)
    typed(book, {"Ⅰ-1-31/costs行1": ["工事費", "700"]})
    book.save(path)


def test_every_grade_is_of_its_reviewer(year: Year) -> None:
    facts = year[1]
    assert grades(facts, "first") == {"Ⅰ-1-31": "B", "Ⅰ-1-32": "Z", "Ⅱ-2-33": "C"}
    assert grades(facts, "committee") == {"Ⅰ-1-31": "C", "Ⅱ-2-33": "B"}  # the two it picked
    assert grades(facts, "final") == {"Ⅰ-1-31": "A", "Ⅰ-1-32": "Z", "Ⅱ-2-33": "B"}
    assert grades(facts, "rating") == {
        "Ⅰ-1": "B", "Ⅱ-2": "C", "0086": "B", "0087": "A", "0101": "C",
    }  # fmt: skip


def test_sums_in_thousands_of_parts_in_yen(year: Year) -> None:
    """500千円 + 300,000円; ー + 12万円; 0 + 1,234,567円; four times the hours."""
    rows = year[0].sheet("金額集計")
    assert {row for row in rows if row.startswith(("施策", "仕事"))} == {
        "施策 | 事業費の計（千円） | 2,154.567 | 千円 | 3",
        "仕事 | 国費（千円） | 500 | 千円 | 2 | 値なし 1件",
        "仕事 | 町費（円） | 1654567 | 円 | 3",
        "仕事 | 事業費（千円） | 2,154.567 | 千円 | 3",
        "仕事 | 人件費（千円） | 680 | 千円 | 3",
    }


def test_nothing_that_is_not_asked_is_missed(year: Year) -> None:
    """The need of what the law prescribes, the reason of a good grade, a KPI listed again."""
    assert told(year[1], "required-empty", "rating-missing", "kpi-missing") == []


def test_the_lowest_level_is_compared_and_listed(year: Year) -> None:
    rows = year[0].sheet("前年度比較")
    assert "方針 2件、施策 3件、仕事 3件" in rows[3]
    assert rows[3].endswith("「前年度からの評価の動き」は、施策だけを数えます。")
    assert "0086 | 街灯の更新 | － | B：並み | － 比べられない" in rows
    listed = year[0].sheet("担当課別")
    assert "区分 | コード | 施策・仕事 | 評価" in listed  # 方針の評価, 最終評価, 仕事の評価
    assert "仕事 | 0101 | 空き店舗 | C：遅い" in listed


def test_the_grades_of_the_lowest_level_are_history_next_year(year: Year) -> None:
    made = year[0]
    assert run(made.folder, "rollover", "--force").exit_code == 0
    book = open_book(made.folder / "templates_xlsx" / "計画マスタ_2025年度.xlsx")
    head, *rows = book["階層4"].iter_rows(values_only=True)
    column = head.index("前年度の評価")
    assert {row[0]: row[column] for row in rows if row[0]} == {
        "0086": "B", "0087": "A", "0101": "C",
    }  # fmt: skip


def test_an_item_stands_on_the_page_of_its_figures(year: Year) -> None:
    """No page ends between the heading, the name and the first KPI of what stands in blocks."""
    (path,) = (p for p in year[0].outputs.glob("まちづくり検証_*.xlsx"))
    sheet = open_book(path)["Ⅰ-1 見守る"]
    row_of = {str(cell.value): cell.row for row in sheet.iter_rows() for cell in row if cell.value}
    ends = {each.id for each in sheet.row_breaks.brk}
    assert ends
    first = min(row for text, row in row_of.items() if text == "仕事0086")
    assert not ends & set(range(first - 1, row_of["更新した街灯"]))


def test_nothing_of_another_city(year: Year) -> None:
    assert foreign_words(year[0].folder) == set()


def test_a_grade_of_the_lowest_level_moves(tmp_path: Path) -> None:
    """Last year C in the master, this year B."""
    plan = table("hibama.plan").replace(
        "上位 | 担当課 | 種類", "上位 | 担当課 | 種類 | 前年度の評価"
    )
    plan = plan.replace("Ⅰ-1-31 | 福祉課 | 自治", "Ⅰ-1-31 | 福祉課 | 自治 | C")
    made = City(tmp_path / "city", plan, table("hibama.form"))
    for number, phase in enumerate(("事中", "事後"), 1):
        made.distribute(phase)
        made.fill(table(f"hibama.answers_{number}"), phase)
        made.collect(phase)
    assert "0086 | 街灯の更新 | C：遅い | B：並み | ↑ 上がった" in made.sheet("前年度比較")


def test_a_kpi_that_is_shown_again_says_so(year: Year) -> None:
    lines = year[0].sheet("Ⅰ-1 見守る")
    assert [line.split(" | ")[-1] for line in lines if "明るい道の長さ" in line] == [
        "明るい道の長さ",
        "明るい道の長さ（Ⅰ-1-31 KPI1の再掲）",
    ]


def test_a_cover_says_whether_it_is_for_a_division_or_a_reviewer(year: Year) -> None:
    said = {}
    for path in year[0].forms("事中"):
        rows = open_book(path)["表紙"].iter_rows(values_only=True)
        said |= {row[1]: row[0] for row in rows if row[0] in ("担当課", "評価者")}
    assert said == {
        "福祉課": "担当課", "産業課": "担当課", "総務課": "担当課", "委員会": "評価者",
        "町長": "評価者",
    }  # fmt: skip


def test_the_book_of_a_reviewer_is_known_by_its_cover(year: Year, tmp_path: Path) -> None:
    """Where neither the hidden sheet nor the properties nor the foot of a sheet are left."""
    (path,) = (p for p in year[0].forms("事中") if "委員会" in p.name)
    book = open_book(path)
    del book["識別"]
    book.properties = DocumentProperties()
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "｜第1回｜" in cell.value:
                    cell.value = None
    (tmp_path / "in").mkdir()
    book.save(tmp_path / "in" / "回答.xlsx")
    result = run(year[0].folder, "check", str(tmp_path / "in" / "回答.xlsx"))
    assert "表紙の担当課名" in result.output
    assert "要修正 委員会　回答.xlsx" in result.output
