"""見え消し in cells back as marked text: what the old and the new text were.

Struck is removed, underlined is added. In a book that underlines nothing but colours text beside
what it strikes, the colour stands for the underline. Notes such as （新規） count only in lists
made here, which print them in bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zushi_xl.redline.listed import CONTENT, KEY, PART
from zushi_xl.redline.pieces import Mark, Piece, Pieces, is_changed, joined, new_text, old_text
from zushi_xl.workbook.cells import a1
from zushi_xl.xlsx_in.runs import Font, MarkedCell, MarkedSheet

_NOTE = re.compile(r"\s*（[^（）]*）\s*")


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that carries marks, with both texts."""

    sheet: str
    cell: str
    pieces: Pieces

    @property
    def old(self) -> str:
        return old_text(self.pieces)

    @property
    def new(self) -> str:
        return new_text(self.pieces)


def read_marked(sheets: Sequence[MarkedSheet]) -> tuple[ReadCell, ...]:
    """Every cell with struck or underlined text, sheet by sheet."""
    by_color = _is_by_color(sheets)
    cells = (
        ReadCell(sheet.name, a1(cell.row, cell.column), _pieces(cell, by_color))
        for sheet in sheets
        for cell in sheet.cells
    )
    return tuple(cell for cell in cells if is_changed(cell.pieces))


def read_list(sheets: Sequence[MarkedSheet], *, shifted: bool = False) -> tuple[ReadCell, ...]:
    """The rows of a list made here; the parts of one that was split are put together.

    ``shifted`` where LibreOffice saved it, which gives every line end to the run before it.
    """
    for sheet in sheets:
        texts = {(c.row, c.column): "".join(text for text, _ in c.runs) for c in sheet.cells}
        heads = {text: place for place, text in texts.items()}
        if KEY in heads and CONTENT in heads:
            rows = _rows(sheet, texts, heads[KEY][1], heads[CONTENT])
            return tuple(replace(r, pieces=_shifted_back(r.pieces)) if shifted else r for r in rows)
    return ()


def _shifted_back(pieces: Pieces) -> Pieces:
    """Line ends before the last lines and before the last note where they were written.

    甲⏎[-乙⏎-]{+丙+} is 甲[-⏎乙-]{+⏎丙+} again.
    """
    *texts, last = pieces or (Piece(Mark.KEPT, ""),)
    if last.mark is Mark.NOTE and texts:
        before = Piece(texts[-1].mark, texts[-1].text.removesuffix("\n"))
        return joined((*texts[:-1], before, Piece(Mark.NOTE, "\n" + last.text.lstrip("\n"))))
    start = next((i for i in reversed(range(len(pieces))) if pieces[i].mark is Mark.KEPT), None)
    if start is None or last.mark is Mark.KEPT or not pieces[start].text.endswith("\n"):
        return pieces
    before = Piece(Mark.KEPT, pieces[start].text[:-1])
    turned = (Piece(mark, "\n" + text.removesuffix("\n")) for mark, text in pieces[start + 1 :])
    return joined((*pieces[:start], before, *turned))


def _rows(
    sheet: MarkedSheet, texts: Mapping[tuple[int, int], str], keys: int, head: tuple[int, int]
) -> Iterator[ReadCell]:
    parts: dict[str, list[MarkedCell]] = {}
    for cell in sheet.cells:
        if cell.column == head[1] and cell.row > head[0]:
            key = texts.get((cell.row, keys), "").partition(PART)[0]
            parts.setdefault(key or a1(cell.row, cell.column), []).append(cell)
    for cells in parts.values():
        pieces = joined(piece for cell in cells for piece in _marked(cell.runs, own_list=True))
        yield ReadCell(sheet.name, a1(cells[0].row, cells[0].column), pieces)


def _is_by_color(sheets: Iterable[MarkedSheet]) -> bool:
    """Whether the book strikes text but underlines none: then colour says what was added."""
    fonts = {font for sheet in sheets for cell in sheet.cells for _, font in cell.runs}
    return any(f.struck for f in fonts) and not any(f.underlined for f in fonts)


def _pieces(cell: MarkedCell, by_color: bool) -> Pieces:
    beside_struck = by_color and any(font.struck for _, font in cell.runs)
    return joined(_marked(cell.runs, by_color=beside_struck))


def _marked(
    runs: Iterable[tuple[str, Font]], *, by_color: bool = False, own_list: bool = False
) -> Iterator[Piece]:
    for text, font in runs:
        if font.struck:
            yield Piece(Mark.REMOVED, text)
        elif font.underlined or (by_color and font.color):
            yield Piece(Mark.ADDED, text)
        elif own_list and font.bold and _NOTE.fullmatch(text):
            yield Piece(Mark.NOTE, text)
        else:
            yield Piece(Mark.KEPT, text)
