"""総合戦略 and the outlook: what the plan strives for as a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from zushi_xl.quantity import Quantity
from zushi_xl.workbook.cells import Source


class StrategyNode(NamedTuple):
    """A node of the 総合戦略 tree: 基本目標 4, 基本的方向 4-2, 具体的施策 4-2-①."""

    code: str
    title: str
    source: Source


class Goal(NamedTuple):
    """A 基本目標 with its numerical target."""

    number: str
    title: str
    indicator: str
    target: str
    target_quantity: Quantity
    target_year: int | None
    baseline: str
    baseline_quantity: Quantity
    baseline_period: str
    note: str
    source: Source


class PopulationRow(NamedTuple):
    """One group of the population outlook; the total row has ``is_total``. What stands in place of
    a figure (－, 未確定) is in ``people_said`` and ``share_said``."""

    year: int
    group: str
    people: Decimal | None
    share: Decimal | None  # percent points
    is_total: bool
    source: Source
    people_said: Quantity | None = None
    share_said: Quantity | None = None

    @property
    def is_open(self) -> bool:
        """Whether the people are not known yet."""
        return self.people_said is not None and self.people_said.missing_reason == "pending"


def said_for(value: Quantity | None, nothing: str = "") -> str:
    """What is printed where there is no figure: the word that stands there, else ``nothing``."""
    return value.text.strip() if value is not None else nothing
