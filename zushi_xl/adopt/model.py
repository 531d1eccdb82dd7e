"""What is seen in an existing form, and what is made of it, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from zushi_xl.workbook.cells import Area, a1

from . import words

FieldType = Literal["text", "long", "choice", "number", "money", "date", "year", "yesno", "code"]
Role = Literal["form", "instructions", "codes", "other"]
Axis = Literal["rows", "columns", "blocks"]


def address(area: Area) -> str:
    """A1 address of an area: "B5", or "B5:D6"."""
    first = a1(area.top, area.left)
    return first if (area.bottom, area.right) == area[:2] else f"{first}:{a1(*area[2:])}"


class CellRule(NamedTuple):
    """An input rule (validation) of a cell. ``formula`` is as in the file, without "="."""

    kind: str  # "list", "whole", "decimal", "date", "time", "textLength", "custom"
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A cell, or a merged area, that shows something: text, a border, a fill, or an input rule."""

    area: Area
    text: str = ""
    is_formula: bool = False
    locked: bool = True
    fill: str = ""  # key of the colour; "" is none or white
    sides: str = ""  # which sides are drawn, of "ltrb"
    crossed: bool = False  # a diagonal line: not to be filled in
    number_format: str = "General"
    rule: CellRule | None = None
    name: str = ""  # defined name of it, or of a range it is in
    width: float = 0.0  # characters
    height: float = 0.0  # points
    differs: int = 0  # filled copies in which the content is another
    top_aligned: bool = False  # its text stands at the top, with room below
    text_area: Area | None = None  # of several cells that share a box, the one with the text
    formula: str = ""  # as in the file, with "="
    listed: bool = False  # of a row that nothing draws, in a table that the book says goes on

    @property
    def boxed(self) -> bool:
        """Whether all four sides have a line."""
        return len(self.sides) == 4

    @property
    def blank(self) -> bool:
        """Whether it shows nothing: no text and no formula."""
        return not self.is_formula and not self.text.strip()

    @property
    def label(self) -> bool:
        """Whether it may name something: a text, but no sign between cells (×, ＝)."""
        return not (self.is_formula or self.blank or words.is_sign(self.text))

    @property
    def below_text(self) -> Area | None:
        """What its box leaves below a text in the first rows, if that is a cell of its own."""
        top, left, bottom, right = self.area
        text = self.text_area
        if text is None or text[:2] != (top, left) or text.bottom >= bottom:
            return None
        return Area(text.bottom + 1, left, bottom, right)

    @property
    def rows(self) -> int:
        """How many rows it covers."""
        return self.area.bottom - self.area.top + 1

    @property
    def columns(self) -> int:
        """How many columns it covers."""
        return self.area.right - self.area.left + 1


@dataclass(frozen=True, slots=True)
class OpenRows:
    """The rows of a table of which only the headings are drawn. ``left_out``: how many more there
    are than ``cells`` has; ``certain``: the book itself says that a table goes on there."""

    cells: tuple[Region, ...]
    left_out: int = 0
    examples: tuple[Area, ...] = ()
    certain: bool = True

    @property
    def bottom(self) -> int:
        """The last row that ``cells`` has."""
        return self.cells[-1].area.bottom

    @property
    def locked(self) -> bool:
        """Whether nobody can write in it once the sheet is protected."""
        return all(cell.locked for cell in self.cells)


@dataclass(frozen=True)
class SheetLook:
    """One sheet as a person sees it."""

    name: str
    regions: tuple[Region, ...]  # by row, then column
    visible: bool = True
    protected: bool = False
    print_area: tuple[Area, ...] = ()
    text_boxes: tuple[tuple[str, str], ...] = ()  # (A1 of the upper left corner, text)
    left_out: Mapping[int, int] = field(default_factory=dict)  # rows like those above, by the first
    joined_blanks: tuple[Region, ...] = ()  # merged areas that show nothing at all
    open_tables: tuple[OpenRows, ...] = ()
    examples: tuple[Area, ...] = ()  # rows that show how to fill in those below
    guessed: bool = False  # its boxes are not drawn: they are where its names leave cells empty

    @cached_property
    def at(self) -> Mapping[tuple[int, int], Region]:
        """The region that covers a cell (row, column)."""
        found = {}
        for region in self.regions:
            top, left, bottom, right = region.area
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    found[row, column] = region
        return found

    @cached_property
    def joined_at(self) -> Mapping[tuple[int, int], Region]:
        """The merged areas that show nothing, by their first cell."""
        return {region.area[:2]: region for region in self.joined_blanks}

    def row_above(self, row: int) -> int:
        """The row above a row; above rows that were left out, the last one like them."""
        return self._shortened.get(row, row) - 1

    @cached_property
    def _shortened(self) -> Mapping[int, int]:
        """The first row left out, by the row below the last one."""
        return {first + count: first for first, count in self.left_out.items()}


@dataclass(frozen=True, slots=True)
class BookLook:
    """A workbook as a person sees it."""

    file: str
    sheets: tuple[SheetLook, ...]
    list_sheets: frozenset[str] = frozenset()  # sheets that drop-downs take their entries from
    names: Mapping[str, str] = field(default_factory=dict)  # defined names: "'区分'!$A$2:$A$9"


@dataclass(frozen=True, slots=True)
class Repeat:
    """An answer that is asked for several times. ``step`` rows or columns apart; with ``index``
    it is one of them, without it stands for all ``count``."""

    axis: Axis
    of: str
    count: int
    step: int
    index: int | None = None


@dataclass(frozen=True, slots=True)
class DraftField:
    """A field as recognised. ``confidence`` is 0–1; ``reasons`` and ``doubts`` are Japanese."""

    sheet: str
    area: Area
    label: str
    type: FieldType
    confidence: float
    unit: str = ""
    choices: tuple[str, ...] | str | None = None  # entries, or "range:Sheet!A1:A9"
    repeat: Repeat | None = None
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    label_areas: tuple[Area, ...] = ()
    placeholder: str = ""  # what stands in the answer cell of the blank form

    @property
    def sure(self) -> bool:
        """Whether nothing about it is in doubt."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that looked like an input cell and was not taken, with the reason in Japanese."""

    sheet: str
    area: Area
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """A sheet of the form as its draft has it."""

    name: str
    role: Role
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was recognised in a form."""

    file: str
    sheets: tuple[DraftSheet, ...]
    fields: tuple[DraftField, ...]
    left_out: tuple[LeftOut, ...] = field(default=())
