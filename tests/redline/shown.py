"""Marked text as plain text for tests: [-removed-], {+added+}, <note>."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces
from zushi_xl.redline.text_diff import diff_texts

_FRAMES = {
    Mark.KEPT: "{}",
    Mark.REMOVED: "[-{}-]",
    Mark.ADDED: "{{+{}+}}",
    Mark.NOTE: "<{}>",
}
_MARKED = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}|<(.*?)>|([^\[{<]+)", re.DOTALL)


def shown(pieces: Iterable[MarkedPiece]) -> str:
    return "".join(_FRAMES[mark].format(text) for mark, text in pieces)


def marked(text: str) -> Pieces:
    """The pieces that ``shown`` would print."""
    marks = (Mark.REMOVED, Mark.ADDED, Mark.NOTE, Mark.KEPT)
    return tuple(
        MarkedPiece(mark, group)
        for groups in _MARKED.findall(text)
        for mark, group in zip(marks, groups, strict=True)
        if group
    )


def difference(old: str, new: str) -> str:
    return shown(diff_texts(old, new))
