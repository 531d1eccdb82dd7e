"""A tidy table as CSV lines that Excel, pandas and R all read the same way.

UTF-8 with BOM, CRLF, one header row. A text that a spreadsheet would run as a formula gets one
apostrophe in front; so does a text that begins with an apostrophe. Taking away one leading
apostrophe therefore always gives back the text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Cell = str | int | Decimal | None
Row = TypeVar("Row")

BOM = "\ufeff"
GUARD = "'"
_DANGEROUS = re.compile(r"[=+\-@\t\r\n']|[＝＋－＠].", re.DOTALL)
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

TEXT, NUMBER, INTEGER, CODE = "文字列", "数値", "整数", "コード"


@dataclass(frozen=True, slots=True)
class TidyColumn(Generic[Row]):
    """One column: what stands in it, and what an empty cell means."""

    header: str
    kind: str
    meaning: str
    value: Callable[[Row], Cell]
    unit: str = ""
    blank: str = ""


@dataclass(frozen=True)
class TidyTable(Generic[Row]):
    """One file. ``subject`` says in Japanese what one row is."""

    file: str
    subject: str
    columns: tuple[TidyColumn[Row], ...]
    rows: tuple[Row, ...]

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]

    def lines(self) -> Iterator[str]:
        body = ([column.value(row) for column in self.columns] for row in self.rows)
        return csv_lines(self.headers, body)


class _Echo:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(headers: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    line_of = csv.writer(_Echo(), lineterminator="\r\n").writerow
    yield BOM + line_of(headers)
    for row in rows:
        yield line_of([_written(cell) for cell in row])


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(clean(cell))
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def clean(text: str) -> str:
    """Line ends as LF; what no text file should hold becomes �."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def guarded(text: str) -> str:
    """The text as no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("－"), guarded("'a")
    ("'=1+1", '－', "''a")
    """
    return GUARD + text if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """What ``guarded`` was given."""
    return text.removeprefix(GUARD)
