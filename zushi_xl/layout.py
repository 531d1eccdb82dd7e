"""One page layout, computed from the rows of the form: used to print, to distribute and to read.

A ``Page`` is the evaluation page of one section (pillar, direction or measure): lines from top to
bottom, each a row of boxes whose edges are percent of the page's width. It knows nothing of
spreadsheets; ``grid`` turns edges into columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from zushi_xl.form import BLOCK_OF_LEVEL, Block, Field, FieldType, Filler, Form, Position
from zushi_xl.plan import Initiative, Kpi, Period, Plan, Section

NONE_MARK = "ー"  # how the published book prints "no code", "no program"
PERIODS_HEAD = "年度"  # over the labels of the rows of values
FULL = 100.0
_MONEY_UNIT = re.compile(r"[（(](?:単位[：:])?([十百千万億]*円)[）)]")


class Key(NamedTuple):
    """Names one datum: the object's code, the field, the KPI's number, the period of a value."""

    code: str
    field: str
    kpi: int = 0
    period: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
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

    @property
    def is_required(self) -> bool:
        return bool(self.owner) and self.field.required

    @property
    def unit(self) -> str:
        """The unit of a bare figure: the KPI's own, or what the label of an amount says (千円)."""
        if self.field.type is FieldType.MONEY:
            found = _MONEY_UNIT.search(self.label)
            return found[1] if found else "円"
        return self.kpi.unit or "" if self.kpi else ""


class Role(StrEnum):
    HEADING = "heading"  # opens a block
    LABEL = "label"
    PERIOD = "period"  # head of a column of a KPI table
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Box:
    role: Role
    left: float
    right: float
    text: str = ""
    slot: Slot | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page. ``tag`` names it within the form and survives in a hidden column."""

    tag: str
    boxes: tuple[Box, ...]
    lines: int = 1

    @property
    def slots(self) -> Iterator[Slot]:
        return (box.slot for box in self.boxes if box.slot)


@dataclass(frozen=True, slots=True)
class Page:
    section: Section
    lines: tuple[Line, ...]

    @property
    def slots(self) -> Iterator[Slot]:
        return (slot for line in self.lines for slot in line.slots)


class _Subject(NamedTuple):
    """What a block is about at the moment: a section, one of its KPIs or initiatives."""

    block: Block
    item: Section | Kpi | Initiative
    lead: str

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def kpi(self) -> Kpi | None:
        return self.item if isinstance(self.item, Kpi) else None

    @property
    def tag(self) -> str:
        return f"{self.code}/KPI{self.item.number}" if isinstance(self.item, Kpi) else self.code


def page_of(form: Form, plan: Plan, section: Section) -> Page:
    """The page of one section with all that repeats below it."""
    subject = _Subject(BLOCK_OF_LEVEL[section.level], section, section.division)
    return Page(section, tuple(_lines(form, plan, subject)))


def pages_of(form: Form, plan: Plan) -> tuple[Page, ...]:
    """The pages of every section in the order of the plan, below sections without reports too."""
    return tuple(page_of(form, plan, section) for section in plan.sections)


def pages_by_owner(pages: Iterable[Page]) -> dict[str, tuple[Page, ...]]:
    """The pages on which each division has something to fill in, in their order."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        for owner in dict.fromkeys(slot.owner for slot in page.slots):
            found.setdefault(owner, []).append(page)
    return {owner: tuple(own) for owner, own in found.items()}


def _lines(form: Form, plan: Plan, subject: _Subject, first_label: str = "") -> Iterator[Line]:
    fields = form.of(subject.block)
    for row in _rows(fields):
        head = row[0]
        if head.type is FieldType.REPEAT:
            yield from _repeated(form, plan, subject, head)
        elif head.type is FieldType.YEARLY:
            yield from _yearly(plan, subject, head)
        else:
            label = first_label if head is fields[0] and not head.label else ""
            yield from _row(plan, subject, row, label)


def _rows(fields: Iterable[Field]) -> Iterator[list[Field]]:
    """Fields that share a row of the page; a field ``横`` joins the one before it."""
    row: list[Field] = []
    for field in fields:
        if row and field.position is not Position.BESIDE:
            yield row
            row = []
        row.append(field)
    if row:
        yield row


def _repeated(form: Form, plan: Plan, subject: _Subject, field: Field) -> Iterator[Line]:
    """The block that ``field`` repeats. Its label is the label of the block's first field where
    that has none, otherwise a heading of its own."""
    block = Block(field.choices[0])
    inner = form.of(block)
    items: tuple[Kpi | Initiative, ...] = (
        plan.kpis_of(subject.code) if block is Block.KPI else plan.initiatives_of(subject.code)
    )
    if items and inner and inner[0].label and field.label:
        yield Line(f"{subject.tag}/{field.id}", (Box(Role.HEADING, 0, FULL, field.label),))
    for item in items:
        lead = item.division if isinstance(item, Initiative) else subject.lead
        yield from _lines(form, plan, _Subject(block, item, lead), field.label)


def _row(plan: Plan, subject: _Subject, row: list[Field], first_label: str) -> Iterator[Line]:
    head = row[0]
    if head.position in (Position.BELOW, Position.BARE):
        yield from _full_width(plan, subject, head, first_label)
        return
    boxes: list[Box] = []
    left = 0.0
    for field in row:
        right = FULL if field is row[-1] else min(FULL, left + field.width)
        slot = slot_of(plan, subject, field, first_label if field is head else "")
        middle = min(left + field.label_width, right)
        boxes.append(Box(Role.LABEL, left, middle, slot.label))
        boxes.append(Box(Role.VALUE, middle, right, slot=slot))
        left = right
    yield Line(f"{subject.tag}/{head.id}", tuple(boxes), max(field.lines for field in row))


def _full_width(plan: Plan, subject: _Subject, field: Field, label: str) -> Iterator[Line]:
    slot = slot_of(plan, subject, field, label)
    tag = f"{subject.tag}/{field.id}"
    if field.position is Position.BELOW:
        yield Line(f"{tag}/見出し", (Box(Role.LABEL, 0, FULL, slot.label),))
    yield Line(tag, (Box(Role.VALUE, 0, FULL, slot=slot),), field.lines)


def _yearly(plan: Plan, subject: _Subject, field: Field) -> Iterator[Line]:
    """A head line with the periods and a line with their values."""
    slot = slot_of(plan, subject, field)
    left = field.label_width if field.position is Position.ROW else 0.0
    step = (FULL - left) / len(plan.periods)
    edges = [left + step * i for i in range(len(plan.periods))] + [FULL]
    heads = [Box(Role.LABEL, 0, left, PERIODS_HEAD)] if left else []
    values = [Box(Role.LABEL, 0, left, slot.label)] if left else []
    for period, start, end in zip(plan.periods, edges, edges[1:], strict=False):
        heads.append(Box(Role.PERIOD, start, end, period.label, period=period))
        of_period = _period_slot(plan, slot, period)
        values.append(Box(Role.VALUE, start, end, slot=of_period, period=period))
    tag = f"{subject.tag}/{field.id}"
    yield Line(f"{tag}/時点", tuple(heads))
    yield Line(tag, tuple(values), field.lines)


def _period_slot(plan: Plan, slot: Slot, period: Period) -> Slot:
    """One value of a yearly field; only the year under evaluation is open to its division."""
    is_now = period.fiscal_year == plan.fiscal_year
    value = slot.kpi.values.get(period.key) if slot.kpi else None
    return replace(
        slot,
        key=slot.key._replace(period=period.key),
        owner=slot.owner if is_now else "",
        prefilled=value.text if value and not is_now else "",
    )


def slot_of(plan: Plan, subject: _Subject, field: Field, label: str = "") -> Slot:
    """The slot of ``field`` for one subject, its label completed and its pre-filled text found."""
    kpi = subject.kpi
    return Slot(
        key=Key(subject.code, field.id, kpi.number if kpi else 0),
        block=subject.block,
        field=field,
        label=_label(plan, subject, label or field.label),
        owner=_owner(plan, subject, field),
        prefilled=_prefilled(plan, subject, field),
        kpi=kpi,
    )


def _label(plan: Plan, subject: _Subject, label: str) -> str:
    return label.replace("{番号}", str(subject.item.number)).replace(
        "{年度}", str(plan.fiscal_year)
    )


def _owner(plan: Plan, subject: _Subject, field: Field) -> str:
    """主担当課 is the lead of the section, 担当課 of an initiative its own division."""
    if not field.is_filled:
        return ""
    if field.filler is Filler.LEAD and isinstance(subject.item, Initiative):
        measure = plan.section_by_code.get(subject.item.measure)
        return measure.division if measure else ""
    return subject.lead


def _prefilled(plan: Plan, subject: _Subject, field: Field) -> str:
    """What the plan knows: by the field's type, else by the name of the plan master's column."""
    item = subject.item
    column = field.copied_from or field.label
    if isinstance(item, Kpi):
        return item.statement if column == "KPI" else item.texts.get(column, "")
    if column == "名称":
        return item.title if isinstance(item, Initiative) else item.heading
    if field.type is FieldType.DIVISION:
        return item.division
    if isinstance(item, Initiative) and field.type is FieldType.STRATEGY:
        return "\n".join(item.strategy_codes) or NONE_MARK
    if isinstance(item, Initiative) and field.type is FieldType.PROGRAM:
        return item.budget_program or NONE_MARK
    if isinstance(item, Initiative) and field.type is FieldType.MONEY:
        program = plan.program_by_name.get(item.budget_program)
        settled = program.settled if program else None
        return "" if settled is None else f"{settled:,f}円"
    return item.texts.get(column, "")
