"""What is said beside a rating that rows of 評価基準 judge, where it is another than theirs.

The grade of each KPI is told beside its value (``grade_of_value``) and read from there, so that one
formula works it out. Of several KPIs the lowest grade counts, as ``grading.lowest`` says; beside
one that is left to the division any lower grade will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zushi_xl.form.check_words import BY_RULE, DOUBT, LEFT_OPEN, OR_LOWER
from zushi_xl.form.judged_fields import criteria_of
from zushi_xl.form.model import grades_of
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.sheets.live_help.checks import Check, OpenCell, half_width, is_empty, quoted
from zushi_xl.sheets.live_help.grade_of_value import said_of
from zushi_xl.workbook.metrics import utf16_length

_MOST = 7_000  # characters: Excel takes 8,192, and the line is checked for other things too


def grade_of_rating(plan: Plan, cell: OpenCell, told: Sequence[tuple[str, str]]) -> Check | None:
    """``told``: for each KPI that the rating is about A1 of what is told beside its value, and the
    text there now. None where nothing can be said."""
    field = cell.slot.field
    rows = criteria_of(plan, field, cell.slot.key.code)
    grades = grades_of(plan, field)
    if not (rows and told and grades):
        return None
    judge = _Judge(grades, {row.grade for row in rows}, cell)
    formula = judge.formula(_Told(tuple(place for place, _ in told), cell, judge.numbers))
    check = Check(f'IFERROR({formula},"")', judge.now([text for _, text in told]))
    return check if len(check.formula) <= _MOST else None


class _Told:
    """What is told beside the values, as expressions."""

    def __init__(self, places: Sequence[str], cell: OpenCell, numbers: Mapping[Grade, int]):
        self._places, self._field, self._numbers = places, cell.slot.field, numbers

    @property
    def is_known(self) -> str:
        return f"AND({','.join(self._holds(place, '') for place in self._places)})"

    @property
    def is_open(self) -> str:
        """Whether a KPI is left to the division."""
        return f"OR({','.join(self._holds(place, LEFT_OPEN) for place in self._places)})"

    def _holds(self, place: str, word: str) -> str:
        said = said_of(self._field, word)
        return f"ISNUMBER(FIND({quoted(said if word else said[:-1])},{place}))"

    @property
    def number(self) -> str:
        """The number of the grade that counts; an error where none does."""
        each = ",".join(map(self._number, self._places))
        if len(self._places) == 1:
            return each
        return f"IF(MAX({each})>0,MAX({each}),IF(MIN({each})=MAX({each}),MAX({each}),NA()))"

    def _number(self, place: str) -> str:
        said = ",".join(quoted(said_of(self._field, grade.symbol)) for grade in self._numbers)
        numbers = ",".join(map(str, self._numbers.values()))
        return f"SUMPRODUCT(ISNUMBER(FIND({{{said}}},{place}))*{{{numbers}}})"


class _Judge:
    """The grades of a scale by number: those ranked from 1, the best, the others below 0."""

    def __init__(self, grades: Sequence[Grade], given: Iterable[str], cell: OpenCell):
        ranked = [g for g in grades if g.grade_class is GradeClass.RANKED]
        others = [g for g in grades if g.grade_class is not GradeClass.RANKED]
        self.numbers = {g: number for number, g in enumerate(ranked, 1)}
        self.numbers |= {g: -number for number, g in enumerate(others, 1)}
        self._lowest = -len(others)
        self._by_number = {number: grade for grade, number in self.numbers.items()}
        self._never_asked = [g for g in others if g.symbol not in set(given)]
        self._cell = cell

    def formula(self, told: _Told) -> str:
        strict, lenient = (
            self._choose(told.number, is_open=False),
            self._choose(told.number, is_open=True),
        )
        differs = f"IF({told.is_open},{lenient},{strict})"
        return f'IF(AND(NOT({is_empty(self._cell.cell)}),{told.is_known}),{differs},"")'

    def _choose(self, number: str, *, is_open: bool) -> str:
        """The message for each number, from the lowest; 0 is none."""
        range_ = range(self._lowest, max(self._by_number) + 1)
        texts = (self._message(n, is_open=is_open) if n else '""' for n in range_)
        return f"CHOOSE({number}+{1 - self._lowest},{','.join(texts)})"

    def _message(self, number: int, *, is_open: bool) -> str:
        words = ",".join(quoted(word) for word in self._allowed(number, is_open=is_open))
        lengths = ",".join(str(utf16_length(w)) for w in self._allowed(number, is_open=is_open))
        plain = f"ASC(TRIM({self._cell.cell}))"
        fits = f"SUMPRODUCT(--(LEFT({plain},{{{lengths}}})={{{words}}}))>0"
        return f'IF({fits},"",{quoted(self._told(number, is_open=is_open))})'

    def _told(self, number: int, *, is_open: bool) -> str:
        lower = OR_LOWER if is_open and number > 0 else ""
        return f"{DOUBT}{BY_RULE}{self._by_number[number].symbol}{lower}。"

    def _allowed(self, number: int, *, is_open: bool) -> list[str]:
        """What may begin the text of the rating."""
        fine = [self._by_number[number], *self._never_asked]
        if is_open and number > 0:
            fine += [grade for grade, n in self.numbers.items() if n > number]
        words = (half_width(word) for g in fine for word in (g.symbol, g.label) if word)
        return list(dict.fromkeys(words))

    def now(self, told: Sequence[str]) -> str:
        """The message for what is told beside the values now."""
        text = half_width(self._cell.text.strip()).casefold()
        field = self._cell.slot.field
        known = [
            next((n for g, n in self.numbers.items() if said_of(field, g.symbol) in said), 0)
            for said in told
            if said_of(field, "")[:-1] in said
        ]
        if not text or len(known) < len(told):
            return ""
        is_open = any(said_of(field, LEFT_OPEN) in said for said in told)
        most = max(known)
        if most == 0 or (most < 0 and min(known) != most):
            return ""
        fine = self._allowed(most, is_open=is_open)
        if any(text.startswith(word.casefold()) for word in fine):
            return ""
        return self._told(most, is_open=is_open)
