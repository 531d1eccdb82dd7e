"""Books of a few cells: a made sheet as its texts, and the hidden sheet that says whose it is."""

from __future__ import annotations

from zushi_xl.form.identity import Identity
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.form import FormBuilder, FormSheet
from zushi_xl.workbook.cells import Cell, Worksheet
from zushi_xl.workbook.sheet import Formula

OURS = Identity("都市課", 2022, 1, "1", "")
Grid = dict[tuple[int, int], str]  # texts by row and column


def printed(masters: Masters, identity: Identity = OURS) -> tuple[FormSheet, Grid]:
    """The first sheet as distributed, and its texts."""
    made, *_ = FormBuilder(masters.plan, masters.form).sheets(identity)
    grid: Grid = {}
    for cell in made.sheet.cells:
        value = cell.value.cached if isinstance(cell.value, Formula) else cell.value
        if value not in (None, ""):
            grid[cell.row, cell.column] = str(value)
    return made, grid


def hidden(identity: Identity) -> Worksheet:
    """The sheet 識別."""
    pairs = identity.as_pairs()
    cells = {(r, c): Cell(r, c, t, t) for r, pair in enumerate(pairs) for c, t in enumerate(pair)}
    return Worksheet("識別", cells, visible=False)
