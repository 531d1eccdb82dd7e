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
from zushi_xl.masters.records import Mistakes

_WORDS = (FieldType.TEXT, FieldType.LINE, FieldType.CHOICE)
_NEEDS_ONE = (FieldType.RATING, FieldType.YEARLY)
"""Types of which the outputs show one as "the" value, so with several it must be said which."""
_NEEDS_ONE_BELOW = (*_NEEDS_ONE, FieldType.MONEY)
"""Of what stands in blocks: there one amount is that of the budget program, each counted once. The
amounts of a section are each a sum of their own."""


def with_meanings(
    fields: Sequence[Field], named: Mapping[tuple[Block, str], Meaning], mistakes: Mistakes
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
                _check_type(field, said, mistakes)
        _add_lone(own, found, mistakes)
        _check_once(own, found, mistakes)
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


def _check_type(field: Field, meaning: Meaning, mistakes: Mistakes) -> None:
    if not _fits(field, meaning):
        kinds = [kind for kind, typed in MEANING_OF_TYPE.items() if typed is meaning] or _WORDS
        mistakes.add(
            "meaning",
            field.source,
            f"{field.id}：型「{field.type}」の欄の役割は「{meaning}」にできません。",
            f"役割を変えるか、型を「{'」「'.join(kinds)}」にしてください。",
            field.id,
            "役割",
        )


def _add_lone(
    fields: Iterable[Field],
    found: dict[tuple[Block, str], Meaning | None],
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
            _report_open(open_ones, meaning, mistakes)


def _report_open(fields: Sequence[Field], meaning: Meaning, mistakes: Mistakes) -> None:
    cells = "、".join(f"{field.source.cell} {field.label or field.id}" for field in fields)
    mistakes.add(
        "meaning",
        fields[0].source,
        f"型「{fields[0].type}」の欄が{len(fields)}個あり（{cells}）、"
        f"どれが「{meaning}」かが決まりません。",
        f"列「役割」に、その一つは「{meaning}」、ほかは「なし」と書いてください。",
        fields[0].id,
        "役割",
    )


def _check_once(
    fields: Iterable[Field],
    found: Mapping[tuple[Block, str], Meaning | None],
    mistakes: Mistakes,
) -> None:
    first: dict[Meaning, Field] = {}
    for field in fields:
        meaning = found[field.block, field.id]
        if meaning is None or meaning is Meaning.NONE:
            continue
        earlier = first.setdefault(meaning, field)
        if earlier is not field:
            mistakes.add(
                "meaning-twice",
                field.source,
                f"{field.id}：役割「{meaning}」の欄が{earlier.source.cell}（{earlier.id}）にもあります。",
                "一つのブロックに一つだけにし、ほかの役割は「なし」にしてください。",
                field.id,
                "役割",
            )
