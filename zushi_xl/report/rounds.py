"""What became of the requests of a correction: replies, and what changed between two rounds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from zushi_xl.workbook.cells import Source


class Reply(NamedTuple):
    """What a division wrote beside a request of the correction that it returned."""

    division: str
    round: int
    source: Source
    place: str
    asked: str
    text: str


class RequestOutcome(StrEnum):
    """What became of a request between two rounds."""

    FIXED = "fixed"
    ANSWERED = "answered"
    REMAINS = "remains"
    ACCEPTED = "accepted"
    NEW = "new"

    @property
    def label(self) -> str:
        """The Japanese word."""
        return {
            "fixed": "直った",
            "answered": "回答のある",
            "remains": "残っている",
            "accepted": "了承した",
            "new": "新しい",
        }[self.value]


class RoundChange(NamedTuple):
    """One request or finding of a division that has returned a correction.

    ``rule`` is empty where the correction was written by a version that did not name it.
    """

    division: str
    round: int
    change: RequestOutcome
    severity: str
    place: str
    message: str
    reply: str
    source: Source | None
    rule: str = ""
