"""Folding a cell for reading: widths, spaces and look-alike marks, one character at a time.

Only a copy is folded, never with NFKC (it turns ① into 1, ² into 2 and № into No), and every
folded character remembers where it stood, so that a part can be quoted as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.text.unseen import BLANKS, CONTROL, INVISIBLE, LINE_ENDS, SEPARATORS, VARIANTS

_GONE = "\x00"
_LOOK_ALIKE = {
    "‐‑‒–−﹣⁻": "-",
    "—─━⸺": "―",
    "〜∼˜": "~",
    "￥": "¥",
    "‘’": "'",
    "“”": '"',
    "﹪㌫": "%",
    "≥⩾≥": "≧",
    "≤⩽≤": "≦",
    "〔【": "[",
    "〕】": "]",
    "､": "、",
    "｡": "。",
    "･": "・",
    "ｰ": "ー",
    "◯": "○",
    "⋯": "…",
    "㆒": "一",
}


def _folding_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table.update(dict.fromkeys(map(ord, CONTROL + INVISIBLE + VARIANTS), _GONE))
    table.update(dict.fromkeys(map(ord, BLANKS + LINE_ENDS + SEPARATORS), " "))
    for marks, mark in _LOOK_ALIKE.items():
        table.update(dict.fromkeys(map(ord, marks), mark))
    return table


_TABLE = _folding_table()
_HALF_KANA = regex("[ｦ-ﾟ]+")
_BLANKS = regex(f"[ {_GONE}]+")
_DIGITISH = frozenset("0123456789.,〇零一二三四五六七八九")


class FoldedText(NamedTuple):
    """A cell's text and its folded copy."""

    text: str
    folded: str
    positions: Sequence[int]

    def typed(self, piece: str) -> str:
        """Return the part of the text that ``piece`` of the folded copy was typed as."""
        start = self.folded.find(piece)
        if start < 0 or not piece:
            return piece
        return self.text[self.positions[start] : self.positions[start + len(piece) - 1] + 1]


def fold_cell(text: str) -> FoldedText:
    """Fold widths and drop blanks; a blank between two digits stays, as one space."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _HALF_KANA.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    folded = text.translate(_TABLE)
    if " " not in folded and _GONE not in folded:
        return FoldedText(text, folded, range(len(folded)))
    return _squeeze(text, folded)


def _squeeze(text: str, folded: str) -> FoldedText:
    kept: list[str] = []
    positions: list[int] = []
    start = 0
    for blank in _BLANKS.finditer(folded):
        kept.append(folded[start : blank.start()])
        positions.extend(range(start, blank.start()))
        if _splits_digits(folded, blank):
            kept.append(" ")
            positions.append(blank.start())
        start = blank.end()
    kept.append(folded[start:])
    positions.extend(range(start, len(folded)))
    return FoldedText(text, "".join(kept), positions)


def _splits_digits(folded: str, blank: re.Match[str]) -> bool:
    before = folded[max(blank.start() - 1, 0) : blank.start()]
    after = folded[blank.end() : blank.end() + 1]
    return before in _DIGITISH and after in _DIGITISH and bool(before and after) and " " in blank[0]
