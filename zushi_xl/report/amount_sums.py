"""Sums of the amounts of a form: each field over all its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Key
from zushi_xl.form.model import TABLES, Block, Field, FieldType, Meaning, word_of
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.filled_rows import table_rows
from zushi_xl.report.five_values import (
    DOUBTFUL,
    EMPTY,
    IN_PROSE,
    UNREADABLE,
    as_read,
    figure,
    missing_class,
    reason_for_none,
)
from zushi_xl.report.model import Report
from zushi_xl.report.rating_counts import asked_keys
from zushi_xl.report.review import Review

_WORDS = {**IN_PROSE, EMPTY: "記入なし"}
_WHY = (*_WORDS.values(), Review.ERROR.label)


@dataclass(frozen=True, slots=True)
class AmountSum:
    """``total`` is in the unit of the field, of ``count`` places that have an amount, ``about`` of
    which are known only about; ``without`` are the others, by why: 記入なし, 未確定, 要修正."""

    level_name: str
    field: Field
    label: str
    total: Decimal
    count: int
    about: int
    without: tuple[tuple[str, int], ...]


def amount_sums(report: Report) -> tuple[AmountSum, ...]:
    """One for each amount that is reported or worked out, in the order of the form. Left out is
    what budget programs cost, which 予算一覧 counts once each. None where only initiatives have
    amounts, and nothing is worked out.
    """
    form = report.form
    spent = form.meant(Block.INITIATIVE, Meaning.AMOUNT)
    has_programs = form.meant(Block.INITIATIVE, Meaning.PROGRAM) is not None
    amounts = [f for f in form.fields if f.type is FieldType.MONEY and f.is_filled]
    has_sums = any(field.calculation is not None for field in form.fields)
    if not has_sums and all(field.block is Block.INITIATIVE for field in amounts):
        return ()
    counted = (f for f in amounts if not (has_programs and f is spent))
    return tuple(_sum(report, field) for field in counted)


def _sum(report: Report, field: Field) -> AmountSum:
    keys = list(_keys(report, field))
    answers = [report.answers.get(key) for key in keys]
    sound = [value for a in answers if (value := _amount(report, a)) is not None]
    why = Counter(_why_none(report, a) for a in answers if _amount(report, a) is None)
    counted = (as_read(a) for a in answers if a and _amount(report, a) is not None)
    return AmountSum(
        level_name=_level_name(report, field),
        field=field,
        label=field.label_in(report.fiscal_year),
        total=in_unit(sum(sound, Decimal(0)), field.unit),
        count=len(sound),
        about=sum(quantity is not None and bool(quantity.qualifier) for quantity in counted),
        without=tuple((word, why[word]) for word in _WHY if why[word]),
    )


def _level_name(report: Report, field: Field) -> str:
    """The level of the field; of a table's column, what the table is called."""
    table = report.form.tables.get(field.block)
    return table.label_in(report.fiscal_year) if table else word_of(report.plan, field.block)


def _keys(report: Report, field: Field) -> Iterable[Key]:
    """Where the field is asked; of a table the rows in which anything stands."""
    if field.block not in TABLES:
        return asked_keys(report, field)
    rows = table_rows(report, field.block)
    keys = (row.answers[field.id].key for row in rows if field.id in row.answers)
    return (key for key in keys if key not in report.left_out)


def _amount(report: Report, answer: Answer | None) -> Decimal | None:
    """The one amount, in yen, unless it has an open error."""
    return figure(as_read(answer), report.review_at(answer.source)) if answer else None


def _why_none(report: Report, answer: Answer | None) -> str:
    """One of ``_WHY``."""
    review = report.review_at(answer.source if answer else None)
    reason = reason_for_none(as_read(answer), review)
    if reason == DOUBTFUL:
        return review.label
    return _WORDS[missing_class(reason) or UNREADABLE]
