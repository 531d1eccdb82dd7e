"""The tidy tables as they are published: with plain codes, and whose data they are, at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from zushi_xl.report.model import Report
from zushi_xl.report.tables import tidy_tables
from zushi_xl.report.tables.shared_columns import distinct
from zushi_xl.report.tables.tidy import CODE, TEXT, Cell, TidyColumn, TidyTable
from zushi_xl.text.codes import in_ascii


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
            value = _plain(column.value, plain.letter)
            meaning = (
                f"「{column.header}」を{plain.letter}と半角の英数字・記号だけで書いたもの"
                f"{_example(map(column.value, table.rows), plain.letter)}。どの道具でも文字列のまま"
            )
            yield TidyColumn(plain.header, CODE, meaning, value, blank=column.blank)


def _plain(value: Callable[[Any], Cell], letter: str) -> Callable[[Any], Cell]:
    return lambda row: lettered_code(str(value(row) or ""), letter)


def lettered_code(code: str, letter: str = "P") -> str:
    """The code without circled numbers, 0086 as it is; one that ASCII cannot say stays empty.

    >>> lettered_code("5-1-①"), lettered_code("0086"), lettered_code("Ⅲ-5")
    ('P5-1-1', 'P0086', 'PIII-5')
    """
    plain = in_ascii(code)
    return plain and f"{letter}{plain}"


def example_of_plain(report: Report) -> str:
    """（5-1-①はP5-1-1）, with a code of the plan's own; nothing without one."""
    codes = sorted((section.code for section in report.plan.sections), key=len, reverse=True)
    return _example(codes, "P")


def _example(codes: Iterable[Cell], letter: str) -> str:
    pairs = ((str(code), lettered_code(str(code), letter)) for code in codes if code)
    return next((f"（{code}は{plain}）" for code, plain in pairs if plain), "")


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
