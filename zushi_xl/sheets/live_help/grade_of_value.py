"""What the rows of 評価基準 say of the value of one KPI, beside it while it is typed.

Where the grade changes is worked out when the form is made (``grade_steps``), so the formula only
counts how many steps the value has passed. It stays silent where there is no value yet, or none
that it can read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from zushi_xl.form.check_words import BY_CRITERIA, LEFT_OPEN, short_label
from zushi_xl.form.field_conditions import block_of
from zushi_xl.form.judged_fields import asks_for_none, criteria_of
from zushi_xl.form.model import Block, Field, FieldType, Form
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.plan.scales import Criterion
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.grade_steps import GradeStep, grade_steps
from zushi_xl.report.grading import Proposal, propose
from zushi_xl.sheets.live_help.checks import Check, OpenCell, is_empty, quoted
from zushi_xl.sheets.live_help.condition_formula import scale_of
from zushi_xl.sheets.live_help.plain_number import (
    dash_formula,
    digit_formula,
    has_digit,
    is_dash,
    none_formula,
    number_formula,
    plain_number,
    says_none,
)

_DECIMALS = 9  # so far figures of programs agree


def grades_of_value(plan: Plan, form: Form, cell: OpenCell) -> Iterator[Check]:
    """For each rating that rows judge by the KPI whose value is in ``cell``, what they say."""
    kpi = cell.slot.kpi
    if kpi is None or cell.slot.key.period != str(plan.fiscal_year) or kpi.relisted_from:
        return
    for field in judged_by(plan, form, kpi):
        value = _Value(plan, kpi, field, criteria_of(plan, field, kpi.code), cell)
        yield from value.check()


def judged_by(plan: Plan, form: Form, kpi: Kpi) -> Iterator[Field]:
    """The ratings that rows of 評価基準 judge by a KPI: its own and those of its section."""
    section = plan.section_by_code.get(kpi.code)
    around = block_of(section) if section else Block.INITIATIVE
    for field in (*form.of(Block.KPI), *form.of(around)) if plan.criteria else ():
        if field.type is FieldType.RATING and criteria_of(plan, field, kpi.code):
            yield field


def said_of(field: Field, word: str) -> str:
    """評価基準：KPIの評価はB。"""
    label = short_label(re.sub(r"\{\w+\}", "", field.label))
    of_kpi = "KPIの" if field.block is Block.KPI and "KPI" not in label else ""
    return f"{BY_CRITERIA}：{of_kpi}{label}は{word}。"


class _Value:
    """One KPI and a rating that rows judge by it."""

    def __init__(
        self, plan: Plan, kpi: Kpi, field: Field, rows: Sequence[Criterion], cell: OpenCell
    ):
        self._field, self._cell, self._rows = field, cell, rows
        self._unit = kpi.unit or ""
        self._without = propose(rows, plan, kpi, None)
        self._in_words = kpi.counting is Counting.QUALITATIVE
        self._steps = () if self._in_words else grade_steps(rows, plan, kpi)

    def check(self) -> Iterator[Check]:
        cell, text = self._cell.cell, self._cell.text.strip()
        without = quoted(self._say(self._without))
        if self._in_words:
            formula = f'IF({is_empty(cell)},"",{without})'
            yield Check(formula, self._say(self._without) if text else "")
        elif self._steps:
            formula = f"IF({self._is_none(cell)},{without},{self._by_steps(cell)})"
            yield Check(f'IFERROR({formula},"")', self._now(text))

    def _say(self, proposal: Proposal | None) -> str:
        return said_of(self._field, proposal.grade or LEFT_OPEN) if proposal else ""

    @property
    def _takes_any_text(self) -> bool:
        return any(asks_for_none(row) for row in self._rows)

    def _is_none(self, cell: str) -> str:
        """The condition that there is something and yet no figure."""
        if self._takes_any_text:
            return f"AND(NOT({is_empty(cell)}),NOT({digit_formula(cell)}))"
        return f"AND(NOT({is_empty(cell)}),OR({dash_formula(cell)},{none_formula(cell)}))"

    def _by_steps(self, cell: str) -> str:
        figure = f"ROUND({number_formula(cell, self._unit)},{_DECIMALS})"
        reached = "1"
        for beyond, sign in ((False, ">="), (True, ">")):
            bounds = [s.value for s in self._steps if s.value is not None and s.beyond is beyond]
            if bounds:
                listed = ",".join(_plain(in_unit(bound, self._unit)) for bound in bounds)
                reached += f"+SUMPRODUCT(--({figure}{sign}{{{listed}}}))"
        said = ",".join(quoted(self._say(step.proposal)) for step in self._steps)
        return f"CHOOSE({reached},{said})"

    def _now(self, text: str) -> str:
        is_none = is_dash(text) or says_none(text)
        if text and ((not has_digit(text)) if self._takes_any_text else is_none):
            return self._say(self._without)
        value = plain_number(text, self._unit)
        if value is None:
            return ""
        return self._say(step_at(self._steps, value / scale_of(self._unit)).proposal)


def step_at(steps: Sequence[GradeStep], value: Decimal) -> GradeStep:
    """The last step that a value has reached."""
    return next(step for step in reversed(steps) if step.is_reached(value))


def _plain(value: Decimal) -> str:
    digits = f"{round(value, _DECIMALS + 3):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
