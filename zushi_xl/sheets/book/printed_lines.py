"""Lines of boxes as they print: parted where a page ends, with what the next page repeats.

A line whose texts are short is one strip. A long text is a strip for each of its lines; what
stands on one page is one cell, so no border runs through a paragraph but the page's end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from zushi_xl.form.frame import PAGE_WIDTH
from zushi_xl.form.layout import Box, Role
from zushi_xl.sheets.book.flow import KEPT, LINE, PARAGRAPH, ROW, Strip, fill_pages
from zushi_xl.sheets.book.indents import WIDE, is_crowded, lines_in, room_in
from zushi_xl.sheets.book.long_texts import line_ends
from zushi_xl.sheets.book.rows import text_of, whole_pixels
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.sheets.placing import Canvas, Content
from zushi_xl.workbook.metrics import LINE_SPACING, ROW_PADDING, row_height
from zushi_xl.workbook.sheet import Chart
from zushi_xl.workbook.style import Style

Crowded = frozenset[tuple[float, float, str]]  # left and right of columns, with the align
CONTINUED = "（つづき）"
_LONG = 8  # lines from which a text may be parted
_LEAST = 3  # lines of a text before and after a page end
_TALL = 3  # lines from which texts stand at the top of their boxes


@dataclass(frozen=True)
class PrintedLine:
    """Boxes beside each other. ``gap`` is the room above, in points; ``cost`` what a page that
    begins here costs; ``heads`` are the lines that such a page repeats, ``label`` the line of
    labels or periods over this one, repeated where a text of it is parted. A ``chart`` stands in
    a line of a ``height`` of its own. ``codes`` are of the sections that begin here."""

    boxes: tuple[Box, ...]
    contents: tuple[Content, ...]
    gap: float = 0.0
    cost: float = ROW
    heads: tuple[PrintedLine, ...] = ()
    label: PrintedLine | None = None
    height: float = 0.0
    chart: Chart | None = None
    codes: tuple[str, ...] = ()


def band(text: str, style: str) -> PrintedLine:
    """One text over the whole width."""
    return PrintedLine((Box(Role.LABEL, 0, 100, text),), (Content(text, style),), cost=KEPT)


class PartedLine:
    """A printed line with its strips."""

    def __init__(self, line: PrintedLine, styles: Styles, crowded: Crowded):
        pairs = zip(line.boxes, line.contents, strict=True)
        contents = tuple(_indented(*pair, styles, crowded) for pair in pairs)
        self.line = line = replace(line, contents=contents)
        self._styles, self._crowded = styles, crowded
        self._lines = self._lines_of(line.contents)
        texts = zip(line.boxes, line.contents, self._lines, strict=True)
        self._ends = [self._ends_in(*text) for text in texts]
        self._count = max(map(len, self._ends), default=0)

    def _lines_of(self, contents: Sequence[Content]) -> list[int]:
        """How many lines each box needs."""
        pairs = zip(self.line.boxes, contents, strict=True)
        return [_lines(box, content, self._styles[content.style]) for box, content in pairs]

    def _ends_in(self, box: Box, content: Content, lines: int) -> Sequence[int]:
        """The ends of the lines of a long text; empty for what is never parted."""
        style, text = self._styles[content.style], content.value
        if lines < _LONG or box.role is not Role.VALUE or not isinstance(text, str):
            return ()
        return line_ends(text, room_in(style, width_of(box)), style.size, style.indent)

    @cached_property
    def strips(self) -> list[Strip]:
        """One, or one for each line of the longest text."""
        line, opening = self.line, self._height_of(self.line.heads)
        if not self._count:
            spare = line.chart is not None
            return [Strip(self._whole_height(), line.gap, line.cost, opening, spare)]
        step, padding = self._step(), whole_pixels(ROW_PADDING)
        again = opening + padding + self._height_of([line.label] if line.label else [])
        first = Strip(step + padding, line.gap, line.cost, opening)
        return [first, *(Strip(step, 0.0, self._cost(n), again) for n in range(1, self._count))]

    def _whole_height(self) -> float:
        if self.line.height:
            return self.line.height
        sizes = (self._styles[content.style].size for content in self.line.contents)
        return whole_pixels(max(map(row_height, self._lines, sizes)))

    def _height_of(self, lines: Iterable[PrintedLine]) -> float:
        return sum(self.beside(line)._whole_height() for line in lines)

    def beside(self, line: PrintedLine) -> PartedLine:
        """Another line of the same sheet."""
        return PartedLine(line, self._styles, self._crowded)

    def _step(self) -> float:
        """The height of one line of the texts."""
        sizes = [self._styles[content.style].size for content in self.line.contents]
        return whole_pixels(max(sizes) * LINE_SPACING)

    def _cost(self, number: int) -> float:
        if number < _LEAST or self._count - number < _LEAST:
            return KEPT
        return PARAGRAPH if self._ends_paragraphs(number) else LINE

    def _ends_paragraphs(self, number: int) -> bool:
        """Whether every text that goes on is parted where somebody ended a line."""
        pairs = zip(self._ends, self.line.contents, strict=True)
        goes_on = [(ends[number - 1], c.value) for ends, c in pairs if len(ends) > number]
        return all(text_of(text)[end : end + 1] == "\n" for end, text in goes_on)

    def place(self, canvas: Canvas, first: int, last: int) -> int:
        """Put the strips from ``first`` to before ``last`` on the canvas; gives their row."""
        row = canvas.row
        height = sum(strip.height for strip in self.strips[first:last])
        if first:
            height += whole_pixels(ROW_PADDING)
        canvas.boxes(self.line.boxes, self._shown(first, last), height=height)
        return row

    def _shown(self, first: int, last: int) -> list[Content]:
        """At the top of their boxes where one of them has several lines."""
        parts = zip(self._ends, self.line.boxes, self.line.contents, strict=True)
        shown = [_part(ends, box, content, first, last) for ends, box, content in parts]
        is_whole = last - first == len(self.strips)
        lines = self._lines if is_whole else self._lines_of(shown)
        if self.line.height or max(lines) < _TALL:
            return shown
        return [content._replace(style=self._styles.at_top(content.style)) for content in shown]


def _part(ends: Sequence[int], box: Box, content: Content, first: int, last: int) -> Content:
    """What a box shows of the strips from ``first`` to before ``last``: labels come again."""
    if first and box.role is not Role.VALUE:
        return continued(content)
    if not ends or not isinstance(content.value, str):
        return Content("", content.style) if first else content
    text = content.value
    begin = ends[first - 1] if 0 < first <= len(ends) else len(text) if first else 0
    end = ends[last - 1] if last < len(ends) else len(text)
    piece = text[begin:end]
    if not first:
        return content._replace(value=piece)
    return Content(piece.removeprefix("\n"), content.style)


def continued(content: Content) -> Content:
    """A label that comes again."""
    label = text_of(content.value)
    return Content(f"{label}{CONTINUED}" if label.strip() else content.value, content.style)


def label_again(line: PrintedLine) -> PrintedLine:
    """A line of labels over a text that goes on; the heads of periods come again as they are."""
    shown = [
        continued(content) if box.role is Role.LABEL else content
        for box, content in zip(line.boxes, line.contents, strict=True)
    ]
    return PrintedLine(line.boxes, tuple(shown))


def _lines(box: Box, content: Content, style: Style) -> int:
    return lines_in(style, text_of(content.value), width_of(box))


def crowded_columns(lines: Iterable[PrintedLine], styles: Styles) -> Crowded:
    """The narrow columns of a sheet in which a text has no room for the space beside it."""
    return frozenset(
        _column(box, styles[content.style])
        for line in lines
        for box, content in zip(line.boxes, line.contents, strict=True)
        if is_crowded(styles[content.style], text_of(content.value), width_of(box))
    )


def _column(box: Box, style: Style) -> tuple[float, float, str]:
    return box.left, box.right, style.align


def _indented(box: Box, content: Content, styles: Styles, crowded: Crowded) -> Content:
    if width_of(box) >= WIDE and styles[content.style].align == "left":
        return content._replace(style=styles.stepped(content.style))
    if _column(box, styles[content.style]) in crowded:
        return content
    return content._replace(style=styles.texts_spaced(content.style))


def width_of(box: Box) -> float:
    """Pixels of a box."""
    return (box.right - box.left) * PAGE_WIDTH / 100


class PagePiece(NamedTuple):
    """The strips of a line that stand on one page, counted from its own first."""

    line: PartedLine
    first: int
    last: int


def paged(lines: Sequence[PartedLine], room: float) -> Iterator[list[PagePiece]]:
    """The pieces of each page; charts for which there is no room are left out."""
    strips = [strip for line in lines for strip in line.strips]
    of_strip = [(n, k) for n, line in enumerate(lines) for k in range(len(line.strips))]
    filling = fill_pages(strips, room)
    for begin, end in pairwise((*filling.starts, len(strips))):
        kept = [of_strip[i] for i in range(begin, end) if i not in filling.left_out]
        yield [
            PagePiece(lines[number], own[0][1], own[-1][1] + 1)
            for number, own in ((n, list(g)) for n, g in groupby(kept, key=itemgetter(0)))
        ]
