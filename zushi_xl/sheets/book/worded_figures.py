"""A KPI whose value is a sentence takes the room of the empty years beside it.

The columns of the years hold a figure; a sentence would stand there in twenty lines of three
characters. Where it takes neighbours in, it says which year it is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zushi_xl.form.frame import PAGE_WIDTH
from zushi_xl.form.layout import Box, Role
from zushi_xl.sheets.placing import Content
from zushi_xl.workbook.metrics import lines_needed

_SIZE = 9.0  # points of a sentence
_MOST_LINES = 2  # that a value may take in its own column
_SMALL = "book_page_word"
_SENTENCE = "book_page_sentence"


class RoomyBoxes(NamedTuple):
    """Boxes of a line and what they show, with room for the words of a figure."""

    boxes: tuple[Box, ...]
    contents: tuple[Content, ...]


@dataclass
class _Span:
    """Boxes that one content covers."""

    content: Content
    boxes: list[Box] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.content.value if isinstance(self.content.value, str) else ""

    @property
    def is_free(self) -> bool:
        """An empty year that nobody is asked for."""
        return not self.text.strip() and self.boxes[0].period is not None

    @property
    def lines(self) -> int:
        width = (self.boxes[-1].right - self.boxes[0].left) * PAGE_WIDTH / 100
        return lines_needed(self.text, width, _SIZE)

    @property
    def wants_room(self) -> bool:
        own = self.boxes[0]
        return own.role is Role.VALUE and own.period is not None and self.lines > _MOST_LINES

    def shown(self, own: Box) -> tuple[Box, Content]:
        if len(self.boxes) == 1:
            return self.boxes[0], self.content
        period = own.period.label if own.period else ""
        style = _SENTENCE if self.content.style == _SMALL else self.content.style
        text = f"（{period}）{self.text}"
        box = own._replace(left=self.boxes[0].left, right=self.boxes[-1].right)
        return box, self.content._replace(value=text, style=style)


def with_room(boxes: Sequence[Box], contents: Sequence[Content]) -> RoomyBoxes:
    """The boxes and contents of a line, sentences widened over the empty years beside them; of two
    sentences the one with more lines goes first."""
    spans = [_Span(content, [box]) for box, content in zip(boxes, contents, strict=True)]
    own = {id(span): span.boxes[0] for span in spans}
    while grown := _growing(spans):
        span, place = grown
        taken = spans.pop(place)
        at_left = taken.boxes[0].left < span.boxes[0].left
        span.boxes = [*taken.boxes, *span.boxes] if at_left else [*span.boxes, *taken.boxes]
    shown = [span.shown(own[id(span)]) for span in spans]
    return RoomyBoxes(tuple(box for box, _ in shown), tuple(content for _, content in shown))


def _growing(spans: Sequence[_Span]) -> tuple[_Span, int] | None:
    """The sentence that needs room most, and the place of the free box beside it that it takes."""
    best: tuple[int, _Span, int] | None = None
    for place, span in enumerate(spans):
        if not span.wants_room:
            continue
        for beside in (place + 1, place - 1):
            if 0 <= beside < len(spans) and spans[beside].is_free:
                if best is None or span.lines > best[0]:
                    best = (span.lines, span, beside)
                break
    return (best[1], best[2]) if best else None
