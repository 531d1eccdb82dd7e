"""An earlier list or table, read with all that people did to it, and the sheet that remembers.

The hidden sheet 控え has a line for every row that any run has printed: what was written then, and
of rows that are gone for now all that people wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zushi_xl.redline.carried_values import (
    EarlierDocument,
    FoundRow,
    Memory,
    PartlyCarried,
    is_as_written,
)
from zushi_xl.redline.line_ends import with_line_ends
from zushi_xl.redline.listed import HEADS, KEY, PART
from zushi_xl.redline.marked_cells import MarkedCell, MarkedSheet
from zushi_xl.redline.noticed import RowTable, noticed, numbered
from zushi_xl.redline.own_lists import mark_colors, own_pieces, remembered, remembered_rows
from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined, kept
from zushi_xl.redline.provisions import NEW, OLD
from zushi_xl.workbook.cells import Workbook, Worksheet, column_letters

_SAME_COLUMN = 0.6  # share of cells as written from which a column is the one under a new header


def read_earlier(
    book: Workbook,
    sheets: Sequence[MarkedSheet],
    content: Sequence[str],
    heads: Mapping[str, str],
) -> EarlierDocument | None:
    """The document, or None where the book is none.

    ``content`` are the columns of marked text; ``heads`` what each column is called, which the
    document itself says better.
    """
    said = remembered(sheets, HEADS) or heads
    for sheet, marked in zip(book.sheets, sheets, strict=False):
        place = next((p for p, cell in sheet.cells.items() if cell.text == KEY), None)
        if place is not None and sheet.name == marked.name:
            shifted = "LibreOffice" in book.properties.get("Application", "")
            table = _Table(
                sheet,
                marked,
                place,
                _Document(said, content, mark_colors(sheets), remembered_rows(sheets), shifted),
            )
            rows = tuple(table.rows())
            return EarlierDocument(rows, table.columns, table.memory, tuple(table.notices()))
    return None


@dataclass(frozen=True, slots=True)
class _Document:
    """What a document says of itself."""

    heads: Mapping[str, str]  # printed headers by what they stand for
    content: Sequence[str]
    colors: Mapping[str, Mark]
    memory: Mapping[str, Memory]
    shifted: bool  # whether LibreOffice saved it


class _Table:
    """The rows below the headers, the parts of a split row together."""

    def __init__(
        self,
        sheet: Worksheet,
        marked: MarkedSheet,
        place: tuple[int, int],
        document: _Document,
    ) -> None:
        self._document, self.memory = document, document.memory
        self._sheet, self._head, self._keys = sheet, place[0], place[1]
        self._cells = {(c.row, c.column): c for c in marked.cells}
        self._used: dict[int, set[int]] = {}
        for line, column in sheet.cells:
            self._used.setdefault(line, set()).add(column)
        names = {printed: name for name, printed in document.heads.items()}
        named = {c: sheet.text(self._head, c) for r, c in sheet.cells if r == self._head}
        self._headers = numbered({c: names.get(named[c], named[c]) for c in sorted(named)})
        self._headers.update(self._renamed())
        self.columns = tuple(self._headers.values())

    def _renamed(self) -> dict[int, str]:
        """Own columns whose header a person changed, known by what was written into them."""
        missing = [h for h in self._document.heads if h not in self._headers.values()]
        strange = [c for c, h in self._headers.items() if h not in self._document.heads]
        found: dict[int, str] = {}
        for header in missing:
            shares = [(self._share(column, header), -column) for column in strange]
            share, column = max(shares, default=(0.0, 0))
            if share >= _SAME_COLUMN:
                found[-column] = header
                strange.remove(-column)
        return found

    def _share(self, column: int, header: str) -> float:
        """Share of the rows whose cell in a column is what was written under a header."""
        keys = {line: self._key(line) for line in self._used if line > self._head}
        rows = [(n, self.memory[k].written) for n, k in keys.items() if k in self.memory]
        same = 0
        for line, written in rows:
            cell = self._cells.get((line, column))
            same += header in written and is_as_written(_text_of([cell]), written[header])
        return same / len(rows) if rows else 0.0

    def notices(self) -> Iterator[PartlyCarried]:
        return noticed(
            RowTable(self._sheet, self._head, self._keys, self._headers, self._document.content)
        )

    def rows(self) -> Iterator[FoundRow]:
        seen: set[str] = set()
        for group in self._groups():
            key = self._key(group[0])
            if key == NO_ROWS:
                continue
            if key in seen:
                key = ""  # a copy of a row is a row of its own
            row = self._row(key, group)
            if row.cells or row.comments or key:
                yield row
            if key:
                seen.add(key)

    def _groups(self) -> Iterator[list[int]]:
        """The lines of every row; its parts go with it, wherever sorting has put them."""
        lines = sorted(line for line in self._used if line > self._head)
        groups: list[list[int]] = []
        by_key: dict[str, list[int]] = {}
        for line in lines:
            if PART not in self._sheet.text(line, self._keys):
                groups.append([line])
                by_key.setdefault(self._key(line), groups[-1])
        for line in sorted(lines, key=self._part):
            if PART in self._sheet.text(line, self._keys):
                by_key.setdefault(self._key(line), []).append(line)
        yield from groups
        firsts = {id(group) for group in groups}
        yield from (group for group in by_key.values() if id(group) not in firsts)

    def _part(self, line: int) -> tuple[int, str, int]:
        """Sorts 2 before 10, and what somebody damaged all the same."""
        _, _, number = self._sheet.text(line, self._keys).partition(PART)
        return len(number), number, line

    def _key(self, line: int) -> str:
        return self._sheet.text(line, self._keys).partition(PART)[0]

    def _row(self, key: str, lines: list[int]) -> FoundRow:
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
        return FoundRow(key, number, cells, comments)

    def _header(self, column: int) -> str:
        """A column that has none is called after its letters."""
        return self._headers.get(column) or f"{column_letters(column)}列"

    def _pieces(self, header: str, column: int, lines: list[int]) -> Pieces:
        found = [self._cells.get((line, column)) for line in lines]
        if not any(found):
            return self._uncalculated(column, lines)
        if header in self._document.content:
            pieces = joined(p for cell in found if cell for p in self._marked(header, cell))
            return self._as_written(header, pieces, self._key(lines[0]))
        if header in OWN_PLAIN:
            return _text_of(found[:1])
        texts = [_text_of([cell]) for cell in found if cell]
        return joined(
            p for i, each in enumerate(texts) for p in ((*kept("\n"), *each) if i else each)
        )

    def _as_written(self, header: str, pieces: Pieces, key: str) -> Pieces:
        if not self._document.shifted:
            return pieces
        written = self.memory[key].written.get(header, "") if key in self.memory else ""
        return with_line_ends(pieces, written)

    def _marked(self, header: str, cell: MarkedCell) -> Iterator[MarkedPiece]:
        """The old column of a table is underlined too, where nothing is struck."""
        side = {OLD: Mark.REMOVED, NEW: Mark.ADDED}.get(header)
        for mark, text in own_pieces(cell, self._document.colors, any_note=side is not None):
            is_marked = mark in (Mark.REMOVED, Mark.ADDED)
            yield MarkedPiece(side if side and is_marked else mark, text)

    def _uncalculated(self, column: int, lines: list[int]) -> Pieces:
        """A formula whose result is not in the file: the formula as typed."""
        cells = (self._sheet.cells.get((line, column)) for line in lines)
        return joined(p for c in cells if c and c.formula for p in kept(c.formula))

    def _comment(self, line: int, column: int) -> str:
        cell = self._sheet.cells.get((line, column))
        return (cell.comment or "") if cell else ""


NO_ROWS = "（なし）"  # in the hidden column where there is no revision
OWN_PLAIN = ("場所", "改定案のページ", "現計画のページ")  # repeated by the parts of a row


def _text_of(cells: Sequence[MarkedCell | None]) -> Pieces:
    return joined(piece for cell in cells if cell for piece in own_pieces(cell))
