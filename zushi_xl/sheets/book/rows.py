"""Rows of a list being placed from top to bottom; heights follow from the texts."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from zushi_xl.sheets.book.indents import lines_in
from zushi_xl.sheets.book.paging import (
    LANDSCAPE,
    MARGINS,
    PORTRAIT,
    Anchor,
    Part,
    Room,
    page_breaks,
)
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, row_height
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
    shown = value.cached if isinstance(value, Formula) else value
    return isinstance(shown, (int, float, Decimal))


def number_text(value: Value, number_format: str) -> str:
    """A number with the words that its format puts around it."""
    words = "".join(number_format.split('"')[1::2])
    sign = "+" if number_format.startswith("+") else ""
    return sign + text_of(value) + words


class ListRows:
    """The rows of one sheet on columns of ``widths`` pixels."""

    def __init__(self, widths: tuple[float, ...], styles: Styles, landscape: bool = False):
        self.widths = widths
        self._width = cache(lambda column, span: sum(widths[column : column + span]))
        self.styles = styles
        self.row = 0
        self.landscape = landscape
        self.cells: list[Placed] = []
        self.heights: dict[int, float] = {}
        self.starts: set[int] = set()
        self.blocks: set[int] = set()
        self.kept: set[int] = set()
        self.anchors: list[Anchor] = []
        self.charts: list[Chart] = []
        self.sparklines: list[Sparkline] = []
        self._again: tuple[RowCell, ...] = ()
        self._repeats = False  # whether pages end where a row does not fit, with heads repeated
        self._filled_from = 0  # the row that begins the page being filled
        self.conditions: list[Condition] = []

    @property
    def columns(self) -> int:
        return len(self.widths)

    def line(
        self, *cells: RowCell, keep: bool = False, block: bool = False, least: float = 0
    ) -> int:
        """Place one row of cells from the left; gives the row. ``{row}`` in a formula is its
        number; ``keep`` holds it to the row above; ``block`` says that a page may well begin here;
        ``least`` is a height in points."""
        widths = self._widths_of(cells)
        cells = tuple(map(self._fitted, cells, widths))
        height = max(least, *map(self._needed, cells, widths))
        self._repeat_head(height)
        count = max(1, math.ceil(height / TALLEST_ROW))
        row, column = self.row, 0
        for cell in cells:
            value = _of_row(cell.value, row)
            placed = Placed(row, column, value, cell.style, count, cell.span, cell.note)
            self.cells.append(placed)
            column += cell.span
        self._mark(row, count, keep, block)
        for i in range(count):
            self.heights[row + i] = whole_pixels(height / count)
        self.row += count
        return row

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

    def _fitted(self, cell: RowCell, width: float) -> RowCell:
        """Numbers small enough to show, texts with an indent. LibreOffice cuts a link that needs
        two lines, so only short texts are links."""
        if is_number(cell.value):
            text = number_text(cell.value, self.styles[cell.style].number_format)
            fitted = self.styles.fitted(cell.style, text, width)
            return cell._replace(style=self.styles.spaced(fitted))
        text = text_of(cell.value)
        step = cell.span == self.columns
        cell = cell._replace(style=self.styles.indented(cell.style, text, width, step=step))
        if not isinstance(cell.value, Link):
            return cell
        fits = lines_in(self.styles[cell.style], text, width) == 1
        return cell if fits else cell._replace(value=text)

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

    def _needed(self, cell: RowCell, width: float) -> float:
        """The height of a row that shows the cell whole."""
        style = self.styles[cell.style]
        lines = 1 if is_number(cell.value) else lines_in(style, text_of(cell.value), width)
        return row_height(lines, style.size)

    def band(self, value: Value, style: str, keep: bool = False, block: bool = False) -> int:
        """One cell over the whole width."""
        return self.line(RowCell(value, style, self.columns), keep=keep, block=block)

    def table(
        self, heads: tuple[str, ...], spans: tuple[int, ...] = (), again: bool = False
    ) -> int:
        """The head of a table; the row after it stays with it. ``again`` repeats it on each page
        that the table goes on to, up to the next table: of sheets with several tables."""
        self._again = ()
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
        self.heights[self.row] = whole_pixels(points)
        self.row += 1

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

    def part(self, name: str, head: str = "", repeat: tuple[int, int] | None = None) -> Part:
        """The sheet with its page breaks."""
        repeated = sum(self.heights[r] for r in range(repeat[0], repeat[1] + 1)) if repeat else 0.0
        room = Room(LANDSCAPE if self.landscape else PORTRAIT, repeated)
        breaks = page_breaks(
            self.heights, range(self.row), room, self.starts, self.blocks, self.kept
        )
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


def _of_row(value: Value, row: int) -> Value:
    if isinstance(value, Formula) and "{row}" in value.expression:
        return Formula(value.expression.replace("{row}", str(row + 1)), value.cached)
    return value


def whole_pixels(points: float) -> float:
    """Excel keeps heights in whole pixels, three quarters of a point."""
    return math.ceil(points / 0.75) * 0.75
