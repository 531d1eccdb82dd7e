"""Whether a field that is closed to a division came back as it was sent, and why it is closed."""

from __future__ import annotations

from zushi_xl.form.expected_values import context_of
from zushi_xl.form.grades import match_grade
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType, grades_of
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Quantity, read_quantity, read_value
from zushi_xl.returned.cell_answer import is_blank
from zushi_xl.returned.locate import Found
from zushi_xl.text.folding import fold


def not_asked(slot: Slot, phase: str) -> str:
    """Why a field that somebody fills in is not open in a book of ``phase``; empty where it is, or
    where it is the office's own."""
    field = slot.field
    if not field.is_filled or slot.owner:
        return ""
    if phase and field.phase not in ("", phase):
        return f"段階「{field.phase}」に記入する欄です（今は「{phase}」です）"
    is_of_now = field.type is not FieldType.YEARLY
    return f"{field.filled_by}が記入する欄で、この項目は対象ではありません" if is_of_now else ""


def is_as_sent(found: Found, plan: Plan) -> bool:
    """Whether a cell of the office still says what it said, in whatever type it came back, or under
    former names. What somebody else fills in may have been sent before it was answered."""
    slot = found.slot
    if slot.seen and (found.cell is None or is_blank(found.cell)):
        return True
    sent = (slot.shown, slot.prefilled) if slot.seen else (slot.prefilled,)
    return any(_says(found, plan, each) for each in sent)


def _says(found: Found, plan: Plan, prefilled: str) -> bool:
    text = found.cell.text if found.cell else ""
    if fold(text) == fold(prefilled):
        return found.cell is None or not (found.cell.struck or found.cell.error)
    if found.cell is None or not prefilled or found.cell.struck:
        return False
    if found.slot.field.type is FieldType.RATING:  # A for A：順調
        grades = grades_of(plan, found.slot.field)
        given = match_grade(grades, text)
        return given is not None and given == match_grade(grades, prefilled)
    names = _present_names(plan, found.slot, text)
    if names and names == _present_names(plan, found.slot, prefilled):
        return True
    value, sent = found.cell.value, read_quantity(prefilled, context_of(found.slot))
    if isinstance(value, str):  # 13.50％ for 13.5％
        back = read_quantity(value, context_of(found.slot))
        return mean_the_same(back, sent)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    back = read_value(value, context_of(found.slot, found.cell))
    return (back.value, back.unit, back.planned) == (sent.value, sent.unit, sent.planned)


def _present_names(plan: Plan, slot: Slot, text: str) -> list[str]:
    """Divisions or programs by their names of today; empty of a text that names none."""
    items = [item.strip() for item in text.replace("、", "\n").split("\n")]
    match slot.field.type:
        case FieldType.DIVISION:
            divisions = [plan.division_named(item) for item in items]
            return [known.name for known in divisions if known] if all(divisions) else []
        case FieldType.PROGRAM:
            programs = [plan.program_by_fold.get(fold(item)) for item in items]
            return [known.name for known in programs if known] if all(programs) else []
        case _:
            return []


def mean_the_same(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two readings are one value, however it is spelled: 1,200円 and 1200."""
    if one is None or other is None or not one.has_value:
        return False
    return one._replace(text="", changes=()) == other._replace(text="", changes=())
