"""正誤表: what reads otherwise than in the state that was kept and published."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.report.frozen import Erratum, FrozenState
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell

NAME = "正誤表"
_HEADS = ("ページ", "コード", "箇所", "誤", "正", "理由")
_WIDTHS = (44.0, 66.0, 130.0, 160.0, 160.0, 120.0)
assert sum(_WIDTHS) == WIDTH


def errata_part(context: AnnualContext, pages: Mapping[str, int]) -> Part | None:
    """The list; ``pages`` gives the page of a section by its code. None where nothing changed."""
    state = context.report.frozen
    if state is None or not state.errata:
        return None
    rows = ListRows(_WIDTHS, context.styles)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    rows.band(f"「{state.name}」（照合 {state.sha256[:16]}）から変わったところです。", "note")
    rows.gap(4)
    head = rows.table(_HEADS)
    for erratum in state.errata:
        _row(context, rows, erratum, pages)
    return rows.part(NAME, head=NAME, repeat=(head, head))


def _row(
    context: AnnualContext, rows: ListRows, erratum: Erratum, pages: Mapping[str, int]
) -> None:
    page = pages.get(erratum.code) or pages.get(context.report.plan.parent_of(erratum.code))
    title = "" if erratum.title == erratum.code else f"{erratum.title}\n"
    rows.line(
        RowCell(page if page is not None else "－", "book_center"),
        RowCell(context.link(erratum.code, erratum.code), "book_code"),
        RowCell(f"{title}{erratum.what}"),
        RowCell(erratum.old or "（なし）"),
        RowCell(erratum.new or "（なし）"),
        RowCell(erratum.reason, "book_small"),
    )


def stamp_text(state: FrozenState) -> str:
    """What the cover says of the state that was kept."""
    mark = f"「{state.name}」（照合 {state.sha256[:16]}）"
    if not state.errata:
        return f"【確定】{mark}のとおりです。"
    return f"【訂正】{mark}から {len(state.errata)}か所を改めました（正誤表のとおり）。"
