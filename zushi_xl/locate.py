"""Where each field of a page stands in a sheet that has been through many hands.

Lines are known by their hidden tags, or by their labels in page order where tags are gone.
Within a line every field owns the cells from its label to the next label, down to the next line;
so a value is taken from its own region or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from zushi_xl.cells import Cell, Worksheet, a1
from zushi_xl.frame import CHECK_HEAD, Frame
from zushi_xl.grid import Grid
from zushi_xl.identity import frame_tag
from zushi_xl.layout import Box, Line, Page, Role, Slot
from zushi_xl.text import fold


@dataclass(frozen=True, slots=True)
class Found:
    """The cells of one slot: the one that answers, and others written beside it."""

    slot: Slot
    cell: Cell | None
    place: str  # A1 where the answer stands or should stand
    strays: tuple[Cell, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """A page found in a sheet. ``lost`` are slots whose line is not there; ``strays`` are cells
    that belong to nothing; ``doubled`` are lines that stand in the sheet more than once."""

    found: tuple[Found, ...]
    lost: tuple[Slot, ...]
    strays: tuple[Cell, ...]
    doubled: tuple[tuple[Line, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Region:
    top: int
    bottom: int
    left: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def locate(sheet: Worksheet, page: Page, grid: Grid, frame: Frame) -> Located:
    """Find every slot of ``page`` in ``sheet``."""
    rows = _rows_of_lines(sheet, page)
    framed = _rows_of_frame(sheet, page, frame)
    limit = _right_limit(sheet, grid)
    finder = _Finder(sheet, grid, sorted([*rows.values(), *framed]), limit)
    found: list[Found] = []
    head: dict[str, int] = {}
    for line in page.lines:
        if line.tag in rows:
            columns = finder.columns(line, rows[line.tag], head)
            found += finder.slots(line, rows[line.tag], columns)
            head = _period_heads(line, columns) or head
    lost = tuple(s for line in page.lines if line.tag not in rows for s in line.slots)
    known = _furniture(page, frame)
    strays = tuple(finder.unclaimed(known, limit))
    return Located(tuple(found), lost, strays, tuple(_doubled(sheet, page)))


def _period_heads(line: Line, columns: Mapping[int, int]) -> dict[str, int]:
    """Columns of a table's heads, for the line of values below them."""
    boxes = line.boxes
    return {boxes[i].text: c for i, c in columns.items() if boxes[i].role is Role.PERIOD}


def _tag_rows(sheet: Worksheet, page: Page) -> Mapping[str, list[int]]:
    tags = {line.tag for line in page.lines}
    rows: dict[str, list[int]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        if cell.text in tags:
            rows.setdefault(cell.text, []).append(row)
    return rows


def _rows_of_lines(sheet: Worksheet, page: Page) -> dict[str, int]:
    """Row of each line, by tag; lines without a tag by their labels."""
    rows = {tag: found[0] for tag, found in _tag_rows(sheet, page).items()}
    if any(line.tag not in rows for line in page.lines):
        taken = set(rows.values())
        for tag, row in _rows_by_labels(sheet, page).items():
            if tag not in rows and row not in taken:
                rows[tag] = row
    return rows


def _doubled(sheet: Worksheet, page: Page) -> Iterator[tuple[Line, tuple[int, ...]]]:
    found = _tag_rows(sheet, page)
    for line in page.lines:
        if len(found.get(line.tag, ())) > 1:
            yield line, tuple(found[line.tag])


def _rows_by_labels(sheet: Worksheet, page: Page) -> dict[str, int]:
    """Align the sequence of labelled lines with the sequence of labelled rows."""
    wanted = [(line, _signature(line)) for line in page.lines]
    labels = {label for _, signature in wanted for label in signature}
    by_row: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        text = fold(cell.text)
        if text in labels:
            by_row.setdefault(row, []).append(text)
    actual = sorted(by_row)
    lines = [(line, signature) for line, signature in wanted if signature]
    matcher = SequenceMatcher(
        None, [s for _, s in lines], [tuple(by_row[r]) for r in actual], autojunk=False
    )
    rows = {
        lines[block.a + i][0].tag: actual[block.b + i]
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    }
    return _with_bare_lines(page, rows)


def _with_bare_lines(page: Page, rows: dict[str, int]) -> dict[str, int]:
    """A line without labels stands right below the line before it."""
    before: str | None = None
    for line in page.lines:
        if not _signature(line) and before in rows and line.tag not in rows:
            rows[line.tag] = rows[before] + 1
        before = line.tag
    return rows


def _signature(line: Line) -> tuple[str, ...]:
    return tuple(fold(box.text) for box in line.boxes if box.text)


def _rows_of_frame(sheet: Worksheet, page: Page, frame: Frame) -> list[int]:
    code = page.section.code
    wanted = {frame_tag(name, code) for name, _ in frame.lines()}
    wanted |= {text for _, text in frame.lines() if text}
    return [row for (row, _), cell in sheet.cells.items() if cell.text in wanted]


def _right_limit(sheet: Worksheet, grid: Grid) -> int:
    """The last column of the page: left of the column that helps to fill it in."""
    heads = [c for (_, c), cell in sheet.cells.items() if cell.text == CHECK_HEAD]
    return min(heads, default=grid.last + 1) - 1


def _furniture(page: Page, frame: Frame) -> frozenset[str]:
    texts = {text for _, text in frame.lines()} | {CHECK_HEAD}
    texts |= {frame_tag(name, page.section.code) for name, _ in frame.lines()}
    for line in page.lines:
        texts.add(line.tag)
        texts |= {box.text for box in line.boxes if box.text}
    return frozenset(fold(text) for text in texts)


class _Finder:
    """Cuts a sheet into the regions of its slots."""

    def __init__(self, sheet: Worksheet, grid: Grid, rows: Sequence[int], limit: int):
        self._sheet = sheet
        self._grid = grid
        self._rows = rows
        self._limit = limit
        self._claimed: set[tuple[int, int]] = set()
        self._by_row: dict[int, list[Cell]] = {}
        for (row, _), cell in sorted(sheet.cells.items()):
            self._by_row.setdefault(row, []).append(cell)

    def columns(self, line: Line, row: int, head: Mapping[str, int]) -> dict[int, int]:
        """The column where each box (by its place in the line) begins, as far as labels tell."""
        known: dict[int, int] = {}
        for i, box in enumerate(line.boxes):
            if box.text:
                column = self._column_of(box, row)
                if column is not None:
                    known[i] = column
            elif box.period is not None and box.period.label in head:
                known[i] = head[box.period.label]
        return known

    def _column_of(self, box: Box, row: int) -> int | None:
        expected = self._grid.columns(box)[0]
        text = fold(box.text)
        cells = [c for c in self._by_row.get(row, ()) if fold(c.text) == text]
        if not cells:
            return None
        return min(cells, key=lambda c: abs(c.column - expected)).column

    def slots(self, line: Line, row: int, columns: Mapping[int, int]) -> Iterator[Found]:
        bottom = next((r for r in self._rows if r > row), row + 1) - 1
        shift = 0
        for i, box in enumerate(line.boxes):
            if i in columns:
                shift = columns[i] - self._grid.columns(box)[0]
                if box.slot is None:
                    self._claimed.add((row, columns[i]))
            if box.slot is not None:
                left = self._left(line, i, columns, shift)
                region = _Region(row, bottom, left, self._right(line, i, columns))
                expected = (row, self._grid.columns(box)[0] + shift)
                yield self._found(box.slot, region, expected)

    def _left(self, line: Line, i: int, columns: Mapping[int, int], shift: int) -> int:
        if i in columns:  # under the head of its period
            return columns[i]
        if i - 1 in columns:  # right of its label
            return columns[i - 1] + 1
        return self._grid.columns(line.boxes[i])[0] + shift

    def _right(self, line: Line, i: int, columns: Mapping[int, int]) -> int:
        following = (columns[j] - 1 for j in range(i + 1, len(line.boxes)) if j in columns)
        return min(next(following, self._limit), self._limit)

    def _found(self, slot: Slot, region: _Region, expected: tuple[int, int]) -> Found:
        cells = [
            cell
            for row in range(region.top, region.bottom + 1)
            for cell in self._by_row.get(row, ())
            if region.holds(row, cell.column) and (row, cell.column) not in self._claimed
        ]
        self._claimed.update((cell.row, cell.column) for cell in cells)
        own = next((c for c in cells if (c.row, c.column) == expected), None)
        if own is None and len(cells) == 1:
            return Found(slot, cells[0], cells[0].address, moved=True)
        strays = tuple(cell for cell in cells if cell is not own)
        return Found(slot, own, a1(*expected), strays)

    def unclaimed(self, known: frozenset[str], limit: int) -> Iterator[Cell]:
        """Cells that no slot owns and that are not the form's own furniture."""
        for (row, column), cell in sorted(self._sheet.cells.items()):
            if (row, column) in self._claimed or column == limit + 1:
                continue
            if cell.text.strip() and fold(cell.text) not in known:
                yield cell
