"""What lies beside the cells of an .xls sheet: headers, footers, shapes, pictures, conditions.

xlrd tells none of it; the records do ([MS-XLS] 2.4: Header, HeaderFooter, Obj, TxO, CondFmt, CF,
and [MS-ODRAW] 2.2 for where a shape lies).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zushi_xl.workbook.cells import Area, a1

from .beside_cells import CHECKED, PICTURE
from .page_margins import margin_text
from .plain import PlainRemark
from .xls_formulas import sheet_records

_HEADER, _FOOTER, _MORE_MARGINS = 0x14, 0x15, 0x89C
_OBJECT, _TEXT, _CONTINUE, _DRAWING = 0x5D, 0x1B6, 0x3C, 0xEC
_CONDITIONS, _CONDITION = 0x1B0, 0x1B1
_UNICODE = 0x600  # what a sheet of Excel 97 and later says at its beginning
_NOTE, _PICTURE, _TICKED_KINDS = 0x19, 0x08, (0x0B, 0x0C)
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"  # of 18 bytes: flags, then left, inset, top
_TICKED = b"\x0a\x00\x0c\x00\x01\x00"  # FtCbls: checked


class SheetRecord(NamedTuple):
    """One record of a sheet."""

    kind: int
    data: bytes


class BesideCells(NamedTuple):
    """Remarks on a sheet, and where its conditional formats may strike or hide."""

    remarks: list[PlainRemark]
    conditional: list[Area]


def beside_cells(stream: bytes, start: int, sheet: str) -> BesideCells:
    """What the records of the sheet that begins at ``start`` tell beside its cells."""
    found = [SheetRecord(kind, data) for kind, data in sheet_records(stream, start, _WANTED)]
    version = int.from_bytes(stream[start + 4 : start + 6], "little")
    if version != _UNICODE:
        return BesideCells([], [])
    remarks = [("margin", text, sheet, "") for text in dict.fromkeys(_margins(found))]
    return BesideCells([*remarks, *_shapes(found, sheet)], list(_conditional(found)))


_WANTED = frozenset(
    (_HEADER, _FOOTER, _MORE_MARGINS, _OBJECT, _TEXT, _CONTINUE, _DRAWING, _CONDITIONS, _CONDITION)
)


def _margins(records: Iterable[SheetRecord]) -> Iterator[str]:
    for kind, data in records:
        texts: tuple[str, ...] = ()
        if kind in (_HEADER, _FOOTER):
            texts = (_string(data)[0],)
        elif kind == _MORE_MARGINS:
            texts = tuple(_further_margins(data))
        yield from (text for text in map(margin_text, texts) if text)


def _further_margins(data: bytes) -> Iterator[str]:
    """Those of even and of first pages, which Excel 2007 and later keep."""
    at = 38
    for place in (30, 32, 34, 36):
        if _number(data, place):
            text, size = _string(data[at:])
            yield text
            at += size


def _string(data: bytes) -> tuple[str, int]:
    """A text with its length before it, and how many bytes it takes."""
    count, wide = _number(data, 0), data[2:3] == b"\1"
    end = 3 + count * (2 if wide else 1)
    return data[3:end].decode("utf-16-le" if wide else "latin-1", "replace"), end


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _shapes(records: list[SheetRecord], sheet: str) -> Iterator[PlainRemark]:
    """The text of each shape that is no note, pictures and ticks, with the cell they lie on."""
    cell, is_note = "", False
    for number, (kind, data) in enumerate(records):
        if kind in (_DRAWING, _CONTINUE) and (at := data.rfind(_ANCHOR)) >= 0:
            cell = a1(_number(data, at + 12), _number(data, at + 8))
        elif kind == _OBJECT:
            what = _number(data, 4)
            is_note = what == _NOTE
            if what == _PICTURE:
                yield "picture", PICTURE, sheet, cell
            elif what in _TICKED_KINDS and _TICKED in data:
                yield "control", CHECKED, sheet, cell
        elif kind == _TEXT and not is_note:
            text = _shape_text(_number(data, 10), records[number + 1 :]).strip()
            if text:
                yield "text_box", text, sheet, cell


def _shape_text(count: int, following: Iterable[SheetRecord]) -> str:
    """``count`` letters, which stand in the records that continue the one of the text."""
    text = ""
    for kind, data in following:
        if kind != _CONTINUE or len(text) >= count:
            break
        wide = data[:1] == b"\1"
        text += data[1:].decode("utf-16-le" if wide else "latin-1", "replace")
    return text[:count].replace("\r", "\n")


def _conditional(records: Iterable[SheetRecord]) -> Iterator[Area]:
    areas: list[Area] = []
    for kind, data in records:
        if kind == _CONDITIONS:
            areas = list(_areas(data[12:]))
        elif kind == _CONDITION and _strikes(data):
            yield from areas
            areas = []


def _areas(data: bytes) -> Iterator[Area]:
    for at in range(2, min(2 + 8 * _number(data, 0), len(data) - 7), 8):
        top, bottom, left, right = (_number(data, at + step) for step in (0, 2, 4, 6))
        yield Area(top, left, bottom, right)


def _strikes(data: bytes) -> bool:
    """Whether the font of a conditional format is struck through."""
    flags, at = int.from_bytes(data[6:10], "little"), 12
    if flags & 1 << 25:  # a number format comes first: its number, or its length and code
        is_own = _number(data, 10) & 1
        at += _number(data, at) if is_own else 2
    if not flags & 1 << 26:
        return False
    style, untouched = data[at + 68 : at + 69], data[at + 88 : at + 89]
    return bool(style and style[0] & 0x80) and not (untouched and untouched[0] & 0x80)
