"""The OLE container of old .xls files and of encrypted books, opened by olefile.

olefile refuses chains that loop or leave the file, which xlrd and others follow.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from .unreadable import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = ("Workbook", "Book")
_OTHERS = {"WordDocument": "Word 文書", "PowerPoint Document": "PowerPoint"}
_PROPERTIES = {
    "title": "title",
    "subject": "subject",
    "author": "creator",
    "keywords": "keywords",
    "comments": "description",
    "last_saved_by": "lastModifiedBy",
    "create_time": "created",
    "last_saved_time": "modified",
    "category": "category",
    "manager": "Manager",
    "creating_application": "Application",
    "company": "Company",
}


def refuse_other_documents(data: bytes) -> None:
    """Refuse a container that holds no workbook, by the name of what it is.

    Raises:
        Refused: always, unless it is a workbook.
    """
    ole = _opened(data)
    names = {entry[0] for entry in ole.listdir(streams=True, storages=True)}
    if "EncryptedPackage" in names:
        raise Refused("default_password" if _opens_unasked(ole) else "encrypted")
    if not names.isdisjoint(_BOOKS):
        return
    for stream, name in _OTHERS.items():
        if stream in names:
            raise Refused("other_document", name)
    raise Refused("to_export", "Excel でないプログラムの文書")


def _opens_unasked(ole: Any) -> bool:
    from .default_password import opens_unasked

    try:
        return opens_unasked(ole.openstream("EncryptionInfo").read())
    except _faults():
        return False


class Container(NamedTuple):
    """The stream of a workbook, the properties of the document, the names of its storages."""

    stream: bytes
    properties: dict[str, str]
    storages: tuple[str, ...] = ()


def read_container(data: bytes) -> Container:
    """What the container of a workbook holds.

    Raises:
        Refused: there is no workbook in it, or it is damaged.
    """
    ole = _opened(data)
    name = next((name for name in _BOOKS if ole.exists(name)), "")
    if not name:
        raise Refused("damaged", "ブックの本体がありません")
    try:
        storages = {entry[0] for entry in ole.listdir(streams=False, storages=True)}
        return Container(
            ole.openstream(name).read(), dict(_properties(ole)), tuple(sorted(storages))
        )
    except _faults() as error:
        raise Refused("damaged", "ブックの本体を取り出せません") from error


def _opened(data: bytes) -> Any:
    import olefile

    if len(data) < olefile.MINIMAL_OLEFILE_SIZE:
        raise Refused("damaged", "途中で切れています")
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except _faults() as error:
        raise Refused("damaged", "内部のつながりが壊れています") from error


def _faults() -> tuple[type[Exception], ...]:
    import struct

    return (OSError, ValueError, LookupError, TypeError, OverflowError, struct.error)


def _properties(ole: Any) -> Iterator[tuple[str, str]]:
    """Title, author, times and the properties that a form gives itself; none if garbled."""
    try:
        found = ole.get_metadata()
        own = ole.get_userdefined_properties("\x05DocumentSummaryInformation")
    except _faults():
        return
    for attribute, name in _PROPERTIES.items():
        text = _text(getattr(found, attribute, None), found.codepage)
        if text:
            yield name, text
    for item in own:
        yield _text(item.get("property_name"), None), _text(item.get("value"), None)


def _text(value: object, codepage: int | None) -> str:
    """A property as text; times are kept in UTC, and one before 1900 is none."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat() if value.year > 1900 else ""
    if isinstance(value, bytes):
        encoding = "utf-8" if codepage in (None, 65001, -535) else f"cp{codepage}"
        try:
            return value.decode(encoding).strip("\0")
        except (LookupError, UnicodeError):
            return value.decode("cp932", "replace").strip("\0")
    return "" if value is None else str(value)
