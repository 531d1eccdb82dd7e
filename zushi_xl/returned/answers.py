"""One located slot → its answer, with the cell and the text as typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zushi_xl.form.layout import Key, Slot
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Quantity, format_quantity
from zushi_xl.returned.cell_answer import Reading, is_overlong, read_cell
from zushi_xl.text.cleaning import clean, is_visible
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Cell, Source

STRUCK = "見え消しの文字を除いた"


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
    """A number whose format says more than the number is refilled as people saw it."""
    if cell.number_format and reading.quantity is not None and not reading.refused:
        return format_quantity(reading.quantity)
    if cell.number_format and reading.quantity is None:
        return reading.used
    return clean(cell.text).text if reading.used else ""
