"""Where a finding about a master stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zushi_xl.masters.records import match_key
from zushi_xl.workbook.cells import Source, column_letters


def at_header(headers: Mapping[str, Sequence[str]], source: Source, header: str) -> Source:
    """The cell of another column in the row of ``source``."""
    keys = [match_key(each) for each in headers.get(source.sheet, ())]
    row = source.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if match_key(header) not in keys or not row:
        return source
    return source._replace(cell=f"{column_letters(keys.index(match_key(header)))}{row}")
