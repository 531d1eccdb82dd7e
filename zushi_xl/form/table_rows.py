"""Tables whose rows a division may extend: their lines on a page, and how many rows they have.

A cell of a table is a slot like any other; the ``period`` of its key is the number of its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zushi_xl.form.model import Block, Field, Form
from zushi_xl.form.page_parts import Box, Key, PageLine, Role, Slot

HEAD = "/見出し"  # ends the tag of the line over a table's rows
NUMBER_HEAD = "No."
MOST_ROWS = 500  # of one table; what stands below is told as a text outside the fields
_ROW = "行"  # before the number of the row in its tag
_NUMBER_WIDTH, _FULL = 5.0, 100.0


class TablePlace(NamedTuple):
    """The table of one item: its code, and the block of the table's columns."""

    code: str
    block: Block


RowCounts = Mapping[TablePlace, int]


def row_counts(form: Form, keys: Iterable[Key]) -> dict[TablePlace, int]:
    """The last row of every table that keys name."""
    tables = {field.id: block for block in form.tables for field in form.of(block)}
    counts: dict[TablePlace, int] = {}
    for key in keys if tables else ():
        if key.field in tables and key.period.isdecimal():
            place = TablePlace(key.code, tables[key.field])
            counts[place] = min(MOST_ROWS, max(counts.get(place, 0), int(key.period)))
    return counts


def table_lines(
    tag: str, table: Field, heading: str, columns: Sequence[Slot], count: int
) -> Iterator[PageLine]:
    """The heading of a table, the heads of its columns, its rows; ``columns`` are the slots that a
    row has, what the plan says of them a line for each row."""
    if heading:
        yield PageLine(tag, (Box(Role.HEADING, 0, _FULL, heading),))
    edges = list(_edges(columns))
    heads = [Box(Role.LABEL, 0, _NUMBER_WIDTH, NUMBER_HEAD)]
    for slot, left, right in zip(columns, edges, edges[1:], strict=False):
        heads.append(Box(Role.LABEL, left, right, slot.label))
    yield PageLine(f"{tag}{HEAD}", tuple(heads))
    planned = [slot.prefilled.split("\n") for slot in columns]
    for row in range(1, count + 1):
        boxes = [Box(Role.NUMBER, 0, _NUMBER_WIDTH, str(row))]
        for slot, texts, left, right in zip(columns, planned, edges, edges[1:], strict=False):
            text = texts[row - 1] if row <= len(texts) else ""
            boxes.append(Box(Role.VALUE, left, right, slot=_of_row(slot, row, text, table)))
        lines = max((slot.field.lines for slot in columns), default=1)
        yield PageLine(row_tag(tag, row), tuple(boxes), lines)


def row_tag(tag: str, row: int) -> str:
    """The tag of a row of a table; ``row`` counts from 1."""
    return f"{tag}{_ROW}{row}"


def table_tag(tag: str) -> str:
    """The tag of the table that a row's tag names; empty for another tag.

    >>> table_tag("1-1/costs行3"), table_tag("1-1/costs")
    ('1-1/costs', '')
    """
    before, mark, number = tag.rpartition(_ROW)
    return before if mark and number.isdecimal() else ""


def _edges(columns: Iterable[Slot]) -> Iterator[float]:
    share, left = (_FULL - _NUMBER_WIDTH) / _FULL, _NUMBER_WIDTH
    yield left
    for slot in columns:
        left = min(_FULL, left + slot.field.width * share)
        yield left


def _of_row(slot: Slot, row: int, text: str, table: Field) -> Slot:
    """The slot of a column in one row. Only of a required table, the first row must be filled."""
    return slot._replace(
        key=slot.key._replace(period=str(row)),
        label=f"{row}行目の{slot.label}",
        prefilled=text,
        is_optional=row > 1 or not table.required,
    )
