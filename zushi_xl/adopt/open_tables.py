"""Tables of which only the headings are drawn: where they begin, and how far they go.

The last line of headings is where the book says so (a list object, a filter, rules that begin below
it, rows that stay in sight); without such a hint it is the last text of the sheet, which is less
certain. Rows below it are those that the book names; else as far as cells have a style.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from zushi_xl.workbook.cells import Area

from . import words
from .head_lines import MOST_LINES, leads_lines, lines_up_from
from .model import Region
from .table_hints import TableHint

_ROWS = 100  # of a table of which the book does not say how far it goes
_GUESSED_ROWS = 20  # of one of which the book says nothing
_MOST_ROWS = 20_000  # more are a rule for whole columns, which says nothing of the length
_FEWEST = 3  # columns, and rows
_MOST_EXAMPLES = 2  # filled rows below the headings
_MOST_HINTS = 2000  # and
_MOST_TABLES = 40  # of one sheet, and
_MOST_COLUMNS = 400  # of one table, that are looked at


class OpenTable(NamedTuple):
    """``columns``: the cells of the first row; ``examples``: filled rows above it; ``certain``:
    the book itself says that a table goes on there."""

    columns: tuple[Area, ...]
    rows: int
    examples: tuple[Area, ...] = ()
    certain: bool = True


class _Start(NamedTuple):
    """Where a table may begin: its last line of headings, columns and last row as far as told."""

    row: int
    left: int
    right: int
    bottom: int = 0
    last: bool = False  # only where nothing else stands below


def open_tables(
    regions: Sequence[Region], hints: Iterable[TableHint], styled_to: Mapping[int, int]
) -> Iterator[OpenTable]:
    """The tables of a sheet that go on where nothing is drawn; ``styled_to``: by column the last
    row of a cell with a style."""
    sheet = _OpenTables(regions, styled_to)
    yield from sheet.found(tuple(hints))


class _OpenTables:
    def __init__(self, regions: Sequence[Region], styled_to: Mapping[int, int]) -> None:
        self._at = {cell: region for region in regions for cell in region.area.cells()}
        self._told = [r for r in regions if not r.blank or r.is_formula]
        self._styled_to = styled_to
        self._texts: dict[int, list[int]] = defaultdict(list)  # rows with a text, by column
        for region in self._told:
            for column in range(region.area.left, region.area.right + 1):
                insort(self._texts[column], region.area.bottom)
        self._runs_of: dict[int, list[tuple[int, int]]] = {}
        self._columns: dict[int, list[int]] = defaultdict(list)  # by row
        for row, column in sorted(self._at):
            self._columns[row].append(column)

    def found(self, hints: Sequence[TableHint]) -> Iterator[OpenTable]:
        taken: set[int] = set()
        for start in islice(self._starts(hints), _MOST_TABLES):
            table = None if start.row in taken else self._table(start, certain=True)
            if table is not None:
                taken.add(start.row)
                yield table
        guess = None if taken else self._last_line()
        table = self._table(guess, certain=False) if guess else None
        if table is not None:
            yield table

    def _last_line(self) -> _Start | None:
        """The last texts that stand side by side, above an example and numbers of rows."""
        named = Counter(region.area.bottom for region in self._told if region.label)
        rows = sorted((row for row, count in named.items() if count >= _FEWEST), reverse=True)
        for row in rows[:2]:
            run = self._run_of(row)
            first = self._at[row, run[0]] if run else None
            if run and first and not words.EXAMPLE.match(words.folded(first.text)):
                return _Start(row, *run)
        return None

    def _starts(self, hints: Sequence[TableHint]) -> Iterator[_Start]:
        by_row: dict[int, list[_Start]] = {}
        for hint in hints[:_MOST_HINTS]:
            start = self._start(hint)
            if start is not None:
                by_row.setdefault(start.row, []).append(start)
        for row, starts in sorted(by_row.items()):
            left, right = min(s.left for s in starts), max(s.right for s in starts)
            bottoms = [s.bottom for s in starts if s.bottom - row <= _MOST_ROWS]
            yield _Start(row, left, right, max(bottoms, default=0), all(s.last for s in starts))

    def _start(self, hint: TableHint) -> _Start | None:
        top, left, bottom, right = hint.area
        if hint.sign in ("object", "filter"):
            return _Start(top, left, right, bottom if bottom >= top + _FEWEST else 0)
        if hint.sign == "rule":
            texts = self._texts.get(left, [])
            above = bisect_left(texts, bottom)
            row = texts[above - 1] if above else -1
            run = self._run_of(row, left) if row >= top - 1 and row >= 0 else None
            return _Start(row, *run, bottom) if run else None
        run = self._run_of(bottom)
        return _Start(bottom, *run, last=True) if run else None

    def _run_of(self, row: int, column: int | None = None) -> tuple[int, int] | None:
        """First and last column of the cells that stand side by side in a row: around a column,
        or the longest."""
        runs = self._runs(row)
        if column is not None:
            runs = [run for run in runs if run[0] <= column <= run[1]]
        return max(runs, key=lambda run: run[1] - run[0], default=None)

    def _runs(self, row: int) -> list[tuple[int, int]]:
        if row not in self._runs_of:
            runs: list[tuple[int, int]] = []
            for each in self._columns.get(row, ()):
                goes_on = runs and each == runs[-1][1] + 1
                runs[-1:] = [(runs[-1][0], each)] if goes_on else [*runs[-1:], (each, each)]
            self._runs_of[row] = runs
        return self._runs_of[row]

    def _table(self, start: _Start, *, certain: bool) -> OpenTable | None:
        if start.right - start.left >= _MOST_COLUMNS:
            return None
        lines = lines_up_from(self._at, start.row, range(start.left, start.right + 1))
        heads = self._heads(start, lines) if len(lines) < MOST_LINES else []
        if len(heads) < _FEWEST or not _are_names(lines, heads):
            return None
        first, bottom = self._rows(start, heads, _ROWS if certain else _GUESSED_ROWS)
        if bottom - first + 1 < _FEWEST:
            return None
        open_ = [head for head in heads if self._is_open(first, head)]
        drawn = sum(self._is_drawn(first, head) for head in heads)
        if len(open_) < _FEWEST or 2 * drawn >= len(heads) or 2 * len(open_) < len(heads):
            return None
        columns = tuple(Area(first, head.left, first, head.right) for head in open_)
        examples = tuple(
            Area(row, heads[0].left, row, heads[-1].right) for row in range(start.row + 1, first)
        )
        return OpenTable(columns, bottom - first + 1, examples, certain)

    def _heads(self, start: _Start, lines: Sequence[Sequence[Region]]) -> list[Area]:
        """The headings of the last line, or the blanks of it that belong to a heading above."""
        named = {region.area.left for line in lines for region in line if region.label}
        leading = {line[0].area.left for line in lines if line} if leads_lines(lines) else set()
        found: list[Area] = []
        for column in range(start.left, start.right + 1):
            region = self._at.get((start.row, column))
            if region is None or region.area.left != column or column in leading:
                continue
            if region.label or (region.blank and column in named):
                found.append(region.area)
        return found

    def _below(self, start: _Start, heads: Sequence[Area]) -> tuple[set[int], int]:
        """The rows below the headings in which something stands, and the last one of those that
        only have a number or a formula."""
        left, right = heads[0].left - 1, heads[-1].right
        filled: set[int] = set()
        counted = 0
        for region in self._told:
            top = region.area.top
            if top <= start.row or region.area.left > right or region.area.right < left:
                continue
            if region.is_formula or words.is_enumerator(region.text):
                counted = max(counted, top)
            else:
                filled.add(top)
        return filled, counted

    def _rows(self, start: _Start, heads: Sequence[Area], most: int) -> tuple[int, int]:
        """The first row to fill in and the last one."""
        filled, counted = self._below(start, heads)
        first = start.row + 1
        while first in filled and first - start.row <= _MOST_EXAMPLES:
            first += 1
        ends = Counter(self._styled_to.get(head.left, 0) for head in heads)
        seen = (ends.most_common(1)[0][0], counted)
        guessed = next((row for row in seen if row >= first + _FEWEST), first + most - 1)
        bottom = start.bottom or guessed
        after = min((row for row in filled if row >= first), default=bottom + 1)
        if start.last and (after <= bottom or self._told[-1].area.top > max(bottom, counted)):
            return first, first - 1
        return first, min(bottom, after - 1)

    def _is_open(self, row: int, head: Area) -> bool:
        near = self._at.get((row, head.left))
        return near is None or (near.blank and not near.crossed)

    def _is_drawn(self, row: int, head: Area) -> bool:
        near = self._at.get((row, head.left))
        return near is not None and (near.boxed or bool(near.fill))


def _are_names(lines: Sequence[Sequence[Region]], heads: Sequence[Area]) -> bool:
    """Whether what stands over the columns are headings, each with other words than the next."""
    columns = {head.left for head in heads}
    own = [
        region.text.strip()
        for line in lines
        for region in line
        if region.label and region.area.left in columns
    ]
    names = [text for text in own if not (words.is_figure(text) or words.is_enumerator(text))]
    return 2 * len(names) > len(own) and len(set(names)) >= _FEWEST
