"""What the plan master knows of a field, as the form shows it."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.form.model import Field, FieldType, Meaning
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.quantity import Context, Kind, Quantity, read_quantity

NONE_MARK = "ー"  # how the published book prints "no code", "no program"


def planned_text(plan: Plan, item: Section | Kpi | Initiative, field: Field) -> str:
    """What the plan knows: by the field's type, else by the name of the plan master's column."""
    column = field.copied_from or field.label
    if isinstance(item, Kpi) and column == "KPI":
        return item.statement
    if isinstance(item, Kpi):
        return _passed_through(item, field, column)
    if column == "名称":
        return item.title if isinstance(item, Initiative) else item.heading
    if field.meaning is Meaning.DIVISION:
        return item.division
    if isinstance(item, Initiative) and field.meaning is Meaning.STRATEGY:
        return "\n".join(item.strategy_codes) or NONE_MARK
    if isinstance(item, Initiative) and field.meaning is Meaning.PROGRAM:
        return item.budget_program or NONE_MARK
    if isinstance(item, Initiative) and field.meaning is Meaning.AMOUNT:
        return _settled(plan, item)
    return _passed_through(item, field, column)


def _passed_through(item: Section | Kpi | Initiative, field: Field, column: str) -> str:
    """A text of the plan: in a field for words as it is seen (3月31日), else as it is stored."""
    seen = item.seen.get(column, "") if field.type in _WORDS else ""
    return seen or item.texts.get(column, "")


_WORDS = (FieldType.TEXT, FieldType.LINE)
_KINDS: Mapping[FieldType, Kind] = {
    FieldType.NUMBER: "number",
    FieldType.MONEY: "money",
    FieldType.DATE: "date",
}


def planned_quantity(field: Field, text: str) -> Quantity | None:
    """The figure or day that a text of the plan is, read as the field asks; None of fields for
    something else and of empty texts."""
    kind = _KINDS.get(field.type)
    if kind is None or not text.strip():
        return None
    unit = field.unit or ("円" if kind == "money" else None)
    return read_quantity(text, Context(unit=unit, kind=kind, label=field.label, single=True))


def _settled(plan: Plan, item: Initiative) -> str:
    """決算額 of each program of an initiative, a line each; empty where one is not known."""
    known = (plan.program_by_name.get(name) for name in item.budget_programs)
    settled = [program.settled if program else None for program in known]
    lines = [f"{amount:,f}円" for amount in settled if amount is not None]
    return "\n".join(lines) if len(lines) == len(settled) else ""
