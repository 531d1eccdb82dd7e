"""The files of a collection: found, read one after another, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zushi_xl import rules
from zushi_xl.files.find import Chance, FoundFile, find_workbooks
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.returned.rules import TOO_MUCH
from zushi_xl.returned.submission import Submission
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.noted_replies import ReturnedRequest
from zushi_xl.workflow.own_products import LeftOutFile
from zushi_xl.workflow.run_progress import Progress
from zushi_xl.workflow.single_books import ReadBook
from zushi_xl.workflow.which_counts import Returned
from zushi_xl.workflow.workers import Workers

_ADVISED = 3  # files that are named where there is no return at all


def found_files(inputs: Iterable[Path | Url], *, or_none: bool = False) -> list[FoundFile]:
    """Every entry below the inputs.

    Raises:
        Problem: an input that is not there, or not one file that may be a return, unless
            ``or_none`` lets that be.
    """
    paths = list(inputs)
    for path in paths:
        if not path.exists():
            raise Problem(
                f"{path} が見つかりません。提出ファイルのあるフォルダを指定してください。"
            )
    candidates = list(find_workbooks(paths))
    if not or_none and all(candidate.ignored for candidate in candidates):
        raise Problem(
            f"{'、'.join(map(str, paths))} に Excel ブックがありません。{_advice(candidates)}"
            "各課から届いたファイルを入れてから実行してください。"
        )
    return candidates


def _advice(candidates: Sequence[FoundFile]) -> str:
    """Why the first files of a folder are not read."""
    told = [f"{c.name}：{c.ignored}。" for c in candidates if c.chance is not Chance.NONE]
    more = len(told) - _ADVISED
    return "".join(told[:_ADVISED]) + (f"ほか{more}件。" if more > 0 else "")


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
    read = ReadFiles()
    for c in candidates:
        if c.ignored:
            read.files.append(InputFile(c.name, c.sha256, Adoption.IGNORED, c.ignored))
            if _may_be_return(c, workers.context.masters.plan):
                read.findings.append(rules.passed_over(c.name, c.ignored))
    wanted = [IncomingFile(c.name, c.path) for c in candidates if not c.ignored]
    for done, book in enumerate(workers.read(wanted)):
        progress(book.file, done, len(wanted))
        read.add(book)
    progress("", len(wanted), len(wanted))
    return read


def _may_be_return(file: FoundFile, plan: Plan) -> bool:
    """Whether a file that is not read could be somebody's return all the same."""
    if file.chance is not Chance.BY_NAME:
        return file.chance is Chance.LIKELY
    name = fold(file.name)
    named = (fold(n) for d in plan.divisions for n in (d.name, *d.aliases))
    return any(division and division in name for division in named)
