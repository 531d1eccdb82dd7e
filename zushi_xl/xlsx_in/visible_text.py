"""Whether a person can see a text: its colour against that of its cell, and its size.

Colours are numbers 0xRRGGBB. How near two colours are is told by the contrast ratio of WCAG 2
(1 for equal colours, 21 for black on white).
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from zushi_xl.workbook.cells import UNSEEN_COLOR, UNSEEN_SIZE

from .part_xml import attribute, find, is_true

PAPER = 0xFFFFFF
INK = 0
_LEAST_CONTRAST = 1.15  # F2F2F2 on white has 1.12; the palest grey of Excel's palette, D9D9D9, 1.4
_LEAST_POINTS = 2.5
_DARK_TO_LIGHT = (1, 0, 3, 2)  # a theme lists dk1 lt1 dk2 lt2, cells count lt1 dk1 lt2 dk2

# The palette that files name by number only (ECMA-376 part 1, 18.8.27).
_FIRST = (0, 0xFFFFFF, 0xFF0000, 0xFF00, 0xFF, 0xFFFF00, 0xFF00FF, 0xFFFF)
PALETTE = (
    *_FIRST,
    *_FIRST,
    *(0x800000, 0x8000, 0x80, 0x808000, 0x800080, 0x8080, 0xC0C0C0, 0x808080),
    *(0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x66CC, 0xCCCCFF),
    *(0x80, 0xFF00FF, 0xFFFF00, 0xFFFF, 0x800080, 0x800000, 0x8080, 0xFF),
    *(0xCCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99),
    *(0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696),
    *(0x3366, 0x339966, 0x3300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333),
)
# Office's own theme, for books that name a colour of a theme and bring none.
OFFICE_THEME = (
    *(0, 0xFFFFFF, 0x44546A, 0xE7E6E6, 0x4472C4, 0xED7D31),
    *(0xA5A5A5, 0xFFC000, 0x5B9BD5, 0x70AD47, 0x0563C1, 0x954F72),
)


def rgb_number(rgb: Sequence[int]) -> int:
    """Red, green and blue, 0 to 255 each, as one number."""
    red, green, blue = rgb
    return red << 16 | green << 8 | blue


@lru_cache(maxsize=256)
def unseen_text(ink: int, paper: int, points: float = 11) -> str:
    """How a text of this colour and size on this colour hides; empty where it is seen."""
    if points < _LEAST_POINTS:
        return UNSEEN_SIZE
    light, dark = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return UNSEEN_COLOR if (light + 0.05) / (dark + 0.05) < _LEAST_CONTRAST else ""


def _luminance(rgb: int) -> float:
    parts = ((rgb >> shift & 0xFF) / 255 for shift in (16, 8, 0))
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def read_theme(root: Element) -> tuple[int, ...]:
    """The colours of a theme part in the order in which cells count them."""
    elements = find(root, "themeElements")
    scheme = None if elements is None else find(elements, "clrScheme")
    found = [_theme_color(item) for item in scheme or ()]
    return tuple(found) if len(found) >= len(OFFICE_THEME) else OFFICE_THEME


def _theme_color(item: Element) -> int:
    color = item[0] if len(item) else item
    return _hex(color.get("lastClr") or color.get("val") or "") or 0


def _hex(text: str) -> int | None:
    try:
        return int(text[-6:], 16) if len(text) in (6, 8) else None
    except ValueError:
        return None


def read_color(element: Element | None, theme: Sequence[int], automatic: int) -> int:
    """The colour of a ``color``, ``fgColor`` or ``bgColor`` element; ``automatic`` where it is
    left to the program or cannot be known."""
    if element is None or is_true(attribute(element, "auto")):
        return automatic
    rgb = _hex(element.get("rgb", ""))
    if rgb is None:
        rgb = _numbered(element, theme)
    return automatic if rgb is None else _tinted(rgb, element.get("tint", "0"))


def _numbered(element: Element, theme: Sequence[int]) -> int | None:
    for name, colors in (("theme", theme), ("indexed", PALETTE)):
        number = element.get(name, "")
        if number.isdecimal() and len(number) < 4 and int(number) < len(colors):
            index = int(number)
            in_theme = name == "theme" and index < len(_DARK_TO_LIGHT)
            return colors[_DARK_TO_LIGHT[index] if in_theme else index]
    return None


def _tinted(rgb: int, tint: str) -> int:
    """The colour made darker (-1 to 0) or lighter (0 to 1), as ECMA-376 part 1, 18.8.19 says."""
    try:
        share = max(-1.0, min(1.0, float(tint)))
    except ValueError:
        return rgb
    if not share:
        return rgb
    hue, light, full = colorsys.rgb_to_hls(*((rgb >> s & 0xFF) / 255 for s in (16, 8, 0)))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return rgb_number([round(part * 255) for part in colorsys.hls_to_rgb(hue, light, full)])
