"""Rows that a division inserted into a table, or took out of it.

Before a page is looked for in its sheet, the rows of its tables are counted from top to bottom and
get their tags anew, so that all that follows sees a form that was sent with so many rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from zushi_xl.form.grid import Grid
from zushi_xl.form.identity import FRAME
from zushi_xl.form.layout import Page, PageLine, Role
from zushi_xl.form.table_rows import HEAD, MOST_ROWS, RowCounts, TablePlace, row_tag, table_tag
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Cell, Worksheet


class _Table(NamedTuple):
    """A table of a page. ``heads`` are the folded labels of its columns, ``first`` the sheet
    column in which its values begin."""

    place: TablePlace
    tag: str
    heads: tuple[str, ...]
    first: int


def with_counted_rows(sheet: Worksheet, page: Page, grid: Grid) -> tuple[Worksheet, RowCounts]:
    """The sheet with the rows of its tables tagged in their order, and how many there are."""
    tables = list(_tables(page, grid))
    if not tables:
        return sheet, {}
    cells = dict(sheet.cells)
    counts: dict[TablePlace, int] = {}
    tags = _tags(cells, page)
    for table in tables:
        rows = list(_rows(cells, page, table, tags, grid))[:MOST_ROWS]
        if rows:
            counts[table.place] = len(rows)
        for number, row in enumerate(rows, 1):
            for column in range(table.first):
                if _is_ours(cells.get((row, column))):
                    del cells[row, column]
            tag = row_tag(table.tag, number)
            cells[row, 0] = Cell(row, 0, tag, tag)
    return replace(sheet, cells=cells), counts


def _is_ours(cell: Cell | None) -> bool:
    """Whether a cell holds the tag or the number of a row, and nothing that somebody wrote."""
    return cell is not None and (bool(table_tag(cell.text)) or fold(cell.text).isdecimal())


def _tables(page: Page, grid: Grid) -> Iterator[_Table]:
    heads = {line.tag.removesuffix(HEAD): line for line in page.lines if line.tag.endswith(HEAD)}
    seen: set[str] = set()
    for line in page.lines:
        tag = table_tag(line.tag)
        if line.boxes[0].role is not Role.NUMBER or tag in seen:
            continue
        seen.add(tag)
        slot = next(line.slots)
        labels = tuple(fold(box.text) for box in heads[tag].boxes[1:])
        place = TablePlace(slot.key.code, slot.block)
        yield _Table(place, tag, labels, grid.first_column(line.boxes[1]))


def _tags(cells: Mapping[tuple[int, int], Cell], page: Page) -> dict[int, str]:
    """The tags that stand in the sheet, by row."""
    known = {line.tag for line in page.lines}
    frame = f"{page.section.code}/{FRAME}/"
    return {
        row: cell.text
        for (row, _), cell in cells.items()
        if cell.text in known or table_tag(cell.text) or cell.text.startswith(frame)
    }


def _rows(
    cells: Mapping[tuple[int, int], Cell],
    page: Page,
    table: _Table,
    tags: Mapping[int, str],
    grid: Grid,
) -> Iterator[int]:
    """The rows below the heads of a table: those that were sent, and others that hold something."""
    texts: dict[int, list[str]] = {}
    written: set[int] = set()
    for (row, column), cell in sorted(cells.items()):
        if cell.text.strip() or cell.formula:
            texts.setdefault(row, []).append(fold(cell.text))
            if table.first <= column <= grid.last:
                written.add(row)
    head = _head(table, tags, texts)
    if head is None:
        return
    below = (row for row in {*tags, *texts} if row > head and _ends(page, table, row, tags, texts))
    end = min(below, default=max(texts, default=0) + 1)
    for row in range(head + 1, end):
        if row in written or table_tag(tags.get(row, "")) == table.tag:
            yield row


def _head(table: _Table, tags: Mapping[int, str], texts: Mapping[int, list[str]]) -> int | None:
    """The row of the heads: by its tag, else where all of them stand."""
    tagged = [row for row, tag in tags.items() if tag == f"{table.tag}{HEAD}"]
    seen = [row for row, said in texts.items() if set(table.heads) <= set(said)]
    return min(tagged or seen, default=None)


def _ends(
    page: Page,
    table: _Table,
    row: int,
    tags: Mapping[int, str],
    texts: Mapping[int, list[str]],
) -> bool:
    """Whether a row is no longer of the table: another line of the form. Without any tags, lines
    are known by their labels."""
    if tags:
        return row in tags and table_tag(tags[row]) != table.tag
    return any(text in _labels(page, table) for text in texts.get(row, ()))


def _labels(page: Page, table: _Table) -> set[str]:
    return {label for line in page.lines for label in _labels_of(line)} - set(table.heads)


def _labels_of(line: PageLine) -> Iterator[str]:
    return (fold(box.text) for box in line.boxes if box.text and box.role is not Role.NUMBER)
