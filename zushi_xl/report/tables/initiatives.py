"""取り組み.csv, its pairs with 総合戦略 and with budget programs, and 予算事業.csv."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from zushi_xl.form.model import Block, FieldType, Form
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.report.five_values import ALL_REASONS
from zushi_xl.report.model import InitiativeReport, ProgramBudget, Report
from zushi_xl.report.published import strategy_codes
from zushi_xl.report.review import Review, gravest
from zushi_xl.report.spending import Spending, Stated, counts, reason_for_no_amount, spending_of
from zushi_xl.report.tables.shared_columns import (
    class_column,
    code_columns,
    distinct,
    division_columns,
    doubts_column,
    field_columns,
    is_published,
    reason_column,
    review_column,
    year_column,
)
from zushi_xl.report.tables.tidy import CODE, INTEGER, NUMBER, TEXT, TidyColumn, TidyTable
from zushi_xl.text.codes import numbers
from zushi_xl.workbook.names import file_name

NO_PROGRAM = "予算事業なし"
OTHER_TABLES = ("評価", "評価集計", "KPI", "KPI定義", "予算事業", "基本目標", "人口見通し")
SEVERAL = "予算事業ごと"  # the amounts stand in 取り組み_予算事業.csv
_STRATEGY_LEVELS = ("基本目標", "基本的方向", "具体的施策", "主な取り組み")


class StrategyLink(NamedTuple):
    """One strategy code of one initiative."""

    initiative: str
    title: str
    code: str


class BudgetRow(NamedTuple):
    """One program of one initiative."""

    item: InitiativeReport
    budget: ProgramBudget


def initiative_tables(report: Report) -> Iterator[TidyTable[Any]]:
    """Initiatives, and one table each of what they have several of: codes, budgets."""
    form = report.form
    if report.plan.level_of(Level.INITIATIVE) is None:
        return
    yield _initiatives(report)
    if report.plan.has_strategy and is_published(form, Block.INITIATIVE, FieldType.STRATEGY):
        yield _strategy_links(report)
    if _has_public_programs(form):
        yield _budgets(report)
        yield _programs(report)


def _has_public_programs(form: Form) -> bool:
    return is_published(form, Block.INITIATIVE, FieldType.PROGRAM)


def _has_public_amounts(form: Form) -> bool:
    return is_published(form, Block.INITIATIVE, FieldType.MONEY)


def _initiatives(report: Report) -> TidyTable[InitiativeReport]:
    form, word = report.form, report.plan.item_word
    columns: list[TidyColumn[InitiativeReport]] = [
        year_column(report),
        *code_columns(report.plan, _code, *Level),
        TidyColumn("名称", TEXT, f"{word}の名称", lambda i: i.initiative.title),
        TidyColumn("区分", TEXT, "継続、新規、終了など", lambda i: i.initiative.status),
        TidyColumn(
            "再掲元コード",
            CODE,
            f"再掲のとき、元の{word}のコード",
            lambda i: i.initiative.relisted_from,
            blank="再掲でない",
        ),
        *division_columns(form, Block.INITIATIVE, lambda i: i.division),
    ]
    if _has_public_programs(form):
        columns.append(
            TidyColumn("予算事業", TEXT, "予算事業名", lambda i: i.budget_program, blank=NO_PROGRAM)
        )
    if _has_public_amounts(form):
        columns += _amount_columns(report)
    columns += field_columns(
        report, (Block.INITIATIVE,), lambda _: Block.INITIATIVE, lambda i: i.texts, _code
    )
    columns.append(doubts_column(report, lambda _: Block.INITIATIVE, _code))
    return TidyTable(
        f"{table_name(report.plan)}.csv",
        f"{word}一つ",
        distinct(columns),
        report.initiatives,
        "initiatives",
    )


def table_name(plan: Plan) -> str:
    """What the tables of the initiatives are called: by the city's word."""
    name = file_name(plan.item_word)
    return f"{name}一覧" if name in OTHER_TABLES else name


def _code(report: InitiativeReport) -> str:
    return report.initiative.code


def _amount_columns(report: Report) -> list[TidyColumn[InitiativeReport]]:
    """The one amount of an initiative; with several programs each has its own row elsewhere."""

    def review(item: InitiativeReport) -> Review:
        return gravest(report.review_at(budget.source) for budget in item.budgets)

    def reason(item: InitiativeReport) -> str:
        if not item.budgets:
            return NO_PROGRAM
        return SEVERAL if len(item.budgets) > 1 else reason_for_no_amount(report, item.budgets[0])

    def amount(item: InitiativeReport) -> Decimal | None:
        return _amount(report, item.budgets[0]) if len(item.budgets) == 1 else None

    return [
        TidyColumn(
            "実績額",
            NUMBER,
            f"予算事業の実績額。同じ予算事業の{report.plan.item_word}には同じ額が入るため、合計には予算事業.csvを使う",
            amount,
            "円",
            "「実績額の欠測理由」の列による",
        ),
        TidyColumn(
            "実績額の単位", TEXT, "実績額の単位", lambda i: "" if amount(i) is None else "円"
        ),
        TidyColumn(
            "実績額の欠測理由",
            TEXT,
            f"値がない理由（{SEVERAL}、{NO_PROGRAM}、{ALL_REASONS}）",
            reason,
            blank="値がある",
        ),
        class_column(lambda i: "" if len(i.budgets) > 1 else reason(i), "実績額の欠測の区分"),
        review_column("実績額", review),
        TidyColumn("実績額の記載", TEXT, "欄に書かれたとおりの文字列", lambda i: i.amount_text),
    ]


def _amount(report: Report, budget: ProgramBudget) -> Decimal | None:
    return budget.amount if counts(report, budget) else None


def _budgets(report: Report) -> TidyTable[BudgetRow]:
    rows = tuple(BudgetRow(i, b) for i in report.initiatives for b in i.budgets)
    word = report.plan.item_word
    columns: list[TidyColumn[BudgetRow]] = [
        year_column(report),
        *code_columns(report.plan, lambda row: _code(row.item), *Level),
        TidyColumn("名称", TEXT, f"{word}の名称", lambda row: row.item.initiative.title),
        TidyColumn(
            "予算事業", TEXT, "予算事業名", lambda row: row.budget.program, blank="予算事業名がない"
        ),
    ]
    if _has_public_amounts(report.form):
        columns += [
            TidyColumn(
                "実績額",
                NUMBER,
                "この予算事業の実績額。同じ予算事業の行を足さず、合計には予算事業.csvを使う",
                lambda row: _amount(report, row.budget),
                "円",
                "「欠測理由」の列による",
            ),
            TidyColumn("単位", TEXT, "実績額の単位", lambda _: "円"),
            reason_column("欠測理由", lambda row: reason_for_no_amount(report, row.budget)),
            class_column(lambda row: reason_for_no_amount(report, row.budget)),
            review_column("実績額", lambda row: report.review_at(row.budget.source)),
            TidyColumn("記載", TEXT, "欄に書かれたとおりの文字列", lambda row: row.budget.text),
        ]
    name = f"{table_name(report.plan)}_予算事業.csv"
    return TidyTable(
        name, f"{word}と予算事業の組一つ", distinct(columns), rows, "initiative_budgets"
    )


def _strategy_links(report: Report) -> TidyTable[StrategyLink]:
    links = tuple(
        StrategyLink(item.initiative.code, item.initiative.title, code)
        for item in report.initiatives
        for code in strategy_codes(report, item.initiative)
    )
    word = report.plan.item_word
    columns: list[TidyColumn[StrategyLink]] = [
        year_column(report),
        TidyColumn("コード", CODE, f"{word}のコード", lambda link: link.initiative),
        TidyColumn("名称", TEXT, f"{word}の名称", lambda link: link.title),
        TidyColumn("総合戦略コード", CODE, "総合戦略のコード", lambda link: link.code),
        *(_strategy_number(place, name) for place, name in enumerate(_STRATEGY_LEVELS)),
    ]
    return TidyTable(
        f"{table_name(report.plan)}_総合戦略.csv",
        f"{word}と総合戦略のコードの組一つ",
        tuple(columns),
        links,
        "initiative_strategy",
    )


def _strategy_number(place: int, name: str) -> TidyColumn[StrategyLink]:
    def value(link: StrategyLink) -> int | None:
        parts = numbers(link.code) or ()
        return parts[place] if place < len(parts) else None

    return TidyColumn(f"総合戦略の{name}番号", INTEGER, f"総合戦略コードのうち{name}の番号", value)


def _programs(report: Report) -> TidyTable[Spending]:
    columns: list[TidyColumn[Spending]] = [
        year_column(report),
        TidyColumn("予算事業", TEXT, "予算事業名（一つの事業は1行）", lambda s: s.program.name),
    ]
    if _has_public_amounts(report.form):
        columns += _program_amounts()
    word = report.plan.item_word
    columns.append(
        TidyColumn(
            f"{word}数",
            INTEGER,
            f"この予算事業の{word}の数",
            lambda s: len(s.program.initiatives),
            name="initiative_count",
        )
    )
    return TidyTable("予算事業.csv", "予算事業一つ", tuple(columns), spending_of(report))


def _program_amounts() -> list[TidyColumn[Spending]]:
    states = "、".join(state.value for state in Stated)
    return [
        TidyColumn(
            "実績額",
            NUMBER,
            "合計に入れる実績額。担当課の報告額、金額相違のときは決算額または了承した額",
            lambda s: s.amount,
            "円",
            "「状態」の列による",
        ),
        TidyColumn(
            "決算額",
            NUMBER,
            "財務の決算額",
            lambda s: s.program.settled,
            "円",
            "決算額の登録がない",
        ),
        TidyColumn(
            "差額",
            NUMBER,
            "実績額から決算額を引いた額",
            lambda s: s.difference,
            "円",
            "どちらかの額がない",
        ),
        TidyColumn("単位", TEXT, "実績額・決算額・差額の単位", lambda _: "円"),
        TidyColumn("状態", TEXT, states, lambda s: s.state.value),
        review_column("実績額", lambda s: s.review),
    ]
