"""What the cells of a book with 見え消し said before and say after, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zushi_xl.redline.documents.looks import list_styles, rich, tallest
from zushi_xl.redline.pieces import Pieces, new_text, old_text
from zushi_xl.redline.reading import MarkedReading, ReadCell, UnreadMark
from zushi_xl.redline.row_parts import split_pieces
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Book, Placed, PrintSetup, Sheet, Value

NAME, LEFT_OUT = "見え消しの読み取り", "読まなかったもの"
WIDTHS = (110, 60, 290, 290, 290, 200)
HEADERS = ("シート", "セル", "改正前", "改正後", "見え消し", "読み方の根拠")
_LEFT_WIDTHS, _LEFT_HEADERS = (110, 60, 420, 420), ("シート", "セル", "文", "理由")


def texts_book(file: str, reading: MarkedReading) -> Book:
    """A row for each cell; one that no cell could hold goes on in the next row."""
    styles = list_styles({})
    size = styles["table_text"].size
    placed = [Placed(0, 0, f"{file} の見え消し", "title", columns=len(HEADERS))]
    placed += (Placed(1, column, text, "table_head") for column, text in enumerate(HEADERS))
    heights = {0: 28.0, 1: 24.0}
    line = 1
    for cell in reading.cells:
        for pieces in split_pieces(cell.pieces, lambda p: _height(p, size) < TALLEST_ROW):
            line += 1
            placed += _row(line, cell, pieces)
            heights[line] = max(_height(pieces, size), tallest([(cell.evidence, WIDTHS[-1])], size))
    sheet = Sheet(
        NAME,
        tuple(placed),
        widths=WIDTHS,
        heights=heights,
        print=PrintSetup(landscape=True, footer="&C&9&P", repeat_rows=(1, 1)),
        freeze=(2, 0),
        autofilter=Area(1, 0, line, len(HEADERS) - 1),
    )
    sheets = (sheet, _left_out_sheet(reading.left_out, size))
    return Book(sheets, styles, properties={"title": NAME})


def _row(line: int, cell: ReadCell, pieces: Pieces) -> Iterator[Placed]:
    values: tuple[Value, ...] = (
        cell.sheet,
        cell.cell,
        old_text(pieces),
        new_text(pieces),
        rich(pieces),
        cell.evidence,
    )
    return (Placed(line, column, value, "table_text") for column, value in enumerate(values))


def _height(pieces: Pieces, size: float) -> float:
    text = "".join(piece.text for piece in pieces)
    return min(TALLEST_ROW, row_height(lines_needed(text, WIDTHS[4], size), size))


def _left_out_sheet(left_out: Sequence[UnreadMark], size: float) -> Sheet:
    placed = [Placed(0, column, text, "table_head") for column, text in enumerate(_LEFT_HEADERS)]
    heights = {0: 24.0}
    for line, each in enumerate(left_out, 1):
        texts = (each.sheet, each.cell, each.text[:32_000], each.reason)
        placed += (Placed(line, column, text, "table_text") for column, text in enumerate(texts))
        heights[line] = tallest(zip(texts, _LEFT_WIDTHS, strict=True), size)
    if not left_out:
        placed.append(
            Placed(1, 0, "印のように見えて読まなかったものはありません。", "table_text", columns=4)
        )
    return Sheet(
        LEFT_OUT,
        tuple(placed),
        widths=_LEFT_WIDTHS,
        heights=heights,
        print=PrintSetup(landscape=True, footer="&C&9&P", repeat_rows=(0, 0)),
        freeze=(1, 0),
        tab_color="C55A11",
    )
