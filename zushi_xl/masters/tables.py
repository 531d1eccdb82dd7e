"""Tables: worksheets whose first row is a header, and the same as text that a diff can show.

Rows are counted from 0 as everywhere; an item that nobody typed is the empty text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zushi_xl.workbook.cells import Cell, Source, Worksheet, a1

_SECTION = "## "
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED = {"\\#": "#"} | {escape: plain for plain, escape in _ESCAPES.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the header: a text per column of the table, and its line on the sheet.

    ``cells`` has what a text does not tell, by column, where the row was read from a sheet.
    """

    texts: tuple[str, ...]
    line: int
    cells: Mapping[int, Cell] = field(default_factory=dict, compare=False, repr=False)


class Table(NamedTuple):
    """A sheet with a header row. Empty headers stand for columns without one."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    file: str = ""

    def source(self, line: int, column: int) -> Source:
        """The cell of a line and a column, both 0-based."""
        return Source(self.file, self.name, a1(line, column))


def make_table(name: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of plain texts; short rows are filled up with empty items.

    >>> make_table("担当課", ["課名", "別名"], [["市民協働課"]]).rows
    (Row(texts=('市民協働課', ''), line=1),)
    """
    width = len(headers)
    filled = (tuple(row) + ("",) * (width - len(row)) for row in rows)
    lines = tuple(Row(texts, line) for line, texts in enumerate(filled, 1))
    return Table(name, tuple(headers), lines)


def read_table(worksheet: Worksheet, file: str) -> Table:
    """The sheet as a table: row 1 is the header, rows without any text are left out."""
    rows: dict[int, dict[int, Cell]] = {}
    for (line, column), cell in worksheet.cells.items():
        if cell.text.strip():
            rows.setdefault(line, {})[column] = cell
    width = 1 + max((column for row in rows.values() for column in row), default=-1)
    texts = {
        line: tuple(row[c].text if c in row else "" for c in range(width))
        for line, row in rows.items()
    }
    headers = texts.pop(0, ("",) * width)
    body = tuple(Row(texts[line], line, rows[line]) for line in sorted(texts))
    return Table(worksheet.name, tuple(header.strip() for header in headers), body, file)


def tables_to_text(tables: Iterable[Table]) -> str:
    """The tables as text: ``## name``, the header, the rows; columns parted by tabs."""
    return "\n".join(_section(table) for table in tables)


def _section(table: Table) -> str:
    lines = [table.headers, *(row.texts for row in table.rows)]
    body = "".join("\t".join(map(_escape, line)) + "\n" for line in lines)
    return f"{_SECTION}{_escape(table.name)}\n{body}"


def tables_from_text(text: str) -> tuple[Table, ...]:
    """The tables that ``tables_to_text`` wrote."""
    return tuple(_parse_section(part) for part in _parts(text))


def _parts(text: str) -> list[list[str]]:
    """The lines of each section, without the empty line that ends it."""
    parts: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith(_SECTION):
            parts.append([])
        if parts:
            parts[-1].append(line)
    return [part[:-1] for part in parts]


def _parse_section(lines: list[str]) -> Table:
    name, header, *rows = lines
    items = _items(header) if header else []
    return make_table(_unescape(name.removeprefix(_SECTION)), items, map(_items, rows))


def _items(line: str) -> list[str]:
    return [_unescape(item) for item in line.split("\t")]


def _escape(text: str) -> str:
    """Tabs and line ends as ``\\t`` ``\\n``; a leading # would look like a section."""
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return "\\" + escaped if escaped.startswith("#") else escaped


def _unescape(text: str) -> str:
    return re.sub(r"\\[\\tnr#]", lambda match: _ESCAPED[match[0]], text)
