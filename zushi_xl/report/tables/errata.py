"""正誤表.csv, where a kept state differs from the present one."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.report.frozen import Erratum
from zushi_xl.report.model import Report
from zushi_xl.report.tables.shared_columns import year_column
from zushi_xl.report.tables.tidy import CODE, TEXT, TidyColumn, TidyTable


def errata_table(report: Report) -> Iterator[TidyTable[Erratum]]:
    """None where nothing was kept, or nothing has changed."""
    if report.frozen is None or not report.frozen.errata:
        return
    name = report.frozen.name
    columns: tuple[TidyColumn[Erratum], ...] = (
        year_column(report),
        TidyColumn("確定の名前", TEXT, "比べた確定の名前", lambda _: name),
        TidyColumn("コード", CODE, "計画上のコード、または予算事業名", lambda e: e.code),
        TidyColumn("名称", TEXT, "計画上の名称", lambda e: e.title),
        TidyColumn("箇所", TEXT, "変わった欄", lambda e: e.what),
        TidyColumn("誤", TEXT, "確定のときの記載", lambda e: e.old, blank="なかった"),
        TidyColumn("正", TEXT, "いまの記載", lambda e: e.new, blank="なくなった"),
        TidyColumn("理由", TEXT, "変わった理由", lambda e: e.reason),
    )
    yield TidyTable("正誤表.csv", "確定の後に変わった箇所一つ", columns, report.frozen.errata)
