"""The tidy tables as they are published: with plain codes, and whose data they are, at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from zushi_xl.report.model import Report
from zushi_xl.report.tables import tidy_tables
from zushi_xl.report.tables.shared_columns import distinct
from zushi_xl.report.tables.tidy import CODE, TEXT, Cell, TidyColumn, TidyTable
from zushi_xl.text.codes import numbers

# Columns of codes, and what the column with the same code in plain digits is called.
_PLAIN = {
    "コード": "半角コード",
    "再掲元コード": "再掲元半角コード",
    "総合戦略コード": "総合戦略半角コード",
}
CITY_CODE, CITY = "全国地方公共団体コード", "団体名"


def published_tables(report: Report) -> Iterator[TidyTable[Any]]:
    """The tables of the year, each with the further columns."""
    for table in tidy_tables(report):
        columns = (*table.columns, *_plain_codes(table), *city_columns(report))
        yield replace(table, columns=distinct(columns))


def _plain_codes(table: TidyTable[Any]) -> Iterator[TidyColumn[Any]]:
    for column in table.columns:
        name = _PLAIN.get(column.header)
        if name is not None and column.kind == CODE:
            meaning = f"「{column.header}」を半角の数字と-だけで書いたもの（5-1-①は5-1-1）"
            yield TidyColumn(name, CODE, meaning, _plain(column.value), blank=column.blank)


def _plain(value: Callable[[Any], Cell]) -> Callable[[Any], Cell]:
    """The code without circled numbers, 0086 as it is; what is no code stays empty."""

    def plain(row: Any) -> Cell:
        code = str(value(row) or "")
        return code if code.isascii() else "-".join(map(str, numbers(code) or ()))

    return plain


def city_columns(report: Report) -> tuple[TidyColumn[Any], ...]:
    """Whose data a row is of, so that the tables of several cities can be put together."""
    settings = report.plan.settings
    code, name = settings.city_code, settings.city
    unset = f"計画マスタの設定「{CITY_CODE}」が未設定"
    return (
        TidyColumn(CITY_CODE, CODE, "検査数字を含む6桁の番号", lambda _: code, blank=unset),
        TidyColumn(CITY, TEXT, "計画の団体の名前", lambda _: name),
    )
