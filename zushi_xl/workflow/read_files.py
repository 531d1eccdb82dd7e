"""The files of a collection: read one after another, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from zushi_xl import rules
from zushi_xl.files.find import FoundFile
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Submission
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.returned.rules import TOO_MUCH
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.found_files import passed_over
from zushi_xl.workflow.noted_replies import ReturnedRequest
from zushi_xl.workflow.own_products import LeftOutFile
from zushi_xl.workflow.run_progress import Progress
from zushi_xl.workflow.single_books import ReadBook
from zushi_xl.workflow.which_counts import Returned
from zushi_xl.workflow.workers import Workers


@dataclass(frozen=True)
class ReadFiles:
    """All books as read: returns, findings about files that are none, what became of those, and
    by file the findings of each book on its own and what a returned correction had asked for."""

    returned: list[Returned] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)
    found: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    asked: dict[str, tuple[ReturnedRequest, ...]] = field(default_factory=dict)
    unfilled: dict[str, str] = field(default_factory=dict)  # forms as they were sent, by division

    def add(self, book: ReadBook) -> None:
        """Take in what became of one book."""
        outcome = book.outcome
        if isinstance(outcome, Submission):
            self.returned.append(Returned(outcome, book.saved))
            self.found[book.file] = book.found
            self.asked[book.file] = book.asked
        elif isinstance(outcome, Unreadable):
            self.findings.append(rules.unreadable(outcome))
            self._refuse(book, Adoption.UNREADABLE, outcome.reason)
        elif isinstance(outcome, LeftOutFile):
            self.findings.append(rules.own_product(book.file, outcome.reason))
            if outcome.is_blank:
                self.unfilled[outcome.division] = book.file
            self._refuse(book, Adoption.IGNORED, outcome.reason, outcome.division)
        else:
            self.findings.append(outcome)
            is_unread = outcome.rule == TOO_MUCH.id  # somebody's return that nobody can read
            status = Adoption.UNREADABLE if is_unread else Adoption.IGNORED
            self._refuse(book, status, outcome.message, outcome.division)

    def _refuse(self, book: ReadBook, status: Adoption, reason: str, division: str = "") -> None:
        self.files.append(InputFile(book.file, book.sha256, status, reason, division))


def read_files(workers: Workers, candidates: list[FoundFile], progress: Progress) -> ReadFiles:
    """Read those that are to be read; the others are named with their reasons."""
    read = ReadFiles(findings=[*passed_over(candidates, workers.context.masters.plan.divisions)])
    for c in candidates:
        if c.ignored:
            read.files.append(InputFile(c.name, c.sha256, Adoption.IGNORED, c.ignored))
    wanted = [IncomingFile(c.name, c.path) for c in candidates if not c.ignored]
    for done, book in enumerate(workers.read(wanted)):
        progress(book.file, done, len(wanted))
        read.add(book)
    progress("", len(wanted), len(wanted))
    return read
