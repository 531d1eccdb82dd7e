"""What a sheet as a whole says of its answers: by locks, by colours, by legends, by examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import cached_property

from zushi_xl.workbook.cells import Area

from . import words
from .among_headings import unit_cells
from .asked_marks import speaks_of_marks
from .cell_signs import example_areas, is_framed, is_grey, is_light
from .head_lines import MOST_LINES, helping_cells
from .model import Region, SheetLook
from .ticks import is_tick

_RUNS_OVER = 6  # columns


class SheetSigns:
    """The signs that hold for a whole sheet."""

    def __init__(self, look: SheetLook) -> None:
        self.look = look

    @cached_property
    def by_lock(self) -> bool:
        """Whether unlocked cells say where to write."""
        regions = [r for r in self.look.regions if not r.is_formula]
        labels = [r for r in regions if r.label and not words.is_placeholder(r.text)]
        open_labels = sum(not r.locked for r in labels)
        open_boxes = [r for r in regions if not r.locked and (r.blank or r.rule) and is_framed(r)]
        if not open_boxes or 2 * open_labels > len(labels):
            return bool(self.look.protected and open_labels < len(labels) and self._any_open)
        boxes = [r for r in regions if r.blank and r.boxed and not r.crossed]
        return self.look.protected or 10 * len(open_boxes) >= 4 * len(boxes)

    @cached_property
    def _any_open(self) -> bool:
        return any(not r.locked and not r.is_formula for r in self.look.regions)

    def was_forgotten(self, region: Region) -> bool:
        """Whether an empty box is locked among the unlocked ones of its row, in a sheet that
        nobody protected: no lock closes it."""
        empty = region.blank and region.boxed and not self.look.protected
        return empty and region.area[::2] in self._open_rows

    @cached_property
    def _open_rows(self) -> frozenset[tuple[int, ...]]:
        """The rows in which an unlocked box is empty."""
        boxes = (r for r in self.look.regions if r.boxed and not r.locked)
        return frozenset(r.area[::2] for r in boxes if r.blank)

    @cached_property
    def legend(self) -> tuple[str, Area | None]:
        """The colour of input cells that the sheet explains, and the sample of it."""
        for region in self.look.regions:
            if not region.label or not words.INPUT_LEGEND.search(words.folded(region.text)):
                continue
            for near in self._neighbours(region):
                if near.blank and near.fill:
                    return near.fill, near.area
            if region.fill and len(region.text) < 30 and self._blanks_of(region.fill) >= 2:
                return region.fill, region.area
        return "", None

    def _neighbours(self, region: Region) -> Iterator[Region]:
        top, left, bottom, right = region.area
        for place in ((top, left - 1), (top, right + 1), (top - 1, left), (bottom + 1, left)):
            near = self.look.at.get(place)
            if near is not None:
                yield near
        for column in range(right + 2, right + _RUNS_OVER + 1):  # cells that the text runs over
            if (top, column - 1) in self.look.at:
                return
            if (near := self.look.at.get((top, column))) is not None:
                yield near

    def _blanks_of(self, fill: str) -> int:
        return sum(r.blank and r.fill == fill for r in self.look.regions)

    @cached_property
    def grey_to_fill(self) -> str:
        """The grey of nearly all blanks: where nothing is left white, it says where to write."""
        blanks = [r for r in self.look.regions if r.blank and (r.boxed or r.fill) and not r.crossed]
        fill, count = Counter(r.fill for r in blanks).most_common(1)[0] if blanks else ("", 0)
        return fill if is_grey(fill) and count > 1 and 10 * count >= 8 * len(blanks) else ""

    @cached_property
    def input_fills(self) -> frozenset[str]:
        """Colours that blanks have and labels have not."""
        labels = Counter(r.fill for r in self.look.regions if r.label and r.fill)
        bars = {(r.area.top, r.fill) for r in self.look.regions if r.label and r.fill}
        blanks = [r for r in self.look.regions if r.blank and r.fill]
        as_heads = self.coloured_as_heads
        apart = Counter(
            r.fill for r in blanks if (r.area.top, r.fill) not in bars and r.area not in as_heads
        )
        total = Counter(r.fill for r in blanks)
        return frozenset(
            fill
            for fill, count in apart.items()
            if count >= 2 and count >= 4 * labels[fill] and 2 * count > total[fill]
            and (fill == self.grey_to_fill or (is_light(fill) and not is_grey(fill)))
        )  # fmt: skip

    @cached_property
    def coloured_as_heads(self) -> frozenset[Area]:
        """Blanks that only have the colour of their column, from its heading on."""
        found: set[Area] = set()
        for region in self.look.regions:
            over = self.look.at.get((region.area.top - 1, region.area.left))
            if not (region.blank and region.fill and over and over.fill == region.fill):
                continue
            if over.label or over.area in found:
                found.add(region.area)
        return frozenset(found)

    @cached_property
    def by_fill(self) -> bool:
        """Whether the colour alone says where to write: most blank boxes have it."""
        blanks = [r for r in self.look.regions if r.blank and (r.boxed or r.fill) and not r.crossed]
        return 2 * sum(r.fill in self.input_fills for r in blanks) > len(blanks) > 0

    @cached_property
    def units(self) -> frozenset[Area]:
        """Cells that hold the unit of an answer beside them."""
        return unit_cells(self.look)

    @cached_property
    def helping(self) -> frozenset[Area]:
        """Cells among headings that name nothing: they say how to fill in."""
        return helping_cells(self.look)

    @cached_property
    def rows_over_listed(self) -> frozenset[int]:
        """The rows of headings right above tables that nothing draws."""
        listed = [region.area for region in self.look.regions if region.listed]
        rows = {area.top for area in listed}
        examples = {area.top for area in self.look.examples}
        return frozenset(_up_from(row - 1, examples) for row in rows if row - 1 not in rows)

    @cached_property
    def _help(self) -> Mapping[tuple[int, ...], list[Region]]:
        """The texts among headings that say how to fill in, by their columns."""
        found: dict[tuple[int, ...], list[Region]] = defaultdict(list)
        for region in self.look.regions:
            if region.area in self.helping and region.label:
                found[region.area[1::2]].append(region)
        return found

    def help_beside(self, head: Region) -> Iterator[str]:
        """What the lines of headings above and below one say of its column."""
        for region in self._help.get(head.area[1::2], ()):
            if abs(region.area.top - head.area.top) < MOST_LINES:
                yield region.text

    @cached_property
    def _examples(self) -> tuple[Area, ...]:
        return (*example_areas(self.look), *self.look.examples)

    def in_example(self, region: Region) -> bool:
        """Whether a region meets an area that shows how to fill in the form."""
        return any(area.meets(region.area) for area in self._examples)

    @property
    def has_boxes(self) -> bool:
        """Whether the sheet draws any box."""
        return any(region.boxed for region in self.look.regions)

    @cached_property
    def has_frames(self) -> bool:
        """Whether the sheet draws boxes around its answers."""
        return sum(r.boxed for r in self.look.regions) >= 5

    @cached_property
    def prints_ticks(self) -> bool:
        """Whether boxes to tick are printed as signs."""
        return any(is_tick(region.text) for region in self.look.regions)

    @cached_property
    def speaks_of_marks(self) -> bool:
        """Whether the sheet says that marks are set."""
        return any(speaks_of_marks(r.text) for r in self.look.regions if r.label)


def _up_from(row: int, passed: Container[int]) -> int:
    """A row, or the first one above it that is not passed."""
    while row in passed:
        row -= 1
    return row
