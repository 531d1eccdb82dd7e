"""段階/ in the folder of a year: what was taken of each phase, a file each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from zushi_xl.files.json_in import read_json
from zushi_xl.files.remote import Url
from zushi_xl.findings.finding import Problem
from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import TABLES, Block, FieldType
from zushi_xl.form.pages import Pages
from zushi_xl.form.table_rows import row_counts
from zushi_xl.masters.load import Masters
from zushi_xl.plan.model import Plan
from zushi_xl.plan.reviewing import AnswerPlace, EarlierAnswer
from zushi_xl.returned.cell_answer import answer_of
from zushi_xl.workbook.cells import Cell, Source
from zushi_xl.workbook.names import file_name

FOLDER = "段階"
_SCHEMA = 1
_KEYS = {"code", "field", "kpi", "period", "text", "seen", "division", "decides", "source"}
State = Mapping[str, Any]


def earlier_answers(
    plan: Plan, kept: Mapping[str, State]
) -> dict[AnswerPlace, tuple[EarlierAnswer, ...]]:
    """By place what the phases of the plan were answered with, in their order."""
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


def kept_states(plan: Plan, output: Path | Url) -> dict[str, State]:
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
            "answers": rows_of(given, phase),
        }
        file.write_text(json.dumps(state, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def rows_of(answers: Iterable[Answer], phase: str) -> list[dict[str, Any]]:
    """What was answered, and what the phase has asked for in vain: that is not unknown. Of a table
    the rows in which anything stands."""
    given = list(answers)
    begun = {_row_in_table(a) for a in given if a.said or a.struck} | {None}
    return [
        _row(answer, phase)
        for answer in given
        if answer.said
        or answer.struck
        or (_is_asked_in(answer, phase) and _row_in_table(answer) in begun)
    ]


def _is_asked_in(answer: Answer, phase: str) -> bool:
    return answer.slot.field.phase == phase and not answer.slot.is_opinion


def _row_in_table(answer: Answer) -> tuple[str, Block, str] | None:
    block, key = answer.slot.block, answer.key
    return (key.code, block, key.period) if block in TABLES else None


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


def kept_answers(masters: Masters, phase: str) -> Iterator[Answer]:
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
            read = answer_of(masters.plan, slot, cell, answer.source)
            yield _as_kept(read, answer, phase)


def _as_kept(read: Answer, kept: EarlierAnswer, phase: str) -> Answer:
    """The answer as it was typed then; what nobody had typed followed from others."""
    if kept.typed or not kept.text:
        return replace(read, text=kept.typed)
    how = "計算" if read.slot.field.calculation is not None else "評価基準"
    return replace(read, text="", refill="", changes=(f"{how}による記入（段階「{phase}」）",))


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
