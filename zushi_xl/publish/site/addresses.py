"""Lasting addresses: a page for each section and initiative, named by its code without circles."""

from __future__ import annotations

from urllib.parse import quote

from zushi_xl.text.codes import numbers

FOLDER = "plan"


def plain_code(code: str) -> str:
    """The code in characters that every address can hold.

    >>> plain_code("5-1-①-②"), plain_code("Ⅲ-(2)")
    ('5-1-1-2', '%E2%85%A2-%282%29')
    """
    parts = numbers(code)
    return "-".join(map(str, parts)) if parts else quote(code, safe="-._~").replace("/", "_")


def page_of(code: str) -> str:
    """The file of a section or initiative, from the root of the site."""
    return f"{FOLDER}/{plain_code(code)}.html"
