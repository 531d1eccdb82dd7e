"""Amounts of initiatives that share a budget program: a sum counts each of them once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zushi_xl.form.field_conditions import BlockPlace, FieldContent, Find, Named, content_at
from zushi_xl.form.model import Block, Field, Form, Meaning
from zushi_xl.plan.model import Plan
from zushi_xl.text.folding import fold


def is_of_programs(field: Field) -> bool:
    """Whether a field holds what the budget programs of an initiative have cost."""
    return field.block is Block.INITIATIVE and field.meaning is Meaning.AMOUNT


def may_be_shared(plan: Plan, form: Form, field: Field, codes: Iterable[str]) -> bool:
    """Whether amounts of initiatives may be the same money, as far as the plan tells before anybody
    has answered: two name one program, or those who answer name it."""
    if not is_of_programs(field):
        return False
    known = list(codes)
    program = form.meant(Block.INITIATIVE, Meaning.PROGRAM)
    if program is not None and program.is_filled:
        return len(known) > 1
    names = [name for code in known for name in _named_in(plan, _planned(plan, code))]
    return len(set(names)) < len(names)


class CountedOnce:
    """Leaves out what was counted before: the same amount of the same program."""

    def __init__(self, plan: Plan, form: Form, find: Find):
        self._plan, self._find = plan, find
        self._program = form.meant(Block.INITIATIVE, Meaning.PROGRAM)
        self._seen: set[tuple[str, Decimal]] = set()

    def rest(self, code: str, content: FieldContent) -> FieldContent | None:
        """What an initiative's amount adds; None where all of it is counted."""
        figures = content.parts or (() if content.figure is None else (content.figure,))
        names = self._names(code)
        if not figures or len(names) != len(figures):
            return content
        new = [pair for pair in zip(names, figures, strict=True) if pair not in self._seen]
        self._seen |= set(new)
        if not new:
            return None
        return content._replace(figure=sum((figure for _, figure in new), Decimal(0)))

    def _names(self, code: str) -> tuple[str, ...]:
        """The programs of an initiative, as they are called today."""
        text = _planned(self._plan, code)
        if self._program is not None:
            place = BlockPlace(Block.INITIATIVE, code)
            said = content_at(self._plan, place, Named(self._program), self._find)
            text = text if said is None else said.text
        return _named_in(self._plan, text)


def _planned(plan: Plan, code: str) -> str:
    return plan.initiative_by_code[code].budget_program


def _named_in(plan: Plan, text: str) -> tuple[str, ...]:
    """One a line; a dash names none."""
    lines = [fold(line) for line in text.split("\n")]
    known = plan.program_by_fold
    return tuple(known[n].name if n in known else n for n in lines if n not in ("", "-"))
