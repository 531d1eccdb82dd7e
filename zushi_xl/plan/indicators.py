"""The KPIs of a plan: what is measured, where it should go, its values by period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zushi_xl.quantity import Quantity
from zushi_xl.workbook.cells import Source

INTERIM = "interim"  # the key of the interim target among the values of a KPI


class Trend(StrEnum):
    """Where a KPI should go."""

    UP = "上昇"
    DOWN = "下降"
    KEEP = "維持"


class Counting(StrEnum):
    """What kind of figure a KPI is; the rules about decimals and falling values need it."""

    COUNT = "実数"  # whole things counted in the year
    MEAN = "平均"
    SHARE = "割合"
    CUMULATIVE = "累計"
    QUALITATIVE = "定性"


class ValueStatus(StrEnum):
    """What a KPI value of a period is."""

    BASELINE = "baseline"
    ACTUAL = "actual"
    PLANNED = "planned"
    TARGET = "target"
    OPEN = "open"  # 未確定: comes later


@dataclass(frozen=True, slots=True)
class Period:
    """A column of the KPI tables: ``2022.3``, ``2023`` … or ``target``; ``label`` is printed."""

    key: str
    label: str
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class KpiValue:
    """One figure of the plan. ``text`` is as typed in the master, ``quantity`` as read."""

    period: str
    status: ValueStatus
    text: str
    quantity: Quantity
    source: Source


@dataclass(frozen=True, slots=True)
class Kpi:
    """An indicator of a pillar, direction or measure; ``number`` counts from 1 within it."""

    code: str
    number: int
    statement: str
    unit: str | None
    trend: Trend
    counting: Counting
    cycle: str  # 測定周期 as typed: 毎年, 隔年, …
    values: Mapping[str, KpiValue]  # by period key; the interim target under INTERIM
    source: Source
    texts: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    interim_year: int | None = None  # 中間目標年度
    target_year: int | None = None  # 目標年度; None: the last year of the plan
    relisted_from: tuple[str, int] | None = None  # code and number of the KPI that counts (再掲)
    kind: str = ""  # 種類 as typed: 活動, 成果 …

    @property
    def counted(self) -> tuple[str, int]:
        """Code and number under which its figures are reported."""
        return self.relisted_from or (self.code, self.number)

    @property
    def shown_again(self) -> str:
        """That it is shown again, for print: （1-1-① KPI2の再掲）; empty where it counts."""
        return "（{} KPI{}の再掲）".format(*self.relisted_from) if self.relisted_from else ""
