"""Which cells of an .xls hold formulas, which xlrd does not tell: found by the heads of records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from . import limits
from .unreadable import Refused

Place = tuple[int, int]
_FORMULAS = (0x06, 0x206, 0x406)
_BEGIN, _END = 0x809, 0x0A
_TOKENS = 22  # bytes of a formula record before its tokens, the length of the tokens included
# Bytes that one cell takes in a record: numbers, texts, blanks, formulas, and runs of them.
_CELL_BYTES = {0x203: 14, 0x27E: 10, 0xFD: 10, 0x204: 6, 0xD6: 6, 0x06: 20, 0x205: 8, 0x201: 6}
_CELL_BYTES |= {0xBD: 6, 0xBE: 2}


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the records of a stream."""
    while at + 4 <= len(stream):
        kind = int.from_bytes(stream[at : at + 2], "little")
        size = int.from_bytes(stream[at + 2 : at + 4], "little")
        yield kind, at + 4, size
        at += 4 + size


def refuse_too_many_cells(stream: bytes) -> None:
    """Count the cells, blank ones too, before objects are made of them.

    Raises:
        Refused: there are too many.
    """
    cells = sum(size // _CELL_BYTES.get(kind, 1 << 16) for kind, _, size in records(stream))
    if cells > limits.XLS_CELLS:
        raise Refused("too_many", f"セルの数が{limits.XLS_CELLS:,}を超えています")


def sheet_records(stream: bytes, start: int, kinds: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """Kind and content of such records of the sheet that begins at ``start``; what charts on it
    hold is left out."""
    depth = 0
    for kind, at, size in records(stream, start):
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            break
        if kind in kinds and depth == 1:
            yield kind, stream[at : at + size]


def formula_places(stream: bytes, start: int) -> dict[Place, bytes]:
    """The tokens of the formulas of the sheet that begins at ``start``, by row and column."""
    found = {}
    for _, data in sheet_records(stream, start, _FORMULAS):
        if len(data) >= _TOKENS:
            row, column = (int.from_bytes(data[at : at + 2], "little") for at in (0, 2))
            found[row, column] = data[_TOKENS:]
    return found


def formula_text(book: Any, tokens: Mapping[Place, bytes], place: Place) -> str:
    """The formula as xlrd spells it; ``=`` alone where it is shared with a neighbour or too odd."""
    from xlrd import XLRDError
    from xlrd.formula import FMLA_TYPE_CELL, FormulaError, decompile_formula

    data = tokens[place]
    try:
        text = decompile_formula(book, data, len(data), FMLA_TYPE_CELL, *place)
    except (XLRDError, FormulaError, AssertionError, LookupError, ValueError, TypeError):
        text = None
    return f"={text or ''}"
