"""The script most officers would write: openpyxl, pandas, one workbook out.

    python -m benchmarks.peers.openpyxl_pandas INPUTS OUTPUT

It opens each book, looks the labels up, takes what stands beside or below them, and writes one
workbook: a table of measures, a table of initiatives, a page per measure in merged boxes. It
checks for empty fields only, sends nothing back and publishes nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.peers.labels import INITIATIVE, MEASURE, Grid, rows_of


def main(inputs: Path, output: Path) -> None:
    measures: list[dict[str, str]] = []
    initiatives: list[dict[str, str]] = []
    for path in sorted(inputs.glob("*.xlsx")):
        book = load_workbook(path, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and sheet.title != "表紙":
                measure, done = rows_of(path.name, sheet.title, grid_of(sheet))
                measures.append(measure)
                initiatives += done
    save(pd.DataFrame(measures), pd.DataFrame(initiatives), output)


def grid_of(sheet: Worksheet) -> Grid:
    return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]


def save(measures: pd.DataFrame, initiatives: pd.DataFrame, output: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "一覧"
    for frame in (measures, initiatives):
        sheet.append(list(frame.columns))
        for row in frame.itertuples(index=False):
            sheet.append(list(row))
        sheet.append([])
    page = book.create_sheet("評価")
    of_sheet = dict(list(initiatives.groupby(["ファイル", "シート"])))
    for measure in measures.to_dict("records"):
        boxes = [(label, measure[label]) for label in MEASURE]
        for done in of_sheet[measure["ファイル"], measure["シート"]].to_dict("records"):
            boxes += [(label, done[label]) for label in INITIATIVE]
        for label, text in boxes:
            put(page, label, text)
    book.save(output)


def put(page: Worksheet, label: str, text: str) -> None:
    """A label in two merged columns, the text in eight."""
    row, line = page.max_row + 1, Side(style="thin")
    for first, last, value in ((1, 2, label), (3, 10, text)):
        cell = page.cell(row, first, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(line, line, line, line)
        page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
