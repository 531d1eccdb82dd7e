"""Which rows of 評価基準 judge which rating of the form."""

from __future__ import annotations

from zushi_xl.form.model import LEVEL_OF_BLOCK, Block, Field, FieldType, Meaning
from zushi_xl.plan.conditions.predicates import Presence, tests_in
from zushi_xl.plan.conditions.terms import VALUE
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Criterion, Treatment, WithoutValue
from zushi_xl.text.folding import fold_label


def criteria_of(plan: Plan, field: Field, code: str) -> tuple[Criterion, ...]:
    """The rows that judge a rating field, in the order of trying; ``code`` is the place of the
    rating, for a KPI that of its section."""
    level = _level(plan, field, code)
    return tuple(row for row in plan.criteria_for(level) if is_meant(row, field))


def _level(plan: Plan, field: Field, code: str) -> Level | None:
    if field.block is not Block.KPI:
        return LEVEL_OF_BLOCK[field.block]
    section = plan.section_by_code.get(code)
    return section.level if section else Level.INITIATIVE


def is_meant(row: Criterion, field: Field) -> bool:
    """Whether a row judges a field: by its column 欄, else by the scale; a row without either is
    about the main rating."""
    if field.type is not FieldType.RATING or row.scale != field.scale:
        return False
    if row.field:
        return fold_label(row.field) in map(fold_label, (field.id, field.label))
    return bool(row.scale) or field.meaning is Meaning.RATING


def is_filled_by_rule(plan: Plan, field: Field, code: str) -> bool:
    """Whether rows fill the rating, so that nobody is asked for it."""
    is_rating = field.type is FieldType.RATING
    rows = criteria_of(plan, field, code) if is_rating and plan.criteria else ()
    return any(row.treatment is Treatment.FILLS for row in rows)


def asks_for_none(row: Criterion) -> bool:
    """Whether a row says what holds where a KPI has no value."""
    if row.without_value is WithoutValue.NEXT:
        return True
    return any(test == Presence(VALUE, is_there=False) for test in tests_in(row.predicate))
