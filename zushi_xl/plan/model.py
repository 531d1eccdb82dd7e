"""The plan as frozen values: what the city has decided, as the plan master holds it.

Every object keeps the ``Source`` of its row, so that any message can name the cell.
Texts that only pass through (vision, description, page number …) stay in ``texts`` under the
header of their column; a field of the form finds its pre-filled text there by that name. ``seen``
has what the number format of such a cell shows, where that is another text (3月31日 for a day).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from zushi_xl.plan.copied_state import CopiedState
from zushi_xl.plan.indicators import INTERIM as INTERIM
from zushi_xl.plan.indicators import Counting as Counting
from zushi_xl.plan.indicators import Kpi as Kpi
from zushi_xl.plan.indicators import KpiValue as KpiValue
from zushi_xl.plan.indicators import Period as Period
from zushi_xl.plan.indicators import Trend as Trend
from zushi_xl.plan.indicators import ValueStatus as ValueStatus
from zushi_xl.plan.levels import STANDARD, Level, PlanLevel
from zushi_xl.plan.outlook import Goal, PopulationRow, StrategyNode
from zushi_xl.plan.packed_answers import PackedAnswers
from zushi_xl.plan.packed_items import PackedItems, by_key, grouped_by, texts_of
from zushi_xl.plan.plan_settings import Release, Settings
from zushi_xl.plan.registers import BudgetProgram as BudgetProgram
from zushi_xl.plan.registers import Division as Division
from zushi_xl.plan.reviewing import AnswerPlace, EarlierAnswer, Phase, Reviewer
from zushi_xl.plan.rule_settings import RuleSetting, Waiver
from zushi_xl.plan.scales import Criterion, Grade
from zushi_xl.text.codes import code_above
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source

_STANDARD_WORDS = regex("|".join(sorted((k.value for k in STANDARD), key=len, reverse=True)))


ENDED_STATES = ("終了", "廃止", "完了", "中止")  # initiatives that the next year's plan drops
INITIATIVE_STATES = ("継続", "新規", *ENDED_STATES, "休止", "統合")


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
    seen: Mapping[str, str] = field(default_factory=dict)
    partners: tuple[str, ...] = ()  # 共同担当課: they get the form too, the lead decides
    parent: str | None = None  # code of the section above; None: as the code says (5-1 of 5-1-①)

    @property
    def above(self) -> str:
        """The code of the section above; empty at the top."""
        return code_above(self.code) if self.parent is None else self.parent

    @property
    def heading(self) -> str:
        """Number and title, as they are printed."""
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
    seen: Mapping[str, str] = field(default_factory=dict)
    partners: tuple[str, ...] = ()  # 共同担当課: they get the form too, ``division`` decides
    parent: str | None = None  # code of the measure; None: as the code says

    @property
    def budget_programs(self) -> tuple[str, ...]:
        """The names of its programs; none where the plan has none."""
        return tuple(self.budget_program.split("\n")) if self.budget_program else ()

    @property
    def measure(self) -> str:
        """The code of the section on whose page it stands."""
        return code_above(self.code) if self.parent is None else self.parent


@dataclass(frozen=True)
class Plan(CopiedState):
    """One dated version of the plan. Tuples are in the order of the plan."""

    file: str
    settings: Settings
    sections: Sequence[Section]
    kpis: Sequence[Kpi]
    initiatives: Sequence[Initiative]
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
    reviewers: tuple[Reviewer, ...] = ()  # 役割, in their order
    phases: tuple[Phase, ...] = ()  # 段階, in their order
    phase: str = ""  # the phase at work; empty: none, or all at once
    # what was collected before, by code, field, number of the KPI and period, phase by phase
    earlier: Mapping[AnswerPlace, tuple[EarlierAnswer, ...]] = field(default_factory=dict)

    @property
    def fiscal_year(self) -> int:
        """The year under evaluation: it begins in April of that year."""
        return self.settings.fiscal_year

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The columns of the KPI tables, left to right."""
        s = self.settings
        years = (Period(str(y), f"{y}年度", y) for y in range(s.first_year, s.last_year + 1))
        first = (Period(s.baseline_label, s.baseline_label),) if s.baseline_label else ()
        return (*first, *years, *self._interim_period, Period("target", s.target_label))

    @cached_property
    def _interim_period(self) -> tuple[Period, ...]:
        """The column of 中間目標, where a KPI has one; with its year, where all have the same."""
        years = {kpi.interim_year for kpi in self.kpis if INTERIM in kpi.values}
        if not years:
            return ()
        (year, *others) = years
        label = "中間目標" if others or year is None else f"中間目標（{year}年度）"
        return (Period(INTERIM, label),)

    @cached_property
    def section_by_code(self) -> Mapping[str, Section]:
        """Sections of all levels by their code."""
        return by_key(self.sections, "code")

    @cached_property
    def initiative_by_code(self) -> Mapping[str, Initiative]:
        """Initiatives by their code."""
        return by_key(self.initiatives, "code")

    @cached_property
    def program_by_name(self) -> Mapping[str, BudgetProgram]:
        """Budget programs by their name and by each of their aliases."""
        return {name: p for p in self.programs for name in (p.name, *p.aliases)}

    @cached_property
    def program_by_fold(self) -> Mapping[str, BudgetProgram]:
        """Budget programs by names and aliases as ``fold`` makes them."""
        return {fold(name): program for name, program in self.program_by_name.items()}

    @cached_property
    def _kpis_by_code(self) -> Mapping[str, tuple[Kpi, ...]]:
        return grouped_by(self.kpis, "code")

    @cached_property
    def _initiatives_by_measure(self) -> Mapping[str, tuple[Initiative, ...]]:
        return grouped_by(self.initiatives, "measure")

    @property
    def measure_by_initiative(self) -> Mapping[str, str]:
        """The code of the section on whose page an initiative stands, by the initiative's."""
        codes, measures = (texts_of(self.initiatives, key) for key in ("code", "measure"))
        return dict(zip(codes, measures, strict=True))

    def item_of(self, code: str) -> Section | Initiative | None:
        """The section or initiative with a code."""
        return self.section_by_code.get(code) or self.initiative_by_code.get(code)

    def kpis_of(self, code: str) -> tuple[Kpi, ...]:
        """The KPIs of a section or initiative, in the order of the plan."""
        return self._kpis_by_code.get(code, ())

    def initiatives_of(self, measure: str) -> tuple[Initiative, ...]:
        """The initiatives of a measure, in the order of the plan."""
        return self._initiatives_by_measure.get(measure, ())

    def level(self, level: Level) -> tuple[Section, ...]:
        """The sections of one level, in the order of the plan."""
        return tuple(section for section in self.sections if section.level is level)

    @cached_property
    def levels(self) -> tuple[PlanLevel, ...]:
        """The levels of the plan, from the top."""
        return self.settings.plan_levels

    @cached_property
    def _level_by_kind(self) -> Mapping[Level, PlanLevel]:
        return {level.kind: level for level in self.levels}

    def level_of(self, kind: Level) -> PlanLevel | None:
        """The level of a kind, where the plan uses it."""
        return self._level_by_kind.get(kind)

    def holds_parent(self, kind: Level) -> bool:
        """Whether the codes of a level hold those of the level above: 5-1-① under 5-1, 0086-①."""
        return all(v.names_parent or v.within_parent for v in self.levels if v.kind is kind)

    def level_key(self, kind: Level) -> str:
        """The word of programs for a kind of level: pillar …, or level1 … with the sheet 階層."""
        level = self.level_of(kind)
        return level.key if level else kind.key

    @property
    def item_word(self) -> str:
        """What the city calls what stands in blocks on a page (取り組み)."""
        return self.word(Level.INITIATIVE)

    def in_own_words(self, text: str) -> str:
        """A text of the program's own with the city's words for the levels."""
        words = {kind.value: self.word(kind) for kind in STANDARD}
        return _STANDARD_WORDS.sub(lambda found: words[found[0]], text)

    @property
    def has_strategy(self) -> bool:
        """Whether anything of 総合戦略 is in the plan."""
        is_used = any(initiative.strategy_codes for initiative in self.initiatives)
        return is_used or bool(self.strategy or self.goals)

    def word(self, kind: Level) -> str:
        """What the city calls a kind of level."""
        return self.settings.level_names.get(kind) or kind.value

    def parent_of(self, code: str) -> str:
        """The code above; of a code that the plan does not have, what it says itself."""
        if (initiative := self.initiative_by_code.get(code)) is not None:
            return initiative.measure
        section = self.section_by_code.get(code)
        return code_above(code) if section is None else section.above

    def upwards(self, code: str) -> Iterator[str]:
        """The code, and those above it up to the top."""
        while code:
            yield code
            code = self.parent_of(code)

    def is_within(self, code: str, ancestor: str) -> bool:
        """Whether ``code`` is ``ancestor`` or stands below it."""
        return ancestor in self.upwards(code)

    def ancestors(self, code: str) -> Iterator[Section]:
        """The sections above ``code``, from the top."""
        above = [self.section_by_code.get(each) for each in self.upwards(self.parent_of(code))]
        return (section for section in reversed(above) if section is not None)

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

    def at(self, phase: str) -> Plan:
        """The plan with ``phase`` at work; its deadline is that of the phase, where it has one."""
        if phase == self.phase:
            return self
        closes = next((p.closes for p in self.phases if p.name == phase), None)
        settings = replace(self.settings, deadline=closes or self.settings.deadline)
        return replace(self, phase=phase, settings=settings)

    def packed(self) -> Plan:
        """The same plan for a process that needs few of its items: they stay packed until somebody
        asks for them. What only all of them tell is told along."""
        packed = replace(
            self,
            sections=PackedItems.of(self.sections, "code"),
            kpis=PackedItems.of(self.kpis, "code"),
            initiatives=PackedItems.of(self.initiatives, "code", "measure"),
            earlier=PackedAnswers.of(self.earlier),
        )
        told = {name: getattr(self, name) for name in ("periods", "has_partners", "unknown_phases")}
        packed.__dict__.update(told)
        return packed

    @cached_property
    def has_partners(self) -> bool:
        """Whether any item is of several divisions."""
        items: Iterable[Section | Initiative] = chain(self.sections, self.initiatives)
        return any(item.partners for item in items)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of sections and initiatives by their codes, in the order of the plan."""
        items: Iterable[Section | Initiative] = chain(self.sections, self.initiatives)
        return {item.code: item.title for item in items}

    def begun(self) -> Plan:
        """The plan with its first phase at work, where it has phases and none is."""
        return self.at(self.phases[0].name) if self.phases and not self.phase else self

    @cached_property
    def phase_order(self) -> Mapping[str, int]:
        """The place of each phase in the year, by name."""
        return {phase.name: place for place, phase in enumerate(self.phases)}

    @cached_property
    def unknown_phases(self) -> frozenset[str]:
        """The phases before the one at work of which nothing was collected, as far as is known."""
        known = {answer.phase for answers in self.earlier.values() for answer in answers}
        now = self.phase_order.get(self.phase, 0)
        return frozenset(n for n, at in self.phase_order.items() if at < now and n not in known)

    @cached_property
    def reviewer_named(self) -> Mapping[str, Reviewer]:
        """Reviewers by their name."""
        return {reviewer.name: reviewer for reviewer in self.reviewers}

    def books_of(self, names: Iterable[str]) -> str:
        """How those who answer are counted: 課, or 冊 where one of them is a reviewer."""
        return "冊" if any(name in self.reviewer_named for name in names) else "課"

    def division_named(self, name: str) -> Division | None:
        """The division by its name or a former one; None if the plan knows neither."""
        return self._division_by_name.get(name)

    @cached_property
    def _division_by_name(self) -> Mapping[str, Division]:
        return {name: d for d in self.divisions for name in (d.name, *d.aliases)}
