"""Fields that follow from others: their value, in the units in which the fields count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.form.field_conditions import (
    BlockPlace,
    FieldContent,
    Find,
    around,
    content_at,
    named,
    place_around,
)
from zushi_xl.form.model import Block, Field, FieldType, Form
from zushi_xl.plan.conditions.calculations import (
    Calculation,
    calculated,
    is_plain_sum,
    operands_in,
    written,
)
from zushi_xl.plan.model import Plan
from zushi_xl.quantity.units import in_unit

COMPUTED = (FieldType.MONEY, FieldType.NUMBER)


def operand_of(form: Form, block: Block, name: str) -> Field | None:
    """The field that a name in a sum means: of the block, else of one around it."""
    found = (named(form, each, name) for each in around(form, block))
    return next((n.field for n in found if n is not None and not n.is_class), None)


def money_unit_of(form: Form, field: Field, calculation: Calculation) -> str:
    """The unit in which a sum counts money: that of its result, for a number of its first amount;
    empty where it has none."""
    if field.type is FieldType.MONEY:
        return field.unit
    fields = (operand_of(form, field.block, name) for name in operands_in(calculation))
    money = (f for f in fields if f is not None and f.type is FieldType.MONEY)
    return next((f.unit for f in money), "")


class Worked:
    """One computed field at one place, and what its operands say there."""

    def __init__(self, plan: Plan, form: Form, place: BlockPlace, field: Field, find: Find):
        assert field.calculation is not None
        self.calculation = field.calculation.calculation
        self._field = field
        self._unit = money_unit_of(form, field, self.calculation)
        self._said = dict(self._contents(plan, form, place, find))

    def _contents(
        self, plan: Plan, form: Form, place: BlockPlace, find: Find
    ) -> Iterator[tuple[str, FieldContent | None]]:
        for name in operands_in(self.calculation):
            for where in place_around(plan, place):
                found = named(form, where.block, name)
                if found is not None:
                    content = content_at(plan, where, found, find)
                    figure = content.figure if content else None
                    if content and figure is not None:
                        content = content._replace(
                            figure=in_unit(figure, self._counted(found.field))
                        )
                    yield name, content
                    break

    def _counted(self, operand: Field) -> str:
        """The unit in which the sum counts an operand."""
        return self._unit if operand.type is FieldType.MONEY else operand.unit

    @property
    def value(self) -> Decimal | None:
        """The result in the unit of the field; None where something needed is missing. In a sum
        an empty field counts as 0, unless all are empty."""
        has_any = any(c is not None and c.figure is not None for c in self._said.values())
        is_open = is_plain_sum(self.calculation) and has_any
        return calculated(self.calculation, lambda name: self._figure(name, is_open))

    def _figure(self, name: str, blank_is_zero: bool) -> Decimal | None:
        content = self._said.get(name)
        if content is None or not content.is_clear:
            return None
        if content.figure is None and blank_is_zero and content.is_blank:
            return Decimal(0)
        return content.figure

    @property
    def arithmetic(self) -> str:
        """The sum with its figures: 国庫支出金 500＋一般財源 300."""
        return written(self.calculation, self._show)

    def _show(self, name: str) -> str:
        content = self._said.get(name)
        figure = content.figure if content else None
        return f"{name} {'0' if figure is None else plain_figure(figure)}"


def plain_figure(value: Decimal) -> str:
    """With thousands parted, without zeros at the end.

    >>> plain_figure(Decimal("1200.50"))
    '1,200.5'
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
