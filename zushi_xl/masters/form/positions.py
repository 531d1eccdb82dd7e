"""Which fields share a row of the page, and whether each has its place and its name there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from zushi_xl.form.model import TABLES, Block, Field, FieldType, Filler, Position
from zushi_xl.masters.records import Mistakes, Record

_FULL = 100.0
_SLACK = 0.05  # widths are typed as 33.3
_NARROWEST = 2.0  # percent: what a person can still see and write into
_OWN_LINES = (FieldType.YEARLY, FieldType.REPEAT)  # they fill lines of their own
_WHOLE_WIDTH = (Position.BELOW, Position.BARE)
Rows = Mapping[tuple[Block, str], Record]


def check_positions(fields: Sequence[Field], rows: Rows, mistakes: Mistakes) -> None:
    """Report what cannot stand where it should in a block, and what would stand without a name."""
    if fields[0].position is Position.BESIDE:
        report_field(
            mistakes,
            "position",
            fields[0],
            rows,
            "配置",
            "ブロックの最初の欄は「横」に置けません。",
            "配置を「行」「下」「本文」のどれかにしてください。",
        )
    for row in rows_of(fields):
        _check_row(row, rows, mistakes)
        _check_beside(row, rows, mistakes)
    if fields[0].block not in TABLES:
        for field in _nameless(fields):
            report_field(
                mistakes,
                "nameless",
                field,
                rows,
                "配置",
                f"「{field.label}」の名前が様式に印刷されないので、どの欄か分かりません。",
                "配置を「下」にするか、「行」にして見出し幅を0より大きくしてください。",
            )


def rows_of(fields: Iterable[Field]) -> list[list[Field]]:
    """The fields by the rows of the page; one that is 横 joins the one before it."""
    rows: list[list[Field]] = []
    for field in fields:
        if field.position is Position.BESIDE and rows:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _check_row(row: list[Field], rows: Rows, mistakes: Mistakes) -> None:
    """Fields beside each other must fit the width, each wider than its label."""
    total = sum(field.width for field in row)
    if abs(total - _FULL) > _SLACK * len(row) and (len(row) > 1 or total > _FULL):
        names = "、".join(field.label or field.id for field in row)
        report_field(
            mistakes,
            "width",
            row[0],
            rows,
            "幅",
            f"同じ行に並ぶ欄（{names}）の幅の合計が{total:g}です。",
            "合計が100になるように、「幅」を直してください。",
        )
    for field in row:
        has_value_beside = field.position in (Position.ROW, Position.BESIDE)
        if has_value_beside and field.label_width > field.width - _NARROWEST:
            report_field(
                mistakes,
                "width",
                field,
                rows,
                "見出し幅",
                f"見出し幅（{field.label_width:g}）が幅（{field.width:g}）以上で、"
                "記入する場所がありません。",
                "見出し幅を、幅より小さくしてください。",
            )


def _check_beside(row: Sequence[Field], rows: Rows, mistakes: Mistakes) -> None:
    """Nothing stands beside what fills the whole width, or lines of its own."""
    whole = row[0] if row[0].position in _WHOLE_WIDTH else None
    for before, field in pairwise(row):
        whole = before if before.type in _OWN_LINES else whole
        alone = whole or (field if field.type in _OWN_LINES else None)
        if alone is not None:
            name = field.label or field.id
            report_field(
                mistakes,
                "beside",
                field,
                rows,
                "配置",
                f"「{alone.label or alone.id}」は一行を全部使うので、「{name}」を横に置けません。",
                "配置を「行」「下」「本文」のどれかにしてください。",
            )


def _nameless(fields: Sequence[Field]) -> Iterator[Field]:
    """Fields of several years whose names nobody sees, where there are others; fields to be filled
    in without a name, and without a text of the office right before them."""
    yearly = [field for field in fields if field.type is FieldType.YEARLY]
    yield from (field for field in yearly if len(yearly) > 1 and not _shows_name(field))
    for before, field in pairwise(fields):
        is_asked = field.filler is not Filler.OFFICE and field.type not in _OWN_LINES
        if is_asked and not _shows_name(field) and before.filler is not Filler.OFFICE:
            yield field


def _shows_name(field: Field) -> bool:
    return field.position is Position.BELOW or (
        field.position is not Position.BARE and field.label_width > 0
    )


def report_field(
    mistakes: Mistakes, rule: str, field: Field, rows: Rows, header: str, message: str, remedy: str
) -> None:
    """Report a mistake in the row of a field, at the cell of a column."""
    mistakes.at(rule, rows[field.block, field.id], header, f"{field.id}：{message}", remedy)
