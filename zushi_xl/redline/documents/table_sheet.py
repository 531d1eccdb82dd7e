"""新旧対照表: both texts side by side, on A4 landscape."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from zushi_xl.plan.model import Plan
from zushi_xl.redline.documents.list_sheet import (
    ADDED_WIDTH,
    HEAD,
    KEY_WIDTH,
    print_setup,
    title_cells,
)
from zushi_xl.redline.documents.looks import height_of, plain, rich
from zushi_xl.redline.earlier import NO_ROWS
from zushi_xl.redline.house_style import HouseStyle, Side, TableMarks
from zushi_xl.redline.listed import KEY, PART
from zushi_xl.redline.pieces import Pieces
from zushi_xl.redline.provisions import (
    NEW,
    OLD,
    OMITTED,
    REMARK,
    ComparisonTable,
    TableRow,
    omitted_cell,
)
from zushi_xl.redline.row_parts import split_pieces
from zushi_xl.text.regex import regex
from zushi_xl.workbook.metrics import TALLEST_ROW
from zushi_xl.workbook.page_breaks import PageRoom, page_breaks
from zushi_xl.workbook.sheet import Placed, Rich, Run, Sheet
from zushi_xl.workbook.style import Style

TABLE = "新旧対照表"
TEXT_WIDTH, REMARK_WIDTH = 438, 134  # pixels, one A4 wide; without 備考 the texts share its width
PART_HEIGHT = 300.0
_LABEL, _LONGEST_LABEL = regex(r"\A(?:[【≪＜].*|.*：)"), 20  # characters
_MOST_BREAKS = 1000  # Excel takes 1,023; it ends the pages after them itself
PAGE_HEIGHT = 500.0  # points of rows on a page; printers round heights differently


def columns_of(style: HouseStyle) -> tuple[str, ...]:
    """The printed columns from the left."""
    texts = (NEW, OLD) if style.new_side is Side.LEFT else (OLD, NEW)
    return (*texts, REMARK) if style.has_remarks else texts


def table_heads(style: HouseStyle) -> dict[str, str]:
    """What each column stands for → its printed header."""
    words = {NEW: style.new_head, OLD: style.old_head, REMARK: REMARK}
    return {column: words[column] for column in columns_of(style)} | {OMITTED: OMITTED, KEY: KEY}


@dataclass(frozen=True, slots=True)
class _Frame:
    """The columns of the table with their widths."""

    columns: tuple[str, ...]  # printed
    added: tuple[str, ...]
    looks: Mapping[str, Style]

    @property
    def widths(self) -> tuple[int, ...]:
        if REMARK in self.columns:
            return (TEXT_WIDTH, TEXT_WIDTH, REMARK_WIDTH)
        return (TEXT_WIDTH + REMARK_WIDTH // 2,) * 2

    @property
    def key(self) -> int:
        return len(self.columns) + len(self.added) + 1

    def width_of(self, header: str) -> int:
        if header in self.columns:
            return self.widths[self.columns.index(header)]
        return ADDED_WIDTH


def table_sheet(
    plan: Plan, table: ComparisonTable, looks: Mapping[str, Style], style: HouseStyle
) -> Sheet:
    """新旧対照表: a row for each provision, several where Excel could not hold it."""
    added = tuple(h for h in table.carried.added if h != OMITTED)
    if not style.has_remarks and any(REMARK in each.row.cells for each in table.rows):
        added = (REMARK, *added)  # what people wrote stays, beside the printed table
    frame = _Frame(columns_of(style), added, looks)
    cells = [*_head(plan, style, frame)]
    heights = {0: 30.0, 1: 18.0, HEAD: 24.0}
    line = HEAD
    kept: set[int] = set()
    above = 0  # rows since the band: 1 is the band, 2 the heading
    for row in table.rows:
        for part in _parts(row, frame):
            line += 1
            cells += _cells(line, row, part, frame)
            heights[line] = _height(row, part, frame)
            above = 1 if row.is_band else above + 1
            kept -= {line} if row.is_band else set()
            kept |= {line + 1} if above <= 2 or _is_label(part) else set()
    if line == HEAD:
        line += 1
        cells += _nothing(line, frame)
    return Sheet(
        name=TABLE,
        cells=tuple(cells),
        widths=(*frame.widths, *(ADDED_WIDTH for _ in added), KEY_WIDTH, KEY_WIDTH),
        heights=heights,
        hidden_columns=(frame.key - 1, frame.key),
        print=print_setup(plan, line, len(frame.columns) - 1, TABLE)._replace(
            breaks=_breaks(heights, line, kept),
            fit_width=False,
        ),
        freeze=(HEAD + 1, 0),
        tab_color="1F3864",
    )


def _breaks(heights: Mapping[int, float], last: int, kept: Collection[int]) -> tuple[int, ...]:
    """Where pages end; a row that is ``kept`` stands on the page of the one above it."""
    breaks = page_breaks(heights, range(last + 1), PageRoom(PAGE_HEIGHT, heights[HEAD]), kept=kept)
    return breaks[:_MOST_BREAKS]


def _is_label(part: _Part) -> bool:
    """Whether the line names what stands below it."""
    text = plain(part.new)
    return len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(text) is not None


def _head(plan: Plan, style: HouseStyle, frame: _Frame) -> Iterator[Placed]:
    settings = plan.settings
    title = "　".join(filter(None, (settings.plan_title, settings.plan_version)))
    last = len(frame.columns) - 1
    yield from title_cells(style.table_title or f"{title}　{TABLE}", style.document_number, last)
    yield Placed(1, 0, _legend(style), "note", columns=last + 1)
    heads = table_heads(style)
    for column, header in enumerate((*frame.columns, *frame.added, OMITTED, KEY)):
        yield Placed(HEAD, column, heads.get(header, header), "table_head")


def _legend(style: HouseStyle) -> Rich:
    if style.lines is TableMarks.UNDERLINE:
        return Rich((Run("下線の部分", "redline_added"), Run("が改正する部分です。", "note")))
    return Rich(
        (
            Run("削除する文字", "redline_removed"),
            Run("　", "note"),
            Run("加える文字", "redline_added"),
        )
    )


def _nothing(line: int, frame: _Frame) -> Iterator[Placed]:
    yield Placed(line, 0, "改正した箇所はありません。", "table_text", columns=len(frame.columns))
    yield Placed(line, frame.key, NO_ROWS, "key")


@dataclass(frozen=True, slots=True)
class _Part:
    """A row of the sheet: a line of the plan, or a part of one that is too long."""

    new: Pieces
    old: Pieces
    index: int


def _parts(row: TableRow, frame: _Frame) -> Iterator[_Part]:
    cells = row.row.cells
    sides = [_split(cells.get(header, ()), frame) for header in (NEW, OLD)]
    for index, (new, old) in enumerate(zip_longest(*sides, fillvalue=()), 1):
        yield _Part(new, old, index)


def _split(pieces: Pieces, frame: _Frame) -> list[Pieces]:
    size, width = frame.looks["table_text"].size, frame.widths[0]

    def within(height: float) -> Callable[[Pieces], bool]:
        return lambda part: height_of(plain(part), width, size) <= height

    parts = list(split_pieces(pieces, within(TALLEST_ROW)))
    if len(parts) > 1:
        parts = list(split_pieces(pieces, within(PART_HEIGHT)))
    return parts or [()]


def _cells(line: int, row: TableRow, part: _Part, frame: _Frame) -> Iterator[Placed]:
    mark = f"{PART}{part.index}" if part.index > 1 else ""
    if row.is_band:
        text = plain(row.row.cells.get(NEW, ()))
        comment = "\n".join(row.row.comments[h] for h in frame.columns if h in row.row.comments)
        width = len(frame.columns)
        yield Placed(line, 0, text, "band", columns=width, note=comment)
    else:
        for column, header in enumerate(frame.columns):
            yield _placed(line, column, header, row, part)
    for column, header in enumerate(frame.added, len(frame.columns)):
        yield _placed(line, column, header, row, part)
    if row.omitted is not None:
        yield Placed(line, frame.key - 1, omitted_cell(row.omitted), "key")
    yield Placed(line, frame.key, f"{row.row.key}{mark}", "key")


def _placed(line: int, column: int, header: str, row: TableRow, part: _Part) -> Placed:
    texts = {NEW: part.new, OLD: part.old}
    later = () if part.index > 1 else row.row.cells.get(header, ())
    comment = row.row.comments.get(header, "") if part.index == 1 else ""
    pieces = texts.get(header, later)
    if header in texts or len(pieces) > 1:
        value: Rich | str = rich(pieces)
    else:
        value = plain(pieces)
    style = "centre" if row.omitted is not None else "table_text"
    return Placed(line, column, value, style if header in texts else "item", note=comment)


def _height(row: TableRow, part: _Part, frame: _Frame) -> float:
    size = frame.looks["table_text"].size
    if row.is_band:
        return height_of(plain(part.new), sum(frame.widths), size)
    texts: Sequence[tuple[str, str]] = [
        (header, plain({NEW: part.new, OLD: part.old}.get(header, row.row.cells.get(header, ()))))
        for header in (*frame.columns, *frame.added)
    ]
    return min(TALLEST_ROW, max(height_of(t, frame.width_of(h), size) for h, t in texts))
