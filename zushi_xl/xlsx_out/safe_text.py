"""Text as a workbook can hold it.

Cell texts keep every character (control characters become ``_xHHHH_``, as Excel writes them),
but for lone surrogates, which no file can hold: they show as �. Line ends become ``\\n``.
Elsewhere (titles, messages, sheet names in attributes, runs of rich text) there is no such
escape, so control characters show as � there.
"""

from __future__ import annotations

from zushi_xl.text.regex import regex
from zushi_xl.workbook.metrics import LONGEST_TEXT, utf16_length

LONGEST_CELL = LONGEST_TEXT
CUT = "…（このセルに入らないため、以下略）"

_SUSPECT = regex("[\r\ud800-\udfff]")
_SURROGATE = regex("[\ud800-\udfff]")
_ILLEGAL = regex("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = regex(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|^\s|\s$")
_ESCAPE_LIKE = regex("_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """Text for a cell of its own."""
    if _SUSPECT.search(text) is None:
        return text
    return _SURROGATE.sub("\ufffd", unix_lines(text))


def plain_text(text: str) -> str:
    """Text for every place that has no escape for control characters."""
    if _ILLEGAL.search(text) is None:
        return text
    return _ILLEGAL.sub("\ufffd", unix_lines(text))


def unix_lines(text: str) -> str:
    """A text whose lines end with a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def needs_escape(text: str) -> bool:
    """Whether XML spells the text otherwise: markup, control characters, white space at an end."""
    return _NOT_PLAIN.search(text) is not None


def escaped(text: str) -> str:
    """The text between tags. (``xml.sax.saxutils`` has this and takes 50 ms to import.)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def too_long(text: str) -> bool:
    """Whether a cell cannot hold the text. The cheap test comes first: most texts are short."""
    return len(text) > LONGEST_CELL // 2 and utf16_length(text) > LONGEST_CELL


def shorten(text: str, longest: int) -> str:
    """Cut to what Excel shows in an input message or tip, ending in … where something was cut."""
    text = plain_text(text)
    if utf16_length(text) <= longest:
        return text
    kept = text[: longest - 1]
    while utf16_length(kept) > longest - 1:
        kept = kept[:-1]
    return kept + "…"


def fitting(text: str) -> str:
    """The text as long as a cell can hold; one that was cut says so at its end.

    Nothing that somebody returned may keep a book from being written. That a text is cut is told
    by the rule ``text-beyond-cell``; data files hold it whole.
    """
    if not too_long(text):
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    kept = units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "replace")
    return kept.removesuffix("\ufffd") + CUT


def not_a_formula(text: str) -> str:
    """A title or series name that XlsxWriter must not take for a reference: ``=A1`` → ``＝A1``."""
    text = plain_text(text)
    return f"＝{text[1:]}" if text.startswith("=") else text


def looks_like_markup(text: str) -> bool:
    """A text that XlsxWriter would copy unescaped, taking it for a rich string of its own."""
    return text.startswith("<r>") and text.endswith("</r>")


def split_escape_like(text: str) -> list[str]:
    """Pieces without a literal ``_xHHHH_``, which XlsxWriter would escape twice in rich text."""
    pieces = []
    start = 0
    for match in _ESCAPE_LIKE.finditer(text):
        pieces.append(text[start : match.end()])
        start = match.end()
    pieces.append(text[start:])
    return [piece for piece in pieces if piece]
