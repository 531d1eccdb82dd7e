"""The amounts of one initiative by budget program: one amount, or one a line for several programs.

A line may repeat the name of its program before the amount (地域福祉推進事業 1,234円).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zushi_xl.form.answers import Answer
from zushi_xl.form.expected_values import context_of
from zushi_xl.quantity import Quantity, read_quantity
from zushi_xl.text.folding import fold
from zushi_xl.text.work import spend

_A_LINE = 400  # steps that reading one amount takes


class ProgramAmount(NamedTuple):
    """What was reported for one program; ``quantity`` is None where nothing was."""

    program: str
    text: str
    quantity: Quantity | None


def programs_in(text: str) -> tuple[str, ...]:
    """The programs that a cell names, one a line."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def amounts_by_program(
    programs: Sequence[str], money: Answer | None
) -> tuple[ProgramAmount, ...] | None:
    """One amount for each program, in their order; None where a cell for several programs does not
    say which amount is whose. Without a program the amount stands alone."""
    text = money.said if money else ""
    if money is None or not text:
        return tuple(ProgramAmount(program, "", None) for program in programs)
    if len(programs) < 2:
        return (ProgramAmount(programs[0] if programs else "", text, money.quantity),)
    spend(_A_LINE * len(programs))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) != len(programs):
        return None
    context = context_of(money.slot)
    pairs = [(p, _without_name(line, p)) for p, line in zip(programs, lines, strict=True)]
    return tuple(ProgramAmount(p, line, read_quantity(line, context)) for p, line in pairs)


def is_read_by_program(answer: Answer) -> bool:
    """Whether a cell holds the amounts of several programs, and each of them could be read."""
    parts = amounts_by_program(answer.slot.programs, answer) if answer.slot.programs else None
    return parts is not None and not any(p.quantity is None or p.quantity.ambiguous for p in parts)


def _without_name(line: str, program: str) -> str:
    """What stands behind the program's name, where the line repeats it."""
    if not fold(line).startswith(fold(program)):
        return line
    end = next(n for n in range(len(line) + 1) if fold(line[:n]) == fold(program))
    return line[end:].lstrip("　 ：:") or line
