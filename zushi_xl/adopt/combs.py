"""Boxes for single letters, side by side and open at the top: 法人番号 ⊔⊔⊔⊔⊔⊔⊔."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .model import Region
from .runs import runs

_FEWEST = 4  # boxes of a comb
_WIDEST = 6.0  # characters


def with_closed_combs(regions: Iterable[Region]) -> list[Region]:
    """The regions by row and column, with a line over each box of a comb."""
    found: list[Region] = []
    for run in runs(sorted(regions, key=lambda region: region.area), _goes_on):
        comb = len(run) >= _FEWEST
        found += [replace(region, sides="ltrb") if comb else region for region in run]
    return found


def _is_tooth(region: Region) -> bool:
    return region.blank and region.sides == "lrb" and region.width <= _WIDEST


def _goes_on(one: Region, other: Region) -> bool:
    beside = other.area.left == one.area.right + 1
    level = (one.area.top, one.area.bottom) == (other.area.top, other.area.bottom)
    alike = beside and level and one.width == other.width
    return alike and _is_tooth(one) and _is_tooth(other)
