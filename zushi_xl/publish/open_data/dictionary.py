"""データ定義.csv: every column of every file. ファイル一覧.csv: what one row of each file is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from zushi_xl.publish.open_data.machine_names import machine_names, table_name
from zushi_xl.report.tables.tidy import INTEGER, TEXT, TidyColumn, TidyTable

DICTIONARY, FILES = "データ定義.csv", "ファイル一覧.csv"
NOTHING_THERE = "記載または登録がない"  # what an empty cell means where a column says nothing else


class DefinedColumn(NamedTuple):
    """A column with its place in its file, from 1."""

    file: str
    number: int
    column: TidyColumn[Any]
    name: str


def blank_meaning(column: TidyColumn[Any]) -> str:
    """What an empty cell of a column means."""
    return column.blank or NOTHING_THERE


def files_table(tables: Iterable[TidyTable[Any]]) -> TidyTable[TidyTable[Any]]:
    """A row for each published table: what it holds and how many rows."""
    columns: tuple[TidyColumn[TidyTable[Any]], ...] = (
        TidyColumn("ファイル", TEXT, "ファイルの名前", lambda t: t.file),
        TidyColumn("英数字名", TEXT, "プログラムで使う名前", table_name),
        TidyColumn("1行の内容", TEXT, "1行が何か", lambda t: t.subject),
        TidyColumn("列数", INTEGER, "列の数", lambda t: len(t.columns), "列"),
        TidyColumn("行数", INTEGER, "見出しを除く行の数", lambda t: len(t.rows), "行"),
    )
    return TidyTable(FILES, "ファイル一つ", columns, tuple(tables))


def dictionary_table(tables: Sequence[TidyTable[Any]]) -> TidyTable[DefinedColumn]:
    """All columns of all files, its own among them."""
    columns: tuple[TidyColumn[DefinedColumn], ...] = (
        TidyColumn("ファイル", TEXT, "ファイルの名前", lambda d: d.file),
        TidyColumn("列番号", INTEGER, "左からの順番", lambda d: d.number),
        TidyColumn("列名", TEXT, "1行目にある名前", lambda d: d.column.header),
        TidyColumn("型", TEXT, "文字列、数値、整数、コード（文字列）", lambda d: d.column.kind),
        TidyColumn("単位", TEXT, "数値の単位", lambda d: d.column.unit, blank="単位のない列"),
        TidyColumn("説明", TEXT, "列に入るもの", lambda d: d.column.meaning),
        TidyColumn("空欄の意味", TEXT, "空欄のときの意味", lambda d: blank_meaning(d.column)),
        TidyColumn("英数字名", TEXT, "プログラムで使う名前", lambda d: d.name),
    )
    own = TidyTable(DICTIONARY, "列一つ", columns, ())
    rows = [
        DefinedColumn(table.file, number, column, name)
        for table in (*tables, own)
        for number, (column, name) in enumerate(
            zip(table.columns, machine_names(table), strict=True), 1
        )
    ]
    return TidyTable(DICTIONARY, "列一つ", columns, tuple(rows))
