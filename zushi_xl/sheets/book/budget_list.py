"""予算一覧: every budget program once, with the initiatives that share it."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.report.facts import money_of
from zushi_xl.report.five_values import IN_WORDS, REFUSED
from zushi_xl.report.printed_figures import NO_TOTAL, yen
from zushi_xl.report.spending import Spending, Stated, reason_for_no_amount
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.marked import amount_text, program_cell
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.workbook.cells import column_letters
from zushi_xl.workbook.sheet import Formula

NAME = "予算一覧"
_HEADS = (
    "予算事業名",
    "コード",
    "",  # the city's word for what spends
    "担当課",
    "実績額Ａ\n（円）",
    "決算額Ｂ\n（円）",
    "Ａ－Ｂ\n（円）",
)
_CODE, _DIVISION = 70.0, 92.0
_AMOUNTS, _WIDEST = (90.0, 84.0, 74.0), 105.0  # pixels of the columns of amounts
_AMOUNT, _SETTLED = 4, 5
_SAME = "〃"
_UNSETTLED, _INCOMPARABLE = "登録なし", "－"
_NOTE = (
    "同じ予算事業の{word}が複数あるときも、実績額は一度だけ数えます（〃は上と同じ額）。"
    "報告のない額は未報告、金額と読めない記載は読み取り保留とし、ほかは書かれた語（－、集計中など）を"
    "示します。合計には数の欄に額のある事業だけを入れます。決算額は計画マスタに登録のある予算事業だけにあり、ないものは登録なしとします。"
)


def budget_part(context: AnnualContext) -> Part:
    """予算事業: every program once, with its initiatives and amounts."""
    rows = ListRows(_widths(context), context.styles)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    word = context.report.plan.item_word
    rows.band(_NOTE.format(word=word), "note")
    rows.band(_sentence(context), "note")
    rows.gap(4)
    head = rows.table(tuple(head or word for head in _HEADS))
    first = rows.row
    for spending in context.spending:
        _program(context, rows, spending)
    _total(context, rows, first)
    return rows.part(NAME, head=NAME, repeat=(head, head))


def _widths(context: AnnualContext) -> tuple[float, ...]:
    """As wide as the amounts and their sums ask for; the names share what is left."""
    money, spending = money_of(context.report), context.spending
    columns = (
        [money.reported, *(s.amount for s in spending)],
        [money.settled, *(s.program.settled for s in spending)],
        [s.difference for s in spending],
    )
    asked = [
        context.styles.width_for(
            "book_money", (f"{amount:,}" for amount in column if amount is not None)
        )
        for column in columns
    ]
    amounts = [max(least, min(wide, _WIDEST)) for least, wide in zip(_AMOUNTS, asked, strict=True)]
    names = WIDTH - _CODE - _DIVISION - sum(amounts)
    name = round(names * 0.52)
    return (name, _CODE, names - name, _DIVISION, *amounts)


def _sentence(context: AnnualContext) -> str:
    money = money_of(context.report)
    total = yen(money.reported, money.stated)
    parts = [f"予算事業 {len(context.report.programs)}件、実績額の合計 {total}。"]
    if money.compared:
        parts.append(
            f"決算額と比べられる {money.compared}件のうち、差があるもの {money.differing}件。"
        )
    if money.left_out:
        parts.append(f"合計に入れていないもの：{money.left_out_text()}。")
    return "".join(parts)


def _program(context: AnnualContext, rows: ListRows, spending: Spending) -> None:
    """The program with its first initiative; further ones below it."""
    report, program = context.report, spending.program
    for number, code in enumerate(program.initiatives):
        item = report.initiative_report_of[code]
        cells = (
            RowCell(program.name) if number == 0 else RowCell(_SAME, "book_center"),
            RowCell(context.link(code, code), "book_code"),
            RowCell(item.initiative.title),
            RowCell(item.division),
            _amount(context, spending, number),
            *_compared(spending, number),
        )
        rows.line(*cells, keep=number > 0, block=number == 0)
    if told := _explained(context, spending):
        rows.band(told, "warning" if spending.amount is None else "note", keep=True)


def _amount(context: AnnualContext, spending: Spending, number: int) -> RowCell:
    """The program's amount in its first row, 〃 below it; where it has none, what each said."""
    if spending.amount is not None:
        return program_cell(context, spending) if number == 0 else RowCell(_SAME, "book_center")
    budget = spending.program.budgets[number]
    text = amount_text(context.report, budget)
    reason = reason_for_no_amount(context.report, budget)
    is_unread = text == budget.text and reason in (REFUSED, IN_WORDS)
    return RowCell(f"{text}（{REFUSED}）" if is_unread else text, "book_money_text")


def _compared(spending: Spending, number: int) -> tuple[RowCell, RowCell]:
    """決算額 and the difference, in the program's first row; in words where there is none."""
    if number:
        return RowCell(_SAME, "book_center"), RowCell(_SAME, "book_center")
    settled = spending.program.settled
    if settled is None:
        return RowCell(_UNSETTLED, "book_center"), RowCell(_INCOMPARABLE, "book_center")
    if spending.difference is None:
        return RowCell(settled, "book_money"), RowCell(_INCOMPARABLE, "book_center")
    formula = Formula("=E{row}-F{row}", spending.difference)
    return RowCell(settled, "book_money"), RowCell(formula, "book_signed")


def _explained(context: AnnualContext, spending: Spending) -> str:
    """Where the amounts differ or count nowhere: what was reported, and what became of it."""
    program, report = spending.program, context.report
    said = "、".join(dict.fromkeys(amount_text(report, b) for b in program.budgets))
    match spending.state:
        case Stated.SETTLED:
            return f"{program.name}：報告額が一致しないため（{said}）、決算額によりました。"
        case Stated.ACCEPTED:
            word = report.plan.item_word
            return f"{program.name}：{word}ごとの額（{said}）を了承し、その合計によりました。"
        case Stated.CONFLICT:
            return f"▲ {program.name}：報告額が一致しません（{said}）。合計に含めません。"
        case Stated.FAULTY | Stated.UNREAD:
            return f"▲ {program.name}：額が定まりません（{said}）。合計に含めません。"
        case _:
            return ""


def _total(context: AnnualContext, rows: ListRows, first: int) -> None:
    """Live sums: only what counts is a number."""
    money = money_of(context.report)
    last = rows.row
    rows.line(
        RowCell("合計（予算事業ごとに一度）", "book_total", 4),
        RowCell(_sum(first, last, _AMOUNT, money.reported, money.stated), "book_total_money"),
        RowCell(_sum(first, last, _SETTLED, money.settled, money.registered), "book_total_money"),
        RowCell("", "book_total"),
        keep=True,
    )


def _sum(first: int, last: int, column: int, cached: Decimal, count: int) -> Formula | str:
    if not count or last <= first:
        return NO_TOTAL
    letter = column_letters(column)
    return Formula(f"=SUM({letter}{first + 1}:{letter}{last})", cached)
