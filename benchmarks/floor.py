"""The least that a collection costs: read every sheet, write every recorded cell, nothing else.

    python -m benchmarks.floor CITY RECORDING OUTPUT

python-calamine reads the returned books, XlsxWriter writes the recording. Loading the recording
is no part of the job; its seconds are printed, to be taken off.
"""

from __future__ import annotations

import marshal
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

TEXT, NUMBER, BLANK, FORMULA, RICH = range(5)


def main(city: Path, recording: Path, output: Path) -> None:
    for path in sorted((city / "inputs").iterdir()):
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    output.mkdir(exist_ok=True)
    loading, number = 0.0, 0
    with recording.open("rb") as file:
        while file.peek(1):
            start = time.process_time()
            formats, sheets = marshal.load(file)
            loading += time.process_time() - start
            number += 1
            write(output / f"{number}.xlsx", formats, sheets)
    print(f"{loading:.3f}")


def write(path: Path, formats: list[dict[str, Any]], sheets: list[Any]) -> None:
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    made = [book.add_format(properties) for properties in formats]
    for name, cells in sheets:
        sheet = book.add_worksheet(name)
        for cell in cells:
            put(sheet, made, *cell)
    book.close()
    path.write_bytes(stream.getvalue())


def put(
    sheet: Any, made: list[Any], row: int, column: int, rows: int, columns: int,
    kind: int, value: Any, style: int,
) -> None:  # fmt: skip
    look = made[style]
    if rows > 1 or columns > 1:
        sheet.merge_range(row, column, row + rows - 1, column + columns - 1, None, look)
    if kind == TEXT:
        sheet.write_string(row, column, value, look)
    elif kind == NUMBER:
        sheet.write_number(row, column, value, look)
    elif kind == FORMULA:
        sheet.write_formula(row, column, value[0], look, value[1])
    elif kind == RICH:
        runs = [piece for run, text in value if text for piece in (made[run], text)]
        sheet.write_rich_string(row, column, *runs, look)
    elif rows == columns == 1:
        sheet.write_blank(row, column, None, look)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
