"""Cell notes: hidden until the pointer is over the cell, and as large as their text needs."""

from __future__ import annotations

from typing import Protocol

from zushi_xl.workbook.metrics import text_width
from zushi_xl.workbook.sheet import Placed
from zushi_xl.xlsx_out.cell_xml import CellWriter, fault
from zushi_xl.xlsx_out.safe_text import fitting, plain_text

FONT = "ＭＳ Ｐゴシック"
SIZE = 9
HALF = 6  # pixels of a half-width character at 9 points
LINE = 17
WIDEST = 54  # half-width characters in a line
NARROWEST = 16
MOST_LINES = 40


class NoteTarget(CellWriter, Protocol):
    """The sheet that gets notes, and in whose name."""

    author: str


def add_note(writer: NoteTarget, cell: Placed) -> None:
    """Put a note on a placed cell.

    Raises:
        BookFault: it is too long, or outside the sheet.
    """
    text = fitting(plain_text(cell.note))
    width, height = note_size(text)
    options = {
        "author": writer.author or "zushi_xl",
        "visible": False,
        "width": width,
        "height": height,
        "font_name": FONT,
        "font_size": SIZE,
        "font_family": 3,
    }
    if writer.worksheet.write_comment(cell.row, cell.column, text, options):
        raise fault(writer, cell, "メモが長すぎるか、シートの外です。")


def note_size(text: str) -> tuple[int, int]:
    """Width and height in pixels."""
    lines = [text_width(line) for line in text.split("\n")]
    columns = min(WIDEST, max(NARROWEST, *lines, 0))
    count = sum(max(1, -(-line // (columns - 1))) for line in lines)
    return columns * HALF + 24, min(count, MOST_LINES) * LINE + 14
