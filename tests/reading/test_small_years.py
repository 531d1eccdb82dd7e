"""Several figures of a KPI by year, each with its name, where the hidden tags are gone: every figure
is found by the labels, or what cannot be told apart is told."""

from __future__ import annotations

import pytest

from tests.conditions import town
from tests.reading.small_books import Grid, printed
from tests.reading.test_small_sheets import NO_ROW, read, rows_moved, untagged
from zushi_xl.form.layout import Key
from zushi_xl.returned.submission import Reader

FORM = """
title | 具体的施策 | 施策 | 一行 | 事務局
kpi | 具体的施策 | KPI | 繰り返し | 事務局 | | KPI
said | 具体的施策 | 補足 | 文章 | 主担当課
statement | KPI | KPI | 文章 | 事務局
values | KPI | 実績値 | 年度別の値 | 主担当課 | | | 実績 | | | | | | {first}
forecast | KPI | 見込 | 年度別の値 | 主担当課 | | | なし | | | | | | {second}
"""
KPIS = """
1-① | 1 | 歩く人 | 人 | 上昇 | 実数 | | 100人 | 110人 | | | | | 200人
1-① | 2 | 自転車 | 人 | 上昇 | 実数 | | 100人 | 110人 | | | | | 200人
"""
READ = {
    Key("1-①", "values", 1, "2022"): "150人",
    Key("1-①", "forecast", 1, "2022"): "160人",
    Key("1-①", "values", 2, "2022"): "15人",
    Key("1-①", "forecast", 2, "2022"): "16人",
    Key("1-①", "said"): "続ける。",
}
PLACED = ("下 | ", "行 | 20")


def made(first: str, second: str) -> tuple[Reader, Grid]:
    masters = town.masters(FORM.format(first=first, second=second), kpis=KPIS.strip())
    form, grid = printed(masters)
    for key, text in READ.items():
        address = form.places[key]
        grid[int(address[1:]) - 1, ord(address[0]) - ord("A")] = text
    return Reader(masters.plan, masters.form), grid


def read_years(reader: Reader, grid: Grid) -> tuple[dict[Key, str], list[str]]:
    found, told = read(reader, grid)
    return {k: text for k, text in found.items() if k.period in ("", "2022")}, told


@pytest.mark.parametrize("second", PLACED)
@pytest.mark.parametrize("first", PLACED)
def test_without_tags(first: str, second: str) -> None:
    reader, grid = made(first, second)
    assert read_years(reader, untagged(grid)) == (READ, [])
    moved = untagged(rows_moved(grid, lambda row: row + 3))
    assert read_years(reader, moved) == (READ, [])


@pytest.mark.parametrize("first", PLACED)
def test_a_line_that_is_gone_is_told(first: str) -> None:
    """The heads and figures of the first are deleted: those of the second are not taken for it."""
    reader, grid = made(first, first)
    (row,) = {row for (row, column), text in grid.items() if text == "1-①/KPI1/values"}
    gone = {row} if first.startswith("行") else {row - 1, row}
    left = untagged(rows_moved(grid, lambda at: NO_ROW if at in gone else at))
    found, told = read_years(reader, left)
    assert Key("1-①", "values", 1, "2022") not in found
    assert {k: t for k, t in READ.items() if k.kpi != 1}.items() <= found.items()
    assert "field-lost" in told


def test_short_names_of_items_tell_them_apart() -> None:
    """歩く人 and 自転車 have three letters; by turns each keeps its figures."""
    reader, grid = made(*PLACED)
    heads = [row for (row, _), text in grid.items() if text in ("歩く人", "自転車")]
    size = heads[1] - heads[0]
    first, second = range(heads[0], heads[1]), range(heads[1], heads[1] + size)

    def swapped(row: int) -> int:
        return row + size if row in first else row - size if row in second else row

    assert read_years(reader, untagged(rows_moved(grid, swapped))) == (READ, [])
