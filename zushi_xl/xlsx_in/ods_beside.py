"""What lies beside the cells of an .ods: shapes, charts, messages, links, named texts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from zushi_xl.workbook.cells import a1

from .beside_cells import (
    DDE,
    MACRO,
    OLE_OBJECT,
    OTHER_BOOK,
    PICTURE,
    SHAPE,
    is_written,
    unless_torn,
)
from .cell_tips import LINK, NAME, PROMPT, TIP, Tips, named_text
from .ods_text import plain_text
from .package import Package
from .part_xml import attribute, children, descendants, find, local, parse
from .plain import PlainRemark
from .reference import position
from .unreadable import Refused

_SHAPES = frozenset(
    (
        *("frame", "custom-shape", "g", "rect", "line", "polyline", "polygon", "regular-polygon"),
        *("path", "circle", "ellipse", "connector", "caption", "measure", "control"),
    )
)
_NOT_DRAWN = frozenset(("frame", "control", "caption"))  # the last is how a note looks
_DESCRIBED = ("title", "desc")
_TYPED_IN_CHARTS = ("title", "subtitle", "footer")


def shape_remarks(
    element: Element, package: Package, sheet: str, cell: str, read: set[str]
) -> Iterator[PlainRemark]:
    """Texts, pictures and charts among the shapes of an element; what objects show is ``read``
    once in a book."""
    for shape in element:
        if local(shape.tag) not in _SHAPES:
            continue
        text = "\n".join(filter(None, map(plain_text, _bodies(shape))))
        charts = [part for part in _objects(shape) if part in package]
        new = [part for part in dict.fromkeys(charts) if part not in read]
        read.update(new)
        if text:
            yield "text_box", text, sheet, cell
        for part in new:
            yield from unless_torn(_chart_remarks(package, part, sheet, cell), sheet)
        if next(descendants(shape, "object-ole"), None) is not None:
            yield "embedded", OLE_OBJECT, sheet, cell
            continue
        is_picture = next(descendants(shape, "image"), None) is not None
        if is_picture and not text and not charts:
            yield "picture", PICTURE, sheet, cell
        elif not text and not charts and local(shape.tag) not in _NOT_DRAWN:
            yield "shape", SHAPE, sheet, cell
        described = [item.text or "" for name in _DESCRIBED for item in descendants(shape, name)]
        if written := "\n".join(dict.fromkeys(t.strip() for t in described if is_written(t))):
            yield "alt", written, sheet, cell


def _bodies(shape: Element) -> Iterator[Element]:
    return (part for part in shape.iter() if find(part, "p") is not None)


def _objects(shape: Element) -> Iterator[str]:
    """The parts that hold what objects of a shape show."""
    for item in descendants(shape, "object"):
        folder = posixpath.normpath(attribute(item, "href") or "")
        yield posixpath.join(folder, "content.xml")


def _chart_remarks(package: Package, part: str, sheet: str, cell: str) -> Iterator[PlainRemark]:
    """Titles of a chart; its table holds the values of cells."""
    root = parse(package.read(part), part)
    body = find(root, "body")
    if body is not None and find(body, "chart") is None:
        yield "embedded", OLE_OBJECT, sheet, cell
        return
    titles = (item for item in root.iter() if local(item.tag) in _TYPED_IN_CHARTS)
    words = "\n".join(filter(None, map(plain_text, titles)))
    if words:
        yield "text_box", words, sheet, cell


def add_ods_prompts(tips: Tips, content: Element) -> None:
    """The messages of the book's validations, each at the cell that it counts from."""
    for item in descendants(content, "content-validation"):
        sheet, cell = _address(attribute(item, "base-cell-address") or "")
        for kind in ("help-message", "error-message"):
            for shown in children(item, kind):
                tips.add(PROMPT, (attribute(shown, "title"), plain_text(shown)), sheet, cell)


def _address(text: str) -> tuple[str, str]:
    sheet, _, cell = text.rpartition(".")
    name = sheet.removeprefix("$").replace("''", "\0").strip("'").replace("\0", "'")
    try:
        return name, a1(*position(cell.replace("$", "")))
    except Refused:
        return name, ""


def add_ods_links(tips: Tips, cell: Element, sheet: str, place: str) -> None:
    """Outside addresses of the links in a cell, and their tips."""
    for paragraph in children(cell, "p"):
        for link in descendants(paragraph, "a") if len(paragraph) else ():
            address = attribute(link, "href") or ""
            tips.add(TIP, [attribute(link, "title")], sheet, place)
            if not address.startswith("#"):
                tips.add(LINK, [address], sheet, place)


def named_ods_texts(content: Element) -> Iterator[PlainRemark]:
    """The texts in named expressions, with the names."""
    for item in descendants(content, "named-expression"):
        text = named_text((attribute(item, "expression") or "").removeprefix("of:"))
        if text:
            yield NAME, f"{attribute(item, 'name') or ''}：{text}", "", ""


def ods_book_remarks(package: Package, content: Element) -> Iterator[PlainRemark]:
    """Macros, links to other books and to other programs."""
    if any(name.startswith(("basic/", "scripts/")) and _is_module(name) for name in package):
        yield "macro", MACRO, "", ""
    for item in descendants(content, "dde-source"):
        words = (attribute(item, f"dde-{name}") or "" for name in ("application", "topic"))
        yield "dde", f"{DDE}{'|'.join(words)}", "", ""
    linked = (attribute(item, "href") or "" for item in descendants(content, "table-source"))
    for address in dict.fromkeys(linked):
        yield "external_link", f"{OTHER_BOOK}{address}", "", ""


def _is_module(part: str) -> bool:
    """Whether a part is a macro: LibreOffice lists the library that is empty as well."""
    name = part.rpartition("/")[2]
    return not name.startswith(("script-l", "dialog-l")) and bool(name)
