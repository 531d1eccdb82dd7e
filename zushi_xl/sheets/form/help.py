"""What a field says and offers when it is entered: input message, drop-down, limit of length."""

from __future__ import annotations

from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.sheets.form.choices import Choice
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Validation

_LONGEST_PROMPT = 255  # characters that Excel takes
_STRICT = (FieldType.RATING, FieldType.CHOICE)  # only a word of the list counts
_OFFERS = (FieldType.YEARLY, FieldType.PROGRAM)  # the list is a help, other entries are as good


def validation_of(slot: Slot, area: Area, cell: str, choice: Choice) -> Validation:
    """The input help of one open field."""
    field = slot.field
    limit = field.max_length
    custom = f"=LEN({cell})<={limit}" if limit and not choice.range else ""
    return Validation(
        area,
        choices=f"={choice.range}" if choice.range else (),
        custom=custom,
        title=slot.label[:32],
        message=_message(field.help, limit, choice),
        error=_error(slot, choice),
        strict=field.type in _STRICT,
        advisory=field.type in _OFFERS,
    )


def _message(help_: str, limit: int | None, choice: Choice) -> str:
    """The help, and what the grades mean as far as Excel shows it: all of them, or none."""
    told = f"{help_}{f'（{limit}字まで）' if limit else ''}"
    meant = "\n".join((told, *choice.meanings))
    return meant if len(meant) <= _LONGEST_PROMPT else told


def _error(slot: Slot, choice: Choice) -> str:
    if choice.range:
        return "一覧から選んでください。右の▼を押すと一覧が出ます。"
    limit = slot.field.max_length
    return (
        f"{limit}字までの欄です。短くできないときは、このまま残しても構いません。" if limit else ""
    )
