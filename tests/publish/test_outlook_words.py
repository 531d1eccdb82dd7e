"""The five classes in the population outlook: from the master to CSV, the book, 新旧 and the sum."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.book.builders import sheet_of
from tests.masters.books import PLAN, book, faults
from tests.publish import small
from tests.redline.plans import edited, rows
from tests.rules.builders import brief, in_report, plan
from zushi_xl.masters.plan import load_plan
from zushi_xl.plan.outlook import PopulationRow
from zushi_xl.report.model import Report
from zushi_xl.sheets.book import annual_book


def population(people: str, share: str = "10.0") -> tuple[PopulationRow, ...]:
    return load_plan(book(PLAN, {"人口見通し!C2": people, "人口見通し!D2": share})).population


def report(people: str, share: str) -> Report:
    return small.report(plan=small.plan(population=population(people, share)))


@pytest.mark.parametrize(
    ("people", "share", "value", "reason", "reason_of_share"),
    [
        ("1,000", "10.0", "1000", "", ""),
        ("0", "0", "0", "", ""),
        ("－", "－", "", "記号のみ（－）", "記号のみ（－）"),
        ("該当なし", "該当なし", "", "該当なし", "該当なし"),
        ("未確定", "集計中", "", "集計中", "集計中"),
        ("不明", "", "", "不明", "未報告"),
    ],
)
def test_each_class_has_its_reason_in_the_open_data(
    people: str, share: str, value: str, reason: str, reason_of_share: str
) -> None:
    text = small.csv_contents(report(people, share))["人口見通し.csv"].decode("utf-8-sig")
    lines = [line.split(",") for line in text.splitlines()]
    head = lines[0]
    first, second = (dict(zip(head, line, strict=False)) for line in lines[1:3])
    assert (first["項目"], first["値"], first["欠測理由"]) == ("人口", value, reason)
    assert (second["項目"], second["欠測理由"]) == ("構成比", reason_of_share)


@pytest.mark.parametrize("typed", ["1.2か3", "約1,000人", "別紙のとおり", "#REF!"])
def test_what_cannot_be_read_is_a_mistake_with_its_cell(typed: str) -> None:
    assert faults(load_plan, book(PLAN, {"人口見通し!C2": typed})) == [
        ("plan-number", "人口見通し!C2")
    ]


@pytest.mark.parametrize(
    ("people", "share", "printed"),
    [
        ("1,000", "10.0", [1000, "10.0%"]),
        ("0", "0", [0, "0%"]),
        ("未確定", "集計中", ["未確定", "集計中"]),
        ("該当なし", "", ["該当なし", ""]),
    ],
)
def test_the_book_prints_the_word(people: str, share: str, printed: list[object]) -> None:
    sheet = sheet_of(annual_book(report(people, share)), "人口の見通し")
    row = next(cell.row for cell in sheet.cells if cell.value == "年少人口")
    cells = sorted((c for c in sheet.cells if c.row == row), key=lambda cell: cell.column)
    said = ["" if c.value is None else c.value for c in cells][-2:]
    assert [Decimal(str(v)) if isinstance(v, int | float | Decimal) else v for v in said] == printed


@pytest.mark.parametrize(
    ("people", "gaps", "told"),
    [
        ("1,000", (), "1,000人"),
        ("0", (), "0人"),
        ("該当なし", (0,), "該当なし"),
    ],
)
def test_a_bar_has_no_figure_where_a_word_stands(
    people: str, gaps: tuple[int, ...], told: str
) -> None:
    """Excel draws a word as 0 and would write 0 beside it."""
    share = "" if gaps else "10.0"
    rows_ = population(people, share)
    more = rows_[0]._replace(group="老年人口", people=Decimal(9), people_said=None)
    made = small.report(plan=small.plan(population=(rows_[0], more, rows_[1])))
    (chart,) = sheet_of(annual_book(made), "人口の見通し").charts
    (series,) = chart.series
    assert series.without == gaps
    assert f"年少人口 {told}" in chart.alt


def test_a_revision_tells_what_was_not_known_yet() -> None:
    old = edited(("年少人口 | 1,000 | 10.0", "年少人口 | 未確定 |"))
    assert rows(PLAN, old) == {
        "人口見通し2030": "将来展望人口2030（令和12）\n年少人口：[-未確定-]{+1,000人、10.0％+}\n"
        "計：10,000人、100.0％"
    }


def test_a_sum_is_not_judged_before_all_is_known() -> None:
    for people, told in (("未確定", []), ("－", [("population-sum", "C3")])):
        rows_ = population(people)
        more = rows_[0]._replace(group="老年", people=Decimal(9), people_said=None)
        found = brief(in_report(plan(population=(rows_[0], more, rows_[1]))))
        assert [each for each in found if each[0] == "population-sum"] == told
