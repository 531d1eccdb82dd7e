"""Fields that follow from others: their value, in the units in which the fields count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from zushi_xl.form.shared_amounts import CountedOnce, is_of_programs
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
from zushi_xl.text.folding import fold

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
    """Where a field stands that is added up at a place, without what the plan shows again (再掲);
    of a table, row by row without end."""
    if field.block in TABLES:
        yield from (Key(place.code, field.id, period=str(row)) for row in count(1))
    elif field.block is Block.KPI:
        counted = (kpi for kpi in plan.kpis_of(place.code) if kpi.relisted_from is None)
        yield from (Key(place.code, field.id, kpi.number) for kpi in counted)
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
                    yield name, _of_one(found.field, _content(plan, form, where, found, find))
                    break
            else:
                summed = summed_field(form, place.block, name)
                if summed is not None:
                    keys = summed_keys(plan, place, summed)
                    yield name, _total(plan, form, keys, summed, find)

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
    def is_undecided(self) -> bool:
        """Whether a part that is no blank has no figure, or one that nobody can work with."""
        parts = (part.content for part in self._operands.values())
        return any(content is not None and not content.is_usable() for content in parts)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The parts that stand in the way of a result: what is there cannot be worked with."""
        is_sum = is_plain_sum(self.calculation)
        parts = ((name, part.content) for name, part in self._operands.items())
        return tuple(n for n, c in parts if c is not None and not c.is_usable(is_sum))

    @property
    def is_about(self) -> bool:
        """Whether the result is known only about, as a part is."""
        return any(part.is_about for part in self._operands.values())

    @property
    def about(self) -> tuple[str, ...]:
        """The parts that were written about, each as it stands there: 業務時間 約100."""
        return self._written(lambda part: part.is_about)

    @property
    def bounds(self) -> tuple[str, ...]:
        """The parts that were written as a bound, 100以上, from which no one result follows."""
        return self._written(lambda part: part.is_bound)

    def _written(self, wanted: Callable[[_OperandContent], bool]) -> tuple[str, ...]:
        found = ((n, part) for n, part in self._operands.items() if wanted(part))
        return tuple(f"{n} {p.inexact}" for n, p in found if p.field.calculation is None)

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
    stands there, or among them; ``inexact``: the first text there that is not one exact figure."""

    field: Field
    content: FieldContent | None
    figures: Sequence[Decimal] = ()
    says_none: bool = False
    inexact: str = ""

    @property
    def is_about(self) -> bool:
        return self.content is not None and self.content.is_about

    @property
    def is_bound(self) -> bool:
        return self.content is not None and self.content.is_bound


def _of_one(field: Field, content: FieldContent | None) -> _OperandContent:
    figure = None if content is None else content.figure
    figures = () if figure is None else (figure,)
    if content is None:
        return _OperandContent(field, content)
    return _OperandContent(field, _one_figure(content), figures, content.says_none, content.text)


def _one_figure(content: FieldContent) -> FieldContent:
    """A bound, 100以上, is no figure to work with."""
    return content._replace(is_clear=False) if content.is_bound else content


def _content(
    plan: Plan, form: Form, place: BlockPlace, found: Named, find: Find
) -> FieldContent | None:
    """What a part says. One that is worked out itself and empty is no 0 where its own parts are not
    known here or cannot be worked with, nor before its result is filled in."""
    return _if_decided(plan, form, place, found.field, content_at(plan, place, found, find), find)


def _if_decided(
    plan: Plan,
    form: Form,
    place: BlockPlace,
    field: Field,
    content: FieldContent | None,
    find: Find,
) -> FieldContent | None:
    is_open = content is not None and not fold(content.text)
    if content is None or not is_open or field.calculation is None:
        return content
    own = ComputedValue(plan, form, place, field, find)
    if not own.is_known or own.value is not None or own.word:
        return None
    return content._replace(is_clear=False) if own.is_undecided else content


def _total(
    plan: Plan, form: Form, keys: Iterable[Key], field: Field, find: Find
) -> _OperandContent:
    """The contents of a field added up."""
    contents: list[FieldContent] = []
    is_in_table = field.block in TABLES
    once = CountedOnce(plan, form, find) if is_of_programs(field) else None
    for key in keys:
        content = find(Named(field), key)
        if content is None and is_in_table:
            break  # below the last row
        place = BlockPlace(field.block, key.code, key.kpi, key.period if is_in_table else "")
        content = _if_decided(plan, form, place, field, content, find)
        if content is None:
            return _OperandContent(field, None)
        rest = once.rest(key.code, content) if once else content
        if rest is not None:
            contents.append(_one_figure(rest))
    figures = [content.figure for content in contents if content.figure is not None]
    says_none = any(content.says_none for content in contents)
    inexact = next((c.text for c in contents if c.is_bound), "")
    inexact = inexact or next((c.text for c in contents if c.is_about), "")
    return _OperandContent(field, added(contents), figures, says_none, inexact)


def added(contents: Sequence[FieldContent]) -> FieldContent:
    """Contents as one: their sum, or the word of the first whose figure is not known."""
    figures = [content.figure for content in contents if content.figure is not None]
    is_clear = all(content.is_usable() for content in contents)
    withheld = next((content for content in contents if content.is_withheld), None)
    if withheld is not None:
        return withheld._replace(is_clear=is_clear)
    total = sum(figures, Decimal(0)) if figures else None
    inexact = sorted((c for c in contents if c.qualifier), key=lambda c: c.is_about)  # bounds first
    qualifier = inexact[0].qualifier if inexact else None
    text = "" if total is None else f"{total:f}"
    return FieldContent(text, total, is_clear, qualifier=qualifier)


def plain_figure(value: Decimal) -> str:
    """With thousands parted, without zeros at the end.

    >>> plain_figure(Decimal("1200.50"))
    '1,200.5'
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
