"""Rows of a list being placed from top to bottom; heights follow from the texts."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from zushi_xl.sheets.book.indents import (
    WIDE_COLUMN,
    is_crowded,
    lines_in,
    lines_wrapped,
    spaced,
    takes_indent,
)
from zushi_xl.sheets.book.paging import MARGINS, Anchor, Part
from zushi_xl.sheets.book.stacked import CellPiece, number_pieces, text_pieces
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, row_height
from zushi_xl.workbook.page_breaks import LANDSCAPE, PORTRAIT, PageRoom, page_breaks
from zushi_xl.workbook.placed_rows import SheetRows
from zushi_xl.workbook.sheet import (
    Chart,
    Condition,
    Formula,
    Link,
    Placed,
    PrintSetup,
    Rich,
    Sheet,
    Sparkline,
    Value,
)

_Column = tuple[int, int, int, str]  # table, first column, span, align


class RowCell(NamedTuple):
    """One cell of a row: it spans ``span`` columns."""

    value: Value
    style: str = "book_cell"
    span: int = 1
    note: str = ""


def text_of(value: Value) -> str:
    """What a value shows, near enough to know its room."""
    match value:
        case None:
            return ""
        case Rich() | Link():
            return value.text
        case Formula():
            return text_of(value.cached)
        case int() | float() | Decimal():
            return f"{value:,}"
        case _:
            return value


def is_number(value: Value) -> bool:
    """Whether a value, or the result of a formula, is a number."""
    shown = value.cached if isinstance(value, Formula) else value
    return isinstance(shown, (int, float, Decimal))


class _Laid(NamedTuple):
    """A cell as it stands in its row: pieces under each other, in ``width`` pixels."""

    cell: RowCell
    pieces: tuple[CellPiece, ...]
    width: float

    def height(self, styles: Styles) -> float:
        """Points that show the cell whole."""
        if len(self.pieces) > 1:
            sizes = (styles[piece.style].size for piece in self.pieces)
            return row_height(len(self.pieces), max(sizes))
        value, name = self.pieces[0]
        style = styles[name]
        return row_height(1 if is_number(value) else self.lines(styles), style.size)

    def lines(self, styles: Styles) -> int:
        """Of the text, with the space beside it where it has room for that."""
        value, name = self.pieces[0]
        text, style = text_of(value), styles[name]
        own = style if is_crowded(style, text, self.width) else spaced(style)
        return lines_wrapped(own, text, self.width)


class ListRows(SheetRows):
    """The rows of one sheet on columns of ``widths`` pixels."""

    styles: Styles

    def __init__(self, widths: tuple[float, ...], styles: Styles, landscape: bool = False):
        super().__init__(widths, styles)
        self._width = cache(lambda column, span: sum(widths[column : column + span]))
        self.landscape = landscape
        self.starts: set[int] = set()
        self.blocks: set[int] = set()
        self.kept: set[int] = set()
        self.anchors: list[Anchor] = []
        self.charts: list[Chart] = []
        self.sparklines: list[Sparkline] = []
        self._again: tuple[RowCell, ...] = ()
        self._repeats = False  # whether pages end where a row does not fit, with heads repeated
        self._filled_from = 0  # the row that begins the page being filled
        self._tables = 0
        self._texts: dict[_Column, list[int]] = {}  # the cells of narrow columns
        self._crowded: set[_Column] = set()  # those without room for a space in each of their cells
        self.conditions: list[Condition] = []

    def line(
        self, *cells: RowCell, keep: bool = False, block: bool = False, least: float = 0
    ) -> int:
        """Place one row of cells from the left; gives the row. ``{row}`` in a formula is its
        number; ``keep`` holds it to the row above; ``block`` says that a page may well begin here;
        ``least`` is a height in points."""
        laid = [self._laid(*pair) for pair in zip(cells, self._widths_of(cells), strict=True)]
        height = max(least, *(cell.height(self.styles) for cell in laid))
        self._repeat_head(height)
        most = max(laid, key=lambda cell: len(cell.pieces))
        pieces = len(most.pieces)
        count = max(pieces, math.ceil(height / TALLEST_ROW))
        piece = most.height(self.styles) / pieces if pieces == count > 1 else 0
        row, column = self.row, 0
        for cell in laid:
            self._put(cell, column, count)
            column += cell.cell.span
        self._mark(row, count, keep, block)
        for i, part in enumerate(_row_heights(height, count, piece)):
            self.heights[row + i] = whole_pixels(part)
        self.row += count
        return row

    def _put(self, laid: _Laid, column: int, count: int) -> None:
        """Put the pieces of a cell into ``count`` rows, the last one in what is left of them."""
        cell, last = laid.cell, len(laid.pieces) - 1
        if not last and laid.width < WIDE_COLUMN:
            self._narrow(laid, column)
        for number, (value, style) in enumerate(laid.pieces):
            row = self.row + number
            rows = count - number if number == last else 1
            note = "" if number else cell.note
            self.cells.append(
                Placed(row, column, _of_row(value, row), style, rows, cell.span, note)
            )

    def _narrow(self, laid: _Laid, column: int) -> None:
        """Remember a text of a narrow column, and whether it is in the way of its space."""
        value, name = laid.pieces[0]
        text, style = text_of(value), self.styles[name]
        if text and not is_number(value) and takes_indent(style):
            key = (self._tables, column, laid.cell.span, style.align)
            self._texts.setdefault(key, []).append(len(self.cells))
            if is_crowded(style, text, laid.width):
                self._crowded.add(key)

    def _repeat_head(self, height: float) -> None:
        """Begin a page where a row would not fit on this one, with the head of its table; what is
        kept with the rows above it takes them along."""
        if not self._repeats:
            return
        room = LANDSCAPE if self.landscape else PORTRAIT
        used = sum(self.heights[row] for row in range(self._filled_from, self.row))
        if used + whole_pixels(height) <= room:
            return
        begin = self.row
        while begin in self.kept and begin > self._filled_from:
            begin -= 1
        self.starts.add(begin)
        self._filled_from = begin
        head, self._again = self._again, ()
        if head and begin == self.row:
            self.line(*head)
        self._again = head

    def _laid(self, cell: RowCell, width: float) -> _Laid:
        """A cell with what its width asks for. LibreOffice cuts a link that needs two lines, so
        only short texts are links."""
        value, name, text = cell.value, cell.style, text_of(cell.value)
        if is_number(value):
            return _Laid(cell, tuple(number_pieces(value, text, name, width, self.styles)), width)
        if isinstance(value, Link) and lines_in(self.styles[name], text, width) > 1:
            value = text
        if isinstance(value, str) and value and self.styles[name].align == "right":
            return _Laid(cell, tuple(text_pieces(value, name, width, self.styles)), width)
        if width >= WIDE_COLUMN:
            name = self.styles.stepped(name)
        return _Laid(cell, (CellPiece(value, name),), width)

    def _widths_of(self, cells: tuple[RowCell, ...]) -> list[float]:
        column, widths = 0, []
        for cell in cells:
            widths.append(self._width(column, cell.span))
            column += cell.span
        return widths

    def _mark(self, row: int, count: int, keep: bool, block: bool) -> None:
        if keep:
            self.kept.add(row)
        if block:
            self.blocks.add(row)
        self.kept.update(range(row + 1, row + count))

    def band(self, value: Value, style: str, keep: bool = False, block: bool = False) -> int:
        """One cell over the whole width."""
        return self.line(RowCell(value, style, self.columns), keep=keep, block=block)

    def table(
        self, heads: tuple[str, ...], spans: tuple[int, ...] = (), again: bool = False
    ) -> int:
        """The head of a table; the row after it stays with it. ``again`` repeats it on each page
        that the table goes on to, up to the next table: of sheets with several tables."""
        self._again = ()
        self._tables += 1
        widths = spans or (1,) * len(heads)
        cells = tuple(RowCell(h, "book_head", n) for h, n in zip(heads, widths, strict=True))
        row = self.line(*cells)
        self.kept.add(self.row)
        self._again, self._repeats = (cells, True) if again else ((), self._repeats)
        return row

    def end_table(self) -> None:
        """What comes next is no row of the table."""
        self._again = ()

    def gap(self, points: float = 8) -> None:
        """Leave an empty row."""
        super().gap(whole_pixels(points))

    def room(self, points: float) -> int:
        """Rows for a chart that no page break goes through; gives the first."""
        first = self.row
        count = max(1, math.ceil(points / 30))
        for _ in range(count):
            self.gap(points / count)
        self.kept.update(range(first + 1, self.row))
        return first

    def page(self) -> None:
        """Begin a new page."""
        if self.row:
            self.starts.add(self.row)

    def anchor(self, text: str, depth: int = 1, code: str = "", grade: str = "") -> None:
        """Name the row that comes next."""
        self.anchors.append(Anchor(self.row, text, depth, code, grade))

    def _give_space(self) -> None:
        """A space in every cell of the narrow columns that have room for it in each."""
        for column, places in self._texts.items():
            for place in places if column not in self._crowded else ():
                cell = self.cells[place]
                self.cells[place] = cell._replace(style=self.styles.texts_spaced(cell.style))

    def part(self, name: str, head: str = "", repeat: tuple[int, int] | None = None) -> Part:
        """The sheet with its page breaks."""
        repeated = sum(self.heights[r] for r in range(repeat[0], repeat[1] + 1)) if repeat else 0.0
        room = PageRoom(LANDSCAPE if self.landscape else PORTRAIT, repeated)
        breaks = page_breaks(
            self.heights, range(self.row), room, self.starts, self.blocks, self.kept
        )
        self._give_space()
        sheet = Sheet(
            name,
            tuple(self.cells),
            widths=self.widths,
            heights=self.heights,
            conditions=tuple(self.conditions),
            charts=tuple(self.charts),
            sparklines=tuple(self.sparklines),
            freeze=(repeat[1] + 1, 0) if repeat else None,
            print=PrintSetup(
                landscape=self.landscape,
                repeat_rows=repeat,
                breaks=breaks,
                area=Area(0, 0, max(0, self.row - 1), self.columns - 1),
                fit_width=False,
                margins=MARGINS,
            ),
        )
        return Part(sheet, tuple(self.anchors), head=head)


def _row_heights(height: float, count: int, piece: float) -> list[float]:
    """The heights of ``count`` rows: pieces of ``piece`` points between the first and the last
    one stand close, what is left stands above and below them."""
    if count < 3 or not piece:
        return [height / count] * count
    outer = (height - piece * (count - 2)) / 2
    return [outer, *[piece] * (count - 2), outer]


def _of_row(value: Value, row: int) -> Value:
    if isinstance(value, Formula) and "{row}" in value.expression:
        return Formula(value.expression.replace("{row}", str(row + 1)), value.cached)
    return value


def whole_pixels(points: float) -> float:
    """Excel keeps heights in whole pixels, three quarters of a point."""
    return math.ceil(points / 0.75) * 0.75
