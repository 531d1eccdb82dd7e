"""What an .xls says of the whole book: macros, pasted files, links to other books and programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .beside_cells import DDE, MACRO, OLE_OBJECT, OTHER_BOOK
from .plain import PlainRemark
from .xls_formulas import records

_LINK, _END = 0x1AE, 0x0A
_ITSELF, _ADD_INS = 0x401, 0x3A01  # in place of the length of a path
_BETWEEN = "\3"  # service and topic of a DDE link; folders of a path
_ENCODED = "\1"  # begins a path in which control characters stand for drives and folders
_MACROS, _PASTED = "_VBA_PROJECT_CUR", "MBD"


def storage_remarks(storages: Iterable[str]) -> Iterator[PlainRemark]:
    """What the storages beside the book's stream are."""
    names = list(storages)
    if any(name.upper() == _MACROS for name in names):
        yield "macro", MACRO, "", ""
    if any(name.upper().startswith(_PASTED) for name in names):
        yield "embedded", OLE_OBJECT, "", ""


def linked_remarks(stream: bytes) -> Iterator[PlainRemark]:
    """Other books and programs that formulas refer to ([MS-XLS] 2.4.271, SupBook)."""
    told: dict[tuple[str, str], None] = {}
    for kind, at, size in records(stream):
        if kind == _END:
            break
        if kind == _LINK and size > 4:
            path = _path(stream[at : at + size]).strip("\0 ")
            if path:
                told[_said(path)] = None
    for name, text in told:
        yield name, text, "", ""


def _path(data: bytes) -> str:
    count = int.from_bytes(data[2:4], "little")
    if count in (_ITSELF, _ADD_INS) or not count:
        return ""
    wide = data[4:5] == b"\1"
    raw = data[5 : 5 + count * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _said(path: str) -> tuple[str, str]:
    if path.startswith(_ENCODED):
        folders = "".join("/" if sign < " " else sign for sign in path[1:])
        return "external_link", f"{OTHER_BOOK}{folders.strip('/')}"
    if _BETWEEN in path:
        return "dde", f"{DDE}{path.replace(_BETWEEN, '|')}"
    return "external_link", f"{OTHER_BOOK}{path}"
