"""Returned books → the year as read and judged. Nothing is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from zushi_xl import rules
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.ledger import Ledger
from zushi_xl.report.model import Adoption, DivisionState, Receipt, Report
from zushi_xl.report.program_amounts import is_read_by_program
from zushi_xl.report.rounds import RoundChange
from zushi_xl.workbook.names import file_name
from zushi_xl.workflow import correction_round, phases
from zushi_xl.workflow.found_files import found_files
from zushi_xl.workflow.read_files import ReadFiles, read_files
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.workflow.single_books import BookContext, checked
from zushi_xl.workflow.which_counts import (
    Returned,
    Sender,
    adopt,
    answered_elsewhere,
    contradictions,
    sender_of,
    with_other_answers,
    words_beside,
)
from zushi_xl.workflow.workers import Workers

if TYPE_CHECKING:
    from zushi_xl.publish.frames import Frames

_T = TypeVar("_T")


@dataclass(frozen=True)
class Collected:
    """The year as read and judged, with the submissions behind it."""

    report: Report
    submissions: dict[Sender, Submission]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, the gravest first."""
        return self.report.findings

    @cached_property
    def frames(self) -> Frames:
        """The lists of 収集結果.json as pandas frames.

        Raises:
            Problem: pandas is not installed.
        """
        from zushi_xl.publish import result_json
        from zushi_xl.publish.frames import frames_of

        return frames_of(json.loads("".join(result_json(self.report))))

    def faulty(self) -> Iterator[tuple[Submission, tuple[Finding, ...]]]:
        """Submissions with findings that their division should see, and those findings."""
        told = (f for f in self.report.open_findings() if f.severity is not Severity.INFO)
        found = _by_division(told, lambda finding: finding.division)
        books = Counter(sender.division for sender in self.submissions)
        for sender, submission in self.submissions.items():
            mine = found.get(sender.division, [])
            if books[sender.division] > 1:
                mine = [f for f in mine if f.source and f.source.file == submission.file]
            if mine:
                yield submission, tuple(mine)


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
    settled = None
    if ledger:
        from zushi_xl.workflow.ledger_file import read_ledger  # what only a ledger needs

        settled = read_ledger(ledger, masters.plan)
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
    files = [*read.files, *(file._replace(saved=saved[file.file]) for file in judged)]
    unreadable = [file.file for file in files if file.status is Adoption.UNREADABLE]
    order = context.pages.divisions
    counted = {
        sender: adopted[sender]
        for name in order
        for sender in sorted(each for each in adopted if each.division == name)
    }
    summed = rules.with_sums_over_books(masters.plan, masters.form, counted, earlier)
    submissions, differing = rules.with_grades_over_books(masters.plan, summed, earlier)
    read = _checked_over_books(masters, read, submissions, earlier)
    report = consolidate(
        masters.plan,
        masters.form,
        submissions.values(),
        tuple(_state(name, submissions, saved, unreadable, everything.unfilled) for name in order),
        tuple(sorted(files, key=lambda f: f.file)),
        earlier,
    )
    report = replace(report, left_out=_left_out(masters, submissions, earlier))
    if settled is not None:
        report = replace(report, ledger=settled, reconciled=rules.reconcile(report, settled))
    unread = (*phases.still_open(masters, earlier), *phases.not_returned(masters, earlier))
    return Collected(_judged(masters, report, submissions, read, unread, differing), submissions)


def _checked_over_books(
    masters: Masters,
    read: ReadFiles,
    submissions: Mapping[Sender, Submission],
    earlier: Iterable[Answer],
) -> ReadFiles:
    """What was read, with the findings of those books anew in which a condition or a sum hangs on
    answers of others: the books of one collection are judged together."""
    plan, form = masters.plan, masters.form
    asking = [
        s
        for s in submissions.values()
        if rules.computes_from_others(plan, form, s) or rules.hangs_on_others(plan, form, s)
    ]
    if not asking:
        return read
    others = _decisive(submissions, earlier)
    anew = {s.file: tuple(checked(plan, form, replace(s, others=others))) for s in asking}
    return replace(read, found=read.found | anew)


def _decisive(
    submissions: Mapping[Sender, Submission], earlier: Iterable[Answer]
) -> dict[Key, Answer]:
    """The answers of the year that can be read, of those who decide."""
    given = (answer for each in submissions.values() for answer in each.answers.values())
    return {
        answer.key: answer
        for answer in (*earlier, *given)
        if not answer.slot.is_opinion and (not answer.refused or is_read_by_program(answer))
    }


def _left_out(
    masters: Masters, submissions: Mapping[Sender, Submission], earlier: Sequence[Answer]
) -> frozenset[Key]:
    """The empty fields of the year that a condition of the form does not ask for."""
    plan, form = masters.plan, masters.form
    if not any(field.skipped_if for field in form.fields):
        return frozenset()
    others = _decisive(submissions, earlier)
    before = {answer.key: answer for answer in earlier}
    books = [*submissions.values(), Submission("", "", Identity("", 0, 0, "", ""), before)]
    return frozenset(
        key for book in books for key in rules.left_out(plan, form, replace(book, others=others))
    )


def _judged(
    masters: Masters,
    report: Report,
    submissions: dict[Sender, Submission],
    read: ReadFiles,
    unread: tuple[Finding, ...],
    differing: tuple[Finding, ...],
) -> Report:
    """The report with its findings, and what they are in the light of the round before; ``unread``
    are those of earlier phases, ``differing`` those of ratings by figures of others."""
    found = [*read.findings, *contradictions(read.returned), *differing]
    found += words_beside(read.returned, read.found)
    elsewhere = answered_elsewhere(read.returned)
    for submission in submissions.values():
        its = rules.without_filled(read.found[submission.file], submission)
        found += with_other_answers(its, elsewhere, masters.plan)
    if masters.has_original:
        from zushi_xl.workflow.own_plan import across_copies  # what only such a form needs

        found += across_copies(masters, submissions)
    found += _for_the_office((*unread, *rules.check_report(report)), report)
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
    returned: dict[Sender, list[Returned]] = {}
    for book in read.returned:
        returned.setdefault(sender_of(book.submission), []).append(book)
    sent = [
        (book, returned[sender], found_in.get(sender.division, []))
        for sender, book in submissions.items()
    ]
    changes = (
        change
        for book, books, found in sent
        for change in _changes(masters, book, read, books, found)
    )
    before = (
        change for book, books, found in sent for change in _closed_before(book, read, books, found)
    )
    report = replace(report, replies=replies, changes=tuple(changes), earlier_changes=tuple(before))
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


def _closed_before(
    submission: Submission, read: ReadFiles, returned: Iterable[Returned], found: Sequence[Finding]
) -> Iterator[RoundChange]:
    """What the rounds before the division's last closed, as far as their books are there."""
    of_round = {  # of several the one that counts
        book.submission.identity.round: book.submission
        for book in sorted(returned, key=lambda book: book.rank)
    }
    of_round[submission.identity.round] = submission
    books = [of_round[number] for number in sorted(of_round)]
    for book, following in zip(books, books[1:], strict=False):
        asked, asked_next = (read.asked.get(b.file, ()) for b in (book, following))
        if asked and asked_next and following.identity.round <= submission.identity.round:
            yield from correction_round.closed(book, asked, asked_next, found)


def _state(
    name: str,
    submissions: Mapping[Sender, Submission],
    saved: Mapping[str, str],
    unreadable: Iterable[str],
    unfilled: Mapping[str, str],
) -> DivisionState:
    """``saved`` by file; the ``unreadable`` file that is named like the division is its own;
    ``unfilled`` are forms that came back as they were sent, by division."""
    books = [submissions[sender] for sender in submissions if sender.division == name]
    if books:
        last = max(books, key=lambda book: book.identity.round)
        file, round_ = last.file, last.identity.round
        more = f" ほか{len(books) - 1}件" if len(books) > 1 else ""
        return DivisionState(name, Receipt.RECEIVED, f"{file}{more}", round_, saved[file])
    file = next((file for file in unreadable if file_name(name) in file), "")
    if file:
        return DivisionState(name, Receipt.UNREADABLE, file)
    return DivisionState(name, Receipt.MISSING, unfilled.get(name, ""))
