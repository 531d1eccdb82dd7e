"""A sheet with one filterable list: title, a line how to read it, the native table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.placed_rows import PlacedRows
from zushi_xl.workbook.running_heads import sized
from zushi_xl.workbook.sheet import ExcelTable, PrintSetup, Sheet, Value
from zushi_xl.workbook.style import Style

T = TypeVar("T")
MARGINS = (0.4, 0.4, 0.55, 0.6)
_LONGEST = 360
_MOST_ROWS = 1_000_000  # Excel has 1,048,576
_MOST_LINES = 12
_Show = Callable[[T], Value]


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[T]):
    """One column. ``style`` names a style, or gives one for each row."""

    header: str
    width: float
    show: _Show[T]
    style: str | Callable[[T], str] = "table_text"
    longest: int = _LONGEST

    def cell(self, row: T) -> Value:
        """What the column shows of a row; long texts are cut short."""
        value = self.show(row)
        return brief(value, self.longest) if isinstance(value, str) else value

    def style_for(self, row: T) -> str:
        """The name of the style of a row's cell."""
        return self.style if isinstance(self.style, str) else self.style(row)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the list: a title, lines with their styles, and what an empty one says."""

    sheet: str
    title: str
    lines: Sequence[tuple[str, str]]
    empty: str
    footer: str
    tab_color: str = ""


def list_sheet(
    heading: Heading,
    table: str,
    columns: Sequence[ListColumn[T]],
    rows: Sequence[T],
    styles: Mapping[str, Style],
    most: int = _MOST_ROWS,
) -> Sheet:
    """The first ``most`` rows; where there are more, a line says so."""
    lines = [(heading.title, "title"), *heading.lines]
    if not rows:
        lines.append((heading.empty, "ok"))
    if len(rows) > most:
        told = (
            f"{len(rows):,}件のうち、はじめの{most:,}件です。残りは収集結果.json をご覧ください。"
        )
        lines.append((told, "warning"))
        rows = rows[:most]
    placed = PlacedRows([column.width for column in columns], styles)
    for text, style in lines:
        placed.band(text, style)
    head = placed.row
    if rows:
        height = row_height(_most_lines(columns), styles["table_head"].size)
        placed.line([(column.header, "table_head", 1) for column in columns], height)
    for row in rows:
        line = [(column.cell(row), column.style_for(row), 1) for column in columns]
        placed.line(line, min(TALLEST_ROW, placed.height(line)))
    area = Area(head, 0, head + len(rows), len(columns) - 1)
    headers = tuple(column.header for column in columns)
    return Sheet(
        heading.sheet,
        tuple(placed.cells),
        widths=placed.widths,
        heights=placed.heights,
        tables=(ExcelTable(table, area, headers),) if rows else (),
        freeze=(head + 1, 0) if rows else None,
        print=_print(heading, head if rows else None, area),
        tab_color=heading.tab_color,
    )


def _most_lines(columns: Sequence[ListColumn[T]]) -> int:
    """Heads wrap at about 10 points, with room for the filter's button."""
    return max(lines_needed(column.header, column.width - 16, 10) for column in columns)


def _print(heading: Heading, head: int | None, area: Area) -> PrintSetup:
    return PrintSetup(
        landscape=True,
        footer=f"&L{sized(8, heading.footer)}&C{sized(8, heading.title)}&R&8&P / &N",
        repeat_rows=None if head is None else (head, head),
        area=Area(0, 0, area.bottom, area.right),
        margins=MARGINS,
    )


def brief(text: str, longest: int) -> str:
    """What fits a row: the beginning of a longer text and how long the whole is.

    >>> brief("あいうえお", 3)
    'あいう…（全5文字）'
    """
    kept = "\n".join(text.split("\n")[:_MOST_LINES])[:longest]
    return text if kept == text else f"{kept}…（全{len(text):,}文字）"
