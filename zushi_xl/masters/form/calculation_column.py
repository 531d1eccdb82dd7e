"""The columns 計算 and 単位 of the sheet 項目."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zushi_xl.form.computed import COMPUTED, TOTAL, operand_of, repeated_field
from zushi_xl.form.field_conditions import FIGURES
from zushi_xl.form.model import Block, Field, FieldCalculation, FieldType, Form, money_unit
from zushi_xl.masters.records import Mistakes, Record, suggestion
from zushi_xl.plan.conditions.calculations import (
    Calculation,
    CalculationError,
    Constant,
    Operand,
    Operation,
    operands_in,
    read_calculation,
)
from zushi_xl.quantity.units import canonical_unit, split_scale
from zushi_xl.text.folding import fold_label

COLUMN = "計算"
_Rows = Mapping[tuple[Block, str], Record]
_HOW = (
    "「国庫支出金＋一般財源」「4×業務時間」のように、欄のラベルかIDと数を ＋ － × ÷ でつなぎます。"
)


def label_with_unit(record: Record, kind: FieldType, mistakes: Mistakes) -> str:
    """The label, with the unit of the column 単位 where it does not say it."""
    label, unit = record["ラベル"], record["単位"]
    if not unit:
        return label
    is_money = split_scale(canonical_unit(unit))[1] == "円"
    if kind not in COMPUTED or (kind is FieldType.MONEY) is not is_money:
        mistakes.at(
            "unit",
            record,
            "単位",
            f"型「{kind}」の欄の単位は「{unit}」にできません。",
            "型「金額」なら円・千円・百万円、型「数値」なら件や時間などを書き、ほかは空欄にします。",
        )
        return label
    if kind is FieldType.MONEY and money_unit(label) not in ("円", unit):
        message = f"ラベル「{label}」の単位と、列「単位」の「{unit}」が違います。"
        mistakes.at("unit", record, "単位", message, "どちらかに合わせてください。")
    is_said = f"（{unit}）" in label or f"({unit})" in label
    return label if is_said else f"{label}（{unit}）"


def with_calculations(
    fields: Sequence[Field], rows: _Rows, mistakes: Mistakes
) -> tuple[Field, ...]:
    """The fields with their sums, each checked as far as the form alone shows."""
    form = Form("", "", tuple(fields), {})
    return tuple(_with_own(form, f, rows[f.block, f.id], mistakes) for f in fields)


def _with_own(form: Form, field: Field, record: Record, mistakes: Mistakes) -> Field:
    if not record[COLUMN]:
        return field
    labels = [n for f in form.fields for n in (f.label, f.label.split("（")[0], f.id) if n]
    try:
        calculation, result = read_calculation(record[COLUMN], labels, _names(field))
    except CalculationError as error:
        message = f"「{COLUMN}」の「{record[COLUMN]}」を読めません。{error}"
        mistakes.at("calculation", record, COLUMN, message, _HOW)
        return field
    for rule, message, remedy in _faults(form, field, calculation, result):
        mistakes.at(rule, record, COLUMN, message, remedy)
    return replace(field, calculation=FieldCalculation(calculation, record.source(COLUMN)))


def _names(field: Field) -> tuple[str, ...]:
    return field.id, field.label, field.label.split("（")[0]


def _faults(
    form: Form, field: Field, calculation: Calculation, result: str
) -> Iterator[tuple[str, str, str]]:
    """Rule, message and remedy of each."""
    if field.type not in COMPUTED or not field.is_filled:
        yield (
            "calculation",
            "計算できるのは、課が記入する型「金額」「数値」の欄だけです。",
            "型か記入者を直すか、計算を消してください。",
        )
    if result and fold_label(result) not in map(fold_label, _names(field)):
        message = (
            f"「＝」の先の「{result}」が、この行の欄（{field.label or field.id}）ではありません。"
        )
        yield (
            "calculation",
            message,
            "結果を入れる欄の行に書くか、「＝」とその名前を消してください。",
        )
    unknown = list(_unusable(form, field, calculation))
    yield from unknown
    if not unknown:
        yield from _units(form, field, calculation)


def _unusable(form: Form, field: Field, calculation: Calculation) -> Iterator[tuple[str, str, str]]:
    known = list(_usable(form, field.block))
    for name in operands_in(calculation):
        operand = operand_of(form, field.block, name)
        if operand == field:
            yield (
                "calculation-circle",
                f"「{name}」の計算に「{name}」自身が使われています。",
                "ほかの欄だけで計算してください。",
            )
        elif operand is None:
            message = f"「{name}」という欄が、同じブロックにもそれを囲むブロックにもありません。"
            if (summed := repeated_field(form, field.block, name)) is not None:
                message = f"「{name}」は、型「{summed.type}」の欄なので計算できません。"
            yield "calculation-name", message, f"{suggestion(name, known)}{_HOW}"
        elif operand.type not in FIGURES:
            message = f"「{name}」は型「{operand.type}」なので、計算に使えません。"
            yield "calculation-name", message, "型が「金額」「数値」「年度別の値」の欄を使います。"


def _usable(form: Form, block: Block) -> Iterator[str]:
    """The names that a sum in a block may use: of its figures, and of sums of what stands in it."""
    for field in form.of(block):
        if field.type in FIGURES:
            yield from filter(None, (field.label, field.label.split("（")[0], field.id))
        elif field.type is FieldType.REPEAT:
            inner = (f for f in form.of(Block(field.choices[0])) if f.type in COMPUTED)
            yield from (f"{f.label.split('（')[0]}{TOTAL}" for f in inner)


class _UnlikeError(ValueError):
    """Money is added to what is no money, or multiplied by money."""


def _units(form: Form, field: Field, calculation: Calculation) -> Iterator[tuple[str, str, str]]:
    """Money can be added to money only; numbers of money need amounts of one unit."""
    try:
        power = _power(form, field, calculation)
    except _UnlikeError as error:
        yield "calculation-unit", str(error), "単位の合う欄どうしで計算してください。"
        return
    if power not in (None, 0, 1):
        message = "計算の結果が金額の2乗や逆数になり、単位が合いません。"
        yield "calculation-unit", message, "式と、使う欄の型を確かめてください。"
    used = [operand_of(form, field.block, name) for name in operands_in(calculation)]
    units = {f.unit for f in used if f is not None and f.type is FieldType.MONEY}
    is_ratio = power == 0 and not _adds_a_constant(calculation)
    if field.type is FieldType.NUMBER and len(units) > 1 and not is_ratio:
        message = f"使う金額の単位がそろっていません（{'、'.join(sorted(units))}）。"
        yield (
            "calculation-unit",
            message,
            "金額の単位をそろえるか、この欄の型を「金額」にします。",
        )


def _adds_a_constant(calculation: Calculation) -> bool:
    """Whether a bare figure is added somewhere: of which unit it is, nobody says then."""
    if not isinstance(calculation, Operation):
        return False
    sides = (calculation.left, calculation.right)
    is_added = calculation.sign not in ("×", "÷") and any(isinstance(s, Constant) for s in sides)
    return is_added or any(map(_adds_a_constant, sides))


def _power(form: Form, field: Field, calculation: Calculation) -> int | None:
    """How often money is multiplied: 1 an amount, 0 a number; None a bare constant."""
    if isinstance(calculation, Constant):
        return None
    if isinstance(calculation, Operand):
        operand = operand_of(form, field.block, calculation.name)
        return int(operand is not None and operand.type is FieldType.MONEY)
    left = _power(form, field, calculation.left)
    right = _power(form, field, calculation.right)
    if calculation.sign in ("×", "÷"):
        turn = 1 if calculation.sign == "×" else -1
        return None if left is None and right is None else (left or 0) + turn * (right or 0)
    if None not in (left, right) and left != right:
        raise _UnlikeError("金額と金額でないものを、足したり引いたりしています。")
    return right if left is None else left
