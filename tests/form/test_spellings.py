"""What the reader accepts, the form's live checks accept: instruction, drop-down and check agree.

The formulas give what these functions give (``test_live_help`` has LibreOffice calculate them).
"""

from __future__ import annotations

import pytest

from tests.form.conftest import DIVISION
from tests.form.test_live_help import ACCEPTED_AMOUNTS, ACCEPTED_FIGURES, ACCEPTED_GRADES
from zushi_xl.form.check_words import DOUBT
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.returned.cell_answer import read_cell
from zushi_xl.sheets.form import FormBuilder, Marks
from zushi_xl.workbook.cells import Cell


def _slot(builder: FormBuilder, kind: FieldType, unit: str = "") -> Slot:
    return next(
        s
        for p in builder.pages.of(DIVISION)
        for s in p.slots
        if s.owner == DIVISION and s.field.type is kind and (not unit or s.unit == unit)
    )


def _said(builder: FormBuilder, slot: Slot, text: str) -> str:
    """What the check beside the field says of a text."""
    sheets = builder.sheets(builder.identity_of(DIVISION), Marks({slot.key: text}))
    cells = [(s, s.places[slot.key]) for s in sheets if slot.key in s.places]
    return next(w.text for s, cell in cells for w in s.watched if cell in w.cells)


def _complaints(builder: FormBuilder, slot: Slot, text: str) -> str:
    """What is said of the text; what stands beside it on the line says the same of a good answer."""
    fine = "A" if slot.field.type is FieldType.RATING else "ー"
    said, usual = (_said(builder, slot, t).split(" ") for t in (text, fine))
    return " ".join(part for part in said if part.startswith(DOUBT) and part not in usual)


def _is_read(masters: Masters, slot: Slot, text: str) -> bool:
    reading = read_cell(masters.plan, slot, Cell(0, 0, text, text))
    return not reading.refused


@pytest.mark.parametrize("text", ACCEPTED_AMOUNTS)
def test_amounts(builder: FormBuilder, masters: Masters, text: str) -> None:
    slot = _slot(builder, FieldType.MONEY)
    assert _is_read(masters, slot, text)
    assert _complaints(builder, slot, text) == ""


@pytest.mark.parametrize("text", ACCEPTED_FIGURES)
def test_figures(builder: FormBuilder, masters: Masters, text: str) -> None:
    slot = _slot(builder, FieldType.YEARLY, "団体")
    assert _is_read(masters, slot, text)
    assert "数値か" not in _complaints(builder, slot, text)


@pytest.mark.parametrize("text", ACCEPTED_GRADES)
def test_grades(builder: FormBuilder, masters: Masters, text: str) -> None:
    slot = _slot(builder, FieldType.RATING)
    assert _is_read(masters, slot, text)
    assert _complaints(builder, slot, text) == ""


def test_there_are_enough() -> None:
    assert len({*ACCEPTED_AMOUNTS, *ACCEPTED_FIGURES, *ACCEPTED_GRADES}) >= 60


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldType.MONEY, "多額"),
        (FieldType.MONEY, "▲205,158円"),
        (FieldType.MONEY, "-1"),
        (FieldType.MONEY, "(205,158)"),
        (FieldType.YEARLY, "たくさん"),
        (FieldType.RATING, "Ｅ"),
        (FieldType.RATING, "よい"),
        (FieldType.PROGRAM, "ない事業"),
    ],
)
def test_what_is_told(builder: FormBuilder, kind: FieldType, text: str) -> None:
    assert _complaints(builder, _slot(builder, kind), text) != ""
