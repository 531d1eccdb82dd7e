"""One page layout, computed from the rows of the form: used to print, to distribute and to read.

A ``Page`` is the evaluation page of one section (pillar, direction or measure): lines from top to
bottom, each a row of boxes whose edges are percent of the page's width. It knows nothing of
spreadsheets; ``grid`` turns edges into columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from zushi_xl.form.judged_fields import is_filled_by_rule
from zushi_xl.form.model import (
    BLOCK_OF_LEVEL,
    TABLES,
    Block,
    Field,
    FieldType,
    Form,
    Meaning,
    Position,
)
from zushi_xl.form.owners import answered_before, owner_of_field, partners_of_field
from zushi_xl.form.page_parts import Box as Box
from zushi_xl.form.page_parts import Key as Key
from zushi_xl.form.page_parts import Page as Page
from zushi_xl.form.page_parts import PageLine as PageLine
from zushi_xl.form.page_parts import Role as Role
from zushi_xl.form.page_parts import Slot as Slot
from zushi_xl.form.planned_texts import planned_text
from zushi_xl.form.table_rows import RowCounts, TablePlace, row_counts, table_lines
from zushi_xl.plan.cycles import is_between
from zushi_xl.plan.model import Initiative, Kpi, KpiValue, Period, Plan, Section, ValueStatus
from zushi_xl.quantity.writing import with_unit

PERIODS_HEAD = "年度"  # over the labels of the rows of values
FULL = 100.0


class _Subject(NamedTuple):
    """What a block is about at the moment: a section, one of its KPIs or initiatives.

    ``tag`` begins the tags of its lines, ``lead`` is who answers for it, ``above`` the lead of the
    section it stands in.
    """

    block: Block
    item: Section | Kpi | Initiative
    tag: str
    lead: str
    above: str
    kpi: Kpi | None = None
    rows: RowCounts = MappingProxyType({})  # of tables that a division extended


class _Place(NamedTuple):
    """A field with the edges that it has on every page."""

    field: Field
    label: str  # with the year, the number still to come
    left: float
    middle: float  # between label and value
    right: float


class _Row(NamedTuple):
    """The fields that share a row of the page."""

    places: tuple[_Place, ...]
    lines: int

    @property
    def head(self) -> Field:
        return self.places[0].field


class Layout:
    """Lays out pages: what all pages share is worked out once."""

    def __init__(self, form: Form, plan: Plan):
        self._plan = plan
        year = str(plan.fiscal_year)
        self._rows = {block: tuple(_rows(form.of(block), year)) for block in Block}
        self._years = {period.fiscal_year for period in plan.periods}
        self._earlier_rows = row_counts(form, (Key(*place) for place in plan.earlier))

    def page(self, section: Section, rows: RowCounts = MappingProxyType({})) -> Page:
        """The page of one section with all that repeats below it; ``rows``: how many rows tables
        have that have not the number with which they are distributed."""
        return Page(section, tuple(self._lines(_subject(section)._replace(rows=rows))))

    def first_label(self, section: Section) -> str:
        """The first text on the page of a section that stands in no slot, or none."""
        boxes = (box for line in self._lines(_subject(section)) for box in line.boxes)
        return next((box.text for box in boxes if box.text), "")

    def met(self, section: Section) -> Iterator[tuple[Block, str]]:
        """The blocks that the page is made of and who has something to fill in there (or empty):
        what can be told without laying it out."""
        return self._met(_subject(section))

    def _met(self, subject: _Subject) -> Iterator[tuple[Block, str]]:
        for row in self._rows[subject.block]:
            if row.head.type is FieldType.REPEAT:
                for below in self._below(subject, row.head):
                    yield from self._met(below)
            else:
                for place in row.places:
                    owner = self._owner_now(subject, place.field)
                    yield subject.block, owner
                    for partner in partners_of_field(self._plan, place.field, subject.item, owner):
                        yield subject.block, partner

    @property
    def further_sheets(self) -> frozenset[str]:
        """Names of the sheets on which lines of a page stand, but for its main one."""
        heads = (row.head for rows in self._rows.values() for row in rows)
        return frozenset(head.sheet for head in heads if head.sheet)

    def printed(self, section: Section) -> Iterator[Slot]:
        """The slots for words of a page that nobody fills in, without laying it out."""
        return self._printed(_subject(section))

    def _printed(self, subject: _Subject) -> Iterator[Slot]:
        for row in self._rows[subject.block]:
            if row.head.type is FieldType.REPEAT:
                yield from self._printed_below(subject, row.places[0])
            for place in row.places:
                is_text = place.field.type in (FieldType.TEXT, FieldType.LINE)
                if is_text and not _owner(self._plan, subject, place.field):
                    yield self._slot(subject, place)

    def _printed_below(self, subject: _Subject, place: _Place) -> Iterator[Slot]:
        for below in self._below(subject, place.field):
            if below.block in TABLES:
                boxes = (box for line in self._table(below, place) for box in line.boxes)
                yield from (box.slot for box in boxes if box.slot and not box.slot.owner)
            else:
                yield from self._printed(below)

    def _owner_now(self, subject: _Subject, field: Field) -> str:
        is_past = field.type is FieldType.YEARLY and self._plan.fiscal_year not in self._years
        return "" if is_past else _owner(self._plan, subject, field)

    def _lines(self, subject: _Subject, first_label: str = "") -> Iterator[PageLine]:
        for number, row in enumerate(self._rows[subject.block]):
            label = first_label if number == 0 and not row.head.label else ""
            lines = self._of_row(subject, row, label)
            sheet = row.head.sheet
            yield from (replace(line, sheet=sheet) for line in lines) if sheet else lines

    def _of_row(self, subject: _Subject, row: _Row, label: str) -> Iterator[PageLine]:
        if row.head.type is FieldType.REPEAT:
            return self._repeated(subject, row.places[0])
        if row.head.type is FieldType.YEARLY:
            return self._yearly(subject, row.places[0])
        return self._row(subject, row, label)

    def _repeated(self, subject: _Subject, place: _Place) -> Iterator[PageLine]:
        """The block that a field repeats. Its label is the label of the block's first field where
        that has none, otherwise a heading of its own."""
        repeated = self._below(subject, place.field)
        if repeated and repeated[0].block in TABLES:
            yield from self._table(repeated[0], place)
            return
        inner = self._rows[repeated[0].block] if repeated else ()
        if inner and inner[0].head.label and place.field.label:
            tag = f"{subject.tag}/{place.field.id}"
            yield PageLine(tag, (Box(Role.HEADING, 0, FULL, _label(place.label, subject)),))
        for below in repeated:
            yield from self._lines(below, place.label)

    def _table(self, subject: _Subject, place: _Place) -> Iterator[PageLine]:
        columns = self._rows[subject.block][0].places if self._rows[subject.block] else ()
        slots = [self._slot(subject, column) for column in columns]
        table = TablePlace(subject.item.code, subject.block)
        planned = max((slot.prefilled.count("\n") + 1 for slot in slots), default=1)
        fewest = max(place.field.lines, planned, self._earlier_rows.get(table, 0))
        tag = f"{subject.tag}/{place.field.id}"
        count = subject.rows.get(table, fewest)
        for line in table_lines(tag, place.field, _label(place.label, subject), slots, count):
            boxes = (
                box._replace(slot=_with_earlier(self._plan, box.slot)) if box.slot else box
                for box in line.boxes
            )
            yield replace(line, boxes=tuple(boxes))

    def _below(self, subject: _Subject, field: Field) -> list[_Subject]:
        """Those for which a field repeats its block; of a table, the item that has the table."""
        block, code = Block(field.choices[0]), subject.item.code
        if block in TABLES:
            return [subject._replace(block=block)]
        items: tuple[Kpi | Initiative, ...] = (
            self._plan.kpis_of(code) if block is Block.KPI else self._plan.initiatives_of(code)
        )
        return [_repeated_subject(subject, block, item) for item in items]

    def _row(self, subject: _Subject, row: _Row, first_label: str) -> Iterator[PageLine]:
        head = row.head
        if head.position in (Position.BELOW, Position.BARE):
            yield from self._full_width(subject, row.places[0], first_label)
            return
        boxes: list[Box] = []
        for place in row.places:
            slot = self._slot(subject, place, first_label)
            first_label = ""
            if place.middle > place.left:
                boxes.append(Box(Role.LABEL, place.left, place.middle, slot.label))
            boxes.append(Box(Role.VALUE, place.middle, place.right, slot=slot))
        yield PageLine(f"{subject.tag}/{head.id}", tuple(boxes), row.lines)

    def _full_width(self, subject: _Subject, place: _Place, label: str) -> Iterator[PageLine]:
        slot = self._slot(subject, place, label)
        tag = f"{subject.tag}/{place.field.id}"
        if place.field.position is Position.BELOW:
            yield PageLine(f"{tag}/見出し", (Box(Role.LABEL, 0, FULL, slot.label),))
        yield PageLine(tag, (Box(Role.VALUE, 0, FULL, slot=slot),), place.field.lines)

    def _yearly(self, subject: _Subject, place: _Place) -> Iterator[PageLine]:
        """A head line with the periods and a line with their values."""
        field, periods = place.field, self._plan.periods
        slot = self._slot(subject, place)
        left = field.label_width if field.position is Position.ROW else 0.0
        step = (FULL - left) / len(periods)
        edges = [left + step * i for i in range(len(periods))] + [FULL]
        heads = [Box(Role.LABEL, 0, left, PERIODS_HEAD)] if left else []
        values = [Box(Role.LABEL, 0, left, slot.label)] if left else []
        for period, start, end in zip(periods, edges, edges[1:], strict=False):
            heads.append(Box(Role.PERIOD, start, end, period.label, period=period))
            of_period = _period_slot(self._plan, slot, period)
            values.append(Box(Role.VALUE, start, end, slot=of_period, period=period))
        tag = f"{subject.tag}/{field.id}"
        if field.position is Position.BELOW:
            yield PageLine(f"{tag}/見出し", (Box(Role.LABEL, 0, FULL, slot.label),))
        yield PageLine(f"{tag}/時点", tuple(heads))
        yield PageLine(tag, tuple(values), field.lines)

    def _slot(self, subject: _Subject, place: _Place, label: str = "") -> Slot:
        """The slot of a field for one subject, its label completed, its pre-filled text found."""
        field, kpi = place.field, subject.kpi
        label = _label(label or place.label, subject)
        owner = _owner(self._plan, subject, field)
        slot = Slot(
            Key(subject.item.code, field.id, kpi.number if kpi else 0),
            subject.block,
            field,
            label,
            owner,
            planned_text(self._plan, subject.item, field),
            kpi,
            _programs(subject, field),
            is_filled_by_rule(self._plan, field, subject.item.code),
            partners=partners_of_field(self._plan, field, subject.item, owner),
        )
        return _with_earlier(self._plan, slot)


def _label(label: str, subject: _Subject) -> str:
    return label.replace("{番号}", str(subject.item.number)) if "{" in label else label


def _rows(fields: Iterable[Field], year: str) -> Iterator[_Row]:
    """Fields that share a row of the page; a field ``横`` joins the one before it."""
    row: list[Field] = []
    for field in fields:
        if row and field.position is not Position.BESIDE:
            yield _placed(row, year)
            row = []
        row.append(field)
    if row:
        yield _placed(row, year)


def _placed(row: list[Field], year: str) -> _Row:
    places: list[_Place] = []
    left = 0.0
    for field in row:
        right = FULL if field is row[-1] else min(FULL, left + field.width)
        middle = min(left + field.label_width, right)
        places.append(_Place(field, field.label.replace("{年度}", year), left, middle, right))
        left = right
    return _Row(tuple(places), max(field.lines for field in row))


def _subject(section: Section) -> _Subject:
    block, lead = BLOCK_OF_LEVEL[section.level], section.division
    return _Subject(block, section, section.code, lead, lead)


def _repeated_subject(above: _Subject, block: Block, item: Kpi | Initiative) -> _Subject:
    if isinstance(item, Kpi):
        return _Subject(block, item, f"{item.code}/KPI{item.number}", above.lead, above.lead, item)
    return _Subject(block, item, item.code, item.division, above.lead, rows=above.rows)


def _period_slot(plan: Plan, slot: Slot, period: Period) -> Slot:
    """One value of a yearly field. Open to its division is the year under evaluation, and an
    earlier one whose figure was to come later (未確定)."""
    is_now = period.fiscal_year == plan.fiscal_year
    kpi = slot.kpi if slot.field.meaning is Meaning.ACTUAL else None
    value = kpi.values.get(period.key) if kpi else None
    is_late = value is not None and _is_late(value, period, plan)
    prefilled = _history(value, slot.unit) if value and not is_now else ""
    if is_now and kpi and kpi.relisted_from:
        prefilled = "{} KPI{}に記入".format(*kpi.relisted_from)
    slot = slot._replace(
        key=slot.key._replace(period=period.key),
        owner=slot.owner if is_now or is_late else "",
        partners=slot.partners if is_now or is_late else (),
        prefilled=prefilled,
        is_optional=is_late or (kpi is not None and is_between(kpi.cycle, plan.fiscal_year)),
    )
    return _with_earlier(plan, slot)


def _is_late(value: KpiValue, period: Period, plan: Plan) -> bool:
    year = period.fiscal_year
    return value.status is ValueStatus.OPEN and year is not None and year < plan.fiscal_year


def _with_earlier(plan: Plan, slot: Slot) -> Slot:
    """The slot with what was collected of it in this phase and those before."""
    if slot.key not in plan.earlier:
        return slot
    before, seen = answered_before(plan, slot.key)
    if before is None and seen == slot.seen:
        return slot
    return slot._replace(prefilled=before or slot.prefilled, seen=seen)


def _history(value: KpiValue, unit: str) -> str:
    """A value of another year as people read it, with its unit where the master has a number."""
    return with_unit(value.text, value.quantity, unit)


def _owner(plan: Plan, subject: _Subject, field: Field) -> str:
    return owner_of_field(plan, field, subject.item, subject.lead, subject.above)


def _programs(subject: _Subject, field: Field) -> tuple[str, ...]:
    """Several programs whose amounts share a field."""
    item = subject.item
    if field.meaning is not Meaning.AMOUNT or not isinstance(item, Initiative):
        return ()
    return item.budget_programs if len(item.budget_programs) > 1 else ()
