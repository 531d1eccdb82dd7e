"""The tidy tables as they are published: with plain codes, and whose data they are, at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from zushi_xl.report.model import Report
from zushi_xl.report.tables import tidy_tables
from zushi_xl.report.tables.shared_columns import distinct
from zushi_xl.report.tables.tidy import CODE, TEXT, Cell, TidyColumn, TidyTable
from zushi_xl.text.codes import numbers


class _PlainCode(NamedTuple):
    """What the column with the same code in plain characters is called, and the letter before it:
    Excel and DuckDB take a bare 5-1-1 for a date, and tools take 0086 and 011002 for numbers."""

    header: str
    letter: str


_PLAIN = {
    "コード": _PlainCode("半角コード", "P"),
    "再掲元コード": _PlainCode("再掲元半角コード", "P"),
    "総合戦略コード": _PlainCode("総合戦略半角コード", "S"),
}
CITY_CODE, CITY = "全国地方公共団体コード", "団体名"
_CITY = _PlainCode("団体半角コード", "C")


def published_tables(report: Report) -> Iterator[TidyTable[Any]]:
    """The tables of the year, each with the further columns."""
    for table in tidy_tables(report):
        columns = (*table.columns, *_plain_codes(table), *city_columns(report))
        yield replace(table, columns=distinct(columns))


def _plain_codes(table: TidyTable[Any]) -> Iterator[TidyColumn[Any]]:
    for column in table.columns:
        plain = _PLAIN.get(column.header)
        if plain is not None and column.kind == CODE:
            meaning = (
                f"「{column.header}」を{plain.letter}と半角の数字・-だけで書いたもの"
                f"（5-1-①は{plain.letter}5-1-1）。どの道具でも文字列のまま"
            )
            value = _plain(column.value, plain.letter)
            yield TidyColumn(plain.header, CODE, meaning, value, blank=column.blank)


def _plain(value: Callable[[Any], Cell], letter: str) -> Callable[[Any], Cell]:
    """The code without circled numbers, 0086 as it is; what is no code stays empty."""

    def plain(row: Any) -> Cell:
        code = str(value(row) or "")
        digits = code if code.isascii() else "-".join(map(str, numbers(code) or ()))
        return digits and f"{letter}{digits}"

    return plain


def city_columns(report: Report) -> tuple[TidyColumn[Any], ...]:
    """Whose data a row is of, so that the tables of several cities can be put together."""
    settings = report.plan.settings
    code, name = settings.city_code, settings.city
    unset = f"計画マスタの設定「{CITY_CODE}」が未設定"
    return (
        TidyColumn(CITY_CODE, CODE, "検査数字を含む6桁の番号", lambda _: code, blank=unset),
        TidyColumn(CITY, TEXT, "計画の団体の名前", lambda _: name),
        TidyColumn(
            _CITY.header,
            CODE,
            f"「{CITY_CODE}」の前に{_CITY.letter}を付けたもの。どの道具でも文字列のままで、先頭の0も残る",
            lambda _: code and f"{_CITY.letter}{code}",
            blank=unset,
        ),
    )
