"""The sheet 独自点検: checks of the city's own, as conditions."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.findings.finding import Severity
from zushi_xl.form.field_conditions import around, named
from zushi_xl.form.model import Block, Field, FieldType, Form, OwnCheck
from zushi_xl.masters.form.condition_columns import faults_at, read_condition
from zushi_xl.masters.records import MasterBook, Mistakes, Record, choose, suggestion
from zushi_xl.plan.conditions.predicates import names_in

_SEVERITIES = {
    "要修正": Severity.ERROR,
    "要確認": Severity.CONFIRM,
    "お知らせ": Severity.INFO,
}


def read_own_checks(
    book: MasterBook, fields: tuple[Field, ...], blocks: Mapping[str, Block]
) -> tuple[OwnCheck, ...]:
    """The checks in the order of the sheet; ``blocks`` by the words that the city has for them."""
    form = Form("", "", fields, {})
    found = (_check(record, form, blocks, book.mistakes) for record in book.records("独自点検"))
    return tuple(check for check in found if check is not None)


def _check(
    record: Record, form: Form, blocks: Mapping[str, Block], mistakes: Mistakes
) -> OwnCheck | None:
    word = choose(record, "ブロック", blocks, mistakes)
    severity = choose(record, "重大度", _SEVERITIES, mistakes)
    names = tuple(dict.fromkeys(name for f in form.fields for name in (f.label, f.id) if name))
    condition = read_condition(record, "条件", names, mistakes)
    if word is None or condition is None:
        return None
    block = blocks[word]
    for message, remedy in faults_at(form, block, condition):
        mistakes.at("condition", record, "条件", message, remedy)
    spoken = (record["欄"],) if record["欄"] else names_in(condition.predicate)
    field = next((f for name in spoken if (f := _field(form, block, name)) is not None), None)
    if field is None:
        _report_field(record, form, block, mistakes)
        return None
    return OwnCheck(
        name=record["名前"],
        block=block,
        condition=condition,
        field=field,
        severity=_SEVERITIES[severity or "要確認"],
        message=record["内容"],
        remedy=record["直し方"],
    )


def _field(form: Form, block: Block, name: str) -> Field | None:
    """A field that somebody fills in, of the block or one around it."""
    found = (named(form, each, name) for each in around(form, block))
    return next((n.field for n in found if n is not None and n.field.is_filled), None)


def _report_field(record: Record, form: Form, block: Block, mistakes: Mistakes) -> None:
    filled = [f for each in around(form, block) for f in form.of(each) if f.is_filled]
    names = [f.label or f.id for f in filled if f.type is not FieldType.REPEAT]
    mistakes.at(
        "own-check-field",
        record,
        "欄",
        f"指摘する欄「{record['欄'] or '（空欄）'}」が、課の記入する欄にありません。",
        f"{suggestion(record['欄'], names)}使えるのは {' / '.join(names) or '（なし）'} です。",
    )
