"""Reported amounts as the rules judge them: of several programs in one field, each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import Block, Form, Meaning
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Quantity
from zushi_xl.report.program_amounts import amounts_by_program, programs_in
from zushi_xl.rules.asked import figure_of, is_blank
from zushi_xl.rules.shared_work import once_a_book


def programs_of(plan: Plan, form: Form, submission: Submission, answer: Answer) -> tuple[str, ...]:
    """The programs beside an amount: as reported, else as planned."""
    field = form.meant(Block.INITIATIVE, Meaning.PROGRAM)
    other = submission.answers.get(answer.key._replace(field=field.id)) if field else None
    if other is not None and not is_blank(other):
        return () if other.used == NONE_MARK else programs_in(other.used)
    initiative = plan.initiative_by_code.get(answer.key.code)
    return initiative.budget_programs if initiative else ()


def is_of_program(answer: Answer) -> bool:
    """Whether an amount is what a budget program cost; those of sections stand for themselves."""
    slot = answer.slot
    return slot.field.meaning is Meaning.AMOUNT and slot.block is Block.INITIATIVE


@once_a_book
def money_answers(
    plan: Plan, form: Form, submission: Submission
) -> Iterator[tuple[Answer, tuple[str, ...]]]:
    """Every field for money with the programs beside it, blank or not."""
    for answer in submission.answers.values():
        if is_of_program(answer):
            yield answer, programs_of(plan, form, submission, answer)


@once_a_book
def answers_by_program(
    plan: Plan, form: Form, submission: Submission
) -> Iterator[tuple[Answer, str]]:
    """What was written for each program, its text and figure alone; what cannot be parted is left
    out (``unparted`` has it)."""
    for answer, programs in money_answers(plan, form, submission):
        if is_blank(answer):
            continue
        parts = amounts_by_program(programs, answer)
        if len(programs) < 2:
            yield answer, programs[0] if programs else ""
        else:
            for part in parts or ():
                yield _alone(answer, part.text, part.quantity), part.program


def unparted(
    plan: Plan, form: Form, submission: Submission
) -> Iterator[tuple[Answer, tuple[str, ...]]]:
    """Fields that name several programs and do not say which amount is whose."""
    for answer, programs in money_answers(plan, form, submission):
        if not is_blank(answer) and amounts_by_program(programs, answer) is None:
            yield answer, programs


@once_a_book
def amounts(
    plan: Plan, form: Form, submission: Submission
) -> Iterator[tuple[Answer, str, Decimal]]:
    """Every amount that was read, with its program."""
    for answer, program in answers_by_program(plan, form, submission):
        amount = figure_of(answer)
        if amount is not None:
            yield answer, program, amount


def _alone(answer: Answer, text: str, quantity: Quantity | None) -> Answer:
    """The answer as if one of its lines were all that it says."""
    refused = ""
    if quantity is not None and (quantity.ambiguous or quantity.kind == "text"):
        refused = quantity.reason or "数値として読み取れません"
    return replace(answer, text=text, used=text, quantity=quantity, refused=refused)
