"""A neutral sheet: placed cells with styles by name, and what surrounds them.

Builders make these values, and ``xlsx_out`` alone turns them into files. Rows and columns count
from 0.
Widths are pixels at 100 %, heights points, as Excel shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.workbook.cells import Area, a1
from zushi_xl.workbook.style import Style


class Run(NamedTuple):
    """A stretch of one cell's text in a style of its own (the name of a ``Style``)."""

    text: str
    style: str


class Rich(NamedTuple):
    """A text with fonts of its own, in runs."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The text without its styles."""
        return "".join(run.text for run in self.runs)


class Formula(NamedTuple):
    """An Excel formula (English names, leading =) with the result that readers see meanwhile."""

    expression: str
    cached: str | int | float | Decimal | bool = 0


class Link(NamedTuple):
    """A cell that jumps: ``internal:'sheet'!A1`` or ``external:file.xlsx#'sheet'!A1``."""

    text: str
    target: str
    tip: str = ""


Value = str | int | float | Decimal | bool | None | Rich | Formula | Link


class Placed(NamedTuple):
    """One cell, or one merged area when it spans more than one row or column. ``row`` and
    ``column`` are its first, 0-based; ``rows`` and ``columns`` count."""

    row: int
    column: int
    value: Value
    style: str
    rows: int = 1
    columns: int = 1
    note: str = ""  # a cell comment

    @property
    def address(self) -> str:
        """A1 of its first cell."""
        return a1(self.row, self.column)

    @property
    def area(self) -> Area:
        """The cells that it covers."""
        return Area(self.row, self.column, self.row + self.rows - 1, self.column + self.columns - 1)


class Validation(NamedTuple):
    """Input help and drop-down for an area.

    ``choices`` is a list or a formula such as ``=選択肢!$A$2:$A$9``; ``custom`` a formula that must
    hold; empty both: only the input message. ``strict`` refuses other entries, else Excel warns;
    an ``advisory`` one only offers its choices and accepts anything.
    """

    area: Area
    choices: tuple[str, ...] | str = ()
    custom: str = ""
    title: str = ""  # at most 32 characters
    message: str = ""  # at most 255 characters
    error: str = ""
    strict: bool = False
    advisory: bool = False


class Condition(NamedTuple):
    """Conditional format: ``style`` (fill, colour, border, bold) where ``formula`` holds.

    ``bar`` draws a data bar in that colour instead of a formula.
    """

    area: Area
    formula: str = ""
    style: str = ""
    bar: str = ""


class ExcelTable(NamedTuple):
    """A native Excel table over header and body rows that are placed as ordinary cells."""

    name: str
    area: Area
    headers: tuple[str, ...]
    style: str = "Table Style Light 1"


class Series(NamedTuple):
    """One line or one set of bars of a chart, by the areas that hold its figures."""

    name: str
    categories: Area
    values: Area
    sheet: str = ""  # where the areas are; empty: the sheet of the chart
    color: str = ""
    dash: str = ""  # "", dash, round_dot
    marker: str = ""
    line: bool = True  # of a line chart: whether its points are joined
    pattern: str = ""  # of bars: the name of a pattern over white, for paper without colour
    without: tuple[int, ...] = ()  # places whose cell holds words: Excel draws them as 0


class Chart(NamedTuple):
    """A native chart at a cell (0-based). ``alt`` is the text for people who cannot see it."""

    row: int
    column: int
    width: int
    height: int
    kind: str  # column, bar, line, stacked_bar, stacked_column, percent_stacked_bar
    title: str
    alt: str
    series: tuple[Series, ...]
    x_title: str = ""
    y_title: str = ""
    labels: bool = False
    y_min: float | None = None
    y_max: float | None = None
    font: str = ""
    font_size: float = 0  # of everything but the title, which is a point larger; 0: Excel's own
    legend: str = ""  # none, right, bottom, top, left; empty: bottom where there are several series
    y_step: float | None = None  # between the marks of the axis of values
    number_format: str = ""  # of the axis of values
    label_format: str = ""  # of the labels


class Sparkline(NamedTuple):
    """A small chart inside one cell (0-based)."""

    row: int
    column: int
    values: Area


class PrintSetup(NamedTuple):
    """How the sheet prints. Margins are inches. ``breaks`` are rows that begin a new page.

    ``first_page`` is the number of its first page; 0 goes on from the sheet before, so that a
    sheet printed alone begins with 1."""

    landscape: bool = False
    header: str = ""
    footer: str = ""
    repeat_rows: tuple[int, int] | None = None
    breaks: tuple[int, ...] = ()
    area: Area | None = None
    fit_width: bool = True
    margins: tuple[float, float, float, float] = (0.6, 0.6, 0.75, 0.75)  # left right top bottom
    center: bool = True
    first_page: int = 0


class Protection(NamedTuple):
    """Locked without a password; what stays allowed is what people need every day."""

    allow: tuple[str, ...] = (
        "format_cells",
        "format_columns",
        "format_rows",
        "sort",
        "autofilter",
        "select_locked_cells",
        "select_unlocked_cells",
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A neutral sheet: its cells and what surrounds them."""

    name: str  # at most 31 characters, none of []:*?/\
    cells: tuple[Placed, ...]
    widths: tuple[float, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    validations: tuple[Validation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    tables: tuple[ExcelTable, ...] = ()
    charts: tuple[Chart, ...] = ()
    sparklines: tuple[Sparkline, ...] = ()
    print: PrintSetup = PrintSetup()
    protection: Protection | None = None
    freeze: tuple[int, int] | None = None
    autofilter: Area | None = None
    tab_color: str = ""
    visible: bool = True
    zoom: int = 100
    gridlines: bool = False


class Bookmark(NamedTuple):
    """A place of the printed book: ``depth`` and ``page`` count from 1, ``top`` is points from the
    upper edge of the paper."""

    text: str
    depth: int
    page: int
    top: float = 0.0


class Picture(NamedTuple):
    """A picture on a page, which counts from 1, in words."""

    page: int
    alt: str


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook to write. ``properties`` are document properties (title, subject, author, …),
    ``custom`` further ones that programs read; ``names`` are defined names, ``bookmarks`` the
    places of the book as it prints."""

    sheets: tuple[Sheet, ...]
    styles: Mapping[str, Style]
    properties: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    bookmarks: tuple[Bookmark, ...] = ()
