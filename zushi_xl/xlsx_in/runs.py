"""How the texts of a workbook are marked: struck, underlined, bold or coloured, run by run.

``read_workbook`` says what stands in a cell; this says how it is written there, for the few who
must know. Only .xlsx packages can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from . import limits
from .package import Package
from .parts import attribute, children, find, is_true, local, parse, stream
from .reference import position, row_index
from .strings import unescape
from .xlsx import _listed_sheets, _main_part, is_lost

_BLACK = ("FF000000", "00000000")


class Font(NamedTuple):
    """What a font says about its text; ``color`` is empty for black and automatic."""

    struck: bool = False
    underlined: bool = False
    bold: bool = False
    color: str = ""


class MarkedRun(NamedTuple):
    text: str
    font: Font | None  # None where the cell decides


class MarkedCell(NamedTuple):
    """A cell with text, every run with a font of its own or the cell's."""

    row: int
    column: int
    runs: tuple[tuple[str, Font], ...]


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    name: str
    visible: bool
    cells: tuple[MarkedCell, ...]


def read_runs(path: Path) -> tuple[MarkedSheet, ...]:
    """Every sheet with its text cells. Raises ``Refused`` as the reader of workbooks does."""
    package = Package(path)
    try:
        return tuple(_sheets(package))
    finally:
        package.close()


def _sheets(package: Package) -> Iterator[MarkedSheet]:
    part = _main_part(package)
    relations = package.relations(part)
    strings: list[tuple[MarkedRun, ...]] = []
    fonts: list[Font] = []
    for relation in relations.values():
        if relation.kind == "sharedStrings" and relation.target in package:
            data = package.read(relation.target)
            items = stream(data, relation.target, limits.STRING_TAGS, "si")
            strings = [_runs(item) for item in items if local(item.tag) == "si"]
        elif relation.kind == "styles" and relation.target in package:
            fonts = _cell_fonts(parse(package.read(relation.target), relation.target))
    for listed in _listed_sheets(parse(package.read(part), part), relations):
        if listed.relation.kind == "worksheet" and not is_lost(package, listed):
            data = package.read(listed.relation.target)
            cells = tuple(_cells(data, listed.relation.target, strings, fonts))
            yield MarkedSheet(listed.name, listed.visible, cells)


def _cells(
    data: bytes, part: str, strings: Sequence[tuple[MarkedRun, ...]], fonts: Sequence[Font]
) -> Iterator[MarkedCell]:
    line = -1
    for row in stream(data, part, limits.RETURNED.tags, "row"):
        if local(row.tag) != "row":
            continue
        number = row.get("r")
        line = line + 1 if number is None else row_index(number)
        for index, cell in enumerate(row):
            runs = _text(cell, strings)
            if runs:
                at = position(cell.get("r", "")) if cell.get("r") else (line, index)
                yield MarkedCell(*at, tuple(_with_fonts(runs, _own_font(cell, fonts))))


def _text(cell: Element, strings: Sequence[tuple[MarkedRun, ...]]) -> tuple[MarkedRun, ...]:
    """The runs of a cell that holds text; nothing for numbers and the like."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        item = find(cell, "is")
        return () if item is None else _runs(item)
    value = find(cell, "v")
    raw = "" if value is None else value.text or ""
    if kind == "s":
        return strings[int(raw)] if raw.isdecimal() and int(raw) < len(strings) else ()
    return (MarkedRun(unescape(raw), None),) if kind == "str" and raw else ()


def _own_font(cell: Element, fonts: Sequence[Font]) -> Font:
    style = cell.get("s", "0")
    return fonts[int(style)] if style.isdecimal() and int(style) < len(fonts) else Font()


def _with_fonts(runs: tuple[MarkedRun, ...], own: Font) -> Iterator[tuple[str, Font]]:
    for text, font in runs:
        if text:
            yield text, own if font is None else font


def _runs(item: Element) -> tuple[MarkedRun, ...]:
    found = []
    for child in item:
        name = local(child.tag)
        if name == "t":
            found.append(MarkedRun(unescape(child.text or ""), None))
        elif name == "r":
            text = "".join(unescape(t.text or "") for t in children(child, "t"))
            font = find(child, "rPr")
            found.append(MarkedRun(text, None if font is None else _font(font)))
    return tuple(found)


def _cell_fonts(styles: Element) -> list[Font]:
    fonts = [_font(font) for font in children(find(styles, "fonts"), "font")]
    numbers = [int(xf.get("fontId", "0")) for xf in children(find(styles, "cellXfs"), "xf")]
    return [fonts[number] if 0 <= number < len(fonts) else Font() for number in numbers]


def _font(font: Element) -> Font:
    parts: Mapping[str, Element] = {local(child.tag): child for child in font}
    underline = parts.get("u")
    return Font(
        struck=_is_on(parts.get("strike")),
        underlined=underline is not None and underline.get("val", "single") != "none",
        bold=_is_on(parts.get("b")),
        color=_color(parts.get("color")),
    )


def _is_on(element: Element | None) -> bool:
    return element is not None and is_true(element.get("val", "1"))


def _color(element: Element | None) -> str:
    """The colour as written, or nothing for black, automatic and the dark text of the theme."""
    if element is None or is_true(attribute(element, "auto")):
        return ""
    rgb = element.get("rgb", "").upper()
    if rgb:
        return "" if rgb in _BLACK else rgb
    theme = element.get("theme", "")
    if theme:
        return "" if theme in ("0", "1") else f"theme{theme}"
    indexed = element.get("indexed", "")
    return "" if indexed in ("", "0", "8", "64") else f"indexed{indexed}"
