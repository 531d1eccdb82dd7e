"""Texts of running heads and feet: & begins a command there, and Excel takes 255 units in all."""

from __future__ import annotations

from zushi_xl.workbook.metrics import utf16_length

LONGEST = 80  # of one of the three parts, with room for sizes, numbers of pages and blanks


def literal(text: str, longest: int = LONGEST) -> str:
    """A text as it is written there, in at most ``longest`` units, no pair cut in two.

    >>> literal("緑&水"), literal("&" * 80, 5)
    ('緑&&水', '&&&&')
    """
    written, units = [], 0
    for char in text:
        said = "&&" if char == "&" else char
        units += utf16_length(said)
        if units > longest:
            break
        written.append(said)
    return "".join(written)


def sized(size: int, text: str, longest: int = LONGEST) -> str:
    """A text in a size of its own: figures that begin it are none of the size.

    >>> sized(8, "2024年度"), sized(8, "緑")
    ('&8 2024年度', '&8緑')
    """
    apart = " " if text[:1].isdecimal() else ""
    return f"&{size}{apart}{literal(text, longest)}"
