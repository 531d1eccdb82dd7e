"""The list under a pillar's own fields: its directions and measures with grade and division."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zushi_xl.form.frame import PAGE_WIDTH
from zushi_xl.form.grid import Grid
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Section
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.marked import rating_text
from zushi_xl.sheets.placing import Canvas
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Placed

_EDGES = (0.0, 56.0, 72.0, 100.0)  # percent of the page, moved to the nearest edge of the grid
_HEADS = ("取り組みの方向・具体的施策", "主担当課", "進捗状況評価")


class _Line(NamedTuple):
    texts: tuple[str, str, str]
    style: str


def overview_rows(context: AnnualContext, canvas: Canvas, pillar: Section) -> Iterator[int]:
    """Place the list; gives the rows that should stay with the one above."""
    plan = context.report.plan
    below = [
        s for s in plan.sections if s.code != pillar.code and plan.is_within(s.code, pillar.code)
    ]
    if not below:
        return
    levels = dict.fromkeys(s.level for s in below)
    head = "・".join(plan.word(level) for level in levels)
    yield _place(canvas, _Line((head, *_HEADS[1:]), "book_head"))
    for number, section in enumerate(below):
        row = _place(canvas, _line(context, section))
        if number == 0:
            yield row


def _line(context: AnnualContext, section: Section) -> _Line:
    if section.level is not Level.MEASURE:
        return _Line(
            (section.heading, section.division, grade_text(context, section)), "book_third"
        )
    texts = (f"　{section.heading}", section.division, grade_text(context, section))
    return _Line(texts, "book_cell")


def grade_text(context: AnnualContext, section: Section) -> str:
    """The grade as printed; empty where the section is not rated."""
    evaluation = context.report.evaluation_of.get(section.code)
    return rating_text(context, evaluation) if evaluation else ""


def _place(canvas: Canvas, line: _Line) -> int:
    row = canvas.row
    columns = [_column(canvas.grid, edge) for edge in _EDGES]
    size = canvas.styles[line.style].size
    lines = 1
    for text, start, end in zip(line.texts, columns, columns[1:], strict=False):
        canvas.cells.append(Placed(row, start, text, line.style, 1, end - start))
        width = canvas.grid.edges[end - canvas.grid.first]
        width -= canvas.grid.edges[start - canvas.grid.first]
        lines = max(lines, lines_needed(text, width * PAGE_WIDTH / 100, size))
    canvas.heights[row] = min(TALLEST_ROW, row_height(lines, size))
    canvas.row += 1
    return row


def _column(grid: Grid, edge: float) -> int:
    """The column that begins nearest to an edge; each of the three gets at least one."""
    nearest = min(range(len(grid.edges)), key=lambda i: abs(grid.edges[i] - edge))
    return grid.first + nearest
