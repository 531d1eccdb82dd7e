"""The parts of a page: boxes, the slots of fields, the keys of data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from zushi_xl.form.model import Block, Field, FieldType, money_unit
from zushi_xl.plan.model import Kpi, Period, Section


class Key(NamedTuple):
    """Names one datum: the object's code, the field, the KPI's number, the period of a value; in a
    table, ``period`` is the number of the row."""

    code: str
    field: str
    kpi: int = 0
    period: str = ""


class Slot(NamedTuple):
    """Where one datum stands: what it is, whose it is, and what the plan pre-fills.

    ``owner`` is the division that types it; empty where the plan master is the only source.
    """

    key: Key
    block: Block
    field: Field
    label: str
    owner: str
    prefilled: str
    kpi: Kpi | None = None
    programs: tuple[str, ...] = ()  # several budget programs whose amounts stand a line each
    by_rule: bool = False  # a rating that rows of 評価基準 fill
    is_optional: bool = False  # a figure of a year without a survey, or one that came later
    partners: tuple[str, ...] = ()  # 共同担当課: who fills it in a form of their own as well
    seen: str = ""  # what its owner has answered in this phase already: others' books show it

    @property
    def shown(self) -> str:
        """What a book shows in which the field is locked."""
        return self.seen or self.prefilled

    def is_open_to(self, division: str) -> bool:
        """Whether a division fills it in: as its owner or as a partner."""
        return division == self.owner or division in self.partners

    @property
    def is_opinion(self) -> bool:
        """Whether it stands in the book of one who is asked too, and does not decide."""
        return self.owner in self.partners

    @property
    def is_required(self) -> bool:
        """Whether it must be filled, whatever the other fields say."""
        return self.may_be_required and not self.field.has_conditions

    @property
    def may_be_required(self) -> bool:
        """Whether it must be filled where its conditions say so."""
        is_asked = self.field.required or self.field.required_if is not None
        is_worked_out = self.by_rule or self.field.calculation is not None
        return bool(self.owner) and is_asked and not (is_worked_out or self.is_optional)

    @property
    def unit(self) -> str:
        """The unit of a bare figure: the KPI's own, or what the label of an amount says (千円)."""
        if self.field.type is FieldType.MONEY:
            return money_unit(self.label)
        if self.field.type is FieldType.NUMBER:
            return self.field.unit
        return self.kpi.unit or "" if self.kpi else ""


class Role(StrEnum):
    """What a box of a page is."""

    HEADING = "heading"  # opens a block
    LABEL = "label"
    PERIOD = "period"  # head of a column of a KPI table
    VALUE = "value"
    NUMBER = "number"  # of a row of a table: nobody looks for it, it is written afresh


class Box(NamedTuple):
    """A stretch of a line; its ends are per cent of the page's width."""

    role: Role
    left: float
    right: float
    text: str = ""
    slot: Slot | None = None
    period: Period | None = None


def block_of_tag(tag: str) -> str:
    """The block of a line by its tag.

    >>> block_of_tag("5-1-①/KPI1/実績値"), block_of_tag("5-1-①-②/results")
    ('5-1-①/KPI1', '5-1-①-②')
    """
    code, *rest = tag.split("/")
    return f"{code}/{rest[0]}" if rest and rest[0].startswith("KPI") else code


@dataclass(frozen=True, slots=True)
class PageLine:
    """One row of the page. ``tag`` names it within the form and survives in a hidden column."""

    tag: str
    boxes: tuple[Box, ...]
    lines: int = 1
    sheet: str = ""  # of the section, on which it stands; empty: the main one

    @property
    def block(self) -> str:
        """The block that it is of: 5-1-①, 5-1-①/KPI1, 5-1-①-②."""
        return block_of_tag(self.tag)

    @property
    def slots(self) -> Iterator[Slot]:
        """The slots of its boxes, from the left."""
        return (box.slot for box in self.boxes if box.slot)


@dataclass(frozen=True, slots=True)
class Page:
    """The evaluation page of one section: its lines from top to bottom; with a ``name`` only those
    on a further sheet of the section."""

    section: Section
    lines: tuple[PageLine, ...]
    name: str = ""

    @property
    def parts(self) -> tuple[Page, ...]:
        """What stands on each sheet of the section, the main one first."""
        names = dict.fromkeys(line.sheet for line in self.lines)
        if not any(names):
            return (self,)
        by_name = {name: [line for line in self.lines if line.sheet == name] for name in names}
        order = sorted(by_name, key=bool)
        return tuple(Page(self.section, tuple(by_name[name]), name) for name in order)

    def parts_for(self, division: str) -> tuple[Page, ...]:
        """The parts on which a division has something to fill in."""
        return tuple(p for p in self.parts if any(s.is_open_to(division) for s in p.slots))

    @property
    def slots(self) -> Iterator[Slot]:
        """All slots, from the top."""
        return (slot for line in self.lines for slot in line.slots)

    @property
    def edges(self) -> set[float]:
        """Left and right edges of all boxes, in percent of the page."""
        boxes = (box for line in self.lines for box in line.boxes)
        return {edge for box in boxes for edge in (box.left, box.right)}
