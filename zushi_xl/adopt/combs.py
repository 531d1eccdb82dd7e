"""Boxes for single letters, side by side and open at the top: 法人番号 ⊔⊔⊔⊔⊔⊔⊔."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .model import Region

_FEWEST = 4  # boxes of a comb
_WIDEST = 6.0  # characters


def with_closed_combs(regions: Iterable[Region]) -> list[Region]:
    """The regions by row and column, with a line over each box of a comb."""
    found: list[Region] = []
    for run in _side_by_side(sorted(regions, key=lambda region: region.area)):
        comb = len(run) >= _FEWEST
        found += [replace(region, sides="ltrb") if comb else region for region in run]
    return found


def _side_by_side(regions: Sequence[Region]) -> Iterator[list[Region]]:
    """Boxes of one size that follow each other; everything else alone."""
    run: list[Region] = []
    for region in regions:
        if run and not (_is_tooth(region) and _goes_on(run[-1], region)):
            yield run
            run = []
        run.append(region)
        if not _is_tooth(region):
            yield run
            run = []
    if run:
        yield run


def _is_tooth(region: Region) -> bool:
    return region.blank and region.sides == "lrb" and region.width <= _WIDEST


def _goes_on(one: Region, other: Region) -> bool:
    beside = other.area.left == one.area.right + 1
    level = (one.area.top, one.area.bottom) == (other.area.top, other.area.bottom)
    return beside and level and one.width == other.width
