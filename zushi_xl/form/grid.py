"""Edges of boxes → columns of a sheet: as few columns as the form has edges.

All pages of a form share one grid, so that sheets can be compared and pasted over each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from zushi_xl.form.layout import Box

_SNAP = 0.75  # percent: edges closer than this become one, a hairline column helps nobody


@dataclass(frozen=True, slots=True)
class Grid:
    """``edges`` in percent of the page, ascending, from 0 to 100; ``first`` sheet column."""

    edges: tuple[float, ...]
    first: int = 1  # column A holds the hidden tags

    @property
    def last(self) -> int:
        """The sheet column at the right edge of the page."""
        return self.first + len(self.edges) - 2

    def columns(self, box: Box) -> tuple[int, int]:
        """First and last sheet column of a box, both inside."""
        start, end = self._nearest(box.left), self._nearest(box.right)
        return self.first + start, self.first + max(start, end - 1)

    def first_column(self, box: Box) -> int:
        """The 0-based column in which a box begins."""
        return self.first + self._nearest(box.left)

    def widths(self, page_width: float) -> tuple[float, ...]:
        """Widths of the page's columns in pixels."""
        return tuple(
            (b - a) * page_width / 100 for a, b in zip(self.edges, self.edges[1:], strict=False)
        )

    def _nearest(self, edge: float) -> int:
        i = bisect_left(self.edges, edge)
        if i == len(self.edges) or (i and edge - self.edges[i - 1] <= self.edges[i] - edge):
            return i - 1
        return i


def grid_of(edges: Iterable[float], first: int = 1) -> Grid:
    """The grid that all pages with these edges share."""
    kept: list[float] = [0.0]
    for edge in sorted({*edges, 100.0}):
        if edge - kept[-1] > _SNAP:
            kept.append(edge)
    kept[-1] = 100.0
    return Grid(tuple(kept), first)
