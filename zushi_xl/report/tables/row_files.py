"""A file for each table of the form: one row of it a row."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.form.answers import Answer
from zushi_xl.form.model import Field, FieldType
from zushi_xl.report.filled_rows import FilledRow, table_rows
from zushi_xl.report.model import Report
from zushi_xl.report.tables.shared_columns import (
    column_label,
    distinct,
    figure_columns,
    year_column,
)
from zushi_xl.report.tables.tidy import INTEGER, TEXT, TidyColumn, TidyTable
from zushi_xl.workbook.names import file_name

_FIGURES = (FieldType.MONEY, FieldType.NUMBER)
Column = TidyColumn[FilledRow]


def filled_tables(report: Report) -> Iterator[TidyTable[FilledRow]]:
    """The columns that are published."""
    titles = report.plan.titles
    for block, table in report.form.tables.items():
        published = [field for field in report.form.of(block) if field.published]
        if not published:
            continue
        columns: list[Column] = [
            year_column(report),
            TidyColumn("コード", TEXT, "計画上のコード", lambda row: row.code),
            TidyColumn("名称", TEXT, "計画上の名称", lambda row: titles.get(row.code, "")),
            TidyColumn("行", INTEGER, "表の中の行の番号", lambda row: row.number, name="row"),
        ]
        for field in published:
            columns += _columns(report, field)
        label = " ".join(table.label.split()) or block.value
        file = f"表_{file_name(label)}.csv"
        rows = tuple(table_rows(report, block))
        name = f"table_{table.id}"
        yield TidyTable(file, f"「{label}」の一行", distinct(columns), rows, name)


def _columns(report: Report, field: Field) -> Iterator[Column]:
    label = column_label(field)

    def answer(row: FilledRow) -> Answer | None:
        return row.answers.get(field.id)

    def text(row: FilledRow) -> str:
        given = answer(row)
        return given.taken if given else ""

    if field.type in _FIGURES:
        yield from figure_columns(report, label, field.id, answer)
    else:
        meaning = f"表の列「{label}」の記載"
        yield TidyColumn(label, TEXT, meaning, text, blank="記載がない", name=field.id)
