"""Fields that follow from others: their value, in the units in which the fields count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from zushi_xl.form.field_conditions import (
    BlockPlace,
    FieldContent,
    Find,
    Named,
    around,
    content_at,
    named,
    place_around,
)
from zushi_xl.form.layout import Key
from zushi_xl.form.model import TABLES, Block, Field, FieldType, Form
from zushi_xl.plan.conditions.calculations import (
    Calculation,
    calculated,
    is_plain_sum,
    operands_in,
    written,
)
from zushi_xl.plan.model import Plan
from zushi_xl.quantity.rounding import half_unit_in
from zushi_xl.quantity.units import from_unit, in_unit

COMPUTED = (FieldType.MONEY, FieldType.NUMBER)
TOTAL = "の合計"  # ends the name of what is added up
NONE = "ー"  # the sum of parts that all say so


def operand_of(form: Form, block: Block, name: str) -> Field | None:
    """The field that a name in a sum means: of the block, of one around it, or one that is added up
    over a block that repeats within (予算額の合計)."""
    found = (named(form, each, name) for each in around(form, block))
    own = next((n.field for n in found if n is not None and not n.is_class), None)
    return own or summed_field(form, block, name)


def summed_field(form: Form, block: Block, name: str) -> Field | None:
    """The field of a repeated block that 「予算額の合計」 adds up."""
    return next((f for f in _repeated(form, block, name) if f.type in COMPUTED), None)


def repeated_field(form: Form, block: Block, name: str) -> Field | None:
    """The field of a repeated block that 「費目の合計」 speaks of, whether it can be added up or
    not."""
    return next(_repeated(form, block, name), None)


def _repeated(form: Form, block: Block, name: str) -> Iterator[Field]:
    base = name.removesuffix(TOTAL)
    if base == name:
        return
    for field in form.of(block):
        if field.type is FieldType.REPEAT:
            found = named(form, Block(field.choices[0]), base)
            if found is not None:
                yield found.field


def sums_a_table(form: Form, field: Field) -> bool:
    """Whether a field adds up a column of a table: how many rows that has, the return tells."""
    if field.calculation is None:
        return False
    operands = operands_in(field.calculation.calculation)
    summed = (summed_field(form, field.block, name) for name in operands)
    return any(each is not None and each.block in TABLES for each in summed)


def summed_keys(plan: Plan, place: BlockPlace, field: Field) -> Iterator[Key]:
    """Where a field stands that is added up at a place; of a table, row by row without end."""
    if field.block in TABLES:
        yield from (Key(place.code, field.id, period=str(row)) for row in count(1))
    elif field.block is Block.KPI:
        yield from (Key(place.code, field.id, kpi.number) for kpi in plan.kpis_of(place.code))
    else:
        for initiative in plan.initiatives_of(place.code):
            if not initiative.relisted_from:
                yield Key(initiative.code, field.id)


def money_unit_of(form: Form, field: Field, calculation: Calculation) -> str:
    """The unit in which a sum counts money: that of its result, for a number of its first amount;
    empty where it has none."""
    if field.type is FieldType.MONEY:
        return field.unit
    fields = (operand_of(form, field.block, name) for name in operands_in(calculation))
    money = (f for f in fields if f is not None and f.type is FieldType.MONEY)
    return next((f.unit for f in money), "")


class ComputedValue:
    """One computed field at one place, and what its operands say there."""

    def __init__(self, plan: Plan, form: Form, place: BlockPlace, field: Field, find: Find):
        assert field.calculation is not None
        self.calculation = field.calculation.calculation
        self._field = field
        self._unit = money_unit_of(form, field, self.calculation)
        self._operands = dict(self._contents(plan, form, place, find))

    def _contents(
        self, plan: Plan, form: Form, place: BlockPlace, find: Find
    ) -> Iterator[tuple[str, _OperandContent]]:
        for name in operands_in(self.calculation):
            for where in place_around(plan, place):
                found = named(form, where.block, name)
                if found is not None:
                    yield name, _of_one(found.field, content_at(plan, where, found, find))
                    break
            else:
                summed = summed_field(form, place.block, name)
                if summed is not None:
                    yield name, _total(summed_keys(plan, place, summed), summed, find)

    def _counted(self, value: Decimal, operand: Field) -> Decimal:
        """A value of the base unit in the unit in which the sum counts an operand."""
        return in_unit(value, self._unit if operand.type is FieldType.MONEY else operand.unit)

    @property
    def is_known(self) -> bool:
        """Whether it is known here what every operand says, if only that it is empty."""
        return all(operand.content is not None for operand in self._operands.values())

    @property
    def value(self) -> Decimal | None:
        """The result in the unit of the field; None where something needed is missing. In a sum
        an empty field and one with a dash count as 0, unless there is no figure at all."""
        return self._result({})

    @property
    def word(self) -> str:
        """What the result says where it is no figure: of a sum whose parts have none but dashes and
        words for them ー (it is none too, and not 0), else the word of the first part that has a
        figure which is not known (未確定). Empty where a part is missing or cannot be read."""
        is_sum = is_plain_sum(self.calculation)
        parts = [part.content for part in self._operands.values() if part.content is not None]
        if len(parts) < len(self._operands) or not all(part.is_usable(is_sum) for part in parts):
            return ""
        withheld = next((part.text for part in parts if part.is_withheld), "")
        is_none = any(p.says_none for p in self._operands.values())
        has_figure = any(part.figure is not None for part in parts)
        return withheld or (NONE if is_none and not has_figure else "")

    @property
    def slack(self) -> Decimal:
        """By how much the operands' rounding may move the result: half of its last place for each
        figure with decimals, each share and each amount in thousands; nothing for counts."""
        value = self.value
        if value is None:
            return Decimal(0)
        return sum((self._moved(name, value) for name in self._operands), Decimal(0))

    def _moved(self, name: str, value: Decimal) -> Decimal:
        half = self._half_unit(self._operands[name])
        results = (self._result({name: step}) for step in (-half, half) if half)
        return max((abs(r - value) for r in results if r is not None), default=Decimal(0))

    def _half_unit(self, operand: _OperandContent) -> Decimal:
        """By how much an operand may be rounded; of a total, all its parts together."""
        unit = operand.field.unit
        column = (o.figures for o in self._operands.values() if o.field.unit == unit)
        half = half_unit_in(unit, (in_unit(f, unit) for figures in column for f in figures))
        return self._counted(from_unit(half * len(operand.figures), unit), operand.field)

    def _result(self, moved: Mapping[str, Decimal]) -> Decimal | None:
        """The result where some figures are moved by so much."""
        is_open = is_plain_sum(self.calculation) and any(
            operand.figures for operand in self._operands.values()
        )

        def figure(name: str) -> Decimal | None:
            found = self._figure(name, is_open)
            return found if found is None else found + moved.get(name, 0)

        return calculated(self.calculation, figure)

    def _figure(self, name: str, blank_is_zero: bool) -> Decimal | None:
        operand = self._operands.get(name)
        if operand is None or operand.content is None or not operand.content.is_clear:
            return None
        if operand.content.figure is None:
            return Decimal(0) if blank_is_zero and operand.content.is_blank else None
        return self._counted(operand.content.figure, operand.field)

    @property
    def arithmetic(self) -> str:
        """The sum with its figures: 国庫支出金 500＋一般財源 300."""
        return written(self.calculation, self._show)

    def _show(self, name: str) -> str:
        figure = self._figure(name, blank_is_zero=False)
        return f"{name} {self._said(name) if figure is None else plain_figure(figure)}"

    def _said(self, name: str) -> str:
        """The word of an operand without a figure; an empty one counts as 0."""
        operand = self._operands.get(name)
        if operand is None or operand.content is None:
            return "0"
        return operand.content.text.strip() or (NONE if operand.says_none else "0")


class _OperandContent(NamedTuple):
    """What an operand says at one place; None where that is not known. ``figures``, in the base
    unit, are what it is made of: one, those that a total adds up, or none. ``says_none``: a dash
    stands there, or among them."""

    field: Field
    content: FieldContent | None
    figures: Sequence[Decimal] = ()
    says_none: bool = False


def _of_one(field: Field, content: FieldContent | None) -> _OperandContent:
    figure = None if content is None else content.figure
    figures = () if figure is None else (figure,)
    return _OperandContent(field, content, figures, content is not None and content.says_none)


def _total(keys: Iterable[Key], field: Field, find: Find) -> _OperandContent:
    """The contents of a field added up."""
    contents: list[FieldContent] = []
    for key in keys:
        content = find(Named(field), key)
        if content is None and field.block in TABLES:
            break  # below the last row
        if content is None:
            return _OperandContent(field, None)
        contents.append(content)
    figures = [content.figure for content in contents if content.figure is not None]
    says_none = any(content.says_none for content in contents)
    return _OperandContent(field, _added(contents, figures), figures, says_none)


def _added(contents: Sequence[FieldContent], figures: Sequence[Decimal]) -> FieldContent:
    is_clear = all(content.is_usable() for content in contents)
    withheld = next((content for content in contents if content.is_withheld), None)
    if withheld is not None:
        return withheld._replace(is_clear=is_clear)
    total = sum(figures, Decimal(0)) if figures else None
    return FieldContent("" if total is None else f"{total:f}", total, is_clear)


def plain_figure(value: Decimal) -> str:
    """With thousands parted, without zeros at the end.

    >>> plain_figure(Decimal("1200.50"))
    '1,200.5'
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
