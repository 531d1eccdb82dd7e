"""Lists and tables made here, read back: their marks, and what their hidden sheet holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zushi_xl.files.json_in import parse_json
from zushi_xl.redline.carried_values import Memory
from zushi_xl.redline.line_ends import with_line_ends
from zushi_xl.redline.listed import COLORS, CONTENT, HEADS, KEY, MEMORY, PART
from zushi_xl.redline.marked_cells import MarkedCell, MarkedSheet, header_row
from zushi_xl.redline.memory import memory_from
from zushi_xl.redline.pieces import Mark, MarkedPiece, joined, kept, replaced
from zushi_xl.redline.provisions import NEW, OLD, OMITTED, PROVISION, omitted_text
from zushi_xl.redline.reading import MarkedReading, ReadCell
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import a1

_NOTE = regex(r"(?:(?<!\s)\s+)?（[^（）]*）\s*|[ 　]")


def read_list(sheets: Sequence[MarkedSheet], *, shifted: bool) -> MarkedReading:
    """The rows of a list made here; the parts of one that was split are put together.

    ``shifted`` where LibreOffice saved it, which gives every line end to the run before it.
    """
    colors = mark_colors(sheets)
    for sheet in sheets:
        texts = {(c.row, c.column): "".join(text for text, _ in c.runs) for c in sheet.cells}
        heads = header_row(texts, KEY, CONTENT)
        if heads:
            rows = _rows(sheet, texts, (heads[KEY][1], heads[CONTENT]), colors)
            return MarkedReading(tuple(_as_written(sheets, rows) if shifted else rows))
    return MarkedReading()


def _as_written(sheets: Sequence[MarkedSheet], rows: Iterable[ReadCell]) -> Iterator[ReadCell]:
    """The rows with line ends where they were when the list was written."""
    memory = remembered_rows(sheets)
    for row in rows:
        written = memory[row.key].written.get(CONTENT, "") if row.key in memory else ""
        yield replace(row, pieces=with_line_ends(row.pieces, written))


def read_table(sheets: Sequence[MarkedSheet]) -> MarkedReading:
    """The revisions of a comparison table made here, each with its whole texts."""
    heads = {printed: name for name, printed in remembered(sheets, HEADS).items()}
    for sheet in sheets:
        texts = {(c.row, c.column): c for c in sheet.cells}
        said = ((place, plain_text(cell)) for place, cell in texts.items())
        columns = header_row({p: heads.get(text, text) for p, text in said}, KEY, NEW, OLD)
        if columns:
            return MarkedReading(tuple(_table_rows(sheet.name, texts, columns)))
    return MarkedReading()


def plain_text(cell: MarkedCell | None) -> str:
    """The text of a cell without its marks; empty where there is no cell."""
    return "".join(text for text, _ in cell.runs) if cell else ""


def remembered(sheets: Sequence[MarkedSheet], name: str) -> dict[str, str]:
    """What a line of the hidden sheet of a document made here says."""
    for sheet in sheets:
        texts = {(c.row, c.column): plain_text(c) for c in sheet.cells} if not sheet.visible else {}
        for (row, column), text in texts.items():
            if column == 0 and text == name:
                return _parsed(texts.get((row, 1), ""))
    return {}


def remembered_rows(sheets: Sequence[MarkedSheet]) -> dict[str, Memory]:
    """What the hidden sheet holds of every row; a line that somebody damaged is left out."""
    memory: dict[str, Memory] = {}
    for sheet in sheets:
        lines: dict[int, dict[int, str]] = {}
        for cell in () if sheet.visible or sheet.name != MEMORY else sheet.cells:
            lines.setdefault(cell.row, {})[cell.column] = plain_text(cell)
        for texts in lines.values():
            key, text = texts.get(0, ""), "".join(texts[c] for c in sorted(texts) if c)
            if key not in (HEADS, COLORS) and (found := memory_from(text)):
                memory[key] = found
    return memory


def _parsed(text: str) -> dict[str, str]:
    try:
        found = parse_json(text)
    except ValueError:
        return {}
    items = found.items() if isinstance(found, dict) else ()
    return {key: value for key, value in items if isinstance(value, str)}


def mark_colors(sheets: Sequence[MarkedSheet]) -> dict[str, Mark]:
    """Colours that mark text in a document made here without a line of that kind."""
    words = {mark.value: mark for mark in Mark}
    said = remembered(sheets, COLORS)
    return {color: words[word] for color, word in said.items() if word in words}


def _table_rows(
    name: str,
    texts: Mapping[tuple[int, int], MarkedCell],
    columns: Mapping[str, tuple[int, int]],
) -> Iterator[ReadCell]:
    """The lines of every revision; a part goes on in the line of the one before it."""
    sides: dict[str, tuple[int, list[str], list[str]]] = {}
    keys = columns[KEY][1]
    for line in sorted({row for row, _ in texts}):
        key, _, part = plain_text(texts.get((line, keys))).partition(PART)
        revision, is_line, _ = key.rpartition(PROVISION)
        if not is_line:
            continue
        found = sides.setdefault(revision, (line, [], []))
        kept_text = plain_text(texts.get((line, columns[OMITTED][1]))) if OMITTED in columns else ""
        for lines, side in zip(found[1:], (OLD, NEW), strict=True):
            cell = texts.get((line, columns[side][1]))
            said = omitted_text(kept_text) if kept_text else _side_text(cell)
            if said is not None and part:
                lines[-1:] = ["".join((*lines[-1:], said))]
            elif said is not None:
                lines.append(said)
    place = min(columns[OLD][1], columns[NEW][1])
    for line, old, new in sides.values():
        both = replaced("\n".join(old), "\n".join(new))
        pieces = both if old != new else kept("\n".join(old))
        yield ReadCell(name, a1(line, place), joined(pieces), "このツールで作った対照表")


def _side_text(cell: MarkedCell | None) -> str | None:
    """The text of one side; None where a bold word says that the version has no such line."""
    pieces = tuple(own_pieces(cell, any_note=True)) if cell else ()
    if any(piece.mark is Mark.NOTE for piece in pieces):
        return None
    return "".join(piece.text for piece in pieces)


def _rows(
    sheet: MarkedSheet,
    texts: Mapping[tuple[int, int], str],
    heads: tuple[int, tuple[int, int]],
    colors: Mapping[str, Mark],
) -> Iterator[ReadCell]:
    keys, head = heads
    parts: dict[str, list[MarkedCell]] = {}
    for cell in sheet.cells:
        if cell.column == head[1] and cell.row > head[0]:
            key = texts.get((cell.row, keys), "").partition(PART)[0]
            parts.setdefault(key or a1(cell.row, cell.column), []).append(cell)
    for key, cells in parts.items():
        pieces = joined(piece for cell in cells for piece in own_pieces(cell, colors))
        address = a1(cells[0].row, cells[0].column)
        yield ReadCell(sheet.name, address, pieces, "このツールで作った一覧の印", key)


def own_pieces(
    cell: MarkedCell, colors: Mapping[str, Mark] | None = None, *, any_note: bool = False
) -> Iterator[MarkedPiece]:
    """The marks of a cell that was written here: struck, underlined or a bold note.

    ``colors`` are marks where a house prints no line; ``any_note``: whatever is bold is a note,
    else only what stands in brackets, and blanks.
    """
    for text, font in cell.runs:
        is_note = any_note or _NOTE.fullmatch(text)
        if font.bold and is_note and not font.struck and not font.underlined:
            yield MarkedPiece(Mark.NOTE, text)
        elif font.struck:
            yield MarkedPiece(Mark.REMOVED, text)
        else:
            plain = (colors or {}).get(font.color, Mark.KEPT)
            yield MarkedPiece(Mark.ADDED if font.underlined else plain, text)
