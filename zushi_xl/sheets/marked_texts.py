"""What the cells of a book with 見え消し said before and say after, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zushi_xl.redline.parts import split_pieces
from zushi_xl.redline.pieces import Pieces, new_text, old_text
from zushi_xl.redline.reading import ReadCell
from zushi_xl.sheets.revision_list import list_styles, rich
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Book, Placed, PrintSetup, Sheet, Value

NAME = "見え消しの読み取り"
WIDTHS = (110, 60, 330, 330, 330)
HEADERS = ("シート", "セル", "改正前", "改正後", "見え消し")


def texts_book(file: str, cells: Sequence[ReadCell]) -> Book:
    """A row for each cell; one that no cell could hold goes on in the next row."""
    styles = list_styles({})
    size = styles["table_text"].size
    placed = [Placed(0, 0, f"{file} の見え消し", "title", columns=len(HEADERS))]
    placed += (Placed(1, column, text, "table_head") for column, text in enumerate(HEADERS))
    heights = {0: 28.0, 1: 24.0}
    line = 1
    for cell in cells:
        for pieces in split_pieces(cell.pieces, lambda p: _height(p, size) < TALLEST_ROW):
            line += 1
            placed += _row(line, cell, pieces)
            heights[line] = _height(pieces, size)
    sheet = Sheet(
        NAME,
        tuple(placed),
        widths=WIDTHS,
        heights=heights,
        print=PrintSetup(landscape=True, footer="&C&9&P", repeat_rows=(1, 1)),
        freeze=(2, 0),
        autofilter=Area(1, 0, line, len(HEADERS) - 1),
    )
    return Book((sheet,), styles, properties={"title": NAME})


def _row(line: int, cell: ReadCell, pieces: Pieces) -> Iterator[Placed]:
    values: tuple[Value, ...] = (
        cell.sheet,
        cell.cell,
        old_text(pieces),
        new_text(pieces),
        rich(pieces),
    )
    return (Placed(line, column, value, "table_text") for column, value in enumerate(values))


def _height(pieces: Pieces, size: float) -> float:
    text = "".join(piece.text for piece in pieces)
    return min(TALLEST_ROW, row_height(lines_needed(text, WIDTHS[-1], size), size))
