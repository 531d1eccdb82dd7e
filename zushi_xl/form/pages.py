"""The pages of a plan, each laid out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from zushi_xl.form.layout import Layout, Page, Slot
from zushi_xl.form.model import Block, Form
from zushi_xl.form.table_rows import RowCounts, TablePlace
from zushi_xl.plan.model import Plan, Section

_KEPT = 256  # pages: as many as a city has


class Survey(NamedTuple):
    """What it takes all pages to tell: where a box of any begins or ends, and by division the codes
    of the pages on which it has something to fill in, in their order."""

    edges: frozenset[float]
    codes_of: Mapping[str, Sequence[str]]


class Pages(Mapping[str, Page]):
    """The pages of every section by its code, in the order of the plan.

    A page is laid out when it is asked for and the last ones are kept: those of a thousand
    divisions would be 170 MB.
    """

    def __init__(self, form: Form, plan: Plan, survey: Survey | None = None):
        """``survey``: of these pages, where it was made already."""
        self._plan = plan
        self._given = survey
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
        below = self._plan.measure_by_initiative
        return {item: code for item, code in below.items() if code in self._sections}

    @property
    def further_sheets(self) -> frozenset[str]:
        """Names of the sheets that sections have beside their main one."""
        return self._layout.further_sheets

    def printed(self, code: str) -> Iterator[Slot]:
        """The slots for words of a page that nobody fills in, without laying it out."""
        return self._layout.printed(self._sections[code])

    def first_label(self, code: str) -> str:
        """The first text of a page that no slot shows: what stands before its title. It takes no
        more than the lines up to there."""
        return self._layout.first_label(self._sections[code])

    @property
    def edges(self) -> frozenset[float]:
        """Where a box of any page begins or ends."""
        return self.survey.edges

    @property
    def codes_of(self) -> Mapping[str, Sequence[str]]:
        """By division: the pages on which it has something to fill in, in their order."""
        return self.survey.codes_of

    @property
    def divisions(self) -> tuple[str, ...]:
        """Those that have at least one field to fill in, in the order of the plan master."""
        return tuple(d.name for d in self._plan.divisions if d.name in self.codes_of)

    def of(self, division: str, rows: RowCounts = MappingProxyType({})) -> tuple[Page, ...]:
        """The pages of a division, in the order of the plan."""
        return tuple(self.page(code, rows) for code in self.codes_of.get(division, ()))

    @cached_property
    def survey(self) -> Survey:
        """Of all pages. Those made of the same blocks have the same edges: one is laid out."""
        return self._given or self._surveyed()

    def _surveyed(self) -> Survey:
        edges: dict[frozenset[Block], set[float]] = {}
        codes: dict[str, list[str]] = {}
        for code, section in self._sections.items():
            met = set(self._layout.met(section))
            blocks = frozenset(block for block, _ in met)
            if blocks not in edges:
                edges[blocks] = self[code].edges
            for owner in sorted({owner for _, owner in met if owner}):
                codes.setdefault(owner, []).append(code)
        return Survey(frozenset().union(*edges.values()), codes)


def _page(
    layout: Layout,
    sections: Mapping[str, Section],
    code: str,
    rows: frozenset[tuple[TablePlace, int]] = frozenset(),
) -> Page:
    return layout.page(sections[code], dict(rows))
