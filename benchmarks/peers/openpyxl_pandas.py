"""The script most officers would write: openpyxl, pandas, one workbook out.

    python -m benchmarks.peers.openpyxl_pandas INPUTS OUTPUT

It opens each book, looks the labels up and takes what stands beside or below them for two tables,
of measures and of initiatives. Behind them stands a page per measure, copied box by box onto the
same columns: texts, merged cells, border and wrap, widths, heights, A4. It checks for empty fields
only, understands no figure, adds nothing up, sends nothing back and publishes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.peers.labels import Grid, rows_of

EDGE = Side(style="thin")
BOX, WRAP = Border(EDGE, EDGE, EDGE, EDGE), Alignment(wrap_text=True, vertical="center")


def main(inputs: Path, output: Path) -> None:
    measures: list[dict[str, str]] = []
    initiatives: list[dict[str, str]] = []
    book = Workbook()
    for path in sorted(inputs.glob("*.xlsx")):
        for sheet in load_workbook(path, data_only=True).worksheets:
            if sheet.sheet_state == "visible" and sheet.title != "表紙":
                measure, done = rows_of(path.name, sheet.title, grid_of(sheet))
                measures.append(measure)
                initiatives += done
                copy(sheet, book.create_sheet(f"{len(measures)}_{sheet.title}"[:31]))
    book.worksheets[0].title = "施策"
    table(book.worksheets[0], measures)
    table(book.create_sheet("取り組み", 1), initiatives)
    book.save(output)


def grid_of(sheet: Worksheet) -> Grid:
    return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]


def table(sheet: Worksheet, rows: Sequence[dict[str, str]]) -> None:
    frame = pd.DataFrame(rows)
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        sheet.append(list(row))


def copy(source: Worksheet, page: Worksheet) -> None:
    """The page in the columns and rows that it was distributed in."""
    for letter, column in source.column_dimensions.items():
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].hidden = column.hidden
    for number, row in source.row_dimensions.items():
        page.row_dimensions[number].height = row.height
    merged = {(area.min_row, area.min_col): area for area in source.merged_cells.ranges}
    for cells in source.iter_rows():
        for cell in cells:
            area = merged.get((cell.row, cell.column))
            if area or cell.value is not None:
                box = page.cell(cell.row, cell.column, cell.value)
                box.border, box.alignment = BOX, WRAP
            if area:
                page.merge_cells(area.coord)
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
