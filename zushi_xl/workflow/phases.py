"""段階: the parts of a year that are distributed and collected one after the other.

A collection is of one phase. What it took is kept in 段階/ of the year's folder, a file for each
phase, so that a later phase shows it locked and never overwrites it. A return of an earlier phase
that lies among the inputs counts for its own phase; one of a later phase is set aside and told.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from zushi_xl import rules
from zushi_xl.files.json_in import read_json
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Finding, Problem, Severity
from zushi_xl.findings.ways import Way
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import FieldType
from zushi_xl.form.pages import Pages
from zushi_xl.form.table_rows import row_counts
from zushi_xl.masters.load import Masters
from zushi_xl.plan.model import Plan
from zushi_xl.plan.reviewing import AnswerPlace, EarlierAnswer
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.returned.cell_answer import answer_of
from zushi_xl.workbook.cells import Cell, Source
from zushi_xl.workbook.names import file_name
from zushi_xl.workflow.read_files import ReadFiles
from zushi_xl.workflow.single_books import BookContext, worked_out
from zushi_xl.workflow.which_counts import Returned, adopt

FOLDER = "段階"
_SCHEMA = 1
_KEYS = {"code", "field", "kpi", "period", "text", "seen", "division", "decides", "source"}
State = Mapping[str, Any]


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
    kept = _earlier(plan, _states(plan, output))
    return replace(masters, plan=replace(plan, earlier=kept).at(named.get(phase.strip(), "")))


def _earlier(plan: Plan, kept: Mapping[str, State]) -> dict[AnswerPlace, tuple[EarlierAnswer, ...]]:
    found: dict[AnswerPlace, tuple[EarlierAnswer, ...]] = {}
    for phase in plan.phase_order:
        for row in kept.get(phase, {}).get("answers", ()):
            key = row["code"], row["field"], row["kpi"], row["period"]
            source = Source(**row["source"])
            source = source._replace(file=f"{phase}/{source.file}")
            who = row["division"], row["decides"]
            earlier = EarlierAnswer(row["seen"], phase, row["text"], source, *who)
            found[key] = (*found.get(key, ()), earlier)
    return found


# ------------------------------------------------------------------ what is kept


def _states(plan: Plan, output: Path | Url) -> dict[str, State]:
    """What was kept of each phase of the plan's year.

    Raises:
        Problem: a file that cannot be read.
    """
    if isinstance(output, Url):
        raise Problem("段階のある計画では、出力先にこのPCのフォルダを指定してください。")
    folder = output / f"{plan.fiscal_year}年度" / FOLDER
    found = {phase: folder / f"{file_name(phase)}.json" for phase in plan.phase_order}
    return {phase: _state(path) for phase, path in found.items() if path.exists()}


def _state(path: Path) -> State:
    try:
        state = read_json(path)
        is_ours = state["schema"] == _SCHEMA and all(
            set(row) == _KEYS and set(row["source"]) == {"file", "sheet", "cell"}
            for row in state["answers"]
        )
    except (OSError, ValueError, LookupError, TypeError):
        is_ours = False
    if not is_ours:
        raise Problem(
            f"段階の記録 {path} を読めません。控えから戻すか、別の場所に移して、"
            "その段階をもう一度収集してください。"
        )
    return state  # type: ignore[no-any-return]


def write_states(plan: Plan, answers: Iterable[Answer], new: Path) -> None:
    """Keep what was taken of each phase up to the one at work, in a new folder of outputs."""
    by_phase: dict[str, list[Answer]] = {}
    for answer in answers:
        by_phase.setdefault(answer.slot.field.phase or plan.phase, []).append(answer)
    for phase, given in by_phase.items():
        file = new / FOLDER / f"{file_name(phase)}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "schema": _SCHEMA,
            "fiscal_year": plan.fiscal_year,
            "phase": phase,
            "answers": _rows(given, phase),
        }
        file.write_text(json.dumps(state, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _rows(answers: Iterable[Answer], phase: str) -> list[dict[str, Any]]:
    return [_row(answer, phase) for answer in answers if answer.said or answer.struck]


def _row(answer: Answer, phase: str) -> dict[str, Any]:
    key, source = answer.key, answer.source
    file = source.file.removeprefix(f"{phase}/")
    return {
        "code": key.code,
        "field": key.field,
        "kpi": key.kpi,
        "period": key.period,
        "text": answer.text,
        "seen": _seen(answer),
        "division": answer.slot.owner,
        "decides": not answer.slot.is_opinion,
        "source": {"file": file, "sheet": source.sheet, "cell": source.cell},
    }


def _seen(answer: Answer) -> str:
    """What others' forms show: a grade as it was read, all else as it was typed."""
    if answer.slot.field.type is FieldType.RATING and answer.taken:
        return answer.taken
    return answer.refill or answer.used or answer.text


def _kept_answers(masters: Masters, phase: str) -> Iterator[Answer]:
    """What was kept of a phase, read again; what the plan or form no longer has is passed over."""
    kept = [
        (Key(*place), answer)
        for place, answers in masters.plan.earlier.items()
        for answer in answers
        if answer.phase == phase
    ]
    slots = _slots(masters, phase, [key for key, _ in kept]) if kept else {}
    for key, answer in kept:
        if key in slots:
            slot = slots[key]._replace(owner=answer.division)
            cell = Cell(0, 0, answer.text, answer.text)
            yield replace(answer_of(masters.plan, slot, cell, answer.source), text=answer.typed)


def _slots(masters: Masters, phase: str, keys: Sequence[Key]) -> dict[Key, Slot]:
    """The slots of the fields that a phase has, by their keys: on the pages that ``keys`` name."""
    plan = masters.plan.at(phase)
    pages = Pages(masters.form, replace(plan, earlier={}))
    codes = {key.code for key in keys}
    wanted = codes | {plan.parent_of(code) for code in codes}
    rows = row_counts(masters.form, keys)
    return {
        slot.key: slot
        for code in pages
        if code in wanted
        for slot in pages.page(code, rows).slots
        if slot.field.phase in ("", phase)
    }


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
    for name in list(plan.phase_order)[:now]:
        known = [answer for given in earlier.values() for answer in given]
        earlier[name], judged = _of_earlier(masters, name, before.get(name, ()), known)
        files += judged
    if before:
        masters = replace(masters, plan=_knowing(masters.plan, earlier))
        mine = _judged_again(masters, mine)
    answers = tuple(answer for given in earlier.values() for answer in given)
    return PhaseReturns(BookContext(masters, context.opener), mine, answers, tuple(files))


def _knowing(plan: Plan, earlier: Mapping[str, Iterable[Answer]]) -> Plan:
    """The plan with the answers of phases that are here in place of those that were kept."""
    given = {name: {"answers": _rows(answers, name)} for name, answers in earlier.items()}
    found = _earlier(plan, given)
    for place, kept in plan.earlier.items():
        others = tuple(answer for answer in kept if answer.phase not in earlier)
        if others:
            found[place] = (*found.get(place, ()), *others)
    return replace(plan, earlier=found)


def _judged_again(masters: Masters, read: ReadFiles) -> ReadFiles:
    """Books that were read before those of an earlier phase: what follows from both."""
    again = replace(read, returned=[], found={**read.found})
    for book in read.returned:
        submission, found = worked_out(masters.plan, masters.form, book.submission)
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


def still_unread(masters: Masters, earlier: Iterable[Answer]) -> Iterator[Finding]:
    """What cannot be read of the phases before: it stands in the outputs as it was written."""
    unread: dict[tuple[str, str], dict[Key, Answer]] = {}
    for answer in earlier:
        if answer.refused:
            place = answer.source.file, answer.slot.owner
            unread.setdefault(place, {})[answer.key] = answer
    for (file, division), answers in unread.items():
        whose = Identity(division, masters.plan.fiscal_year, 0, "", "")
        submission = Submission(file, "", whose, answers)
        found = rules.check_book(masters.plan, masters.form, submission)
        yield from (finding for finding in found if finding.severity is Severity.ERROR)


def _latest(plan: Plan, returned: Iterable[Returned]) -> str:
    """The last phase of which a book came."""
    phases = (book.submission.identity.phase for book in returned)
    places = [plan.phase_order[phase] for phase in phases if phase in plan.phase_order]
    return plan.phases[max(places, default=0)].name


def _of_earlier(
    masters: Masters, phase: str, returned: Iterable[Returned], before: Sequence[Answer]
) -> tuple[list[Answer], list[InputFile]]:
    """The answers of an earlier phase: of divisions whose return is here by that, else as kept.
    ``before``: those of the phases before it."""
    adopted, judged = adopt(returned)
    here = {sender.division for sender in adopted}
    found = [a for a in _kept_answers(masters, phase) if a.slot.owner not in here]
    plan = masters.plan.at(phase)
    summed = rules.with_sums_over_books(plan, masters.form, adopted)
    worked, _ = rules.with_grades_over_books(plan, summed, (*before, *found))
    found += [a for submission in worked.values() for a in submission.answers.values()]
    why = f"段階「{phase}」の提出として採用しました。"
    told = [
        file._replace(reason=why) if file.status is Adoption.ADOPTED else file for file in judged
    ]
    return found, told


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
