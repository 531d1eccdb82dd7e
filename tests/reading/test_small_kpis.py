"""A sheet of two KPIs with their years, as people hand it.

 6 KPI     7 年度  (基準値 2021 2022 … 目標)   8 実績値   9 理由      KPI1, 歩く人
10 KPI    11 年度                             12 実績値  13 理由      KPI2, 自転車
14 補足
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest

from tests.conditions import town
from tests.reading.small_books import Grid, printed
from tests.reading.test_small_sheets import NO_ROW, read, rows_moved, untagged
from zushi_xl.form.layout import Key
from zushi_xl.form.pages import Pages
from zushi_xl.returned.marks import PageMarks
from zushi_xl.returned.signs import signed_rows
from zushi_xl.returned.submission import Reader
from zushi_xl.returned.view import View
from zushi_xl.workbook.cells import Cell, Worksheet

FORM = """
title | 具体的施策 | 施策 | 一行 | 事務局 | | | | | | | |
kpi | 具体的施策 | 目標指標 | 繰り返し | 事務局 | | KPI | | | | | |
said | 具体的施策 | 補足 | 文章 | 主担当課 | | | | | | | |
statement | KPI | KPI | 文章 | 事務局 | | | | | | | |
values | KPI | 実績値 | 年度別の値 | 主担当課 | | | | | | | |
why | KPI | 理由 | 一行 | 主担当課 | | | | | | | |
"""
KPIS = """
1-① | 1 | 歩く人が増えている。 | 人 | 上昇 | 実数 | | 100人 | 110人 | | | | | 200人
1-① | 2 | 自転車が増えている。 | 台 | 上昇 | 実数 | | 10台 | | | | | | 20台
"""
WALK, RIDE = Key("1-①", "values", 1, "2022"), Key("1-①", "values", 2, "2022")
READ = {
    WALK: "150人",
    Key("1-①", "why", 1): "歩道を広げた。",
    RIDE: "15台",
    Key("1-①", "why", 2): "駐輪場を開いた。",
    Key("1-①", "said"): "続ける。",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    masters = town.masters(FORM, kpis=KPIS.strip())
    return Reader(masters.plan, masters.form)


@pytest.fixture(scope="module")
def form() -> Mapping[tuple[int, int], str]:
    masters = town.masters(FORM, kpis=KPIS.strip())
    made, grid = printed(masters)
    for key, text in READ.items():
        address = made.places[key]
        grid[int(address[1:]) - 1, ord(address[0]) - ord("A")] = text
    return grid


def of_divisions(found: Mapping[Key, str]) -> dict[Key, str]:
    """Without the figures of other years, which the form holds already."""
    return {k: text for k, text in found.items() if k.field != "values" or k.period == "2022"}


def swapped(row: int) -> int:
    return row + 4 if 5 <= row <= 8 else row - 4 if 9 <= row <= 12 else row


def columns_by_turns(grid: Grid) -> Grid:
    """2022 and 2023 by turns, with their heads."""
    turn = {4: 5, 5: 4}
    return {
        (row, turn.get(column, column) if 6 <= row <= 11 else column): text
        for (row, column), text in grid.items()
    }


KEPT: dict[str, Callable[[Grid], Grid]] = {
    "as it was": lambda grid: grid,
    "without tags": untagged,
    "without tags, further below": lambda grid: untagged(rows_moved(grid, lambda row: row + 3)),
    "blocks by turns": lambda grid: rows_moved(grid, swapped),
    "blocks by turns, without tags": lambda grid: untagged(rows_moved(grid, swapped)),
    "a row inserted between the blocks": lambda grid: rows_moved(
        grid, lambda row: row + (row >= 9)
    ),
    "a row inserted below the heads": lambda grid: rows_moved(grid, lambda row: row + (row >= 8)),
    "a column inserted at the left": lambda grid: {
        (row, column + 1 if column else 0): text for (row, column), text in grid.items()
    },
}


@pytest.mark.parametrize("handling", KEPT)
def test_every_figure_is_of_its_kpi_and_year(
    reader: Reader, form: Mapping[tuple[int, int], str], handling: str
) -> None:
    found, told = read(reader, KEPT[handling](dict(form)))
    assert of_divisions(found) == READ
    assert told == []


OF_RIDE = {key for key in READ if key.kpi == 2}
TOLD: dict[str, tuple[Callable[[Grid], Grid], set[Key], list[str]]] = {
    # the answers are taken by the heads that stand there, and the heads are told
    "two years by turns": (columns_by_turns, set(), ["prefilled-changed"]),
    "heads in another era": (
        lambda grid: grid | {(6, 4): "令和４年度", (10, 4): "R4年度"},
        set(),
        ["stray-text"],
    ),
    "a head without its word": (lambda grid: grid | {(6, 4): "2022"}, set(), ["stray-text"]),
    "a figure in a year that is not asked": (
        lambda grid: {p: t for p, t in grid.items() if p != (7, 4)} | {(7, 5): "150人"},
        {WALK},
        ["prefilled-changed"],
    ),
    "a figure of the past changed": (
        lambda grid: grid | {(7, 3): "111人"},
        set(),
        ["prefilled-changed"],
    ),
    "the target changed": (lambda grid: grid | {(7, 8): "100人"}, set(), ["prefilled-changed"]),
    "a block deleted": (
        lambda grid: rows_moved(grid, lambda row: NO_ROW if 9 <= row <= 12 else row),
        OF_RIDE,
        ["field-lost"],
    ),
    "a text under the last year": (
        lambda grid: grid | {(8, 12): "メモ"},
        set(),
        ["stray-text"],
    ),
}


@pytest.mark.parametrize("handling", TOLD)
def test_what_stands_elsewhere_is_told(
    reader: Reader, form: Mapping[tuple[int, int], str], handling: str
) -> None:
    change, lost, rules = TOLD[handling]
    found, told = read(reader, change(dict(form)))
    assert of_divisions(found) == {key: text for key, text in READ.items() if key not in lost}
    assert told == rules


# ------------------------------------------------------------------ heads of years

HEADS = ("年度", "基準値", "2021年度", "2022年度", "2023年度", "2024年度", "2025年度", "目標")


@pytest.fixture(scope="module")
def marks() -> PageMarks:
    of = town.masters(FORM, kpis=KPIS.strip())
    return PageMarks(Pages(of.form, of.plan)["1-①"])


def shape_of(marks: PageMarks, texts: Iterable[str]) -> tuple[str, ...] | None:
    """The line that a row with these texts shows."""
    cells = {(3, n): Cell(3, n, text, text) for n, text in enumerate(texts, 2)}
    rows = signed_rows(View(Worksheet("甲", cells)), marks)
    return rows[3].shape if 3 in rows else None


@pytest.mark.parametrize(
    ("texts", "is_seen"),
    [
        (HEADS, True),
        (HEADS[1:], True),  # one of eight gone
        (HEADS[:3] + HEADS[4:], True),
        (HEADS[1:5], True),  # half of them
        (HEADS[2:5], False),  # three of eight may be anything
        ((), False),
    ],
)
def test_a_row_of_heads_is_known_by_half_of_them(
    marks: PageMarks, texts: tuple[str, ...], is_seen: bool
) -> None:
    whole = shape_of(marks, HEADS)
    assert whole is not None
    assert len(whole) == len(HEADS)
    assert (shape_of(marks, texts) == whole) is is_seen
