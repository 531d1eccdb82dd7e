"""Rows of a long table look alike: some of them are enough to recognise it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from . import words
from .model import Region

_KEPT = 40  # rows of a stretch that are looked at
_LONG = 80  # rows from which a stretch is shortened


def kept_rows(rows: int) -> int:
    """How many rows are looked at of some that look alike."""
    return rows if rows < _LONG else _KEPT


def shortened(regions: Iterable[Region]) -> tuple[list[Region], Mapping[int, int]]:
    """The regions without the later rows of long stretches of rows that look alike; by the first
    row left out, how many are."""
    rows: dict[int, list[Region]] = {}
    tall: set[int] = set()
    for region in regions:
        rows.setdefault(region.area.top, []).append(region)
        if region.rows > 1:
            tall.update(range(region.area.top, region.area.bottom + 1))
    kept: list[Region] = []
    left_out: dict[int, int] = {}
    for numbers in _stretches(rows, tall):
        keep = numbers[: kept_rows(len(numbers))]
        if len(keep) < len(numbers):
            left_out[keep[-1] + 1] = len(numbers) - len(keep)
        kept += (region for row in keep for region in rows[row])
    return kept, left_out


def _stretches(rows: Mapping[int, list[Region]], tall: set[int]) -> Iterator[list[int]]:
    """Rows that follow each other and look alike."""
    stretch: list[int] = []
    last: object = None
    for row in sorted(rows):
        look = None if row in tall else tuple(map(_look, rows[row]))
        if stretch and not (look is not None and look == last and row == stretch[-1] + 1):
            yield stretch
            stretch = []
        stretch.append(row)
        last = look
    if stretch:
        yield stretch


def _look(region: Region) -> tuple[object, ...]:
    text = "#" if words.is_enumerator(region.text) else region.text
    return (
        region.area.left, region.area.right, text, region.is_formula, region.locked, region.fill,
        region.sides, region.rule, region.name, region.number_format, region.differs,
    )  # fmt: skip
