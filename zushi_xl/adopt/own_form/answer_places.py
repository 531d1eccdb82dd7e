"""Where the answers of a field stand now; tables may have grown."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.adopt.own_form.alignment import Alignment
from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Area, Worksheet


def answer_places(
    field: OwnField, original: Worksheet, alignment: Alignment
) -> Iterator[tuple[int, Area | None]]:
    """The number and the area of each answer; None where its place is not sure."""
    left, width = alignment.column(field.area.left), field.area.right - field.area.left
    if field.last_row is not None and left is not None:
        stretch = alignment.rows_between(field.area.top, field.last_row)
        if stretch and alignment.row(field.area.top) is None:
            for number, row in enumerate(range(stretch[0], stretch[1] + 1), 1):
                yield number, Area(row, left, row, left + width)
            return
    number = 0
    for number, area in field.places():
        yield number, alignment.area(area)
    if left is not None:
        for more, row in enumerate(added_rows(field, original, alignment), number + 1):
            yield more, Area(row, left, row, left + width)


def added_rows(field: OwnField, original: Worksheet, alignment: Alignment) -> range:
    """The rows of the copy that people have put behind the last printed row of a table: before the
    row that follows it in the form, or numbered on."""
    if field.last_row is None:
        return range(0)
    put_in = alignment.rows_put_in(field.last_row)
    return put_in or _numbered_on(field.last_row, original, alignment)


def _numbered_on(last: int, original: Worksheet, alignment: Alignment) -> range:
    start = alignment.row(last)
    columns = list(number_columns(last, original))
    if start is None or not columns:
        return range(0)
    column = alignment.column(columns[0])
    number, row = int(fold(original.text(last, columns[0]))) + 1, start + 1
    while column is not None and fold(alignment.returned.text(row, column)) == str(number):
        number, row = number + 1, row + 1
    return range(start + 1, row)


def number_columns(last: int, original: Worksheet) -> Iterator[int]:
    """The columns in which the rows of a table, up to its ``last``, are numbered."""
    for column in (column for row, column in original.cells if row == last):
        texts = fold(original.text(last - 1, column)), fold(original.text(last, column))
        numbers = [int(text) for text in texts if text.isdecimal()]
        if len(numbers) == 2 and numbers[1] == numbers[0] + 1:
            yield column


def numbers_of_added(
    field: OwnField, original: Worksheet, alignment: Alignment
) -> Iterator[tuple[int, int]]:
    """The cells in which added rows are numbered: no answers, and none to be told."""
    rows = added_rows(field, original, alignment)
    if field.last_row is None or not rows:
        return
    for printed in number_columns(field.last_row, original):
        column = alignment.column(printed)
        if column is not None:
            texts = ((row, fold(alignment.returned.text(row, column))) for row in rows)
            yield from ((row, column) for row, text in texts if text.isdecimal())
