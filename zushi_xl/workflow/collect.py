"""The main job: returned books → everything in ``outputs/<年度>/``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from zushi_xl import rules
from zushi_xl.files.find import FoundFile, find_workbooks
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.files.remote import Url
from zushi_xl.files.whole_output import whole_output
from zushi_xl.findings.finding import Finding, Problem, Severity
from zushi_xl.masters.load import Masters
from zushi_xl.plan.groups import ONE_BOOK
from zushi_xl.publish import csv_files, result_json
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.ledger import Ledger
from zushi_xl.report.model import Adoption, DivisionState, InputFile, Receipt, Report, RoundChange
from zushi_xl.returned.submission import Submission
from zushi_xl.sheets.book import relative_inputs
from zushi_xl.sheets.findings import findings_book
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workbook.names import file_name
from zushi_xl.workflow import rounds
from zushi_xl.workflow.distribute import Progress, reporting_divisions, silent
from zushi_xl.workflow.ledger import read_ledger
from zushi_xl.workflow.single_books import (
    BookContext,
    CorrectionRequest,
    ReadBook,
    corrections,
)
from zushi_xl.workflow.volumes import BY_GROUP, VolumeOptions, write_volumes
from zushi_xl.workflow.which_counts import Returned, adopt
from zushi_xl.workflow.workers import Workers
from zushi_xl.xlsx_out import write_book

if TYPE_CHECKING:
    from zushi_xl.publish.frames import Frames

CORRECTIONS = "差し戻し"
OPEN_DATA = "公開データ"
RESULT = "収集結果.json"
ANNUAL = VolumeOptions()
_T = TypeVar("_T")
OWNED = (
    "*.xlsx",
    "*.pdf",
    f"{BY_GROUP}/*.xlsx",
    f"{BY_GROUP}/*.pdf",
    f"{CORRECTIONS}/*.xlsx",
    f"{OPEN_DATA}/*.csv",
    RESULT,
)


@dataclass(frozen=True)
class Collected:
    """The year as read and judged, with the submissions behind it."""

    report: Report
    submissions: dict[str, Submission]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, the gravest first."""
        return self.report.findings

    @cached_property
    def frames(self) -> Frames:
        """The lists of 収集結果.json as pandas frames."""
        from zushi_xl.publish.frames import frames_of

        return frames_of(json.loads("".join(result_json(self.report))))

    def faulty(self) -> Iterator[tuple[Submission, tuple[Finding, ...]]]:
        """Submissions with findings that their division should see, and those findings."""
        told = (f for f in self.report.open_findings() if f.severity is not Severity.INFO)
        found = _by_division(told, lambda finding: finding.division)
        for division, submission in self.submissions.items():
            if division in found:
                yield submission, tuple(found[division])


def collect(
    masters: Masters,
    inputs: Iterable[Path | Url],
    output: Path | Url,
    progress: Progress = silent,
    ledger: Path | None = None,
    workers: Workers | None = None,
    *,
    pdf: bool = False,
    one_book: int = ONE_BOOK,
) -> tuple[Collected, Path | Url]:
    """Read, judge and write everything; gives the result and the folder it stands in.

    ``ledger`` is the finance system's CSV of settled amounts; ``workers`` does the work on single
    books, by default in this process; ``pdf`` prints the annual book as well, which is parted by
    団体 where it would have more measures than ``one_book``.

    Raises:
        Problem: no inputs, output not writable; earlier outputs are then untouched.
    """
    paths = list(inputs)
    if isinstance(output, Url):
        output.exists()  # a store out of reach is told before hours of reading
    workers = workers or Workers(BookContext(masters))
    collected = gather(masters, paths, progress, ledger, workers)
    folder = output / f"{masters.plan.fiscal_year}年度"
    options = VolumeOptions(relative_inputs(paths), pdf, one_book)
    write_outputs(masters, collected, folder, progress, workers, options)
    return collected, folder


def gather(
    masters: Masters,
    inputs: Iterable[Path | Url],
    progress: Progress = silent,
    ledger: Path | None = None,
    workers: Workers | None = None,
) -> Collected:
    """Everything up to the report; nothing is written."""
    workers = workers or Workers(BookContext(masters))
    candidates = _candidates(inputs)
    settled = read_ledger(ledger, masters.plan) if ledger else None
    read = _read(workers, candidates, progress)
    return consolidated(workers.context, read, settled)


def consolidated(context: BookContext, read: ReadFiles, settled: Ledger | None = None) -> Collected:
    """The year of the books that were read, with its findings."""
    masters = context.masters
    adopted, judged = adopt(read.returned)
    saved = {book.submission.file: book.saved for book in read.returned}
    files = [*read.files, *(replace(file, saved=saved[file.file]) for file in judged)]
    unreadable = [file.file for file in files if file.status is Adoption.UNREADABLE]
    order = reporting_divisions(context.builder)
    submissions = {name: adopted[name] for name in order if name in adopted}
    report = consolidate(
        masters.plan,
        masters.form,
        submissions.values(),
        tuple(_state(name, submissions, saved, unreadable) for name in order),
        tuple(sorted(files, key=lambda f: f.file)),
    )
    if settled is not None:
        report = replace(report, ledger=settled, reconciled=rules.reconcile(report, settled))
    return Collected(_judged(masters, report, submissions, read), submissions)


def _judged(
    masters: Masters, report: Report, submissions: dict[str, Submission], read: ReadFiles
) -> Report:
    """The report with its findings, and what they are in the light of the round before."""
    found = [*read.findings]
    for submission in submissions.values():
        found += read.found[submission.file]
    found += rules.check_report(report)
    found += rules.check_masters(masters.plan, masters.form)
    report = replace(report, findings=rules.settle(found, masters.plan))
    replies = (
        reply
        for book in sorted(read.returned, key=lambda book: book.rank)
        for reply in rounds.replies(book.submission, read.asked.get(book.submission.file, ()))
    )
    found_in = _by_division(report.findings, lambda finding: finding.division)
    returned = _by_division(read.returned, lambda book: book.submission.identity.division)
    changes = (
        change
        for name, submission in submissions.items()
        for change in _changes(masters, submission, read, returned[name], found_in.get(name, []))
    )
    return replace(report, replies=tuple(replies), changes=tuple(changes))


def _by_division(items: Iterable[_T], division_of: Callable[[_T], str]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for item in items:
        found.setdefault(division_of(item), []).append(item)
    return found


def _changes(
    masters: Masters,
    submission: Submission,
    read: ReadFiles,
    returned: Iterable[Returned],
    found: Sequence[Finding],
) -> Iterator[RoundChange]:
    """Since the round before; nothing where this is the division's first. ``returned`` and
    ``found`` are the division's."""
    identity = submission.identity
    earlier = [book for book in returned if book.submission.identity.round < identity.round]
    asked = read.asked.get(submission.file, ())
    if not asked and earlier:
        last = max(earlier, key=lambda book: book.rank).submission
        asked = rounds.asked_again(rules.settle(read.found[last.file], masters.plan))
    if asked or identity.round > masters.plan.settings.round:
        yield from rounds.changes(submission, asked, found)


def _candidates(inputs: Iterable[Path | Url]) -> list[FoundFile]:
    paths = list(inputs)
    for path in paths:
        if not path.exists():
            raise Problem(
                f"{path} が見つかりません。提出ファイルのあるフォルダを指定してください。"
            )
    candidates = list(find_workbooks(paths))
    if all(candidate.ignored for candidate in candidates):
        raise Problem(
            f"{'、'.join(map(str, paths))} に Excel ブックがありません。"
            "各課から届いたファイルを入れてから実行してください。"
        )
    return candidates


@dataclass(frozen=True)
class ReadFiles:
    """All books as read: returns, findings about files that are none, what became of those, and
    by file the findings of each book on its own and what a returned correction had asked for."""

    returned: list[Returned] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)
    found: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    asked: dict[str, tuple[rounds.ReturnedRequest, ...]] = field(default_factory=dict)

    def add(self, book: ReadBook) -> None:
        outcome = book.outcome
        if isinstance(outcome, Submission):
            self.returned.append(Returned(outcome, book.saved))
            self.found[book.file] = book.found
            self.asked[book.file] = book.asked
        elif isinstance(outcome, Unreadable):
            self.findings.append(rules.unreadable(outcome))
            self._refuse(book, Adoption.UNREADABLE, outcome.reason)
        else:
            self.findings.append(outcome)
            self._refuse(book, Adoption.IGNORED, outcome.message, outcome.division)

    def _refuse(self, book: ReadBook, status: Adoption, reason: str, division: str = "") -> None:
        self.files.append(InputFile(book.file, book.sha256, status, reason, division))


def _read(workers: Workers, candidates: list[FoundFile], progress: Progress) -> ReadFiles:
    read = ReadFiles()
    read.files.extend(
        InputFile(c.name, c.sha256, Adoption.IGNORED, c.ignored) for c in candidates if c.ignored
    )
    wanted = [IncomingFile(c.name, c.path) for c in candidates if not c.ignored]
    for done, book in enumerate(workers.read(wanted)):
        progress(book.file, done, len(wanted))
        read.add(book)
    progress("", len(wanted), len(wanted))
    return read


def _state(
    name: str,
    submissions: Mapping[str, Submission],
    saved: Mapping[str, str],
    unreadable: Iterable[str],
) -> DivisionState:
    """``saved`` by file; the ``unreadable`` file that is named like the division is its own."""
    submission = submissions.get(name)
    if submission is not None:
        file, round_ = submission.file, submission.identity.round
        return DivisionState(name, Receipt.RECEIVED, file, round_, saved[file])
    file = next((file for file in unreadable if file_name(name) in file), "")
    return DivisionState(name, Receipt.UNREADABLE if file else Receipt.MISSING, file)


def write_outputs(
    masters: Masters,
    collected: Collected,
    folder: Path | Url,
    progress: Progress = silent,
    workers: Workers | None = None,
    options: VolumeOptions = ANNUAL,
) -> None:
    """Write all files of the year together."""
    workers = workers or Workers(BookContext(masters))
    report = collected.report
    requests = {
        correction_name(s): CorrectionRequest(s, findings) for s, findings in collected.faulty()
    }
    names = {r.submission.identity.division: f"{CORRECTIONS}/{n}" for n, r in requests.items()}
    steps, done = len(options.groups(report.plan)) + len(requests) + 2, count(1)
    with (
        whole_output(folder, OWNED, RESULT) as new,
        workers.meanwhile(_write_corrections(workers, requests, new / CORRECTIONS)) as corrected,
        workers.meanwhile(write_volumes(workers, report, options, new)) as written,
    ):
        progress("点検結果", 0, steps)
        write_book(findings_book(report, names), new / f"点検結果_{report.fiscal_year}年度.xlsx")
        _write_open_data(report, new)
        progress("評価書", next(done), steps)
        for path in written:
            progress(path.stem, next(done), steps)
        for division in corrected:
            progress(f"{CORRECTIONS} {division}", next(done), steps)
    progress("", steps, steps)


def _write_corrections(
    workers: Workers, requests: Mapping[str, CorrectionRequest], folder: Path
) -> Iterator[str]:
    """Write corrections under their names; gives the division of each when it is written."""
    if requests:
        folder.mkdir(parents=True, exist_ok=True)
    books = workers.each(corrections, requests.values(), len(requests))
    for (name, request), book in zip(requests.items(), books, strict=True):
        (folder / name).write_bytes(book)
        yield request.submission.identity.division


def _write_open_data(report: Report, new: Path) -> None:
    (new / OPEN_DATA).mkdir(exist_ok=True)
    for name, lines in csv_files(report):
        write_lines(new / OPEN_DATA / name, lines)
    write_lines(new / RESULT, result_json(report))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a text line by line: what is long is never whole in memory."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def correction_name(submission: Submission) -> str:
    """The file of a division's correction."""
    identity = submission.identity
    return f"{file_name(identity.division)}_{CORRECTIONS}{identity.next_round().round}.xlsx"
