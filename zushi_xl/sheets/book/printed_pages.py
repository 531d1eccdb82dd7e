"""The evaluation pages, printed from the same layout that is distributed and read back.

One sheet per pillar and per direction, named by code and title. A pillar's sheet is its opening
page; a direction's sheet holds its measures, the direction's own block at the head of the first
one as in the published book. So a city with 80 measures gets some twenty tabs that a reader can
find, and the running head of each sheet names pillar and direction as the printed book does: Excel
has one running head per sheet. 目次 and the lists jump to each page.

Where pages end is weighed over the whole sheet (``flow``): a measure begins a page where that costs
none, entries stay whole where they can, no page is nearly empty, and a page that goes on with a
measure names it.

A field that is not published (公開 ×) is taken out of the form before the pages are computed: what
stands beside it takes its room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zushi_xl.form.grid import Grid, grid_of
from zushi_xl.form.layout import Page
from zushi_xl.form.model import FieldType, Form, Position
from zushi_xl.form.pages import Pages
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan, Section
from zushi_xl.report.filled_rows import filled_rows
from zushi_xl.sheets.book.context import CONTENTS, AnnualContext, link_to
from zushi_xl.sheets.book.overview import EDGES
from zushi_xl.sheets.book.page_lines import PageLines
from zushi_xl.sheets.book.paging import MARGINS, Anchor, Part
from zushi_xl.sheets.book.printed_lines import (
    PagePiece,
    PartedLine,
    crowded_columns,
    label_again,
    paged,
)
from zushi_xl.sheets.book.rows import whole_pixels
from zushi_xl.sheets.placing import Canvas, column_widths
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.names import sheet_names
from zushi_xl.workbook.page_breaks import PORTRAIT
from zushi_xl.workbook.sheet import Chart, PrintSetup, Sheet


def page_parts(context: AnnualContext) -> tuple[Part, ...]:
    """The sheets of all evaluation pages in the order of the plan."""
    report = context.report
    pages = Pages(published(report.form), report.plan)
    if not pages:
        return ()
    grid = grid_of(pages.edges | set(EDGES), first=0)
    rows = filled_rows(report)
    groups = list(_groups(pages.page(code, rows) for code in pages))
    names = sheet_names(_name(group[0].section, report.plan) for group in groups)
    return tuple(
        _SheetOfPages(context, grid, name, group).part()
        for name, group in zip(names, groups, strict=True)
    )


def published(form: Form) -> Form:
    """The form without what is not published; repeated blocks stay, their fields decide."""
    fields = []
    orphaned = False
    for field in form.fields:
        if not (field.published or field.type is FieldType.REPEAT):
            orphaned = orphaned or field.position is not Position.BESIDE
            continue
        if orphaned and field.position is Position.BESIDE:
            field = replace(field, position=Position.ROW)
        orphaned = False
        fields.append(field)
    return replace(form, fields=tuple(fields))


def _groups(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Pages that share a sheet: each section above the measures begins one."""
    group: list[Page] = []
    for page in pages:
        if group and page.section.level is not Level.MEASURE:
            yield group
            group = []
        group.append(page)
    if group:
        yield group


def _name(section: Section, plan: Plan) -> str:
    if section.level is Level.MEASURE:
        return plan.word(section.level)
    return f"{section.code} {section.title}"


class _SheetOfPages:
    """One sheet being filled with the pages of its sections."""

    def __init__(self, context: AnnualContext, grid: Grid, name: str, pages: list[Page]):
        self._context = context
        self._name = name
        self._pages = pages
        self._canvas = Canvas(grid, context.styles)
        self._anchors: list[Anchor] = []
        self._charts: list[Chart] = []

    def part(self) -> Part:
        """The sheet with its places."""
        self._canvas.band(link_to(f"← {CONTENTS}へ戻る", CONTENTS, 0), "book_nav")
        breaks = self._filled()
        named = {anchor.code for anchor in self._anchors}
        last = [page.section.code for page in self._pages if page.section.code not in named]
        self._anchors += [self._anchor(max(1, self._canvas.row - 1), code) for code in last]
        return Part(self._sheet(breaks), tuple(self._anchors), head=self._head())

    def _filled(self) -> tuple[int, ...]:
        """Put all lines on the canvas; gives the rows that begin a page."""
        builder = PageLines(self._context, self._canvas.grid)
        printed, styles = list(builder.of(self._pages)), self._context.styles
        crowded = crowded_columns(printed, styles)
        lines = [PartedLine(line, styles, crowded) for line in printed]
        rows = []
        for pieces in paged(lines, PORTRAIT):
            rows.append(self._canvas.row)
            self._fill_page(pieces)
        return tuple(rows[1:])

    def _fill_page(self, pieces: Iterable[PagePiece]) -> None:
        for number, (parted, first, last) in enumerate(pieces):
            line = parted.line
            if number == 0:
                self._open_page(parted, first)
            elif line.gap:
                self._canvas.gap(line.gap)
            row = parted.place(self._canvas, first, last)
            if not first:
                self._anchors += [self._anchor(row, code) for code in line.codes]
            if line.chart:
                self._charts.append(line.chart._replace(row=row))

    def _open_page(self, parted: PartedLine, first: int) -> None:
        """What the page repeats of the one before it."""
        line = parted.line
        again = [label_again(line.label)] if first and line.label else []
        for head in [*(line.heads if self._canvas.row > 1 else ()), *again]:
            whole = parted.beside(head)
            whole.place(self._canvas, 0, len(whole.strips))

    def _anchor(self, row: int, code: str) -> Anchor:
        plan, section = self._context.report.plan, self._context.report.plan.section_by_code[code]
        evaluation = self._context.report.evaluation_of.get(code)
        grade = evaluation.grade.symbol if evaluation and evaluation.grade else ""
        depth = plan.settings.levels.index(section.level) + 1
        return Anchor(row, section.heading, depth, code, grade)

    def _sheet(self, breaks: tuple[int, ...]) -> Sheet:
        canvas = self._canvas
        return Sheet(
            self._name,
            tuple(cell for cell in canvas.cells if cell.value is not None or cell.style),
            widths=column_widths(canvas.grid),
            heights={row: whole_pixels(height) for row, height in canvas.heights.items()},
            charts=tuple(self._charts),
            freeze=(1, 0),
            print=PrintSetup(
                area=Area(1, 0, max(1, canvas.row - 1), canvas.grid.last),
                breaks=breaks,
                fit_width=False,
                margins=MARGINS,
            ),
        )

    def _head(self) -> str:
        """第５節 … ／ １ …, as the published book runs it over every page."""
        first = self._pages[0].section
        above = [*self._context.report.plan.ancestors(first.code), first]
        return "　／　".join(section.heading for section in above[:2])
