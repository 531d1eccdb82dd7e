"""One section or initiative in both versions of the plan, and where its rows stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Plan, Section
from zushi_xl.redline.compose import ChangeKind, Revision
from zushi_xl.redline.house_style import OldPage
from zushi_xl.redline.matching import Match
from zushi_xl.redline.pieces import Pieces
from zushi_xl.redline.printed_places import NOTHING, initiative_name, page_of, place_of
from zushi_xl.text.codes import sort_key

OLD_PAGE = "現計画のページ"  # a column of the new master: where something new would stand
ABOLISHED = ("廃止", "削除")  # 状態 of what the plan book prints no more


def is_abolished(initiative: Initiative) -> bool:
    """Whether the row stays in the master only to say that there is nothing any more."""
    return any(word in initiative.status for word in ABOLISHED)


@dataclass(frozen=True)
class Pair:
    """A matched item; ``new_codes`` says where each old section is, ``old_codes`` the reverse."""

    old: Plan
    new: Plan
    level: Level
    match: Match
    new_codes: Mapping[str, str]
    old_codes: Mapping[str, str]
    old_page: OldPage = OldPage.NOTHING

    @property
    def old_section(self) -> Section | None:
        """The section of the old plan; None where it is new, or no section."""
        return self.old.section_by_code.get(self.match.old)

    @property
    def new_section(self) -> Section | None:
        """The section of the new plan; None where it is gone, or no section."""
        return self.new.section_by_code.get(self.match.new)

    @property
    def old_initiative(self) -> Initiative | None:
        """The initiative of the old plan; None where it is new, or no initiative."""
        return self.old.initiative_by_code.get(self.match.old)

    @property
    def new_initiative(self) -> Initiative | None:
        """The initiative of the new plan; None where it is gone, or no initiative."""
        return self.new.initiative_by_code.get(self.match.new)

    @property
    def old_item(self) -> Section | Initiative | None:
        """What the old plan has, whichever it is; None where it is new."""
        return self.old_section or self.old_initiative

    @property
    def new_item(self) -> Section | Initiative | None:
        """What the new plan has, whichever it is; None where it is gone."""
        return self.new_section or self.new_initiative

    @property
    def is_moved(self) -> bool:
        """Whether it stands below another section now; renumbering alone is no move."""
        if not (self.match.old and self.match.new):
            return False
        above = self.old.parent_of(self.match.old)
        return self.new_codes.get(above, above) != self.new.parent_of(self.match.new)

    def move_notes(self) -> tuple[str, ...]:
        """（第４節 5－② 取り組み③から移動）"""
        if not self.is_moved:
            return ()
        initiative = self.old_initiative
        names = [initiative_name(self.old, initiative)] if initiative else []
        above = place_of(self.old, self.old.parent_of(self.match.old))
        return (f"（{' '.join([*above, *names])}から移動）",)

    def row(
        self,
        what: str,
        label: str,
        pieces: Pieces,
        kind: ChangeKind = ChangeKind.CHANGED,
        told: Iterable[str] = (),
        name: str = "",
    ) -> Revision:
        """A row; ``what`` tells the rows of one item apart, ``label`` ends the place."""
        plan, code = (self.new, self.match.new) if self.match.new else (self.old, self.match.old)
        item = self.new_item or self.old_item
        return Revision(
            key="/".join(part for part in (plan.word(self.level), self.identity, what) if part),
            place=tuple(line for line in (*self._place(plan, code), label) if line),
            page_new=NOTHING if kind is ChangeKind.DELETED else page_of(self.new, self.match.new),
            page_old=self._old_page(kind),
            pieces=pieces,
            kind=kind,
            name=name or (f"{item.title} {what}".strip() if item else ""),
            told=frozenset(told),
        )

    def _old_page(self, kind: ChangeKind) -> str:
        """The page of the old plan; of something new, the one where it would stand."""
        said = self.new_item.texts.get(OLD_PAGE, "") if self.new_item else ""
        if said:
            return said
        if self.match.old and kind is not ChangeKind.NEW:
            return page_of(self.old, self.match.old)
        if self.old_page is OldPage.NOTHING or not self.match.new:
            return NOTHING
        return self._page_of_place() or NOTHING

    def _page_of_place(self) -> str:
        """The page of the last one before it in the old plan, else of the section above."""
        parent = self.old_codes.get(self.new.parent_of(self.match.new), "")
        number = sort_key(self.match.new)[-1:]
        before = [i.code for i in self.old.initiatives_of(parent) if sort_key(i.code)[-1:] < number]
        code = max(before, key=sort_key, default=parent)
        return page_of(self.old, code).rstrip("～") if code else ""

    @property
    def identity(self) -> str:
        """The id, or the old code, which stays when the new plan is worked on; else the new one."""
        ids = [item.texts.get("ID", "") for item in (self.old_item, self.new_item) if item]
        return next(filter(None, ids), "") or self.match.old or f"新{self.match.new}"

    def _place(self, plan: Plan, code: str) -> tuple[str, ...]:
        initiative = plan.initiative_by_code.get(code)
        if initiative is None:
            return place_of(plan, code)
        return (*place_of(plan, initiative.measure), initiative_name(plan, initiative))
