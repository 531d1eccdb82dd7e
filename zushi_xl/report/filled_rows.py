"""The rows of tables that divisions filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Key
from zushi_xl.form.model import Block, Field
from zushi_xl.form.table_rows import TablePlace, row_counts
from zushi_xl.report.model import Report


class FilledRow(NamedTuple):
    """One row of the table of an item; ``table`` is the field under which the table stands."""

    code: str
    block: Block
    table: Field
    number: int
    answers: Mapping[str, Answer]  # by the id of the column


def table_rows(report: Report, block: Block) -> Iterator[FilledRow]:
    """The rows of a table in which anything stands, in the order of the plan."""
    table = report.form.tables[block]
    counts = _by_place(report)
    for code in report.plan.titles:
        for number in range(1, counts.get(TablePlace(code, block), 0) + 1):
            answers = _answers(report, code, block, number)
            if any(answer.text.strip() for answer in answers.values()):
                yield FilledRow(code, block, table, number, answers)


def filled_rows(report: Report) -> dict[TablePlace, int]:
    """How many rows of every table are printed: up to the last in which anything stands."""
    return {place: max(1, count) for place, count in _by_place(report).items()}


def _by_place(report: Report) -> dict[TablePlace, int]:
    if not report.form.tables:
        return {}
    all_keys = row_counts(report.form, report.answers)
    written = (key for key, answer in report.answers.items() if answer.text.strip())
    return dict.fromkeys(all_keys, 0) | row_counts(report.form, written)


def _answers(report: Report, code: str, block: Block, number: int) -> dict[str, Answer]:
    keys = {field.id: Key(code, field.id, period=str(number)) for field in report.form.of(block)}
    return {name: report.answers[key] for name, key in keys.items() if key in report.answers}
