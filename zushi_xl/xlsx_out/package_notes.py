"""Notes on cells of somebody's workbook: a part with their texts, and one that draws them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from zushi_xl.workbook.cells import a1
from zushi_xl.xlsx_out.package_xml import (
    Parts,
    add_child,
    add_default,
    add_override,
    add_relation,
    relation_targets,
    tag_prefix,
)
from zushi_xl.xlsx_out.safe_text import escaped

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER = (
    b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
    b"tableParts", b"extLst",
)  # fmt: skip
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"'
    ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke'
    ' joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


class PackageNote(NamedTuple):
    """A text at a cell; row and column are 0-based."""

    row: int
    column: int
    text: str


def add_notes(parts: Parts, sheet: str, notes: Sequence[PackageNote]) -> None:
    """Put notes on cells of a sheet (the name of its part), beside those it has.

    A cell that has a note already keeps it; the new text is put before it.
    """
    if not notes:
        return
    kinds = {kind.rpartition("/")[2]: target for kind, target in _targets(parts, sheet)}
    comments = kinds.get("comments") or _new_comments(parts, sheet)
    drawing = kinds.get("vmlDrawing") or _new_drawing(parts, sheet)
    for note in notes:
        if not _prepended(parts, comments, note):
            _append(parts, comments, note)
            parts[drawing] = add_child(parts[drawing], b"xml", _shape(note))


def _targets(parts: Parts, sheet: str) -> Sequence[tuple[str, str]]:
    return list(relation_targets(parts, sheet, with_kind=True).values())


def _new_comments(parts: Parts, sheet: str) -> str:
    name = _free(parts, "xl/commentsZx{}.xml")
    parts[name] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
    ).encode()
    add_override(parts, name, _COMMENTS)
    add_relation(parts, sheet, f"{_OFFICE}/comments", name)
    return name


def _new_drawing(parts: Parts, sheet: str) -> str:
    name = _free(parts, "xl/drawings/vmlDrawingZx{}.vml")
    parts[name] = _DRAWING.encode()
    add_default(parts, "vml", _VML)
    key = add_relation(parts, sheet, f"{_OFFICE}/vmlDrawing", name)
    text = parts[sheet]
    prefix = tag_prefix(text, b"worksheet")
    entry = b'<%slegacyDrawing xmlns:zx="%s" zx:id="%s"/>' % (
        prefix, _OFFICE.encode(), key.encode(),
    )  # fmt: skip
    at = _place(text, prefix)
    parts[sheet] = text[:at] + entry + text[at:]
    return name


def _place(text: bytes, prefix: bytes) -> int:
    """Where the schema wants the drawing of notes: before what may follow it."""
    start = text.rfind(b"</" + prefix + b"sheetData>")
    found = [
        match.start()
        for tag in _AFTER
        if (match := re.compile(rb"<" + prefix + tag + rb"\b").search(text, max(start, 0)))
    ]
    return min(found) if found else text.rfind(b"</" + prefix + b"worksheet")


def _free(parts: Parts, pattern: str) -> str:
    number = 1
    while pattern.format(number) in parts:
        number += 1
    return pattern.format(number)


def _prepended(parts: Parts, comments: str, note: PackageNote) -> bool:
    text = parts[comments]
    place = a1(note.row, note.column).encode()
    match = re.search(
        rb'<(\w+:)?comment\b[^>]*\bref="' + place + rb'".*?<(?:\w+:)?text>', text, re.DOTALL
    )
    if match is None:
        return False
    prefix = match[1] or b""
    run = b'<%sr><%st xml:space="preserve">%s\n</%st></%sr>' % (
        prefix, prefix, escaped(note.text).encode(), prefix, prefix,
    )  # fmt: skip
    parts[comments] = text[: match.end()] + run + text[match.end() :]
    return True


def _append(parts: Parts, comments: str, note: PackageNote) -> None:
    text = parts[comments]
    prefix = tag_prefix(text, b"comments")
    authors = len(re.findall(rb"<" + prefix + rb"author\b", text))
    if not re.search(rb"<" + prefix + rb"author>zushi-xl</", text):
        entry = b"<%sauthor>zushi-xl</%sauthor>" % (prefix, prefix)
        text = add_child(text, prefix + b"authors", entry)
        author = authors
    else:
        before = text[: text.index(b"<" + prefix + b"author>zushi-xl</")]
        author = len(re.findall(rb"<" + prefix + rb"author\b", before))
    body = b'<%stext><%st xml:space="preserve">%s</%st></%stext>' % (
        prefix, prefix, escaped(note.text).encode(), prefix, prefix,
    )  # fmt: skip
    comment = b'<%scomment ref="%s" authorId="%d">%s</%scomment>' % (
        prefix, a1(note.row, note.column).encode(), author, body, prefix,
    )  # fmt: skip
    parts[comments] = add_child(text, prefix + b"commentList", comment)


def _shape(note: PackageNote) -> bytes:
    return (
        f'<v:shape id="_zx_{note.row}_{note.column}" type="#_x0000_t202" style="position:absolute;'
        'width:220pt;height:80pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
        ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{note.row}</x:Row>"
        f"<x:Column>{note.column}</x:Column></x:ClientData></v:shape>"
    ).encode()
