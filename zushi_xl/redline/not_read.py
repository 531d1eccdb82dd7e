"""What a book with 見え消し has and cannot be read: marks that a program dropped, formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zushi_xl.redline.carried_values import BY_HAND, Memory, digest, is_as_written
from zushi_xl.redline.listed import CONTENT
from zushi_xl.redline.marked_cells import MarkedSheet
from zushi_xl.redline.pieces import Mark, kept
from zushi_xl.redline.reading import MarkedReading, ReadCell, UnreadMark
from zushi_xl.workbook.cells import a1

_LOST = (
    "一覧の行なのに、取り消し線も下線もありません。書式を扱えないソフトで保存されて印がなくなり、"
    "古い文と新しい文が続いています。印のある元の一覧を指定してください。"
)
_UNCALCULATED = (
    "印のある数式ですが、計算した結果がファイルにないので読めません。"
    "Excel で開いて保存し直してから指定してください。"
)


def with_uncalculated(reading: MarkedReading, sheets: Sequence[MarkedSheet]) -> MarkedReading:
    """The reading with formulas that are marked and have no result among what was left out."""
    found = (
        UnreadMark(sheet.name, a1(cell.row, cell.column), text, _UNCALCULATED)
        for sheet in sheets
        for cell in sheet.uncalculated
        for text, font in cell.runs
        if font.struck or font.underlined or font.color
    )
    return replace(reading, left_out=(*reading.left_out, *found))


def without_lost(reading: MarkedReading, memory: Mapping[str, Memory]) -> MarkedReading:
    """The reading of a list made here, rows whose marks are gone among what was left out."""
    lost = set(_lost(reading.cells, memory))
    left_out = (UnreadMark(c.sheet, c.cell, c.old, _LOST) for c in reading.cells if c.key in lost)
    return MarkedReading(
        tuple(c for c in reading.cells if c.key not in lost), (*reading.left_out, *left_out)
    )


def _lost(cells: Sequence[ReadCell], memory: Mapping[str, Memory]) -> Iterator[str]:
    """Keys of rows that were written with marks, or of all where no row has any."""
    is_bare = not any(map(_is_marked, cells))
    for cell in cells:
        is_row = bool(cell.pieces) and not cell.key.startswith(BY_HAND)
        if is_row and not _is_marked(cell):
            written = memory[cell.key].written.get(CONTENT, "") if cell.key in memory else ""
            was_marked = written != digest(kept(cell.old))
            if was_marked and (is_bare or is_as_written(cell.pieces, written)):
                yield cell.key


def _is_marked(cell: ReadCell) -> bool:
    return any(mark is not Mark.KEPT for mark, _ in cell.pieces)
