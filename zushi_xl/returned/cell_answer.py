"""One cell → one answer, by the type of its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from zushi_xl.form.answers import Answer
from zushi_xl.form.expected_values import (
    FIGURES,
    LONGEST_VALUE,
    context_of,
    is_overlong,
    is_qualitative,
)
from zushi_xl.form.grades import match_choice, match_grade
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import LEVEL_OF_BLOCK, FieldType
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Quantity, format_quantity, read_value
from zushi_xl.quantity.model import refused
from zushi_xl.quantity.typed import FROM_FORMAT
from zushi_xl.quantity.writing import as_shown
from zushi_xl.text.cleaning import clean, is_visible
from zushi_xl.text.codes import parse_strategy_code
from zushi_xl.text.folding import DASHES, fold
from zushi_xl.workbook.cells import Cell, Source
from zushi_xl.xlsx_in.seen import as_seen, seen_text


class Reading(NamedTuple):
    """``used`` is what the report shows; ``changes`` say how it differs from what was typed.

    ``refused`` is the reason why the text could not be understood, empty if it could.
    """

    used: str
    quantity: Quantity | None = None
    changes: tuple[str, ...] = ()
    refused: str = ""


STRUCK = "見え消しの文字を除いた"
TOO_LONG = "値の欄には長すぎます"


def is_none_mark(text: str) -> bool:
    """A lone dash of any kind: "there is none"."""
    return len(text.strip()) == 1 and text.strip() in DASHES


def read_cell(plan: Plan, slot: Slot, cell: Cell) -> Reading:
    """Read ``cell`` as the field of ``slot`` wants it."""
    if is_zero_for_blank(slot, cell):
        return Reading("", changes=("0は空欄とみなす",))
    if isinstance(cell.value, bool) and _is_wordy(slot):
        return Reading("", refused="チェックの有無（TRUE・FALSE）だけで、文字がありません")
    reader = _READERS.get(slot.field.type, _read_text)
    seen = as_seen(cell) if _is_wordy(slot) else cell
    if seen is not cell:
        reading = read_cell(plan, slot, seen)
        return reading._replace(changes=("表示形式どおりの文字", *reading.changes))
    if is_overlong(slot, cell.text):
        return _overlong(slot, cell.text)
    text, changes = clean(cell.text)
    if not changes:
        return reader(plan, slot, cell)
    value = text if isinstance(cell.value, str) else cell.value
    reading = reader(plan, slot, cell._replace(text=text, value=value))
    return reading._replace(changes=(*changes, *reading.changes))


def is_zero_for_blank(slot: Slot, cell: Cell) -> bool:
    """Whether a field for words holds the number 0: what a link to an empty cell leaves."""
    if not _is_wordy(slot) or type(cell.value) not in (int, float) or cell.value != 0:
        return False
    return as_seen(cell).text.strip("0.,") in ("", *DASHES)


def begun_value(text: str) -> str:
    """As much of an overlong value as the products show."""
    return f"{text.strip()[: LONGEST_VALUE - 1]}…"


def _overlong(slot: Slot, text: str) -> Reading:
    begun = begun_value(text)
    quantity = refused(begun, TOO_LONG) if slot.field.type in FIGURES else None
    return Reading(begun, quantity, refused=TOO_LONG)


def _is_wordy(slot: Slot) -> bool:
    return slot.field.type not in FIGURES or is_qualitative(slot)


def _read_text(_plan: Plan, _slot: Slot, cell: Cell) -> Reading:
    """Texts stay as typed but for line breaks and blanks at the end."""
    used = cell.text.rstrip()
    return Reading(used, changes=() if used == cell.text else ("行末の空白・改行",))


def _read_figure(_plan: Plan, slot: Slot, cell: Cell) -> Reading:
    if is_qualitative(slot):
        return _read_text(_plan, slot, cell)
    typed = cell.text if isinstance(cell.value, str) else cell.value
    quantity = read_value(typed, context_of(slot, cell))
    why = ""
    if quantity.ambiguous or quantity.kind == "text":
        why = quantity.reason or "数値として読み取れません"
    is_of_format = FROM_FORMAT in quantity.changes or quantity.shown_decimals is not None
    used = format_quantity(as_shown(quantity)) if is_of_format else cell.text.strip()
    return Reading(used, quantity, tuple(_with_words(cell, quantity)), why)


def _with_words(cell: Cell, quantity: Quantity) -> Iterator[str]:
    """The changes; what was seen is quoted where the value does not say all the words of it."""
    for change in quantity.changes:
        seen = seen_text(cell) if change == FROM_FORMAT else ""
        has_more = seen and _bare(seen) != _bare(format_quantity(quantity))
        yield f"{change}「{seen}」" if has_more else change


def _bare(text: str) -> str:
    return fold(text).replace(",", "")


def _read_rating(plan: Plan, slot: Slot, cell: Cell) -> Reading:
    grades = plan.grades_for(LEVEL_OF_BLOCK[slot.block], slot.field.scale)
    grade = match_grade(grades, cell.text)
    if grade is None:
        return Reading(cell.text.strip(), refused="評価区分にありません")
    same = cell.text in (grade.text, grade.symbol)
    return Reading(grade.text, changes=() if same else ("評価区分の表記",))


def _read_choice(_plan: Plan, slot: Slot, cell: Cell) -> Reading:
    choice = match_choice(slot.field.choices, cell.text)
    if choice is None:
        return Reading(cell.text.strip(), refused="選択肢にありません")
    return Reading(choice, changes=() if choice == cell.text else ("選択肢の表記",))


def _read_strategy(_plan: Plan, _slot: Slot, cell: Cell) -> Reading:
    parts = [part for part in re.split(r"[\n、，,・／/]+", cell.text) if part.strip()]
    if not parts or all(is_none_mark(part) for part in parts):
        return Reading(NONE_MARK)
    codes = [parse_strategy_code(part) for part in parts]
    if None in codes:
        return Reading(cell.text.strip(), refused="総合戦略のコードとして読み取れません")
    used = "\n".join(code for code in codes if code)
    return Reading(used, changes=() if used == cell.text else ("コードの表記",))


def _read_program(plan: Plan, _slot: Slot, cell: Cell) -> Reading:
    """The programs, one a line; a name may itself hold a 、."""
    if is_none_mark(cell.text):
        return Reading(NONE_MARK)
    lines = [line for line in re.split(r"\n", cell.text) if line.strip()]
    known = [plan.program_by_fold.get(fold(line)) for line in lines]
    if not any(known):
        return _read_text(plan, _slot, cell)
    names = (k.name if k else line.strip() for k, line in zip(known, lines, strict=True))
    used = "\n".join(names)
    return Reading(used, changes=() if used == cell.text else ("予算事業名の表記",))


def _read_division(plan: Plan, slot: Slot, cell: Cell) -> Reading:
    division = plan.division_named(fold(cell.text)) or plan.division_named(cell.text.strip())
    if division is None:
        return _read_text(plan, slot, cell)
    changed = division.name != cell.text
    return Reading(division.name, changes=("課名の表記",) if changed else ())


_READERS: Mapping[FieldType, Callable[[Plan, Slot, Cell], Reading]] = {
    FieldType.YEARLY: _read_figure,
    FieldType.MONEY: _read_figure,
    FieldType.NUMBER: _read_figure,
    FieldType.DATE: _read_figure,
    FieldType.RATING: _read_rating,
    FieldType.CHOICE: _read_choice,
    FieldType.STRATEGY: _read_strategy,
    FieldType.PROGRAM: _read_program,
    FieldType.DIVISION: _read_division,
}


def answer_of(plan: Plan, slot: Slot, cell: Cell | None, source: Source) -> Answer:
    """The answer in ``cell``; struck text is no part of it."""
    if cell is None:
        return Answer(slot, "", "", source)
    if cell.error or cell.uncalculated:
        return Answer(slot, cell.text, "", source, refused="エラー値・未計算の式です")
    changes = (STRUCK,) if cell.struck else ()
    if is_blank(cell):
        return Answer(slot, "", "", source, changes=changes, struck=cell.struck or "")
    reading = read_cell(plan, slot, cell)
    return Answer(
        slot,
        cell.text,
        reading.used,
        source,
        reading.quantity,
        (*changes, *reading.changes),
        reading.refused,
        cell.struck or "",
        _refill(cell, reading),
    )


def unclear(slot: Slot, source: Source) -> Answer:
    """The answer of a slot whose copies contradict each other: none."""
    return Answer(slot, "", "", source, refused="同じ欄が二つ以上あり、内容が異なります")


def is_blank(cell: Cell | None) -> bool:
    """Whether nothing can be seen in the cell."""
    return cell is None or not (cell.error or cell.uncalculated or is_visible(cell.text))


def _refill(cell: Cell, reading: Reading) -> str:
    """A number whose format says more or less than the number is refilled as people saw it."""
    quantity = reading.quantity
    is_of_format = cell.number_format or (quantity and quantity.shown_decimals is not None)
    if is_of_format and quantity is not None and not reading.refused:
        return format_quantity(as_shown(quantity))
    if cell.number_format and quantity is None:
        return reading.used
    return clean(cell.text).text if reading.used else ""
