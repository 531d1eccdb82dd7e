"""Sheets written the usual way, read by one expression: no tree of elements is built for them.

Excel, LibreOffice and the libraries write a cell as ``<c r="B3" s="4" t="s"><v>12</v></c>``. Where
all rows and cells read like that, the expression accounts for every character between the first row
and the last. Any other sheet takes the way through the tree (``sheet``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from zushi_xl.workbook.cells import Area

from . import limits
from .part_xml import parse, refuse_deep
from .reference import ColumnNumbers, RowNumbers, refuse_many_merges, spanned
from .strings import unescape

# attributes of a row that begins; or letters, digits, style, type, formula with its tags, whole
# number, other value with its tags; or what is not written the usual way
Token = tuple[str, str, str, str, str, str, str, str, str]

_MOST_BYTES = 16 * limits.MIB  # a larger sheet is forgotten row by row: it needs less memory
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_TEXT = r"[^<\x00-\x08\x0b-\x1f]*+"
_MORE = r"[^<>/&']*+"  # attributes
_TOKEN = re.compile(
    rf"(?:<c {_MORE}/>)*+(?:"
    rf"(?:\A|</row>)(?:<row {_MORE}/>)*+(?:<row( {_MORE})>|\Z)"
    r'|<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?>'
    rf"(<f(?: {_MORE})?(?:/>|>{_TEXT}</f>))?"
    rf"(?:<v>([0-9]{{1,9}})</v>|(<v>{_TEXT}</v>|<v ?/>|<is><t(?: {_MORE})?>{_TEXT}</t></is>))?</c>"
    r")|(.+)",
    re.DOTALL,
)
_CORNERS = r'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})" ?/>'
_MERGE = re.compile(_CORNERS)
_MERGES = re.compile(rf"<mergeCells(?: {_MORE})?>(?:{_CORNERS})*+</mergeCells>")
_HIDING = re.compile(r' (?:hidden="(?:1|true|on)"|ht="[0-2](?:\.[0-9]+)?")')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_OTHER_ENTITY = re.compile("&(?!(?:lt|gt|quot|apos|amp);)")


class UsualSheet(NamedTuple):
    """``head`` is the worksheet with all that stands before its cells, ``foot`` with what stands
    behind them; the areas of merged cells are apart."""

    head: Element
    foot: Element
    tokens: list[Token]
    merges: list[Area]


def usual_sheet(data: bytes) -> UsualSheet | None:
    """What a checked part holds; None where it is not written the usual way."""
    start, end = data.find(_OPEN) + len(_OPEN), data.find(_CLOSE)
    if not len(_OPEN) <= start <= end or len(data) > _MOST_BYTES:
        return None
    before, after = data[:start], data[end:]
    for part in before, after:
        refuse_deep(part, "シート")
    try:
        section, tail = data[start:end].decode(), after.decode()
        merges, rest = _MERGE.findall(tail), _MERGES.sub("", tail)
        head = ElementTree.fromstring(before + b"</sheetData></worksheet>")
        foot = ElementTree.fromstring(before + rest.encode())
    except (ElementTree.ParseError, UnicodeError):
        return None
    tokens = _TOKEN.findall(section)
    if not _is_whole(section, tokens) or "mergeCell" in rest:
        return None
    if b"<!" in before or b"<!" in after:  # a comment, in which tags would be mere words
        return None
    return UsualSheet(head, foot, tokens, list(_areas(merges)))


def _is_whole(section: str, tokens: list[Token]) -> bool:
    """Whether rows follow each other from the first character to the last."""
    if section and not (section.startswith("<row") and section.endswith(("</row>", "/>"))):
        return False
    return not any(token[8] for token in tokens)


def _areas(merges: list[tuple[str, str, str, str]]) -> Iterator[Area]:
    refuse_many_merges(len(merges))
    columns, rows = ColumnNumbers(), RowNumbers()
    for left, top, right, bottom in merges:
        yield spanned(rows[top], columns[left], rows[bottom], columns[right])


def is_hiding(attributes: str) -> bool:
    """Whether a row of these attributes is hidden."""
    return _HIDING.search(attributes) is not None


def formula_text(tagged: str) -> str | None:
    """The formula in ``<f …>…</f>`` or ``<f …/>``; None where there is none."""
    if not tagged:
        return None
    return "=" + _unescaped(tagged[tagged.index(">") + 1 :].removesuffix("</f>"))


def value_and_text(tagged: str) -> tuple[str | None, str | None]:
    """What stands in ``<v>…</v>``, and what in ``<is><t>…</t></is>``."""
    if not tagged:
        return None, None
    if tagged.startswith("<v"):  # ``<v />`` is cut to nothing
        return _unescaped(tagged[3:-4]), None
    text = tagged[tagged.index(">", 4) + 1 : -len("</t></is>")]
    return None, unescape(_unescaped(text))


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    if _OTHER_ENTITY.search(text):
        return parse(f"<t>{text}</t>".encode(), "").text or ""
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text
