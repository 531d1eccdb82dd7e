"""The pages of a plan, each laid out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from types import MappingProxyType

from zushi_xl.form.layout import Layout, Page, Slot
from zushi_xl.form.model import Block, Form
from zushi_xl.form.table_rows import RowCounts, TablePlace
from zushi_xl.plan.model import Plan, Section

_KEPT = 256  # pages: as many as a city has


class Pages(Mapping[str, Page]):
    """The pages of every section by its code, in the order of the plan.

    A page is laid out when it is asked for and the last ones are kept: those of a thousand
    divisions would be 170 MB.
    """

    def __init__(self, form: Form, plan: Plan):
        self._plan = plan
        self._sections = plan.section_by_code
        self._layout = Layout(form, plan)
        self._page = lru_cache(_KEPT)(partial(_page, self._layout, self._sections))

    def __getitem__(self, code: str) -> Page:
        return self._page(code)

    def page(self, code: str, rows: RowCounts) -> Page:
        """A page whose tables have other numbers of rows than they are distributed with."""
        return self._page(code, frozenset(rows.items())) if rows else self[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)

    def __contains__(self, code: object) -> bool:
        return code in self._sections

    @property
    def sections(self) -> Mapping[str, Section]:
        """The section of each page, by its code."""
        return self._sections

    @property
    def items_below(self) -> Mapping[str, str]:
        """The code of the section on whose page each initiative stands, by the initiative's."""
        return {
            initiative.code: code
            for code in self._sections
            for initiative in self._plan.initiatives_of(code)
        }

    @property
    def further_sheets(self) -> frozenset[str]:
        """Names of the sheets that sections have beside their main one."""
        return self._layout.further_sheets

    def printed(self, code: str) -> Iterator[Slot]:
        """The slots for words of a page that nobody fills in, without laying it out."""
        return self._layout.printed(self._sections[code])

    @property
    def edges(self) -> set[float]:
        """Where a box of any page begins or ends."""
        return self._survey[0]

    @property
    def codes_of(self) -> Mapping[str, Sequence[str]]:
        """By division: the pages on which it has something to fill in, in their order."""
        return self._survey[1]

    @property
    def divisions(self) -> tuple[str, ...]:
        """Those that have at least one field to fill in, in the order of the plan master."""
        return tuple(d.name for d in self._plan.divisions if d.name in self.codes_of)

    def of(self, division: str, rows: RowCounts = MappingProxyType({})) -> tuple[Page, ...]:
        """The pages of a division, in the order of the plan."""
        return tuple(self.page(code, rows) for code in self.codes_of.get(division, ()))

    @cached_property
    def _survey(self) -> tuple[set[float], Mapping[str, Sequence[str]]]:
        """Pages made of the same blocks have the same edges: one of them is laid out."""
        edges: dict[frozenset[Block], set[float]] = {}
        codes: dict[str, list[str]] = {}
        for code, section in self._sections.items():
            met = set(self._layout.met(section))
            blocks = frozenset(block for block, _ in met)
            if blocks not in edges:
                edges[blocks] = self[code].edges
            for owner in sorted({owner for _, owner in met if owner}):
                codes.setdefault(owner, []).append(code)
        return set().union(*edges.values()), codes


def _page(
    layout: Layout,
    sections: Mapping[str, Section],
    code: str,
    rows: frozenset[tuple[TablePlace, int]] = frozenset(),
) -> Page:
    return layout.page(sections[code], dict(rows))
