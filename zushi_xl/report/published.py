"""What JSON and CSV both ask of a report: exact digits, fields with names of their own."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.form.layout import Key
from zushi_xl.form.model import MEANING_OF_TYPE, Block, Field, FieldType, Form
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.plan.model import Initiative, Kpi
from zushi_xl.quantity import Quantity
from zushi_xl.report.model import KpiFigure, Report
from zushi_xl.report.program_amounts import is_read_by_program
from zushi_xl.report.review import Review

NAME_COLUMN = "名称"  # the plan master's column of titles
STATEMENT_COLUMN = "KPI"
_NAMED_TYPES = {
    Block.KPI: (FieldType.YEARLY,),
    Block.INITIATIVE: (
        FieldType.DIVISION,
        FieldType.STRATEGY,
        FieldType.PROGRAM,
        FieldType.MONEY,
    ),
}
_NAMED_OF_SECTIONS = (FieldType.RATING, FieldType.DIVISION)


def digits(value: Decimal | None) -> str | None:
    """The decimal as reported, without exponent: 22.20 stays 22.20."""
    return None if value is None else f"{value:f}"


def whole_yen(amount: Decimal | None) -> int | None:
    """Yen as an integer; a fraction of a yen is no amount that anybody paid."""
    if amount is None or amount != amount.to_integral_value():
        return None
    return int(amount)


def parts_of(item: KpiFigure, year: int) -> tuple[Quantity, ...]:
    """The figures of one cell, what counts first. Where the plan itself gives several (a baseline
    of 2021 and one of 2018–2020), each counts; of a reported cell like that nothing is taken before
    its division has answered, so an empty first part stands before the candidates."""
    quantity = item.quantity
    if quantity.ambiguous and quantity.also and item.period.fiscal_year != year:
        return quantity.also
    return (quantity, *quantity.also)


def plain_fields(form: Form, block: Block) -> tuple[Field, ...]:
    """The fields of a block that hold a text of their own.

    Left out are titles, repeated blocks and the fields that the report carries under a name for
    what they mean (rating, amount, strategy codes …); another one of such a type is a plain field.
    """
    named = {MEANING_OF_TYPE[kind] for kind in _NAMED_TYPES.get(block, _NAMED_OF_SECTIONS)}
    return tuple(
        field
        for field in form.of(block)
        if field.meaning not in named
        and field.type is not FieldType.REPEAT
        and (field.copied_from or field.label) not in (NAME_COLUMN, STATEMENT_COLUMN)
    )


def first_of(form: Form, block: Block, kind: FieldType) -> Field | None:
    """The field that carries the named datum of this type."""
    return form.meant(block, MEANING_OF_TYPE[kind])


def strategy_codes(report: Report, initiative: Initiative) -> tuple[str, ...]:
    """The codes that the division chose where the form lets it, else those of the plan."""
    field = first_of(report.form, Block.INITIATIVE, FieldType.STRATEGY)
    answer = report.answers.get(Key(initiative.code, field.id)) if field else None
    if answer is None or not answer.text.strip() or answer.refused:
        return initiative.strategy_codes
    return tuple(code for code in answer.used.split("\n") if code and code != NONE_MARK)


def kpi_texts(report: Report, kpi: Kpi) -> dict[str, str]:
    """Texts of a KPI's plain fields; of a further yearly field, one text per period."""
    texts: dict[str, str] = {}
    for field in plain_fields(report.form, Block.KPI):
        if field.type is FieldType.YEARLY:
            for period in report.plan.periods:
                answer = report.answer_at(Key(kpi.code, field.id, kpi.number, period.key))
                if answer is not None:
                    texts[f"{field.id}/{period.key}"] = answer.taken
            continue
        answer = report.answer_at(Key(kpi.code, field.id, kpi.number))
        planned = kpi.texts.get(field.copied_from or field.label, "")
        texts[field.id] = answer.taken if answer else planned
    return texts


def unread_texts(report: Report, block: Block, code: str, kpi: int = 0) -> dict[str, str]:
    """What was written in the fields of a record and could not be understood, by their ids."""
    answers = (report.answer_at(Key(code, field.id, kpi)) for field in report.form.of(block))
    return {
        answer.key.field: answer.text
        for answer in answers
        if answer is not None and answer.refused and answer.text and not is_read_by_program(answer)
    }


def reviews_of(report: Report, block: Block, code: str, kpi: int = 0) -> dict[str, Review]:
    """The fields of a record that are or were in doubt, by their ids."""
    found: dict[str, Review] = {}
    for field in report.form.of(block):
        answer = report.answer_at(Key(code, field.id, kpi))
        review = report.review_at(answer.source if answer else None)
        if review is not Review.NONE:
            found[field.id] = review
    return found
