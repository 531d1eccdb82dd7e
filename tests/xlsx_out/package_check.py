"""What Excel would repair or refuse in a workbook, found in its XML.

``check_package(path)`` gives one line a fault, and an empty list for a sound book.
Only the standard library is used, so that the check does not share faults with a reader.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
X14 = "{http://schemas.microsoft.com/office/excel/2006/main}"

CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
SHEET_REF = re.compile(r"('(?:[^']|'')+'|[^\W\d][\w.]*)!")
LITERAL = re.compile(r'"(?:[^"]|"")*"')
NAME = re.compile(r"(?:[^\W\d]|[_\\])[\w.\\]*")
NEWER = re.compile(
    r"(?<![\w.])(IFS|IFNA|TEXTJOIN|CONCAT|SWITCH|XLOOKUP|MAXIFS|MINIFS|FILTER|UNIQUE|SORT|LET"
    r"|STDEV\.[SP]|RANK\.EQ|PERCENTILE\.INC|UNICHAR|NUMBERVALUE|DAYS|SHEETS?)\("
)


@dataclass
class Package:
    """The parts of one book, parsed."""

    parts: dict[str, bytes]
    trees: dict[str, ET.Element] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def relations(self, part: str) -> dict[str, tuple[str, bool]]:
        """Target and whether it is outside, by id."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found: dict[str, tuple[str, bool]] = {}
        for relation in [] if tree is None else tree.iter(f"{PACKAGE_REL}Relationship"):
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found[relation.get("Id", "")] = target, outside
        return found


def check_package(path: Path) -> list[str]:
    """Every fault found, in words."""
    try:
        package = _open(path)
    except (zipfile.BadZipFile, OSError) as error:
        return [f"not a package: {error}"]
    if package.faults:
        return package.faults
    faults = list(_content_types(package))
    faults += _relations(package)
    if "xl/workbook.xml" not in package.trees:
        return [*faults, "no workbook"]
    sheets = _sheets(package)
    faults += _sheet_names(package)
    names = {name.casefold() for name in sheets}
    faults += _defined_names(package, names)
    strings = _shared_strings(package)
    faults += (f"string {n} too long" for n, text in enumerate(strings) if _units(text) > 32_767)
    for name, part in sheets.items():
        faults += (f"{name}: {fault}" for fault in _sheet(package, part, strings, names))
    faults += _tables(package)
    faults += _charts(package, names)
    return faults


def _open(path: Path) -> Package:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        package = Package({name: archive.read(name) for name in names})
    package.faults += [f"part twice: {name}" for name in set(names) if names.count(name) > 1]
    for name, data in package.parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                package.trees[name] = ET.fromstring(data)
            except ET.ParseError as error:
                package.faults.append(f"{name}: not XML: {error}")
    return package


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _content_types(package: Package) -> Iterator[str]:
    tree = package.trees.get("[Content_Types].xml")
    if tree is None:
        yield "no content types"
        return
    defaults = {item.get("Extension", "").lower() for item in tree.iter(f"{TYPES}Default")}
    overrides = [item.get("PartName", "").lstrip("/") for item in tree.iter(f"{TYPES}Override")]
    for name in package.parts:
        extension = name.rpartition(".")[2].lower()
        if name not in (*overrides, "[Content_Types].xml") and extension not in defaults:
            yield f"no content type: {name}"
    for name in overrides:
        if name not in package.parts:
            yield f"content type of a part that is missing: {name}"
        if overrides.count(name) > 1:
            yield f"two content types: {name}"


def _relations(package: Package) -> Iterator[str]:
    for rels in package.trees:
        if rels.endswith(".rels"):
            part = rels.replace("_rels/", "").removesuffix(".rels")
            for target, outside in package.relations(part).values():
                if not outside and target not in package.parts:
                    yield f"{rels}: missing {target}"


def _sheets(package: Package) -> dict[str, str]:
    relations = package.relations("xl/workbook.xml")
    tree = package.trees["xl/workbook.xml"]
    return {
        sheet.get("name", ""): relations[sheet.get(f"{REL}id", "")][0]
        for sheet in tree.iter(f"{MAIN}sheet")
    }


def _sheet_names(package: Package) -> Iterator[str]:
    tree = package.trees["xl/workbook.xml"]
    sheets = list(tree.iter(f"{MAIN}sheet"))
    names = [sheet.get("name", "") for sheet in sheets]
    for name in names:
        if (
            not 1 <= _units(name) <= 31
            or re.search(r"[\[\]:*?/\\]", name)
            or "'" in name[:1] + name[-1:]
        ):
            yield f"sheet name: {name!r}"
    if len({name.casefold() for name in names}) < len(names):
        yield "two sheets with one name"
    visible = [sheet.get("state", "visible") == "visible" for sheet in sheets]
    if not any(visible):
        yield "no visible sheet"
    for view in tree.iter(f"{MAIN}workbookView"):
        if not visible[int(view.get("activeTab", "0"))]:
            yield "the active sheet is hidden"


def _defined_names(package: Package, sheets: set[str]) -> Iterator[str]:
    seen = set()
    for item in package.trees["xl/workbook.xml"].iter(f"{MAIN}definedName"):
        name = item.get("name", "")
        key = (name.casefold(), item.get("localSheetId"))
        if key in seen:
            yield f"defined name twice: {name}"
        seen.add(key)
        if NAME.fullmatch(name) is None or CELL.fullmatch(name.upper()):
            yield f"defined name: {name}"
        yield from (f"{name}: {fault}" for fault in formula_faults(item.text or "", sheets))


def _shared_strings(package: Package) -> list[str]:
    tree = package.trees.get("xl/sharedStrings.xml")
    items = [] if tree is None else tree.iter(f"{MAIN}si")
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in items]


# ------------------------------------------------------------------ one sheet


def _sheet(package: Package, part: str, strings: list[str], sheets: set[str]) -> Iterator[str]:
    tree = package.trees[part]
    yield from _order(tree)
    formats = len(package.trees["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf"))
    seen: set[str] = set()
    for cell in tree.iter(f"{MAIN}c"):
        address = cell.get("r", "")
        if address in seen:
            yield f"{address} twice"
        seen.add(address)
        if int(cell.get("s", "0")) >= formats:
            yield f"{address}: no such format"
        yield from (f"{address}: {fault}" for fault in _cell(cell, len(strings), sheets))
    yield from _merges(package, part)
    yield from _validations(tree, sheets)
    yield from _hyperlinks(package, part, sheets)
    yield from _surroundings(tree, sheets)


ORDER = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
    protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews
    mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions
    pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects
    controls webPublishItems tableParts extLst
""".split()  # noqa: SIM905 - one word each


def _order(tree: ET.Element) -> Iterator[str]:
    places = [ORDER.index(child.tag.removeprefix(MAIN)) for child in tree]
    if places != sorted(places):
        yield "elements out of order"
    rows = [int(row.get("r", "0")) for row in tree.iter(f"{MAIN}row")]
    if rows != sorted(set(rows)):
        yield "rows out of order"
    for row in tree.iter(f"{MAIN}row"):
        if float(row.get("ht", "0")) > 409.5:
            yield f"row {row.get('r')} too high"


def _cell(cell: ET.Element, strings: int, sheets: set[str]) -> Iterator[str]:
    value = cell.findtext(f"{MAIN}v")
    kind = cell.get("t", "n")
    if kind == "s" and not 0 <= int(value or "-1") < strings:
        yield "no such string"
    if kind == "n" and value and not re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+(E[-+]?[0-9]+)?", value):
        yield f"not a number: {value}"
    if kind in ("str", "inlineStr") and _units("".join(cell.itertext())) > 32_767 + 8192:
        yield "string too long"
    formula = cell.find(f"{MAIN}f")
    if formula is not None:
        if value is None or (value == "" and kind != "str"):
            yield "formula without a cached value"
        yield from formula_faults(formula.text or "", sheets)


def formula_faults(formula: str, sheets: set[str]) -> Iterator[str]:
    """What is wrong with a formula as far as its text tells."""
    bare = LITERAL.sub('""', formula)
    if not formula or formula.startswith("="):
        yield f"formula: {formula!r}"
    if len(formula) > 8192:
        yield "formula too long"
    if any(_units(text) > 257 for text in LITERAL.findall(formula)):
        yield "string literal over 255 characters"
    for sheet in SHEET_REF.findall(bare):
        name = sheet.strip("'").replace("''", "'") if sheet.startswith("'") else sheet
        if name.casefold() not in sheets:
            yield f"refers to a sheet that is missing: {name}"
    unquoted = re.sub(r"'(?:[^']|'')*'!", "", bare)
    if unquoted.count("(") != unquoted.count(")") or unquoted.replace('""', "").count('"'):
        yield f"unbalanced: {formula}"
    if "#REF!" in unquoted:
        yield f"broken reference: {formula}"
    for name in NEWER.findall(unquoted):
        yield f"{name} without _xlfn."


Box = tuple[int, int, int, int]


def box(reference: str) -> Box:
    """Top, left, bottom, right of ``B2:D5``."""
    corners = CELL.findall(reference)
    (left, top), (right, bottom) = corners[0], corners[-1]
    return int(top), _number(left), int(bottom), _number(right)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _merges(package: Package, part: str) -> Iterator[str]:
    tree = package.trees[part]
    areas = [item.get("ref", "") for item in tree.iter(f"{MAIN}mergeCell")]
    for target, _ in package.relations(part).values():
        if target.startswith("xl/tables/"):
            areas.append(package.trees[target].get("ref", ""))
    taken: dict[tuple[int, int], str] = {}
    for area in areas:
        top, left, bottom, right = box(area)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                other = taken.setdefault((row, column), area)
                if other != area:
                    yield f"{area} overlaps {other}"
                    break
    if len(set(areas)) < len(areas):
        yield "a merge twice"


def _validations(tree: ET.Element, sheets: set[str]) -> Iterator[str]:
    limits = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
    for item in tree.iter(f"{MAIN}dataValidation"):
        place = item.get("sqref", "")
        for attribute, limit in limits.items():
            if _units(item.get(attribute, "")) > limit:
                yield f"{place}: {attribute} over {limit}"
        formula = item.findtext(f"{MAIN}formula1")
        if item.get("type", "none") != "none" and not formula:
            yield f"{place}: validation without a formula"
        if formula:
            yield from (f"{place}: {fault}" for fault in formula_faults(formula, sheets))


def _hyperlinks(package: Package, part: str, sheets: set[str]) -> Iterator[str]:
    relations = package.relations(part)
    links = list(package.trees[part].iter(f"{MAIN}hyperlink"))
    if len(links) > 65_530:
        yield "too many links"
    for link in links:
        place, location = link.get("ref", ""), link.get("location", "")
        target = relations.get(link.get(f"{REL}id", ""))
        if target is None and not location:
            yield f"{place}: link to nowhere"
        if target is None and location:
            yield from (f"{place}: {fault}" for fault in formula_faults(location, sheets))
        if target and len(unquote(target[0])) > 2079:
            yield f"{place}: link too long"


def _surroundings(tree: ET.Element, sheets: set[str]) -> Iterator[str]:
    for item in tree.iter(f"{MAIN}conditionalFormatting"):
        for formula in item.iter(f"{MAIN}formula"):
            yield from (
                f"{item.get('sqref')}: {fault}"
                for fault in formula_faults(formula.text or "", sheets)
            )
    for formula in tree.iter(f"{X14}f"):
        yield from formula_faults(formula.text or "", sheets)
    for tag in ("oddHeader", "oddFooter"):
        if _units(tree.findtext(f"{MAIN}headerFooter/{MAIN}{tag}") or "") > 255:
            yield f"{tag} too long"
    if len(tree.findall(f"{MAIN}rowBreaks/{MAIN}brk")) > 1023:
        yield "too many page breaks"


# ------------------------------------------------------------------ tables and charts


def _tables(package: Package) -> Iterator[str]:
    seen: set[str] = set()
    for part, tree in package.trees.items():
        if part.startswith("xl/tables/"):
            name = tree.get("displayName", "")
            if name.casefold() in seen or NAME.fullmatch(name) is None:
                yield f"table name: {name}"
            seen.add(name.casefold())
            headers = [item.get("name", "") for item in tree.iter(f"{MAIN}tableColumn")]
            yield from _headers(name, tree.get("ref", ""), headers)


def _headers(name: str, reference: str, headers: list[str]) -> Iterator[str]:
    top, left, bottom, right = box(reference)
    if bottom <= top:
        yield f"{name}: no body"
    if len(headers) != right - left + 1:
        yield f"{name}: {len(headers)} headers in {reference}"
    if "" in headers or len({header.casefold() for header in headers}) < len(headers):
        yield f"{name}: headers empty or twice"


def _charts(package: Package, sheets: set[str]) -> Iterator[str]:
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
    package = _open(path)
    strings = _shared_strings(package)
    faults = []
    for part in _sheets(package).values():
        cells = {cell.get("r", ""): cell for cell in package.trees[part].iter(f"{MAIN}c")}
        for target, _ in package.relations(part).values():
            if target.startswith("xl/tables/"):
                faults += _compare_headers(package.trees[target], cells, strings)
    return faults


def _compare_headers(
    table: ET.Element, cells: Mapping[str, ET.Element], strings: list[str]
) -> Iterator[str]:
    top, left, _, _ = box(table.get("ref", ""))
    for offset, column in enumerate(table.iter(f"{MAIN}tableColumn")):
        cell = cells.get(f"{_letters(left + offset)}{top}")
        shown = None if cell is None else strings[int(cell.findtext(f"{MAIN}v") or 0)]
        if shown != column.get("name", "").replace("_x000a_", "\n"):
            yield f"{table.get('name')}: {shown!r} is not {column.get('name')!r}"


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
