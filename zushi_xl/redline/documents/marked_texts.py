"""What the cells of a book with 見え消し said before and say after, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zushi_xl.redline.documents.looks import list_styles, rich, tallest
from zushi_xl.redline.pieces import Pieces, new_text, old_text
from zushi_xl.redline.reading import MarkedReading, ReadCell, UnreadMark
from zushi_xl.redline.row_parts import split_pieces
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.placed_rows import PlacedRows
from zushi_xl.workbook.sheet import Book, PrintSetup, Sheet, Value
from zushi_xl.workbook.style import Style

NAME, LEFT_OUT = "見え消しの読み取り", "読まなかったもの"
WIDTHS = (110, 60, 290, 290, 290, 200)
HEADERS = ("シート", "セル", "改正前", "改正後", "見え消し", "読み方の根拠")
_LEFT_WIDTHS, _LEFT_HEADERS = (110, 60, 420, 420), ("シート", "セル", "文", "理由")


def texts_book(file: str, reading: MarkedReading) -> Book:
    """A row for each cell; one that no cell could hold goes on in the next row."""
    styles = list_styles({})
    size = styles["table_text"].size
    placed = PlacedRows(WIDTHS, styles)
    placed.band(f"{file} の見え消し", "title", 28.0)
    placed.line([(header, "table_head", 1) for header in HEADERS], 24.0)
    for cell in reading.cells:
        for pieces in split_pieces(cell.pieces, lambda p: _height(p, size) < TALLEST_ROW):
            height = max(_height(pieces, size), tallest([(cell.evidence, WIDTHS[-1])], size))
            placed.line([(value, "table_text", 1) for value in _values(cell, pieces)], height)
    sheet = Sheet(
        NAME,
        tuple(placed.cells),
        widths=placed.widths,
        heights=placed.heights,
        print=PrintSetup(landscape=True, footer="&C&9&P", repeat_rows=(1, 1)),
        freeze=(2, 0),
        autofilter=Area(1, 0, placed.row - 1, len(HEADERS) - 1),
    )
    sheets = (sheet, _left_out_sheet(reading.left_out, styles))
    return Book(sheets, styles, properties={"title": NAME})


def _values(cell: ReadCell, pieces: Pieces) -> tuple[Value, ...]:
    texts = (old_text(pieces), new_text(pieces), rich(pieces))
    return (cell.sheet, cell.cell, *texts, cell.evidence)


def _height(pieces: Pieces, size: float) -> float:
    text = "".join(piece.text for piece in pieces)
    return min(TALLEST_ROW, row_height(lines_needed(text, WIDTHS[4], size), size))


def _left_out_sheet(left_out: Sequence[UnreadMark], styles: Mapping[str, Style]) -> Sheet:
    placed = PlacedRows(_LEFT_WIDTHS, styles)
    placed.line([(header, "table_head", 1) for header in _LEFT_HEADERS], 24.0)
    for each in left_out:
        texts = (each.sheet, each.cell, each.text[:32_000], each.reason)
        line = [(text, "table_text", 1) for text in texts]
        placed.line(line, min(TALLEST_ROW, placed.height(line)))
    if not left_out:
        placed.put(0, "印のように見えて読まなかったものはありません。", "table_text", 4)
    return Sheet(
        LEFT_OUT,
        tuple(placed.cells),
        widths=placed.widths,
        heights=placed.heights,
        print=PrintSetup(landscape=True, footer="&C&9&P", repeat_rows=(0, 0)),
        freeze=(1, 0),
        tab_color="C55A11",
    )
