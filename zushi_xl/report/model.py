"""The consolidated year as frozen values: what every output is made from.

Everything keeps its ``Source``: the cell of a returned book, or of the plan master.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.layout import Key
from zushi_xl.form.model import Form
from zushi_xl.plan.model import Grade, Initiative, Kpi, Period, Plan, Section, ValueStatus
from zushi_xl.quantity import Quantity
from zushi_xl.returned.submission import Answer
from zushi_xl.workbook.cells import Source

JAPAN = timezone(timedelta(hours=9))


def day_of(saved: str) -> date | None:
    """The day in Japan on which a book was saved. Office writes the time as UTC, ending with Z.

    >>> day_of("2025-05-30T16:00:00Z")
    datetime.date(2025, 5, 31)
    """
    try:
        time = datetime.fromisoformat(saved)
    except ValueError:
        return None
    return (time if time.tzinfo is None else time.astimezone(JAPAN)).date()


class Receipt(StrEnum):
    """Whether a division's book has come."""

    RECEIVED = "received"
    MISSING = "missing"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        return {"received": "提出済", "missing": "未提出", "unreadable": "読めない"}[self.value]


class Adoption(StrEnum):
    """What became of a file in ``inputs/``."""

    ADOPTED = "adopted"
    SUPERSEDED = "superseded"
    IGNORED = "ignored"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        return {
            "adopted": "採用",
            "superseded": "差し替え済み",
            "ignored": "対象外",
            "unreadable": "読めない",
        }[self.value]


@dataclass(frozen=True, slots=True)
class InputFile:
    file: str
    sha256: str
    status: Adoption
    reason: str = ""
    division: str = ""
    round: int | None = None
    saved: str = ""  # when it was last saved, as the book itself says (ISO); empty: it does not


@dataclass(frozen=True, slots=True)
class DivisionState:
    """A division that has something to report, and its book."""

    name: str
    receipt: Receipt
    file: str = ""
    round: int | None = None
    saved: str = ""


@dataclass(frozen=True, slots=True)
class DivisionStanding:
    """How far a division is. ``state`` is 未提出, 読めない, 要修正 n, 要確認 n or 完了."""

    division: DivisionState
    errors: int
    doubts: int

    @property
    def state(self) -> str:
        if self.division.receipt is not Receipt.RECEIVED:
            return self.division.receipt.label
        for severity, count in ((Severity.ERROR, self.errors), (Severity.CONFIRM, self.doubts)):
            if count:
                return f"{severity.label} {count}"
        return "完了"

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Sorts what is overdue first, then who has the most to do."""
        order = (Receipt.MISSING, Receipt.UNREADABLE, Receipt.RECEIVED)
        return order.index(self.division.receipt), -self.errors, -self.doubts


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the lead division says of one section. ``grade`` is None where nothing valid came."""

    section: Section
    grade: Grade | None
    rating_text: str
    texts: Mapping[str, str]  # by field id, fields of the section's own block
    division: str
    source: Source | None

    @property
    def remarks(self) -> str:
        return self.texts.get("remarks", "")

    @property
    def next_steps(self) -> str:
        return self.texts.get("next_steps", "")


@dataclass(frozen=True, slots=True)
class KpiFigure:
    """One figure of one period: from the plan, or the division's actual value."""

    kpi: Kpi
    period: Period
    status: ValueStatus
    text: str
    quantity: Quantity
    source: Source


@dataclass(frozen=True, slots=True)
class InitiativeReport:
    """What a division reports of one initiative. ``amount`` is yen; None where none is given."""

    initiative: Initiative
    texts: Mapping[str, str]  # by field id, fields of the initiative's block
    budget_program: str
    amount: Decimal | None
    amount_text: str
    division: str
    source: Source | None  # the cell of the amount, else of the results

    @property
    def results(self) -> str:
        return self.texts.get("results", "")


@dataclass(frozen=True, slots=True)
class ProgramTotal:
    """A budget program, counted once. ``amount`` is None where nobody reported one, or where
    initiatives report different ones: then ``amounts`` holds them all."""

    name: str
    amount: Decimal | None
    amounts: tuple[Decimal, ...]
    initiatives: tuple[str, ...]
    divisions: tuple[str, ...]
    settled: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text that is used in another form than it was typed."""

    source: Source
    division: str
    field: str
    given: str
    used: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reply:
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
    REMAINS = "remains"
    ACCEPTED = "accepted"
    NEW = "new"

    @property
    def label(self) -> str:
        return {
            "fixed": "直った",
            "remains": "残っている",
            "accepted": "了承した",
            "new": "新しい",
        }[self.value]


@dataclass(frozen=True, slots=True)
class RoundChange:
    """One request or finding of a division that has returned a correction."""

    division: str
    round: int
    change: RequestOutcome
    severity: str
    place: str
    message: str
    reply: str
    source: Source | None


class LedgerMatch(StrEnum):
    """How a budget program stands in the ledger and in the reports."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ONLY_LEDGER = "only_ledger"
    ONLY_REPORTS = "only_reports"
    OPEN = "open"

    @property
    def label(self) -> str:
        return {
            "agrees": "一致",
            "differs": "相違",
            "only_ledger": "台帳のみ",
            "only_reports": "報告のみ",
            "open": "報告額が未定",
        }[self.value]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A budget program in the ledger, its lines added up. ``source`` is the first of them."""

    name: str
    amount: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of the ledger whose amount could not be read."""

    name: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Ledger:
    """決算額 by budget program, as the finance system gave it. ``step`` is its unit in yen."""

    file: str
    sha256: str
    step: Decimal
    entries: tuple[LedgerEntry, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A budget program in both worlds. ``difference`` is reported less ledger."""

    name: str
    match: LedgerMatch
    reported: Decimal | None
    ledger: Decimal | None
    difference: Decimal | None
    divisions: tuple[str, ...]
    initiatives: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One fiscal year. Tuples are in the order of the plan; findings the gravest first."""

    plan: Plan
    form: Form
    divisions: tuple[DivisionState, ...]
    evaluations: tuple[Evaluation, ...]
    kpi_figures: tuple[KpiFigure, ...]
    initiatives: tuple[InitiativeReport, ...]
    programs: tuple[ProgramTotal, ...]
    answers: Mapping[Key, Answer]
    normalised: tuple[Normalised, ...]
    inputs: tuple[InputFile, ...]
    findings: tuple[Finding, ...] = field(default=())
    replies: tuple[Reply, ...] = ()
    changes: tuple[RoundChange, ...] = ()
    ledger: Ledger | None = None
    reconciled: tuple[Reconciled, ...] = ()
    group: str = ""  # the 団体 of which this is the part; empty: the whole year

    @property
    def fiscal_year(self) -> int:
        return self.plan.fiscal_year

    @cached_property
    def total_spend(self) -> Decimal:
        """Yen over all programs whose amount is known, each once."""
        return sum((p.amount for p in self.programs if p.amount is not None), Decimal(0))

    @cached_property
    def evaluation_of(self) -> Mapping[str, Evaluation]:
        return {evaluation.section.code: evaluation for evaluation in self.evaluations}

    @cached_property
    def initiative_report_of(self) -> Mapping[str, InitiativeReport]:
        return {report.initiative.code: report for report in self.initiatives}

    def figures_of(self, kpi: Kpi) -> tuple[KpiFigure, ...]:
        """The figures of one KPI in the order of the periods."""
        return self._figures.get((kpi.code, kpi.number), ())

    @cached_property
    def _figures(self) -> Mapping[tuple[str, int], tuple[KpiFigure, ...]]:
        groups: dict[tuple[str, int], list[KpiFigure]] = {}
        for figure in self.kpi_figures:
            groups.setdefault((figure.kpi.code, figure.kpi.number), []).append(figure)
        return {key: tuple(figures) for key, figures in groups.items()}

    def open_findings(self, division: str | None = None) -> tuple[Finding, ...]:
        """Findings that nobody has accepted, of one division or of all."""
        return tuple(
            f
            for f in self.findings
            if not f.waived and (division is None or f.division == division)
        )

    @property
    def standings(self) -> tuple[DivisionStanding, ...]:
        """The divisions, the most urgent first."""
        counts = Counter((f.division, f.severity) for f in self.open_findings())
        found = (
            DivisionStanding(d, counts[d.name, Severity.ERROR], counts[d.name, Severity.CONFIRM])
            for d in self.divisions
        )
        return tuple(sorted(found, key=lambda standing: standing.urgency))

    @property
    def has_errors(self) -> bool:
        return any(f.severity is Severity.ERROR for f in self.open_findings())
