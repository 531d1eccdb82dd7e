"""測定周期: in which years a KPI is measured, as far as its text says so.

毎年, 隔年（2023年度から）, 3年に1回（令和5年度から）, 2024年度、2026年度
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from zushi_xl.quantity import Context, read_quantity
from zushi_xl.text.folding import NARROW_DIGITS
from zushi_xl.text.regex import regex

_EVERY = regex(r"(?<![0-9])([0-9]++)(?:年|か年|カ年|ヶ年)(?:ごと|毎|おき|に(?:1|一)(?:回|度))")
_SINCE = regex(r"から|以降|より|開始")
_APART = regex(r"[、,，（）()\s・]|から|以降|より|開始|実施")


class Cycle(NamedTuple):
    """``every``: years from one measurement to the next, 0 where it is not said; ``years``: those
    that are named."""

    every: int
    years: tuple[int, ...]
    is_unclear: bool = False  # from when on is said, and not how often

    def is_due(self, year: int) -> bool | None:
        """Whether the KPI is measured in a fiscal year; None where the text does not say."""
        if self.every == 1:
            return True
        if self.every and len(self.years) == 1:
            return year >= self.years[0] and (year - self.years[0]) % self.every == 0
        return year in self.years if self.years else None


def is_between(cycle: str, year: int) -> bool:
    """Whether a fiscal year lies between two surveys, as the text says."""
    return read_cycle(cycle).is_due(year) is False


@lru_cache(maxsize=1 << 10)  # a few texts, asked of each KPI on each page
def read_cycle(text: str) -> Cycle:
    """What a text says of it.

    >>> read_cycle("隔年（令和5年度から）").is_due(2025), read_cycle("隔年").is_due(2025)
    (True, None)
    >>> read_cycle("ときどき（2023年度から）").is_unclear
    True
    """
    plain = text.translate(NARROW_DIGITS)
    years = sorted({y for part in _APART.split(plain) if (y := _year(part)) is not None})
    if plain.startswith("毎年"):
        return Cycle(1, ())
    match = _EVERY.search(plain)
    every = int(match[1]) if match else 2 * ("隔年" in plain)
    if match and "おき" in match[0]:
        every += 1
    if years and not every and _SINCE.search(plain):
        return Cycle(0, (), is_unclear=True)
    return Cycle(every, tuple(years))


def _year(text: str) -> int | None:
    quantity = read_quantity(text, Context(kind="year")) if text else None
    value = quantity.value if quantity and quantity.kind == "year" else None
    return int(value) if value is not None and 1868 <= value <= 2200 else None
