"""金額集計: the amounts of a form that works amounts out, each field summed."""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.form.computed import plain_figure
from zushi_xl.report.amount_sums import AmountSum, amount_sums
from zushi_xl.report.printed_figures import NO_TOTAL
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.rows import ListRows, RowCell

TITLE = "金額集計"
_WIDTHS = (110.0, 190.0, 130.0, 60.0, 60.0, 130.0)
_HEADS = ("階層", "欄", "合計", "単位", "件数", "備考")


def amount_part(context: AnnualContext) -> Part | None:
    """None where the form has no computed field."""
    sums = amount_sums(context.report)
    if not sums:
        return None
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(TITLE)
    rows.band(TITLE, "title")
    rows.band(
        "欄ごとに、報告された額と計算した額を合計したものです。再掲は数えません。合計に入らない欄は、理由を備考に示します。",
        "note",
    )
    rows.gap(4)
    head = rows.table(_HEADS)
    for each in sums:
        rows.line(*_line(each))
    return rows.part(TITLE, head=TITLE, repeat=(head, head))


def _line(each: AmountSum) -> tuple[RowCell, ...]:
    about = [f"おおよその額 {each.about}件を含む"] if each.about else []
    told = about + [f"{why} {number}件" for why, number in each.without]
    return (
        RowCell(each.level_name, "book_cell"),
        RowCell(each.label, "book_cell"),
        _total(each.total) if each.count else RowCell(NO_TOTAL, "book_money_text"),
        RowCell(each.field.unit, "book_center"),
        RowCell(each.count, "book_count"),
        RowCell("、".join(told), "book_cell"),
    )


def _total(total: Decimal) -> RowCell:
    """As a number; parts of a unit would be hidden by its format."""
    if total == total.to_integral_value():
        return RowCell(int(total), "book_money")
    return RowCell(plain_figure(total), "book_money_text")
