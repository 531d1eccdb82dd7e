"""Tables whose rows a division extends: from the form to the book, the open data, the correction
and the next phase."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

import zushi_xl
from tests.conditions.town import faulty
from tests.conftest import ROOT, open_book
from tests.new_city.trial import City, city, table, told
from tests.new_city.whole_year import run
from tests.publish.schema_check import faults

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
Change = Callable[[Worksheet], None]
FIVE = [
    ("工事費", "1,200"),
    ("用地費", "300"),
    ("委託費", "50千円"),
    ("事務費", "10"),
    ("雑費", "5"),
]


def row_of(sheet: Worksheet, tag: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == tag)


def insert(sheet: Worksheet, at: int, number: int) -> None:
    """Insert rows as Excel does: merged cells move along."""
    merged = list(sheet.merged_cells.ranges)
    for area in merged:
        sheet.merged_cells.remove(area)
    sheet.insert_rows(at, number)
    for area in merged:
        area.shift(0, number if area.min_row >= at else 0)
        sheet.merge_cells(area.coord)


def typed(sheet: Worksheet, rows: list[tuple[str, str]]) -> None:
    top = row_of(sheet, "1-1/costs/見出し")
    for number, (item, budget) in enumerate(rows, 1):
        sheet.cell(top + number, 3).value = item
        sheet.cell(top + number, 7).value = budget
    sheet.cell(row_of(sheet, "1-1/rating"), 5).value = "A"


def returned(made: City, change: Change, phase: str) -> dict[str, Any]:
    for path in made.forms(phase):
        book = open_book(path)
        for sheet in book:
            if sheet.title.startswith("1-1"):
                change(sheet)
        target = made.folder / "inputs" / phase / path.name
        target.parent.mkdir(exist_ok=True)
        book.save(target)
    return made.collect(phase)


def cells(facts: dict[str, Any], field: str) -> list[tuple[int, str, str | None]]:
    found = [c for c in facts["table_cells"] if c["field"] == field and c["text"]]
    return [(c["row"], c["text"], c["value"]) for c in found]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> City:
    town = city(tmp_path_factory.mktemp("table"), "tables")
    town.distribute("計画時")
    return town


def inserted(after: int) -> Change:
    def change(sheet: Worksheet) -> None:
        insert(sheet, row_of(sheet, f"1-1/costs行{after}") + 1, 2)
        typed(sheet, FIVE)

    return change


def copied(sheet: Worksheet) -> None:
    """Rows inserted as copies bring the hidden tag and the number of the row along."""
    inserted(2)(sheet)
    top = row_of(sheet, "1-1/costs行2")
    for row in (top + 1, top + 2):
        sheet.cell(row, 1).value = "1-1/costs行2"
        sheet.cell(row, 2).value = "2"


def without_tags(sheet: Worksheet) -> None:
    inserted(3)(sheet)
    for row in sheet.iter_rows():
        row[0].value = None


@pytest.mark.parametrize("change", [inserted(2), inserted(3), copied, without_tags])
def test_every_row_is_read(made: City, change: Change) -> None:
    facts = returned(made, change, "計画時")
    assert cells(facts, "item") == [
        (1, "工事費", None), (2, "用地費", None), (3, "委託費", None), (4, "事務費", None),
        (5, "雑費", None),
    ]  # fmt: skip
    assert cells(facts, "budget") == [
        (1, "1,200", "1200000"), (2, "300", "300000"), (3, "50千円", "50000"), (4, "10", "10000"),
        (5, "5", "5000"),
    ]  # fmt: skip
    assert told(facts, "stray-text", "field-lost", "required-empty") == []


def test_what_stands_where_the_number_was_is_told(made: City) -> None:
    def change(sheet: Worksheet) -> None:
        typed(sheet, [("工事費", "1"), ("用地費", "2")])
        sheet.cell(row_of(sheet, "1-1/costs行2"), 2).value = "計"

    facts = returned(made, change, "計画時")
    (stray,) = [f for f in facts["findings"] if f["rule"] == "stray-text"]
    assert (stray["given"], stray["cell"]) == ("計", "B12")
    assert told(facts, "block-retitled") == []


def test_what_the_plan_knows_is_a_line_a_row(made: City) -> None:
    (path,) = [p for p in made.forms("計画時") if p.name.startswith("土木課")]
    (sheet,) = [s for s in open_book(path) if s.title.startswith("1-1")]
    top = row_of(sheet, "1-1/costs/見出し")
    assert [sheet.cell(top, column).value for column in (2, 3, 7, 9)] == [
        "No.", "費目", "予算額（千円）", "決算額（千円）",
    ]  # fmt: skip
    assert [sheet.cell(top + n, 2).value for n in (1, 2, 3)] == ["1", "2", "3"]
    assert sheet.cell(top + 1, 3).value == "工事費"
    assert not sheet.protection.insertRows  # allowed


def test_a_column_is_added_up(made: City) -> None:
    """1,200 + 300 + 50 + 10 + 5, whatever stands in the locked cell, whose formula knows of three
    rows only."""

    def change(sheet: Worksheet) -> None:
        inserted(2)(sheet)
        sheet.cell(row_of(sheet, "1-1/total"), 5).value = 1500

    facts = returned(made, change, "計画時")
    (evaluation,) = (e for e in facts["evaluations"] if e["code"] == "1-1")
    assert evaluation["extra"]["total"] == "1,565千円"
    assert told(facts, "computed-differs") == []
    assert [n["used"] for n in facts["normalised"] if n["field"].startswith("予算の計")] == [
        "1565000円"
    ]


def test_a_total_in_the_table_is_asked_about(made: City) -> None:
    """1 + 2 + 3 and 計 6: the doubt holds for the row and for what adds up the rows."""

    def change(sheet: Worksheet) -> None:
        insert(sheet, row_of(sheet, "1-1/costs/見出し") + 4, 1)
        typed(sheet, [("工事費", "1"), ("用地費", "2"), ("その他", "3"), ("計", "6")])

    facts = returned(made, change, "計画時")
    (finding,) = [f for f in facts["findings"] if f["rule"].startswith("table-")]
    assert (finding["rule"], finding["field"]) == ("table-total-row", "4行目の予算額（千円）")
    (evaluation,) = (e for e in facts["evaluations"] if e["code"] == "1-1")
    assert evaluation["reviews"]["total"] == "confirm"


def test_a_sum_of_nothing_is_empty(made: City) -> None:
    """The table of 公園課 has no rows, and in its file the formula of the sum has no result."""
    returned(made, inserted(2), "計画時")
    assert made.sheet("金額集計")[3] == "施策 | 予算の計（千円） | 1565 | 千円 | 1 | 記入なし 1件"


def test_a_row_that_was_begun_is_finished(made: City) -> None:
    facts = returned(
        made, lambda s: typed(s, [("工事費", "1"), ("用地費", ""), ("", "5")]), "計画時"
    )
    assert told(facts, "required-empty") == [
        ("required-empty", "1-1", "2行目の予算額（千円）"),
        ("required-empty", "1-1", "3行目の費目"),
    ]


def test_a_required_table_has_a_row(made: City) -> None:
    facts = returned(made, lambda s: typed(s, [("", "")]), "計画時")
    assert told(facts, "required-empty") == [
        ("required-empty", "1-1", "1行目の予算額（千円）"),
        ("required-empty", "1-1", "1行目の費目"),
    ]


def test_the_correction_has_all_rows(made: City) -> None:
    returned(
        made, lambda s: (inserted(2)(s), typed(s, [*FIVE[:4], ("雑費", "いくら")]))[0], "計画時"
    )
    (path,) = made.outputs.glob("差し戻し/*土木課*")
    (sheet,) = [s for s in open_book(path) if s.title.startswith("1-1")]
    top = row_of(sheet, "1-1/costs行1")
    assert [sheet.cell(top + n, 3).value for n in range(5)] == [item for item, _ in FIVE]
    assert sheet.cell(top + 4, 7).value == "いくら"
    assert "円の額として読めません" in sheet.cell(top + 4, 7).comment.text


@pytest.fixture(scope="module")
def year_end(made: City) -> dict[str, Any]:
    """Five rows in the first phase, a sixth and what was paid in the second."""
    returned(made, inserted(2), "計画時")
    made.distribute("評価時")

    def paid(sheet: Worksheet) -> None:
        top = row_of(sheet, "1-1/costs/見出し")
        assert [sheet.cell(top + n, 3).value for n in range(1, 6)] == [item for item, _ in FIVE]
        assert sheet.cell(top + 1, 3).protection.locked
        for number, amount in enumerate(("1,180", "300", "48.5", "9", "5"), 1):
            sheet.cell(top + number, 9).value = amount

    return returned(made, paid, "評価時")


def test_the_next_phase_shows_and_completes_them(year_end: dict[str, Any]) -> None:
    assert [row[2] for row in cells(year_end, "budget")] == [
        "1200000", "300000", "50000", "10000", "5000",
    ]  # fmt: skip
    assert [row[2] for row in cells(year_end, "done")] == [
        "1180000", "300000", "48500", "9000", "5000",
    ]  # fmt: skip


def test_one_table_is_printed(made: City, year_end: dict[str, Any]) -> None:
    assert year_end["phase"] == "評価時"
    page = made.sheet("1 住みよい町")
    at = page.index("No. | 費目 | 予算額（千円） | 決算額（千円）")
    assert page[at - 1] == "費目別の事業費"
    assert page[at + 1 : at + 6] == [
        "1 | 工事費 | 1,200千円 | 1,180千円",
        "2 | 用地費 | 300千円 | 300千円",
        "3 | 委託費 | 50千円 | 48.5千円",
        "4 | 事務費 | 10千円 | 9千円",
        "5 | 雑費 | 5千円 | 5千円",
    ]
    sums = [line for line in made.sheet("金額集計") if line.startswith("費目別の事業費")]
    assert sums == [
        "費目別の事業費 | 予算額（千円） | 1565 | 千円 | 5",
        "費目別の事業費 | 決算額（千円） | 1,542.5 | 千円 | 5",
    ]


def test_open_data_have_a_file_of_the_table(made: City, year_end: dict[str, Any]) -> None:
    assert year_end["table_cells"]
    rows = made.csv("表_費目別の事業費")
    assert [
        (r["コード"], r["行"], r["費目"], r["予算額（千円）"], r["予算額（千円）の単位"])
        for r in rows
    ][2:4] == [("1-1", "3", "委託費", "50000", "円"), ("1-1", "4", "事務費", "10000", "円")]


def test_the_facts_are_as_the_schema_says(year_end: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "docs" / "収集結果.schema.json").read_text(encoding="utf-8"))
    assert faults(year_end, schema, schema) == []


def test_the_cells_are_a_frame(made: City, year_end: dict[str, Any]) -> None:
    frame = zushi_xl.load(made.outputs).table_cells
    assert len(frame) == len(year_end["table_cells"])
    budgets = frame[frame["field"] == "budget"]
    assert list(budgets["row"]) == [1, 2, 3, 4, 5]
    assert list(budgets["value"]) == [1200000.0, 300000.0, 50000.0, 10000.0, 5000.0]


def test_the_guide_of_the_form_says_how(made: City) -> None:
    book = open_book(made.forms("計画時")[0])
    shown = [str(row[0]) for row in book["使い方"].iter_rows(values_only=True)]
    assert any("行を挿入して書き足します" in text for text in shown)


def test_its_next_year(made: City, year_end: dict[str, Any]) -> None:
    assert year_end
    assert run(made.folder, "rollover", "--force").exit_code == 0


ROWS = [
    ["測量", "委託", "測量社", "1", "300,000円"],
    ["標識", "購入", "", "3", "２，５００"],
    ["看板", "購入", "看板屋", "2", "1,000"],
    ["点検", "委託", "", "1", "50000"],
]


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[City, dict[str, Any]]:
    """Four rows where two were sent; what the form worked out is not in the file."""
    town = City(tmp_path_factory.mktemp("rows") / "t", table("tables.plan"), table("rows.form"))
    town.distribute("計画時")

    def change(sheet: Worksheet) -> None:
        insert(sheet, row_of(sheet, "1-1/buys行2") + 1, 2)
        top = row_of(sheet, "1-1/buys/見出し")
        heads = {str(c.value).split("（")[0]: c.column for c in sheet[top] if c.value}
        for number, texts in enumerate(ROWS, 1):
            for head, text in zip(("品目", "方法", "委託先", "数量", "単価"), texts, strict=True):
                sheet.cell(top + number, heads[head]).value = text
        for tag, text in (("1-1/rating", "A"), ("1-1/count", "2")):
            row = sheet[row_of(sheet, tag)]
            next(cell for cell in row if not cell.protection.locked).value = text

    return town, returned(town, change, "計画時")


def test_a_column_follows_from_others_of_its_row(
    worked_out: tuple[City, dict[str, Any]],
) -> None:
    """1 × 300,000, 3 × 2,500, 2 × 1,000, 1 × 50,000 円; twice 359.5 千円 in all."""
    _, facts = worked_out
    amounts = [c for c in facts["table_cells"] if c["field"] == "amount" and c["value"]]
    assert [(c["row"], c["value"]) for c in amounts] == [
        (1, "300000"), (2, "7500"), (3, "2000"), (4, "50000"),
    ]  # fmt: skip
    (evaluation,) = (e for e in facts["evaluations"] if e["code"] == "1-1")
    assert evaluation["extra"]["total"] == "719千円"


def test_a_column_is_asked_for_by_what_its_row_says(
    worked_out: tuple[City, dict[str, Any]],
) -> None:
    _, facts = worked_out
    assert told(facts, "required-empty", "not-asked-filled") == [
        ("not-asked-filled", "1-1", "3行目の委託先"),
        ("required-empty", "1-1", "4行目の委託先"),
    ]


def test_a_row_that_was_sent_is_worked_out_in_the_form(
    worked_out: tuple[City, dict[str, Any]],
) -> None:
    (path,) = [p for p in worked_out[0].forms("計画時") if p.name.startswith("土木課")]
    (sheet,) = [s for s in open_book(path) if s.title.startswith("1-1")]
    row = sheet[row_of(sheet, "1-1/buys行2")]
    assert [str(c.value)[:9] for c in row if str(c.value).startswith("=IFERROR(IF(AND")] != []


FIELDS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | |
costs | 具体的施策 | 費目 | 繰り返し | 事務局 | | 表1 | | | |
item | 表1 | 費目 | 一行 | 主担当課
"""


@pytest.mark.parametrize(
    ("rows", "mistakes"),
    [
        ("", []),
        ("title | 表1 | 名称 | 一行 | 主担当課", [("form-table-id", "項目!A5")]),
        ("grade | 表1 | 評価 | 評価 | 主担当課", [("form-table-type", "項目!D5")]),
        ("a | 表1 | 額 | 金額 | 主担当課 | | | 実績額", [("form-table-column", "項目!H5")]),
        ("a | 表1 | 額 | 金額 | 主担当課 | | | | | | | | 単価", [("form-calculation-name", "項目!M5")]),
        ("a | 表2 | 額 | 金額 | 主担当課", [("form-table-nowhere", "項目!B5")]),
        ("again | 具体的施策 | 表 | 繰り返し | 事務局 | | 表1", [("form-table-twice", "項目!G5")]),
        ("other | 具体的施策 | 表 | 繰り返し | 事務局 | | 表3", [("form-table-empty", "項目!G5")]),
        ("inner | 表1 | 表 | 繰り返し | 事務局 | | 表2", [("form-table-type", "項目!D5")]),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_cell(rows: str, mistakes: list[tuple[str, str]]) -> None:
    assert [each for each in faulty(FIELDS + rows) if each in mistakes] == mistakes
    assert bool(faulty(FIELDS + rows)) is bool(mistakes)


@pytest.mark.parametrize("typed", ["なし", "1,234"])
def test_nothing_follows_from_an_empty_table(made: City, typed: str) -> None:
    """What was typed over its sum gives way to nothing, once and not for ever; the log has it."""

    def change(sheet: Worksheet) -> None:
        row = sheet[row_of(sheet, "1-1/total")]
        next(cell for cell in row if str(cell.value).startswith("=")).value = typed

    facts = returned(made, change, "計画時")
    (evaluation,) = (e for e in facts["evaluations"] if e["code"] == "1-1")
    assert evaluation["extra"]["total"] == ""
    logged = [
        (n["given"], n["used"]) for n in facts["normalised"] if n["field"].startswith("予算の計")
    ]
    assert logged == [(typed, "")]
