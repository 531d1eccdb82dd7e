"""What the outputs of a run hold: cells, strings, formats and merges, as plain tuples.

    python -m benchmarks.recording CITY RECORDING

A recording is what the floor writes again. Per book: the formats as XlsxWriter's properties, and
per sheet its name and cells ``(row, column, rows, columns, kind, value, format)``.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.books import FORM, INPUTS, PLAN
from zushi_xl.masters.load import load_masters
from zushi_xl.workbook.sheet import Book, Formula, Link, Placed, Rich
from zushi_xl.workflow.collect import collect
from zushi_xl.xlsx_out import book as writer
from zushi_xl.xlsx_out.formats import cell_properties

TEXT, NUMBER, BLANK, FORMULA, RICH = range(5)


def record(city: Path, recording: Path) -> None:
    """Run a collection of the city and keep what it writes."""
    masters = load_masters(city / PLAN, city / FORM)
    build = writer._build
    with recording.open("wb") as file:

        def kept(take: Callable[[], Book], add: writer.AddPart) -> None:
            book = take()
            marshal.dump(_recorded(book), file)
            build(lambda: book, add)

        writer._build = kept  # every book goes through it: annual, findings, corrections
        collect(masters, [city / INPUTS], recording.with_suffix(".outputs"))


def _recorded(book: Book) -> tuple[list[dict[str, Any]], list[tuple[str, list[Any]]]]:
    names = {name: number for number, name in enumerate(book.styles)}
    formats = [cell_properties(style) for style in book.styles.values()]
    sheets = [(sheet.name, [_cell(cell, names) for cell in sheet.cells]) for sheet in book.sheets]
    return formats, sheets


def _cell(cell: Placed, names: dict[str, int]) -> tuple[Any, ...]:
    kind, value = _content(cell.value, names)
    return (cell.row, cell.column, cell.rows, cell.columns, kind, value, names[cell.style])


def _content(value: object, names: dict[str, int]) -> tuple[int, Any]:
    match value:
        case None | "":
            return BLANK, None
        case Rich():
            return RICH, [(names[run.style], run.text) for run in value.runs]
        case Formula():
            cached = value.cached
            return FORMULA, (value.expression, float(cached) if _is_number(cached) else cached)
        case Link():
            return TEXT, value.text
        case str():
            return TEXT, value
        case _:
            return NUMBER, float(value)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | float | int)


if __name__ == "__main__":
    record(Path(sys.argv[1]), Path(sys.argv[2]))
