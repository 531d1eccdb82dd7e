"""What was answered: one slot of the form, and a returned book as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zushi_xl.findings.finding import Finding
from zushi_xl.form.expected_values import is_overlong
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.quantity import Quantity
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Source


@dataclass(frozen=True, slots=True)
class Answer:
    """What one slot answers; ``text`` is as typed and empty where nothing was typed.

    ``used`` is what the report shows. ``quantity`` is there for fields that hold figures,
    ``refused`` says why the text could not be understood.
    """

    slot: Slot
    text: str
    used: str
    source: Source
    quantity: Quantity | None = None
    changes: tuple[str, ...] = ()
    refused: str = ""
    struck: str = ""  # text that is struck through and so is no part of the answer
    refill: str = ""  # what a fresh form shows: as typed, with what only a number format said

    @property
    def key(self) -> Key:
        """Where the answer belongs: code, field and period."""
        return self.slot.key

    @property
    def taken(self) -> str:
        """What counts as the answer: nothing of a text that could not be understood."""
        return "" if self.refused else self.used

    @property
    def given(self) -> str:
        """What stands in the cell, struck text marked."""
        return f"{self.text}〔取消線: {self.struck}〕" if self.struck else self.text

    @property
    def said(self) -> str:
        """As typed, with what only a number format said; of a field that follows from others, and
        where nothing was typed, what was worked out."""
        worked, typed = self.taken, self.refill or self.text
        is_worked_out = self.slot.field.calculation is not None
        return ((worked or typed) if is_worked_out else (typed or worked)).strip()

    @property
    def is_overlong(self) -> bool:
        """Whether products show only the beginning of it, as it is no value at all."""
        return is_overlong(self.slot, self.text)

    @property
    def as_shown(self) -> Answer:
        """The answer as products show it: an overlong value as far as ``used`` has it."""
        if not self.is_overlong:
            return self
        return replace(self, text=self.used, refill=self.used)

    @property
    def is_written(self) -> bool:
        """Whether somebody wrote it: it says something that the form did not say already."""
        text = fold(self.text)
        return bool(text) and text != fold(self.slot.prefilled)

    @property
    def is_as_sent(self) -> bool:
        """Whether the field says what it said when the form was sent out, and no more."""
        return fold(self.text) == fold(self.slot.prefilled) and not self.struck


@dataclass(frozen=True)
class Submission:
    """One returned book as the answers of its division, with what was found while reading.

    ``others`` are answers of other books, where they are at hand: conditions and sums may ask them.
    """

    file: str
    sha256: str
    identity: Identity
    answers: Mapping[Key, Answer]
    findings: tuple[Finding, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)  # section code → sheet name
    part: str = ""  # of what it is, where a division returns a book for each of its items
    suffix: str = ".xlsx"  # of the correction that goes back
    stated: str = ""  # the division as the book names it, perhaps by a former name
    others: Mapping[Key, Answer] = field(default_factory=dict)
