"""What Excel would repair or refuse in a workbook, found in its XML.

``check_package(path)`` gives one line a fault, and an empty list for a sound book.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.xlsx_out.package_parts import (
    CELL,
    CHART,
    MAIN,
    NAME,
    REL,
    TYPES,
    Package,
    box,
    letters,
    open_package,
    shared_strings,
    sheets_of,
    units,
)
from tests.xlsx_out.sheet_check import formula_faults, sheet_faults


def check_package(path: Path) -> list[str]:
    """Every fault found, in words."""
    try:
        package = open_package(path)
    except (zipfile.BadZipFile, OSError) as error:
        return [f"not a package: {error}"]
    if package.faults:
        return package.faults
    faults = [*_content_types(package), *_relations(package)]
    if "xl/workbook.xml" not in package.trees:
        return [*faults, "no workbook"]
    return [*faults, *_workbook(package), *_tables(package), *_charts(package)]


def _workbook(package: Package) -> Iterator[str]:
    sheets = sheets_of(package)
    names = {name.casefold() for name in sheets}
    strings = shared_strings(package)
    yield from _sheet_names(package)
    yield from _defined_names(package, names)
    yield from (f"string {n} too long" for n, text in enumerate(strings) if units(text) > 32_767)
    yield from _styles(package)
    yield from _counts(package)
    for name, part in sheets.items():
        found = sheet_faults(package, part, strings, names)
        yield from (f"{name}: {fault}" for fault in found)


_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing"
CONTENT_TYPES = {
    "officeDocument": f"{_SPREADSHEET}.sheet.main+xml",
    "worksheet": f"{_SPREADSHEET}.worksheet+xml",
    "styles": f"{_SPREADSHEET}.styles+xml",
    "sharedStrings": f"{_SPREADSHEET}.sharedStrings+xml",
    "comments": f"{_SPREADSHEET}.comments+xml",
    "table": f"{_SPREADSHEET}.table+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "drawing": f"{_DRAWING}+xml",
    "chart": f"{_DRAWING}ml.chart+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
"""What a part must be by the relation that leads to it."""


def _content_types(package: Package) -> Iterator[str]:
    tree = package.trees.get("[Content_Types].xml")
    if tree is None:
        yield "no content types"
        return
    defaults = {
        item.get("Extension", "").lower(): item.get("ContentType", "")
        for item in tree.iter(f"{TYPES}Default")
    }
    overrides = list(tree.iter(f"{TYPES}Override"))
    own = {item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in overrides}
    if len(own) < len(overrides):
        yield "two content types of one part"
    yield from (
        f"content type of a part that is missing: {n}" for n in own if n not in package.parts
    )
    types = {name: own.get(name, defaults.get(_extension(name), "")) for name in package.parts}
    for name, given in types.items():
        if not given and name != "[Content_Types].xml":
            yield f"no content type: {name}"
    yield from _kinds(package, types)


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _kinds(package: Package, types: Mapping[str, str]) -> Iterator[str]:
    for rels in package.trees:
        if rels.endswith(".rels"):
            for target, outside, kind in package.relations(_part_of(rels)).values():
                given, wanted = types.get(target, ""), CONTENT_TYPES.get(kind)
                if not outside and wanted and given and given != wanted:
                    yield f"content type of {target}: {given}, not {wanted}"


def _part_of(rels: str) -> str:
    return rels.replace("_rels/", "").removesuffix(".rels")


KIND_OF_TAG = {
    "sheet": "worksheet",
    "drawing": "drawing",
    "legacyDrawing": "vmlDrawing",
    "legacyDrawingHF": "vmlDrawing",
    "picture": "image",
    "hyperlink": "hyperlink",
    "tablePart": "table",
    "chart": "chart",
}
"""The kind of relation that the id in an element leads along."""


def _relations(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            for target, outside, _ in package.relations(_part_of(name)).values():
                if not outside and target not in package.parts:
                    yield f"{name}: missing {target}"
        else:
            yield from _ids(package, name, tree)


def _ids(package: Package, name: str, tree: ET.Element) -> Iterator[str]:
    """Every id in a part must be one of its relations, of the kind that the element needs."""
    relations = package.relations(name)
    for item in tree.iter():
        tag = item.tag.rpartition("}")[2]
        for attribute, value in item.attrib.items():
            if attribute.startswith(REL):
                relation = relations.get(value)
                if relation is None:
                    yield f"{name}: {tag} without its relation {value}"
                elif KIND_OF_TAG.get(tag, relation.kind) != relation.kind:
                    yield f"{name}: {tag} leads to a {relation.kind}"


def _sheet_names(package: Package) -> Iterator[str]:
    tree = package.trees["xl/workbook.xml"]
    sheets = list(tree.iter(f"{MAIN}sheet"))
    names = [sheet.get("name", "") for sheet in sheets]
    for name in names:
        if (
            not 1 <= units(name) <= 31
            or re.search(r"[\[\]:*?/\\]", name)
            or "'" in name[:1] + name[-1:]
        ):
            yield f"sheet name: {name!r}"
    if len({name.casefold() for name in names}) < len(names):
        yield "two sheets with one name"
    if len({sheet.get("sheetId") for sheet in sheets}) < len(names):
        yield "two sheets with one number"
    visible = [sheet.get("state", "visible") == "visible" for sheet in sheets]
    if not any(visible):
        yield "no visible sheet"
    for view in tree.iter(f"{MAIN}workbookView"):
        if not visible[int(view.get("activeTab", "0"))]:
            yield "the active sheet is hidden"


def _defined_names(package: Package, sheets: set[str]) -> Iterator[str]:
    seen = set()
    tree = package.trees["xl/workbook.xml"]
    count = sum(1 for _ in tree.iter(f"{MAIN}sheet"))
    for item in tree.iter(f"{MAIN}definedName"):
        name = item.get("name", "")
        key = (name.casefold(), item.get("localSheetId"))
        if int(key[1] or "0") >= count:
            yield f"{name}: sheet {key[1]} of {count}"
        if key in seen:
            yield f"defined name twice: {name}"
        seen.add(key)
        if NAME.fullmatch(name) is None or CELL.fullmatch(name.upper()):
            yield f"defined name: {name}"
        yield from (f"{name}: {fault}" for fault in formula_faults(item.text or "", sheets))


INDEXES = {
    "fontId": "fonts/font",
    "fillId": "fills/fill",
    "borderId": "borders/border",
    "xfId": "cellStyleXfs/xf",
}


def _styles(package: Package) -> Iterator[str]:
    """Formats that point to what the book does not hold."""
    tree = package.trees["xl/styles.xml"]
    there = {name: len(_found(tree, path)) for name, path in INDEXES.items()}
    for item in tree.iter(f"{MAIN}xf"):
        for name, count in there.items():
            if int(item.get(name, "0")) >= count:
                yield f"a format with {name} {item.get(name)} of {count}"
    dxfs = len(_found(tree, "dxfs/dxf"))
    for part, other in package.trees.items():
        for item in other.iter():
            for name, value in item.attrib.items():
                if name.lower().endswith("dxfid") and int(value) >= dxfs:
                    yield f"{part}: {name} {value} of {dxfs}"


def _found(tree: ET.Element, path: str) -> list[ET.Element]:
    return tree.findall("/".join(f"{MAIN}{step}" for step in path.split("/")))


COUNTED = [
    "mergeCells",
    "dataValidations",
    "tableParts",
    "tableColumns",
    "rowBreaks",
    "colBreaks",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "numFmts",
]


def _counts(package: Package) -> Iterator[str]:
    """Lists that say another number of items than they hold."""
    for part, tree in package.trees.items():
        for tag in COUNTED:
            for item in tree.iter(f"{MAIN}{tag}"):
                if item.get("count", str(len(item))) != str(len(item)):
                    yield f"{part}: {tag} counts {item.get('count')}, holds {len(item)}"


def _tables(package: Package) -> Iterator[str]:
    seen: set[str] = set()
    numbers: set[str] = set()
    for part, tree in package.trees.items():
        if part.startswith("xl/tables/"):
            name, number = tree.get("displayName", ""), tree.get("id", "")
            if name.casefold() in seen or NAME.fullmatch(name) is None:
                yield f"table name: {name}"
            if number in numbers:
                yield f"{name}: two tables with the number {number}"
            seen.add(name.casefold())
            numbers.add(number)
            columns = list(tree.iter(f"{MAIN}tableColumn"))
            if len({column.get("id") for column in columns}) < len(columns):
                yield f"{name}: two columns with one number"
            headers = [column.get("name", "") for column in columns]
            yield from _headers(name, tree.get("ref", ""), headers)


def _headers(name: str, reference: str, headers: list[str]) -> Iterator[str]:
    top, left, bottom, right = box(reference)
    if bottom <= top:
        yield f"{name}: no body"
    if len(headers) != right - left + 1:
        yield f"{name}: {len(headers)} headers in {reference}"
    if "" in headers or len({header.casefold() for header in headers}) < len(headers):
        yield f"{name}: headers empty or twice"


def _charts(package: Package) -> Iterator[str]:
    sheets = {name.casefold() for name in sheets_of(package)}
    for part, tree in package.trees.items():
        if part.startswith("xl/charts/chart"):
            for formula in tree.iter(f"{CHART}f"):
                yield from (
                    f"{part}: {fault}" for fault in formula_faults(formula.text or "", sheets)
                )
        if part.startswith("xl/drawings/drawing"):
            for item in tree.iter():
                if item.tag.endswith("}cNvPr") and not item.get("descr"):
                    yield f"{part}: {item.get('name')} without alternative text"


def table_headers_match(path: Path) -> list[str]:
    """Tables whose header cells say something else than the table: Excel repairs such books."""
    package = open_package(path)
    strings = shared_strings(package)
    faults = []
    for part in sheets_of(package).values():
        cells = {cell.get("r", ""): cell for cell in package.trees[part].iter(f"{MAIN}c")}
        for target, _, kind in package.relations(part).values():
            if kind == "table":
                faults += _compare_headers(package.trees[target], cells, strings)
    return faults


def _compare_headers(
    table: ET.Element, cells: Mapping[str, ET.Element], strings: list[str]
) -> Iterator[str]:
    top, left, _, _ = box(table.get("ref", ""))
    for offset, column in enumerate(table.iter(f"{MAIN}tableColumn")):
        cell = cells.get(f"{letters(left + offset)}{top}")
        shown = None if cell is None else strings[int(cell.findtext(f"{MAIN}v") or 0)]
        if shown != column.get("name", "").replace("_x000a_", "\n"):
            yield f"{table.get('name')}: {shown!r} is not {column.get('name')!r}"
