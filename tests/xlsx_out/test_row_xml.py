"""The rows of a sheet as text: in order, whole, and without a second copy in memory."""

from __future__ import annotations

import tracemalloc

import pytest

from zushi_xl.workbook.sheet import Placed
from zushi_xl.xlsx_out.row_xml import CellXml, Misplaced, finished_rows


def _spelled(cell: Placed) -> CellXml:
    return 3, f"><v>{cell.value}</v></c>"


def test_cells_in_any_order_stand_in_theirs():
    cells = [Placed(4, 2, "c", ""), Placed(1, 3, "b", ""), Placed(1, 0, "a", "")]
    rows = finished_rows(cells, _spelled)
    assert rows.cells == {
        1: '<c r="A2" s="3"><v>a</v></c><c r="D2" s="3"><v>b</v></c>',
        4: '<c r="C5" s="3"><v>c</v></c>',
    }
    assert rows.columns == (0, 3)


def test_a_merged_area_has_its_blanks_in_rows_that_have_nothing_else():
    rows = finished_rows([Placed(0, 1, "a", "", rows=3), Placed(1, 0, "b", "")], _spelled)
    assert rows.cells == {
        0: '<c r="B1" s="3"><v>a</v></c>',
        1: '<c r="A2" s="3"><v>b</v></c><c r="B2" s="3"/>',
        2: '<c r="B3" s="3"/>',
    }
    assert rows.merged == ["B1:B3"]


@pytest.mark.parametrize(
    "second", [Placed(2, 1, "b", ""), Placed(0, 1, "b", ""), Placed(1, 0, "b", "", columns=2)]
)
def test_a_cell_on_a_merged_area_is_misplaced(second: Placed):
    with pytest.raises(Misplaced):
        finished_rows([Placed(0, 1, "a", "", rows=3), second], _spelled)


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 0), (0, 16_384)])
def test_a_cell_outside_the_sheet_is_misplaced(row: int, column: int):
    finished_rows([Placed(row - (row > 0), column - (column > 0), "a", "")], _spelled)
    with pytest.raises(Misplaced):
        finished_rows([Placed(row, column, "a", "")], _spelled)


def test_a_long_list_is_in_memory_once():
    cells = [Placed(row, column, 12345, "") for row in range(5_000) for column in range(8)]
    tracemalloc.start()
    rows = finished_rows(cells, _spelled)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * sum(map(len, rows.cells.values()))
