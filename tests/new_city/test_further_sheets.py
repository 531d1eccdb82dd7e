"""One item on several sheets: distributed, returned in many states, and read as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import open_book
from tests.new_city.trial import City, table, told

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
Change = Callable[[Workbook], None]
ONE, TWO = "Ⅲ-5-31-(1)", "Ⅲ-5-31-(2)"
PLANNED = {
    **{f"{code}/aim": ["歩道を広げます。"] for code in (ONE, TWO)},
    f"{ONE}/costs行1": ["工事費", "100"],
    f"{ONE}/costs行2": ["用地費", "30"],
    f"{TWO}/costs行1": ["工事費", "200"],
    f"{ONE}/total": ["130"],
    f"{TWO}/total": ["200"],
    f"{TWO}/steps行1": ["設計", "4月"],
    f"{ONE}/steps行2": ["工事", "9月"],
}


def typed(book: Workbook, said: dict[str, list[str]]) -> None:
    """Type into the open cells of the lines with these tags, from left to right."""
    for sheet in book:
        for row in sheet.iter_rows():
            texts = list(said.get(str(row[0].value or ""), ()))
            for cell in row[1:]:
                if texts and not isinstance(cell, MergedCell) and not cell.protection.locked:
                    cell.value = texts.pop(0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("sheets") / "mishima"
    town = City(folder, table("mishima.plan"), table("sheets.form"))
    town.distribute("計画時")
    return town


def returned(made: City, change: Change = lambda _: None, phase: str = "計画時") -> dict[str, Any]:
    (path,) = [p for p in made.forms(phase) if p.name.startswith("土木課")]
    book = open_book(path)
    typed(book, PLANNED)
    change(book)
    target = made.folder / "inputs" / phase / path.name
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return made.collect(phase)


def amounts(facts: dict[str, Any]) -> list[tuple[str, int, str]]:
    found = [c for c in facts["table_cells"] if c["field"] == "budget" and c["text"]]
    return [(c["code"], c["row"], c["value"]) for c in found]


ALL = [(ONE, 1, "100000"), (ONE, 2, "30000"), (TWO, 1, "200000")]


def ours(book: Workbook) -> list[str]:
    front = ("表紙", "使い方")
    return [s.title for s in book if s.sheet_state == "visible" and s.title not in front]


def test_a_sheet_for_each_item_and_one_for_all(made: City) -> None:
    (path,) = [p for p in made.forms("計画時") if p.name.startswith("土木課")]
    book = open_book(path)
    assert ours(book) == [
        f"{ONE} 広い歩道", f"{ONE} 予算費目表", f"{TWO} 段差のない歩道", f"{TWO} 予算費目表",
        "スケジュール表",
    ]  # fmt: skip
    cover = [str(c.value) for row in book["表紙"].iter_rows() for c in row if c.value]
    assert [text for text in cover if text.endswith("表")] == [
        "広い歩道　予算費目表", "段差のない歩道　予算費目表", "スケジュール表",
    ]  # fmt: skip
    heads = [str(row[1].value) for row in book["スケジュール表"].iter_rows() if row[1].value]
    assert [head.rpartition("＞")[2].strip() for head in heads if "＞" in head] == [
        f"{ONE}　広い歩道", f"{TWO}　段差のない歩道",
    ]  # fmt: skip


def test_the_sheets_are_read_as_one(made: City) -> None:
    facts = returned(made)
    assert amounts(facts) == ALL
    assert told(facts, "required-empty", "field-lost", "sheet-missing", "stray-text") == []
    steps = [c for c in facts["table_cells"] if c["field"] == "month" and c["text"]]
    assert [(c["code"], c["row"], c["text"]) for c in steps] == [(ONE, 2, "9月"), (TWO, 1, "4月")]
    assert {c["source"]["sheet"] for c in steps} == {"スケジュール表"}


def budget_sheet(book: Workbook) -> Worksheet:
    return book[f"{ONE} 予算費目表"]


def renamed(book: Workbook) -> None:
    for number, title in enumerate(ours(book)):
        book[title].title = f"Sheet{number}"


def without_tags(book: Workbook) -> None:
    for title in ours(book):
        for row in book[title].iter_rows(max_col=1):
            row[0].value = None


def moved_below(book: Workbook) -> None:
    """The table of budgets pasted below the main sheet of its section."""
    source, target = budget_sheet(book), book[f"{ONE} 広い歩道"]
    top = target.max_row + 1
    for row in source.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell) and cell.value is not None:
                target.cell(top + cell.row, cell.column).value = cell.value
    del book[source.title]


@pytest.mark.parametrize("change", [renamed, without_tags, moved_below])
def test_whatever_became_of_the_sheets(made: City, change: Change) -> None:
    facts = returned(made, change)
    assert amounts(facts) == ALL
    assert told(facts, "required-empty", "field-lost", "sheet-missing", "sheet-twice") == []


def test_a_sheet_that_is_gone_is_named(made: City) -> None:
    def change(book: Workbook) -> None:
        del book[budget_sheet(book).title]

    facts = returned(made, change)
    assert amounts(facts) == ALL[2:]
    (found,) = [f for f in facts["findings"] if f["rule"] == "sheet-missing"]
    assert found["message"] == f"{ONE}「広い歩道」の「予算費目表」シートがありません。"
    assert told(facts, "field-lost", "required-empty") == []


def test_a_copy_that_differs_is_asked_about(made: City) -> None:
    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(budget_sheet(book))
        (cell,) = [c for row in copy.iter_rows() for c in row if c.value == "100"]
        cell.value = "101"

    facts = returned(made, change)
    assert amounts(facts) == ALL[1:]
    assert told(facts, "sheet-twice", "field-unclear") == [
        ("field-unclear", ONE, "1行目の予算額（千円）"), ("sheet-twice", ONE, None),
    ]  # fmt: skip


def test_the_next_phase_has_no_sheet_without_a_field_for_it(made: City) -> None:
    returned(made)
    made.distribute("評価時")
    (path,) = [p for p in made.forms("評価時") if p.name.startswith("土木課")]
    assert ours(open_book(path)) == [
        f"{ONE} 広い歩道", f"{ONE} 予算費目表", f"{TWO} 段差のない歩道", f"{TWO} 予算費目表",
    ]  # fmt: skip
