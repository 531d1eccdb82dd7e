"""How much room a text needs on paper.

Excel neither fits the rows of merged cells nor tells a program how it would break a line, so rows
are given the height that the text needs by East Asian widths, with a margin for the differences
between Excel and LibreOffice and between the font asked for and the one that is there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import east_asian_width

LONGEST_TEXT = 32_767  # UTF-16 units that one cell holds, as Excel counts
MOST_LINES = 1_000  # typed lines of one answer that the annual book prints, some twenty pages
PIXELS_PER_POINT = 96 / 72
LINE_SPACING = 1.38  # points of height per point of font size, the largest of the common fonts
CELL_PADDING = 6  # pixels that a cell keeps free, left and right together
INDENT = 21  # pixels of one step of indent: three spaces of the ruler font
SLACK = 3  # pixels by which programs measure a line differently
ROW_PADDING = 5  # points that a row keeps free, above and below together
TALLEST_ROW = 400  # points; Excel's limit is 409


def utf16_length(text: str) -> int:
    """Length as Excel counts it: characters beyond U+FFFF are two."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_width(text: str) -> int:
    """Width of one line in half-width units: 2 for あ, 1 for a.

    >>> text_width("第５節 a")
    8
    """
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def widths_of(text: str) -> Iterator[int]:
    """The width of each character, in the same units."""
    return map(_character_width, text)


@cache
def _character_width(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" else 1


def lines_needed(text: str, width: float, size: float, indent: int = 0) -> int:
    """Lines that ``text`` takes when wrapped in ``width`` pixels at ``size`` points.

    One full-width place per line is kept free: Japanese line breaking pulls a character over
    when 。 or ）would begin the next line, and Latin words move as a whole.
    """
    room = units_of_line(width, size, indent)
    if 2 * len(text) <= room and "\n" not in text:  # most texts
        return 1
    return sum([max(1, math.ceil(text_width(line) / room)) for line in text.split("\n")])


def lines_printed(text: str, width: float, size: float, indent: int = 0) -> int:
    """As ``lines_needed``, for texts in the font that widths are measured in: a line that fits
    whole is one, since nothing of it is pulled over.

    >>> lines_needed("1-1-②-⑤", 64, 9), lines_printed("1-1-②-⑤", 64, 9)
    (2, 1)
    """
    room = width - indent * INDENT - SLACK
    if "\n" not in text and fits_in(text, room, size):  # most texts
        return 1
    return sum(
        1 if fits_in(line, room, size) else lines_needed(line, width, size, indent)
        for line in text.split("\n")
    )


@lru_cache(maxsize=4096)
def units_of_line(width: float, size: float, indent: int = 0) -> int:
    """Half-width units on a line."""
    units = int((width - CELL_PADDING - indent * INDENT) / (size * PIXELS_PER_POINT / 2))
    return max(2, units - 2 if units > 8 else units)


def fits_in(line: str, width: float, size: float) -> bool:
    """Whether one line stands in ``width`` pixels without being broken."""
    room = width - CELL_PADDING
    if 2 * len(line) * size * PIXELS_PER_POINT / 2 <= room:  # however wide its characters are
        return True
    if len(line) * size * PIXELS_PER_POINT / 2 > room:  # however narrow they are
        return False
    return text_width(line) * size * PIXELS_PER_POINT / 2 <= room


def row_height(lines: float, size: float) -> float:
    """Height in points of a row of ``lines`` lines."""
    return round(lines * size * LINE_SPACING + ROW_PADDING, 2)
