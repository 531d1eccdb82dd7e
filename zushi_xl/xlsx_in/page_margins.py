"""Texts in the margins of the printed page: headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex

from .plain import PlainRemark

_CODE = regex(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d{2}[+-]\d{3}|\d{1,3}|&|[A-Za-z]|$)')


def margin_text(written: str) -> str:
    """What a header or footer says in words: its codes for fonts, pages and names left out.

    >>> margin_text('&L&8 市民協働課&C&"BIZ UDGothic"&P / &N')
    '市民協働課'
    """
    words = _CODE.sub(lambda code: "&" if code[0] == "&&" else "\n", written).splitlines()
    return "\n".join(word.strip() for word in words if any(map(str.isalnum, word)))


def margin_remarks(element: Element, sheet: str) -> Iterator[PlainRemark]:
    """The texts of a ``headerFooter`` element, each once."""
    texts = (margin_text(item.text or "") for item in element)
    for text in dict.fromkeys(text for text in texts if text):
        yield "margin", text, sheet, ""
