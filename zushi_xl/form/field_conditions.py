"""Conditions of fields: what their names mean on a form, and whether they hold.

A name in a condition is a field of the same block, else of the block around it (by id, label or
役割), else a column of the plan master in their rows. 「評価の区分」 is the class of a grade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import TABLES, Block, Field, FieldType, Form, grades_of, sheet_of
from zushi_xl.form.planned_texts import planned_quantity, planned_text
from zushi_xl.plan.conditions.evaluation import Judge, holds, is_worded
from zushi_xl.plan.conditions.grammar import figure_in
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Figure,
    PartOf,
    Predicate,
    Presence,
    Statement,
    Test,
    Wording,
)
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.plan.scales import Grade
from zushi_xl.quantity import MissingReason, Qualifier, Quantity
from zushi_xl.quantity.units import in_unit
from zushi_xl.text.folding import fold, fold_label

_CLASS = "の区分"
FIGURES = (FieldType.MONEY, FieldType.NUMBER, FieldType.YEARLY)


class Named(NamedTuple):
    """The field that a name means; ``is_class``: the class of its grade."""

    field: Field
    is_class: bool = False


_NOTHING = ("none", "dash", "not_applicable")  # what nothing is missing from where it is left out
_WITHHELD = ("pending", "unknown", "suppressed")  # what may be any figure


class FieldContent(NamedTuple):
    """What stands in a field: its text, the figure in the base unit, whether it can be read, the
    reason that its word gives for having none, and what the figure is if not exact: 約, 以上.
    ``parts``: the figures that it is made of, where several programs stand in one cell."""

    text: str
    figure: Decimal | None = None
    is_clear: bool = True
    reason: MissingReason | None = None
    qualifier: Qualifier | None = None
    parts: tuple[Decimal, ...] = ()

    @property
    def is_about(self) -> bool:
        """Whether the figure is known about: 約100."""
        return self.qualifier == "about"

    @property
    def is_bound(self) -> bool:
        """Whether only a bound is known: 100以上, 50未満."""
        return self.qualifier is not None and not self.is_about

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there, or a dash or word that says that there is nothing."""
        return not fold(self.text) or self.says_none

    @property
    def says_none(self) -> bool:
        """Whether a dash or a word for it stands there."""
        return self.reason in _NOTHING or fold(self.text) == "-"

    @property
    def is_withheld(self) -> bool:
        """Whether a word says that there is a figure which is not known yet, or to nobody here."""
        return self.reason in _WITHHELD

    def is_usable(self, blank_too: bool = True) -> bool:
        """Whether a sum knows what to make of it: a figure, a word, perhaps nothing at all."""
        says = self.figure is not None or self.is_withheld or (blank_too and self.is_blank)
        return self.is_clear and says


class BlockPlace(NamedTuple):
    """Where a condition stands: one section, KPI or initiative, or the ``row`` of a table."""

    block: Block
    code: str
    kpi: int = 0
    row: str = ""


def place_of_slot(slot: Slot) -> BlockPlace:
    """The item of the plan, and of a table the row, that a slot belongs to."""
    key, is_in_table = slot.key, slot.block in TABLES
    return BlockPlace(slot.block, key.code, key.kpi, key.period if is_in_table else "")


Find = Callable[[Named, Key], FieldContent | None]
"""What a field says at a place; None where it is not known here."""


def around(form: Form, block: Block) -> Iterator[Block]:
    """The block, then those that repeat it."""
    yield block
    for outer in Block:
        fields = form.of(outer)
        if any(f.type is FieldType.REPEAT and f.choices[0] == block for f in fields):
            yield outer


def named(form: Form, block: Block, name: str) -> Named | None:
    """The field of one block that a name means."""
    found = next(_fields(form, block, name), None)
    if found is None and name.endswith(_CLASS):
        rating = next(_fields(form, block, name.removesuffix(_CLASS)), None)
        return Named(rating, True) if rating and rating.type is FieldType.RATING else None
    return Named(found) if found else None


def _fields(form: Form, block: Block, name: str) -> Iterator[Field]:
    key = fold_label(name)
    fields = [field for field in form.of(block) if field.type is not FieldType.REPEAT]
    yield from (f for f in fields if key in (fold_label(f.id), fold_label(f.label)))
    yield from (f for f in fields if key == fold_label(f.label.split("（")[0]))
    yield from (f for f in fields if f.meaning is not None and key == fold_label(f.meaning.value))


def place_around(plan: Plan, place: BlockPlace) -> Iterator[BlockPlace]:
    """The place itself, then the section that it stands in."""
    yield place
    section = plan.section_by_code.get(place.code)
    initiative = plan.initiative_by_code.get(place.code)
    if place.block is Block.KPI or place.block in TABLES:
        yield BlockPlace(block_of(section) if section else Block.INITIATIVE, place.code)
    if initiative and (above := plan.section_by_code.get(initiative.measure)):
        yield BlockPlace(block_of(above), above.code)


def block_of(section: Section) -> Block:
    """The block of a section's level."""
    return Block[section.level.name]


def field_holds(
    predicate: Predicate, plan: Plan, form: Form, place: BlockPlace, find: Find
) -> bool | None:
    """Whether a condition holds at a place; None where that is not known."""
    return holds(predicate, judge_at(plan, form, place, find))


def judge_at(plan: Plan, form: Form, place: BlockPlace, find: Find) -> Judge:
    """Judges tests at a place, by the fields and columns around it; None: not known."""

    def judge(test: Test) -> bool | None:
        if isinstance(test, Statement):
            return None
        name = test.left if isinstance(test, Comparison) else test.name
        for where in place_around(plan, place):
            found = named(form, where.block, name)
            if found:
                return _by_field(test, plan, form, where, found, find)
            text = _column(plan, where, name)
            if text is not None:
                if isinstance(test, Wording):
                    return is_worded(text, test)
                return _by_text(test, FieldContent(text), ())
        return None

    return judge


def key_at(plan: Plan, place: BlockPlace, field: Field) -> Key:
    """The datum of a field at a place; of a yearly field that of the year under evaluation."""
    period = str(plan.fiscal_year) if field.type is FieldType.YEARLY else place.row
    return Key(place.code, field.id, place.kpi, period)


def item_at(plan: Plan, place: BlockPlace) -> Section | Kpi | Initiative | None:
    """The section, KPI or initiative at a place; None where the plan has none."""
    if place.block is Block.KPI:
        return next((k for k in plan.kpis_of(place.code) if k.number == place.kpi), None)
    if place.block is Block.INITIATIVE:
        return plan.initiative_by_code.get(place.code)
    return plan.item_of(place.code) if place.row else plan.section_by_code.get(place.code)


def _column(plan: Plan, place: BlockPlace, name: str) -> str | None:
    """The text of the plan master's column; None where no such column is."""
    item = item_at(plan, place)
    if item is None:
        return None
    key = fold_label(name)
    headers = sheet_of(plan, place.block)[1]
    header = next((h for h in headers if fold_label(h) == key), None)
    return item.texts.get(header, "") if header is not None else None


def content_at(plan: Plan, place: BlockPlace, found: Named, find: Find) -> FieldContent | None:
    """What a field says: as reported, for a field that the office fills what the plan says."""
    said = find(found, key_at(plan, place, found.field))
    item = item_at(plan, place)
    if said is None and not found.field.is_filled and item is not None:
        return _printed(found.field, _planned_at(plan, item, place, found.field))
    return said


def _printed(field: Field, text: str) -> FieldContent:
    """What the plan says, as the form prints it: figures count like those that people type."""
    quantity = planned_quantity(field, text) if field.type in FIGURES else None
    return content_of(text, quantity)


def content_of(text: str, quantity: Quantity | None) -> FieldContent:
    """What a text says, and the quantity that it was read as, where it was."""
    if quantity is None:
        return FieldContent(text)
    is_clear = not quantity.ambiguous
    reason = quantity.missing_reason if is_clear else None
    return FieldContent(text, quantity.value, is_clear, reason, quantity.qualifier)


def _planned_at(
    plan: Plan, item: Section | Kpi | Initiative, place: BlockPlace, field: Field
) -> str:
    """What the plan says; of a table, the line that stands in the row."""
    text = planned_text(plan, item, field)
    if not place.row:
        return text
    lines = text.split("\n")
    return lines[int(place.row) - 1] if int(place.row) <= len(lines) else ""


def _by_field(
    test: Test, plan: Plan, form: Form, place: BlockPlace, found: Named, find: Find
) -> bool | None:
    said = content_at(plan, place, found, find)
    if said is None or not said.is_clear:
        return None
    if isinstance(test, Comparison):
        return _compared(test, plan, form, place, found, find)
    if isinstance(test, Wording) and found.field.type in FIGURES:
        return _is_figure(test, said, unit_at(plan, place, found.field))
    grades = grades_of(plan, found.field) if found.field.type is FieldType.RATING else ()
    if found.is_class:
        return _by_class(test, said, grades)
    return _by_text(test, said, grades)


def _is_figure(test: Wording, said: FieldContent, unit: str) -> bool:
    """Whether a figure is one of the words: 1,000円 is 1000, whichever way both are written."""
    is_said = bool(_by_text(test._replace(is_one=True), said, ()))
    figures = (figure_in(word) for word in test.words)
    values = [base_figure(figure, unit) for figure in figures if figure is not None]
    return (is_said or said.figure in values) is test.is_one


def _by_class(test: Test, said: FieldContent, grades: tuple[Grade, ...]) -> bool | None:
    grade = next((g for g in grades if fold(said.text) in map(fold, words_of(g))), None)
    return _by_text(test, FieldContent(grade.grade_class.value if grade else ""), ())


def words_of(grade: Grade) -> tuple[str, ...]:
    """The ways in which conditions and answers name a grade."""
    return tuple(word for word in (grade.text, grade.symbol, grade.label) if word)


def _by_text(test: Test, said: FieldContent, grades: tuple[Grade, ...]) -> bool | None:
    if isinstance(test, Presence):
        return bool(fold(said.text)) is test.is_there
    if not isinstance(test, Wording):
        return None
    spoken = {fold(said.text)}
    for grade in grades:
        if fold(said.text) in map(fold, words_of(grade)):
            spoken.update(map(fold, words_of(grade)))
    return bool(spoken & set(map(fold, test.words))) is test.is_one


def _compared(
    test: Comparison, plan: Plan, form: Form, place: BlockPlace, found: Named, find: Find
) -> bool | None:
    left = _figure(plan, form, place, found.field.id, find)
    right = _right(test.right, plan, form, place, found.field, find)
    return None if left is None or right is None else _SIGNS[test.operator](left, right)


_SIGNS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "≧": Decimal.__ge__,
    "≦": Decimal.__le__,
    ">": Decimal.__gt__,
    "<": Decimal.__lt__,
}


def _right(
    right: str | PartOf | Figure,
    plan: Plan,
    form: Form,
    place: BlockPlace,
    field: Field,
    find: Find,
) -> Decimal | None:
    if isinstance(right, Figure):
        return base_figure(right, unit_at(plan, place, field))
    name, percent = right if isinstance(right, PartOf) else (right, Decimal(100))
    figure = _figure(plan, form, place, name, find)
    return None if figure is None else figure * percent / 100


def unit_at(plan: Plan, place: BlockPlace, field: Field) -> str:
    """The unit of a bare figure in a field."""
    item = item_at(plan, place)
    if field.type is FieldType.YEARLY and isinstance(item, Kpi):
        return item.unit or ""
    return field.unit


def base_figure(figure: Figure, unit: str) -> Decimal:
    """A figure of a condition in the base unit: a bare one is in the ``unit`` of the field."""
    scale = in_unit(Decimal(1), unit) if unit and not figure.unit else Decimal(1)
    return figure.value / scale


def _figure(plan: Plan, form: Form, place: BlockPlace, name: str, find: Find) -> Decimal | None:
    for where in place_around(plan, place):
        found = named(form, where.block, name)
        if found and found.field.type in FIGURES:
            said = content_at(plan, where, found, find)
            return said.figure if said and said.is_clear else None
    return None
