"""A tidy table as CSV lines that Excel, pandas and R all read the same way.

UTF-8 with BOM, CRLF, one header row, one line a record: a line end within a text is written as
<br>. A text that a spreadsheet would run as a formula gets one apostrophe in front; so does a text
that begins with an apostrophe. Taking away one leading apostrophe therefore always gives it back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from zushi_xl.report.tables.tidy import Cell, TidyTable
from zushi_xl.text.regex import regex

BOM = "\ufeff"
GUARD = "'"
LINE_END = "<br>"  # within a text: one record stands on one line
_DANGEROUS = regex(r"[=+\-@\t\r\n']|[＝＋－＠].", re.DOTALL)
_LINE_END = regex("[\n\x85\u2028\u2029]")
_UNWRITABLE = regex("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class _Echo:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def table_lines(table: TidyTable[Any]) -> Iterator[str]:
    """The header row and a line per row."""
    body = ([column.value(row) for column in table.columns] for row in table.rows)
    return csv_lines(table.headers, body)


def csv_lines(headers: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The lines of a CSV file with their line ends, the byte order mark first."""
    line_of = csv.writer(_Echo(), lineterminator="\r\n").writerow
    yield BOM + line_of(headers)
    for row in rows:
        yield line_of([_written(cell) for cell in row])


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _text(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


@lru_cache(maxsize=1 << 12)  # names and codes stand in every row
def _text(text: str) -> str:
    return guarded(_LINE_END.sub(LINE_END, clean(text)))


def clean(text: str) -> str:
    """Line ends as LF; what no text file should hold becomes �."""
    return _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def guarded(text: str) -> str:
    """The text as no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("－"), guarded("'a")
    ("'=1+1", '－', "''a")
    """
    return GUARD + text if _DANGEROUS.match(text) else text
