"""A small indent for what would touch the border of its cell; it never costs a line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zushi_xl.sheets.book.indents import indented, lines_in, numbers_spaced
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.workbook.sheet import Style

CELL = Style("cell", size=9, border="thin")  # a full-width character has 12 pixels
SIX = "あいうえおか"


@pytest.mark.parametrize(
    ("width", "step", "indent", "number_format"),
    [
        (300, True, 1, "General"),
        (300, False, 0, "_ @"),
        (90, False, 0, "_ @"),
        (90, True, 0, "_ @"),  # a step would cost a line, a space does not
        (81, True, 0, "General"),  # so would a space
    ],
)
def test_as_much_as_there_is_room_for(
    width: float, step: bool, indent: int, number_format: str
) -> None:
    found = indented(CELL, SIX, width, step=step)
    assert (found.indent, found.number_format) == (indent, number_format)
    assert lines_in(found, SIX, width) == lines_in(CELL, SIX, width) == 1


def test_a_space_is_for_one_line() -> None:
    wrapped = Style("cell", size=9, border="thin", wrap=True)
    assert indented(wrapped, SIX, 120, step=False).number_format == "_ @"
    assert indented(wrapped, SIX * 2, 120, step=False) == wrapped  # its second line would stand out


@pytest.mark.parametrize(
    "style",
    [
        Style("middle", border="thin", align="center"),
        Style("open"),
        Style("own", border="thin", indent=2),
        Style("day", border="thin", number_format="yyyy"),
    ],
)
def test_what_does_not_touch_a_border_stays(style: Style) -> None:
    assert indented(style, SIX, 300, step=True) == style


def test_texts_at_the_right_and_numbers_have_the_space_there() -> None:
    right = Style("right", border="thin", align="right")
    assert indented(right, "1,200円", 300, step=True).number_format == "@_ "
    signed = Style("signed", border="thin", align="right", number_format="+#,##0;-#,##0;0")
    assert numbers_spaced(signed).number_format == "+#,##0_ ;-#,##0_ ;0_ "
    assert numbers_spaced(numbers_spaced(signed)) == numbers_spaced(signed)


def test_cells_of_a_list_and_bands() -> None:
    rows = ListRows((60, 200), Styles({}))
    rows.line(RowCell("1-1"), RowCell(Decimal(5), "book_money"))
    rows.band("合計", "book_band")
    assert [cell.style for cell in rows.cells] == [
        "book_cell_space",
        "book_money_space",
        "book_band_step",
    ]
    assert rows.styles["book_money_space"].number_format == "#,##0_ "
