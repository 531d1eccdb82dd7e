"""The lines of evaluation pages: fields in the order of the form, what a page may begin with, and
what it repeats when it goes on with a section or an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from zushi_xl.form.grid import Grid
from zushi_xl.form.layout import Page, PageLine, Role
from zushi_xl.form.model import Meaning
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Section
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.flow import ENTRY, FREE, KEPT, ROW
from zushi_xl.sheets.book.kpi_chart import chart_line
from zushi_xl.sheets.book.overview import overview_lines
from zushi_xl.sheets.book.printed_boxes import PrintedBoxes
from zushi_xl.sheets.book.printed_lines import CONTINUED, PrintedLine, band
from zushi_xl.sheets.book.rows import text_of
from zushi_xl.sheets.book.worded_figures import with_room

_ENTRY_GAP, _BLOCK_GAP, _SECTION_GAP = 5.25, 8.25, 24.0  # points
_LONGEST_HEAD = 30  # characters of a name that comes again


@dataclass(frozen=True)
class PageLines:
    """Makes the lines of one sheet."""

    context: AnnualContext
    grid: Grid

    def of(self, pages: Sequence[Page]) -> Iterator[PrintedLine]:
        """The lines of sections that share a sheet. One without a field of its own is found at
        the first line of the next."""
        codes: tuple[str, ...] = ()
        for number, page in enumerate(pages):
            codes += (page.section.code,)
            lines = list(self._section(page))
            if not lines:
                continue
            gap, cost = _SECTION_GAP, FREE
            plan, first = self.context.report.plan, pages[0].section.code
            if number == 1 and plan.is_within(page.section.code, first):
                gap, cost = _BLOCK_GAP, KEPT
            yield replace(lines[0], gap=gap, cost=cost, codes=codes, heads=())
            yield from lines[1:]
            codes = ()

    def _section(self, page: Page) -> Iterator[PrintedLine]:
        section = page.section
        boxes = PrintedBoxes(self.context)
        notice = boxes.notice(section)
        if notice:
            yield band(notice, "missing")
        yield from _kept_together(self._fields(page, boxes))
        if section.level is Level.PILLAR:
            yield from overview_lines(self.context, section, _heads(section))

    def _fields(self, page: Page, boxes: PrintedBoxes) -> Iterator[PrintedLine]:
        before, heads = "", _heads(page.section)
        for block, lines in groupby(page.lines, lambda line: line.block):
            above = _Above(page.section, block, before, heads)
            first, *others = self._block(lines, boxes, above)
            yield from (first, *others)
            before, heads = block, above.heads_within(first)

    def _block(
        self, lines: Iterable[PageLine], boxes: PrintedBoxes, above: _Above
    ) -> Iterator[PrintedLine]:
        """A block of the form: the section's own fields, a KPI, an entry or what belongs to it."""
        heads = above.heads
        for number, line in enumerate(lines):
            shown = with_room(line.boxes, [boxes(box) for box in line.boxes])
            gap, cost = above.opening if number == 0 else (0.0, KEPT if number == 1 else ROW)
            printed = PrintedLine(shown.boxes, shown.contents, gap, cost, heads)
            yield printed
            yield from self._chart(line)
            if number == 0:
                heads = above.heads_within(printed)

    def _chart(self, line: PageLine) -> Iterator[PrintedLine]:
        """The chart of the KPI whose reached figures the line holds."""
        slot = next(line.slots, None)
        if slot and slot.kpi and slot.key.period and slot.field.meaning is Meaning.ACTUAL:
            chart = chart_line(self.context, slot.kpi)
            if chart:
                yield chart


def _kept_together(lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """Lines with their labels: what stands under a heading, labels or periods stays with them."""
    label: PrintedLine | None = None
    for line in lines:
        yield replace(line, label=label, cost=KEPT) if label else line
        label = line if _heads_the_next(line) else None


def _heads(section: Section) -> tuple[PrintedLine, ...]:
    return (band(f"{_short(section.heading)}{CONTINUED}", "book_page_again"),)


@dataclass(frozen=True)
class _Above:
    """What stands over a block."""

    section: Section
    block: str
    before: str  # the block before it
    heads_before: tuple[PrintedLine, ...]  # of a page that begins in that one

    @property
    def is_entry(self) -> bool:
        """Whether the block begins an entry, and does not go on with the one before it."""
        return self._entry == self.block != self.section.code and not self._goes_on

    @property
    def _entry(self) -> str:
        return self.block.partition("/")[0]

    @property
    def _goes_on(self) -> bool:
        is_same = self._entry == self.before.partition("/")[0]
        return is_same and self._entry != self.section.code

    @property
    def opening(self) -> tuple[float, float]:
        """Gap and cost of the block's first line: an entry may well begin a page, its first KPI
        stays with its name."""
        if self._goes_on:
            return (0.0, KEPT) if self.before == self._entry else (_ENTRY_GAP, ROW)
        if not self.is_entry or self.before == "":
            return 0.0, ROW
        return _ENTRY_GAP, ENTRY

    @property
    def heads(self) -> tuple[PrintedLine, ...]:
        """The heads of a page that begins with the block."""
        return self.heads_before if self._goes_on else _heads(self.section)

    def heads_within(self, first: PrintedLine) -> tuple[PrintedLine, ...]:
        """The heads of a page that begins within the block."""
        if not self.is_entry:
            return self.heads
        name = "　".join(filter(None, (text_of(c.value) for c in first.contents[:2])))
        section = f"{_short(self.section.heading)}{CONTINUED}"
        return (band(f"{section}　{_short(name)}{CONTINUED}", "book_page_again"),)


def _heads_the_next(line: PrintedLine) -> bool:
    """Headings, labels over a text and the periods over their values."""
    return not any(box.role is Role.VALUE for box in line.boxes)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_HEAD else f"{text[: _LONGEST_HEAD - 1]}…"
