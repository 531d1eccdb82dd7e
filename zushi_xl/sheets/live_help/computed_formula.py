"""A computed field as an Excel formula over the cells of its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from zushi_xl.form.computed import (
    NONE,
    ComputedValue,
    money_unit_of,
    operand_of,
    summed_field,
    summed_keys,
)
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import Field, FieldType
from zushi_xl.form.shared_amounts import may_be_shared
from zushi_xl.plan.conditions.calculations import (
    Calculation,
    is_plain_sum,
    operands_in,
    written,
)
from zushi_xl.sheets.live_help.condition_formula import ConditionWriter, fixed, in_base, scale_of
from zushi_xl.sheets.live_help.plain_number import figure_text, number_formula
from zushi_xl.text.folding import DASHES
from zushi_xl.workbook.formulas import LONGEST
from zushi_xl.workbook.metrics import utf16_length
from zushi_xl.workbook.sheet import Formula


class ComputedCell(NamedTuple):
    """Writes the sum of one field; ``writer`` knows the cells around it."""

    writer: ConditionWriter
    slot: Slot

    def formula(self) -> Formula:
        """The formula, with the result as the fields stand now. Where it would be longer than Excel
        takes, or names a cell of another sheet, only the result as it is now."""
        field = self.slot.field
        assert field.calculation is not None
        calculation = field.calculation.calculation
        cells = {name: self._cells(name) for name in operands_in(calculation)}
        worked = ComputedValue(
            self.writer.plan, self.writer.form, self.writer.place, field, self.writer.find
        )
        now = NONE if worked.word == NONE else worked.value
        cached = "" if now is None else now
        is_of_one = self._is_of_one(key for found in cells.values() for _, key in found)
        if not is_of_one or any(map(self._may_share, cells)):
            return Formula('=""', "")
        text = self._live(field, calculation, cells) if all(cells.values()) else ""
        if not text or utf16_length(text) >= LONGEST:
            return Formula(f'="{cached}"' if isinstance(cached, str) else f"={cached:f}", cached)
        return Formula(text, cached)

    def _live(self, field: Field, calculation: Calculation, cells: _Found) -> str:
        unit = money_unit_of(self.writer.form, field, calculation)
        is_sum = is_plain_sum(calculation)
        areas = [area for found in cells.values() for area in self._areas(found)]
        text = written(calculation, lambda name: self._number(name, cells, unit, is_sum), _SIGNS)
        if not is_sum:
            filled = ",".join(f"NOT({_is_blank([area])})" for area in areas)
            return f'=IFERROR(IF(AND({filled}),{text},""),"")' if areas else ""
        is_none = ",".join(map(_is_none, areas))
        said = f'IF({_is_blank(areas)},"",IF(AND({is_none}),"{NONE}",{text}))'
        return f'=IFERROR({said},"")' if areas else ""

    def _is_of_one(self, keys: Iterable[Key]) -> bool:
        """Whether nobody else fills what is added up: an empty cell of theirs is no 0."""
        slots = self.writer.cells.slots
        return {slots[key].owner for key in keys} <= {"", self.slot.owner}

    def _may_share(self, name: str) -> bool:
        """Whether what a name adds up may be the same money twice: the cells do not tell."""
        writer = self.writer
        summed = summed_field(writer.form, self.slot.block, name)
        if summed is None or writer.cell_of(name) is not None:
            return False
        codes = (key.code for _, key in self._cells(name))
        return may_be_shared(writer.plan, writer.form, summed, codes)

    def _number(self, name: str, cells: _Found, unit: str, blank_is_zero: bool) -> str:
        """The figure of a field, in the unit in which the sum counts money; of several, all."""
        operand = operand_of(self.writer.form, self.slot.block, name)
        assert operand is not None
        own = self.writer.unit_of(operand, cells[name][0][1])
        areas = self._areas(cells[name])
        is_open = blank_is_zero or len(cells[name]) > 1
        number = "+".join(_figure(area, own, is_open) for area in areas)
        if len(areas) > 1:
            number = f"({number})"
        if operand.type is FieldType.MONEY and scale_of(own) != scale_of(unit):
            number = f"{in_base(number, own)}*{scale_of(unit):f}"
        return number

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

    def _areas(self, cells: Sequence[tuple[str, Key]]) -> list[str]:
        """The cells as formulas name them: as one area where they stand below each other."""
        parts = [cell.split("$") for cell, _ in cells]
        first = int(parts[0][2])
        column = [["", parts[0][1], str(first + n)] for n in range(len(parts))]
        slots = self.writer.cells.slots
        is_share = any(slots[key].unit == "％" for _, key in cells if key in slots)
        if len(parts) > 1 and parts == column and not is_share:
            return [f"{cells[0][0]}:{cells[-1][0]}"]
        return [cell for cell, _ in cells]


_Found = Mapping[str, Sequence[tuple[str, Key]]]


def _bare(cell: str) -> str:
    """What stands in a cell without the blanks around it, wide ones too."""
    return f'TRIM(SUBSTITUTE({cell},"　"," "))'


def _is_blank(areas: Sequence[str]) -> str:
    """The condition that nothing stands in any of them."""
    lone = [area for area in areas if ":" not in area]
    all_of = [f'{_bare("&".join(lone))}=""'] if lone else []
    all_of += [f"SUMPRODUCT(LEN({_bare(area)}))=0" for area in areas if ":" in area]
    return all_of[0] if len(all_of) == 1 else f"AND({','.join(all_of)})"


_NOTHING = f" {' '.join(DASHES)} "


def _says_none(area: str) -> str:
    """Whether nothing or one dash stands in a cell, or in each of an area. (LibreOffice does not
    find an empty text, so a blank follows.)"""
    return f'ISNUMBER(FIND({_bare(area)}&" ","{_NOTHING}"))'


def _is_none(area: str) -> str:
    none = _says_none(area)
    return f"SUMPRODUCT(--{none})=ROWS({area})" if ":" in area else none


def _figure(area: str, unit: str, blank_is_zero: bool) -> str:
    """The figure in a cell, or the sum of those in an area; SUMPRODUCT goes through an area without
    being entered as an array, but IF in it does not: what is no figure becomes a 0 by repeating."""
    if ":" not in area:
        number = number_formula(area, unit)
        return f"IF({_is_none(area)},0,{number})" if blank_is_zero else number
    none, figure = _says_none(area), figure_text(area, unit)
    return f'SUMPRODUCT(VALUE(REPT({figure},1-{none})&REPT("0",--{none})))'


_SIGNS = {"＋": "+", "－": "-", "×": "*", "÷": "/", "（": "(", "）": ")"}
