"""What a page of the PDF shows in the place of each cell."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from zushi_xl.workbook.page_breaks import DEFAULT_HEIGHT
from zushi_xl.workbook.sheet import Placed, Sheet

POINTS = 0.75  # of a pixel
PAPER = (595.3, 841.9)
WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Box(NamedTuple):
    """Where a cell prints, in points from the corner of the paper."""

    cell: Placed
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, word: Word) -> bool:
        x, y = word.middle
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def bare(text: str) -> str:
    """Without blanks, and in one way of writing: a PDF says half-width where it draws full."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def words_of_pages(pdf: Path) -> list[list[Word]]:
    run = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=600
    )
    text = re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", run.stdout)
    return [[_word(word) for word in page.iter(WORD)] for page in ET.fromstring(text).iter(PAGE)]


def _word(word: ET.Element) -> Word:
    sides = (float(word.get(name, "")) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(word.text or "", *sides)


def boxes_of_page(sheet: Sheet, number: int) -> Iterator[Box]:
    """The cells of one page of a sheet, those of repeated rows among them."""
    setup = sheet.print
    assert setup.area is not None
    begins = (setup.area.top, *setup.breaks, setup.area.bottom + 1)
    rows = list(range(begins[number], begins[number + 1]))
    if number and setup.repeat_rows:
        rows = [*range(setup.repeat_rows[0], setup.repeat_rows[1] + 1), *rows]
    tops = list(
        accumulate((sheet.heights.get(r, DEFAULT_HEIGHT) for r in rows), initial=_top(sheet))
    )
    place = dict(zip(rows, tops, strict=False))
    edges = list(accumulate((w * POINTS for w in sheet.widths), initial=_left(sheet)))
    for cell in sheet.cells:
        if cell.row in place:
            height = sum(sheet.heights.get(cell.row + i, DEFAULT_HEIGHT) for i in range(cell.rows))
            top = place[cell.row]
            yield Box(
                cell, edges[cell.column], top, edges[cell.column + cell.columns], top + height
            )


def shown_in(box: Box, words: Sequence[Word]) -> str:
    """What is printed within a cell, line by line."""
    inside = [word for word in words if box.holds(word)]
    return bare("".join(word.text for word in sorted(inside, key=lambda w: (w.top, w.left))))


def overhang(box: Box, words: Sequence[Word]) -> float:
    """How far words of a cell stand out of it, up or down, in points."""
    inside = [word for word in words if box.holds(word)]
    return max((max(box.top - word.top, word.bottom - box.bottom) for word in inside), default=0.0)


def _top(sheet: Sheet) -> float:
    """LibreOffice begins a little lower under a running head."""
    return sheet.print.margins[2] * 72 + (3.0 if sheet.print.header else 1.0)


def _left(sheet: Sheet) -> float:
    """Sheets are centred between their margins."""
    width = PAPER[1] if sheet.print.landscape else PAPER[0]
    left, right = sheet.print.margins[0] * 72, sheet.print.margins[1] * 72
    return left + (width - left - right - sum(sheet.widths) * POINTS) / 2
