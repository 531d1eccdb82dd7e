"""Where the cells of the original stand in a returned sheet, rows and columns moved.

The printed texts are the anchors. A row or column without any is placed only where the anchors on
both sides moved by the same; a place that is not sure is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from zushi_xl.adopt.own_form.common_order import same_in_order
from zushi_xl.adopt.runs import runs
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Area, Worksheet

Place = tuple[int, int]
_LIKE = 0.4  # of its printed texts a sheet must have so many to be taken for that of the original


class Printed(NamedTuple):
    """The printed texts of an original sheet, folded, by place."""

    sheet: str
    texts: Mapping[Place, str]


def printed_texts(sheet: Worksheet, answers: Iterable[Area]) -> Printed:
    """All texts of a sheet but those in answer cells; what formulas show is none."""
    inside = {
        (row, column)
        for area in answers
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    return Printed(
        sheet.name,
        {
            place: fold(cell.text)
            for place, cell in sheet.cells.items()
            if place not in inside and not cell.formula and fold(cell.text)
        },
    )


class Alignment:
    """How one returned sheet lies on the sheet of the original."""

    def __init__(self, printed: Printed, returned: Worksheet) -> None:
        self._texts = printed.texts
        known = set(printed.texts.values())
        self.returned = returned
        self._there = {
            place: text
            for place, cell in returned.cells.items()
            if (text := fold(cell.text)) in known
        }
        self._printed_rows, self._rows_there = _lines(printed.texts), _lines(self._there)
        self._rows = _Line(_matched_rows(self._printed_rows, self._rows_there))
        self._in_rows = dict(self._matched_in_rows())
        self._columns = _Line(self._matched_columns())

    @property
    def likeness(self) -> float:
        """The share of the printed texts that is still there."""
        total = sum(Counter(self._texts.values()).values())
        common = Counter(self._texts.values()) & Counter(self._there.values())
        return sum(common.values()) / total if total else 0.0

    @cached_property
    def _unsure(self) -> frozenset[int]:
        return frozenset(self._rows_among_equals())

    def _rows_among_equals(self) -> Iterator[int]:
        """The rows of stretches that are printed alike, of which some are gone or more have come:
        nobody can say which."""
        ours, theirs, anchors = self._printed_rows, self._rows_there, self._rows.anchors
        for stretch in _stretches(ours):
            line, known = ours[stretch[0]], [anchors[row] for row in stretch if row in anchors]
            ends = (min(known) - 1, max(known) + 1) if known else ()
            more = any(theirs.get(row) == line for row in ends)
            if more or len(known) < len(stretch):
                yield from stretch

    def _matched_in_rows(self) -> Iterator[tuple[int, dict[int, int]]]:
        """The columns of the printed texts of each row that is known again, and where they are."""
        ours, theirs = _by_row(self._texts), _by_row(self._there)
        for row, other in self._rows.anchors.items():
            yield row, dict(_matched_in_row(ours[row], theirs.get(other, [])))

    def _matched_columns(self) -> dict[int, int]:
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for matched in self._in_rows.values():
            for column, found in matched.items():
                votes[column][found] += 1
        return _rising({column: found.most_common(1)[0][0] for column, found in votes.items()})

    def row(self, row: int) -> int | None:
        """The row of the copy for a row of the original, both 0-based; None where it is gone."""
        return self._rows.mapped(row)

    def rows_between(self, top: int, bottom: int) -> tuple[int, int] | None:
        """Where a stretch of rows without printed texts lies, however many rows it has now."""
        rows = self._rows.anchors
        before = [row for row in rows if row < top]
        after = [row for row in rows if row > bottom]
        if not before:
            return None
        first = rows[max(before)] + (top - max(before))
        if not after:
            return first, first + (bottom - top)
        last = rows[min(after)] - (min(after) - bottom)
        return (first, last) if last >= first else None

    def rows_put_in(self, row: int) -> range:
        """The rows of the copy between a printed row and the one that is printed right below."""
        rows = self._rows.anchors
        if row in rows and row + 1 in rows:
            return range(rows[row] + 1, rows[row + 1])
        return range(0)

    def column(self, column: int) -> int | None:
        """The column of the copy for one of the original, both 0-based; None where it is gone."""
        return self._columns.mapped(column)

    def _column_in(self, row: int, column: int) -> int | None:
        """Where a column is in one row. Where the printed texts of the row say otherwise than those
        of the sheet, its cells were pushed aside: the row decides between two texts that moved
        alike, else the sheet, if the text before agrees."""
        in_row, everywhere = self._in_rows.get(row, {}), self.column(column)
        if all(self.column(its) == found for its, found in in_row.items()):
            return everywhere
        line = _Line(_rising(in_row))
        here = line.mapped(column)
        if min(line.anchors) <= column <= max(line.anchors) and here is not None:
            return here
        before = max((at for at in line.anchors if at <= column), default=min(line.anchors))
        moved = line.anchors[before] - before
        return everywhere if everywhere == column + moved else None

    def home(self, place: Place) -> Place | None:
        """Where a cell of the copy stands in the original; None where that is not sure."""
        row, column = self._rows.home(place[0]), self._columns.home(place[1])
        return None if row is None or column is None else (row, column)

    def area(self, area: Area) -> Area | None:
        """Where an area lies now; None where that is not sure."""
        top, left = self.row(area.top), self._column_in(area.top, area.left)
        if top is None or left is None:
            return None
        merged = next((m for m in self.returned.merges if m[:2] == (top, left)), None)
        if merged is not None:
            return merged
        found = Area(top, left, top + area.bottom - area.top, left + area.right - area.left)
        return None if self._may_be_shifted(area, found) else found

    def _may_be_shifted(self, area: Area, found: Area) -> bool:
        """Whether an area of several lines may hold the first line of the next one: it lies among
        equal rows of which some are gone, and something stands in a later line of it."""
        rows = range(area.top, area.bottom + 1)
        later = map(fold, later_texts(self.returned, found))
        return not self._unsure.isdisjoint(rows) and any(later)

    def keeps(self, area: Area) -> bool:
        """Whether a printed text is still where the alignment says."""
        text = next((t for place, t in self._texts.items() if _inside(area, place)), None)
        if text is None:
            return True
        place = self.row(area.top), self.column(area.left)
        moved = {p for p, t in self._there.items() if t == text}
        return any(p[0] == place[0] and p[1] == place[1] for p in moved) or any(
            place[0] is not None and p[0] in range(place[0], place[0] + area.bottom - area.top + 1)
            for p in moved
        )


def later_texts(sheet: Worksheet, area: Area) -> Iterator[str]:
    """What stands in the lines of an area after its first one; merged cells have one line."""
    for place in area.cells():
        if place[0] > area.top and place in sheet.cells:
            yield sheet.cells[place].text


def _inside(area: Area, place: Place) -> bool:
    return area.top <= place[0] <= area.bottom and area.left <= place[1] <= area.right


def _lines(texts: Mapping[Place, str]) -> dict[int, tuple[str, ...]]:
    rows = _by_row(texts)
    return {row: tuple(text for _, text in rows[row]) for row in sorted(rows)}


def _stretches(lines: Mapping[int, tuple[str, ...]]) -> Iterator[list[int]]:
    """Rows right below each other with the same printed texts, two at least."""
    alike = runs(lines, lambda row, below: below == row + 1 and lines[below] == lines[row])
    return (stretch for stretch in alike if len(stretch) > 1)


def _by_row(texts: Mapping[Place, str]) -> dict[int, list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row, column in sorted(texts):
        rows[row].append((column, texts[row, column]))
    return rows


def _matched_rows(
    ours: Mapping[int, tuple[str, ...]], theirs: Mapping[int, tuple[str, ...]]
) -> dict[int, int]:
    """Rows with the same printed texts, in order; between them rows that share most of theirs."""
    mine, other = list(ours), list(theirs)
    found: dict[int, int] = {}
    before = (0, 0)
    same = same_in_order([ours[row] for row in mine], [theirs[row] for row in other])
    for i, k in (*same, (len(mine), len(other))):
        found.update(_alike(mine[before[0] : i], other[before[1] : k], ours, theirs))
        if i < len(mine):
            found[mine[i]] = other[k]
        before = i + 1, k + 1
    return found


def _alike(
    mine: Sequence[int],
    other: Sequence[int],
    ours: Mapping[int, tuple[str, ...]],
    theirs: Mapping[int, tuple[str, ...]],
) -> Iterable[tuple[int, int]]:
    start = 0
    for row in mine:
        scores = [
            (_common(ours[row], theirs[candidate]), -number)
            for number, candidate in enumerate(other[start:])
        ]
        best = max(scores, default=(0.0, 0))
        if best[0] >= 0.5:
            start += -best[1]
            yield row, other[start]
            start += 1


def _common(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    both = Counter(one) & Counter(two)
    return sum(both.values()) / max(len(one), 1)


def _matched_in_row(
    ours: Sequence[tuple[int, str]], theirs: Sequence[tuple[int, str]]
) -> Iterable[tuple[int, int]]:
    for i, k in same_in_order([text for _, text in ours], [text for _, text in theirs]):
        yield ours[i][0], theirs[k][0]


def _rising(found: Mapping[int, int]) -> dict[int, int]:
    """Without the pairs that would cross another one."""
    kept: dict[int, int] = {}
    highest = -1
    for key in sorted(found):
        if found[key] > highest:
            kept[key] = highest = found[key]
    return kept


class _Line:
    """Rows, or columns, of the original and where they are in the copy: some are known, the others
    moved along with them."""

    def __init__(self, anchors: Mapping[int, int]) -> None:
        self.anchors = anchors
        self._homes = {there: here for here, there in anchors.items()}
        self._sorted, self._sorted_homes = sorted(anchors), sorted(self._homes)

    def mapped(self, at: int) -> int | None:
        """Where one of the original is; None where it is gone."""
        return _moved_along(self.anchors, self._sorted, at)

    def home(self, at: int) -> int | None:
        """Which one of the original one of the copy is; None where it is new."""
        found = _moved_along(self._homes, self._sorted_homes, at)
        return None if found is None or found < 0 else found


def _moved_along(anchors: Mapping[int, int], keys: Sequence[int], at: int) -> int | None:
    if at in anchors:
        return anchors[at]
    if not keys:
        return None
    index = bisect_left(keys, at)
    before = anchors[keys[index - 1]] - keys[index - 1] if index else None
    after = anchors[keys[index]] - keys[index] if index < len(keys) else None
    if before is None or after is None or before == after:
        shift = before if before is not None else after
        return at + (shift or 0)
    return None


def best_sheet(
    printed: Printed, sheets: Sequence[Worksheet], taken: Iterable[str]
) -> Alignment | None:
    """The returned sheet that an original sheet became: by name, else by its printed texts.

    ``taken``: names that belong to other sheets.
    """
    used = set(taken) - {printed.sheet}
    free = [sheet for sheet in sheets if sheet.name not in used]
    named = next((sheet for sheet in free if sheet.name == printed.sheet), None)
    if named is not None:
        alignment = Alignment(printed, named)
        if alignment.likeness >= _LIKE:
            return alignment
    alignments = sorted((Alignment(printed, sheet) for sheet in free), key=lambda a: -a.likeness)
    if not alignments or alignments[0].likeness < _LIKE:
        return None
    best, *others = alignments
    alike = [other for other in others if other.likeness >= best.likeness]
    return None if alike else best  # of two that are alike nobody knows which one it was
