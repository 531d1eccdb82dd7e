"""Text of cells: runs with and without strike-through, never furigana."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex

from . import limits
from .cell_formats import is_struck
from .part_xml import find, local, stream
from .visible_text import INK, OFFICE_THEME, read_color, unseen_text


class TextRun(NamedTuple):
    """Part of a text; whether it is struck and its colour, None where its cell decides."""

    text: str
    struck: bool | None = None
    ink: int | None = None


Text = str | tuple[TextRun, ...]
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")


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
    runs: list[TextRun] = []
    for child in item:
        name = local(child.tag)
        if name == "t":
            runs.append(TextRun(unescape(child.text or "")))
        elif name == "r":
            runs.append(_run(child))
    if all(struck is None and ink is None for _, struck, ink in runs):
        return "".join(run.text for run in runs)
    return tuple(runs)


def _run(run: Element) -> TextRun:
    font = find(run, "rPr")
    text = "".join(unescape(child.text or "") for child in run if local(child.tag) == "t")
    if font is None:
        return TextRun(text)
    color = find(font, "color")
    ink = None if color is None else read_color(color, OFFICE_THEME, INK)
    return TextRun(text, is_struck(font), ink)


def read_strings(data: bytes, name: str) -> list[Text]:
    """The shared strings, in the order in which cells point to them."""
    items = stream(data, name, limits.STRING_TAGS, "si")
    return [read_text(item) for item in items if local(item.tag) == "si"]


def split_struck(text: Text, cell_struck: bool) -> tuple[str, str | None]:
    """The text that stands, and the text that is struck through."""
    runs: tuple[TextRun, ...] = (TextRun(text),) if isinstance(text, str) else text
    kept: list[str] = []
    struck: list[str] = []
    for piece, mark, _ in runs:
        (struck if (cell_struck if mark is None else mark) else kept).append(piece)
    return "".join(kept), "".join(struck) or None


def with_struck_marked(text: Text) -> str:
    """All of a text in one line of thought: what is struck through stands there as such.

    >>> with_struck_marked((TextRun("未定", True), TextRun("3回")))
    '〔取り消し線：未定〕3回'
    """
    if isinstance(text, str):
        return text
    return "".join(
        f"〔取り消し線：{run.text}〕" if run.struck and run.text.strip() else run.text
        for run in text
    )


def unseen_runs(text: Text, paper: int) -> str:
    """How a part of the text hides by its own colour; empty where all of it is seen."""
    if isinstance(text, str):
        return ""
    inks = {run.ink for run in text if run.ink is not None and run.text.strip() and not run.struck}
    return next((unseen for ink in inks if (unseen := unseen_text(ink, paper))), "")
