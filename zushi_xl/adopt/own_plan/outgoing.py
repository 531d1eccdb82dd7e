"""What the copies of the original show when they go out: the items of each division, and what the
plan knows of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zushi_xl.adopt.own_form.model import OwnField, OwnFormDivision, OwnPlan, Prefilled
from zushi_xl.adopt.own_plan.load import Bound, OwnPlanMasters
from zushi_xl.adopt.own_plan.submissions import OwnPlanReader
from zushi_xl.adopt.own_plan.targets import PlanItem
from zushi_xl.form.model import Block
from zushi_xl.form.pages import Pages


class Outgoing(NamedTuple):
    """Whom the copies go to with what in them; ``told`` says what found no room."""

    plan: OwnPlan
    told: tuple[str, ...]


def outgoing(masters: OwnPlanMasters) -> Outgoing:
    """The divisions with their copies."""
    plan, made = masters.plan, _Outgoing(masters)
    reporting = Pages(masters.form, plan).divisions
    divisions = tuple(
        OwnFormDivision(d.name, d.aliases) for d in plan.divisions if d.name in reporting
    )
    prefilled = tuple(p for d in divisions for p in made.prefilled(d.name))
    parts = {d.name: made.parts(d.name) for d in divisions} if masters.part else {}
    own = OwnPlan(
        plan.file, plan.fiscal_year, plan.settings.round, divisions,
        (*masters.prefilled, *prefilled), {name: own for name, own in parts.items() if own},
    )  # fmt: skip
    return Outgoing(own, tuple(made.told))


class _Outgoing:
    """Fills copies with what the plan knows."""

    def __init__(self, masters: OwnPlanMasters) -> None:
        self._masters = masters
        self._reader = OwnPlanReader(masters)
        self.told: list[str] = []

    def items(self, division: str, block: Block) -> tuple[PlanItem, ...]:
        """The items of a level that are a division's."""
        names = self._masters.names
        return tuple(item for item in names.items(block) if self._is_of(division, item))

    def _is_of(self, division: str, item: PlanItem) -> bool:
        found = self._masters.plan.item_of(item.code)
        return found is not None and division in (found.division, *found.partners)

    def parts(self, division: str) -> tuple[str, ...]:
        """What each of a division's copies is about, where a copy is of one item."""
        part = self._masters.part
        items = self.items(division, self._masters.subjects[part.id]) if part else ()
        return tuple(item.name for item in items)

    def prefilled(self, division: str) -> Iterator[Prefilled]:
        for each in self._masters.bound.values():
            if each.subject is None:
                item = PlanItem(each.target.code, each.target.kpi)
                yield from self._known(division, each, item, _first(each.own), "")
        for id_, block in self._masters.subjects.items():
            subject = self._masters.own.by_id[id_]
            yield from self._named(division, subject, self.items(division, block))

    def _named(
        self, division: str, subject: OwnField, items: tuple[PlanItem, ...]
    ) -> Iterator[Prefilled]:
        """The items in the rows of a table, or each in a copy of its own."""
        numbers = [number for number, _ in subject.places()]
        if not subject.repeat:
            for item in items:
                part = item.name
                yield from self._of_item(division, subject, item, numbers[0], part)
            return
        if len(items) > len(numbers) and subject.is_table:
            rest = "、".join(self._masters.names.title(item) for item in items[len(numbers) :])
            self.told.append(
                f"{division}：様式の行が足りないため、{rest} はあらかじめ記入していません。"
            )
        for item, number in zip(items, numbers, strict=False) if subject.is_table else ():
            yield from self._of_item(division, subject, item, number, "")

    def _of_item(
        self, division: str, subject: OwnField, item: PlanItem, number: int, part: str
    ) -> Iterator[Prefilled]:
        title = self._masters.names.title(item)
        yield Prefilled(division, subject.id, number, title, part)
        for each in self._masters.bound.values():
            if each.subject is subject:
                at = number if subject.is_table else _first(each.own)
                kpi = item.kpi or each.target.kpi
                yield from self._known(division, each, PlanItem(item.code, kpi), at, part)

    def _known(
        self, division: str, each: Bound, item: PlanItem, number: int, part: str
    ) -> Iterator[Prefilled]:
        """What the plan knows of a field that it is not asked for, or that it may correct."""
        slot = self._reader.slot(each.key(item, self._masters.plan.fiscal_year))
        if slot is not None and slot.prefilled:
            yield Prefilled(division, each.own.id, number, slot.prefilled, part)


def _first(own: OwnField) -> int:
    return next(number for number, _ in own.places())
