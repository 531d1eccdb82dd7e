"""What stands above an answer: the headings of its column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .candidates import AnswerCandidate, CandidateSheet
from .model import Region
from .naming import open_between

_QUESTION = regex(r"(?:問|設問|質問|q)\d")
_MOST_LETTERS = 120
_CAPTION = 30  # letters
_SET_IN = 2  # columns that a box begins right of the text over it


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
            passed = above.area in self._sheet.units or above.area in self._sheet.helping
            if passed or self._runs_up(above):
                at = above
                continue
            if not self._heads(above, region, row, first=not heads):
                over = None
                if not heads:
                    over = self._over_bar(above, region, row) or self._over_name(above, region)
                if over is None:
                    break
                at = over
                continue
            if heads and not (above.boxed or above.fill or open_between(above, heads[0])):
                break
            heads.insert(0, above)
            at = above
        if not heads and row is None:
            heads = self._running_over(region)
        named = self._without_explanation(_without_number(heads))
        return tuple(self._without_caption(named, region))

    def _runs_up(self, blank: Region) -> bool:
        """Whether an empty cell belongs to the heading above it, with no line between: headings
        of several cells, some of them left empty."""
        over = self._at.get((blank.area.top - 1, blank.area.left))
        if not blank.blank or blank.area in self._candidates or blank.crossed or over is None:
            return False
        alike = blank.fill == over.fill and blank.locked == over.locked
        return bool(blank.fill) and alike and open_between(over, blank)

    def _running_over(self, region: Region) -> list[Region]:
        """A text over a box that begins left of it: 問３　ご意見を…, its box set in."""
        top, left = region.area.top - 1, region.area.left
        for column in range(left - 1, max(-1, left - _SET_IN - 1), -1):
            near = self._at.get((top, column))
            if near is not None:
                reaches = near.label and len(near.text.strip()) >= 2 * (left - column)
                alone = len(self._lines[region.area.top]) == 1 and region.columns > 1
                free = not (near.boxed or near.area in self._candidates) and region.boxed
                return [near] if reaches and alone and free else []
            if (top, column + 1) in self._at and column + 1 < left:
                return []
        return []

    def _over_bar(self, bar: Region, region: Region, row: Region | None) -> Region | None:
        """What a table goes on with above a bar that parts its rows (１ 利用者の状況): the top of
        the column, or the bar itself below the column's heading."""
        spans = (
            row is not None
            and bar.area.left <= row.area.left
            and bar.area.right >= region.area.right
        )
        over = spans or self._sums(bar)
        if not (over and bar.label and (bar.boxed or bar.fill) and bar.rows == 1):
            return None
        above = self._at.get((bar.area.top - 1, region.area.left))
        if above is None or above.area[1::2] != region.area[1::2]:
            return None
        if self._same_column(above, region):
            return self._top_of_column(above)
        return bar if above.label and above.boxed else None

    def _over_name(self, name: Region, region: Region) -> Region | None:
        """The top of the column above a name with its answer beside it, for which one line of a
        table parts the column: 備考 over ＿, 設置する部屋｜＿, ＿."""
        above = self._at.get((name.area.top - 1, region.area.left))
        parts = self._leads_beside(name) and name.area.left == region.area.left
        if not parts or above is None or above.area not in self._candidates:
            return None
        inside = name.area.right < region.area.right
        same = inside and above.area[1::2] == region.area[1::2]
        return self._top_of_column(above) if same else None

    def _sums(self, text: Region) -> bool:
        """Whether a text leads a row of sums within a table: 小計, formulas right of it."""
        if not words.is_total(text.text):
            return False
        after = self._at.get((text.area.top, text.area.right + 1))
        return after is not None and after.is_formula

    def _without_explanation(self, heads: list[Region]) -> list[Region]:
        """Without what explains, below its name and in a line of explanations, what to write."""
        if len(heads) < 2 or not _explains(heads[-1]) or _explains(heads[-2]):
            return heads
        top, left, _, right = heads[-1].area
        beside = (self._at.get((top, column)) for column in (left - 1, right + 1))
        return heads[:-1] if any(near and _explains(near) for near in beside) else heads

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
            if above is not None and row not in self._told_rows and self._is_gap(above):
                above = self._at.get((row - 1, at.area.left))
            if above is None or above is at or not self._same_column(above, region):
                break
            if not self._same_table(above, at):
                break
            way.append(above)
        self._tops.update((step.area, way[-1]) for step in way)
        return way[-1]

    def _is_gap(self, blank: Region) -> bool:
        """Whether a cell is one of an empty row that was unlocked with the rows around it."""
        unlocked = self._sheet.look.protected and not blank.locked
        return unlocked and blank.blank and not blank.boxed and blank.rule is None

    @cached_property
    def _told_rows(self) -> frozenset[int]:
        """The rows in which something stands or is to be written."""
        told = (r.area for r in self._sheet.look.regions if not r.blank or r.is_formula)
        areas = (*told, *self._candidates)
        return frozenset(row for area in areas for row in range(area.top, area.bottom + 1))

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
        if words.is_remark(above.text) or _is_title(above, region) or self._sums(above):
            return False
        if row is not None and not (above.boxed or above.fill or self._heads_line(above)):
            return False
        covers = above.area.left <= region.area.left and above.area.right >= region.area.right
        captions = row is None and self._captions(above, region)
        starts = first and above.area.left == region.area.left and (above.boxed or captions)
        if not (covers or starts) or len(above.text) > _MOST_LETTERS:
            return False
        if row is not None and above.area.left <= row.area.left <= above.area.right:
            return False  # a title over label and answer
        return row is None or not self._spans_columns(row, above)

    def _heads_line(self, above: Region) -> bool:
        """Whether most answers of the line below a text have a text over them: a row of headings
        that nothing is drawn around."""
        line = self._lines.get(above.area.bottom + 1, [])
        over = [self._at.get((above.area.bottom, area.left)) for area in line]
        named = sum(
            near is not None and near.label and near.area not in self._candidates and near.rows == 1
            for near in over
        )
        return len(line) > 1 and named > 1 and 3 * named >= 2 * len(line)

    def _captions(self, above: Region, region: Region) -> bool:
        """Whether a short text over a box that is alone in its line names it: ６　事業の目的."""
        alone = len(self._lines[region.area.top]) == 1 and region.columns > 1
        alone = alone and (region.boxed or bool(region.fill))
        if alone and _QUESTION.match(words.folded(above.text)):
            return region.area.top > 1
        most = 3 * _CAPTION if above.text.isascii() else _CAPTION
        short = len(above.text.strip()) <= most and not words.explains(above.text)
        return alone and short and not words.unit_of(above.text) and region.area.top > 1

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


def _explains(head: Region) -> bool:
    """Whether a text tells in sentences what is to be written below it."""
    return head.label and ("。" in head.text or words.asks(head.text))


def _is_title(above: Region, region: Region) -> bool:
    """Whether a text runs over more than a region without a line or a colour, and asks nothing."""
    drawn = above.boxed or above.fill or above.columns <= region.columns
    return not drawn and not words.asks(above.text)


def _without_number(heads: list[Region]) -> list[Region]:
    """Without the numbers over a heading: ① over 室名."""
    named = [n for n, head in enumerate(heads) if not words.is_enumerator(head.text)]
    return heads[named[0] :] if named and all(h.fill for h in heads) else heads
