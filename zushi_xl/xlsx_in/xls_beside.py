"""What lies beside the cells of an .xls sheet: margins, shapes, pictures, messages, conditions.

xlrd tells none of it; the records do ([MS-XLS] 2.4: Header, HeaderFooter, Obj, TxO, Dv, CondFmt,
CF, and [MS-ODRAW] 2.2 and 2.3 for where a shape lies and what its properties say).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zushi_xl.workbook.cells import Area, a1

from .beside_cells import CHECKED, PICTURE, SHAPE, is_written
from .cell_formats import shows_nothing
from .cell_tips import PROMPT, Tips
from .page_margins import margin_text
from .plain import PlainRemark
from .visible_text import PAPER, unseen_text
from .xls_formulas import sheet_records

Colors = Mapping[int, int]

_HEADER, _FOOTER, _MORE_MARGINS = 0x14, 0x15, 0x89C
_OBJECT, _TEXT, _CONTINUE, _DRAWING = 0x5D, 0x1B6, 0x3C, 0xEC
_CONDITIONS, _CONDITION, _MESSAGES = 0x1B0, 0x1B1, 0x1BE
_UNICODE = 0x600  # what a sheet of Excel 97 and later says at its beginning
_NOTE, _PICTURE, _TICKED_KINDS = 0x19, 0x08, (0x0B, 0x0C)
_DRAWN_KINDS = (1, 2, 3, 4, 9, 0x1E)  # line, rectangle, oval, arc, polygon, any other
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"  # of 18 bytes: flags, then left, inset, top
_PROPERTIES = b"\x0b\xf0"  # of a shape: six bytes each, then what is longer
_WORD_ART, _DESCRIPTION, _IS_LONG = 0xC0, 0x381, 0x8000
_TICKED = b"\x0a\x00\x0c\x00\x01\x00"  # FtCbls: checked


class SheetRecord(NamedTuple):
    """One record of a sheet."""

    kind: int
    data: bytes


class BesideCells(NamedTuple):
    """Remarks on a sheet, and where its conditional formats may strike or hide."""

    remarks: list[PlainRemark]
    conditional: list[Area]


def beside_cells(stream: bytes, start: int, sheet: str, tips: Tips, colors: Colors) -> BesideCells:
    """What the records of the sheet that begins at ``start`` tell beside its cells; its messages go
    to ``tips``. ``colors`` are those of the book by their numbers."""
    found = [SheetRecord(kind, data) for kind, data in sheet_records(stream, start, _WANTED)]
    version = int.from_bytes(stream[start + 4 : start + 6], "little")
    if version != _UNICODE:
        return BesideCells([], [])
    remarks = [("margin", text, sheet, "") for text in dict.fromkeys(_margins(found))]
    for kind, data in found:
        if kind == _MESSAGES:
            _add_messages(tips, data, sheet)
    return BesideCells([*remarks, *_shapes(found, sheet)], list(_conditional(found, colors)))


_WANTED = frozenset(
    (
        *(_HEADER, _FOOTER, _MORE_MARGINS, _OBJECT, _TEXT, _CONTINUE, _DRAWING),
        *(_CONDITIONS, _CONDITION, _MESSAGES),
    )
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
        if number_at(data, place):
            text, size = _string(data[at:])
            yield text
            at += size


def _string(data: bytes) -> tuple[str, int]:
    """A text with its length before it, and how many bytes it takes."""
    count, wide = number_at(data, 0), data[2:3] == b"\1"
    end = 3 + count * (2 if wide else 1)
    return data[3:end].decode("utf-16-le" if wide else "latin-1", "replace"), end


def _add_messages(tips: Tips, data: bytes, sheet: str) -> None:
    """Two titles and two texts; two formulas; the areas."""
    at, texts = 4, list[str]()
    for _ in range(4):
        text, size = _string(data[at:])
        texts.append("" if text == "\0" else text)
        at += size
    for _ in range(2):
        at += 4 + number_at(data, at)
    cell = a1(number_at(data, at + 2), number_at(data, at + 6))
    title, error_title, text, error = texts
    tips.add(PROMPT, (title, text), sheet, cell)
    tips.add(PROMPT, (error_title, error), sheet, cell)


def number_at(data: bytes, at: int) -> int:
    """The two bytes at a place of a record as a number."""
    return int.from_bytes(data[at : at + 2], "little")


def _shapes(records: list[SheetRecord], sheet: str) -> Iterator[PlainRemark]:
    """The text of each shape that is no note, pictures and ticks, with the cell they lie on."""
    cell, is_note = "", False
    drawn = None  # the cell of a shape of which no text has come yet
    for number, (kind, data) in enumerate([*records, (_OBJECT, b"")]):
        if kind in (_DRAWING, _CONTINUE) and (at := data.rfind(_ANCHOR)) >= 0:
            cell = a1(number_at(data, at + 12), number_at(data, at + 8))
        if kind == _DRAWING:
            for told, text in _said_by_properties(data):
                yield told, text, sheet, cell
        if kind == _OBJECT:
            if drawn is not None:
                yield "shape", SHAPE, sheet, drawn
            what = number_at(data, 4)
            drawn = cell if what in _DRAWN_KINDS else None
            is_note = what == _NOTE
            yield from _said_by_kind(what, data, sheet, cell)
        elif kind == _TEXT and not is_note:
            text = shape_text(records, number)
            if text:
                drawn = None
                yield "text_box", text, sheet, cell


def _said_by_kind(what: int, data: bytes, sheet: str, cell: str) -> Iterator[PlainRemark]:
    """What an object says without words."""
    if what == _PICTURE:
        yield "picture", PICTURE, sheet, cell
    elif what in _TICKED_KINDS and _TICKED in data:
        yield "control", CHECKED, sheet, cell


def _said_by_properties(data: bytes) -> Iterator[tuple[str, str]]:
    """What WordArt says, and what somebody wrote for those who do not see the shape."""
    at = data.find(_PROPERTIES, 2)
    while at >= 0:
        count, place = number_at(data, at - 2) >> 4, at + 6
        rest = place + 6 * count
        for start in range(place, min(rest, len(data) - 5), 6):
            name, size = (
                number_at(data, start),
                int.from_bytes(data[start + 2 : start + 6], "little"),
            )
            if not name & _IS_LONG:
                continue
            size = int.from_bytes(data[start + 2 : start + 6], "little")
            text = data[rest : rest + size].decode("utf-16-le", "replace").strip("\0").strip()
            rest += size
            if name & 0x3FFF == _WORD_ART and text:
                yield "text_box", text
            elif name & 0x3FFF == _DESCRIPTION and is_written(text):
                yield "alt", text
        at = data.find(_PROPERTIES, max(rest, at + 2))


def shape_text(records: Sequence[SheetRecord], number: int) -> str:
    """The letters of the text record at ``number``: they stand in those that continue it."""
    count, text = number_at(records[number].data, 10), ""
    for place in range(number + 1, len(records)):
        kind, data = records[place]
        if kind != _CONTINUE or len(text) >= count:
            break
        wide = data[:1] == b"\1"
        text += data[1:].decode("utf-16-le" if wide else "latin-1", "replace")
    return text[:count].replace("\r", "\n").strip()


def _conditional(records: Iterable[SheetRecord], colors: Colors) -> Iterator[Area]:
    areas: list[Area] = []
    for kind, data in records:
        if kind == _CONDITIONS:
            areas = list(_areas(data[12:]))
        elif kind == _CONDITION and _hides(data, colors):
            yield from areas
            areas = []


def _areas(data: bytes) -> Iterator[Area]:
    for at in range(2, min(2 + 8 * number_at(data, 0), len(data) - 7), 8):
        top, bottom, left, right = (number_at(data, at + step) for step in (0, 2, 4, 6))
        yield Area(top, left, bottom, right)


def _hides(data: bytes, colors: Colors) -> bool:
    """Whether a conditional format strikes a text through, or shows nothing of it."""
    flags, at = int.from_bytes(data[6:10], "little"), 12
    if flags & 1 << 25:  # a number format comes first: its number, or its length and code
        is_own = number_at(data, 10) & 1
        code = _string(data[at + 2 :])[0] if is_own else ""
        if shows_nothing(code, 1) or shows_nothing(code, "a"):
            return True
        at += number_at(data, at) if is_own else 2
    if not flags & 1 << 26:
        return False
    style, untouched = data[at + 68 : at + 69], data[at + 88 : at + 89]
    if style and style[0] & 0x80 and not (untouched and untouched[0] & 0x80):
        return True
    ink = colors.get(number_at(data, at + 80)) if data[at + 82 : at + 84] == b"\0\0" else None
    return ink is not None and bool(unseen_text(ink, _paper(data, at + 118, flags, colors)))


def _paper(data: bytes, at: int, flags: int, colors: Colors) -> int:
    """The colour that a conditional format gives to the cell; a border and an alignment may stand
    before it."""
    if not flags & 1 << 29:
        return PAPER
    at += 8 * bool(flags & 1 << 27) + 8 * bool(flags & 1 << 28)
    return colors.get(number_at(data, at + 2) >> 7 & 0x7F, PAPER)
