"""The list under a pillar's own fields: its directions and measures with grade and division."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zushi_xl.form.layout import Box, Role
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Section
from zushi_xl.report.rating_names import rating_name
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.flow import KEPT, ROW
from zushi_xl.sheets.book.marked import rating_text
from zushi_xl.sheets.book.printed_lines import PrintedLine
from zushi_xl.sheets.placing import Content

EDGES = (0.0, 56.0, 72.0, 100.0)  # percent of the page
_GAP = 14.0


def overview_lines(
    context: AnnualContext, pillar: Section, heads: tuple[PrintedLine, ...]
) -> Iterator[PrintedLine]:
    """The rows of the list; a page that goes on with it repeats ``heads`` and the list's own."""
    plan = context.report.plan
    below = [
        s for s in plan.sections if s.code != pillar.code and plan.is_within(s.code, pillar.code)
    ]
    if not below:
        return
    levels = dict.fromkeys(s.level for s in below)
    further = ("主担当課", rating_name(context.report, levels))
    first = "・".join(plan.word(level) for level in levels)
    head = _line((first, *further), "book_head", gap=_GAP)
    yield head
    again = (*heads, _line((first, *further), "book_head"))
    before = None
    for section in below:
        cost = KEPT if before is None or before.level is not section.level else ROW
        cost = ROW if section.level is not Level.MEASURE and before is not None else cost
        style = "book_cell" if section.level is Level.MEASURE else "book_third"
        yield _line(_texts(context, section), style, cost=cost, heads=again)
        before = section


def _texts(context: AnnualContext, section: Section) -> tuple[str, ...]:
    indent = "　" if section.level is Level.MEASURE else ""
    return (indent + section.heading, section.division, grade_text(context, section))


def _line(
    texts: Sequence[str],
    style: str,
    gap: float = 0.0,
    cost: float = ROW,
    heads: tuple[PrintedLine, ...] = (),
) -> PrintedLine:
    boxes = tuple(Box(Role.LABEL, left, right) for left, right in pairwise(EDGES))
    return PrintedLine(boxes, tuple(Content(text, style) for text in texts), gap, cost, heads)


def grade_text(context: AnnualContext, section: Section) -> str:
    """The grade as printed; empty where the section is not rated."""
    evaluation = context.report.evaluation_of.get(section.code)
    return rating_text(context, evaluation) if evaluation else ""
