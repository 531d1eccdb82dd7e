"""公開データ: the tidy tables and the dictionary that describes every column of them.

They follow the state's rules for machine-readable statistical tables: one datum a cell, numbers
as numbers, the unit in a column, western years, one header row. Fields that the form marks as
not published appear in none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from zushi_xl.publish.csv_writing import csv_lines, table_lines
from zushi_xl.report.model import Report
from zushi_xl.report.tables import tidy_tables
from zushi_xl.report.tables.tidy import TidyTable

DICTIONARY = "データ定義.csv"
_HEADERS = ("ファイル", "列番号", "列名", "型", "単位", "説明", "空欄の意味")
_ALL_FILES = "（全ファイル共通）"
_COMMON = (
    ("文字コード", "UTF-8（BOM付き）。改行はCRLF、区切りは半角コンマ、1行目は列名"),
    ("数値", "半角数字。桁区切り・単位・▲を付けない。負の数は先頭に半角の-。報告された桁を保つ"),
    ("年", "西暦。年度は4月から翌年3月まで"),
    (
        "文字列の先頭の'",
        "表計算ソフトが式として実行しないよう、半角の = + - @ ' タブ 改行 で始まる文字列と、"
        "全角の ＝ ＋ － ＠ で始まる2文字以上の文字列には、先頭に半角の ' を1文字加えた。"
        "値が ' で始まるときは、その1文字を除くと元の文字列に戻る。数値の列には加えない",
    ),
    ("文字列の中の改行", '文章の改行はLFのまま、値全体を"で囲む'),
    ("空欄", "値がない。理由は欠測理由・状態の列に示す。0とは異なる"),
)


def csv_files(report: Report) -> Iterator[tuple[str, Iterator[str]]]:
    """File names with their lines, in the order in which people should read them."""
    tables = tuple(tidy_tables(report))
    for table in tables:
        yield table.file, table_lines(table)
    yield DICTIONARY, csv_lines(_HEADERS, (*_common_rows(report), *_column_rows(tables)))


def _common_rows(report: Report) -> Iterator[tuple[str | int | None, ...]]:
    settings = report.plan.settings
    title = f"{settings.city}　{settings.plan_title}　{report.fiscal_year}年度"
    notes = [("内容", title.strip("　")), *_COMMON]
    if settings.sample_note:
        notes.append(("例示", settings.sample_note))
    for name, meaning in notes:
        yield (_ALL_FILES, None, name, "", "", meaning, "")


def _column_rows(tables: Iterable[TidyTable[Any]]) -> Iterator[tuple[str | int | None, ...]]:
    for table in tables:
        yield (table.file, None, "（1行の内容）", "", "", table.subject, "")
        for number, column in enumerate(table.columns, 1):
            yield (
                table.file,
                number,
                column.header,
                column.kind,
                column.unit,
                column.meaning,
                column.blank,
            )
