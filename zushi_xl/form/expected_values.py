"""What the field of a slot says about its value before anything is read."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import Counting
from zushi_xl.quantity import Context, Kind
from zushi_xl.workbook.cells import Cell

LONGEST_VALUE = 2_000  # letters of a value: some sixty budget programs, one a line
_KINDS: Mapping[FieldType, Kind] = {FieldType.MONEY: "money", FieldType.DATE: "date"}
FIGURES = (FieldType.YEARLY, FieldType.MONEY, FieldType.NUMBER, FieldType.DATE)


def is_overlong(slot: Slot, text: str) -> bool:
    """Whether a field for a value (a figure, a grade, a name) holds more than any value has. Only
    texts are shown at any length."""
    is_text = slot.field.type in (FieldType.TEXT, FieldType.LINE) or is_qualitative(slot)
    return len(text) > LONGEST_VALUE and not is_text


def is_qualitative(slot: Slot) -> bool:
    """A KPI in words."""
    return slot.kpi is not None and slot.kpi.counting is Counting.QUALITATIVE


def context_of(slot: Slot, cell: Cell | None = None) -> Context:
    """What the field knows about its figures before the text is read."""
    kind = _KINDS.get(slot.field.type, "number")
    return Context(
        unit=slot.unit or ("円" if kind == "money" else None),
        kind=kind,
        number_format=cell.number_format if cell else None,
        label=slot.kpi.statement if slot.kpi else slot.label,
        year=int(slot.key.period) if slot.key.period.isdecimal() else None,
        single=slot.field.type is not FieldType.YEARLY,
        cumulative=slot.kpi is not None and slot.kpi.counting is Counting.CUMULATIVE,
    )
