"""Single answers as records of 収集結果.json, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zushi_xl.form.answers import Answer
from zushi_xl.report.filled_rows import FilledRow, table_rows
from zushi_xl.report.model import Report
from zushi_xl.report.published import digits
from zushi_xl.workbook.cells import Source

Json = dict[str, Any]


def opinion_json(report: Report, answer: Answer) -> Json:
    """What one of 共同担当課 wrote."""
    key = answer.key
    return {
        "code": key.code,
        "field": key.field,
        "kpi": key.kpi or None,
        "period": key.period or None,
        "label": answer.slot.label,
        "division": answer.slot.owner,
        "text": answer.text,
        "used": answer.taken,
        "review": report.review_at(answer.source).value,
        "source": source_json(answer.source),
    }


def table_cells(report: Report) -> Iterator[Json]:
    """The cells of all tables, row by row."""
    for block in report.form.tables:
        for row in table_rows(report, block):
            for answer in row.answers.values():
                yield _table_cell(report, row, answer)


def _table_cell(report: Report, row: FilledRow, answer: Answer) -> Json:
    quantity = answer.quantity if not answer.refused else None
    return {
        "table": row.table.id,
        "code": row.code,
        "row": row.number,
        "field": answer.key.field,
        "label": answer.slot.field.label_in(report.fiscal_year),
        "division": answer.slot.owner,
        "text": answer.text,
        "used": answer.taken,
        "value": digits(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "review": report.review_at(answer.source).value,
        "source": source_json(answer.source),
    }


def source_json(source: Source | None) -> Json | None:
    """File, sheet and cell; None where nothing was reported."""
    return place_json(source) if source else None


def place_json(source: Source | None) -> Json:
    """File, sheet and cell, each None where it is not known."""
    return {
        "file": source.file or None if source else None,
        "sheet": source.sheet or None if source else None,
        "cell": source.cell or None if source else None,
    }
