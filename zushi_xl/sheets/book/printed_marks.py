"""Where the sections and pictures of a book stand on paper, for the bookmarks of a PDF."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from zushi_xl.sheets.book.paging import Part
from zushi_xl.workbook.page_breaks import DEFAULT_HEIGHT
from zushi_xl.workbook.sheet import Bookmark, Picture, Sheet

_POINTS = 72  # of an inch


def bookmarks(parts: Iterable[Part]) -> Iterator[Bookmark]:
    """Every place of the numbered parts; the sheet itself where it names none."""
    before = 0
    for part in parts:
        if not part.numbered:
            continue
        if not part.anchors:
            yield Bookmark(part.sheet.name, 1, before + 1, 0.0)
        for anchor in part.anchors:
            page = part.page_of(anchor.row)
            yield Bookmark(
                anchor.text, anchor.depth, before + page + 1, _top(part.sheet, anchor.row)
            )
        before += part.pages


def _top(sheet: Sheet, row: int) -> float:
    """Points from the upper edge of the paper to a row: a little more is shown."""
    area = sheet.print.area
    begins = [area.top if area else 0, *sheet.print.breaks]
    first = begins[bisect_right(begins, row) - 1] if row >= begins[0] else begins[0]
    if row <= first:
        return 0.0
    above = sum(sheet.heights.get(i, DEFAULT_HEIGHT) for i in range(first, row))
    return sheet.print.margins[2] * _POINTS + above


def pictures(sheets: Iterable[Sheet]) -> Iterator[Picture]:
    """Every chart of the printed sheets in the order of the file."""
    before = 0
    for sheet in sheets:
        if not sheet.visible:
            continue
        for chart in sheet.charts:
            page = bisect_right(sheet.print.breaks, chart.row)
            yield Picture(before + page + 1, chart.alt)
        before += len(sheet.print.breaks) + 1
