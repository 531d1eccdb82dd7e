"""A small indent for what would touch the border of its cell.

One step of Excel's indent is three spaces: texts of wide cells have it. In narrow cells a space in
the number format stands for it (``_ @``, as Excel's own formats of amounts have it). It is for one
line, as the others of a text would stand out; so a narrow column has it in all of its cells or,
where one of them needs several lines, in none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from zushi_xl.sheets.book.long_texts import ends_within
from zushi_xl.workbook.metrics import (
    CELL_PADDING,
    INDENT,
    PIXELS_PER_POINT,
    SLACK,
    lines_printed,
)
from zushi_xl.workbook.style import Style

SPACE = "_ "
WIDE = 150  # pixels from which a box of a page has a whole step
WIDE_COLUMN = 120  # pixels from which a column of a list has one
_PLAIN = ("", "General", "@")


def room_in(style: Style, width: float) -> float:
    """Pixels of a cell of ``width`` that its number format leaves to the text."""
    return width - (style.size * PIXELS_PER_POINT / 2 if SPACE in style.number_format else 0.0)


def lines_in(style: Style, text: str, width: float) -> int:
    """Lines that ``text`` takes in a cell of ``width`` pixels."""
    if not style.wrap:
        return 1
    return lines_printed(text, room_in(style, width), style.size, style.indent)


def lines_wrapped(style: Style, text: str, width: float) -> int:
    """As ``lines_in``, by the ends that the lines would have; half a character of each is kept
    free for what programs measure differently."""
    if lines_in(style, text, width) == 1:
        return 1
    unit = style.size * PIXELS_PER_POINT / 2
    room = room_in(style, width) - CELL_PADDING - SLACK - style.indent * INDENT
    return len(ends_within(text, max(2, int(room / unit) - 1)))


@cache
def stepped(style: Style) -> Style:
    """The style of texts with a step of indent; those at the right have the space."""
    if not takes_indent(style) or style.align == "right":
        return spaced(style)
    return replace(style, indent=1)


@cache
def spaced(style: Style) -> Style:
    """The style of texts with a space at the side where they begin."""
    if not takes_indent(style):
        return style
    return replace(style, number_format=f"@{SPACE}" if style.align == "right" else f"{SPACE}@")


def is_crowded(style: Style, text: str, width: float) -> bool:
    """Whether a text has no room for the space beside one line of it."""
    return takes_indent(style) and bool(text) and lines_in(spaced(style), text, width) > 1


@cache
def takes_indent(style: Style) -> bool:
    """Whether texts touch the border: not in the middle, nor where they have an indent."""
    return _touches(style) and style.number_format in _PLAIN


@cache
def numbers_spaced(style: Style) -> Style:
    """The style of numbers with a space at the right of every section of its format."""
    own = style.number_format
    if not _touches(style) or style.align != "right" or own in _PLAIN or SPACE in own:
        return style
    return replace(style, number_format=";".join(f"{part}{SPACE}" for part in sections_of(own)))


def sections_of(number_format: str) -> list[str]:
    """The sections of a number format; a ``;`` within quotes parts none.

    >>> sections_of('+0"a;b";-0')
    ['+0"a;b"', '-0']
    """
    sections = [""]
    for number, piece in enumerate(number_format.split('"')):
        if number % 2:
            sections[-1] += f'"{piece}"'
            continue
        first, *others = piece.split(";")
        sections[-1] += first
        sections += others
    return sections


def _touches(style: Style) -> bool:
    return bool(style.border) and style.align != "center" and not style.indent
