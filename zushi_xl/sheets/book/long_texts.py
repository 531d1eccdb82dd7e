"""Where the lines of a long text end, so that a page can end between two of them.

Excel does not tell how it would wrap a text, and a merged cell that runs over the end of a page is
cut on paper. So texts that may go over a page end are wrapped here, by widths that leave a little
room, and parted at those line ends. A line begins with no closing mark (行頭禁則: 、。）and their
like, JIS X 4051), and a word or figure in Latin letters stays whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from zushi_xl.workbook.metrics import lines_needed, units_of_line, widths_of

NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕ー々ゝゞっゃゅょぁぃぅぇぉッャュョァィゥェォ％,.:;?!)]}%"
)
NEVER_LAST = frozenset("（［｛「『【〈《〔([{")
_LONGEST_WORD = 24  # Latin letters and digits that stay together


def line_ends(text: str, width: float, size: float, indent: int = 0) -> list[int]:
    """The position after each line of ``text`` in ``width`` pixels at ``size`` points; a line end
    that was typed stands after the position.

    >>> line_ends("一二三\\n四", 500, 10)
    [3, 5]
    """
    return ends_within(text, units_of_line(width, size, indent))


def ends_within(text: str, room: int) -> list[int]:
    """The position after each line of ``text`` in lines of ``room`` half-width units.

    >>> ends_within("1,234,567円", 8)
    [6, 10]
    """
    ends: list[int] = []
    begin = 0
    for paragraph in text.split("\n"):
        ends += [begin + end for end in _wrapped(paragraph, room)]
        begin += len(paragraph) + 1
    return ends


def _wrapped(line: str, room: int) -> Iterator[int]:
    if not line:
        yield 0
        return
    before = list(accumulate(widths_of(line), initial=0))  # the width of all before a position
    begin = 0
    while begin < len(line):
        full = max(begin + 1, bisect_right(before, before[begin] + room, begin) - 1)
        begin = full if full == len(line) else _good_end(line, begin, full)
        yield begin


def _good_end(line: str, begin: int, full: int) -> int:
    """A little before ``full``, where the next line may begin, else after the last comma of a
    figure; ``full`` where there is no such."""
    near = range(full, max(begin, full - _LONGEST_WORD), -1)
    for end in near:
        if _may_part(line[end - 1], line[end]):
            return end
    return next((end for end in near if line[end - 1] == ","), full)


def _may_part(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,")


def begun_text(text: str, width: float, size: float, most: int) -> str:
    """What stands in the first ``most`` lines; all of it where it fits."""
    if lines_needed(text, width, size) <= most:
        return text
    ends = line_ends(text, width, size)
    return text[: ends[most - 1]] if len(ends) > most else text
