"""A form's file → what a person sees in it. The only place that opens it with openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from zushi_xl.findings.finding import Problem
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area, column_number

from .combs import with_closed_combs
from .long_tables import kept_rows, shortened
from .model import BookLook, CellRule, OpenRows, Region, SheetLook
from .open_tables import OpenTable, open_tables
from .package_parts import SheetExtras, for_openpyxl, read_extras
from .rectangles import Lines, join_boxes
from .rules_by_cell import RulesByCell
from .table_hints import table_hints

_COLUMNS = regex(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})$")
_RANGE = regex(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_LIST_SHEET = regex(r"^'?([^'!]+)'?!")
_WHITE = ("00000000", "FFFFFFFF", "00FFFFFF")
_MOST_CELLS = 400_000
_LARGEST_MERGE = 50_000  # cells: no answer and no label is larger
_POINTS = 15.0  # height of a row that states none
_CHARACTERS = 8.43  # width of a column that states none


def look_at(path: Path, filled: Iterable[Path] = ()) -> BookLook:
    """The sheets of a form; ``filled`` are copies of it that people filled in.

    Raises:
        Problem: openpyxl cannot open it, or it holds more cells than a form has.
    """
    book = _open(path)
    extras = read_extras(path)
    merged = {name: _merged_areas(extra.merges) for name, extra in extras.items()}
    if sum(area.size for areas in merged.values() for area in areas) > _MOST_CELLS:
        raise _too_many(path)
    copies = [_values(_open(copy)) for copy in filled]
    names = _names(book)
    sheets = tuple(
        _Sheet(
            sheet,
            extras.get(sheet.title, SheetExtras()),
            names,
            copies,
            merged.get(sheet.title, ()),
        ).look()
        for sheet in book.worksheets
    )
    places = {name: str(item.attr_text or "") for name, item in book.defined_names.items()}
    return BookLook(path.name, sheets, _list_sheets(sheets, places), places)


def _open(path: Path) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it drops is read by package_parts
        try:
            book = openpyxl.load_workbook(for_openpyxl(path))
        except Exception as error:  # openpyxl raises whatever its parts raise
            raise Problem(
                f"{path.name} の書式に、ふつうの Excel ブックにない書き方があり、読み取れません。"
                "Excel で開き、「名前を付けて保存」で .xlsx に保存し直してください。"
            ) from error
    if sum(len(sheet._cells) for sheet in book.worksheets) > _MOST_CELLS:
        raise _too_many(path)
    return book


def _too_many(path: Path) -> Problem:
    return Problem(
        f"{path.name} のセルが多すぎます（{_MOST_CELLS:,} 個まで）。"
        "様式のシートだけを残したブックにしてください。"
    )


def _merged_areas(places: Iterable[str]) -> tuple[Area, ...]:
    areas = (parse_area(place) for place in places)
    return tuple(area for area in areas if area and area.size <= _LARGEST_MERGE)


def _values(book: Any) -> dict[str, dict[tuple[int, int], str]]:
    """Per sheet, what its cells hold."""
    return {
        sheet.title: {
            (row - 1, column - 1): str(cell.value)
            for (row, column), cell in sheet._cells.items()
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


def parse_area(text: str) -> Area | None:
    """ "$B$2:C9" → its area, whole columns too; None where it is none."""
    columns = _COLUMNS.match(text.strip())
    if columns:
        return Area(0, column_number(columns[1]), (1 << 20) - 1, column_number(columns[2]))
    match = _RANGE.match(text.strip())
    if not match:
        return None
    left, top, right, bottom = match.groups()
    right, bottom = right or left, bottom or top
    return Area(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))


def _names(book: Any) -> dict[str, list[tuple[Area, str]]]:
    """Per sheet, the areas that have a name a person gave."""
    found: dict[str, list[tuple[Area, str]]] = {}
    defined = [*book.defined_names.items()]
    for sheet in book.worksheets:
        defined += sheet.defined_names.items()
    for name, item in defined:
        sheet_name, _, place = (item.attr_text or "").rpartition("!")
        area = parse_area(place)
        if area and not name.startswith("_xlnm"):
            found.setdefault(sheet_name.strip("'").replace("''", "'"), []).append((area, name))
    return found


def _list_sheets(sheets: Iterable[SheetLook], names: Mapping[str, str]) -> frozenset[str]:
    """Sheets that drop-downs of other sheets take their entries from."""
    found = set()
    for sheet in sheets:
        for formula in {r.rule.formula for r in sheet.regions if r.rule and r.rule.kind == "list"}:
            match = _LIST_SHEET.match(names.get(formula.removeprefix("="), formula))
            if match and match[1] != sheet.name:
                found.add(match[1])
    return frozenset(found)


class _Sheet:
    """Reads one sheet of openpyxl."""

    def __init__(
        self,
        sheet: Any,
        extras: SheetExtras,
        names: Mapping[str, list[tuple[Area, str]]],
        copies: list[dict[str, dict[tuple[int, int], str]]],
        merged: Iterable[Area],
    ) -> None:
        self._sheet = sheet
        self._extras = extras
        self._names = names.get(sheet.title, [])
        self._copies = [copy[sheet.title] for copy in copies if sheet.title in copy]
        rules = [*self._own_rules(), *self._extra_rules()]
        self._rules = RulesByCell(rules)
        self._ruled = [area for areas, rule in rules if rule.kind != "none" for area in areas]
        self._merged = {area[:2]: area for area in merged}
        self._covered = {
            cell for area in self._merged.values() for cell in area.cells() if cell != area[:2]
        }
        self._across: set[tuple[int, int]] = set()  # a line above the cell
        self._down: set[tuple[int, int]] = set()  # a line left of the cell
        self._draw_lines()

    def look(self) -> SheetLook:
        protection = self._sheet.protection
        boxes = join_boxes(self._regions(), Lines(self._across, self._down))
        regions, left_out = shortened(with_closed_combs(boxes))
        areas = (parse_area(part.rpartition("!")[2]) for part in self._print_areas())
        return SheetLook(
            self._sheet.title,
            tuple(regions),
            self._sheet.sheet_state == "visible",
            bool(protection.sheet),
            tuple(area for area in areas if area),
            self._extras.text_boxes,
            left_out,
            tuple(self._joined_blanks()),
            tuple(self._open_rows(regions)),
        )

    def _open_rows(self, regions: list[Region]) -> Iterator[OpenRows]:
        """The rows that the book says go on below headings where nothing is drawn."""
        hints = table_hints(self._sheet, parse_area, self._ruled)
        styled_to: dict[int, int] = {}
        for row, column in self._sheet._cells:
            styled_to[column - 1] = max(styled_to.get(column - 1, 0), row - 1)
        for table in open_tables(regions, hints, styled_to):
            cells = tuple(self._cells_of(table))
            left_out = table.rows - kept_rows(table.rows)
            yield OpenRows(cells, left_out, table.examples, table.certain)

    def _cells_of(self, table: OpenTable) -> Iterator[Region]:
        for row in range(kept_rows(table.rows)):
            for top, left, _, right in table.columns:
                area = Area(top + row, left, top + row, right)
                cell = self._seen(self._merged.get(area[:2], area))
                if cell.blank:
                    yield cell

    def _joined_blanks(self) -> Iterator[Region]:
        """Merged areas without text, line, fill or rule."""
        for row, column in sorted(self._merged):
            area = self._merged[row, column]
            if self._region(row, column) is None:
                yield Region(area, width=self._width(area), height=self._height(area))

    def _print_areas(self) -> list[str]:
        return self._extras.print_area.split(",")

    def _own_rules(self) -> Iterator[tuple[list[Area], CellRule]]:
        for item in self._sheet.data_validations.dataValidation:
            areas = [parse_area(part) for part in str(item.sqref).split()]
            yield [a for a in areas if a], CellRule(item.type or "none", str(item.formula1 or ""))

    def _extra_rules(self) -> Iterator[tuple[list[Area], CellRule]]:
        for places, rule in self._extras.rules:
            yield [area for part in places.split() if (area := parse_area(part))], rule

    def _draw_lines(self) -> None:
        for row, column in self._sheet._cells:
            place = (row - 1, column - 1)
            if place not in self._covered:
                area = self._merged.get(place, Area(*place, *place))
                self._draw_around(area)
        listed = {parse_area(str(table.ref)) for table in self._sheet.tables.values()}
        areas = [area for area in listed if area is not None]
        if sum(a.bottom - a.top + a.right - a.left for a in areas) <= _MOST_CELLS:
            for area in areas:
                self._draw_edge(area)

    def _draw_edge(self, area: Area) -> None:
        """The lines that the style of a list object draws around it."""
        top, left, bottom, right = area
        for row in (top, bottom + 1):
            self._across.update((row, column) for column in range(left, right + 1))
        for column in (left, right + 1):
            self._down.update((row, column) for row in range(top, bottom + 1))

    def _draw_around(self, area: Area) -> None:
        """The lines of a cell, of a merged area those of its first and last cell."""
        top, left, bottom, right = area
        rows, columns = range(top, bottom + 1), range(left, right + 1)
        first, last = self._border(top, left), self._border(bottom, right)
        if "t" in first:
            self._across.update((top, column) for column in columns)
        if "b" in first or "b" in last:
            self._across.update((bottom + 1, column) for column in columns)
        if "l" in first:
            self._down.update((row, left) for row in rows)
        if "r" in first or "r" in last:
            self._down.update((row, right + 1) for row in rows)

    def _border(self, row: int, column: int) -> str:
        """The sides of a cell that are drawn."""
        cell = self._sheet._cells.get((row + 1, column + 1))
        border = cell.border if cell is not None and cell.has_style else None
        if border is None:
            return ""
        sides = (("t", border.top), ("b", border.bottom), ("l", border.left), ("r", border.right))
        return "".join(name for name, side in sides if side is not None and side.style)

    def _regions(self) -> Iterator[Region]:
        for row, column in self._cells():
            if (row, column) not in self._covered:
                region = self._region(row, column)
                if region is not None:
                    yield region

    def _cells(self) -> set[tuple[int, int]]:
        """Cells that are stored, in the blank form or as filled in, and those that are not, where
        the lines of other cells make a corner."""
        stored = {(row - 1, column - 1) for row, column in self._sheet._cells}
        return stored.union(*self._copies, self._merged, self._across & self._down)

    def _region(self, row: int, column: int) -> Region | None:
        region = self._seen(self._merged.get((row, column), Area(row, column, row, column)))
        told = region.text or region.is_formula or region.sides or region.fill or not region.locked
        return region if told or region.rule or region.name or region.differs else None

    def _seen(self, area: Area) -> Region:
        """A cell or a merged area as it is, whether or not it shows anything."""
        row, column = area[:2]
        cell = self._sheet._cells.get((row + 1, column + 1))
        if cell is None:
            cell = self._sheet.cell(row + 1, column + 1)
        value = cell.value
        text, formula = _shown(value)
        return Region(
            area,
            text,
            formula,
            bool(cell.protection.locked),
            _fill(cell),
            self._sides(area),
            bool(cell.border.diagonalUp or cell.border.diagonalDown),
            str(cell.number_format),
            self._rules.at(row, column),
            next((name for named, name in self._names if named.meets(area)), ""),
            self._width(area),
            self._height(area),
            sum(_differs(copy, row, column, value) for copy in self._copies),
            cell.alignment.vertical == "top",
            formula=str(value) if formula and isinstance(value, str) else "",
        )

    def _sides(self, area: Area) -> str:
        columns = range(area.left, area.right + 1)
        rows = range(area.top, area.bottom + 1)
        drawn = {
            "l": [(row, area.left) in self._down for row in rows],
            "t": [(area.top, column) in self._across for column in columns],
            "r": [(row, area.right + 1) in self._down for row in rows],
            "b": [(area.bottom + 1, column) in self._across for column in columns],
        }
        return "".join(side for side, parts in drawn.items() if sum(parts) >= 0.8 * len(parts))

    @cached_property
    def _widths(self) -> dict[int, float]:
        """Widths that the file states, by column; one entry of it may stand for many columns."""
        return {
            column - 1: size.width
            for size in self._sheet.column_dimensions.values()
            if size.min and size.max and size.width
            for column in range(size.min, min(size.max, 1000) + 1)
        }

    def _width(self, area: Area) -> float:
        default = self._sheet.sheet_format.defaultColWidth or _CHARACTERS
        return sum(self._widths.get(c, default) for c in range(area.left, area.right + 1))

    def _height(self, area: Area) -> float:
        sizes = self._sheet.row_dimensions
        default = self._sheet.sheet_format.defaultRowHeight or _POINTS
        rows = range(area.top + 1, area.bottom + 2)
        return sum((sizes[row].height if row in sizes else None) or default for row in rows)


def _differs(copy: Mapping[tuple[int, int], str], row: int, column: int, value: object) -> bool:
    return copy.get((row, column), "").strip() != ("" if value is None else str(value)).strip()


def _shown(value: object) -> tuple[str, bool]:
    """The text of a cell, and whether a formula makes it."""
    if value is None:
        return "", False
    if isinstance(value, datetime) and value.time() == time():
        return f"{value.year}/{value.month}/{value.day}", False
    if not isinstance(value, str | int | float):
        formula = type(value).__name__ in ("ArrayFormula", "DataTableFormula")
        return ("" if formula else str(value)), formula
    text = str(value)
    return ("", True) if text.startswith("=") and len(text) > 1 else (text, False)


def _fill(cell: Any) -> str:
    if not cell.has_style or cell.fill.patternType is None:
        return ""
    colour = cell.fill.fgColor
    if colour.type == "rgb":
        return "" if colour.rgb in _WHITE else str(colour.rgb)
    if colour.type == "theme":
        return "" if colour.theme == 0 and not colour.tint else f"{colour.theme}/{colour.tint:.2f}"
    return "" if colour.type == "indexed" and colour.value in (1, 9, 64) else f"i{colour.value}"
