"""取り組み.csv, 取り組み_総合戦略.csv and 予算事業.csv."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from zushi_xl.form.layout import Key
from zushi_xl.form.model import Block, FieldType, Form
from zushi_xl.plan.model import Level
from zushi_xl.report.model import InitiativeReport, ProgramTotal, Report
from zushi_xl.report.published import first_of, strategy_codes
from zushi_xl.report.tables.shared_columns import (
    code_columns,
    distinct,
    division_columns,
    field_columns,
    is_published,
    reason_column,
    year_column,
)
from zushi_xl.report.tables.tidy import CODE, INTEGER, NUMBER, TEXT, TidyColumn, TidyTable
from zushi_xl.report.tables.words import NOT_REPORTED, reason_for_none
from zushi_xl.text.codes import numbers

_NO_PROGRAM = "予算事業なし"
_STRATEGY_LEVELS = ("基本目標", "基本的方向", "具体的施策", "主な取り組み")


class StrategyLink(NamedTuple):
    """One strategy code of one initiative."""

    initiative: str
    title: str
    code: str


def initiative_tables(report: Report) -> Iterator[TidyTable[Any]]:
    form = report.form
    yield _initiatives(report)
    if is_published(form, Block.INITIATIVE, FieldType.STRATEGY):
        yield _strategy_links(report)
    if _has_public_programs(form):
        yield _programs(report)


def _has_public_programs(form: Form) -> bool:
    return is_published(form, Block.INITIATIVE, FieldType.PROGRAM)


def _has_public_amounts(form: Form) -> bool:
    return is_published(form, Block.INITIATIVE, FieldType.MONEY)


def _initiatives(report: Report) -> TidyTable[InitiativeReport]:
    form = report.form
    columns: list[TidyColumn[InitiativeReport]] = [
        year_column(report),
        *code_columns(report.plan, _code, *Level),
        TidyColumn("名称", TEXT, "取り組みの名称", lambda i: i.initiative.title),
        TidyColumn("区分", TEXT, "継続、新規、終了など", lambda i: i.initiative.status),
        TidyColumn(
            "再掲元コード",
            CODE,
            "再掲のとき、元の取り組みのコード",
            lambda i: i.initiative.relisted_from,
            blank="再掲でない",
        ),
        *division_columns(form, Block.INITIATIVE, lambda i: i.division),
    ]
    if _has_public_programs(form):
        columns.append(
            TidyColumn(
                "予算事業", TEXT, "予算事業名", lambda i: i.budget_program, blank=_NO_PROGRAM
            )
        )
    if _has_public_amounts(form):
        columns += _amount_columns(report)
    columns += field_columns(
        report, (Block.INITIATIVE,), lambda _: Block.INITIATIVE, lambda i: i.texts, _code
    )
    return TidyTable("取り組み.csv", "主な取り組みひとつ", distinct(columns), report.initiatives)


def _code(report: InitiativeReport) -> str:
    return report.initiative.code


def _amount_columns(report: Report) -> list[TidyColumn[InitiativeReport]]:
    field = first_of(report.form, Block.INITIATIVE, FieldType.MONEY)

    def reason(item: InitiativeReport) -> str:
        if item.amount is not None:
            return ""
        if not item.amount_text:
            return NOT_REPORTED if item.budget_program else _NO_PROGRAM
        answer = report.answers.get(Key(item.initiative.code, field.id)) if field else None
        return reason_for_none(answer.quantity if answer else None)

    return [
        TidyColumn(
            "実績額",
            NUMBER,
            "予算事業の実績額。同じ予算事業の取り組みには同じ額が入るため、合計には予算事業.csvを使う",
            lambda i: i.amount,
            "円",
            "「実績額の欠測理由」の列による",
        ),
        TidyColumn(
            "実績額の単位", TEXT, "実績額の単位", lambda i: "" if i.amount is None else "円"
        ),
        reason_column("実績額の欠測理由", reason),
    ]


def _strategy_links(report: Report) -> TidyTable[StrategyLink]:
    links = tuple(
        StrategyLink(item.initiative.code, item.initiative.title, code)
        for item in report.initiatives
        for code in strategy_codes(report, item.initiative)
    )
    columns: list[TidyColumn[StrategyLink]] = [
        year_column(report),
        TidyColumn("コード", CODE, "取り組みのコード", lambda link: link.initiative),
        TidyColumn("名称", TEXT, "取り組みの名称", lambda link: link.title),
        TidyColumn("総合戦略コード", CODE, "総合戦略のコード", lambda link: link.code),
        *(_strategy_number(place, name) for place, name in enumerate(_STRATEGY_LEVELS)),
    ]
    return TidyTable(
        "取り組み_総合戦略.csv", "取り組みと総合戦略のコードの組ひとつ", tuple(columns), links
    )


def _strategy_number(place: int, name: str) -> TidyColumn[StrategyLink]:
    def value(link: StrategyLink) -> int | None:
        parts = numbers(link.code) or ()
        return parts[place] if place < len(parts) else None

    return TidyColumn(f"総合戦略の{name}番号", INTEGER, f"総合戦略コードのうち{name}の番号", value)


def _programs(report: Report) -> TidyTable[ProgramTotal]:
    columns: list[TidyColumn[ProgramTotal]] = [
        year_column(report),
        TidyColumn("予算事業", TEXT, "予算事業名（一つの事業は1行）", lambda p: p.name),
    ]
    if _has_public_amounts(report.form):
        columns += _program_amounts()
    columns.append(
        TidyColumn(
            "取り組み数", INTEGER, "この予算事業の取り組みの数", lambda p: len(p.initiatives)
        )
    )
    return TidyTable("予算事業.csv", "予算事業ひとつ", tuple(columns), report.programs)


def _program_amounts() -> list[TidyColumn[ProgramTotal]]:
    blank = "「状態」の列による"
    return [
        TidyColumn("実績額", NUMBER, "担当課が報告した実績額", lambda p: p.amount, "円", blank),
        TidyColumn(
            "決算額", NUMBER, "財務の決算額", lambda p: p.settled, "円", "決算額の登録がない"
        ),
        TidyColumn(
            "差額", NUMBER, "実績額から決算額を引いた額", _difference, "円", "どちらかの額がない"
        ),
        TidyColumn("単位", TEXT, "実績額・決算額・差額の単位", lambda _: "円"),
        TidyColumn(
            "状態", TEXT, "確定、金額相違（取り組みごとの報告額が一致しない）、未報告", _state
        ),
    ]


def _difference(program: ProgramTotal) -> Decimal | None:
    if program.amount is None or program.settled is None:
        return None
    return program.amount - program.settled


def _state(program: ProgramTotal) -> str:
    if program.amount is not None:
        return "確定"
    return "金額相違" if program.amounts else NOT_REPORTED
