"""How a plan is judged: the grades of its scales, and the rows that decide or propose them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zushi_xl.plan.conditions.predicates import Predicate
from zushi_xl.plan.levels import Level
from zushi_xl.workbook.cells import Source


class GradeClass(StrEnum):
    """Only ranked grades take part in rankings, shares and comparisons."""

    RANKED = "順位"
    FINISHED = "完了"
    NOT_STARTED = "未着手"
    STOPPED = "中止"
    NOT_RATABLE = "評価対象外"


class Grade(NamedTuple):
    """One grade of a scale, e.g. A：順調である. ``levels`` empty: for every level.

    ``scale`` names the list it belongs to (尺度; empty: the list without a name). ``rank`` counts
    from 1, the best; None where the master has no 順: then the order of its rows is meant.
    """

    levels: tuple[Level, ...]
    symbol: str
    label: str
    definition: str
    grade_class: GradeClass
    valid_from: int | None
    valid_to: int | None
    source: Source
    scale: str = ""
    rank: int | None = None
    points: Decimal | None = None

    @property
    def text(self) -> str:
        """As chosen in the form and printed: A：順調である."""
        return f"{self.symbol}：{self.label}" if self.label else self.symbol


class Treatment(StrEnum):
    """What becomes of the grade that a row of 評価基準 gives."""

    FILLS = "記入する"  # nobody types it; another one is wrong
    DECIDES = "決める"  # the division types it; another one is wrong
    PROPOSES = "提案"  # another one is asked about


class WithoutValue(StrEnum):
    """What happens where a condition needs a figure that is not known."""

    NEXT = "次の行へ"
    LEFT = "担当課の判断"


class Criterion(NamedTuple):
    """A row of 評価基準: condition → grade. An empty ``grade`` leaves it to the division.

    It judges the ratings of ``scale``; of these, where ``field`` is not empty, only the field with
    that id or label. ``without_value`` None: an unknown figure leads to the next row, a rate that
    cannot be worked out leaves the grade to the division.
    """

    levels: tuple[Level, ...]
    valid_from: int | None
    valid_to: int | None
    condition: str
    predicate: Predicate
    grade: str
    treatment: Treatment
    without_value: WithoutValue | None
    source: Source
    scale: str = ""
    field: str = ""
