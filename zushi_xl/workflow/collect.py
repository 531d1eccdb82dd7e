"""The main job: returned books → everything in ``outputs/<年度>/``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from zushi_xl import rules
from zushi_xl.files.remote import Url
from zushi_xl.files.whole_output import unheard, whole_output, whole_run
from zushi_xl.findings.finding import Finding, Problem, Severity
from zushi_xl.masters.load import Masters
from zushi_xl.plan.groups import ONE_BOOK
from zushi_xl.publish import open_data_files, result_json
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.ledger import Ledger
from zushi_xl.report.model import Adoption, DivisionState, Receipt, Report
from zushi_xl.report.rounds import RoundChange
from zushi_xl.returned.submission import Submission
from zushi_xl.sheets.book import relative_inputs
from zushi_xl.sheets.findings import findings_book
from zushi_xl.workbook.names import file_name
from zushi_xl.workflow import correction_round, phases
from zushi_xl.workflow.distribute import Progress, reporting_divisions, silent
from zushi_xl.workflow.earlier_years import results_of, with_rule_years
from zushi_xl.workflow.edited_books import keep_edited
from zushi_xl.workflow.freezing import against_frozen, frozen, write_state
from zushi_xl.workflow.ledger_file import read_ledger
from zushi_xl.workflow.pdf_marks import NO_DATE
from zushi_xl.workflow.read_files import ReadFiles, found_files, read_files
from zushi_xl.workflow.single_books import (
    BookContext,
    CorrectionRequest,
    corrections,
)
from zushi_xl.workflow.site import SITE, SiteOptions, write_site
from zushi_xl.workflow.volumes import BY_GROUP, VolumeOptions, write_volumes
from zushi_xl.workflow.which_counts import (
    Returned,
    adopt,
    answered_elsewhere,
    contradictions,
    with_other_answers,
)
from zushi_xl.workflow.workers import Workers
from zushi_xl.xlsx_out import write_book

if TYPE_CHECKING:
    from zushi_xl.publish.frames import Frames

CORRECTIONS = "差し戻し"
OPEN_DATA = "公開データ"
RESULT = "収集結果.json"
ANNUAL = VolumeOptions()
NO_SITE = SiteOptions()
_T = TypeVar("_T")
OWNED = (
    "*.xlsx",
    "*.pdf",
    f"{BY_GROUP}/*.xlsx",
    f"{BY_GROUP}/*.pdf",
    f"{CORRECTIONS}/*.xlsx",
    f"{OPEN_DATA}/*.csv",
    f"{SITE}/*",
    f"{SITE}/*/*",
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
    pdf_date: date | None = None,
    site: SiteOptions = NO_SITE,
    one_book: int = ONE_BOOK,
    tell: Callable[[str], None] = unheard,
    force: bool = False,
    freeze: str = "",
    years: Iterable[Path] = (),
) -> tuple[Collected, Path | Url]:
    """Read, judge and write everything; gives the result and the folder it stands in.

    ``ledger`` is the finance system's CSV of settled amounts; ``workers`` does the work on single
    books, by default in this process; ``site`` makes the site for citizens,
    ``pdf`` prints the annual book as well, of the day ``pdf_date`` (else without one), parted by
    団体 where it would have more measures than ``one_book``; ``force`` replaces an
    earlier result also where no division is left of those that it has. ``tell`` hears what an
    interrupted run had left behind, and of every 差し戻し that somebody had written into.

    ``freeze`` keeps the result under a name: later runs list what has changed since. ``years`` are
    results of earlier years, or folders of them, for the list of rules in 点検結果.

    Raises:
        Problem: no inputs, output not writable, another state of the name ``freeze``, nothing
            received where the earlier result has something; earlier outputs are then untouched.
    """
    paths = list(inputs)
    if isinstance(output, Url):
        output.exists()  # a store out of reach is told before hours of reading
    workers, earlier = workers or Workers(BookContext(masters)), results_of(years)
    folder = output / f"{masters.plan.fiscal_year}年度"
    options = VolumeOptions(relative_inputs(paths), pdf, one_book, pdf_date or NO_DATE)
    wanted = site._replace(wanted=site.wanted or masters.plan.settings.site)
    with whole_run(folder, tell):
        collected = gather(masters, paths, progress, ledger, workers)
        if not force:
            _refuse_to_empty(folder, collected.report)
        report, state = _stamped(with_rule_years(collected.report, earlier), folder, freeze)
        collected = replace(collected, report=report)
        kept = write_outputs(masters, collected, folder, progress, workers, options, wanted, state)
    for sentence in (*kept, *phases.not_collected(collected.report)):
        tell(sentence)
    return collected, folder


def _stamped(
    report: Report, folder: Path | Url, freeze: str
) -> tuple[Report, Mapping[str, Any] | None]:
    """The report against the state that was kept, or kept itself; what is to be written of it."""
    if isinstance(folder, Url):
        return report, None
    return frozen(report, freeze, folder) if freeze else (against_frozen(report, folder), None)


def _refuse_to_empty(folder: Path | Url, report: Report) -> None:
    """A result with returns is not replaced by one without any: that is a wrong folder."""
    received = [d for d in report.divisions if d.receipt is Receipt.RECEIVED]
    if received or not isinstance(folder, Path):
        return
    try:
        earlier = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        names = [d["name"] for d in earlier["divisions"] if d["status"] == Receipt.RECEIVED]
    except (OSError, ValueError, LookupError, TypeError):
        return
    if names:
        raise Problem(
            f"提出されたブックが一つもありません。{folder} には{len(names)}課の提出を集めた結果が"
            "あるため、置き換えていません。フォルダを確かめてください。置き換えてよければ"
            " --force を付けてください。"
        )


def gather(
    masters: Masters,
    inputs: Iterable[Path | Url],
    progress: Progress = silent,
    ledger: Path | None = None,
    workers: Workers | None = None,
    *,
    or_none: bool = False,
) -> Collected:
    """Everything up to the report; nothing is written. ``or_none``: also where nothing has come.

    Raises:
        Problem: no inputs, a ledger that cannot be used.
    """
    workers = workers or Workers(BookContext(masters))
    candidates = found_files(inputs, or_none=or_none)
    settled = read_ledger(ledger, masters.plan) if ledger else None
    read = read_files(workers, candidates, progress)
    return consolidated(workers.context, read, settled)


def consolidated(context: BookContext, read: ReadFiles, settled: Ledger | None = None) -> Collected:
    """The year of the books that were read, with its findings."""
    everything = read
    context, read, earlier, others = phases.parted(context, read)
    masters = context.masters
    adopted, judged = adopt(read.returned)
    saved = {book.submission.file: book.saved for book in everything.returned}
    judged += others
    files = [*read.files, *(replace(file, saved=saved[file.file]) for file in judged)]
    unreadable = [file.file for file in files if file.status is Adoption.UNREADABLE]
    ignored = (file for file in files if file.status is Adoption.IGNORED)
    unfilled = {file.division: file.file for file in ignored if file.division}
    order = reporting_divisions(context.builder)
    submissions = {name: adopted[name] for name in order if name in adopted}
    report = consolidate(
        masters.plan,
        masters.form,
        submissions.values(),
        tuple(_state(name, submissions, saved, unreadable, unfilled) for name in order),
        tuple(sorted(files, key=lambda f: f.file)),
        earlier,
    )
    if settled is not None:
        report = replace(report, ledger=settled, reconciled=rules.reconcile(report, settled))
    return Collected(_judged(masters, report, submissions, read), submissions)


def _judged(
    masters: Masters, report: Report, submissions: dict[str, Submission], read: ReadFiles
) -> Report:
    """The report with its findings, and what they are in the light of the round before."""
    found = [*read.findings, *contradictions(read.returned)]
    elsewhere = answered_elsewhere(read.returned)
    for submission in submissions.values():
        found += with_other_answers(read.found[submission.file], elsewhere)
    found += _for_the_office(rules.check_report(report), report)
    found += rules.check_masters(masters.plan, masters.form)
    report = replace(report, findings=rules.settle(_laid(found, report), masters.plan))
    replies = tuple(
        reply
        for book in sorted(read.returned, key=lambda book: book.rank)
        for reply in correction_round.replies(
            book.submission, read.asked.get(book.submission.file, ())
        )
    )
    found_in = _by_division(report.findings, lambda finding: finding.division)
    returned = _by_division(read.returned, lambda book: book.submission.identity.division)
    changes = (
        change
        for name, submission in submissions.items()
        for change in _changes(masters, submission, read, returned[name], found_in.get(name, []))
    )
    report = replace(report, replies=replies, changes=tuple(changes))
    open_ = rules.foremost(correction_round.answered(report.findings, replies), masters.plan)
    return replace(report, findings=open_)


def _laid(findings: Iterable[Finding], report: Report) -> Iterator[Finding]:
    """The findings; at a division that has returned nothing only that it has not: what else is to
    say of its places is for the office."""
    absent = {d.name for d in report.divisions if d.receipt is Receipt.MISSING}
    for finding in findings:
        is_odd = finding.division in absent and finding.rule != rules.returns.division_missing.id
        yield replace(finding, division="") if is_odd else finding


def _for_the_office(findings: Iterable[Finding], report: Report) -> Iterator[Finding]:
    """The findings; of answers of an earlier phase no division is asked any more."""
    for finding in findings:
        yield replace(finding, division="") if finding.source in report.closed else finding


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
        asked = correction_round.asked_again(rules.settle(read.found[last.file], masters.plan))
    if asked or identity.round > masters.plan.settings.round:
        yield from correction_round.changes(submission, asked, found)


def _state(
    name: str,
    submissions: Mapping[str, Submission],
    saved: Mapping[str, str],
    unreadable: Iterable[str],
    unfilled: Mapping[str, str],
) -> DivisionState:
    """``saved`` by file; the ``unreadable`` file that is named like the division is its own;
    ``unfilled`` are forms that came back as they were sent, by division."""
    submission = submissions.get(name)
    if submission is not None:
        file, round_ = submission.file, submission.identity.round
        return DivisionState(name, Receipt.RECEIVED, file, round_, saved[file])
    file = next((file for file in unreadable if file_name(name) in file), "")
    if file:
        return DivisionState(name, Receipt.UNREADABLE, file)
    return DivisionState(name, Receipt.MISSING, unfilled.get(name, ""))


def write_outputs(
    masters: Masters,
    collected: Collected,
    folder: Path | Url,
    progress: Progress = silent,
    workers: Workers | None = None,
    options: VolumeOptions = ANNUAL,
    site: SiteOptions = NO_SITE,
    state: Mapping[str, Any] | None = None,
) -> tuple[str, ...]:
    """Write all files of the year together; gives a sentence for each book that was kept, and for
    each PDF that lacks something."""
    workers = workers or Workers(BookContext(masters))
    report = collected.report
    requests = {
        correction_name(s): CorrectionRequest(s, findings) for s, findings in collected.faulty()
    }
    names = {r.submission.identity.division: f"{CORRECTIONS}/{n}" for n, r in requests.items()}
    lacking: list[str] = []
    steps, done = len(options.groups(report.plan)) + len(requests) + 2, count(1)
    with (
        whole_output(folder, OWNED, RESULT) as new,
        workers.meanwhile(_write_corrections(workers, requests, new / CORRECTIONS)) as corrected,
        workers.meanwhile(write_volumes(workers, report, options, new, lacking.append)) as written,
    ):
        kept = keep_edited(_corrections_in(folder), new / CORRECTIONS)
        progress("点検結果", 0, steps)
        write_book(findings_book(report, names), new / f"点検結果_{report.fiscal_year}年度.xlsx")
        _write_open_data(report, new)
        if report.plan.phases:
            phases.write_states(report.plan, (*report.answers.values(), *report.opinions), new)
        if state is not None:
            write_state(state, new)
        write_site(report, site, folder, new)
        progress("評価書", next(done), steps)
        for path in written:
            progress(path.stem, next(done), steps)
        for division in corrected:
            progress(f"{CORRECTIONS} {division}", next(done), steps)
    progress("", steps, steps)
    return (*kept, *lacking)


def _corrections_in(folder: Path | Url) -> tuple[Path, ...]:
    """Those of an earlier run; in a store nobody writes into them in place."""
    return () if isinstance(folder, Url) else tuple(sorted((folder / CORRECTIONS).glob("*.xlsx")))


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
    for name, lines in open_data_files(report):
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
