"""What a workbook holds, as plain values: the one shape that the readers of Excel hand out.

Rows and columns count from 0 here; people see A1 (``a1``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

Scalar = str | float | int | bool | datetime | date | time | timedelta | None

# How a cell with content can hide from the person who has the sheet before them.
UNSEEN_LINE = "line"  # in a hidden row or column
UNSEEN_MERGE = "merge"  # beneath a merged area, of which only the first cell is shown
UNSEEN_FORMAT = "format"  # in a number format that shows nothing: ;;;
UNSEEN_COLOR = "color"  # in the colour of its cell
UNSEEN_CONDITION = "condition"  # where a conditional format may hide it or strike it through
UNSEEN_SIZE = "size"  # in letters, or in a row, too small to be seen

UNTOLD = "untold"  # a remark of what the file's format keeps from its reader, whatever is in it


@cache
def column_letters(column: int) -> str:
    """Letters of a 0-based column: 0 → A, 27 → AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The 0-based column of capital letters: A → 0, AB → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def a1(row: int, column: int) -> str:
    """A1 address of a 0-based row and column."""
    return f"{column_letters(column)}{row + 1}"


class Area(NamedTuple):
    """A rectangle of cells: 0-based, inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether a cell is in both."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


class Source(NamedTuple):
    """Where a datum stands: the file as named in ``inputs/``, the sheet, the A1 address."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


class Cell(NamedTuple):
    """One cell with content; row and column are 0-based.

    ``value`` is what the file stores, ``text`` what a person typed or sees as plain text.
    The further facts are those that a value alone would hide.
    """

    row: int
    column: int
    value: Scalar
    text: str
    number_format: str | None = None
    struck: str | None = None  # text that is struck through and so is not part of ``text``
    error: str | None = None  # "#REF!" and the like
    uncalculated: bool = False  # a formula whose result is not in the file
    comment: str | None = None
    hidden: str = ""  # how it hides: one of UNSEEN_…
    formula: str | None = None  # as typed, with "="; only "=" where it is shared with a neighbour

    @property
    def address(self) -> str:
        """Its A1."""
        return a1(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One sheet: its cells by (row, column), only those with content."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    visible: bool = True
    merges: tuple[Area, ...] = ()

    def text(self, row: int, column: int) -> str:
        """The text of a cell (0-based); empty where there is none."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """One file as read. ``remarks`` are facts about the whole file that a person should hear of."""

    file: str
    sha256: str
    sheets: tuple[Worksheet, ...]
    remarks: tuple[Remark, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # defined names: "様式!$B$3"
    as_written: bool = False  # never saved since this package wrote it


class Remark(NamedTuple):
    """Something in the file that is not a cell: macros, links to other books, text boxes."""

    kind: str  # "macro", "external_link", "text_box", "dde", …
    text: str
    sheet: str = ""
    cell: str = ""


class Unreadable(NamedTuple):
    """A file that could not be read: why, and what its sender should do, in Japanese."""

    file: str
    sha256: str
    reason: str
    remedy: str
    kind: str = "unreadable"  # a stable word for programs: "not_a_workbook", "encrypted", …
