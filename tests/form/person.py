"""Lets a person at LibreOffice work on a book, and knows where that person would type what."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.plan.model import Plan
from zushi_xl.sheets.form import FormBuilder, FormSheet

SCRIPT = Path(__file__).with_name("uno_typing.py")
Step = Sequence[Any]


def at_office(book: Path, steps: Sequence[Step], folder: Path) -> list[Any]:
    """What each step saw; LibreOffice runs with a profile of its own in ``folder``."""
    job = {"profile": str(folder / "profile"), "book": str(book), "steps": list(steps)}
    run = subprocess.run(
        ["/usr/bin/python3", str(SCRIPT)],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    seen: list[Any] = json.loads(run.stdout)
    return seen


def open_fields(sheet: FormSheet, division: str) -> Iterator[tuple[Slot, str]]:
    """The fields that the division fills on a sheet, in the order of the page, each with its A1."""
    for slot in sheet.page.slots:
        if slot.owner == division:
            yield slot, sheet.places[slot.key]


def sensible(plan: Plan, slot: Slot) -> str:
    """What somebody would type who has nothing unusual to say."""
    kind = slot.field.type
    if kind is FieldType.RATING:
        level = plan.section_by_code[slot.key.code].level
        return plan.grades_for(level)[1].text
    if kind is FieldType.CHOICE:
        return slot.field.choices[0]
    if kind is FieldType.YEARLY:
        return _figure(slot)
    if kind is FieldType.MONEY:
        return "1,234,567円"
    if kind is FieldType.PROGRAM:
        return slot.prefilled
    return f"{slot.key.code}について、計画のとおり実施しました。"


def _figure(slot: Slot) -> str:
    """Last year's figure again, or a sentence where the KPI is one."""
    assert slot.kpi is not None
    last = slot.kpi.values.get(str(int(slot.key.period) - 1))
    return last.text if last and last.text else "未実施"


def filling(builder: FormBuilder, division: str) -> list[tuple[str, str, str, str]]:
    """Steps that fill everything that is required: type, sheet, cell, text."""
    sheets = builder.sheets(builder.identity_of(division))
    return [
        ("type", sheet.name, cell, sensible(builder.plan, slot))
        for sheet in sheets
        for slot, cell in open_fields(sheet, division)
        if slot.is_required or slot.field.type is not FieldType.TEXT
    ]


def unlocked(sheet: Worksheet) -> list[str]:
    """The cells that can be typed into, in the order of the keyboard."""
    inner = {
        cell.coordinate
        for merged in sheet.merged_cells.ranges
        for row in sheet[merged.coord]
        for cell in row
        if cell.coordinate != merged.start_cell.coordinate
    }
    return [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and cell.coordinate not in inner
    ]
