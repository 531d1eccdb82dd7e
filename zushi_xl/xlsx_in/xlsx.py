"""An .xlsx or .xlsm package as a plain workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from . import limits
from .beside_cells import book_remarks, cap_remarks, formula_remarks, sheet_remarks
from .cell_formats import parse_styles, read_looks
from .cell_tips import NAME, named_text
from .comments import sheet_comments
from .conditions import hiding_formats
from .package import Package, Relation
from .page_margins import margin_remarks
from .part_xml import attribute, children, find, is_true, parse
from .plain import PlainBook, PlainRemark, PlainSheet
from .properties import read_properties
from .rich_values import picture_values
from .seal import is_as_written
from .sheet_scan import Scanner, SheetContext
from .strings import read_strings, unescape
from .unreadable import Refused
from .visible_text import OFFICE_THEME, read_theme

_NO_PART = Relation("", "", False)


class ListedSheet(NamedTuple):
    """A sheet as the workbook part lists it."""

    name: str
    visible: bool
    relation: Relation


def read_xlsx(path: Path, budget: limits.Budget = limits.RETURNED) -> PlainBook:
    """What an ``.xlsx`` file holds.

    Raises:
        Refused: it is damaged, encrypted or too large.
    """
    package = Package(path)
    try:
        book = _read(package, budget)
        return book._replace(as_written=is_as_written(path, book.properties))
    finally:
        package.close()


def _read(package: Package, budget: limits.Budget) -> PlainBook:
    part = _main_part(package)
    root = parse(package.read(part), part)
    relations = package.relations(part)
    listed = list(_listed_sheets(root, relations))
    if not listed:
        raise Refused("empty", "シートがありません")
    if all(is_lost(package, item) for item in listed):
        raise Refused("damaged", f"シート「{listed[0].name}」の中身がありません")
    context = _context(package, root, relations, budget)
    sheets: list[PlainSheet] = []
    remarks = list(book_remarks(package, relations))
    for item in listed:
        sheet, further = _read_sheet(package, item, context)
        sheets.append(sheet)
        remarks += further
    remarks += _named_texts(root)
    remarks = cap_remarks([*remarks, *context.tips])
    return PlainBook(sheets, remarks, read_properties(package), _defined_names(root, listed))


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package:
            return relation.target
    if "xl/workbook.xml" not in package:
        raise Refused("damaged", "ブックの本体（workbook.xml）がありません")
    return "xl/workbook.xml"


def _listed_sheets(root: Element, relations: dict[str, Relation]) -> Iterator[ListedSheet]:
    sheets = list(children(find(root, "sheets"), "sheet"))
    if len(sheets) > limits.SHEETS:
        raise Refused("too_many", f"シートが{len(sheets):,}枚あります")
    for sheet in sheets:
        name = sheet.get("name", "")
        relation = relations.get(attribute(sheet, "id") or "", _NO_PART)
        yield ListedSheet(name, sheet.get("state", "visible") == "visible", relation)


def is_lost(package: Package, listed: ListedSheet) -> bool:
    """Whether a sheet for cells is listed of which the package holds nothing."""
    kind, target, external = listed.relation
    return kind in ("", "worksheet") and (external or target not in package)


def _context(
    package: Package, root: Element, relations: dict[str, Relation], budget: limits.Budget
) -> SheetContext:
    context = SheetContext(budget=budget)
    properties = find(root, "workbookPr")
    context.pictures = picture_values(package, relations)
    context.epoch_1904 = properties is not None and is_true(properties.get("date1904"))
    for relation in relations.values():
        if relation.kind == "styles" and relation.target in package:
            data = package.read(relation.target)
            styles, context.theme = parse_styles(data, relation.target), _theme(package, relations)
            context.looks = read_looks(styles, context.theme)
            context.hiding = hiding_formats(styles, context.theme)
        elif relation.kind == "sharedStrings" and relation.target in package:
            context.strings = read_strings(package.read(relation.target), relation.target)
    return context


def _theme(package: Package, relations: dict[str, Relation]) -> tuple[int, ...]:
    for relation in relations.values():
        if relation.kind == "theme" and relation.target in package:
            return read_theme(parse(package.read(relation.target), relation.target))
    return OFFICE_THEME


def _read_sheet(
    package: Package, listed: ListedSheet, context: SheetContext
) -> tuple[PlainSheet, list[PlainRemark]]:
    name, visible, (kind, part, _) = listed
    if is_lost(package, listed):
        text = f"シート「{name}」の中身がファイルにないため、読めません"
        return PlainSheet(name, visible, (), []), [("lost_sheet", text, name, "")]
    if kind == "chartsheet":
        return PlainSheet(name, visible, (), []), list(_chart_sheet(package, listed))
    if kind != "worksheet":
        text = f"シート「{name}」は記入用のシートではないため読みません（{kind}）"
        remark = ("macro" if "acro" in kind else "other_sheet", text, name, "")
        return PlainSheet(name, visible, (), []), [remark]
    relations = package.relations(part)
    scanner = Scanner(name, context, sheet_comments(package, relations), relations)
    sheet = scanner.scan(package.read(part), part, visible)
    remarks = [*scanner.remarks, *sheet_remarks(package, name, relations)]
    remarks += formula_remarks(name, sheet.cells)
    return sheet, remarks


def _chart_sheet(package: Package, listed: ListedSheet) -> Iterator[PlainRemark]:
    part = listed.relation.target
    if part not in package:
        return
    yield from sheet_remarks(package, listed.name, package.relations(part))
    for item in children(parse(package.read(part), part), "headerFooter"):
        yield from margin_remarks(item, listed.name)


def _named_texts(root: Element) -> Iterator[PlainRemark]:
    """Texts that a name stands for, and the comment on a name."""
    for item in children(find(root, "definedNames"), "definedName"):
        for text in (named_text(item.text or ""), unescape(item.get("comment") or "")):
            if text.strip():
                yield NAME, f"{item.get('name', '')}：{text}", "", ""


def _defined_names(root: Element, listed: list[ListedSheet]) -> dict[str, str]:
    """Names of areas; those that belong to one sheet as ``シート!名前``."""
    names = {}
    for item in children(find(root, "definedNames"), "definedName"):
        name, scope = item.get("name", ""), item.get("localSheetId", "")
        if scope.isdecimal() and int(scope) < len(listed):
            name = f"{listed[int(scope)].name}!{name}"
        names[name] = item.text or ""
    return names
