"""One section or initiative in both versions of the plan, and where its rows stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan, Section
from zushi_xl.redline.compose import Kind, Revision
from zushi_xl.redline.matching import Match
from zushi_xl.redline.pieces import Pieces
from zushi_xl.redline.placing import NOTHING, initiative_name, page_of, place_of


@dataclass(frozen=True)
class Pair:
    """A matched item; ``new_codes`` says where each old section is now."""

    old: Plan
    new: Plan
    level: Level
    match: Match
    new_codes: Mapping[str, str]

    @property
    def old_section(self) -> Section | None:
        return self.old.section_by_code.get(self.match.old)

    @property
    def new_section(self) -> Section | None:
        return self.new.section_by_code.get(self.match.new)

    @property
    def old_initiative(self) -> Initiative | None:
        return self.old.initiative_by_code.get(self.match.old)

    @property
    def new_initiative(self) -> Initiative | None:
        return self.new.initiative_by_code.get(self.match.new)

    @property
    def is_moved(self) -> bool:
        """Whether it stands below another section now; renumbering alone is no move."""
        if not (self.match.old and self.match.new):
            return False
        above = self.match.old.rpartition("-")[0]
        return self.new_codes.get(above, above) != self.match.new.rpartition("-")[0]

    def move_notes(self) -> tuple[str, ...]:
        """（第４節 5－② 取り組み③から移動）"""
        if not self.is_moved:
            return ()
        initiative = self.old_initiative
        names = [initiative_name(self.old, initiative)] if initiative else []
        above = place_of(self.old, self.match.old.rpartition("-")[0])
        return (f"（{' '.join([*above, *names])}から移動）",)

    def row(self, what: str, label: str, pieces: Pieces, kind: Kind = Kind.CHANGED) -> Revision:
        """A row; ``what`` tells the rows of one item apart, ``label`` ends the place."""
        plan, code = (self.new, self.match.new) if self.match.new else (self.old, self.match.old)
        return Revision(
            key="/".join(part for part in (self.level.value, self.identity, what) if part),
            place=tuple(line for line in (*self._place(plan, code), label) if line),
            page_new=page_of(self.new, self.match.new) if self.match.new else NOTHING,
            page_old=page_of(self.old, self.match.old) if self.match.old else NOTHING,
            pieces=pieces,
            kind=kind,
        )

    @property
    def identity(self) -> str:
        """The id, or the old code, which stays when the new plan is worked on; else the new one."""
        items = (self.old_section or self.old_initiative, self.new_section or self.new_initiative)
        ids = [item.texts.get("ID", "") for item in items if item]
        return next(filter(None, ids), "") or self.match.old or f"新{self.match.new}"

    def _place(self, plan: Plan, code: str) -> tuple[str, ...]:
        initiative = plan.initiative_by_code.get(code)
        if initiative is None:
            return place_of(plan, code)
        return (*place_of(plan, initiative.measure), initiative_name(plan, initiative))
