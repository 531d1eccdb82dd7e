"""What the charts of an .xls say: titles, typed names of series, boxes drawn on them.

Charts are streams within the stream of their sheet, or sheets of their own ([MS-XLS] 2.1.7.20).
"""

from __future__ import annotations

from collections.abc import Iterator

from .plain import PlainRemark
from .xls_beside import SheetRecord, number_at, shape_text
from .xls_formulas import records

_BEGIN, _END = 0x809, 0x0A
_LISTED, _TEXT, _CONTINUE = 0x85, 0x1B6, 0x3C
_CHART_TEXT, _ORIGIN, _OF_CELLS = 0x100D, 0x1051, 2
_CHART = 0x20  # kind of a stream


def chart_remarks(stream: bytes) -> Iterator[PlainRemark]:
    """The words of all charts, a remark for each text, with the name of the sheet."""
    names = dict(_listed(stream))
    open_kinds: list[int] = []
    sheet, inside = "", list[SheetRecord]()
    for kind, at, size in records(stream):
        data = stream[at : at + size]
        if kind == _BEGIN:
            sheet = sheet if open_kinds else names.get(at - 4, "")
            open_kinds.append(number_at(data, 2))
        elif kind == _END and open_kinds:
            if open_kinds.pop() == _CHART:
                yield from _told(inside, sheet)
                inside = []
        elif _CHART in open_kinds:
            inside.append(SheetRecord(kind, data))


def _listed(stream: bytes) -> Iterator[tuple[int, str]]:
    """Where each sheet begins, and its name."""
    for kind, at, _ in records(stream):
        if kind == _LISTED:
            count, wide = stream[at + 6], stream[at + 7 : at + 8] == b"\1"
            raw = stream[at + 8 : at + 8 + count * (2 if wide else 1)]
            name = raw.decode("utf-16-le" if wide else "latin-1", "replace")
            yield int.from_bytes(stream[at : at + 4], "little"), name
        elif kind == _END:
            break


def _told(inside: list[SheetRecord], sheet: str) -> Iterator[PlainRemark]:
    texts = (_text(inside, number) for number in range(len(inside)))
    text = "\n".join(dict.fromkeys(filter(None, texts)))
    if text:
        yield "text_box", text, sheet, ""


def _text(inside: list[SheetRecord], number: int) -> str:
    kind, data = inside[number]
    if kind == _TEXT:
        return shape_text(inside, number)
    if kind != _CHART_TEXT or len(data) < 4:
        return ""
    before = inside[number - 1] if number else SheetRecord(0, b"")
    if before.kind == _ORIGIN and before.data[1:2] == bytes([_OF_CELLS]):
        return ""
    wide = data[3] == 1
    raw = data[4 : 4 + data[2] * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace").strip()
