"""Lasting addresses: a page for each section and initiative, named by its code without circles."""

from __future__ import annotations

from urllib.parse import quote

from zushi_xl.text.codes import in_ascii

FOLDER = "plan"


def plain_code(code: str) -> str:
    """The code in characters that every address can hold.

    >>> plain_code("5-1-①-②"), plain_code("Ⅲ-(2)"), plain_code("1-01")
    ('5-1-1-2', 'III-%282%29', '1-01')
    """
    return quote(in_ascii(code) or code, safe="-._~").replace("/", "_")


def page_of(code: str) -> str:
    """The file of a section or initiative, from the root of the site."""
    return f"{FOLDER}/{plain_code(code)}.html"
