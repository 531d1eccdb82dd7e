"""Styles by name → XlsxWriter formats, each made once and only when used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from weakref import proxy

from zushi_xl.workbook.style import Style

BORDERS = {
    "": 0,
    "thin": 1,
    "medium": 2,
    "dashed": 3,
    "dotted": 4,
    "thick": 5,
    "double": 6,
    "hair": 7,
}
VALIGNS = {"top": "top", "center": "vcenter", "bottom": "bottom"}
SHIFT_JIS = 128  # the character set that keeps Excel from substituting a Japanese font
ROMAN, SWISS, MODERN = 1, 2, 3
JAPANESE_FONTS = ("gothic", "mincho", "meiryo", "biz ud", "cjk jp", "ipa", "yu ", "hiragino")
FONT_FIELDS = ("font", "size", "bold", "italic", "underline", "strike", "color")


class UnknownStyle(Exception):
    """The book has no style of this name."""


class _Numbers(dict[str, int]):
    """The numbers by which cells name their formats, given out as they are asked for."""

    def __init__(self, formats: Formats):
        super().__init__()
        self._formats = proxy(formats)  # a circle would keep the workbook until the collector runs

    def __missing__(self, name: str) -> int:
        self[name] = self._formats[name]._get_xf_index()
        return self[name]


class Formats(dict[str, Any]):
    """Formats for cells by style name; ``condition`` gives those for conditional formats.

    Styles that look alike share one format: XlsxWriter is slow on equal formats.
    """

    def __init__(self, workbook: Any, styles: Mapping[str, Style]):
        super().__init__()
        self._workbook = workbook
        self._styles = styles
        self._conditions: dict[str, Any] = {}
        self.numbers = _Numbers(self)
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __missing__(self, name: str) -> Any:
        self[name] = self._make(cell_properties(self.style(name)))
        return self[name]

    def style(self, name: str) -> Style:
        """The style of a name.

        Raises:
            UnknownStyle: there is none.
        """
        try:
            return self._styles[name]
        except KeyError:
            raise UnknownStyle(name) from None

    def condition(self, name: str) -> Any:
        """A format of its own kind: sharing one with cells would give it a wrong index.

        Raises:
            UnknownStyle: no style has that name.
        """
        if name not in self._conditions:
            properties = condition_properties(self.style(name))
            self._conditions[name] = self._workbook.add_format(properties)
        return self._conditions[name]

    def with_font(self, cell: str, run: str) -> str:
        """Name of a style like the cell's with the font of the run, made when first asked for.

        Raises:
            UnknownStyle: no style has one of the names.
        """
        if cell == run:
            return cell
        name = f"{cell}\0{run}"
        if name not in self:
            look = {field: getattr(self.style(run), field) for field in FONT_FIELDS}
            self[name] = self._make(cell_properties(replace(self.style(cell), **look)))
        return name

    def _make(self, properties: dict[str, Any]) -> Any:
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def cell_properties(style: Style) -> dict[str, Any]:
    """The whole look of a cell as XlsxWriter names it."""
    properties: dict[str, Any] = {
        **font_properties(style.font),
        "font_size": style.size,
        "font_color": f"#{style.color}",
        "valign": VALIGNS.get(style.valign, style.valign),
        **_emphasis(style),
        **_fill_and_border(style),
    }
    if style.align not in ("", "general"):
        properties["align"] = style.align
    if style.wrap:
        properties["text_wrap"] = True
    if style.indent:
        properties["indent"] = style.indent
    if style.number_format not in ("", "General"):
        properties["num_format"] = style.number_format
    if not style.locked:
        properties["locked"] = False
    return properties


def condition_properties(style: Style) -> dict[str, Any]:
    """Only what a conditional format may change. Black is taken as "leave the colour alone", and
    a format that is General or text as "leave the number alone"."""
    properties = {**_emphasis(style), **_fill_and_border(style)}
    if style.number_format not in ("General", "@"):
        properties["num_format"] = style.number_format
    if style.color != "000000":
        properties["font_color"] = f"#{style.color}"
    return properties


def font_properties(font: str) -> dict[str, Any]:
    """Name, family and character set; an empty name leaves the workbook's own font."""
    if not font:
        return {}
    if not is_japanese_font(font):
        return {"font_name": font, "font_family": SWISS, "font_charset": 0}
    serif = "明朝" in font or "教科書" in font or "mincho" in font.lower()
    return {
        "font_name": font,
        "font_family": ROMAN if serif else MODERN,
        "font_charset": SHIFT_JIS,
    }


def is_japanese_font(font: str) -> bool:
    """Whether a font is one for Japanese, by its name."""
    return not font.isascii() or any(word in font.lower() for word in JAPANESE_FONTS)


def _emphasis(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    if style.bold:
        properties["bold"] = True
    if style.italic:
        properties["italic"] = True
    if style.underline:
        properties["underline"] = 1
    if style.strike:
        properties["font_strikeout"] = True
    return properties


def _fill_and_border(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    if style.fill:
        properties["bg_color"] = f"#{style.fill}"
    if style.border:
        properties["border"] = BORDERS[style.border]
        properties["border_color"] = f"#{style.border_color}"
        properties.update(dict.fromkeys(style.open_sides, 0))
    return properties
