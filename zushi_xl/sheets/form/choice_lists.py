"""The lists behind the drop-downs, on a hidden sheet: labels may hold commas and be long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zushi_xl.form.check_words import MISSING_WORDS
from zushi_xl.form.input_help import meanings_of
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import LEVEL_OF_BLOCK, Field, FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import column_letters
from zushi_xl.workbook.sheet import Placed, Sheet

CHOICES_SHEET = "選択肢"


class Choice(NamedTuple):
    """The words that a field offers, and the range that holds them."""

    range: str = ""  # as formulas want it; empty: the field offers nothing
    words: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()  # what the words stand for, where the master defines them


class Choices:
    """One column per list; fields with equal lists share one."""

    def __init__(self, plan: Plan, form: Form, divisions: tuple[str, ...]):
        self._columns: list[tuple[str, ...]] = []
        self._by_field = {
            (field.block, field.id): self._add(words)._replace(meanings=meanings_of(plan, field))
            for field, words in _lists(plan, form, divisions)
        }

    def _add(self, words: tuple[str, ...]) -> Choice:
        if not words:
            return Choice()
        if words not in self._columns:
            self._columns.append(words)
        letter = column_letters(self._columns.index(words))
        return Choice(f"{CHOICES_SHEET}!${letter}$1:${letter}${len(words)}", words)

    def of(self, slot: Slot) -> Choice:
        """The drop-down of a slot; an empty one where it has none."""
        return self._by_field.get((slot.block, slot.field.id), Choice())

    @property
    def sheet(self) -> Sheet:
        """The hidden sheet that holds the words of all drop-downs."""
        cells = [
            Placed(row, column, word, "base")
            for column, words in enumerate(self._columns)
            for row, word in enumerate(words)
        ]
        return Sheet(CHOICES_SHEET, tuple(cells), visible=False)


def _lists(
    plan: Plan, form: Form, divisions: tuple[str, ...]
) -> Iterator[tuple[Field, tuple[str, ...]]]:
    words = {
        FieldType.PROGRAM: tuple(program.name for program in plan.programs),
        FieldType.DIVISION: divisions,
        FieldType.YEARLY: MISSING_WORDS,
    }
    for field in form.fields:
        if field.type is FieldType.RATING:
            grades = plan.grades_for(LEVEL_OF_BLOCK[field.block], field.scale)
            yield field, tuple(grade.text for grade in grades)
        elif field.type is FieldType.CHOICE:
            yield field, field.choices
        else:
            yield field, words.get(field.type, ())
