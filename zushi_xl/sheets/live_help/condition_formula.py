"""Conditions of fields as Excel formulas: what the other cells of the sheet say while it is filled.

What stands on another sheet, or is known from the plan alone, is worked out when the form is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.form.field_conditions import (
    FIGURES,
    BlockPlace,
    FieldContent,
    Find,
    Named,
    base_figure,
    judge_at,
    key_at,
    named,
    place_around,
    words_of,
)
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import Field, FieldType, Form, grades_of
from zushi_xl.plan.conditions.evaluation import holds
from zushi_xl.plan.conditions.grammar import figure_in
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Conjunction,
    Disjunction,
    Figure,
    Negation,
    PartOf,
    Predicate,
    Presence,
    Statement,
    Test,
    Wording,
)
from zushi_xl.plan.model import Plan
from zushi_xl.quantity.units import in_unit
from zushi_xl.sheets.live_help.plain_number import number_formula, plain_number
from zushi_xl.workbook.formulas import string_literal


class FormulaCondition(NamedTuple):
    """A condition in a formula, and whether it holds now."""

    formula: str
    holds: bool


class PageCells(NamedTuple):
    """Where the fields of a sheet stand, and what is in them now."""

    places: Mapping[Key, str]
    texts: Callable[[Key], str | None]
    slots: Mapping[Key, Slot]


class ConditionWriter(NamedTuple):
    """Writes the conditions of one field as formulas over the cells of its sheet."""

    plan: Plan
    form: Form
    cells: PageCells
    place: BlockPlace

    def condition(self, predicate: Predicate) -> FormulaCondition:
        """A predicate as a formula, and whether it holds for what stands there now."""
        judge = judge_at(self.plan, self.form, self.place, self.find)
        return FormulaCondition(self._formula(predicate), holds(predicate, judge) is True)

    @property
    def find(self) -> Find:
        """How the judge of conditions finds the content of a field on the sheet."""

        def find(found: Named, key: Key) -> FieldContent | None:
            text = self.cells.texts(key)
            if text is None:
                return None
            unit = self.unit_of(found.field, key)
            number = plain_number(text, unit) if found.field.type in FIGURES else None
            return FieldContent(text, None if number is None else number / scale_of(unit))

        return find

    def unit_of(self, field: Field, key: Key) -> str:
        """The unit of a field at a place: its slot's, else the field's."""
        slot = self.cells.slots.get(key)
        return slot.unit if slot else field.unit

    def _formula(self, predicate: Predicate) -> str:
        if isinstance(predicate, Negation):
            return f"NOT({self._formula(predicate.part)})"
        if isinstance(predicate, Conjunction | Disjunction):
            name = "AND" if isinstance(predicate, Conjunction) else "OR"
            return f"{name}({','.join(map(self._formula, predicate.parts))})"
        return self._test(predicate)

    def _test(self, test: Test) -> str:
        if not isinstance(test, Statement):
            name = test.left if isinstance(test, Comparison) else test.name
            place = self.cell_of(name)
            if place is not None:
                return self._by_cell(test, *place)
        judge = judge_at(self.plan, self.form, self.place, self.find)
        return "TRUE" if judge(test) else "FALSE"

    def cell_of(self, name: str) -> tuple[Named, str, Key] | None:
        """The field that a name means around this place, and the A1 of its cell."""
        for where in place_around(self.plan, self.place):
            found = named(self.form, where.block, name)
            if found is not None:
                key = key_at(self.plan, where, found.field)
                cell = self.cells.places.get(key)
                return (found, fixed(cell), key) if cell else None
        return None

    def _by_cell(self, test: Test, found: Named, cell: str, key: Key) -> str:
        if isinstance(test, Presence):
            return f'TRIM({cell}){"<>" if test.is_there else "="}""'
        if isinstance(test, Wording):
            words = self._words(test, found)
            each = [f"ASC(TRIM({cell}))=ASC({string_literal(w)})" for w in words]
            each += self._same_figures(test, found.field, cell, key)
            is_one = f"OR({','.join(each)})" if each else "FALSE"
            return is_one if test.is_one else f"NOT({is_one})"
        return self._compared(test, found.field, cell, key) if isinstance(test, Comparison) else ""

    def _same_figures(self, test: Wording, field: Field, cell: str, key: Key) -> Iterator[str]:
        """For the words that are figures, where the field holds one."""
        unit = self.unit_of(field, key)
        figures = (figure_in(word) for word in test.words if field.type in FIGURES)
        for figure in figures:
            if figure is not None:
                value = f"{base_figure(figure, unit):f}"
                yield f"IFERROR({in_base(number_formula(cell, unit), unit)}={value},FALSE)"

    def _words(self, test: Wording, found: Named) -> list[str]:
        """The words, and the other ways to write the grades that they name."""
        if found.field.type is not FieldType.RATING:
            return list(test.words)
        grades = grades_of(self.plan, found.field)
        named_ = set(test.words)
        if found.is_class:
            meant = [grade for grade in grades if grade.grade_class.value in named_]
        else:
            meant = [grade for grade in grades if named_ & set(words_of(grade))]
        return [word for grade in meant for word in words_of(grade)]

    def _compared(self, test: Comparison, field: Field, cell: str, key: Key) -> str:
        unit = self.unit_of(field, key)
        right = self._right(test.right, unit)
        sign = {"≧": ">=", "≦": "<="}.get(test.operator, test.operator)
        left = in_base(number_formula(cell, unit), unit)
        return f"IFERROR({left}{sign}{right},FALSE)" if right else "FALSE"

    def _right(self, right: str | PartOf | Figure, unit: str) -> str:
        if isinstance(right, Figure):
            return f"{base_figure(right, unit):f}"
        name, percent = right if isinstance(right, PartOf) else (right, Decimal(100))
        other = self.cell_of(name)
        if other is None:
            return ""
        found, cell, key = other
        other_unit = self.unit_of(found.field, key)
        number = in_base(number_formula(cell, other_unit), other_unit)
        return f"{number}*{percent / 100:f}"


def scale_of(unit: str) -> Decimal:
    """What a figure in a scaled unit (千円) is divided by to get the base unit."""
    return in_unit(Decimal(1), unit) if unit else Decimal(1)


def in_base(formula: str, unit: str) -> str:
    """A formula of a figure in ``unit``, turned into the unit without 千 and 万."""
    scale = scale_of(unit)
    return formula if scale == 1 else f"({formula})/{scale:f}"


def fixed(cell: str) -> str:
    """A1 that does not move: $D$8."""
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
