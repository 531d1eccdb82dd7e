"""What the columns 役割 and コード of a field say: of which item of the plan it tells what.

コード is a code of the plan (5-1-①, 5-1-①-②), a KPI of it (5-1-① KPI2), a period (5-1-① KPI2 2023).
Without a code, or with a level (取り組み, KPI), the item is the one that a field with the role 対象
names in the same row or copy; that field's own コード is the level that it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from zushi_xl.form.model import BLOCKS, Block
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Kpi, Plan
from zushi_xl.text.codes import numbers

_KPI = re.compile(r"^kpi(\d{1,3})$")
_LONGEST_CODE = 60


class Target(NamedTuple):
    """What コード says. ``code`` and ``kpi`` are empty and 0 where the field 対象 tells them;
    ``period`` is empty for the year under evaluation. ``block``: a level, for the item of it that
    the field 対象 names."""

    code: str = ""
    kpi: int = 0
    period: str = ""
    block: Block | None = None


class PlanItem(NamedTuple):
    """A section, initiative or KPI (its number) of the plan."""

    code: str
    kpi: int = 0

    @property
    def name(self) -> str:
        """5-1-①, of a KPI 5-1-① KPI2."""
        return f"{self.code} KPI{self.kpi}" if self.kpi else self.code


class PlanNames:
    """The items of a plan by all that people call them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def target(self, text: str) -> Target | None:
        """What a cell of コード says; None where it says nothing that the plan knows."""
        if block := self.blocks.get(match_key(text)):
            return Target(block=block)
        target = Target()
        for word in match_key(text).replace("kpi", " kpi").split() if text.strip() else ():
            number = _KPI.match(word)
            if number and not target.kpi:
                target = target._replace(kpi=int(number[1]))
            elif not target.period and word in self._periods and not self.code(word):
                target = target._replace(period=self._periods[word])
            elif not target.code and self.code(word):
                target = target._replace(code=self.code(word))
            else:
                return None
        return target

    def code(self, text: str) -> str:
        """The plan's code that a text is, in any width, with any dash; empty where it is none."""
        if len(text) > _LONGEST_CODE:
            return ""
        return self._codes.get(match_key(text)) or self._by_numbers.get(numbers(text), "")

    def item(self, text: str, block: Block) -> PlanItem | None:
        """The item of a level that a text names: by its code, its title, or both."""
        named = self._titles.get(block, {}).get(match_key(text))
        if named is not None:
            return named
        first, *_ = text.split(maxsplit=1) or [""]
        code = self.code(text) or self.code(first)
        if block is Block.KPI:
            kpis = self._plan.kpis_of(code)
            return PlanItem(code, kpis[0].number) if len(kpis) == 1 else None
        return PlanItem(code) if code and self.block_of(code) is block else None

    def block_of(self, code: str) -> Block:
        """The block of a section or initiative."""
        section = self._plan.section_by_code.get(code)
        return BLOCKS[section.level] if section else Block.INITIATIVE

    def items(self, block: Block) -> tuple[PlanItem, ...]:
        """All of a level, in the order of the plan."""
        if block is Block.KPI:
            return tuple(PlanItem(kpi.code, kpi.number) for kpi in self._plan.kpis)
        return tuple(PlanItem(c) for c in self._plan.titles if self.block_of(c) is block)

    def title(self, item: PlanItem) -> str:
        """What the form calls an item: its title, with the code where another has the same."""
        title = self._title(item)
        block = Block.KPI if item.kpi else self.block_of(item.code)
        named = self._titles[block].get(match_key(title))
        return title if named == item else f"{item.code} {title}"

    @cached_property
    def blocks(self) -> Mapping[str, Block]:
        """The levels of the plan, and KPI, by the city's words for them."""
        return {match_key(word): block for word, block in self.words.items()}

    @cached_property
    def words(self) -> Mapping[str, Block]:
        """The levels as the city writes them."""
        words = {level.name: BLOCKS[level.kind] for level in self._plan.levels}
        return words | {Block.KPI.value: Block.KPI}

    @cached_property
    def _periods(self) -> Mapping[str, str]:
        named = ((match_key(name), p.key) for p in self._plan.periods for name in (p.label, p.key))
        return dict(named)

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return {match_key(code): code for code in self._plan.titles}

    @cached_property
    def _by_numbers(self) -> Mapping[tuple[int, ...] | None, str]:
        return {found: code for code in self._plan.titles if (found := numbers(code))}

    @cached_property
    def _titles(self) -> Mapping[Block, Mapping[str, PlanItem | None]]:
        """Items by level and name; None where several have the name."""
        found: dict[Block, dict[str, PlanItem | None]] = {}
        for block in self.blocks.values():
            names = found.setdefault(block, {})
            for item in self.items(block):
                title = self._title(item)
                for name in (title, f"{item.code} {title}", f"{item.code}{title}"):
                    key = match_key(name)
                    names[key] = item if names.get(key, item) == item else None
        return found

    def _title(self, item: PlanItem) -> str:
        if item.kpi:
            return self.kpi(item).statement
        return self._plan.titles[item.code]

    def kpi(self, item: PlanItem) -> Kpi:
        """The KPI that an item with a number is."""
        return next(k for k in self._plan.kpis_of(item.code) if k.number == item.kpi)
