"""The verbs where the evaluation is made on a city's own workbook: what differs from a form that is
made here. Copies go out and back; everything between is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zushi_xl.adopt.own_form.copies import corrected_copy
from zushi_xl.adopt.own_form.gathered import Gathered
from zushi_xl.adopt.own_form.model import OwnMasters
from zushi_xl.adopt.own_form.result_book import answers_book
from zushi_xl.adopt.own_plan.load import OwnPlanMasters
from zushi_xl.adopt.own_plan.outgoing import outgoing
from zushi_xl.adopt.own_plan.submissions import OwnPlanReader, OwnSubmission
from zushi_xl.files.whole_output import say_nothing
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters
from zushi_xl.text.folding import fold
from zushi_xl.workbook.names import file_name
from zushi_xl.workflow import own_form
from zushi_xl.workflow.correction_round import as_rows
from zushi_xl.workflow.noted_replies import as_noted
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.xlsx_out import write_book

if TYPE_CHECKING:
    from zushi_xl.workflow.which_counts import Sender


def of_own_plan(masters: Masters) -> OwnPlanMasters:
    """The masters, of which ``has_original`` said that they are of an own form."""
    assert isinstance(masters, OwnPlanMasters)
    return masters


def own_reader(masters: Masters) -> OwnPlanReader:
    """What reads returned copies."""
    return OwnPlanReader(of_own_plan(masters))


def _as_sent(masters: OwnPlanMasters) -> OwnMasters:
    """The form with the divisions and copies that it went out to."""
    return OwnMasters(masters.own, outgoing(masters).plan)


def own_corrections(
    masters: Masters, requests: Iterable[tuple[Submission, tuple[Finding, ...]]]
) -> Iterator[bytes]:
    """The copy of each submission with its own answers and the marks."""
    own = _as_sent(of_own_plan(masters))
    for submission, findings in requests:
        assert isinstance(submission, OwnSubmission)
        returned = replace(submission.returned, identity=submission.identity)
        yield corrected_copy(own, returned, map(as_noted, findings), as_rows(findings))


def across_copies(masters: Masters, submissions: Mapping[Sender, Submission]) -> Iterator[Finding]:
    """What only all copies together show, where a division returns several."""
    if not of_own_plan(masters).is_history:
        yield from _missing(of_own_plan(masters), submissions)
    first: dict[Key, Answer] = {}
    for submission in submissions.values():
        for key, answer in submission.answers.items():
            before = first.setdefault(key, answer) if answer.text.strip() else answer
            if fold(before.text) != fold(answer.text):
                yield rules.TWICE.at(
                    answer.source,
                    f"{key.code} の{answer.slot.label}が{before.source}と違います。",
                    "正しい方を残し、もう一方を消してください。",
                    division=submission.identity.division,
                    code=key.code,
                    field=answer.slot.label,
                    given=answer.text,
                    expected=before.text,
                )


def _missing(masters: OwnPlanMasters, returned: Collection[Sender]) -> Iterator[Finding]:
    """Where a copy is of one item: what is told of the items of a division that has returned
    copies of others only."""
    here = {sender.division for sender in returned}
    for division, parts in outgoing(masters).plan.parts.items():
        came = {sender.part for sender in returned if sender.division == division}
        for part in parts if division in here else ():
            if part not in came:
                code, _, kpi = part.partition(" ")
                title = masters.plan.titles[code]
                yield rules.NO_COPY.at(
                    None,
                    f"{code}「{title}」{kpi}の様式が届いていません。",
                    "この様式に記入して提出してください。",
                    division=division,
                    code=code,
                )


def write_answers(
    masters: Masters,
    submissions: Mapping[Sender, Submission],
    findings: Iterable[Finding],
    new: Path,
) -> None:
    """Write into ``new`` all answers as they stand on the copies, also those of no item.

    Raises:
        BookFault: the book cannot be built.
    """
    made = _as_sent(of_own_plan(masters))
    returns = {
        "　".join(filter(None, sender)): submission.returned
        for sender, submission in submissions.items()
        if isinstance(submission, OwnSubmission)
    }
    year, title = masters.plan.fiscal_year, file_name(made.form.title)
    gathered = Gathered(made, returns, (), (), tuple(findings))
    write_book(answers_book(gathered), new / f"回答一覧_{title}_{year}年度.xlsx")


def distribute(
    masters: OwnPlanMasters,
    output: Path,
    only: Iterable[str] = (),
    progress: Progress = silent,
    *,
    overwrite: bool = False,
    tell: Callable[[str], None] = say_nothing,
) -> tuple[Path, ...]:
    """Write the copies of the original for each division that has something to report.

    Raises:
        Problem: an unknown division.
    """
    made = outgoing(masters)
    for sentence in made.told:
        tell(sentence)
    own = OwnMasters(masters.own, made.plan)
    return own_form.distribute(own, output, only, progress, overwrite=overwrite, tell=tell)
