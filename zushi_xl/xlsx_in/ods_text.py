"""Paragraphs of an .ods workbook as text: runs struck through apart, readings left out."""

from __future__ import annotations

from collections.abc import Container, Iterator
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex

from .part_xml import attribute, children, local
from .strings import Text, TextRun

_BLANKS = regex(r"[ \t\r\n]+")
_NOT_TEXT = ("annotation", "ruby-text", "frame", "custom-shape", "note")


def paragraphs(element: Element, struck: Container[str]) -> Text:
    """The text of all ``p`` of an element, joined by line breaks."""
    runs: list[TextRun] = []
    for number, paragraph in enumerate(children(element, "p")):
        if number:
            runs.append(TextRun("\n"))
        runs.extend(_runs(paragraph, struck, None))
    if all(run.struck is None for run in runs):
        return "".join(run.text for run in runs)
    return tuple(runs)


def _runs(element: Element, struck: Container[str], mark: bool | None) -> Iterator[TextRun]:
    yield TextRun(_BLANKS.sub(" ", element.text or ""), mark)
    for child in element:
        name = local(child.tag)
        if name == "s":
            count = attribute(child, "c") or "1"
            yield TextRun(" " * min(int(count) if count.isdecimal() else 1, 10_000), mark)
        elif name in ("tab", "line-break"):
            yield TextRun("\t" if name == "tab" else "\n", mark)
        elif name not in _NOT_TEXT:
            style = attribute(child, "style-name")
            yield from _runs(child, struck, style in struck if style else mark)
        yield TextRun(_BLANKS.sub(" ", child.tail or ""), mark)


def plain_text(element: Element) -> str:
    """All text of an element, whatever its look."""
    text = paragraphs(element, ())
    return text if isinstance(text, str) else "".join(run.text for run in text)
