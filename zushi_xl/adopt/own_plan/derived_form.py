"""The fields of an own form as a form like any other: what the rules ask by, and how the annual
book prints them. What the office prints stands as in the form that the package carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from zushi_xl.adopt.own_form.model import OwnField, OwnForm
from zushi_xl.form.model import (
    BLOCKS,
    Block,
    Field,
    FieldType,
    Filler,
    Form,
    Meaning,
    Position,
    money_unit,
)
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Plan

_TYPES = {
    Meaning.RATING: FieldType.RATING,
    Meaning.ACTUAL: FieldType.YEARLY,
    Meaning.AMOUNT: FieldType.MONEY,
    Meaning.PROGRAM: FieldType.PROGRAM,
    Meaning.STRATEGY: FieldType.STRATEGY,
    Meaning.DIVISION: FieldType.DIVISION,
}
_KINDS = {
    "一行": FieldType.LINE,
    "文章": FieldType.TEXT,
    "選択": FieldType.CHOICE,
    "数値": FieldType.NUMBER,
    "金額": FieldType.MONEY,
    "日付": FieldType.DATE,
}
_LABEL_WIDTH = 20.0
_LINES = {FieldType.TEXT: 4, FieldType.YEARLY: 2}


class Asked(NamedTuple):
    """A field of the own form with the block of the plan that it belongs to."""

    own: OwnField
    block: Block


def meaning_of(own: OwnField) -> Meaning | None:
    """None: a plain field."""
    meaning = Meaning(own.role) if own.role else Meaning.NONE
    return None if meaning is Meaning.NONE else meaning


def derived_form(
    base: Form, own: OwnForm, asked: Iterable[Asked], plan: Plan
) -> tuple[Form, Mapping[str, str]]:
    """The form, and for each own field the id of the field that it is one of: rows that ask the
    same of several items are one field."""
    groups: dict[tuple[Block, object], list[OwnField]] = {}
    for field, block in asked:
        sort: object = meaning_of(field) or (match_key(short_label(field)), field.kind)
        groups.setdefault((block, sort), []).append(field)
    made = {key: _field(key[0], fields) for key, fields in groups.items()}
    ids = {each.id: made[key].id for key, fields in groups.items() for each in fields}
    fields = [f for block in _blocks(plan) for f in _block(base, block, list(made.values()))]
    form = replace(base, file=own.file, version=own.version, fields=tuple(fields), checks=())
    return form, ids


def _blocks(plan: Plan) -> Iterator[Block]:
    yield from (BLOCKS[level.kind] for level in plan.levels)
    if Block.INITIATIVE not in [BLOCKS[level.kind] for level in plan.levels]:
        yield Block.INITIATIVE
    yield Block.KPI


def short_label(own: OwnField) -> str:
    """What is asked, without the item that stands before it: 決算額 of 花の植栽／決算額."""
    return own.label.rpartition("／")[2] or own.label


def _field(block: Block, own: Sequence[OwnField]) -> Field:
    first, meaning = own[0], meaning_of(own[0])
    kind = _KINDS.get(first.kind, FieldType.LINE)
    if kind is FieldType.CHOICE and len(first.choices) < 2:
        kind = FieldType.LINE
    type_ = _TYPES.get(meaning, kind) if meaning else kind
    if meaning and meaning not in _TYPES and kind not in (FieldType.LINE, FieldType.CHOICE):
        type_ = FieldType.TEXT
    return Field(
        id=meaning.id if meaning else first.id,
        block=block,
        label=_with_unit(short_label(first), first.unit, type_),
        type=type_,
        filler=Filler.OWNER if block is Block.INITIATIVE else Filler.LEAD,
        required=any(field.required for field in own),
        choices=first.choices if type_ is FieldType.CHOICE else (),
        position=Position.ROW,
        width=100.0,
        label_width=_LABEL_WIDTH,
        lines=_LINES.get(type_, 1),
        max_length=None,
        help=first.help,
        published=all(field.published for field in own),
        copied_from="",
        source=first.source,
        meaning=meaning,
        scale=first.scale,
        stated_unit=first.unit,
    )


def _with_unit(label: str, unit: str, kind: FieldType) -> str:
    """An amount's unit is what its label says."""
    is_said = kind is not FieldType.MONEY or not unit or money_unit(label) == unit
    return label if is_said else f"{label}（{unit}）"


def _block(base: Form, block: Block, made: Sequence[Field]) -> Iterator[Field]:
    """The fields of a block: those of the own form in the places of the carried form's; what that
    asks and the own form does not, nobody is asked."""
    own = {f.meaning or f.id: f for f in made if f.block is block}
    rest = dict(own)
    for field in _carried(base, block):
        if field.type is FieldType.REPEAT and field.choices == (Block.INITIATIVE.value,):
            yield from rest.values()
            rest = {}
        found = rest.pop(field.meaning or field.id, None)
        if found is not None:
            yield found
        elif not field.is_filled:
            yield replace(field, position=_alone(field.position), width=100.0)
        elif field.meaning in (Meaning.PROGRAM, Meaning.ACTUAL):
            yield replace(field, filler=Filler.OFFICE, required=False, position=Position.ROW,
                          width=100.0)  # fmt: skip
    yield from rest.values()


def _carried(base: Form, block: Block) -> tuple[Field, ...]:
    """The fields of the carried form; a level that it does not know is printed like the lowest."""
    known = base.of(block)
    return known or tuple(replace(f, block=block) for f in base.of(Block.MEASURE))


def _alone(position: Position) -> Position:
    return Position.ROW if position is Position.BESIDE else position
