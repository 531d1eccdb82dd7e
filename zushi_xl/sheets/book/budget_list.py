"""予算一覧: every budget program once, with the initiatives that share it."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.report.facts import money_of
from zushi_xl.report.model import ProgramTotal
from zushi_xl.report.printed_figures import yen
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.workbook.cells import column_letters
from zushi_xl.workbook.sheet import Formula, Value

NAME = "予算一覧"
_HEADS = (
    "予算事業名",
    "コード",
    "取り組み",
    "担当課",
    "実績額Ａ\n（円）",
    "決算額Ｂ\n（円）",
    "Ａ－Ｂ\n（円）",
)
_WIDTHS = (120.0, 76.0, 142.0, 84.0, 86.0, 86.0, 86.0)
_AMOUNT, _SETTLED = 4, 5
_NOTE = (
    "同じ予算事業の取り組みが複数あるときも、実績額は一度だけ数えます。"
    "決算額は、計画マスタに登録のある予算事業だけを示します。"
)
CONFLICT = "報告額が一致しません"
assert sum(_WIDTHS) == WIDTH


def budget_part(context: AnnualContext) -> Part:
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    rows.band(_NOTE, "note")
    rows.band(_sentence(context), "note")
    rows.gap(4)
    head = rows.table(_HEADS)
    first = rows.row
    for program in context.report.programs:
        _program(context, rows, program)
    _total(context, rows, first)
    return rows.part(NAME, head=NAME, repeat=(head, head))


def _sentence(context: AnnualContext) -> str:
    money = money_of(context.report)
    parts = [f"予算事業 {len(context.report.programs)}件、実績額の合計 {yen(money.reported)}。"]
    if money.compared:
        parts.append(
            f"決算額と比べられる {money.compared}件のうち、差があるもの {money.differing}件。"
        )
    if money.conflicting:
        parts.append(
            "取り組みごとの報告額が一致しないため合計に入れていないもの "
            f"{len(money.conflicting)}件。"
        )
    if money.without:
        parts.append(f"実績額の報告がないもの {money.without}件。")
    return "".join(parts)


def _program(context: AnnualContext, rows: ListRows, program: ProgramTotal) -> None:
    """The program with its first initiative; further ones below it."""
    report = context.report
    for number, code in enumerate(program.initiatives):
        item = report.initiative_report_of[code]
        conflict = len(program.amounts) > 1
        amount: Value = item.amount if conflict else program.amount if number == 0 else None
        cells = (
            RowCell(program.name if number == 0 else "", "book_cell"),
            RowCell(context.link(code, code), "book_link"),
            RowCell(item.initiative.title),
            RowCell(item.division),
            RowCell(amount, "book_money"),
            RowCell(program.settled if number == 0 else None, "book_money"),
            RowCell(_difference(rows, program) if number == 0 else None, "book_signed"),
        )
        rows.line(*cells, keep=number > 0, block=number == 0)
    if len(program.amounts) > 1:
        _conflict(rows, program)


def _difference(rows: ListRows, program: ProgramTotal) -> Value:
    if program.amount is None or program.settled is None:
        return None
    row = rows.row + 1
    return Formula(f"=E{row}-F{row}", program.amount - program.settled)


def _conflict(rows: ListRows, program: ProgramTotal) -> None:
    amounts = "、".join(map(yen, program.amounts))
    text = f"▲ {program.name}：取り組みごとの{CONFLICT}（{amounts}）。合計に含めません。"
    rows.band(text, "warning", keep=True)


def _total(context: AnnualContext, rows: ListRows, first: int) -> None:
    """Live sums. A conflicting program's amounts are left out by naming the rows that count."""
    report = context.report
    settled = sum((p.settled for p in report.programs if p.settled is not None), Decimal(0))
    last = rows.row
    rows.line(
        RowCell("合計（予算事業ごとに一度）", "book_total", 4),
        RowCell(_sum(rows, first, last, _AMOUNT, report.total_spend), "book_total_money"),
        RowCell(_sum(rows, first, last, _SETTLED, settled), "book_total_money"),
        RowCell("", "book_total"),
        keep=True,
    )


def _sum(rows: ListRows, first: int, last: int, column: int, cached: Decimal) -> Formula:
    """Over the rows whose program is named, less those of conflicting programs."""
    letter = column_letters(column)
    skipped = sorted(_conflicting_rows(rows, first, last)) if column == _AMOUNT else []
    if last <= first:
        return Formula("=0", cached)
    total = f"SUM({letter}{first + 1}:{letter}{last})"
    minus = "".join(f"-{letter}{row + 1}" for row in skipped)
    return Formula(f"={total}{minus}", cached)


def _conflicting_rows(rows: ListRows, first: int, last: int) -> set[int]:
    """Rows with an amount that stand right above a warning."""
    amounts = {c.row for c in rows.cells if c.column == _AMOUNT and c.value is not None}
    named = {c.row for c in rows.cells if c.column == 0 and c.value and c.row >= first}
    found: set[int] = set()
    for warning in (c.row for c in rows.cells if c.style == "warning"):
        top = max(row for row in named if row < warning)
        found |= {row for row in range(max(top, first), min(warning, last)) if row in amounts}
    return found
