"""An .ods workbook of LibreOffice as a plain workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import UNSEEN_FORMAT, UNSEEN_LINE, UNSEEN_MERGE, Area, Scalar, a1

from . import limits
from .beside_cells import cap_remarks
from .cell_tips import Tips
from .conditions import areas_of_ods, mark_conditional
from .general_format import date_text, number_text, parse_number
from .ods_beside import (
    add_ods_links,
    add_ods_prompts,
    named_ods_texts,
    ods_book_remarks,
    shape_remarks,
)
from .ods_styles import OdsStyles, PageMargins, sheets_of, styles_of
from .ods_text import paragraphs
from .package import Package
from .part_xml import attribute, children, descendants, find, local, parse
from .plain import PlainBook, PlainCell, PlainRemark, PlainSheet
from .properties import read_meta
from .stored_values import Typed, truth_or
from .strings import split_struck, with_struck_marked
from .unreadable import Refused

_DURATION = regex(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_HIDDEN = ("collapse", "filter")
_COVERED = "covered-table-cell"
_ODS_TAGS = 1_500_000  # the whole part is held as a tree


def read_ods(path: Path) -> PlainBook:
    """What an OpenDocument spreadsheet holds.

    Raises:
        Refused: it is damaged, encrypted or too large.
    """
    with closing(Package(path)) as package:
        return _read(package)


def _read(package: Package) -> PlainBook:
    if _is_encrypted(package):
        raise Refused("encrypted")
    content = parse(package.read("content.xml"), "content.xml", _ODS_TAGS)
    roots = [content]
    if "styles.xml" in package:
        roots.insert(0, parse(package.read("styles.xml"), "styles.xml"))
    tables = sheets_of(content)
    if not tables:
        raise Refused("empty", "シートがありません")
    if len(tables) > limits.SHEETS:
        raise Refused("too_many", f"シートが{len(tables):,}枚あります")
    styles, shared = styles_of(*roots), OdsBook(package)
    scanners = [OdsScanner(table, styles, shared) for table in tables]
    sheets = [scanner.scan() for scanner in scanners]
    remarks = [remark for scanner in scanners for remark in scanner.remarks]
    margins = PageMargins(*roots)
    for table in tables:
        texts = margins.of(attribute(table, "style-name") or "")
        remarks += [("margin", text, attribute(table, "name") or "", "") for text in texts]
    add_ods_prompts(shared.tips, content)
    remarks = [*ods_book_remarks(package, content), *remarks]
    remarks = cap_remarks([*remarks, *named_ods_texts(content), *shared.tips])
    return PlainBook(sheets, remarks, read_meta(package), _names(content))


def _is_encrypted(package: Package) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in package and b"encryption-data" in package.read(manifest)


def _names(content: Element) -> dict[str, str]:
    return {
        attribute(item, "name") or "": attribute(item, "cell-range-address") or ""
        for item in descendants(content, "named-range")
    }


@dataclass(slots=True)
class OdsBook:
    """What all tables of a workbook share, and how many cells they may still hold together."""

    package: Package
    tips: Tips = field(default_factory=Tips)
    objects: set[str] = field(default_factory=set)  # the parts of charts and the like, once read
    cells_left: int = limits.RETURNED.cells


class OdsScanner:
    """Scans one table; rows and cells stand for as many as they say they repeat."""

    def __init__(self, table: Element, styles: OdsStyles, shared: OdsBook) -> None:
        self.name = attribute(table, "name") or ""
        self.remarks: list[PlainRemark] = []
        self._table = table
        self._styles = styles
        self._shared = shared
        self._cells: list[PlainCell] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden_columns: set[int] = set()

    def scan(self) -> PlainSheet:
        """The sheet's cells and what stands beside them.

        Raises:
            Refused: there is more of it than a form can hold.
        """
        self._scan_columns()
        row = 0
        for element in _members(self._table, "table-row"):
            repeated = _count(element, "number-rows-repeated")
            self._scan_row(element, row, repeated)
            row += repeated
        for shapes in children(self._table, "shapes"):
            self.remarks += self._shapes(shapes, "")
        mark_conditional(self._cells, list(areas_of_ods(self._table, self._styles.hiding)))
        visible = attribute(self._table, "style-name") not in self._styles.hidden
        return PlainSheet(self.name, visible, tuple(self._merges), self._cells)

    def _scan_columns(self) -> None:
        column = 0
        for element in _members(self._table, "table-column"):
            repeated = _count(element, "number-columns-repeated")
            if self._is_hidden(element):
                end = min(column + repeated, limits.LAST_COLUMN)
                self._hidden_columns.update(range(column, end))
            column += repeated

    def _is_hidden(self, line: Element) -> bool:
        is_tiny = attribute(line, "style-name") in self._styles.tiny
        return is_tiny or attribute(line, "visibility") in _HIDDEN

    def _scan_row(self, element: Element, row: int, repeated: int) -> None:
        hidden = self._is_hidden(element)
        column = 0
        for cell in element:
            if local(cell.tag) not in ("table-cell", _COVERED):
                continue
            columns = _count(cell, "number-columns-repeated")
            if len(cell) or attribute(cell, "value-type"):
                self._scan_cell(
                    cell, Area(row, column, row + repeated - 1, column + columns - 1), hidden
                )
            self._scan_span(cell, row, column)
            column += columns

    def _scan_span(self, cell: Element, row: int, column: int) -> None:
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows * columns > 1:
            self._merges.append((row, column, row + rows - 1, column + columns - 1))
        if len(self._merges) > limits.MERGES:
            raise Refused("too_many", f"セルの結合が{limits.MERGES:,}か所を超えています")

    def _scan_cell(self, cell: Element, places: Area, hidden: bool) -> None:
        style = attribute(cell, "style-name") or ""
        (value, text, error), struck = self._typed(cell, style in self._styles.struck)
        note = find(cell, "annotation")
        comment = (
            None if note is None else with_struck_marked(paragraphs(note, self._styles.struck))
        )
        place = a1(places.top, places.left)
        self.remarks += self._shapes(cell, place)
        add_ods_links(self._shared.tips, cell, self.name, place)
        if not (text or struck or error or comment):
            return
        if len(text) > limits.TEXT_LENGTH:
            where = f"{self.name} {a1(places.top, places.left)} に{len(text):,}文字"
            raise Refused("text_too_long", where)
        code, formula = self._styles.cell_formats.get(style), attribute(cell, "formula")
        formula = formula and formula.removeprefix("of:")
        value, text = truth_or(value, text, formula)
        look = self._unseen(cell, style, value)
        for row, column in self._each(places):
            unseen = UNSEEN_LINE if hidden or column in self._hidden_columns else look
            self._cells.append(
                (row, column, value, text, code, struck, error, False, comment, unseen, formula)
            )

    def _shapes(self, element: Element, place: str) -> Iterator[PlainRemark]:
        shared = self._shared
        return shape_remarks(element, shared.package, self.name, place, shared.objects)

    def _unseen(self, cell: Element, style: str, value: Scalar) -> str:
        """How a value hides; a text that is shown as nothing stands in no paragraph."""
        if local(cell.tag) == _COVERED:
            return UNSEEN_MERGE
        is_blank = isinstance(value, str) and not _seen_text(cell)
        return self._styles.unseen(style, value) or (UNSEEN_FORMAT if is_blank else "")

    def _each(self, places: Area) -> Iterator[tuple[int, int]]:
        """The places of a repeated cell, counted before they are made."""
        rows, columns = places.bottom - places.top + 1, places.right - places.left + 1
        self._shared.cells_left -= rows * columns
        if self._shared.cells_left < 0:
            raise Refused("too_many", f"記入のあるセルが{limits.RETURNED.cells:,}を超えています")
        for row in range(places.top, places.bottom + 1):
            for column in range(places.left, places.right + 1):
                yield row, column

    def _typed(self, cell: Element, cell_struck: bool) -> tuple[Typed, str | None]:
        shown, struck = split_struck(paragraphs(cell, self._styles.struck), cell_struck)
        kind = attribute(cell, "value-type")
        if _is_error(cell, shown):
            return (None, shown, shown), struck
        if kind in (None, "string"):
            text = shown or ("" if struck else attribute(cell, "string-value") or "")  # unseen: ;;;
            return (text or None, text, None), struck
        typed = typed_value(cell, kind)
        return ((None, "", typed[2]), typed[1]) if cell_struck else (typed, None)


def _seen_text(cell: Element) -> str:
    return "".join(text for line in children(cell, "p") for text in line.itertext())


def _is_error(cell: Element, shown: str) -> bool:
    kinds = [value for key, value in cell.attrib.items() if local(key) == "value-type"]
    return "error" in kinds or (bool(attribute(cell, "formula")) and shown.startswith("Err:"))


def typed_value(cell: Element, kind: str | None) -> Typed:
    """A number, date, time or truth value as the file stores it."""
    if kind == "boolean":
        value = attribute(cell, "boolean-value") == "true"
        return value, str(value).upper(), None
    if kind in ("date", "time"):
        return _typed_moment(attribute(cell, f"{kind}-value") or "")
    raw = attribute(cell, "value") or ""
    number = parse_number(raw)
    return (None, raw, raw or "#VALUE!") if number is None else (number, number_text(number), None)


def _typed_moment(raw: str) -> Typed:
    match = _DURATION.fullmatch(raw)
    try:
        moment = _duration(match) if match else datetime.fromisoformat(raw).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None, raw, raw or "#VALUE!"
    return moment, date_text(moment), None


def _duration(match: re.Match[str]) -> time | timedelta:
    sign, *numbers = match.groups(default="0")
    days, hours, minutes, seconds = map(float, numbers)
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if sign == "-":
        return -span
    return (datetime.min + span).time() if span < timedelta(days=1) else span


def _members(element: Element, name: str) -> Iterator[Element]:
    """Rows or columns, also those in groups and headers."""
    for child in element:
        tag = local(child.tag)
        if tag == name:
            yield child
        elif tag.endswith(("-group", "-rows", "-columns")):
            yield from _members(child, name)


def _count(element: Element, name: str) -> int:
    raw = attribute(element, name) or "1"
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 10 else 1
