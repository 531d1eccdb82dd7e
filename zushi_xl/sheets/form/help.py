"""What a field says and offers when it is entered: input message, drop-down, limit of length."""

from __future__ import annotations

from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.plan.conditions.in_words import in_japanese
from zushi_xl.sheets.form.choice_lists import Choice
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Validation

_LONGEST_PROMPT = 255  # characters that Excel takes
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
        title=slot.label[:32],
        message=_message(slot, choice),
        error=_error(slot, choice),
        advisory=field.type in _OFFERS,
    )


def _lines(slot: Slot) -> str:
    """How amounts of several programs share one field."""
    if not slot.programs:
        return ""
    return f"予算事業と同じ順に、{len(slot.programs)}行で（Alt＋Enterで改行）。"


def _asked(slot: Slot) -> str:
    """When the field is asked for, where that hangs on something."""
    field = slot.field
    if slot.by_rule:
        return "KPIの値から自動で決まります。記入は要りません。"
    if slot.is_optional:
        return "分かるときだけ記入してください。"
    told = ""
    if field.required_if:
        told += f"「{in_japanese(field.required_if.predicate)}」のとき記入します。"
    if field.skipped_if:
        told += f"「{in_japanese(field.skipped_if.predicate)}」のときは記入しません。"
    return told


def _message(slot: Slot, choice: Choice) -> str:
    """The help, and what the grades mean as far as Excel shows it: all of them, or none."""
    limit = slot.field.max_length
    told = f"{slot.field.help}{f'（{limit}字まで）' if limit else ''}{_lines(slot)}"
    if (asked := f"{told}{_asked(slot)}") and len(asked) <= _LONGEST_PROMPT:
        told = asked
    meant = "\n".join((told, *choice.meanings))
    return meant if len(meant) <= _LONGEST_PROMPT else told


def _error(slot: Slot, choice: Choice) -> str:
    if choice.range:
        return "一覧から選んでください。右の▼を押すと一覧が出ます。"
    limit = slot.field.max_length
    return (
        f"{limit}字までの欄です。短くできないときは、このまま残しても構いません。" if limit else ""
    )
