"""Text of cells: runs with and without strike-through, never furigana."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from . import limits
from .parts import find, local, stream
from .styles import is_struck

# A run says whether it is struck, or None when the font of its cell decides.
Run = tuple[str, bool | None]
Text = str | tuple[Run, ...]
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """``_x000D_`` is how Excel stores a character that XML cannot hold."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_text(item: Element) -> Text:
    """The text of an ``si`` or ``is`` element: its own ``t``, or the ``t`` of its runs ``r``."""
    if len(item) == 1 and local(item[0].tag) == "t":
        return unescape(item[0].text or "")
    runs: list[Run] = []
    for child in item:
        name = local(child.tag)
        if name == "t":
            runs.append((unescape(child.text or ""), None))
        elif name == "r":
            runs.append(_run(child))
    if all(struck is None for _, struck in runs):
        return "".join(text for text, _ in runs)
    return tuple(runs)


def _run(run: Element) -> Run:
    font = find(run, "rPr")
    struck = None if font is None else is_struck(font)
    text = "".join(unescape(child.text or "") for child in run if local(child.tag) == "t")
    return text, struck


def read_strings(data: bytes, name: str) -> list[Text]:
    """The shared strings, in the order in which cells point to them."""
    items = stream(data, name, limits.STRING_TAGS, "si")
    return [read_text(item) for item in items if local(item.tag) == "si"]


def split_struck(text: Text, cell_struck: bool) -> tuple[str, str | None]:
    """The text that stands, and the text that is struck through."""
    runs: tuple[Run, ...] = ((text, None),) if isinstance(text, str) else text
    kept: list[str] = []
    struck: list[str] = []
    for piece, mark in runs:
        (struck if (cell_struck if mark is None else mark) else kept).append(piece)
    return "".join(kept), "".join(struck) or None
