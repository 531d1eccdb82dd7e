"""What openpyxl drops from a form, or takes too long for: drop-downs of the extension list (x14),
text boxes, merged areas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import column_number
from zushi_xl.xlsx_in.beside_cells import sheet_remarks
from zushi_xl.xlsx_in.package import Package
from zushi_xl.xlsx_in.part_xml import attribute, children, descendants, find, parse

from .model import CellRule

_MERGES = regex(rb"<(?:\w+:)?mergeCells\b[^>]*>")
_MERGES_END = regex(rb"</(?:\w+:)?mergeCells\s*>")
_MERGE = regex(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*["']([^"']+)["']""")

_NOT_NEEDED = regex(
    rb"""<(?:\w+:)?Relationship\b[^>]*\bType\s*=\s*["'][^"'>]*/(?:drawing|comments|pivotTable)["'][^>]*>"""
)
_CHART_PART = regex(r"(?m)^(.*/chartsheets/)(?:_rels/)?([^/\n]+?\.xml)(?:\.rels)?$")
_NO_CHART = (
    b'<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>'
)
_NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


class SheetExtras(NamedTuple):
    """``rules``: ranges ("A1:A9 C1") with their rule; ``text_boxes``: (A1, text)."""

    rules: tuple[tuple[str, CellRule], ...] = ()
    text_boxes: tuple[tuple[str, str], ...] = ()
    print_area: str = ""  # "'様式'!$A$1:$J$41,…"
    merges: tuple[str, ...] = ()  # "A1:C2"


def read_extras(path: Path) -> dict[str, SheetExtras]:
    """Per sheet name, what openpyxl would not tell.

    Raises:
        Refused: the package is damaged or unsafe.
    """
    package = Package(path)
    try:
        return dict(_sheets(package))
    finally:
        package.close()


def for_openpyxl(path: Path) -> BytesIO:
    """The package without what no cell needs and openpyxl stumbles over or takes minutes for: lists
    of merged areas, which it draws cell by cell, drawings, comments, pivot tables, sheets that are
    one chart, properties of the document. The file has been read under limits before."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        charts = dict.fromkeys(_CHART_PART.findall("\n".join(old.namelist())))
        for info in old.infolist():
            if info.filename.startswith("docProps/") or _CHART_PART.match(info.filename):
                continue
            data = old.read(info)
            if info.filename.endswith(".rels"):
                data = _NOT_NEEDED.sub(b"", data)
            new.writestr(info.filename, _cut(data) if b"mergeCells" in data else data)
        for folder, name in charts:
            new.writestr(f"{folder}{name}", _NO_CHART)
            new.writestr(f"{folder}_rels/{name}.rels", _NO_RELATIONS)
    out.seek(0)
    return out


def _cut(data: bytes) -> bytes:
    """XML without the element ``mergeCells``."""
    start = _MERGES.search(data)
    if start is None:
        return data
    end = _MERGES_END.search(data, start.end())
    closed = start[0].endswith(b"/>")
    if closed or end is None:
        return data[: start.start()] + data[start.end() :] if closed else data
    return data[: start.start()] + data[end.end() :]


def oversized_merges(path: Path, most: int) -> Iterator[tuple[str, str]]:
    """Sheet and range of merged areas of more than ``most`` cells: openpyxl makes each cell.

    Raises:
        Refused: a part of the package cannot be read.
    """
    package = Package(path)
    try:
        for _, sheet, part in _sheet_parts(package):
            for place in _MERGE.findall(package.read(part)):
                if _cells(place.decode()) > most:
                    yield sheet, place.decode()
    finally:
        package.close()


def _cells(place: str) -> int:
    corners = re.findall(r"([A-Z]+)(\d+)", place)
    if len(corners) != 2:
        return 1
    (left, top), (right, bottom) = corners
    return (int(bottom) - int(top) + 1) * (column_number(right) - column_number(left) + 1)


def _sheets(package: Package) -> Iterator[tuple[str, SheetExtras]]:
    main = _main(package)
    areas = dict(_print_areas(parse(package.read(main), main))) if main else {}
    for number, name, part in _sheet_parts(package):
        yield name, _extras(package, part)._replace(print_area=areas.get(number, ""))


def _main(package: Package) -> str:
    relations = package.relations("").values()
    return next((r.target for r in relations if r.kind == "officeDocument"), "")


def _sheet_parts(package: Package) -> Iterator[tuple[int, str, str]]:
    """Number (from 0), name and part of each sheet of cells, in the order of the book."""
    main = _main(package)
    if not main:
        return
    relations = package.relations(main)
    sheets = children(find(parse(package.read(main), main), "sheets"), "sheet")
    for number, sheet in enumerate(sheets):
        relation = relations.get(str(attribute(sheet, "id")))
        if relation and relation.kind == "worksheet" and relation.target in package:
            yield number, str(sheet.get("name")), relation.target


def _print_areas(root: Element) -> Iterator[tuple[int, str]]:
    for name in children(find(root, "definedNames"), "definedName"):
        number = name.get("localSheetId", "")
        if name.get("name") == "_xlnm.Print_Area" and number.isdecimal():
            yield int(number), name.text or ""


def _extras(package: Package, part: str) -> SheetExtras:
    data = package.read(part)
    rules = tuple(_rules(parse(data, part))) if b"x14:dataValidation" in data else ()
    remarks = sheet_remarks(package, "", package.relations(part))
    boxes = tuple((cell, text) for kind, text, _, cell in remarks if kind == "text_box")
    merges = tuple(place.decode() for place in _MERGE.findall(data))
    return SheetExtras(rules, boxes, merges=merges)


def _rules(root: Element) -> Iterator[tuple[str, CellRule]]:
    for extension in descendants(root, "ext"):
        for item in descendants(extension, "dataValidation"):
            formula = "".join(_texts(item, "formula1"))
            places = "".join(_texts(item, "sqref"))
            yield places, CellRule(item.get("type", "none"), formula)


def _texts(item: Element, name: str) -> Iterator[str]:
    for found in descendants(item, name):
        yield from (text.strip() for text in found.itertext() if text.strip())
