"""The columns of tables: fields of the blocks 表1 to 表5, side by side in every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zushi_xl.form.model import TABLES, Block, Field, FieldType, Position
from zushi_xl.form.table_rows import MOST_ROWS
from zushi_xl.masters.records import Mistakes, Record

_TYPES = (
    FieldType.TEXT,
    FieldType.LINE,
    FieldType.CHOICE,
    FieldType.NUMBER,
    FieldType.MONEY,
    FieldType.DATE,
)
_NOT_IN_TABLES = ("役割",)
Rows = Mapping[tuple[Block, str], Record]


def in_table(field: Field, *, is_first: bool) -> Field:
    """A column: beside the one before it, its label in the head of the table."""
    position = Position.ROW if is_first else Position.BESIDE
    return replace(field, position=position, label_width=0.0)


def check_tables(fields: Sequence[Field], rows: Rows, mistakes: Mistakes) -> None:
    """Report what a table cannot hold, and tables that stand nowhere or twice."""
    others = {field.id: field for field in fields if field.block not in TABLES}
    taken: dict[str, Field] = {}
    for column in (field for field in fields if field.block in TABLES):
        record = rows[column.block, column.id]
        _check_column(column, record, mistakes)
        earlier = others.get(column.id) or taken.setdefault(column.id, column)
        if earlier is not column:
            mistakes.at(
                "table-id",
                record,
                "ID",
                f"表の列のID「{column.id}」が、ほかの欄（{earlier.source.cell}）にもあります。",
                "様式全体で重ならない名前にしてください。",
            )
    for block in TABLES:
        _check_placed(block, fields, rows, mistakes)


def _check_column(column: Field, record: Record, mistakes: Mistakes) -> None:
    if column.type not in _TYPES:
        mistakes.at(
            "table-type",
            record,
            "型",
            f"表の列の型を「{column.type}」にはできません。",
            f"「{'」「'.join(_TYPES)}」のどれかにしてください。",
        )
    for header in _NOT_IN_TABLES:
        if record[header]:
            mistakes.at(
                "table-column",
                record,
                header,
                f"表の列では「{header}」を使えません。",
                "空欄にしてください。",
            )


def _check_placed(block: Block, fields: Sequence[Field], rows: Rows, mistakes: Mistakes) -> None:
    """A table stands at one field of the form, and has columns."""
    columns = [field for field in fields if field.block is block]
    places = list(_places(block, fields))
    if columns and not places:
        mistakes.at(
            "table-nowhere",
            rows[block, columns[0].id],
            "ブロック",
            f"「{block}」を置く欄がないので、どこにも示されません。",
            f"置きたいブロックに、型「繰り返し」・選択肢「{block}」の行を加えてください。",
        )
    for place in places:
        if place.lines > MOST_ROWS:
            mistakes.at(
                "number",
                rows[place.block, place.id],
                "行数",
                f"「{block}」のはじめの行の数が{place.lines}です。",
                f"{MOST_ROWS}行までにしてください。足りない行は、担当課が加えられます。",
            )
    for place in places[1:]:
        mistakes.at(
            "table-twice",
            rows[place.block, place.id],
            "選択肢",
            f"「{block}」は{places[0].source.cell}（{places[0].id}）にもあります。",
            "一つの表を置けるのは一か所です。別の表（表1から表5）にしてください。",
        )
    if places and not columns:
        mistakes.at(
            "table-empty",
            rows[places[0].block, places[0].id],
            "選択肢",
            f"「{block}」に列がありません。",
            f"ブロックを「{block}」にした行を、列の数だけ加えてください。",
        )


def _places(block: Block, fields: Sequence[Field]) -> Iterator[Field]:
    repeats = (field for field in fields if field.type is FieldType.REPEAT)
    return (field for field in repeats if field.choices[0] == block)
