"""What Excel says when a field is chosen, or filled otherwise than its list has it.

The form writes it and the reader knows it again, so both take it from here.
"""

from __future__ import annotations

from collections.abc import Sequence

from zushi_xl.form.model import LEVEL_OF_BLOCK, Field, FieldType
from zushi_xl.form.page_parts import Slot
from zushi_xl.plan.conditions.in_words import in_japanese
from zushi_xl.plan.model import Plan

LONGEST_TITLE = 32  # characters that Excel takes
_LONGEST_PROMPT = 255
NOT_IN_LIST = "一覧から選んでください。右の▼を押すと一覧が出ます。"


def title_of(slot: Slot) -> str:
    """The bold line above the message."""
    return slot.label[:LONGEST_TITLE]


def message_of(slot: Slot, meanings: Sequence[str]) -> str:
    """The help, and what the grades mean as far as Excel shows it: all of them, or none."""
    limit = slot.field.max_length
    told = f"{slot.field.help}{f'（{limit}字まで）' if limit else ''}{_lines(slot)}"
    if (asked := f"{told}{_asked(slot)}") and len(asked) <= _LONGEST_PROMPT:
        told = asked
    meant = "\n".join((told, *meanings))
    return meant if len(meant) <= _LONGEST_PROMPT else told


def error_of(limit: int | None) -> str:
    """What is said of a text of more than ``limit`` characters."""
    return (
        f"{limit}字までの欄です。短くできないときは、このまま残しても構いません。" if limit else ""
    )


def meanings_of(plan: Plan, field: Field) -> tuple[str, ...]:
    """What the words that a field offers stand for, where the master defines them."""
    if field.type is not FieldType.RATING:
        return ()
    grades = plan.grades_for(LEVEL_OF_BLOCK[field.block], field.scale)
    return tuple(f"{grade.symbol}＝{grade.definition}" for grade in grades if grade.definition)


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
