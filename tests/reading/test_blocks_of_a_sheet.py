"""Which block is which where tags are gone: by number, title and the office's texts.

 4 施策   5 補足   6 補足   7 事業
 8 事業名 歩道を広げる   9 説明  10 実施内容    (1-①-①)
11 事業名 段差をなくす  12 説明  13 実施内容    (1-①-②)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.conditions import town
from tests.masters.books import book
from tests.reading.small_books import Grid, printed
from tests.reading.test_small_sheets import NO_ROW, footless, read, rows_moved, untagged
from tests.reading.test_which_section import FLOWER, STEP, WIDE, plan_of_two_sections
from zushi_xl.form.layout import Key
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader

FIELDS = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
said | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
more | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
items | 具体的施策 | 事業 | 繰り返し | 事務局 | | 取り組み | | | | | |
name | 取り組み | 事業名 | 一行 | 事務局 | | | | | | | |
description | 取り組み | 説明 | 文章 | 事務局 | | | | | | | |
done | 取り組み | 実施内容 | 文章 | 担当課 | | | | | | | |
"""
SAID, MORE = Key("1-①", "said"), Key("1-①", "more")
FIRST, SECOND = Key("1-①-①", "done"), Key("1-①-②", "done")
READ = {SAID: "続けた。", MORE: "広げる。", FIRST: "三か所で広げた。", SECOND: "八か所でなくした。"}
OF_BLOCKS = {FIRST, SECOND}


def masters() -> Masters:
    form = load_form(book(town.FORM.format(fields=FIELDS.strip(), checks="")))
    return Masters(plan_of_two_sections(), form)


@pytest.fixture(scope="module")
def reader() -> Reader:
    of = masters()
    return Reader(of.plan, of.form)


@pytest.fixture(scope="module")
def form() -> Mapping[tuple[int, int], str]:
    made, grid = printed(masters())
    for key, text in READ.items():
        address = made.places[key]
        assert address[0] == "C"
        grid[int(address[1:]) - 1, 2] = text
    return grid


def said_at(grid: Grid, texts: Mapping[str, str]) -> Grid:
    """Other texts in place of the office's."""
    return {place: texts.get(text, text) for place, text in grid.items()}


def swapped(grid: Grid) -> Grid:
    return rows_moved(grid, lambda r: r + 3 if 7 <= r <= 9 else r - 3 if 10 <= r <= 12 else r)


OTHER = "だれも知らない説明の文章です。"
NEW_FIRST = {WIDE: OTHER}
FOREIGN = {WIDE: FLOWER}
CASES: dict[str, tuple[Callable[[Grid], Grid], set[Key], list[str]]] = {
    "as it was": (lambda grid: grid, set(), []),
    "by texts alone": (untagged, set(), []),
    "by turns": (lambda grid: untagged(swapped(grid)), set(), []),
    "rows apart": (lambda grid: untagged(rows_moved(grid, lambda row: 2 * row)), set(), []),
    # one run and one block are left over, in their order
    "one text rewritten": (
        lambda grid: untagged(said_at(grid, NEW_FIRST)),
        set(),
        ["prefilled-changed"],
    ),
    "one rewritten, and another order": (
        lambda grid: untagged(swapped(said_at(grid, NEW_FIRST))),
        {FIRST},
        ["block-added", "field-lost"],
    ),
    "both texts rewritten": (
        lambda grid: untagged(said_at(grid, {WIDE: OTHER, STEP: f"また{OTHER}"})),
        OF_BLOCKS,
        ["block-added", "field-lost"],
    ),
    "one rewritten, and a third block": (
        lambda grid: copied_below(untagged(said_at(grid, NEW_FIRST)), 10),
        {FIRST},
        ["block-added", "field-lost"],
    ),
    "a text of another section": (
        lambda grid: untagged(said_at(grid, FOREIGN)),
        set(),
        ["prefilled-changed"],
    ),
    "one block gone": (
        lambda grid: rows_moved(untagged(grid), lambda r: NO_ROW if 7 <= r <= 9 else r),
        {FIRST},
        ["field-lost"],
    ),
    # two lines of one label take their rows in order, and none where their number is another
    "one of two lines alike gone": (
        lambda grid: rows_moved(untagged(grid), lambda row: NO_ROW if row == 5 else row),
        {SAID, MORE},
        ["field-lost", "stray-text"],
    ),
    "three lines alike": (
        lambda grid: (
            untagged(rows_moved(grid, lambda r: r + (r >= 6))) | {(6, 1): "補足", (6, 2): "さらに"}
        ),
        {SAID, MORE},
        ["field-lost", "stray-text"],
    ),
}


def copied_below(grid: Grid, top: int) -> Grid:
    """The block that begins in a row once more below, with a text that nobody knows."""
    block = {(r + 4, c): text for (r, c), text in footless(grid).items() if top <= r <= top + 2}
    return footless(grid) | said_at(block, {STEP: f"さらに{OTHER}"})


@pytest.mark.parametrize("handling", CASES)
def test_blocks_without_tags(
    reader: Reader, form: Mapping[tuple[int, int], str], handling: str
) -> None:
    change, lost, rules = CASES[handling]
    found, told = read(reader, change(dict(form)))
    assert found == {key: text for key, text in READ.items() if key not in lost}
    assert [rule for rule in told if rule != "sheet-missing"] == rules  # of the other section
