"""A sheet of fourteen rows, as people hand it: every answer where it belongs, or a word about it.

 4 施策      5 補足      6 評価      7 事業
 8 事業名    9 実施内容  10 実績額    (1-①-①)
11 事業名   12 実施内容  13 実績額    (1-①-②)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.conditions import town
from tests.reading.small_books import OURS, Grid, hidden, printed
from zushi_xl.form.answers import Submission
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet

FORM = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
said | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
grade | 具体的施策 | 評価 | 評価 | 主担当課 | | | | | | | |
items | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
name | 取り組み | 事業名 | 一行 | 事務局 | | | | | | | |
done | 取り組み | 実施内容 | 文章 | 担当課 | | | | | | | |
spent | 取り組み | 実績額 | 金額 | 担当課 | | | | | | | 円 |
"""
FIRST, SECOND = "1-①-①", "1-①-②"
TYPED = {
    Key("1-①", "said"): "歩道を直した。",
    Key("1-①", "grade"): "A",
    Key(FIRST, "done"): "三か所を広げた。",
    Key(FIRST, "spent"): "1,200円",
    Key(SECOND, "done"): "届出を受けた。",
    Key(SECOND, "spent"): "300円",
}
READ = {**TYPED, Key("1-①", "grade"): "A：よい"}
NO_ROW = -1


@pytest.fixture(scope="module")
def masters() -> Masters:
    return town.masters(FORM)


@pytest.fixture(scope="module")
def reader(masters: Masters) -> Reader:
    return Reader(masters.plan, masters.form)


@pytest.fixture(scope="module")
def form(masters: Masters) -> Mapping[tuple[int, int], str]:
    """The sheet as distributed, with all answers; the third column holds them."""
    made, grid = printed(masters)
    for key, text in TYPED.items():
        address = made.places[key]
        assert address[0] == "C"
        grid[int(address[1:]) - 1, 2] = text
    return grid


def read(reader: Reader, grid: Grid) -> tuple[dict[Key, str], list[str]]:
    cells = {place: Cell(*place, text, text) for place, text in grid.items()}
    book = Workbook("甲.xlsx", "", (Worksheet("1-①", cells), hidden(OURS)))
    result = reader.read(book)
    assert isinstance(result, Submission), result
    found = {key: answer.used for key, answer in result.answers.items() if answer.used}
    return found, sorted({finding.rule for finding in result.findings})


def rows_moved(grid: Grid, new_row: Callable[[int], int]) -> Grid:
    return {
        (new_row(row), column): text
        for (row, column), text in grid.items()
        if new_row(row) != NO_ROW
    }


def untagged(grid: Grid) -> Grid:
    return {place: text for place, text in grid.items() if place[1] or "枠" in text}


def unlabelled(grid: Grid) -> Grid:
    return {place: text for place, text in grid.items() if place[1] != 1 or place[0] in (0, 13)}


def swapped(row: int) -> int:
    """The two blocks by turns, each of three rows."""
    return row + 3 if 7 <= row <= 9 else row - 3 if 10 <= row <= 12 else row


KEPT: dict[str, Callable[[Grid], Grid]] = {
    "as it was": lambda grid: grid,
    "without labels": unlabelled,
    "rows inserted above": lambda grid: rows_moved(grid, lambda row: row + 3),
    "a row inserted between two lines": lambda grid: rows_moved(grid, lambda row: row + (row >= 5)),
    "a row inserted between two blocks": lambda grid: rows_moved(
        grid, lambda row: row + (row >= 10)
    ),
    "every row apart": lambda grid: rows_moved(grid, lambda row: row * 2),
    "blocks by turns": lambda grid: rows_moved(grid, swapped),
    "lines by turns": lambda grid: rows_moved(grid, lambda row: {4: 5, 5: 4}.get(row, row)),
    "lines of a block by turns": lambda grid: rows_moved(
        grid, lambda row: {8: 9, 9: 8}.get(row, row)
    ),
    "columns inserted at the left": lambda grid: {
        (row, column + 2 if column else 0): text for (row, column), text in grid.items()
    },
    "labels with marks around them": lambda grid: grid | {(4, 1): "■補足：", (5, 1): "【評価】"},
    "a label with a note": lambda grid: grid | {(4, 1): "補足（100字まで）"},
    "wide blanks in labels": lambda grid: grid | {(4, 1): "補　足", (9, 1): "実 績 額（円）"},
}


@pytest.mark.parametrize("handling", KEPT)
def test_every_answer_is_where_it_belongs(
    reader: Reader, form: Mapping[tuple[int, int], str], handling: str
) -> None:
    found, told = read(reader, KEPT[handling](dict(form)))
    assert found == READ
    assert told == []


SAID, GRADE = Key("1-①", "said"), Key("1-①", "grade")
OF_FIRST = {key for key in READ if key.code == FIRST}
OF_BLOCKS = OF_FIRST | {key for key in READ if key.code == SECOND}


def copied(grid: Grid, ending: str) -> Grid:
    """The first block once more below, its answers with an ending."""
    rows = {p: text for p, text in grid.items() if 7 <= p[0] <= 9}
    return grid | {(r + 10, c): text + ending * (c > 1) for (r, c), text in rows.items()}


def footless(grid: Grid) -> Grid:
    return {place: text for place, text in grid.items() if place[0] < 13}


def moved(grid: Grid, old: tuple[int, int], new: tuple[int, int]) -> Grid:
    return {place: text for place, text in grid.items() if place != old} | {new: grid[old]}


TOLD: dict[str, tuple[Callable[[Grid], Grid], set[Key], list[str]]] = {
    # nothing but their order tells the blocks apart, and that may be another
    "without tags": (untagged, OF_BLOCKS, ["block-added", "field-lost"]),
    "without tags, further below": (
        lambda grid: untagged(rows_moved(grid, lambda row: row + 3)),
        OF_BLOCKS,
        ["block-added", "field-lost"],
    ),
    "a text beside an answer": (lambda grid: grid | {(4, 3): "参考"}, set(), ["stray-text"]),
    "a text far to the right": (lambda grid: grid | {(4, 9): "メモ"}, set(), ["stray-text"]),
    "a text below the form": (lambda grid: grid | {(20, 2): "下の文"}, set(), ["stray-text"]),
    "a text in a row inserted below an answer": (
        lambda grid: rows_moved(grid, lambda row: row + (row >= 5)) | {(5, 2): "続きの文"},
        set(),
        ["stray-text"],
    ),
    "a text in a row inserted below a fixed text": (
        lambda grid: rows_moved(grid, lambda row: row + (row >= 4)) | {(4, 2): "車道も"},
        set(),
        ["prefilled-changed"],
    ),
    "an answer in the row below its label": (
        lambda grid: moved(rows_moved(grid, lambda row: row + (row >= 5)), (4, 2), (5, 2)),
        set(),
        ["field-moved"],
    ),
    "two texts in rows below an empty field": (
        lambda grid: (
            {
                place: text
                for place, text in rows_moved(grid, lambda row: row + 2 * (row >= 5)).items()
                if place != (4, 2)
            }
            | {(5, 2): "甲", (6, 2): "乙"}
        ),
        {SAID},
        ["field-unclear"],
    ),
    "a text in the last row of an added block": (
        lambda grid: footless(untagged(grid)) | {(13, 2): "追記"},
        OF_BLOCKS,
        ["block-added", "field-lost"],
    ),
    "a text two rows below an added block": (
        lambda grid: footless(untagged(grid)) | {(14, 2): "追記"},
        OF_BLOCKS,
        ["block-added", "field-lost", "stray-text"],
    ),
    "a line deleted": (
        lambda grid: rows_moved(grid, lambda row: NO_ROW if row == 8 else row - (row > 8)),
        {Key(FIRST, "done")},
        ["field-lost"],
    ),
    "a block deleted": (
        lambda grid: rows_moved(grid, lambda row: NO_ROW if 7 <= row <= 9 else row),
        OF_FIRST,
        ["field-lost"],
    ),
    "another label": (lambda grid: grid | {(4, 1): "ひとこと"}, set(), ["stray-text"]),
    "another label and no tag": (
        lambda grid: {p: t for p, t in (grid | {(4, 1): "ひとこと"}).items() if p != (4, 0)},
        {SAID},
        ["field-lost", "prefilled-changed", "stray-text"],
    ),
    "an answer below the form": (lambda g: moved(g, (4, 2), (16, 2)), {SAID}, ["stray-text"]),
    "an answer one cell to the right": (
        lambda grid: moved(grid, (4, 2), (4, 3)),
        {SAID},
        ["stray-text"],
    ),
    "a line copied with a blank": (
        lambda grid: grid | {(16, 0): "1-①/said", (16, 1): "補足", (16, 2): "　"},
        set(),
        ["line-doubled"],
    ),
    "a block copied": (lambda grid: copied(grid, ""), set(), ["line-doubled"]),
    "a block copied and changed": (
        lambda grid: copied(grid, "別"),
        OF_FIRST,
        ["field-unclear", "line-doubled"],
    ),
    "a line copied and changed": (
        lambda grid: grid | {(16, 0): "1-①/said", (16, 1): "補足", (16, 2): "別の文"},
        {SAID},
        ["field-unclear", "line-doubled"],
    ),
    "tags one row too low": (
        lambda grid: {
            (row + (column == 0 and 4 <= row <= 12), column): text
            for (row, column), text in grid.items()
        },
        OF_BLOCKS,
        ["block-added", "field-lost", "lines-at-odds"],
    ),
    "another title": (lambda g: g | {(3, 2): "車道の整備"}, set(), ["prefilled-changed"]),
}


@pytest.mark.parametrize("handling", TOLD)
def test_what_cannot_be_known_is_told_and_not_taken(
    reader: Reader, form: Mapping[tuple[int, int], str], handling: str
) -> None:
    change, lost, rules = TOLD[handling]
    found, told = read(reader, change(dict(form)))
    assert found == {key: text for key, text in READ.items() if key not in lost}
    assert told == rules


def test_a_blank_form_with_a_text_beside_it(
    reader: Reader, form: Mapping[tuple[int, int], str]
) -> None:
    """Nothing is answered, and what somebody wrote is told all the same."""
    answers = {place for place in form if place[1] == 2 and form[place] in TYPED.values()}
    blank = {place: text for place, text in form.items() if place not in answers}
    assert read(reader, blank) == ({}, [])
    assert read(reader, blank | {(4, 9): "メモ"}) == ({}, ["stray-text"])


def test_what_is_no_grade_and_no_amount_stands_as_it_was_typed(
    reader: Reader, form: Mapping[tuple[int, int], str]
) -> None:
    """The rules ask about both."""
    found, told = read(reader, dict(form) | {(5, 2): "Z", (9, 2): "多額"})
    assert found == {**READ, GRADE: "Z", Key(FIRST, "spent"): "多額"}
    assert told == []
