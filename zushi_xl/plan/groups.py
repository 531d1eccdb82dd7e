"""団体: the municipalities of a plan that is that of many, each with an annual book of its own.

A division is of the 団体 that 計画マスタ names; a section is of that of its lead division, and an
initiative of that of its measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan, Section

ONE_BOOK = 200  # measures: a book with more of them is too large to leaf through and to print

_T = TypeVar("_T")


def is_parted(plan: Plan, one_book: int = ONE_BOOK) -> bool:
    """Whether the year is a book per 団体 and an index, as one book would be too large."""
    return len(Groups(plan).names) > 1 and len(plan.level(Level.MEASURE)) > one_book


class Groups:
    """Whose everything is, and in which books it is shown."""

    def __init__(self, plan: Plan, concerning: Mapping[str, Sequence[str]] | None = None):
        """``concerning``: of the plan, where it is known already."""
        self._plan = plan
        self._given = concerning

    @cached_property
    def names(self) -> tuple[str, ...]:
        """In the order of 担当課."""
        return tuple(dict.fromkeys(d.group for d in self._plan.divisions if d.group))

    @cached_property
    def of_division(self) -> Mapping[str, str]:
        """The 団体 of each division by name."""
        return {division.name: division.group for division in self._plan.divisions}

    @cached_property
    def of_code(self) -> Mapping[str, str]:
        """By the code of a section or an initiative; empty where no division of a 団体 leads."""
        found = {s.code: self.of_division.get(s.division, "") for s in self._plan.sections}
        found |= {i.code: found.get(i.measure, "") for i in self._plan.initiatives}
        return found

    @cached_property
    def shown_in(self) -> Mapping[str, Sequence[str]]:
        """By code: a 団体 shows what it leads, all that stands above it, and its initiatives."""
        shown: dict[str, dict[str, None]] = {}
        for section in self._plan.sections:
            if group := self.of_code[section.code]:
                for code in self._plan.upwards(section.code):
                    shown.setdefault(code, {})[group] = None
        found = {code: tuple(groups) for code, groups in shown.items()}
        return found | {i.code: found.get(i.measure, ()) for i in self._plan.initiatives}

    @cached_property
    def concerning(self) -> Mapping[str, Sequence[str]]:
        """By division: its own 団体, and those in whose book something of it is shown."""
        return self._found_concerning() if self._given is None else self._given

    def _found_concerning(self) -> Mapping[str, Sequence[str]]:
        found = {name: {group: None} if group else {} for name, group in self.of_division.items()}
        items: list[Section | Initiative] = [*self._plan.sections, *self._plan.initiatives]
        for item in items:
            if item.division in found:
                found[item.division].update(dict.fromkeys(self.shown_in.get(item.code, ())))
        return {name: tuple(groups) for name, groups in found.items()}

    def divisions_of(self, group: str) -> tuple[str, ...]:
        """Those that have to do with a 団体; all, where there is none."""
        names = (d.name for d in self._plan.divisions if not d.is_role)
        return tuple(name for name in names if not group or group in self.concerning[name])

    def split(
        self, items: Iterable[_T], groups_of: Callable[[_T], Iterable[str]]
    ) -> Mapping[str, tuple[_T, ...]]:
        """The items of each 団体, in their order; one may be of several or of none."""
        found: dict[str, list[_T]] = {name: [] for name in self.names}
        for item in items:
            for group in groups_of(item):
                found[group].append(item)
        return {name: tuple(own) for name, own in found.items()}
