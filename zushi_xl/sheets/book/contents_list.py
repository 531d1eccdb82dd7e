"""目次: every sheet and every section with a link and its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zushi_xl.sheets.book.context import CONTENTS, link_to
from zushi_xl.sheets.book.paging import Anchor, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.styles import Styles

_WIDTHS = (560.0, 60.0, 60.0)
_NOTE = (
    "見出しを押すと、そのページが開きます。"
    "「データ」の各シートは表計算用で、印刷に入らないよう隠してあります。"
    "シート見出しを右クリックし「再表示」で開きます。"
)


def contents_part(parts: Sequence[Part], styles: Styles, before: int) -> Part:
    """The contents over ``parts``, which follow it; ``before`` pages come ahead of it."""
    pages = _build(parts, styles, before + 1).pages
    return _build(parts, styles, before + pages)


def _build(parts: Sequence[Part], styles: Styles, before: int) -> Part:
    rows = ListRows(_WIDTHS, styles)
    rows.band(CONTENTS, "title")
    rows.band(_NOTE, "note")
    rows.gap(6)
    head = rows.table(("見出し", "評価", "ページ"))
    for part, anchor, page in numbered(parts, before):
        _entry(rows, part, anchor, page)
    return rows.part(CONTENTS, repeat=(head, head))


def numbered(parts: Sequence[Part], before: int) -> Iterator[tuple[Part, Anchor, int | None]]:
    """Every place with its page of the book; None where a sheet is not numbered."""
    for part in parts:
        for anchor in part.anchors:
            page = before + part.page_of(anchor.row) + 1 if part.numbered else None
            yield part, anchor, page
        before += part.pages if part.numbered else 0


def _entry(rows: ListRows, part: Part, anchor: Anchor, page: int | None) -> None:
    depth = min(anchor.depth, 3)
    tint = "_1" if depth == 1 else ""
    number = str(page) if page is not None else "－"
    seen = part.sheet.visible
    link = link_to(number, part.sheet.name, anchor.row) if seen else number
    text = link_to(anchor.text, part.sheet.name, anchor.row) if seen else anchor.text
    row = rows.line(
        RowCell(text, f"book_toc_{depth}"),
        RowCell(anchor.grade, f"book_toc_grade{tint}"),
        RowCell(link, f"book_toc_number{tint}"),
        block=depth < 3,
        least=21 if depth == 1 else 16.5,
    )
    if depth < 3:
        rows.kept.add(row + 1)
