"""A sheet of a master as a grid of what is typed in it, for comparing what no row shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from zushi_xl.masters.records import match_key
from zushi_xl.redline.shown_numbers import shown
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet, column_letters


@dataclass(frozen=True)
class TypedGrid:
    """Texts by line and column; line 0 is the header."""

    name: str
    lines: Mapping[int, Mapping[int, str]]

    @cached_property
    def headers(self) -> Mapping[int, str]:
        """The header of every column that has content; one without is called after its letters."""
        used = sorted({column for line in self.lines.values() for column in line})
        head = self.lines.get(0, {})
        return {c: head.get(c, "").strip() or f"{column_letters(c)}列" for c in used}

    @cached_property
    def column_by_key(self) -> Mapping[str, int]:
        """The 0-based columns from the left, by header as ``match_key`` makes it; of twins the
        first."""
        found: dict[str, int] = {}
        for column, header in self.headers.items():
            found.setdefault(match_key(header), column)
        return found

    @property
    def body(self) -> tuple[int, ...]:
        """The lines below the head, from the top."""
        return tuple(sorted(line for line in self.lines if line > 0))

    def text(self, line: int, column: int) -> str:
        """What a cell holds; line and column are 0-based, empty where there is nothing."""
        return self.lines.get(line, {}).get(column, "")

    def under(self, line: int, header: str) -> str:
        """What a line holds under a header; empty where the header is missing."""
        column = self.column_by_key.get(match_key(header))
        return "" if column is None else self.text(line, column)


def grids(book: Workbook) -> dict[str, TypedGrid]:
    """Every sheet of a workbook by the key of its name."""
    return {match_key(sheet.name): _grid(sheet) for sheet in book.sheets}


def _grid(sheet: Worksheet) -> TypedGrid:
    lines: dict[int, dict[int, str]] = {}
    for (line, column), cell in sheet.cells.items():
        if text := _typed(cell):
            lines.setdefault(line, {})[column] = text
    return TypedGrid(sheet.name, lines)


def _typed(cell: Cell) -> str:
    """What a person sees in a cell: figures as their format shows them, struck text, comments.

    The comments of the headers are the manual of the format.
    """
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    text = shown(cell.value, cell.number_format) if is_number else cell.text  # type: ignore[arg-type]
    struck = f"［取り消し線：{cell.struck}］" if cell.struck else ""
    comment = f"［メモ：{cell.comment}］" if cell.comment and cell.row else ""
    return f"{text}{struck}{comment}"
