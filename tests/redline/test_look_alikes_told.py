"""Characters that look alike are told of each master, with where they stand."""

from __future__ import annotations

import pytest

from zushi_xl.redline.looks_alike import look_alike_remarks
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet


def book(count: int) -> Workbook:
    """A column of cells with the radical ⼦, which looks like 子."""
    cells = {(row, 0): Cell(row, 0, "⼦供", "⼦供") for row in range(count)}
    return Workbook("計画.xlsx", "", (Worksheet("柱", cells),))


FIVE = "柱 A1、柱 A2、柱 A3、柱 A4、柱 A5"


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        (1, 0, ("柱 A1", "")),  # in one master only, whichever it is
        (0, 1, ("", "柱 A1")),
        (1, 2, ("柱 A1", "柱 A1、柱 A2")),
        (5, 6, (FIVE, f"{FIVE} ほか1か所")),
    ],
)
def test_a_look_alike_is_told_with_its_cells(old: int, new: int, places: tuple[str, str]) -> None:
    (remark,) = look_alike_remarks(book(old), book(new), ())
    assert remark.what == "見た目の同じ文字"
    assert tuple(said.rpartition("：")[2] for said in (remark.old, remark.new)) == places


def test_where_nothing_looks_alike_nothing_is_told() -> None:
    assert look_alike_remarks(book(0), book(0), ()) == ()
