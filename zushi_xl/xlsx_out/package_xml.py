"""Parts of a package as bytes: their names, relations and content types, edited as text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, MutableMapping
from typing import Literal as _Literal
from typing import overload
from urllib.parse import unquote

from zushi_xl.text.regex import regex

_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
_RELATION = regex(rb"<(?:\w+:)?Relationship\b(" + _ATTRIBUTES + rb")/?>")
_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Parts(MutableMapping[str, bytes]):
    """Parts by name; names are found without regard to case, as Excel does."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._names = {name.lower(): name for name in parts}

    def __getitem__(self, name: str) -> bytes:
        return self._parts[self._names[name.lower()]]

    def __setitem__(self, name: str, data: bytes) -> None:
        self._parts[self._names.setdefault(name.lower(), name)] = data

    def __delitem__(self, name: str) -> None:
        del self._parts[self._names.pop(name.lower())]

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def tag_prefix(text: bytes, root: bytes) -> bytes:
    """The prefix of the tags of a part, with its colon: b"x:"; mostly none."""
    match = re.search(rb"<(\w+:)?" + root + rb"\b", text)
    return (match[1] or b"") if match else b""


def relations_part(name: str) -> str:
    """The name of the part that holds the relations of a part."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


@overload
def relation_targets(parts: Parts, name: str) -> dict[str, str]: ...
@overload
def relation_targets(
    parts: Parts, name: str, *, with_kind: _Literal[True]
) -> dict[str, tuple[str, str]]: ...
def relation_targets(
    parts: Parts, name: str, *, with_kind: bool = False
) -> dict[str, str] | dict[str, tuple[str, str]]:
    """What a part points to inside the package, by id; ``""`` is the package itself."""
    rels = relations_part(name)
    if rels not in parts:
        return {}
    found = {}
    folder = posixpath.dirname(name)
    for match in _RELATION.finditer(parts[rels]):
        if attribute(match[1], "TargetMode") != "External":
            target = unquote(attribute(match[1], "Target"))
            joined = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attribute(match[1], "Id")] = (attribute(match[1], "Type"), joined)
    return found if with_kind else {key: target for key, (_, target) in found.items()}


def attribute(text: bytes, name: str) -> str:
    """An attribute of a start tag; empty where it has none of that name."""
    match = re.search(rf"""(?:^|\s){name}\s*=\s*(?:"([^"]*)"|'([^']*)')""".encode(), text)
    value = (match[1] if match[1] is not None else match[2]) if match else b""
    return _unescaped(value.decode())


def _unescaped(text: str) -> str:
    """The text of XML with its entities resolved."""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    return re.sub(r"&#(x?)([0-9a-fA-F]+);", _character, text).replace("&amp;", "&")


def _character(match: re.Match[str]) -> str:
    return chr(int(match[2], 16 if match[1] else 10))


def add_relation(parts: Parts, name: str, kind: str, target: str) -> str:
    """Let a part point to another one; gives the id."""
    rels = relations_part(name)
    text = parts[rels] if rels in parts else _empty_relations()
    known = {attribute(match[1], "Id") for match in _RELATION.finditer(text)}
    number = 1
    while (key := f"rIdZx{number}") in known:
        number += 1
    place = "/" + target
    prefix = tag_prefix(text, b"Relationships")
    entry = f'Relationship Id="{key}" Type="{kind}" Target="{place}"/>'.encode()
    parts[rels] = add_child(text, prefix + b"Relationships", b"<" + prefix + entry)
    return key


def _empty_relations() -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_RELATIONS}"></Relationships>'
    ).encode()


def add_override(parts: Parts, name: str, kind: str) -> None:
    """State the content type of a new part."""
    text = parts[_TYPES]
    prefix = tag_prefix(text, b"Types")
    entry = b'<%sOverride PartName="/%s" ContentType="%s"/>' % (
        prefix, name.encode(), kind.encode(),
    )  # fmt: skip
    parts[_TYPES] = add_child(text, prefix + b"Types", entry)


def add_default(parts: Parts, extension: str, kind: str) -> None:
    """State the content type of all parts with an extension, unless it is stated."""
    text = parts[_TYPES]
    if re.search(rf'Extension="{extension}"'.encode(), text, re.IGNORECASE):
        return
    prefix = tag_prefix(text, b"Types")
    entry = b'<%sDefault Extension="%s" ContentType="%s"/>' % (
        prefix, extension.encode(), kind.encode(),
    )  # fmt: skip
    opened = re.search(rb"<" + prefix + rb"Types\b" + _ATTRIBUTES + rb">", text)
    at = opened.end() if opened else 0
    parts[_TYPES] = text[:at] + entry + text[at:]


def add_child(text: bytes, tag: bytes, child: bytes) -> bytes:
    """One more child at the end of the first element called ``tag``.

    Raises:
        KeyError: there is no such element.
    """
    end = text.rfind(b"</" + tag + b">")
    if end >= 0:
        return text[:end] + child + text[end:]
    empty = re.search(rb"<" + tag + rb"\b(" + _ATTRIBUTES + rb")/>", text)
    if empty is None:
        raise KeyError(tag.decode())
    whole = b"<%s%s>%s</%s>" % (tag, empty[1], child, tag)
    return text[: empty.start()] + whole + text[empty.end() :]
