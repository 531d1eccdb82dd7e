"""A computed field as an Excel formula over the cells of its sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import NamedTuple

from zushi_xl.form.computed import (
    Worked,
    money_unit_of,
    operand_of,
    summed_field,
    summed_keys,
)
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import Field, FieldType
from zushi_xl.plan.conditions.calculations import (
    Calculation,
    Constant,
    Operand,
    is_plain_sum,
    operands_in,
)
from zushi_xl.sheets.live_help.condition_formula import ConditionWriter, fixed, in_base, scale_of
from zushi_xl.sheets.live_help.plain_number import number_formula
from zushi_xl.text.folding import DASHES
from zushi_xl.workbook.sheet import Formula

_MOST = 200  # cells that one formula names


class ComputedCell(NamedTuple):
    """Writes the sum of one field; ``writer`` knows the cells around it."""

    writer: ConditionWriter
    slot: Slot

    def formula(self) -> Formula:
        """The formula, with the result as the fields stand now."""
        field = self.slot.field
        assert field.calculation is not None
        calculation = field.calculation.calculation
        cells = {name: self._cells(name) for name in operands_in(calculation)}
        known = [cell for found in cells.values() for cell, _ in found]
        form = self.writer.form
        worked = Worked(self.writer.plan, form, self.writer.place, field, self.writer.find)
        now = worked.value
        cached = "" if now is None else now
        if not self._is_of_one(key for found in cells.values() for _, key in found):
            return Formula('=""', "")
        if not all(cells.values()) or not 0 < len(known) <= _MOST:
            return Formula(f"={now:f}" if now is not None else '=""', cached)
        filled = ",".join(f'{_bare(cell)}<>""' for cell in known)
        unit = money_unit_of(form, field, calculation)
        is_sum = is_plain_sum(calculation)
        text = _text(calculation, lambda name: self._number(name, unit, is_sum))
        is_there = "OR" if is_sum else "AND"
        return Formula(f'=IFERROR(IF({is_there}({filled}),{text},""),"")', cached)

    def _is_of_one(self, keys: Iterable[Key]) -> bool:
        """Whether nobody else fills what is added up: an empty cell of theirs is no 0."""
        slots = self.writer.cells.slots
        return {slots[key].owner for key in keys} <= {"", self.slot.owner}

    def _number(self, name: str, unit: str, blank_is_zero: bool) -> str:
        """The figure of a field, in the unit in which the sum counts money; of several, all."""
        operand = operand_of(self.writer.form, self.slot.block, name)
        assert operand is not None
        cells = self._cells(name)
        is_total = len(cells) > 1
        each = (
            self._of_cell(cell, key, operand, unit, blank_is_zero or is_total)
            for cell, key in cells
        )
        return f"({'+'.join(each)})" if is_total else next(each)

    def _cells(self, name: str) -> list[tuple[str, Key]]:
        """The cells of the sheet that a name means, with what stands in each."""
        writer = self.writer
        found = writer.cell_of(name)
        if found is not None:
            return [(found[1], found[2])]
        summed = summed_field(writer.form, self.slot.block, name)
        if summed is None:
            return []
        keys = summed_keys(writer.plan, writer.place, summed)
        known = takewhile(lambda key: key in writer.cells.places, keys)
        return [(fixed(writer.cells.places[key]), key) for key in known]

    def _of_cell(self, cell: str, key: Key, operand: Field, unit: str, blank_is_zero: bool) -> str:
        own = self.writer.unit_of(operand, key)
        number = number_formula(cell, own)
        if operand.type is FieldType.MONEY and scale_of(own) != scale_of(unit):
            number = f"{in_base(number, own)}*{scale_of(unit):f}"
        if not blank_is_zero:
            return number
        bare = _bare(cell)
        is_none = f'OR({bare}="",AND(LEN({bare})=1,ISNUMBER(FIND({bare},"{DASHES}"))))'
        return f"IF({is_none},0,{number})"


def _bare(cell: str) -> str:
    """What stands in a cell without the blanks around it, wide ones too."""
    return f'TRIM(SUBSTITUTE({cell},"　"," "))'


_SIGNS = {"＋": "+", "－": "-", "×": "*", "÷": "/"}


def _text(calculation: Calculation, number: Callable[[str], str]) -> str:
    if isinstance(calculation, Constant):
        return f"{calculation.value:f}"
    if isinstance(calculation, Operand):
        return number(calculation.name)
    left, right = _text(calculation.left, number), _text(calculation.right, number)
    return f"({left}{_SIGNS[calculation.sign]}{right})"
