"""The page of messages, searched by what stood on the screen: whole, with what was filled in, or
a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zushi_xl.masters.records import match_key
from zushi_xl.text.regex import regex
from zushi_xl.workflow.handbook_pages import HandbookSection

TROUBLES = "困ったとき"  # the page of messages
_MOST = 5  # rows of one answer
_GAP = "○○"  # what a message fills in there
_LEAST = 6  # characters of a message that must stand in what was asked
_LEAST_ALONE = 3  # where nothing else stands there
_RULE = regex(r"^([a-z]+(?:-[a-z]+)+)$|\[([a-z]+(?:-[a-z]+)+)\]")
_NO_MORE = ("", "－", "左のとおり")  # cells that say nothing of their own
_END = "。"  # of a sentence
_KANA = regex("[ぁ-ん]")
_LEAST_KANA = 2  # of what is more than a name


class _Row(NamedTuple):
    """A row of the page, and its message and remedy as ``match_key`` has them."""

    section: HandbookSection
    cells: Sequence[str]

    @property
    def messages(self) -> Iterator[str]:
        return map(match_key, self.cells[:2])

    def shown(self) -> HandbookSection:
        text = "\n".join(cell for cell in self.cells if cell not in _NO_MORE)
        return self.section._replace(text=text)


def rows_about(said: str, sections: Sequence[HandbookSection]) -> tuple[HandbookSection, ...]:
    """What the page says of a message as it appeared, and of the rule that it names; empty where
    ``said`` is no message."""
    key, named = match_key(said), _RULE.search(said.strip().lower())  # typed by hand, with ％ as %
    rule = f"`{named[1] or named[2]}`" if named else ""
    return _nearest(
        (
            len(key) + 1 if row.cells[0] == rule else max(_agreement(m, key) for m in row.messages),
            row,
        )
        for row in _rows(sections)
    )


def rows_with_part(said: str, sections: Sequence[HandbookSection]) -> tuple[HandbookSection, ...]:
    """What it says of messages of which ``said`` is a part: some sentences, or words of one; a
    single word is none."""
    key = match_key(said)
    if len(key) < _LEAST or len(_KANA.findall(key)) < _LEAST_KANA:
        return ()
    return _nearest((max(_part(m, key) for m in row.messages), row) for row in _rows(sections))


def _nearest(found: Iterable[tuple[int, _Row]]) -> tuple[HandbookSection, ...]:
    """The rows with which most agrees, of those with which much less does none."""
    agreeing = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])
    best = agreeing[0][0] if agreeing else 0
    return tuple(row.shown() for agreed, row in agreeing[:_MOST] if 2 * agreed >= best)


def _rows(sections: Sequence[HandbookSection]) -> Iterator[_Row]:
    for section in sections:
        for line in section.text.split("\n") if section.page == TROUBLES else ():
            if line.startswith("|"):
                yield _Row(section, [cell.strip() for cell in line.strip("|").split(" | ")])


def _part(message: str, said: str) -> int:
    """How much of ``said`` stands in a message, or of a sentence of it in ``said``."""
    if any(said in piece for piece in message.split(_GAP)):
        return len(said)
    return max(_agreement(sentence, said) for sentence in message.split(_END))


def _agreement(message: str, said: str) -> int:
    """How many characters of a message stand in ``said``, all of them in order; else 0."""
    begin, agreed = 0, 0
    pieces = message.split(_GAP)
    for piece in pieces:
        place = said.find(piece, begin)
        if place < 0:
            return 0
        begin, agreed = place + len(piece), agreed + len(piece)
    is_alone = said.startswith(pieces[0]) and said.endswith(pieces[-1])
    return agreed if agreed >= (_LEAST_ALONE if is_alone else _LEAST) else 0
