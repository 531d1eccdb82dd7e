"""点検しないルール: what was not looked for in the figures of this book, and why."""

from __future__ import annotations

from zushi_xl.report.rules_off import HEADS, TITLE, rules_off
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell

_WIDTHS = (120.0, 110.0, 190.0, 170.0, 90.0)
assert sum(_WIDTHS) == WIDTH


def rules_off_part(context: AnnualContext) -> Part:
    """The rules that the city does not check this year, with its reasons."""
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(TITLE)
    rows.band(TITLE, "title")
    rows.band("報告された内容の点検のうち、この年度は行わないとしたものと、その理由です。", "note")
    rows.gap(4)
    head = rows.table(HEADS)
    for rule in rules_off(context.report.plan):
        rows.line(*map(RowCell, rule.printed))
    return rows.part(TITLE, head=TITLE, repeat=(head, head))
