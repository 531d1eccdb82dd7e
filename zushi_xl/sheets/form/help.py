"""What a field says and offers when it is entered: input message, drop-down, limit of length."""

from __future__ import annotations

from zushi_xl.form.input_help import NOT_IN_LIST, error_of, message_of, title_of
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.sheets.form.choice_lists import Choice
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Validation

# The list is a help: the reader takes a grade by its symbol, an answer with its number, and a
# program that is new. What it would not take is told beside the page, never stopped.
_OFFERS = (FieldType.YEARLY, FieldType.PROGRAM, FieldType.RATING)


def validation_of(slot: Slot, area: Area, cell: str, choice: Choice) -> Validation:
    """The input help of one open field."""
    field = slot.field
    limit = field.max_length
    custom = f"=LEN({cell})<={limit}" if limit and not choice.range else ""
    return Validation(
        area,
        choices=f"={choice.range}" if choice.range else (),
        custom=custom,
        title=title_of(slot),
        message=message_of(slot, choice.meanings),
        error=NOT_IN_LIST if choice.range else error_of(limit),
        advisory=field.type in _OFFERS,
    )
