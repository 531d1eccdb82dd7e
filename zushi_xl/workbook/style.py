"""How a cell looks: what 体裁 of 様式定義 names, and what sheets ask for by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """One named style. Colours are RRGGBB without #; empty means none."""

    name: str
    font: str = ""
    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    color: str = "000000"
    fill: str = ""
    align: str = "left"  # left center right
    valign: str = "center"  # top center bottom
    wrap: bool = True
    indent: int = 0
    border: str = ""  # "", thin, medium, hair
    open_sides: tuple[str, ...] = ()  # top, bottom: sides without the border
    border_color: str = "808080"
    number_format: str = "General"  # "@" for text
    locked: bool = True
