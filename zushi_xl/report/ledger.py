"""The ledger of the finance system, and how the reported budget programs stand against it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zushi_xl.workbook.cells import Source


class LedgerMatch(StrEnum):
    """How a budget program stands in the ledger and in the reports."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ONLY_LEDGER = "only_ledger"
    ONLY_REPORTS = "only_reports"
    OPEN = "open"
    UNSURE = "unsure"

    @property
    def label(self) -> str:
        """The Japanese word."""
        return {
            "agrees": "一致",
            "differs": "相違",
            "only_ledger": "台帳のみ",
            "only_reports": "報告のみ",
            "open": "報告額が未定",
            "unsure": "台帳を読めない",
        }[self.value]


class LedgerEntry(NamedTuple):
    """A budget program in the ledger, its ``lines`` added up. ``source`` is the first of them."""

    name: str
    amount: Decimal
    source: Source
    lines: int = 1


class Unread(NamedTuple):
    """A line of the ledger that could not be read: why, and the how manieth line it is.

    ``name`` is the program that it belongs to, as far as is known; its sum is unsure then.
    ``is_title``: it is no line of a program but says something of all.
    """

    name: str
    text: str
    source: Source
    reason: str
    line: int
    is_title: bool = False


class Ledger(NamedTuple):
    """決算額 by budget program, as the finance system gave it. ``step`` is its unit in yen."""

    file: str
    sha256: str
    step: Decimal
    entries: tuple[LedgerEntry, ...]
    unread: tuple[Unread, ...] = ()


class Reconciled(NamedTuple):
    """A budget program in both worlds. ``difference`` is reported less ledger; between the bounds
    of ``around`` it says nothing, as far as the ledger's unit goes."""

    name: str
    match: LedgerMatch
    reported: Decimal | None
    ledger: Decimal | None
    difference: Decimal | None
    divisions: tuple[str, ...]
    initiatives: tuple[str, ...]
    around: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
