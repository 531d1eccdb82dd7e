"""Characters that nobody sees: which they are stands here and nowhere else.

Who reads or compares texts decides what becomes of each kind: a blank may part two numbers, what
is invisible or a control character never means anything.
"""

from __future__ import annotations

from collections.abc import Iterable


def _characters(*ranges: Iterable[int]) -> str:
    return "".join(chr(code) for codes in ranges for code in codes)


JOINER = "\u200d"
"""Joins two emoji into one; elsewhere it is invisible like the others."""

INVISIBLE = _characters(
    (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2065),
    range(0x2066, 0x206A),
)
"""Zero-width characters, marks of direction, soft hyphens; ``JOINER`` too."""

VARIANTS = _characters(range(0xFE00, 0xFE10))
"""They choose a shape for the character before them."""

LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"

BLANKS = _characters(map(ord, " \t\xa0\u1680\u202f\u205f\u3000"), range(0x2000, 0x200B))
"""Spaces of any width."""

SEPARATORS = "\x1c\x1d\x1e\x1f"
"""They part the fields of data files; in a cell they are control characters."""

CONTROL = _characters(range(0x09), range(0x0E, 0x1C), range(0x7F, 0x85), range(0x86, 0xA0))
"""Those that are neither blanks nor line ends nor ``SEPARATORS``."""
