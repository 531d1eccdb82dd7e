"""The evaluation pages, printed from the same layout that is distributed and read back.

One sheet per pillar and per direction, named by code and title. A pillar's sheet is its opening
page; a direction's sheet holds its measures, each from a new page on, the direction's own block
at the head of the first one as in the published book. So a city with 80 measures gets some twenty
tabs that a reader can find, and the running head of each sheet names pillar and direction as the
printed book does: Excel has one running head per sheet. 目次 and the lists jump to each page.

A field that is not published (公開 ×) is taken out of the form before the pages are computed: what
stands beside it takes its room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zushi_xl.form.grid import Grid, grid_of
from zushi_xl.form.layout import Box, Page, PageLine, Role
from zushi_xl.form.model import FieldType, Form, Position
from zushi_xl.form.pages import Pages
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Section
from zushi_xl.sheets.book.context import CONTENTS, AnnualContext, link_to
from zushi_xl.sheets.book.long_texts import parts_of_line
from zushi_xl.sheets.book.overview import overview_rows
from zushi_xl.sheets.book.paging import MARGINS, Anchor, Part, Room, page_breaks
from zushi_xl.sheets.book.pillar_chart import chart_on
from zushi_xl.sheets.book.printed_boxes import PrintedBoxes
from zushi_xl.sheets.book.rows import whole_pixels
from zushi_xl.sheets.placing import Canvas, Content, column_widths
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.names import sheet_names
from zushi_xl.workbook.sheet import Chart, Placed, PrintSetup, Sheet

_DEPTHS = {Level.PILLAR: 1, Level.MEASURE: 3}  # in 目次; 2 for what stands between
_INITIATIVE_GAP = 5.0
_BLOCK_GAP = 8.0


def page_parts(context: AnnualContext) -> tuple[Part, ...]:
    """The sheets of all evaluation pages in the order of the plan."""
    report = context.report
    pages = Pages(published(report.form), report.plan)
    if not pages:
        return ()
    grid = grid_of(pages.edges, first=0)
    groups = list(_groups(pages.values()))
    names = sheet_names(_name(group[0].section) for group in groups)
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


def _name(section: Section) -> str:
    if section.level is Level.MEASURE:
        return section.level.value
    return f"{section.code} {section.title}"


class _SheetOfPages:
    """One sheet being filled with the pages of its sections."""

    def __init__(self, context: AnnualContext, grid: Grid, name: str, pages: list[Page]):
        self._context = context
        self._name = name
        self._pages = pages
        self._canvas = Canvas(grid, context.styles)
        self._boxes = PrintedBoxes(context)
        self._anchors: list[Anchor] = []
        self._starts: set[int] = set()
        self._blocks: set[int] = set()
        self._kept: set[int] = set()
        self._charts: list[Chart] = []

    def part(self) -> Part:
        self._navigation()
        for page in self._pages:
            self._page(page)
        return Part(self._sheet(), tuple(self._anchors), head=self._head())

    def _navigation(self) -> None:
        """The row on top of the screen, outside the printed area."""
        text = f"← {CONTENTS}へ戻る"
        self._canvas.band(link_to(text, CONTENTS, 0), "book_nav")

    def _page(self, page: Page) -> None:
        canvas, section = self._canvas, page.section
        if canvas.row > 1 and not self._follows_direction(page):
            self._starts.add(canvas.row)
        elif canvas.row > 1:
            canvas.gap(_BLOCK_GAP)
            self._kept.add(canvas.row)
        evaluation = self._context.report.evaluation_of.get(section.code)
        grade = evaluation.grade.symbol if evaluation and evaluation.grade else ""
        depth = _DEPTHS.get(section.level, 2)
        self._anchors.append(Anchor(canvas.row, section.heading, depth, section.code, grade))
        notice = self._boxes.notice(section)
        if notice:
            canvas.band(notice, "missing")
            self._kept.add(canvas.row)
        self._lines(page.lines)
        if section.level is Level.PILLAR:
            canvas.gap(14)
            for row in overview_rows(self._context, canvas, section):
                self._kept.add(row)
            self._chart(section)

    def _chart(self, section: Section) -> None:
        top = self._canvas.row
        chart = chart_on(self._context, self._canvas, section)
        if chart is not None:
            self._charts.append(chart)
            self._kept.update(range(top + 1, self._canvas.row))

    def _follows_direction(self, page: Page) -> bool:
        first, second = self._pages[0].section, self._pages[:2][-1].section
        return first.level is Level.DIRECTION and page.section is second

    def _lines(self, lines: Iterable[PageLine]) -> None:
        before = ""
        for line in lines:
            block = block_of(line)
            if before and block != before:
                self._between(block, before)
            before = block
            for contents in parts_of_line(line, self._boxes, self._context.styles):
                self._place(line.boxes, contents)
            if _heads_the_next(line):
                self._kept.add(self._canvas.row)

    def _between(self, block: str, before: str) -> None:
        """A little room before an initiative; a page may end there."""
        is_new = not before.startswith(f"{block}/") and not block.startswith(f"{before}/KPI")
        if is_new and self._canvas.row not in self._kept:
            self._canvas.gap(_INITIATIVE_GAP)
            self._blocks.add(self._canvas.row)

    def _place(self, boxes: Sequence[Box], contents: Sequence[Content]) -> None:
        """One row; the form leaves room to write, print does not."""
        top = self._canvas.row
        self._canvas.boxes(boxes, contents)
        self._kept.update(range(top + 1, self._canvas.row))

    def _sheet(self) -> Sheet:
        canvas = self._canvas
        heights = {row: whole_pixels(height) for row, height in canvas.heights.items()}
        rows = range(1, canvas.row)
        breaks = page_breaks(heights, rows, Room(), self._starts, self._blocks, self._kept)
        return Sheet(
            self._name,
            tuple(_clean(canvas.cells)),
            widths=column_widths(canvas.grid),
            heights=heights,
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


def block_of(line: PageLine) -> str:
    """The block that a line is of: 5-1-①, 5-1-①/KPI1, 5-1-①-②."""
    code, *rest = line.tag.split("/")
    return f"{code}/{rest[0]}" if rest and rest[0].startswith("KPI") else code


def _heads_the_next(line: PageLine) -> bool:
    """Headings, labels over a text and the periods over their values."""
    return not any(box.role is Role.VALUE for box in line.boxes)


def _clean(cells: Iterable[Placed]) -> Iterator[Placed]:
    return (cell for cell in cells if cell.value is not None or cell.style)
