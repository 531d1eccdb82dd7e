"""XML of a package: parsed without entities, told by local names, whatever the namespace."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from zushi_xl.text.regex import regex

from . import limits
from .unreadable import Refused

_WHOLE_BYTES = 4 * limits.MIB  # parts up to this size are parsed in one go, which is faster
_CHUNK = limits.MIB
_PIECE = 1 << 14  # holds fewer tags than may be nested, but in a part that is made to be deep
_DECLARATION = regex(rb"\s*<\?xml\s[^>]*?\?>")
_ENCODING = regex(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


@lru_cache(maxsize=1 << 12)
def local(tag: str) -> str:
    """The name without its namespace; strict and transitional files differ only there."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name, such as ``r:id``."""
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return None


def is_true(value: str | None) -> bool:
    """Whether an attribute of Open XML is on."""
    return value in ("1", "true", "on")


def find(element: Element, name: str) -> Element | None:
    """The first child of a name, in whatever namespace."""
    return next((child for child in element if local(child.tag) == name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of a name, in whatever namespace; none of no element."""
    if element is not None:
        yield from (child for child in element if local(child.tag) == name)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """The element and all below it that have a name, in whatever namespace."""
    return (child for child in element.iter() if local(child.tag) == name)


def checked(data: bytes, name: str, tags: int) -> bytes:
    """The part in UTF-8, once it is known to hold no DOCTYPE and no more than ``tags`` tags.

    The declaration is cut off: a strange encoding named there could hide a DOCTYPE from us.

    Raises:
        Refused: it holds one of them.
    """
    data = _utf8(data, name)
    if b"<!DOCTYPE" in data:
        raise Refused("entities", name)
    if data.count(b"<") > tags:
        raise Refused("too_many", f"{name} の要素の数が{tags:,}を超えています")
    return data


def _utf8(data: bytes, name: str) -> bytes:
    wide = _wide_encoding(data[:4])
    try:
        if wide:
            data = data.decode(wide).encode()
        data = data.removeprefix(b"\xef\xbb\xbf")
        declaration = _DECLARATION.match(data)
        if not declaration:
            return data
        data = data[declaration.end() :]
        named = _ENCODING.search(declaration[0])
        encoding = named[1].decode().lower() if named else "utf-8"
        if wide or encoding in ("utf-8", "us-ascii"):
            return data
        return data.decode(encoding).encode()
    except (UnicodeError, LookupError) as error:
        raise Refused("damaged", f"{name} の文字コードが不正です") from error


def _wide_encoding(start: bytes) -> str | None:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in start:
        return "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
    return None


def parse(data: bytes, name: str, tags: int = limits.PLAIN_TAGS) -> Element:
    """The root element of a part.

    Raises:
        Refused: it is no XML, or has more than ``tags`` tags.
    """
    return _parsed(checked(data, name, tags), name)


def refuse_deep(data: bytes, name: str) -> None:
    """No program nests elements so deep; a tree of them would exhaust the stack of a browser.

    Tags are counted as they stand, without parsing, so this may come before it.

    Raises:
        Refused: the part is nested deeper.
    """
    if data.count(b"</") > limits.DEPTH and _is_deeper(data, limits.DEPTH):
        raise Refused("damaged", f"{name} の入れ子が深すぎます")


def _is_deeper(data: bytes, most: int) -> bool:
    """Whether elements are nested deeper, by the tags alone.

    No place in a piece of a part is deeper than what is open before it and all that is opened in
    it; only where that is too much, its tags are looked at one by one.
    """
    most += data.count(b"<!") + data.count(b"<?")
    depth = start = 0
    while start < len(data):
        end = data.find(b"</", start + _PIECE)
        piece = data[start:] if end < 0 else data[start:end]
        closed = piece.count(b"</")
        opened = piece.count(b"<") - closed - piece.count(b"/>")
        if depth + opened > most and depth + _deepest(piece) > most:
            return True
        depth += opened - closed
        start += len(piece)
    return False


def _deepest(piece: bytes) -> int:
    depth = deepest = 0
    for between in piece.split(b"</"):
        depth += between.count(b"<") - between.count(b"/>")
        deepest = max(deepest, depth)
        depth -= 1
    return deepest


def _parsed(data: bytes, name: str) -> Element:
    refuse_deep(data, name)
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise Refused("damaged", f"{name} の XML が不正です") from error


def stream(data: bytes, name: str, tags: int, items: str) -> Iterator[Element]:
    """The elements called ``items`` and the other children of the root, in order.

    In a large part each item is forgotten after its turn, so that little memory is needed.

    Raises:
        Refused: it is no XML, or has more than ``tags`` tags.
    """
    data = checked(data, name, tags)
    if len(data) <= _WHOLE_BYTES:
        return _whole(_parsed(data, name), items)
    return _piecewise(data, name, items)


def _whole(root: Element, items: str) -> Iterator[Element]:
    for child in root:
        if len(child) and local(child.tag) != items and local(child[0].tag) == items:
            yield from child
        else:
            yield child


def _piecewise(data: bytes, name: str, items: str) -> Iterator[Element]:
    refuse_deep(data, name)
    parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(("start", "end"))
    depth = 0
    view = memoryview(data)
    for start in (*range(0, len(data), _CHUNK), len(data)):
        for event, element in _feed(parser, view[start : start + _CHUNK], name):
            depth += 1 if event == "start" else -1
            if event == "start" or depth not in (1, 2):
                continue
            item = local(element.tag) == items
            if item or depth == 1:
                yield element
            if item:
                element.clear()


def _feed(
    parser: ElementTree.XMLPullParser[Element], chunk: memoryview, name: str
) -> Iterator[tuple[str, Element]]:
    """What the parser sees in a chunk; an empty one is the end."""
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
        yield from parser.read_events()  # type: ignore[misc]
    except ElementTree.ParseError as error:
        raise Refused("damaged", f"{name} の XML が不正です") from error
