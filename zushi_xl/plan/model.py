"""The plan as frozen values: what the city has decided, as the plan master holds it.

Every object keeps the ``Source`` of its row, so that any message can name the cell.
Texts that only pass through (vision, description, page number …) stay in ``texts`` under the
header of their column; a field of the form finds its pre-filled text there by that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from zushi_xl.plan.levels import Level
from zushi_xl.plan.rule_settings import RuleSetting, Waiver
from zushi_xl.plan.scales import Criterion, Grade
from zushi_xl.quantity import Quantity
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Source

_T = TypeVar("_T")


ENDED_STATES = ("終了", "廃止", "完了", "中止")  # initiatives that the next year's plan drops
INITIATIVE_STATES = ("継続", "新規", *ENDED_STATES, "休止", "統合")


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
    values: Mapping[str, KpiValue]  # by period key
    source: Source
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A pillar, direction or measure: what has a code, a title and may be rated."""

    level: Level
    code: str
    number: str  # as printed before the title: 第５節, １, ①
    title: str
    division: str  # lead division, canonical name; empty where nobody reports
    source: Source
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        return f"{self.number}　{self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Initiative:
    """主な取り組み. ``budget_program``: a program a line; empty where the plan has none (ー)."""

    code: str
    number: str  # as printed: the published book may print ② twice
    title: str
    division: str
    strategy_codes: tuple[str, ...]
    budget_program: str
    relisted_from: str  # code of the initiative that this row repeats (再掲)
    status: str  # one of INITIATIVE_STATES, or as typed
    source: Source
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def budget_programs(self) -> tuple[str, ...]:
        return tuple(self.budget_program.split("\n")) if self.budget_program else ()

    @property
    def measure(self) -> str:
        return self.code.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class StrategyNode:
    """A node of the 総合戦略 tree: 基本目標 4, 基本的方向 4-2, 具体的施策 4-2-①."""

    code: str
    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class Goal:
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


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """One group of the population outlook; the total row has ``is_total``."""

    year: int
    group: str
    people: Decimal | None
    share: Decimal | None  # percent points
    is_total: bool
    source: Source


@dataclass(frozen=True, slots=True)
class BudgetProgram:
    """予算事業. Amounts in yen; ``settled`` is 決算額 of the fiscal year where finance gave it."""

    name: str
    aliases: tuple[str, ...]
    settled: Decimal | None
    last_year: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True)
class Division:
    name: str
    aliases: tuple[str, ...]
    contact: str
    source: Source
    group: str = ""  # 団体: the municipality, where one plan is that of many


@dataclass(frozen=True, slots=True)
class Settings:
    """The sheet 設定. Names of the levels are data; a level without a name is not used."""

    city: str
    plan_title: str
    plan_version: str
    fiscal_year: int
    baseline_label: str  # 2022.3
    first_year: int
    last_year: int
    target_label: str
    deadline: date | None
    office: str  # 取りまとめ課
    contact: str
    round: int
    sample_note: str  # 例示 …: printed where figures are invented
    level_names: Mapping[Level, str]
    source: Source = Source("")
    correction_deadline: date | None = None  # of the 差し戻し
    unknown: Mapping[str, Source] = field(default_factory=dict)  # rows that name no setting
    ledger_program: str = ""  # heads of the finance system's CSV; empty: the usual ones
    ledger_amount: str = ""
    site: bool = False  # 公開サイト: make the site for citizens in each collection
    most_doubts: int = 5  # 要確認の上限: of one division; 0: no limit
    share_decimals: int = 1  # of the shares of grades, in percent, and of mean points
    city_code: str = ""  # 全国地方公共団体コード, six digits
    licence: str = ""  # of the open data, by name
    address: str = ""  # of the page that offers the open data

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels in use, from the top."""
        return tuple(level for level in Level if self.level_names.get(level))


@dataclass(frozen=True, slots=True)
class Release:
    """A day on which the open data were published or changed, and what changed."""

    day: date
    text: str


@dataclass(frozen=True)
class Plan:
    """One dated version of the plan. Tuples are in the order of the plan."""

    file: str
    settings: Settings
    sections: tuple[Section, ...]
    kpis: tuple[Kpi, ...]
    initiatives: tuple[Initiative, ...]
    strategy: tuple[StrategyNode, ...] = ()
    goals: tuple[Goal, ...] = ()
    population: tuple[PopulationRow, ...] = ()
    programs: tuple[BudgetProgram, ...] = ()
    divisions: tuple[Division, ...] = ()
    grades: tuple[Grade, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    rule_settings: tuple[RuleSetting, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # columns by sheet
    releases: tuple[Release, ...] = ()  # of the open data, the earliest first

    @property
    def fiscal_year(self) -> int:
        return self.settings.fiscal_year

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The columns of the KPI tables, left to right."""
        s = self.settings
        years = (Period(str(y), f"{y}年度", y) for y in range(s.first_year, s.last_year + 1))
        first = (Period(s.baseline_label, s.baseline_label),) if s.baseline_label else ()
        return (*first, *years, Period("target", s.target_label))

    @cached_property
    def section_by_code(self) -> Mapping[str, Section]:
        return {section.code: section for section in self.sections}

    @cached_property
    def initiative_by_code(self) -> Mapping[str, Initiative]:
        return {initiative.code: initiative for initiative in self.initiatives}

    @cached_property
    def program_by_name(self) -> Mapping[str, BudgetProgram]:
        return {name: p for p in self.programs for name in (p.name, *p.aliases)}

    @cached_property
    def program_by_fold(self) -> Mapping[str, BudgetProgram]:
        return {fold(name): program for name, program in self.program_by_name.items()}

    @cached_property
    def _kpis_by_code(self) -> Mapping[str, tuple[Kpi, ...]]:
        return _grouped(self.kpis, lambda kpi: kpi.code)

    @cached_property
    def _initiatives_by_measure(self) -> Mapping[str, tuple[Initiative, ...]]:
        return _grouped(self.initiatives, lambda initiative: initiative.measure)

    def kpis_of(self, code: str) -> tuple[Kpi, ...]:
        return self._kpis_by_code.get(code, ())

    def initiatives_of(self, measure: str) -> tuple[Initiative, ...]:
        return self._initiatives_by_measure.get(measure, ())

    def level(self, level: Level) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.level is level)

    def ancestors(self, code: str) -> Iterator[Section]:
        """The sections above ``code``, from the top."""
        for end, sign in enumerate(code):
            if sign == "-" and (section := self.section_by_code.get(code[:end])):
                yield section

    def grades_for(
        self, level: Level | None, scale: str = "", year: int | None = None
    ) -> tuple[Grade, ...]:
        """The grades of a scale for a level in a fiscal year (the plan's own), best first.

        ``level`` None: of a KPI, for which only grades for every level are. Grades without a rank
        (finished, stopped …) follow those with one.
        """
        held = (g for g in self.grades if g.scale == scale and self._holds(g, level, year))
        return tuple(sorted(held, key=lambda grade: (grade.rank is None, grade.rank or 0)))

    @cached_property
    def scales(self) -> tuple[str, ...]:
        """The names of the scales, in the order of the master."""
        return tuple(dict.fromkeys(grade.scale for grade in self.grades))

    def criteria_for(self, level: Level | None) -> tuple[Criterion, ...]:
        """The rows of 評価基準 for a level in the plan's fiscal year, in the order of trying."""
        return tuple(criterion for criterion in self.criteria if self._holds(criterion, level))

    def _holds(self, row: Grade | Criterion, level: Level | None, year: int | None = None) -> bool:
        first, last = row.valid_from or 0, row.valid_to or 9999
        is_valid = first <= (self.fiscal_year if year is None else year) <= last
        return is_valid and (not row.levels or level in row.levels)

    def division_named(self, name: str) -> Division | None:
        """The division by its name or a former one; None if the plan knows neither."""
        return self._division_by_name.get(name)

    @cached_property
    def _division_by_name(self) -> Mapping[str, Division]:
        return {name: d for d in self.divisions for name in (d.name, *d.aliases)}


def _grouped(items: tuple[_T, ...], key: Callable[[_T], str]) -> Mapping[str, tuple[_T, ...]]:
    groups: dict[str, list[_T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}
