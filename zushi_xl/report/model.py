"""The consolidated year as frozen values: what every output is made from.

Everything keeps its ``Source``: the cell of a returned book, or of the plan master.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.states import OUTSTANDING
from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Key
from zushi_xl.form.model import Form
from zushi_xl.plan.copied_state import CopiedState
from zushi_xl.plan.model import Initiative, Kpi, Period, Plan, Section, ValueStatus
from zushi_xl.quantity import Quantity
from zushi_xl.report.frozen import FrozenState
from zushi_xl.report.ledger import Ledger, Reconciled
from zushi_xl.report.rated import Rated
from zushi_xl.report.rated import Rating as Rating
from zushi_xl.report.review import Review, messages_by_cell, reviews_by_cell
from zushi_xl.report.rounds import Reply, RoundChange
from zushi_xl.report.rule_years import RuleYear
from zushi_xl.workbook.cells import Source


class Receipt(StrEnum):
    """Whether a division's book has come."""

    RECEIVED = "received"
    MISSING = "missing"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The Japanese word."""
        return {"received": "提出済", "missing": "未提出", "unreadable": "読めない"}[self.value]


class Adoption(StrEnum):
    """What became of a file in ``inputs/``."""

    ADOPTED = "adopted"
    SUPERSEDED = "superseded"
    IGNORED = "ignored"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The Japanese word."""
        return {
            "adopted": "採用",
            "superseded": "差し替え済み",
            "ignored": "対象外",
            "unreadable": "読めない",
        }[self.value]


class InputFile(NamedTuple):
    """A file of ``inputs/``, and what became of it."""

    file: str
    sha256: str
    status: Adoption
    reason: str = ""
    division: str = ""
    round: int | None = None
    saved: str = ""  # when it was last saved, as the book itself says (ISO); empty: it does not


class DivisionState(NamedTuple):
    """A division that has something to report, and its book."""

    name: str
    receipt: Receipt
    file: str = ""
    round: int | None = None
    saved: str = ""


class DivisionStanding(NamedTuple):
    """How far a division is. ``word`` is one of STATES, the same in every product."""

    division: DivisionState
    errors: int
    doubts: int
    is_blank: bool = False  # a book came, and nothing is written in it
    explained: int = 0  # doubts that it has answered and nobody has accepted yet

    @property
    def word(self) -> str:
        """The state: 未提出, 未記入, 読めない, 要修正, 要確認 or 受理."""
        if self.division.receipt is Receipt.MISSING and self.division.file:
            return "未記入"  # the form came back as it was sent
        if self.division.receipt is not Receipt.RECEIVED:
            return self.division.receipt.label
        if self.is_blank:
            return "未記入"
        if self.errors:
            return Severity.ERROR.label
        return Severity.CONFIRM.label if self.doubts or self.explained else "受理"

    @property
    def state(self) -> str:
        """The word, with how much there is to do."""
        if self.word not in (Severity.ERROR.label, Severity.CONFIRM.label):
            return self.word
        count = self.errors or self.doubts
        return f"{self.word} {count}" if count else f"{self.word}（説明済み {self.explained}）"

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Sorts what is overdue first, then who has the most to do."""
        order = (Receipt.MISSING, Receipt.UNREADABLE, Receipt.RECEIVED)
        return order.index(self.division.receipt), -self.errors, -self.doubts


@dataclass(frozen=True, slots=True)
class Evaluation(Rated):
    """What the divisions say of one section; its main rating is the published one."""

    section: Section
    ratings: tuple[Rating, ...]
    texts: Mapping[str, str]  # by field id, fields of the section's own block
    division: str
    source: Source | None

    @property
    def rating_text(self) -> str:
        """What stood in the cell."""
        return self.main.text if self.main else ""

    @property
    def rating_source(self) -> Source | None:
        """The cell of that rating."""
        return self.main.source if self.main else None

    @property
    def remarks(self) -> str:
        """補足説明; empty where the form has no such field."""
        return self.texts.get("remarks", "")

    @property
    def next_steps(self) -> str:
        """今後の対応; empty where the form has no such field."""
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
class ProgramBudget:
    """One budget program of an initiative with what was reported for it.

    ``program`` is empty where an amount came without one. ``amount`` is yen, None where there is
    no one amount; ``quantity`` is how the text was read, None where nothing was reported.
    """

    program: str
    amount: Decimal | None
    text: str
    quantity: Quantity | None
    source: Source | None  # the cell of the amount


@dataclass(frozen=True, slots=True)
class InitiativeReport(Rated):
    """What a division reports of one initiative."""

    initiative: Initiative
    texts: Mapping[str, str]  # by field id, fields of the initiative's block
    budgets: tuple[ProgramBudget, ...]
    amount_text: str
    division: str
    source: Source | None  # the cell of the amount, else of the results
    ratings: tuple[Rating, ...] = ()

    @property
    def results(self) -> str:
        """年度実施内容; empty where the form has no such field."""
        return self.texts.get("results", "")

    @property
    def budget_program(self) -> str:
        """Its programs in one text; empty where it has none."""
        return "、".join(budget.program for budget in self.budgets if budget.program)

    @property
    def amount(self) -> Decimal | None:
        """Yen; None where none is given, or one for each of several programs."""
        return self.budgets[0].amount if len(self.budgets) == 1 else None


@dataclass(frozen=True, slots=True)
class ProgramTotal:
    """A budget program as reported. ``amount`` is None where nobody reported one, or where
    initiatives report different ones: then ``amounts`` holds them all. ``budgets`` are in the
    order of ``initiatives``. What of it counts is decided in ``spending``."""

    name: str
    amount: Decimal | None
    amounts: tuple[Decimal, ...]
    initiatives: tuple[str, ...]
    divisions: tuple[str, ...]
    settled: Decimal | None = None
    budgets: tuple[ProgramBudget, ...] = ()


class Normalised(NamedTuple):
    """A text that is used in another form than it was typed."""

    source: Source
    division: str
    field: str
    given: str
    used: str
    rule: str


@dataclass(frozen=True)
class Report(CopiedState):
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
    earlier_changes: tuple[RoundChange, ...] = ()  # closed in a round before the last
    ledger: Ledger | None = None
    reconciled: tuple[Reconciled, ...] = ()
    frozen: FrozenState | None = None  # the state that was kept, and what changed since
    rule_years: tuple[RuleYear, ...] = ()  # where results of earlier years were given
    group: str = ""  # the 団体 of which this is the part; empty: the whole year
    opinions: tuple[Answer, ...] = ()  # of 共同担当課, which do not decide
    year_standings: tuple[DivisionStanding, ...] = ()  # of a part: those of the whole year
    left_out: frozenset[Key] = frozenset()  # fields that a condition does not ask for, empty ones

    @property
    def fiscal_year(self) -> int:
        """The year under evaluation: it begins in April of that year."""
        return self.plan.fiscal_year

    @cached_property
    def reviews(self) -> Mapping[Source, Review]:
        """The review of every cell that is or was in doubt."""
        return reviews_by_cell(self.findings)

    @cached_property
    def doubts(self) -> Mapping[Source, str]:
        """What is said of every cell with an open doubt."""
        return messages_by_cell(self.findings)

    def review_at(self, source: Source | None) -> Review:
        """Whether the value of a cell is in doubt: asked by everything that shows the value."""
        return self.reviews.get(source, Review.NONE) if source else Review.NONE

    @cached_property
    def left_out_cells(self) -> frozenset[Source]:
        """The cells of fields that are empty because a condition does not ask for them."""
        return frozenset(self.answers[key].source for key in self.left_out & self.answers.keys())

    @property
    def has_programs(self) -> bool:
        """Whether money is reported by budget programs at all."""
        return bool(self.programs or self.plan.programs)

    @cached_property
    def evaluation_of(self) -> Mapping[str, Evaluation]:
        """Evaluations by the code of their section."""
        return {evaluation.section.code: evaluation for evaluation in self.evaluations}

    @cached_property
    def initiative_report_of(self) -> Mapping[str, InitiativeReport]:
        """What was reported of initiatives, by their code."""
        return {report.initiative.code: report for report in self.initiatives}

    def answer_at(self, key: Key) -> Answer | None:
        """What was answered; at a KPI that is shown again, what was where it counts."""
        code, number = self._counted.get((key.code, key.kpi), (key.code, key.kpi))
        return self.answers.get(key._replace(code=code, kpi=number))

    @cached_property
    def _counted(self) -> Mapping[tuple[str, int], tuple[str, int]]:
        return {(k.code, k.number): k.counted for k in self.plan.kpis if k.relisted_from}

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

    @cached_property
    def standing_of(self) -> Mapping[str, DivisionStanding]:
        """How far each division is, by its name."""
        return {standing.division.name: standing for standing in self.standings}

    @cached_property
    def reported(self) -> tuple[DivisionState, ...]:
        """The divisions that have written something that can be read."""
        return tuple(d for d in self.divisions if self.standing_of[d.name].word not in OUTSTANDING)

    @property
    def counter(self) -> str:
        """課, or 冊 where reviewers have books of their own."""
        return self.plan.books_of(division.name for division in self.divisions)

    @cached_property
    def outstanding(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the others by their states, in the order of the plan."""
        words = {d.name: self.standing_of[d.name].word for d in self.divisions}
        found = {w: tuple(n for n, word in words.items() if word == w) for w in OUTSTANDING}
        return {word: names for word, names in found.items() if names}

    @cached_property
    def standings(self) -> tuple[DivisionStanding, ...]:
        """The divisions, the most urgent first; in a part as they are in the whole year."""
        if self.group:
            return tuple(s for s in self.year_standings if s.division in self.divisions)
        counts = Counter((f.division, f.severity) for f in self.open_findings())
        explained = Counter(f.division for f in self.open_findings() if f.explained)
        answers = (*self.answers.values(), *self.opinions)
        written = {a.slot.owner for a in answers if a.is_written and self._is_of_now(a)}
        found = (
            DivisionStanding(
                d,
                counts[d.name, Severity.ERROR],
                counts[d.name, Severity.CONFIRM],
                d.name not in written,
                explained[d.name],
            )
            for d in self.divisions
        )
        return tuple(sorted(found, key=lambda standing: standing.urgency))

    @cached_property
    def closed(self) -> frozenset[Source]:
        """The cells of answers of an earlier phase: nobody is asked about them any more."""
        return frozenset(a.source for a in self.answers.values() if not self._is_of_now(a))

    def _is_of_now(self, answer: Answer) -> bool:
        return answer.slot.field.phase in ("", self.plan.phase)

    @property
    def has_errors(self) -> bool:
        """Whether a finding that is still open must be mended."""
        return any(f.severity is Severity.ERROR for f in self.open_findings())
