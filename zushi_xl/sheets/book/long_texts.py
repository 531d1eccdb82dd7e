"""Long texts over several rows, so that a page can end within them.

A merged cell that runs over the end of a page is cut on paper, and Excel allows no row above 409
points. So a text that needs more than a third of a page goes on in a further row of the same
boxes, parted at the ends of its lines wherever that is possible. The data sheets hold it whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zushi_xl.form.frame import PAGE_WIDTH
from zushi_xl.form.layout import Box, PageLine, Role
from zushi_xl.sheets.placing import Content, Show
from zushi_xl.workbook.metrics import lines_needed, units_of_line
from zushi_xl.workbook.sheet import Style, Value

MOST_LINES = 16  # of one row


def parts_of_line(
    line: PageLine, show: Show, styles: Mapping[str, Style]
) -> Iterator[list[Content]]:
    """The rows that one line of the form takes on paper: what the boxes show in each."""
    contents = [show(box) for box in line.boxes]
    pieces = [
        _pieces(content, box, styles[content.style])
        for box, content in zip(line.boxes, contents, strict=True)
    ]
    yield [content._replace(value=own[0]) for content, own in zip(contents, pieces, strict=True)]
    for number in range(1, max(map(len, pieces))):
        yield [
            Content(own[number] if number < len(own) else "", content.style)
            for content, own in zip(contents, pieces, strict=True)
        ]


def _pieces(content: Content, box: Box, style: Style) -> Sequence[Value]:
    value = content.value
    if not isinstance(value, str) or box.role is not Role.VALUE:
        return [value]
    width = (box.right - box.left) * PAGE_WIDTH / 100
    return split_text(value, width, style.size)


def split_text(text: str, width: float, size: float, most: int = MOST_LINES) -> list[str]:
    """Parts of at most ``most`` lines; joined by line ends they show the text again, but for a
    line that is itself too long, which is parted after a 。 or where it must be."""
    if lines_needed(text, width, size) <= most:
        return [text]
    parts: list[str] = []
    part: list[str] = []
    used = 0
    for line in _short_lines(text, width, size, most):
        needed = lines_needed(line, width, size)
        if part and used + needed > most:
            parts.append("\n".join(part))
            part, used = [], 0
        part.append(line)
        used += needed
    parts.append("\n".join(part))
    return parts


def _short_lines(text: str, width: float, size: float, most: int) -> Iterator[str]:
    window = most * units_of_line(width, size) + 1  # a longer piece cannot fit
    for line in text.split("\n"):
        begin = 0
        while lines_needed(line[begin : begin + window], width, size) > most:
            piece = line[begin : begin + window]
            end = _end(piece, width, size, most)
            yield piece[:end]
            begin += end
        yield line[begin:]


def _end(line: str, width: float, size: float, most: int) -> int:
    """Where to part a line: after the last sentence that fits, else after what fits."""
    low, high = 1, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if lines_needed(line[:middle], width, size) <= most:
            low = middle
        else:
            high = middle - 1
    sentence = line.rfind("。", 0, low) + 1
    return sentence if sentence > low // 2 else low
