"""Styles of an .ods workbook: what they say about the value of a cell."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from zushi_xl.workbook.cells import Scalar

from .cell_formats import Look, unseen_in
from .general_format import parse_number
from .ods_formats import format_code, is_number_style
from .part_xml import attribute, children, descendants, find, local
from .visible_text import INK, PAPER, unseen_text

_UNITS = {"in": 72, "pt": 1, "cm": 28.35, "mm": 2.835, "pc": 12, "px": 0.75}
_SEEN_ROOM = 3  # points: in a lower row or narrower column nobody reads a text
_STRIKES = ("text-line-through-style", "text-line-through-type")


class _Colors(NamedTuple):
    """Colours of the text and of what lies behind it, and the size of the letters."""

    ink: int = INK
    paper: int = PAPER
    points: float = 11


_PLAIN = _Colors()


def _points(length: str) -> float:
    """A length such as ``0.26in`` in points; a great one where it cannot be read."""
    number, unit = parse_number(length[:-2]), _UNITS.get(length[-2:])
    return 1000 if number is None or unit is None else number * unit


def _rgb(text: str | None, automatic: int, inherited: int) -> int:
    """``#ffffff``; another word, as ``transparent``, is the automatic colour."""
    if text is None:
        return inherited
    digits = text.removeprefix("#")
    is_color = len(digits) == 6 and all(d in string.hexdigits for d in digits)
    return int(digits, 16) if is_color else automatic


@dataclass(slots=True)
class OdsStyles:
    """By name: number formats, struck styles of cells and runs, colours, hidden sheets."""

    formats: dict[str, str] = field(default_factory=dict)
    cell_formats: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    colors: dict[str, _Colors] = field(default_factory=dict)
    hiding: set[str] = field(default_factory=set)  # styles of cells under which nobody sees a text
    tiny: set[str] = field(default_factory=set)  # styles of rows and columns with no room for one

    def add(self, root: Element) -> None:
        """Take in the styles of one part."""
        for name in ("styles", "automatic-styles"):
            for style in find(root, name) or ():
                self._add_style(style, attribute(style, "name") or "")

    def _add_style(self, style: Element, name: str) -> None:
        if is_number_style(style):
            self.formats[name] = format_code(style, self.formats)
        if local(style.tag) != "style":
            return
        code = self.formats.get(attribute(style, "data-style-name") or "", "")
        parent = attribute(style, "parent-style-name") or ""
        code = code or self.cell_formats.get(parent, "")
        if code not in ("", "General"):
            self.cell_formats[name] = code
        lines = [self._property(style, "text-properties", name) for name in _STRIKES]
        if any(line not in (None, "none") for line in lines) or (
            lines == [None, None] and parent in self.struck
        ):
            self.struck.add(name)
        if self._property(style, "table-properties", "display") == "false":
            self.hidden.add(name)
        self.colors[name] = self._colors(style, self.colors.get(parent, _PLAIN))
        if name in self.struck or self.unseen(name, 1) or self.unseen(name, "a"):
            self.hiding.update((name, attribute(style, "display-name") or name))
        room = self._property(style, "table-row-properties", "row-height")
        room = room or self._property(style, "table-column-properties", "column-width")
        if room and _points(room) < _SEEN_ROOM:
            self.tiny.add(name)

    def unseen(self, name: str, value: Scalar) -> str:
        """How a cell of this style hides a value from the person who looks at it."""
        ink, paper, points = self.colors.get(name, _PLAIN)
        look = Look(self.cell_formats.get(name), unseen=unseen_text(ink, paper, points))
        return unseen_in(look, value)

    def _colors(self, style: Element, parent: _Colors) -> _Colors:
        ink = _rgb(self._property(style, "text-properties", "color"), INK, parent.ink)
        if self._property(style, "text-properties", "use-window-font-color") == "true":
            ink = INK
        back = self._property(style, "table-cell-properties", "background-color")
        size = (self._property(style, "text-properties", "font-size") or "").removesuffix("pt")
        points = parse_number(size) if size else None
        return _Colors(ink, _rgb(back, PAPER, parent.paper), points or parent.points)

    @staticmethod
    def _property(style: Element, group: str, name: str) -> str | None:
        properties = find(style, group)
        return None if properties is None else attribute(properties, name)


def styles_of(*roots: Element) -> OdsStyles:
    """The styles of all parts, the later over the earlier."""
    styles = OdsStyles()
    for root in roots:
        styles.add(root)
    return styles


def sheets_of(root: Element) -> list[Element]:
    """The tables of a document."""
    body = find(root, "body")
    spreadsheet = None if body is None else find(body, "spreadsheet")
    return list(children(spreadsheet, "table"))


class PageMargins:
    """The words of headers and footers of an .ods, by the name of a table's style."""

    _PARTS = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")

    def __init__(self, *roots: Element) -> None:
        self._page_of: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        for root in roots:
            for group in root:
                for style in group:
                    self._learn(style)

    def _learn(self, style: Element) -> None:
        name, kind = attribute(style, "name") or "", local(style.tag)
        if kind == "style" and attribute(style, "family") == "table":
            self._page_of[name] = attribute(style, "master-page-name") or ""
        elif kind == "master-page":
            shown = (part for part in style if attribute(part, "display") != "false")
            parts = [part for part in shown if local(part.tag) in self._PARTS]
            self._texts[name] = [text for part in parts for text in _words(part)]

    def of(self, table_style: str) -> list[str]:
        """The texts, each once; page numbers, names of sheets and dates are no words."""
        return list(dict.fromkeys(self._texts.get(self._page_of.get(table_style, ""), ())))


_FIELDS = ("page-number", "page-count", "sheet-name", "date", "time", "file-name", "title")


def _words(element: Element) -> Iterator[str]:
    for paragraph in descendants(element, "p"):
        text = "".join(_without_fields(paragraph)).strip()
        if any(map(str.isalnum, text)):
            yield text


def _without_fields(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child.tag) not in _FIELDS:
            yield from _without_fields(child)
        yield child.tail or ""
