"""Findings: what a check says, with its place, what was given, what was expected, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zushi_xl.workbook.cells import Source


class Severity(StrEnum):
    """How much a finding weighs; only ``error`` makes a run end with status 1."""

    ERROR = "error"
    CONFIRM = "confirm"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Japanese word: 要修正, 要確認, お知らせ."""
        return {"error": "要修正", "confirm": "要確認", "info": "お知らせ"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or doubt, at one place.

    ``message`` says what is wrong, ``remedy`` what to do; both Japanese, whole sentences.
    ``code`` and ``field`` name the place in the plan and in the form, ``source`` the cell.
    """

    rule: str
    severity: Severity
    message: str
    remedy: str
    source: Source | None = None
    division: str = ""
    code: str = ""
    field: str = ""
    given: str = ""
    expected: str = ""
    waived: bool = False
    also_at: tuple[Source, ...] = ()  # further cells of the same fault, which are as doubtful
    explained: bool = False  # a doubt that the division has answered and nobody has accepted yet

    @property
    def cells(self) -> tuple[Source, ...]:
        """Every cell that the finding is about; none where it is about a whole book."""
        return tuple(s for s in (self.source, *self.also_at) if s is not None and s.cell)

    @property
    def place(self) -> str:
        """File, sheet and cell as one text; empty where it is of no place."""
        return str(self.source) if self.source else ""


class Problem(Exception):
    """The run cannot go on. The text is one Japanese line: what is wrong and what to do."""


class FaultyBook(Problem):
    """A plan master or form definition with mistakes: all of them, each with sheet and cell.

    ``loaded`` is what the book holds apart from them, as far as it could be made.
    """

    def __init__(self, file: str, findings: tuple[Finding, ...], loaded: object = None):
        self.file, self.findings, self.loaded = file, findings, loaded
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        others = len(findings) - errors
        doubts = f"ほかに、確かめるところが {others} 件あります。" if others else ""
        super().__init__(
            f"{file} に誤りが {errors} 件あります。{doubts}直してから、もう一度実行してください。"
        )
