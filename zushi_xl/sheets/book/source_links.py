"""Links from a datum to the returned book and the cell that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zushi_xl.files.remote import Url
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.formulas import quoted_sheet
from zushi_xl.workbook.sheet import Link

# What an address of a file must not hold as it is; other letters stay readable.
_ESCAPES = str.maketrans({char: f"%{ord(char):02X}" for char in '%# "<>[]^`{}'})
_ARCHIVE = ".zip/"


def relative_inputs(inputs: Sequence[Path | Url]) -> str:
    """The path from the book (outputs/2024年度) to the one folder of returned books.

    It holds where that folder stands beside the outputs, as ``init`` lays them out. It depends on
    the folder's name only, never on where a run writes: equal inputs give equal books anywhere.
    Empty, so that the book has no such links, where there is not one folder of inputs.
    """
    if len(inputs) != 1 or not inputs[0].is_dir():
        return ""
    return f"../../{inputs[0].resolve().name}"


def source_link(inputs: str, source: Source) -> Link | str:
    """The name of the file, as a link where ``inputs`` leads to it: a book in a .zip has none."""
    if not inputs or _ARCHIVE in source.file.lower():
        return source.file
    place = f"#{quoted_sheet(source.sheet)}!{source.cell or 'A1'}" if source.sheet else ""
    return Link(source.file, f"external:{address(f'{inputs}/{source.file}')}{place}")


def address(path: str) -> str:
    """A relative path as links want it."""
    return path.translate(_ESCAPES)
