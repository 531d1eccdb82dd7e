"""The index of the handbook: from the words that officers use to the sections that answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from zushi_xl.masters.records import match_key
from zushi_xl.text.regex import regex

INDEX = "索引"  # its page
_LINK = regex(r"\]\(([^()\[\]#]+)\.md#([^()]+)\)")
_LEAST = 0.3  # of the longer of two texts is what both have
_LEAST_OF_PIECES = 0.5  # where only their pieces are compared
_LIKE = 0.9  # what is alike stands behind what is the same
_PIECE = regex(r"[一-龠々]+|[ァ-ヶー]+|[a-z0-9]+")  # of a text folded by ``match_key``
_NO_ANCHOR = regex(r"[^\w\- ]")


class IndexRow(NamedTuple):
    """One row: words, as ``match_key`` has them, and where to read: pages with their anchors."""

    words: Sequence[str]
    sections: Sequence[tuple[str, str]]


def anchor(heading: str) -> str:
    """What a link to a heading ends with, as GitHub makes it.

    >>> anchor("7　新しい版に上げるとき")
    '7新しい版に上げるとき'
    """
    return _NO_ANCHOR.sub("", heading.lower()).replace(" ", "-")


def entries(page: Path) -> Iterator[IndexRow]:
    """The rows of the index page."""
    for line in page.read_text(encoding="utf-8").splitlines():
        sections = _LINK.findall(line) if line.startswith("|") else ()
        if sections:
            words = line.strip("|").split("|")[0].split("、")
            yield IndexRow([match_key(word) for word in words], sections)


def indexed(key: str, page: Path) -> Sequence[tuple[str, str]]:
    """The sections of the rows that have a word; where none has, of those with one that it has in
    it or is in, the nearest first."""
    found = [(near, row) for row in entries(page) if (near := _nearness(key, row.words))]
    found.sort(key=lambda pair: -pair[0])
    best = found[0][0] if found else 0.0
    rows = [row for near, row in found if near == best or (best < 1 and 2 * near >= best)]
    return list(dict.fromkeys(section for row in rows for section in row.sections))


def _nearness(key: str, words: Sequence[str]) -> float:
    """1 where the word stands there; less, the less it has in common with one; 0 with none, or
    where that is little of a long text."""
    return max(max(_share(key, word), _share_of_pieces(key, word)) for word in words)


def _share(one: str, other: str) -> float:
    """How much of the longer text the shorter is that stands in it; one character tells nothing."""
    short, long = sorted((one, other), key=len)
    if one != other and (len(short) < 2 or short not in long):
        return 0.0
    share = len(short) / len(long)
    return share if share >= _LEAST else 0.0


def _share_of_pieces(one: str, other: str) -> float:
    """How much of one text is pieces with a meaning that the other has too, whatever ending and
    particle stands between: シートを消した, シートが消えた. More than one piece must be shared."""
    mine, theirs = _PIECE.findall(one), _PIECE.findall(other)
    small, large = sorted((mine, theirs), key=lambda pieces: len("".join(pieces)))
    if len(small) < 2 or not all(any(piece in each for each in large) for piece in small):
        return 0.0
    share = len("".join(small)) / len("".join(large))
    return _LIKE * share if share >= _LEAST_OF_PIECES else 0.0
