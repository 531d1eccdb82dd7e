"""Every rating counted by level, field (who rates) and scale; shares and points of those ranked.

Shares are of the ranked grades alone and say so; finished, stopped and other grades stand apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zushi_xl.form.grades import match_grade
from zushi_xl.form.layout import Key
from zushi_xl.form.model import (
    BLOCK_OF_LEVEL,
    LEVEL_OF_BLOCK,
    Block,
    Field,
    FieldType,
    Meaning,
    word_of,
)
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.plan.selection import is_selected
from zushi_xl.report.model import Report
from zushi_xl.report.review import Review

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How often each grade of a scale was given in one field of the form.

    ``counts`` are by symbol, in the order of the scale; ``without`` is the number of items that
    have no valid grade, ``faulty`` that of grades counted though an error is open on them.
    """

    block: Block
    level_name: str
    field: Field
    label: str
    grades: tuple[Grade, ...]
    counts: Mapping[str, int]
    without: int
    decimals: int  # of shares
    faulty: int = 0

    @property
    def ranked(self) -> int:
        """How many items have a grade that ranks."""
        return sum(self.counts[g.symbol] for g in self.grades if _ranks(g))

    def share(self, grade: Grade) -> Decimal | None:
        """Percent of the ranked; None for a grade that does not rank, or where none does."""
        if not _ranks(grade) or not self.ranked:
            return None
        share = _HUNDRED * self.counts[grade.symbol] / self.ranked
        return _rounded(share, self.decimals)

    @property
    def pointed(self) -> int:
        """How many items have a grade with points."""
        return sum(self.counts[g.symbol] for g in self.grades if g.points is not None)

    @property
    def mean(self) -> Decimal | None:
        """The mean of the points of all grades that have points; None where none has."""
        if not self.pointed:
            return None
        points = ((g.points, self.counts[g.symbol]) for g in self.grades if g.points is not None)
        total = sum((value * count for value, count in points), Decimal(0))
        return _rounded(total / self.pointed, self.decimals)


def rating_counts(report: Report) -> tuple[RatingCount, ...]:
    """One for each rating field of the form whose block the plan uses, in the form's order."""
    return tuple(
        _count(report, field)
        for field in report.form.fields
        if field.type is FieldType.RATING and list(asked_keys(report, field))
    )


def _count(report: Report, field: Field) -> RatingCount:
    settings = report.plan.settings
    level = LEVEL_OF_BLOCK[field.block]
    grades = report.plan.grades_for(level, field.scale)
    found = {key: _given(report, key, grades) for key in asked_keys(report, field)}
    given = Counter(found.values())
    return RatingCount(
        block=field.block,
        level_name=word_of(report.plan, field.block),
        field=field,
        label=field.label_in(report.fiscal_year),
        grades=grades,
        counts={grade.symbol: given[grade.symbol] for grade in grades},
        without=given[None],
        decimals=settings.share_decimals,
        faulty=sum(grade is not None and _is_faulty(report, key) for key, grade in found.items()),
    )


def _is_faulty(report: Report, key: Key) -> bool:
    return report.review_at(report.answers[key].source) is Review.ERROR


def _given(report: Report, key: Key, grades: tuple[Grade, ...]) -> str | None:
    answer = report.answers.get(key)
    grade = match_grade(grades, answer.used) if answer and answer.used else None
    return grade.symbol if grade else None


def asked_keys(report: Report, field: Field) -> Iterator[Key]:
    """Where the field is asked: not of items that a role does not review, nor where a condition
    leaves it out. What the plan shows twice (再掲) counts once."""
    for item, key in _places(report.plan, field):
        if is_asked_of(report, field, item) and key not in report.left_out:
            yield key


def is_asked_of(report: Report, field: Field, item: Section | Kpi | Initiative) -> bool:
    """Whether the role that fills a field in reviews an item."""
    reviewer = report.plan.reviewer_named.get(field.filled_by)
    return reviewer is None or is_selected(report.plan, reviewer, item)


def is_rated(report: Report, item: Section | Initiative) -> bool:
    """Whether the rating that counts is asked of an item: the form has it on that level, and the
    role that gives it reviews the item."""
    block = BLOCK_OF_LEVEL[item.level] if isinstance(item, Section) else Block.INITIATIVE
    field = report.form.meant(block, Meaning.RATING)
    if field is None or Key(item.code, field.id) in report.left_out:
        return False
    return is_asked_of(report, field, item)


def _places(plan: Plan, field: Field) -> Iterator[tuple[Section | Kpi | Initiative, Key]]:
    if field.block is Block.INITIATIVE:
        own = (i for i in plan.initiatives if not i.relisted_from)
        yield from ((initiative, Key(initiative.code, field.id)) for initiative in own)
    elif field.block is Block.KPI:
        counted = (kpi for kpi in plan.kpis if kpi.relisted_from is None)
        yield from ((kpi, Key(kpi.code, field.id, kpi.number)) for kpi in counted)
    else:
        level = LEVEL_OF_BLOCK[field.block]
        yield from ((s, Key(s.code, field.id)) for s in plan.sections if s.level is level)


def _ranks(grade: Grade) -> bool:
    return grade.grade_class is GradeClass.RANKED


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
