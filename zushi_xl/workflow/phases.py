"""段階: the parts of a year that are distributed and collected one after the other.

A collection is of one phase. What it took is kept in 段階/ of the year's folder, a file for each
phase, so that a later phase shows it locked and never overwrites it. A return of an earlier phase
that lies among the inputs counts for its own phase; one of a later phase is set aside and told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from zushi_xl import rules
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Problem, Severity
from zushi_xl.findings.ways import Way
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.workflow.phase_records import (
    earlier_answers,
    kept_answers,
    kept_states,
    rows_of,
)
from zushi_xl.workflow.read_files import ReadFiles
from zushi_xl.workflow.single_books import BookContext, worked_out
from zushi_xl.workflow.which_counts import Returned, Sender, adopt


class PhaseReturns(NamedTuple):
    """What was read, parted: the masters and the returns of the phase at work, and the answers of
    the phases before it with what became of their files."""

    context: BookContext
    read: ReadFiles
    earlier: tuple[Answer, ...]
    files: tuple[InputFile, ...]


def at_phase(masters: Masters, output: Path | Url, phase: str) -> Masters:
    """The masters with ``phase`` at work (empty: the latest that is returned) and what was kept of
    the phases.

    Raises:
        Problem: no such phase, or a kept state that cannot be read.
    """
    plan = masters.plan
    if not plan.phases:
        if phase:
            raise Problem(
                f"計画マスタに段階がないので、「{phase}」を{Way.PHASE}に指定できません。"
                "シート「段階」に行を加えるか、段階を指定せずに実行してください。"
            )
        return masters
    named = {name.strip(): name for name in plan.phase_order}
    if phase and phase.strip() not in named:
        raise Problem(
            f"「{phase}」という段階は計画マスタにありません。"
            f"次の中から指定してください：{'、'.join(plan.phase_order)}"
        )
    kept = earlier_answers(plan, kept_states(plan, output))
    return replace(masters, plan=replace(plan, earlier=kept).at(named.get(phase.strip(), "")))


# ------------------------------------------------------------------ what is returned


def parted(context: BookContext, read: ReadFiles) -> PhaseReturns:
    """What was read, parted by the phase at work: that of the masters, else the latest that came.
    Without phases all is of the one collection."""
    plan = context.masters.plan
    if not plan.phases:
        return PhaseReturns(context, read, (), ())
    phase = plan.phase or _latest(plan, read.returned)
    masters = replace(context.masters, plan=plan.at(phase))
    now = plan.phase_order[phase]
    mine = replace(read, returned=[], findings=[*read.findings], files=[*read.files])
    before: dict[str, list[Returned]] = {}
    for book in read.returned:
        its = book.submission.identity.phase or phase
        place = plan.phase_order.get(its)
        if place == now:
            mine.returned.append(book)
        elif place is not None and place < now:
            before.setdefault(its, []).append(book)
        else:
            _set_aside(plan, phase, book, mine)
    earlier: dict[str, list[Answer]] = {}
    files: list[InputFile] = []
    is_anew = False
    for name in list(plan.phase_order)[:now]:
        is_anew = is_anew or name in before
        of_then = replace(masters, plan=_knowing(masters.plan, earlier)) if is_anew else masters
        known = [answer for given in earlier.values() for answer in given]
        adopted, judged = _adopted(name, before.get(name, ()))
        files += judged
        kept = _kept(masters, name, adopted)
        earlier[name] = _worked_anew(of_then, name, adopted, kept, known) if is_anew else kept
    if before:
        masters = replace(masters, plan=_knowing(masters.plan, earlier))
        mine = _judged_again(masters, mine)
    answers = tuple(answer for given in earlier.values() for answer in given)
    return PhaseReturns(BookContext(masters, context.opener), mine, answers, tuple(files))


def _knowing(plan: Plan, earlier: Mapping[str, Iterable[Answer]]) -> Plan:
    """The plan with the answers of phases that are here in place of those that were kept."""
    given = {name: {"answers": rows_of(answers, name)} for name, answers in earlier.items()}
    found = earlier_answers(plan, given)
    for place, kept in plan.earlier.items():
        others = tuple(answer for answer in kept if answer.phase not in earlier)
        if others:
            found[place] = (*found.get(place, ()), *others)
    return replace(plan, earlier=found)


def _judged_again(masters: Masters, read: ReadFiles) -> ReadFiles:
    """Books that were read before those of an earlier phase: what follows from both."""
    again = replace(read, returned=[], found={**read.found})
    for book in read.returned:
        typed = rules.as_typed(book.submission)
        submission, found = worked_out(masters.plan, masters.form, typed)
        again.returned.append(book._replace(submission=submission))
        again.found[submission.file] = found
    return again


def not_collected(plan: Plan, given: Collection[str] = ()) -> Iterator[str]:
    """What to say of the phases before the one at work of which nothing is known: they are in no
    record of the plan, and not ``given`` now."""
    for phase in plan.phase_order:
        if phase in plan.unknown_phases and phase not in given:
            yield (
                f"段階「{phase}」の記録も提出もないため、その欄は空です。"
                f"先に「{phase}」を{Way.PHASE}に指定して収集してください。"
            )


def still_open(masters: Masters, earlier: Iterable[Answer]) -> Iterator[Finding]:
    """What cannot be read of the phases before, or was left empty though it was asked for: it
    stands in the outputs as it is."""
    books: dict[tuple[str, str, str], dict[Key, Answer]] = {}
    answers = [answer for answer in earlier if not answer.slot.is_opinion]
    others = {answer.key: answer for answer in answers if not answer.refused}
    for answer in answers:
        place = answer.source.file, answer.slot.owner, answer.slot.field.phase
        books.setdefault(place, {})[answer.key] = answer
    for (file, division, phase), given in books.items():
        if not any(_is_open(answer) for answer in given.values()):
            continue
        plan = masters.plan.at(phase or masters.plan.phase)
        whose = Identity(division, plan.fiscal_year, 0, "", "")
        book = Submission(file, "", whose, given, others=others)
        found = rules.check_book(plan, masters.form, book)
        places = {answer.source for answer in given.values() if _is_open(answer)}
        yield from (f for f in found if f.severity is Severity.ERROR and f.source in places)


def _is_open(answer: Answer) -> bool:
    return bool(answer.refused) or not (answer.text.strip() or answer.used)


def not_returned(masters: Masters, earlier: Iterable[Answer]) -> Iterator[Finding]:
    """The divisions of which nothing is known of a phase before, though others answered it."""
    plan, form = masters.plan, masters.form
    owners: dict[str, set[str]] = {}
    for answer in earlier:
        owners.setdefault(answer.slot.field.phase, set()).add(answer.slot.owner)
    for phase in list(plan.phase_order)[: plan.phase_order.get(plan.phase, 0)]:
        its = tuple(f for f in form.fields if not f.is_filled or f.phase == phase)
        of_phase = Pages(replace(form, fields=its), replace(plan.at(phase), earlier={}))
        for name in of_phase.divisions if phase in owners else ():
            if name not in owners[phase] and not _is_partner_only(plan, name):
                yield rules.division_missing_before(phase, name)


def _is_partner_only(plan: Plan, name: str) -> bool:
    """Whether a division leads nothing: of 共同担当課 only what they wrote is kept."""
    led = {section.division for section in plan.sections}
    led |= {initiative.division for initiative in plan.initiatives}
    reviews = (name in (reviewer.name, reviewer.division) for reviewer in plan.reviewers)
    return name not in led and not any(reviews)


def _latest(plan: Plan, returned: Iterable[Returned]) -> str:
    """The last phase of which a book came."""
    phases = (book.submission.identity.phase for book in returned)
    places = [plan.phase_order[phase] for phase in phases if phase in plan.phase_order]
    return plan.phases[max(places, default=0)].name


def _adopted(
    phase: str, returned: Iterable[Returned]
) -> tuple[dict[Sender, Submission], list[InputFile]]:
    """The returns of an earlier phase that count, and what became of all that are here."""
    adopted, judged = adopt(returned)
    why = f"段階「{phase}」の提出として採用しました。"
    told = [
        file._replace(reason=why) if file.status is Adoption.ADOPTED else file for file in judged
    ]
    return adopted, told


def _kept(masters: Masters, phase: str, adopted: Iterable[Sender]) -> list[Answer]:
    """What was kept of a phase, but of divisions whose return is here."""
    here = {sender.division for sender in adopted}
    return [a for a in kept_answers(masters, phase) if a.slot.owner not in here]


def _worked_anew(
    masters: Masters,
    phase: str,
    adopted: Mapping[Sender, Submission],
    kept: Iterable[Answer],
    before: Sequence[Answer],
) -> list[Answer]:
    """The answers of an earlier phase of which, or of one before it, books are here: what follows
    from others is worked out anew, in the books and in what was kept beside them."""
    plan, form = masters.plan.at(phase), masters.form
    books = {**_as_books(plan, kept), **adopted}
    books = {
        sender: worked_out(plan, form, rules.as_typed(book))[0] for sender, book in books.items()
    }
    summed = rules.with_sums_over_books(plan, form, books, before)
    worked, _ = rules.with_grades_over_books(plan, summed, before)
    return [answer for book in worked.values() for answer in book.answers.values()]


def _as_books(plan: Plan, kept: Iterable[Answer]) -> dict[Sender, Submission]:
    """What was kept, as the book of each division."""
    of_division: dict[str, dict[Key, Answer]] = {}
    for answer in kept:
        of_division.setdefault(answer.slot.owner, {})[answer.key] = answer
    return {
        Sender(name): Submission("", "", Identity(name, plan.fiscal_year, 0, "", ""), answers)
        for name, answers in of_division.items()
    }


def _set_aside(plan: Plan, phase: str, book: Returned, read: ReadFiles) -> None:
    submission = book.submission
    finding = of_another_phase(plan.at(phase), submission)
    read.findings.append(finding)
    identity, status = submission.identity, Adoption.IGNORED
    why, division = finding.message, identity.division
    read.files.append(
        InputFile(submission.file, submission.sha256, status, why, division, identity.round)
    )


def of_another_phase(plan: Plan, submission: Submission) -> Finding:
    """That a book is not of the phase at work."""
    its = submission.identity.phase
    if its in plan.phase_order:
        why = f"段階「{its}」の様式です。段階「{plan.phase}」の収集には使いません。"
        remedy = f"この提出を集めるときは、段階に「{its}」を指定して収集してください。"
    else:
        why = f"段階「{its}」の様式ですが、その段階は計画マスタにありません。"
        remedy = "計画マスタの「段階」の名前を確かめるか、今の様式で提出し直してもらってください。"
    return rules.wrong_phase(submission, plan.phase, why, remedy)
