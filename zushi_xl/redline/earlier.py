"""An earlier list or table, read with all that people did to it, and the sheet that remembers.

The hidden sheet 控え has a line for every row that any run has printed: what was written then, and
of rows that are gone for now all that people wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from zushi_xl.redline.carried import Carried, EarlierDocument, FoundRow, Memory
from zushi_xl.redline.listed import COLORS, HEADS, KEY, PART
from zushi_xl.redline.marked_cells import MarkedCell, MarkedSheet
from zushi_xl.redline.pieces import Mark, Piece, Pieces, joined, kept
from zushi_xl.redline.provisions import NEW, OLD
from zushi_xl.redline.reading import mark_colors, own_pieces, remembered, shifted_back
from zushi_xl.workbook.cells import Workbook, Worksheet, column_letters

MEMORY = "控え"
_CHUNK = 30_000  # characters of a cell; Excel takes 32,767


def memory_lines(
    carried: Carried, heads: Mapping[str, str], colors: Mapping[str, Mark]
) -> Iterator[tuple[str, ...]]:
    """The lines of the sheet 控え.

    ``heads`` are the printed headers by what they stand for, ``colors`` those that are marks
    without a line.
    """
    yield (HEADS, json.dumps(heads, ensure_ascii=False))
    yield (COLORS, json.dumps({color: mark.value for color, mark in colors.items()}))
    for key, memory in carried.memory.items():
        text = json.dumps(_plain(memory), ensure_ascii=False, separators=(",", ":"))
        yield (key, *(text[i : i + _CHUNK] for i in range(0, len(text), _CHUNK)))


def _plain(memory: Memory) -> dict[str, object]:
    return {
        "name": memory.name,
        "number": memory.number,
        "printed": memory.is_printed,
        "written": dict(memory.written),
        "typed": {h: [[m.value, t] for m, t in p] for h, p in memory.typed.items()},
        "comments": dict(memory.comments),
    }


def _memory(text: str) -> Memory:
    found = json.loads(text)
    return Memory(
        found["name"],
        found["number"],
        found["written"],
        {h: tuple(Piece(Mark(m), t) for m, t in p) for h, p in found["typed"].items()},
        found["comments"],
        is_printed=found["printed"],
    )


def read_earlier(
    book: Workbook, sheets: Sequence[MarkedSheet], content: Sequence[str]
) -> EarlierDocument | None:
    """The document, or None where the book is none; ``content`` are the headers of marked text."""
    memory = _remembered(book)
    heads = {printed: name for name, printed in remembered(sheets, HEADS).items()}
    colors = mark_colors(sheets)
    for sheet, marked in zip(book.sheets, sheets, strict=False):
        place = next((p for p, cell in sheet.cells.items() if cell.text == KEY), None)
        if place is not None and sheet.name == marked.name:
            shifted = "LibreOffice" in book.properties.get("Application", "")
            table = _Table(sheet, marked, place, heads, shifted, content, colors)
            return EarlierDocument(tuple(table.rows()), tuple(table.columns), memory)
    return None


def _remembered(book: Workbook) -> dict[str, Memory]:
    """What the sheet 控え holds; a line that somebody damaged is as if it were not there."""
    memory: dict[str, Memory] = {}
    sheet = next((s for s in book.sheets if s.name == MEMORY), Worksheet(MEMORY, {}))
    lines: dict[int, dict[int, str]] = {}
    for (line, column), cell in sheet.cells.items():
        lines.setdefault(line, {})[column] = cell.text
    for texts in lines.values():
        key, text = texts.get(0, ""), "".join(texts[c] for c in sorted(texts) if c)
        try:
            if key not in (HEADS, COLORS):
                memory[key] = _memory(text)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return memory


class _Table:
    """The rows below the headers, the parts of a split row together."""

    def __init__(
        self,
        sheet: Worksheet,
        marked: MarkedSheet,
        place: tuple[int, int],
        heads: Mapping[str, str],
        shifted: bool,
        content: Sequence[str],
        colors: Mapping[str, Mark],
    ) -> None:
        self._colors = colors
        self._sheet, self._head, self._keys = sheet, place[0], place[1]
        self._shifted, self._content = shifted, content
        self._cells = {(c.row, c.column): c for c in marked.cells}
        self._used: dict[int, set[int]] = {}
        for line, column in sheet.cells:
            self._used.setdefault(line, set()).add(column)
        named = {c: sheet.text(self._head, c) for r, c in sheet.cells if r == self._head}
        self.columns = [heads.get(named[c], named[c]) for c in sorted(named)]
        self._headers = {c: heads.get(named[c], named[c]) for c in sorted(named)}

    def rows(self) -> Iterator[FoundRow]:
        seen: set[str] = set()
        last = ""
        for group in self._groups():
            key = self._key(group[0])
            if key == NO_ROWS:
                continue
            if key in seen:
                key = ""  # a copy of a row is a row of its own
            row = self._row(key, last, group)
            if row.cells or row.comments or key:
                yield row
            if key:
                seen.add(key)
                last = key

    def _groups(self) -> Iterator[list[int]]:
        """The lines of every row; a part follows the one before it and goes on with it."""
        group: list[int] = []
        for line in sorted(line for line in self._used if line > self._head):
            is_part = PART in self._sheet.text(line, self._keys)
            if group and not (is_part and self._key(line) == self._key(group[0])):
                yield group
                group = []
            group.append(line)
        if group:
            yield group

    def _key(self, line: int) -> str:
        return self._sheet.text(line, self._keys).partition(PART)[0]

    def _row(self, key: str, last: str, lines: list[int]) -> FoundRow:
        cells: dict[str, Pieces] = {}
        comments: dict[str, str] = {}
        hidden = {c for c, header in self._headers.items() if header == "略した文"}
        columns = {c for line in lines for c in self._used[line]} - {self._keys} - hidden
        for column in sorted(columns):
            header = self._header(column)
            pieces = self._pieces(header, column, lines)
            notes = [self._comment(line, column) for line in lines]
            if pieces:
                cells[header] = joined((*cells.get(header, ()), *pieces))
            if any(notes):
                comments[header] = "\n".join(filter(None, notes))
        number = "".join(t for _, t in cells.pop("No.", ())).split("\n")[0]
        return FoundRow(key, last, number, cells, comments)

    def _header(self, column: int) -> str:
        """A column that has none is called after its letters."""
        return self._headers.get(column) or f"{column_letters(column)}列"

    def _pieces(self, header: str, column: int, lines: list[int]) -> Pieces:
        found = [self._cells.get((line, column)) for line in lines]
        if header in self._content:
            pieces = joined(p for cell in found if cell for p in self._marked(header, cell))
            return shifted_back(pieces) if self._shifted else pieces
        if header in OWN_PLAIN:
            return _text_of(found[:1])
        texts = [_text_of([cell]) for cell in found if cell]
        return joined(
            p for i, each in enumerate(texts) for p in ((*kept("\n"), *each) if i else each)
        )

    def _marked(self, header: str, cell: MarkedCell) -> Iterator[Piece]:
        """The old column of a table is underlined too, where nothing is struck."""
        side = {OLD: Mark.REMOVED, NEW: Mark.ADDED}.get(header)
        for mark, text in own_pieces(cell, self._colors, any_note=side is not None):
            is_marked = mark in (Mark.REMOVED, Mark.ADDED)
            yield Piece(side if side and is_marked else mark, text)

    def _comment(self, line: int, column: int) -> str:
        cell = self._sheet.cells.get((line, column))
        return (cell.comment or "") if cell else ""


NO_ROWS = "（なし）"  # in the hidden column where there is no revision
OWN_PLAIN = ("場所", "改定案のページ", "現計画のページ")  # repeated by the parts of a row


def _text_of(cells: Sequence[MarkedCell | None]) -> Pieces:
    return joined(piece for cell in cells if cell for piece in own_pieces(cell))
