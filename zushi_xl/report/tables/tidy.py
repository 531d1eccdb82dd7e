"""A tidy table: one datum a cell, what each column holds, and what an empty cell of it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Cell = str | int | Decimal | None
Row = TypeVar("Row")

TEXT, NUMBER, INTEGER, CODE = "文字列", "数値", "整数", "コード"


@dataclass(frozen=True, slots=True)
class TidyColumn(Generic[Row]):
    """One column: what stands in it, and what an empty cell means.

    ``name`` is what programs call a column whose header is data (a field of the form, a level);
    the others are named by their headers.
    """

    header: str
    kind: str
    meaning: str
    value: Callable[[Row], Cell]
    unit: str = ""
    blank: str = ""
    name: str = ""


@dataclass(frozen=True)
class TidyTable(Generic[Row]):
    """One file. ``subject`` says in Japanese what one row is; ``name`` names the table for
    programs, where its file bears a word of the city."""

    file: str
    subject: str
    columns: tuple[TidyColumn[Row], ...]
    rows: tuple[Row, ...]
    name: str = ""

    @property
    def headers(self) -> list[str]:
        """The headers, in their order."""
        return [column.header for column in self.columns]
