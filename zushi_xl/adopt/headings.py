"""What stands above an answer: the headings of its column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from zushi_xl.workbook.cells import Area

from . import words
from .candidates import AnswerCandidate, CandidateSheet
from .model import Region
from .naming import open_between

_MOST_LETTERS = 120


class Headings:
    """The headings of a sheet's columns of answers.

    ``leading``: by answer the text beside it; ``numbered``: the answers that stand beside a number.
    """

    def __init__(
        self,
        sheet: CandidateSheet,
        candidates: Mapping[Area, AnswerCandidate],
        leading: Mapping[Area, Region | None],
        numbered: frozenset[Area],
    ) -> None:
        self._sheet = sheet
        self._at = sheet.look.at
        self._candidates = candidates
        self._leading, self._numbered = leading, numbered
        self._tops: dict[Area, Region] = {}
        self._lines: dict[int, list[Area]] = defaultdict(list)
        for area in candidates:
            self._lines[area.top].append(area)

    def above(self, region: Region, row: Region | None) -> tuple[Region, ...]:
        """The headings of a region's column, outermost first."""
        heads: list[Region] = []
        at = self._top_of_column(region)
        while (above := self._at.get((at.area.top - 1, region.area.left))) is not None:
            if above.area in self._sheet.units:
                at = above
                continue
            if not self._heads(above, region, row, first=not heads):
                break
            if heads and not (above.boxed or above.fill or open_between(above, heads[0])):
                break
            heads.insert(0, above)
            at = above
        return tuple(self._without_caption(heads, region))

    def _without_caption(self, heads: list[Region], region: Region) -> list[Region]:
        """Without what stands over the whole table and tells no column apart."""
        line = self._lines[region.area.top]
        if len(heads) > 1 and len(line) > 2:
            area = heads[0].area
            if area.left <= min(a.left for a in line) and area.right >= max(a.right for a in line):
                return heads[1:]
        return heads

    def _top_of_column(self, region: Region) -> Region:
        """The uppermost answer (or formula, example) of the column that a region is in."""
        way = [region]
        while True:
            at = way[-1]
            row = self._sheet.look.row_above(at.area.top)
            above = self._tops.get(at.area) or self._at.get((row, at.area.left))
            if above is None or above is at or not self._same_column(above, region):
                break
            if not self._same_table(above, at):
                break
            way.append(above)
        self._tops.update((step.area, way[-1]) for step in way)
        return way[-1]

    def _same_table(self, above: Region, below: Region) -> bool:
        """Whether two answers of a column may be rows of one table: not where one is numbered
        and the other has a name instead."""
        both = (above.area, below.area)
        if not all(area in self._leading for area in both):
            return True
        named = [area for area in both if self._leading[area] and area not in self._numbered]
        return not (named and any(area in self._numbered for area in both))

    def _same_column(self, above: Region, region: Region) -> bool:
        same = (above.area.left, above.area.right) == (region.area.left, region.area.right)
        passed = above.area in self._candidates or above.is_formula or above.crossed
        return same and (passed or (above.blank and above.boxed) or self._sheet.in_example(above))

    def _heads(self, above: Region, region: Region, row: Region | None, *, first: bool) -> bool:
        """Whether a text above a region is a heading of its column."""
        if not above.label or above.area in self._candidates or above.name:
            return False
        if self._sheet.in_example(above) or self._leads_beside(above):
            return False
        if words.is_remark(above.text) or _is_title(above, region):
            return False
        if row is not None and not (above.boxed or above.fill):
            return False
        covers = above.area.left <= region.area.left and above.area.right >= region.area.right
        starts = first and above.area.left == region.area.left and above.boxed
        if not (covers or starts) or len(above.text) > _MOST_LETTERS:
            return False
        if row is not None and above.area.left <= row.area.left <= above.area.right:
            return False  # a title over label and answer
        return row is None or not self._spans_columns(row, above)

    def _leads_beside(self, above: Region) -> bool:
        """Whether a text already leads an answer to its right, and so heads no column."""
        after = self._at.get((above.area.top, above.area.right + 1))
        return bool(
            after
            and after.area in self._candidates
            and self._leading[after.area] is above
            and after.area.bottom <= above.area.bottom
        )

    def _spans_columns(self, row: Region, head: Region) -> bool:
        """Whether a row's label lies under several headings: a total below a table."""
        line = {
            near.area
            for column in range(row.area.left, row.area.right + 1)
            if (near := self._at.get((head.area.bottom, column))) is not None and near.label
        }
        return len(line) > 1


def _is_title(above: Region, region: Region) -> bool:
    """Whether a text runs over more than a region without a line or a colour, and asks nothing."""
    drawn = above.boxed or above.fill or above.columns <= region.columns
    return not drawn and not words.asks(above.text)
