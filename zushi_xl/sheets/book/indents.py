"""A small indent for what would touch the border of its cell.

One step of Excel's indent is three spaces: texts over the width of a page or of a box of one take
it. In the narrow cells of lists a space in the number format stands for it (``_ @``, as Excel's own
formats of amounts have it), for texts of one line. What has no room for either stands as it is:
an indent costs no line.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from zushi_xl.workbook.metrics import PIXELS_PER_POINT, fits_in, lines_printed
from zushi_xl.workbook.sheet import Style

SPACE = "_ "
WIDE = 150  # pixels from which a box has room for a whole step
_PLAIN = ("", "General", "@")


def room_in(style: Style, width: float) -> float:
    """Pixels of a cell of ``width`` that its number format leaves to the text."""
    return width - (style.size * PIXELS_PER_POINT / 2 if SPACE in style.number_format else 0.0)


def lines_in(style: Style, text: str, width: float) -> int:
    """Lines that ``text`` takes in a cell of ``width`` pixels."""
    if not style.wrap:
        return 1
    return lines_printed(text, room_in(style, width), style.size, style.indent)


def indented(style: Style, text: str, width: float, *, step: bool) -> Style:
    """The style with the indent that ``text`` has room for in ``width`` pixels, a whole ``step``
    where that is asked for; itself where it has one or stands in the middle, or the cell has no
    border to touch."""
    if not text or not _touches(style) or style.number_format not in _PLAIN:
        return style
    others = _others(style)[0 if step else -1 :]
    return next((s for s in others if _costs_nothing(style, s, text, width)), style)


@cache
def _others(style: Style) -> tuple[Style, ...]:
    """With a step, where the text begins at the left, and with a space."""
    spaced = replace(style, number_format=f"@{SPACE}" if style.align == "right" else f"{SPACE}@")
    return (replace(style, indent=1), spaced) if style.align == "left" else (spaced,)


@cache
def numbers_spaced(style: Style) -> Style:
    """The style of numbers with a space at the right of every section of its format."""
    own = style.number_format
    if not _touches(style) or style.align != "right" or own in _PLAIN or SPACE in own:
        return style
    return replace(style, number_format=";".join(f"{part}{SPACE}" for part in own.split(";")))


def _touches(style: Style) -> bool:
    return bool(style.border) and style.align != "center" and not style.indent


def _costs_nothing(style: Style, other: Style, text: str, width: float) -> bool:
    """Whether no line is added, neither to those that are reckoned with nor, where the reckoning
    has one to spare, to those that are printed."""
    lines = lines_in(style, text, width)
    if lines_in(other, text, width) > lines:
        return False
    if SPACE in other.number_format:  # it stands in the first line alone
        return lines == 1
    return lines == 1 or not all(fits_in(line, width, style.size) for line in text.split("\n"))
