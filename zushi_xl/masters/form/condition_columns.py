"""The columns 必須の条件 and 記入しない条件 of the sheet 項目."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from zushi_xl.form.computed import operand_of
from zushi_xl.form.field_conditions import around, named
from zushi_xl.form.model import Block, Field, FieldCondition, FieldType, Form
from zushi_xl.masters.records import Mistakes, Record
from zushi_xl.plan.conditions.calculations import operands_in
from zushi_xl.plan.conditions.grammar import ConditionError, read_predicate
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Figure,
    Statement,
    names_in,
    names_of,
    tests_in,
)

REQUIRED, SKIPPED, CALCULATION = "必須の条件", "記入しない条件", "計算"
_Rows = Mapping[tuple[Block, str], Record]
_FIGURES = (FieldType.MONEY, FieldType.NUMBER, FieldType.YEARLY)


def with_conditions(fields: Sequence[Field], rows: _Rows, mistakes: Mistakes) -> tuple[Field, ...]:
    """The fields with their conditions; names of the plan master are checked with the plan."""
    names = tuple(dict.fromkeys(name for f in fields for name in (f.label, f.id) if name))
    read = tuple(_with_own(f, rows[f.block, f.id], names, mistakes) for f in fields)
    form = Form("", "", read, {})
    for field in read:
        for header, condition in conditions_of(field):
            for message, remedy in _faults(form, field, condition):
                mistakes.at("condition", rows[field.block, field.id], header, message, remedy)
    _check_circles(form, rows, mistakes)
    return read


def conditions_of(field: Field) -> Iterator[tuple[str, FieldCondition]]:
    """The conditions of a field by the head of their column."""
    for header, condition in ((REQUIRED, field.required_if), (SKIPPED, field.skipped_if)):
        if condition is not None:
            yield header, condition


def _with_own(field: Field, record: Record, names: Sequence[str], mistakes: Mistakes) -> Field:
    return replace(
        field,
        required_if=read_condition(record, REQUIRED, names, mistakes),
        skipped_if=read_condition(record, SKIPPED, names, mistakes),
    )


def read_condition(
    record: Record, header: str, names: Sequence[str], mistakes: Mistakes
) -> FieldCondition | None:
    """The condition in a cell; None where it is empty or cannot be read, which is noted."""
    if not record[header]:
        return None
    try:
        return FieldCondition(read_predicate(record[header], names), record.source(header))
    except ConditionError as error:
        mistakes.at(
            "condition",
            record,
            header,
            f"「{header}」の「{record[header]}」を読めません。{error}",
            "「事業の種類 ＝ 自治事務」「評価 ＝ X、Y かつ 理由なし」のように書いてください。",
        )
    return None


def _faults(form: Form, field: Field, condition: FieldCondition) -> Iterator[tuple[str, str]]:
    """What no form can answer, each with its remedy."""
    if not field.is_filled:
        yield "事務局の欄に条件は付けられません。", "条件を消すか、記入者を課にしてください。"
    yield from faults_at(form, field.block, condition)


def faults_at(form: Form, block: Block, condition: FieldCondition) -> Iterator[tuple[str, str]]:
    """What is wrong with a condition in a block, each with its remedy."""
    for test in tests_in(condition.predicate):
        if isinstance(test, Statement):
            message = f"「{test.word}」は評価基準だけで使えます。"
            yield message, "欄の名前を使った条件にしてください。"
        elif isinstance(test, Comparison):
            yield from _unlike(form, block, test)


def _unlike(form: Form, block: Block, test: Comparison) -> Iterator[tuple[str, str]]:
    for name in names_of(test):
        found = _found(form, block, name)
        if found is None:
            yield (
                f"「{name}」という数の欄が、同じブロックにもそれを囲むブロックにもありません。",
                "そこにある、型が「数値」「金額」「年度別の値」の欄を使うか、"
                "「＝」で語と比べてください。",
            )
        elif found.type not in _FIGURES:
            yield (
                f"「{name}」は数の欄ではないので、大きさを比べられません。",
                "型が「数値」「金額」「年度別の値」の欄を使うか、「＝」で語と比べてください。",
            )
    left, right = _found(form, block, test.left), test.right
    unit = right.unit if isinstance(right, Figure) else ""
    if unit and left and not (left.type is FieldType.MONEY and unit == "円"):
        yield (
            f"「{test.left}」と比べる数に、単位「{unit}」が付いています。",
            "金額の欄だけ円や千円を付けられます。ほかは単位を付けずに書いてください。",
        )


def _found(form: Form, block: Block, name: str) -> Field | None:
    blocks = around(form, block)
    return next((n.field for b in blocks if (n := named(form, b, name)) is not None), None)


def unknown_names(
    form: Form, block: Block, condition: FieldCondition, columns: Mapping[Block, Sequence[str]]
) -> list[str]:
    """The names in a condition that neither the form nor the plan has at its place."""
    known = {column for each in around(form, block) for column in columns.get(each, ())}
    used = names_in(condition.predicate)
    return [n for n in used if _found(form, block, n) is None and n not in known]


def _check_circles(form: Form, rows: _Rows, mistakes: Mistakes) -> None:
    uses = {field: list(_used(form, field)) for field in form.fields}
    graph = {(f.block, f.id): [(u.block, u.id) for u in used] for f, used in uses.items()}
    places = {(field.block, field.id): field for field in form.fields}

    def report(circle: Sequence[tuple[Block, str]]) -> None:
        following = circle[1 % len(circle)]
        header = _where_used(form, places[circle[0]], following)
        _report_circle(circle, header, rows, mistakes)

    for place, below in graph.items():
        if place in below:
            report([place])
            graph[place] = [other for other in below if other != place]
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1][1:]))
            report(circle)
            graph[circle[0]] = [p for p in graph[circle[0]] if p != circle[-1] and p not in circle]
        else:
            return


def _used(form: Form, field: Field) -> Iterator[Field]:
    for _, condition in conditions_of(field):
        for name in names_in(condition.predicate):
            found = _found(form, field.block, name)
            if found is not None:
                yield found
    if field.calculation is not None:
        for name in operands_in(field.calculation.calculation):
            found = operand_of(form, field.block, name)
            if found is not None and (found.block, found.id) != (field.block, field.id):
                yield found


def _where_used(form: Form, field: Field, other: tuple[Block, str]) -> str:
    """The head of the column in which a field names another."""
    for header, condition in conditions_of(field):
        found = (_found(form, field.block, name) for name in names_in(condition.predicate))
        if any(each is not None and (each.block, each.id) == other for each in found):
            return header
    return CALCULATION


def _report_circle(
    circle: Sequence[tuple[Block, str]], header: str, rows: _Rows, mistakes: Mistakes
) -> None:
    record = rows[circle[0]]
    names = " → ".join(f"{rows[each]['ブロック']} {each[1]}" for each in (*circle, circle[0]))
    mistakes.at(
        "condition-circle",
        record,
        header,
        f"条件や計算をたどると同じ欄に戻ります（{names}）。",
        "どれか一つの欄の条件（計算）を消すか、ほかの欄によるものにしてください。",
    )
