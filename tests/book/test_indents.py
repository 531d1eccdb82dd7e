"""A small indent for what would touch the border of its cell: one decision for a column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.book.builders import many_measures, report_of, sheet_of
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.book.indents import (
    is_crowded,
    lines_in,
    numbers_spaced,
    sections_of,
    spaced,
    stepped,
)
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.workbook.style import Style

CELL = Style("cell", size=9, border="thin")  # a full-width character has 12 pixels
SIX = "あいうえおか"


def test_a_space_stands_where_the_text_begins() -> None:
    assert spaced(CELL).number_format == "_ @"
    assert stepped(CELL).indent == 1
    right = Style("right", border="thin", align="right")
    assert spaced(right).number_format == stepped(right).number_format == "@_ "


@pytest.mark.parametrize(("width", "crowded"), [(300, False), (90, False), (81, True)])
def test_a_text_is_crowded_where_the_space_would_cost_a_line(width: float, crowded: bool) -> None:
    assert is_crowded(CELL, SIX, width) is crowded
    assert lines_in(CELL, SIX, width) == 1


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
    assert stepped(style) == spaced(style) == style
    assert not is_crowded(style, SIX * 9, 60)


def test_numbers_have_the_space_at_the_right_of_every_section() -> None:
    signed = Style("signed", border="thin", align="right", number_format="+#,##0;-#,##0;0")
    assert numbers_spaced(signed).number_format == "+#,##0_ ;-#,##0_ ;0_ "
    assert numbers_spaced(numbers_spaced(signed)) == numbers_spaced(signed)
    typed = Style("typed", border="thin", align="right", number_format='"1;2"')
    assert numbers_spaced(typed).number_format == '"1;2"_ '
    assert sections_of('"1;2";"a"') == ['"1;2"', '"a"']


def look_of(rows: ListRows, text: str) -> tuple[int, str]:
    rows.part("表")
    style = next(rows.styles[cell.style] for cell in rows.cells if cell.value == text)
    return style.indent, style.number_format


def test_cells_of_a_list_and_bands() -> None:
    rows = ListRows((60, 200), Styles({}))
    rows.line(RowCell("1-1"), RowCell("長い名称"))
    rows.line(RowCell("1-2"), RowCell(Decimal(5), "book_money"))
    rows.band("合計", "book_band")
    assert look_of(rows, "1-1") == (0, "_ @")
    assert look_of(rows, "長い名称") == (1, "General")
    assert look_of(rows, "合計") == (1, "General")
    assert rows.styles[rows.cells[3].style].number_format == "#,##0_ "


def test_a_narrow_column_has_the_space_in_all_of_its_cells_or_in_none() -> None:
    rows = ListRows((80, 80), Styles({}))
    rows.table(("課", "係"))
    rows.line(RowCell("企画課"), RowCell("企画係"))
    rows.line(RowCell("スポーツ青少年課"), RowCell("庶務係"))
    rows.table(("課", "係"))
    rows.line(RowCell("福祉課"), RowCell("福祉係"))
    assert look_of(rows, "企画課") == look_of(rows, "スポーツ青少年課") == (0, "General")
    assert look_of(rows, "企画係") == look_of(rows, "庶務係") == (0, "_ @")
    assert look_of(rows, "福祉課") == (0, "_ @")  # another table decides for itself


def test_a_wide_column_has_a_step_even_where_it_costs_a_line() -> None:
    rows = ListRows((132,), Styles({}))
    rows.line(RowCell("一二三四五六七八九十"))  # 120 pixels, 126 with the padding
    rows.line(RowCell("短い"))
    assert look_of(rows, "一二三四五六七八九十") == look_of(rows, "短い") == (1, "General")
    assert rows.heights[0] > rows.heights[1]


def test_labels_of_one_column_of_a_page_decide_together(masters: Masters) -> None:
    def typed(slot: Slot) -> str | None:
        return "12,345円" if slot.field.type is FieldType.MONEY else None

    report = report_of(many_measures(masters, 3), masters.form, typed)
    book = annual_book(report)
    sheet = sheet_of(book, "5-1 ")
    looks: dict[tuple[int, int, str], set[str]] = {}
    for cell in sheet.cells:
        style = book.styles[cell.style]
        if cell.value and style.border and style.align != "center" and not style.indent:
            key = (cell.column, cell.columns, style.align)
            looks.setdefault(key, set()).add(style.number_format)
    assert looks
    assert [kinds for kinds in looks.values() if len(kinds) > 1] == []
