"""Amounts that one line of their cell does not hold: pieces that stand under each other.

A number never wraps, and Excel shows ### where it does not fit. So the words behind it (以上 or
（要確認）) stand on a line of their own below it, and a number with too many digits goes on there.
The first piece stays the number that totals count. Texts at the right are parted in the same way,
since only a line of its own has the space before the border.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from zushi_xl.sheets.book.indents import SPACE, lines_in, room_in, sections_of, spaced
from zushi_xl.sheets.book.long_texts import ends_within
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.workbook.metrics import CELL_PADDING, PIXELS_PER_POINT, SLACK, text_width
from zushi_xl.workbook.sheet import Formula, Value

_MOST = 6  # pieces of a text; a longer one is one cell
_DIGITS = frozenset("0#?")


class CellPiece(NamedTuple):
    """A value with the name of its style."""

    value: Value
    style: str


class ShownNumber(NamedTuple):
    """A number as its cell shows it: its text, and where the words behind it begin."""

    text: str
    words: str

    @property
    def bare(self) -> str:
        """The number without the words behind it."""
        return self.text.removesuffix(self.words)


def figure_of(text: str, number_format: str) -> ShownNumber:
    """What a number format makes of a number that is ``text`` without it.

    >>> figure_of("1,200", '"約"#,##0"（要確認）"')
    ShownNumber(text='約1,200（要確認）', words='（要確認）')
    """
    pieces = sections_of(number_format)[0].removesuffix(SPACE).split('"')
    quoted, body = pieces[1::2], "".join(pieces[::2])
    if not _DIGITS & set(body) and quoted:
        literal = "".join(quoted)
        return ShownNumber(literal, _mark_of(literal))
    behind = pieces[-2] if len(pieces) > 2 and not pieces[-1] else ""
    before = "".join(quoted[:-1] if behind else quoted)
    sign = "+" if body.startswith("+") and not text.startswith("-") else ""
    percent = "%" if body.endswith("%") else ""
    return ShownNumber(f"{before}{sign}{text}{percent}{behind}", behind)


def number_pieces(
    value: Value, text: str, name: str, width: float, styles: Styles
) -> list[CellPiece]:
    """A number in ``width`` pixels in words that can be read, ``text`` being its digits."""
    figure = figure_of(text, styles[name].number_format)
    if styles.fits(name, figure.text, width):
        return [CellPiece(value, styles.spaced(styles.fitted(name, figure.text, width)))]
    below: list[str] = []
    if figure.words:
        name = styles.without_words(name, figure.words)
        below = _lines(figure.words, name, width, styles)
    if not isinstance(value, Formula) and not styles.can_fit(name, figure.bare, width):
        first, *rest = _lines(figure.bare, name, width, styles)
        name, below = styles.shown_as(name, first), [*rest, *below]
    else:
        name = styles.fitted(name, figure.bare, width)
    words = (CellPiece(line, styles.of_words(name)) for line in below)
    return list(_joined([CellPiece(value, styles.spaced(name)), *words], styles))


def text_pieces(text: str, name: str, width: float, styles: Styles) -> list[CellPiece]:
    """A text at the right, a piece for each of its lines."""
    name = styles.texts_spaced(name)
    lines = (
        [text] if lines_in(styles[name], text, width) == 1 else _lines(text, name, width, styles)
    )
    if len(lines) > _MOST:
        return [CellPiece(text, name)]
    return list(_joined([CellPiece(line, name) for line in lines], styles))


def _lines(text: str, name: str, width: float, styles: Styles) -> list[str]:
    """The lines of a text in a column of amounts; a mark in brackets at its end is one of them."""
    style = spaced(replace(styles[name], number_format="@"))
    unit = style.size * PIXELS_PER_POINT / 2
    room = max(2, int((room_in(style, width) - CELL_PADDING - SLACK) / unit))
    mark = _mark_of(text)
    parts = [text.removesuffix(mark), mark] if mark else []
    if parts and all(text_width(part) <= room and "\n" not in part for part in parts):
        return parts
    ends = ends_within(text, room)
    return [text[begin:end].strip("\n") for begin, end in pairwise((0, *ends))]


def _mark_of(text: str) -> str:
    """What stands in brackets behind a text."""
    begin = text.rfind("（") if text.endswith("）") else -1
    return text[begin:] if begin > 0 else ""


def _joined(pieces: list[CellPiece], styles: Styles) -> Iterator[CellPiece]:
    """The pieces without a border between them."""
    last = len(pieces) - 1
    for number, (value, name) in enumerate(pieces):
        above, below = number > 0, number < last
        yield CellPiece(value, styles.joined(name, above=above, below=below))
