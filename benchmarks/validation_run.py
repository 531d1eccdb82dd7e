"""From a city's tables and answers to the findings a person would read; no workbook between."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from benchmarks.city import TEMPLATES
from benchmarks.validation_city import YEAR, City, plan_tables
from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.model import DivisionState, Receipt
from zushi_xl.returned.cell_answer import read_cell
from zushi_xl.workbook.cells import Cell, Source
from zushi_xl.xlsx_out import write_book

Typed = Mapping[tuple[str, str, int], str]  # code, field, number of the KPI


class Year:
    """A city's plan, and what the rules find in answers to it."""

    def __init__(self, city: City):
        self.city = city
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "計画マスタ.xlsx"
            write_book(build_plan_book(plan_tables(city)), path)
            self.masters: Masters = load_masters(path, TEMPLATES / "様式定義.xlsx")

    @cached_property
    def _slots(self) -> dict[Key, Slot]:
        pages = Pages(self.masters.form, self.masters.plan).values()
        return {slot.key: slot for page in pages for slot in page.slots if slot.owner}

    @cached_property
    def clean(self) -> tuple[Finding, ...]:
        """What is said of the year as it is."""
        return self.findings(self.city.answers)

    def is_odd(self, finding: Finding) -> bool:
        """Whether the year is odd there by itself."""
        odd = {code for code, _ in self.city.odd}
        return finding.code in odd

    def findings(self, typed: Typed) -> tuple[Finding, ...]:
        """All findings, settled."""
        plan, form = self.masters.plan, self.masters.form
        books = list(self._books(typed))
        found = [f for book in books for f in rules.check_book(plan, form, book)]
        states = [DivisionState(b.identity.division, Receipt.RECEIVED, b.file, 1) for b in books]
        report = consolidate(plan, form, books, states)
        return rules.settle([*found, *rules.check_report(report)], plan)

    def _books(self, typed: Typed) -> Iterable[Submission]:
        plan, form = self.masters.plan, self.masters.form
        answers: dict[str, dict[Key, Answer]] = {}
        for row, (key, slot) in enumerate(self._slots.items(), 5):
            text = typed.get((key.code, key.field, key.kpi), "")
            answers.setdefault(slot.owner, {})[key] = self._answer(slot, text, f"C{row}")
        for division, found in answers.items():
            identity = Identity(division, YEAR, 1, form.version, plan.settings.plan_version)
            yield Submission(f"{division}.xlsx", "", identity, found)

    def _answer(self, slot: Slot, text: str, cell: str) -> Answer:
        source = Source(f"{slot.owner}.xlsx", slot.key.code, cell)
        if not text:
            return Answer(slot, "", "", source)
        read = read_cell(self.masters.plan, slot, Cell(0, 0, text, text))
        return Answer(slot, text, read.used, source, read.quantity, read.changes, read.refused)
