"""The tables that divisions extended (表1 to 表5), as the pages of the site show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from zushi_xl.form.model import TABLES, Block, Field, FieldType
from zushi_xl.report.filled_rows import FilledRow, table_rows
from zushi_xl.report.model import Report

Tell = Callable[[Field, Any], Any]
"""What a page says of an answer (None: there is none), with its doubt and its cell."""


class TableShown(NamedTuple):
    """A table with the heads of its columns; a row of cells for each of its own."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class ShownTables:
    """The rows of all tables of a report, by the place of each."""

    def __init__(self, report: Report):
        self._form = report.form
        self._rows: dict[tuple[str, Block], list[FilledRow]] = {}
        for block in report.form.tables:
            for row in table_rows(report, block):
                self._rows.setdefault((row.code, block), []).append(row)

    def at(
        self, block: Block, code: str, tell: Tell, label: Callable[[Field], str]
    ) -> Iterator[TableShown]:
        """The tables of a block that have a row at a place; columns that are published."""
        for field in self._form.of(block):
            inner = Block(field.choices[0]) if field.type is FieldType.REPEAT else None
            rows = self._rows.get((code, inner), []) if inner in TABLES else []
            columns = (
                [column for column in self._form.of(inner) if column.published]
                if rows and inner
                else []
            )
            if columns:
                yield TableShown(
                    label(field),
                    tuple(label(column) for column in columns),
                    tuple(tuple(tell(c, row.answers.get(c.id)) for c in columns) for row in rows),
                )
