"""Distributed books filled in with known answers: where mutations start, and what must be read.

The places of the fields come from the writing side (``FormSheet.places``), never from the reader.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import open_book
from zushi_xl.form.expected_values import is_qualitative
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import BLOCK_OF_LEVEL, FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.workflow.distribute import distribute


@dataclass
class Truth:
    """What a book holds after all that was done to it.

    ``texts``: as typed, to be read or reported. ``values``: figures to be read. ``gone``: the
    division destroyed them; nothing else may be read in their place. ``refused``: no value may
    come out without a word. ``must``: (rule, part of what it quotes, the field that it stands in)
    that has to be found; what stood in a field goes with it. ``quiet``: no finding may come.
    """

    texts: dict[Key, str]
    struck: dict[Key, str] = field(default_factory=dict)  # read again where only values are kept
    values: dict[Key, Decimal] = field(default_factory=dict)
    gone: set[Key] = field(default_factory=set)
    refused: set[Key] = field(default_factory=set)
    must: list[tuple[str, str, Key | None]] = field(default_factory=list)
    quiet: bool = True
    whole: str = ""  # rule of the finding that refuses the whole book

    def lose(self, *keys: Key) -> None:
        for key in keys:
            self.texts.pop(key, None)
            self.values.pop(key, None)
            self.struck.pop(key, None)
            self.refused.discard(key)
            self.gone.add(key)
        self._forget(keys)
        self.quiet = False

    def overwrite(self, text: str, *keys: Key) -> None:
        """Another text stands in these fields now."""
        self.lose(*keys)
        for key in keys:
            self.gone.discard(key)
            self.texts[key] = text

    def unstrike(self) -> None:
        """Looks are lost: what was struck through stands there like anything else."""
        for key, text in self.struck.items():
            if key in self.gone:
                self.gone.discard(key)
                self.texts[key] = text

    def lose_looks(self) -> None:
        """Values alone were moved: what hid by its look is seen, and the other way round."""
        self.must = [said for said in self.must if said[0] != "hidden-answer"]
        self.unstrike()

    def _forget(self, keys: tuple[Key, ...]) -> None:
        self.must = [said for said in self.must if said[2] not in keys]

    def expect(self, rule: str, quoted: str = "", key: Key | None = None) -> None:
        self.must.append((rule, quoted, key))
        self.quiet = False


@dataclass
class Book:
    """A division's filled book being mutated; ``after`` are changes to the saved package."""

    division: str
    identity: Identity
    workbook: Workbook
    truth: Truth
    slots: dict[Key, Slot]  # of the division, in page order
    places: dict[Key, tuple[str, str]]  # tag of the line, A1 as distributed
    sheets: dict[str, str]  # section code → title as distributed
    random: random.Random
    after: list[object] = field(default_factory=list)
    touched: set[Key] = field(default_factory=set)  # fields that a mutation has changed

    def __post_init__(self) -> None:
        self._sheets = {code: self.workbook[title] for code, title in self.sheets.items()}

    def sheet(self, code: str) -> Worksheet:
        """The sheet of a section, whatever it is called now."""
        return self._sheets[code]

    def form_sheets(self) -> list[tuple[str, Worksheet]]:
        """The sheets that are still there."""
        there = self.workbook.worksheets
        return [(code, sheet) for code, sheet in self._sheets.items() if sheet in there]

    def row(self, sheet: Worksheet, tag: str) -> int:
        for (cell,) in sheet.iter_rows(min_col=1, max_col=1):
            if cell.value == tag:
                return int(cell.row)
        raise LookupError(tag)

    def section(self, key: Key) -> str:
        """The section whose sheet holds a field."""
        return max((c for c in self.sheets if (key.code + "-").startswith(c + "-")), key=len)

    def keys(self, *types: FieldType) -> list[Key]:
        """The division's fields of some types, or all."""
        return [k for k, s in self.slots.items() if not types or s.field.type in types]


Layout = tuple[dict[Key, Slot], dict[Key, tuple[str, str]], dict[str, str]]


class Distribution:
    """All books of the sample city as distributed, and what each division would answer."""

    def __init__(self, masters: Masters, folder: Path):
        self.masters = masters
        self.builder = FormBuilder(masters.plan, masters.form)
        paths = distribute(masters, folder)
        self._files = {path.name.split("_")[0]: path.read_bytes() for path in paths}
        self.divisions = tuple(self._files)
        self._layouts: dict[Identity, Layout] = {}

    def book(self, division: str, seed: int) -> Book:
        """A freshly filled book."""
        plan, form = self.masters.plan, self.masters.form
        identity = Identity(
            division,
            plan.fiscal_year,
            plan.settings.round,
            form.version,
            plan.settings.plan_version,
        )
        workbook = open_book(io.BytesIO(self._files[division]), rich_text=True)
        slots, places, sheets = self._layout(identity)
        book = Book(
            division,
            identity,
            workbook,
            Truth({}),
            slots,
            places,
            sheets,
            random.Random(seed),
        )
        for number, (key, slot) in enumerate(slots.items(), 1):
            text = self._answer(slot, number)
            workbook[sheets[book.section(key)]][places[key][1]].value = text
            book.truth.texts[key] = text
        return book

    def _layout(self, identity: Identity) -> Layout:
        if identity in self._layouts:
            return self._layouts[identity]
        slots: dict[Key, Slot] = {}
        places: dict[Key, tuple[str, str]] = {}
        sheets: dict[str, str] = {}
        for sheet in self.builder.sheets(identity):
            sheets[sheet.page.section.code] = sheet.name
            for line in sheet.page.lines:
                for slot in line.slots:
                    if slot.owner == identity.division:
                        slots[slot.key] = slot
                        places[slot.key] = (line.tag, sheet.places[slot.key])
        self._layouts[identity] = slots, places, sheets
        return slots, places, sheets

    def _answer(self, slot: Slot, number: int) -> str:
        """An answer that nobody else gives, of the kind that the field asks for."""
        kind = slot.field.type
        if kind is FieldType.RATING:
            level = next(level for level, block in BLOCK_OF_LEVEL.items() if block is slot.block)
            grades = self.masters.plan.grades_for(level)
            return grades[number % 2].text
        if kind is FieldType.YEARLY and not is_qualitative(slot):
            unit = slot.kpi.unit if slot.kpi else ""
            return f"{number}.5{unit}" if unit == "％" else f"{1000 + number}{unit}"
        if kind is FieldType.MONEY:
            return f"{number},{number % 10}03,111円"
        if kind is FieldType.PROGRAM:
            programs = self.masters.plan.programs
            return programs[number % len(programs)].name
        return f"{number}番目の答えとして、説明会を{number}回開いた。"
