"""What each field means: by the column 役割, else by its id, else by its type where it is alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zushi_xl.form.model import (
    MEANING_OF_ID,
    MEANING_OF_TYPE,
    TABLES,
    Block,
    Field,
    FieldType,
    Meaning,
)
from zushi_xl.masters.form.positions import Rows, report_field
from zushi_xl.masters.records import Mistakes

_WORDS = (FieldType.TEXT, FieldType.LINE, FieldType.CHOICE)
_NEEDS_ONE = (FieldType.RATING, FieldType.YEARLY)
"""Types of which the outputs show one as "the" value, so with several it must be said which."""
_NEEDS_ONE_BELOW = (*_NEEDS_ONE, FieldType.MONEY)
"""Of what stands in blocks: there one amount is that of the budget program, each counted once. The
amounts of a section are each a sum of their own."""


_NONE_IS_MISSED = {FieldType.YEARLY: 1, FieldType.RATING: 2}
"""From how many fields of a type on somebody has said 「なし」 of the one that is needed too."""
_HEAD = "役割"


def with_meanings(
    fields: Sequence[Field],
    named: Mapping[tuple[Block, str], Meaning],
    rows: Rows,
    mistakes: Mistakes,
) -> tuple[Field, ...]:
    """The fields with their meanings; ``named`` is what the column 役割 says, by block and id."""
    found: dict[tuple[Block, str], Meaning | None] = {}
    for block in Block:
        own = [field for field in fields if field.block is block]
        if block in TABLES:
            found.update({(block, field.id): Meaning.NONE for field in own})
            continue
        for field in own:
            said = named.get((block, field.id))
            found[block, field.id] = said or _by_id(field)
            if said:
                _check_type(field, said, rows, mistakes)
        _add_lone(own, found, rows, mistakes)
        _check_once(own, found, rows, mistakes)
        _check_missed(own, found, rows, mistakes)
    return tuple(
        replace(field, meaning=None if meaning is Meaning.NONE else meaning)
        for field in fields
        for meaning in (found[field.block, field.id],)
    )


def _by_id(field: Field) -> Meaning | None:
    meaning = MEANING_OF_ID.get(field.id)
    return meaning if meaning and _fits(field, meaning) else None


def _fits(field: Field, meaning: Meaning) -> bool:
    """Whether a field of this type can have the meaning."""
    if meaning is Meaning.NONE:
        return True
    typed = MEANING_OF_TYPE.get(field.type)
    return (
        meaning is typed
        if typed
        else meaning not in MEANING_OF_TYPE.values() and (field.type in _WORDS)
    )


def _check_type(field: Field, meaning: Meaning, rows: Rows, mistakes: Mistakes) -> None:
    if not _fits(field, meaning):
        kinds = [kind for kind, typed in MEANING_OF_TYPE.items() if typed is meaning] or _WORDS
        report_field(
            mistakes,
            "meaning",
            field,
            rows,
            _HEAD,
            f"型「{field.type}」の欄の役割は「{meaning}」にできません。",
            f"役割を変えるか、型を「{'」「'.join(kinds)}」にしてください。",
        )


def _add_lone(
    fields: Iterable[Field],
    found: dict[tuple[Block, str], Meaning | None],
    rows: Rows,
    mistakes: Mistakes,
) -> None:
    """Where one field of a type has no meaning and no other has that of the type, it is the one;
    where several could be, nobody knows which."""
    own = list(fields)
    for kind, meaning in MEANING_OF_TYPE.items():
        open_ones = [f for f in own if f.type is kind and found[f.block, f.id] is None]
        if not open_ones or any(found[f.block, f.id] is meaning for f in own):
            continue
        if len(open_ones) == 1:
            found[open_ones[0].block, open_ones[0].id] = meaning
        elif kind in (_NEEDS_ONE_BELOW if own[0].block is Block.INITIATIVE else _NEEDS_ONE):
            _report_open(open_ones, meaning, rows, mistakes)


def _report_open(fields: Sequence[Field], meaning: Meaning, rows: Rows, mistakes: Mistakes) -> None:
    cells = "、".join(f"{field.source.cell} {field.label or field.id}" for field in fields)
    first = rows[fields[0].block, fields[0].id]
    mistakes.at(
        "meaning",
        first,
        _HEAD,
        f"型「{fields[0].type}」の欄が{len(fields)}個あり（{cells}）、"
        f"どれが「{meaning}」かが決まりません。",
        f"列「役割」に、その一つは「{meaning}」、ほかは「なし」と書いてください。",
    )


def _check_once(
    fields: Iterable[Field],
    found: Mapping[tuple[Block, str], Meaning | None],
    rows: Rows,
    mistakes: Mistakes,
) -> None:
    first: dict[Meaning, Field] = {}
    for field in fields:
        meaning = found[field.block, field.id]
        if meaning is None or meaning is Meaning.NONE:
            continue
        earlier = first.setdefault(meaning, field)
        if earlier is not field:
            report_field(
                mistakes,
                "meaning-twice",
                field,
                rows,
                _HEAD,
                f"役割「{meaning}」の欄が{earlier.source.cell}（{earlier.id}）にもあります。",
                "一つのブロックに一つだけにし、ほかの役割は「なし」にしてください。",
            )


def _check_missed(
    fields: Iterable[Field],
    found: Mapping[tuple[Block, str], Meaning | None],
    rows: Rows,
    mistakes: Mistakes,
) -> None:
    """Where the outputs show one of a type as "the" value and all are said to be none of it."""
    own = list(fields)
    for kind, fewest in _NONE_IS_MISSED.items():
        of_kind = [field for field in own if field.type is kind]
        meanings = {found[field.block, field.id] for field in of_kind}
        if len(of_kind) >= fewest and meanings == {Meaning.NONE}:
            wanted = MEANING_OF_TYPE[kind]
            report_field(
                mistakes,
                "meaning-missing",
                of_kind[0],
                rows,
                _HEAD,
                f"型「{kind}」の欄の役割がどれも「なし」なので、公表する「{wanted}」がありません。",
                f"{wanted}の欄の役割を「{wanted}」にしてください（一つだけ）。",
            )
