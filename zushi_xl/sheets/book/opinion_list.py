"""共同担当課の記入: what divisions wrote of items on which another one decides."""

from __future__ import annotations

from zushi_xl.plan.levels import Level
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.rows import ListRows, RowCell

TITLE = "共同担当課の記入"
_WIDTHS = (80.0, 120.0, 130.0, 100.0, 250.0)
_HEADS = ("コード", "名称", "欄", "共同担当課", "記入")


def opinion_part(context: AnnualContext) -> Part | None:
    """None where nobody was asked beside the one who decides."""
    report = context.report
    shown = [answer for answer in report.opinions if answer.slot.field.published]
    if not shown:
        return None
    titles = report.plan.titles
    has_items = report.plan.level_of(Level.INITIATIVE) is not None
    but = f"（{report.plan.item_word}では担当課）" if has_items else ""
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(TITLE)
    rows.band(TITLE, "title")
    rows.band(
        f"答えを決めるのは主担当課{but}です。評価や合計には入れていません。",
        "note",
    )
    rows.gap(4)
    head = rows.table(_HEADS)
    for answer in shown:
        slot, key = answer.slot, answer.key
        kpi = slot.kpi
        label = slot.label if kpi is None else name_in_kpi(kpi.statement, slot.label, key.period)
        rows.line(
            RowCell(key.code, "book_center"),
            RowCell(titles.get(key.code, ""), "book_cell"),
            RowCell(label.replace("\n", ""), "book_cell"),
            RowCell(slot.owner, "book_cell"),
            RowCell(answer.used or answer.text, "book_cell"),
        )
    return rows.part(TITLE, head=TITLE, repeat=(head, head))


def name_in_kpi(statement: str, label: str, period: str) -> str:
    """Which of the fields of a KPI, and of which year where it has one for each."""
    return f"{statement}　{label}（{period}年度）" if period else f"{statement}　{label}"
