"""Amounts that one line does not hold: readable, and still the numbers that totals count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zushi_xl.report.review import Review
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.stacked import ShownNumber, figure_of
from zushi_xl.sheets.book.styles import SMALLEST, Styles
from zushi_xl.workbook.sheet import Formula, Value
from zushi_xl.workbook.style import Style

AMOUNT = Decimal(4_150_000)


def placed(value: Value, style: str, width: float, styles: Styles) -> list[tuple[Value, str]]:
    """What stands under each other, each with its number format; all of a size to be read."""
    rows = ListRows((width,), styles)
    rows.line(RowCell(value, style))
    rows.part("表")
    assert [cell.row for cell in rows.cells] == list(range(len(rows.cells)))
    assert min(styles[cell.style].size for cell in rows.cells) >= SMALLEST
    return [(cell.value, styles[cell.style].number_format) for cell in rows.cells]


@pytest.mark.parametrize(
    ("number_format", "text", "words"),
    [
        ("#,##0", "1,200", ""),
        ('#,##0"（要確認）"', "1,200（要確認）", "（要確認）"),
        ('"約"#,##0"以上"', "約1,200以上", "以上"),
        ('"約"#,##0', "約1,200", ""),
        ('"1.2千円";"1.2千円";"1.2千円"', "1.2千円", ""),
        ("+#,##0_ ;-#,##0_ ;0_ ", "+1,200", ""),
    ],
)
def test_what_a_format_makes_of_a_number(number_format: str, text: str, words: str) -> None:
    assert figure_of("1,200", number_format) == ShownNumber(text, words)


def test_a_mark_stands_below_its_number() -> None:
    styles = Styles({})
    name = styles.marked("book_money", Review.CONFIRM)
    assert placed(AMOUNT, name, 84, styles) == [(AMOUNT, "#,##0_ "), ("（要確認）", "@_ ")]
    assert placed(AMOUNT, name, 140, styles) == [(AMOUNT, '#,##0"（要確認）"_ ')]


def test_an_amount_as_it_was_typed_goes_on_below() -> None:
    styles = Styles({})
    name = styles.shown_as("book_money", "4,150千円（要確認）")
    (number, shown), *below = placed(AMOUNT, name, 84, styles)
    assert number == AMOUNT
    assert shown == '"4,150千円"_ ;"4,150千円"_ ;"4,150千円"_ '
    assert [text for text, _ in below] == ["（要確認）"]


def test_a_number_of_many_digits_is_parted_after_a_comma() -> None:
    styles = Styles({})
    many = Decimal(123_456_789_012_345)
    (number, shown), *below = placed(many, "book_money", 70, styles)
    assert number == many
    assert shown.split(";")[0] == '"123,456,"_ '
    assert [text for text, _ in below] == ["789,012,", "345"]


def test_a_number_that_fits_a_little_smaller_is_one_line() -> None:
    styles = Styles({})
    assert placed(Decimal(318_205_700), "book_money", 84, styles) == [
        (Decimal(318_205_700), "#,##0_ ")
    ]


def test_a_formula_is_never_replaced_by_a_text() -> None:
    styles = Styles({})
    rows = ListRows((60,), styles)
    rows.line(RowCell(Formula("=1", Decimal(123_456_789_012)), "book_total_money"))
    assert [cell.value for cell in rows.cells] == [Formula("=1", Decimal(123_456_789_012))]


def test_texts_at_the_right_have_the_space_on_every_line() -> None:
    styles = Styles({})
    shown = placed("2百万円ほか（要修正）", "book_money_text", 84, styles)
    assert shown == [("2百万円ほか", "@_ "), ("（要修正）", "@_ ")]


def test_pieces_have_no_border_between_them() -> None:
    styles = Styles({})
    rows = ListRows((84, 90), styles)
    rows.line(RowCell("a\nb\nc", "book_money_text"), RowCell("一行"))
    sides = [styles[cell.style].open_sides for cell in rows.cells]
    assert sides == [("bottom",), ("top", "bottom"), ("top",), ()]
    assert rows.cells[3].rows == 3
    assert rows.row == 3


def test_no_style_is_too_small_to_read_whatever_the_city_sets() -> None:
    styles = Styles({"base": Style("base", size=7)})
    wordless = {"book_cover_rule", "book_chart"}
    small = {style.name for style in styles.values() if style.size < SMALLEST}
    assert small == wordless
