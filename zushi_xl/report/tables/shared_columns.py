"""Columns that several tables share: fiscal year, numbers of a code, the form's own fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Key
from zushi_xl.form.model import Block, Field, FieldType, Form, word_of
from zushi_xl.form.planned_texts import planned_quantity
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Quantity
from zushi_xl.report.five_values import (
    ALL_REASONS,
    EMPTY,
    LEFT_OUT,
    NONE,
    NOT_ASKED,
    NOT_YET,
    UNREADABLE,
    as_read,
    figure,
    missing_class,
    reason_for_none,
    usable,
)
from zushi_xl.report.model import Report
from zushi_xl.report.published import first_of, plain_fields, reviews_of
from zushi_xl.report.rating_counts import is_asked_of
from zushi_xl.report.review import Review
from zushi_xl.report.tables.tidy import CODE, INTEGER, NUMBER, TEXT, Cell, TidyColumn
from zushi_xl.report.tables.words import QUALIFIERS
from zushi_xl.text.codes import numbers

THIS_YEAR = "当該年度"  # in a header, for the year that a row is of
R = TypeVar("R")
Texts = Callable[[R], Mapping[str, str]]


def is_published(form: Form, block: Block, kind: FieldType) -> bool:
    """Whether the block's datum of this type may be shown; what has no field may."""
    field = first_of(form, block, kind)
    return field is None or field.published


def year_column(report: Report) -> TidyColumn[R]:
    """The fiscal year under evaluation, in western years."""
    return TidyColumn(
        "西暦年度", INTEGER, "評価の対象とした年度", lambda _: report.fiscal_year, "年度"
    )


def code_columns(plan: Plan, code: Callable[[R], str], *levels: Level) -> list[TidyColumn[R]]:
    """The code, and each of its numbers: Excel takes a bare 5-1 for a date."""
    if plan.settings.described_levels:
        return _codes_above(plan, code, levels)
    shown = [level for level in plan.settings.levels if level in levels]
    columns: list[TidyColumn[R]] = [
        TidyColumn("コード", CODE, "計画上のコード（文字列として読み込んでください）", code),
    ]
    for place, level in enumerate(shown):
        name = plan.word(level)
        columns.append(
            TidyColumn(
                f"{name}番号",
                INTEGER,
                f"コードのうち「{name}」の番号",
                _number_at(code, place),
                blank="その階層より上の行",
                name=f"level{place + 1}_number",
            )
        )
    return columns


def _codes_above(
    plan: Plan, code: Callable[[R], str], levels: Sequence[Level]
) -> list[TidyColumn[R]]:
    """The code, and that of each level at or above it, as printed: 0086 says nothing of them."""

    def at(kind: Level) -> Callable[[R], str]:
        return lambda row: next((c for c in plan.upwards(code(row)) if kind is of.get(c)), "")

    of = {section.code: section.level for section in plan.sections}
    of |= {initiative.code: Level.INITIATIVE for initiative in plan.initiatives}
    columns: list[TidyColumn[R]] = [
        TidyColumn("コード", CODE, "計画上のコード（文字列として読み込んでください）", code),
    ]
    for place, level in enumerate(plan.levels, 1):
        if level.kind in levels:
            what = f"属する「{level.name}」のコード"
            header, name = f"{level.name}コード", f"level{place}_code"
            blank = "その階層より上の行"
            columns.append(TidyColumn(header, CODE, what, at(level.kind), blank=blank, name=name))
    return columns


def _number_at(code: Callable[[R], str], place: int) -> Callable[[R], int | None]:
    def value(row: R) -> int | None:
        parts = numbers(code(row)) or ()
        return parts[place] if place < len(parts) else None

    return value


def division_columns(form: Form, block: Block, name: Callable[[R], str]) -> list[TidyColumn[R]]:
    """The column 担当課, where the form publishes it."""
    if not is_published(form, block, FieldType.DIVISION):
        return []
    return [TidyColumn("担当課", TEXT, "報告を担当する課", name, blank="担当課の定めがない")]


def field_columns(
    report: Report,
    blocks: Iterable[Block],
    block_of: Callable[[R], Block],
    texts: Texts[R],
    code: Callable[[R], str],
) -> list[TidyColumn[R]]:
    """One column per published field of the blocks; figures get a unit and a reason beside them."""
    columns: list[TidyColumn[R]] = []
    fields: dict[str, dict[Block, Field]] = {}
    for block in blocks:
        for field in published_fields(report.form, block):
            fields.setdefault(field.id, {})[block] = field
    for field_id, by_block in fields.items():
        head = next(iter(by_block.values()))
        label = column_label(head)
        if head.type in (FieldType.NUMBER, FieldType.MONEY):
            columns += _figure_columns(report, label, field_id, by_block, block_of, texts, code)
        else:
            columns.append(_text_column(report.plan, label, field_id, by_block, block_of, texts))
    return columns


def published_fields(form: Form, block: Block) -> tuple[Field, ...]:
    """The plain fields of a block that the form publishes."""
    return tuple(f for f in plain_fields(form, block) if f.published)


def column_label(field: Field) -> str:
    """The field's label as a header that is the same every year.

    A running number in it says nothing here, and the year stands in a column of its own.
    """
    label = field.label.replace("{番号}", "")
    for place in ("{年度}年度", "{年度}"):
        label = label.replace(place, THIS_YEAR)
    return " ".join(label.split()) or field.copied_from or field.id


def _text_column(
    plan: Plan,
    label: str,
    field_id: str,
    by_block: Mapping[Block, Field],
    block_of: Callable[[R], Block],
    texts: Texts[R],
) -> TidyColumn[R]:
    def value(row: R) -> str:
        return texts(row).get(field_id, "") if block_of(row) in by_block else ""

    where = "・".join(word_of(plan, block) for block in by_block)
    meaning = f"様式の「{label}」の記載（{where}）"
    blank = "記載がない、または様式にない"
    return TidyColumn(label, TEXT, meaning, value, blank=blank, name=field_id)


def _figure_columns(
    report: Report,
    label: str,
    field_id: str,
    by_block: Mapping[Block, Field],
    block_of: Callable[[R], Block],
    texts: Texts[R],
    code: Callable[[R], str],
) -> list[TidyColumn[R]]:
    def answer(row: R) -> Answer | None:
        return report.answers.get(Key(code(row), field_id)) if block_of(row) in by_block else None

    def planned(row: R) -> Quantity | None:
        field = by_block.get(block_of(row))
        if field is None or field.is_filled:
            return None
        return planned_quantity(field, texts(row).get(field_id, ""))

    def why_unasked(row: R) -> str:
        field, item = by_block.get(block_of(row)), report.plan.item_of(code(row))
        if field is None:
            return NOT_ASKED
        return "" if item is None or is_asked_of(report, field, item) else LEFT_OUT

    return figure_columns(report, label, field_id, answer, why_unasked, planned)


def figure_columns(
    report: Report,
    label: str,
    field_id: str,
    answer: Callable[[R], Answer | None],
    why_unasked: Callable[[R], str] = lambda _: "",
    planned: Callable[[R], Quantity | None] = lambda _: None,
) -> list[TidyColumn[R]]:
    """The figure of an answer, or the one that the plan says; its unit, and why there is none."""

    def shown(row: R) -> Quantity | None:
        found = answer(row)
        if found is None:
            return usable(planned(row), Review.NONE)
        return usable(as_read(found), report.review_at(found.source))

    def unit(row: R) -> str:
        found = shown(row)
        return found.unit or "" if found is not None and found.value is not None else ""

    def reason(row: R) -> str:
        found = answer(row)
        if found is not None and found.key in report.left_out:
            return LEFT_OUT
        if why := why_unasked(row):
            return why
        read = as_read(found) if found else planned(row)
        return reason_for_none(read, report.review_at(found.source if found else None))

    missing = TidyColumn(
        f"{label}の欠測理由",
        TEXT,
        "値がない理由",
        reason,
        blank="値がある",
        name=f"{field_id}_missing_reason",
    )
    of = class_column(reason, f"{label}の欠測の区分", f"{field_id}_missing_class")
    exactness: TidyColumn[R] = TidyColumn(
        f"{label}の限定",
        TEXT,
        "約、以上、超、以下、未満",
        lambda row: _exactness(shown(row)),
        blank="限定なし",
        name=f"{field_id}_qualifier",
    )
    value = _value_and_unit(label, field_id, lambda r: figure(shown(r)), unit)
    return [*value, exactness, missing, of]


def _exactness(found: Quantity | None) -> str:
    """What the figure is if not exact."""
    return "" if found is None or found.value is None else QUALIFIERS[found.qualifier]


def _value_and_unit(
    label: str, field_id: str, value: Callable[[R], Cell], unit: Callable[[R], str]
) -> Iterator[TidyColumn[R]]:
    yield TidyColumn(
        label,
        NUMBER,
        f"様式の「{label}」の値",
        value,
        "「単位」の列",
        f"「{label}の欠測理由」の列による",
        field_id,
    )
    yield TidyColumn(
        f"{label}の単位",
        TEXT,
        f"「{label}」の単位",
        unit,
        blank="単位がない、または値がない",
        name=f"{field_id}_unit",
    )


def distinct(columns: Iterable[TidyColumn[R]]) -> tuple[TidyColumn[R], ...]:
    """Columns with different headers: a label used before gets a number behind it."""
    taken: set[str] = set()
    result = []
    for column in columns:
        header, number = column.header, 2
        while header in taken:
            header, number = f"{column.header}（{number}）", number + 1
        taken.add(header)
        result.append(replace(column, header=header))
    return tuple(result)


def reason_column(name: str, value: Callable[[R], str]) -> TidyColumn[R]:
    """A column that says why there is no value."""
    return TidyColumn(name, TEXT, f"値がない理由（{ALL_REASONS}）", value, blank="値がある")


def class_column(
    reason: Callable[[R], str], name: str = "欠測の区分", machine_name: str = ""
) -> TidyColumn[R]:
    """Beside the reason: the class that it is of, so that programs need no list of reasons."""
    words = "、".join((EMPTY, NONE, NOT_YET, UNREADABLE))
    return TidyColumn(
        name,
        TEXT,
        f"値がない理由の区分（{words}）。0は値",
        lambda row: missing_class(reason(row)),
        blank="値がある、または区分のない理由",
        name=machine_name,
    )


def review_column(of: str, review: Callable[[R], Review]) -> TidyColumn[R]:
    """The column 点検 of what ``of`` names."""
    words = "、".join(r.label for r in Review if r.label)
    meaning = f"「{of}」の点検の結果（{words}）"
    return TidyColumn("点検", TEXT, meaning, lambda row: review(row).label, blank="疑いはない")


def doubts_column(
    report: Report, block_of: Callable[[R], Block], code: Callable[[R], str]
) -> TidyColumn[R]:
    """The published fields of a record that are or were in doubt, each with its word."""

    def value(row: R) -> str:
        found = reviews_of(report, block_of(row), code(row))
        fields = {f.id: f for f in report.form.of(block_of(row)) if f.published}
        return "、".join(
            f"{column_label(fields[name])}：{review.label}"
            for name, review in found.items()
            if name in fields
        )

    return TidyColumn("点検のある欄", TEXT, "点検で疑いのあった欄と、その語", value, blank="ない")
