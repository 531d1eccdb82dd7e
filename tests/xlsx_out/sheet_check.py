"""What Excel would repair or refuse in one sheet, and in a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from tests.xlsx_out.package_parts import (
    CELL,
    COLUMNS,
    MAIN,
    REL,
    ROWS,
    X14,
    Package,
    box,
    units,
)

SHEET_REF = re.compile(r"('(?:[^']|'')+'|[^\W\d][\w.]*)!")
LITERAL = re.compile(r'"(?:[^"]|"")*"')
NEWER = re.compile(
    r"(?<![\w.])(IFS|IFNA|TEXTJOIN|CONCAT|SWITCH|XLOOKUP|MAXIFS|MINIFS|FILTER|UNIQUE|SORT|LET"
    r"|STDEV\.[SP]|RANK\.EQ|PERCENTILE\.INC|UNICHAR|NUMBERVALUE|DAYS|SHEETS?)\("
)


def sheet_faults(
    package: Package, part: str, strings: list[str], sheets: set[str]
) -> Iterator[str]:
    """The faults of the sheet in ``part``; ``sheets`` are the names of all sheets."""
    tree = package.trees[part]
    yield from _order(tree)
    yield from _cells(package, tree, strings, sheets)
    yield from _columns(tree)
    yield from _references(tree)
    yield from _merges(package, part)
    yield from _validations(tree, sheets)
    yield from _hyperlinks(package, part, sheets)
    yield from _surroundings(tree, sheets)


def _cells(
    package: Package, tree: ET.Element, strings: list[str], sheets: set[str]
) -> Iterator[str]:
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
    for tag, attribute in (("row", "s"), ("col", "style")):
        for item in tree.iter(f"{MAIN}{tag}"):
            if int(item.get(attribute, "0")) >= formats:
                yield f"{tag}: no such format"


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
        yield from _order_in_row(row)


def _order_in_row(row: ET.Element) -> Iterator[str]:
    places = [box(cell.get("r", "A1")) for cell in row.iter(f"{MAIN}c")]
    columns = [place.left for place in places]
    if columns != sorted(columns):
        yield f"row {row.get('r')}: cells out of order"
    if any(place.top != int(row.get("r", "0")) for place in places):
        yield f"row {row.get('r')}: a cell of another row"


def _columns(tree: ET.Element) -> Iterator[str]:
    last = 0
    for item in tree.iter(f"{MAIN}col"):
        first, width = int(item.get("min", "0")), float(item.get("width", "0"))
        if not last < first <= int(item.get("max", "0")) <= COLUMNS:
            yield f"columns {first}: overlap or outside the sheet"
        if not 0 <= width <= 255:
            yield f"columns {first}: width {width:g}"
        last = int(item.get("max", "0"))


PLACES = ("ref", "sqref", "r", "topLeftCell", "activeCell")


def _references(tree: ET.Element) -> Iterator[str]:
    """Every address must lie within the sheet's 1,048,576 rows and 16,384 columns."""
    for item in tree.iter():
        if item.tag == f"{MAIN}row":
            continue
        for place in (p for name in PLACES for p in item.get(name, "").split()):
            if not _within(place):
                yield f"{item.tag.rpartition('}')[2]} outside the sheet: {place}"
    for item in tree.iter(f"{X14}sqref"):
        yield from (f"outside the sheet: {p}" for p in (item.text or "").split() if not _within(p))


def _within(place: str) -> bool:
    if not all(CELL.fullmatch(corner) for corner in place.split(":")):
        return False
    top, left, bottom, right = box(place)
    return 1 <= top <= bottom <= ROWS and 1 <= left <= right <= COLUMNS


def _cell(cell: ET.Element, strings: int, sheets: set[str]) -> Iterator[str]:
    value = cell.findtext(f"{MAIN}v")
    kind = cell.get("t", "n")
    if kind == "s" and not 0 <= int(value or "-1") < strings:
        yield "no such string"
    if kind == "n" and value and not re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+(E[-+]?[0-9]+)?", value):
        yield f"not a number: {value}"
    if kind in ("str", "inlineStr") and units("".join(cell.itertext())) > 32_767 + 8192:
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
    if any(units(text) > 257 for text in LITERAL.findall(formula)):
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


def _merges(package: Package, part: str) -> Iterator[str]:
    tree = package.trees[part]
    areas = [item.get("ref", "") for item in tree.iter(f"{MAIN}mergeCell")]
    for target, _, kind in package.relations(part).values():
        if kind == "table":
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
            if units(item.get(attribute, "")) > limit:
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
        if target and len(unquote(target.target)) > 2079:
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
        if units(tree.findtext(f"{MAIN}headerFooter/{MAIN}{tag}") or "") > 255:
            yield f"{tag} too long"
    if len(tree.findall(f"{MAIN}rowBreaks/{MAIN}brk")) > 1023:
        yield "too many page breaks"
