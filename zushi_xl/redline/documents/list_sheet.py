"""改定内容一覧: numbered rows of marked text, as a city puts them before its council."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zushi_xl.plan.model import Plan
from zushi_xl.redline.compose import ChangeKind
from zushi_xl.redline.documents.further import CLASSES
from zushi_xl.redline.documents.looks import height_of, plain, rich
from zushi_xl.redline.earlier import NO_ROWS
from zushi_xl.redline.house_style import HouseStyle
from zushi_xl.redline.listed import (
    CONTENT,
    LIST_COLUMNS,
    PAGE_NEW,
    PAGE_OLD,
    PART,
    PLACE,
    Listed,
    RevisionList,
    heads_of,
)
from zushi_xl.redline.pieces import Pieces
from zushi_xl.redline.row_parts import split_pieces
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW
from zushi_xl.workbook.running_heads import sized
from zushi_xl.workbook.sheet import Placed, PrintSetup, Rich, Run, Sheet, Validation
from zushi_xl.workbook.style import Style

LIST = "改定内容一覧"
HEAD = 2  # the row of the headers
NUMBER, PLACE_COLUMN, PAGE_NEW_COLUMN, PAGE_OLD_COLUMN, TEXT, ITEM_COLUMN = range(6)
WIDTHS = (44, 132, 62, 62, 548, 218)
ADDED_WIDTH, KEY_WIDTH = 120, 60  # of columns that people added, of the hidden one
PART_HEIGHT = 240.0  # of the parts of a long text: lower than a page, so that pages fill up
_STYLES = ("table_text", "centre", "centre", "table_text", "item")


def place_head(plan: Plan) -> str:
    """The head of the column of places: what the city calls its levels, a line each."""
    return "\n".join(level.name for level in plan.levels if level.has_sheet)


def list_sheet(
    plan: Plan,
    found: RevisionList,
    classes: Sequence[str],
    looks: Mapping[str, Style],
    house: HouseStyle,
) -> Sheet:
    """改定内容一覧: a row for each revision, several where Excel could not hold it."""
    added = found.carried.added
    key = len(WIDTHS) + len(added)
    cells = [*_head(plan, found, house)]
    heights = {0: 30.0, 1: 18.0, HEAD: 44.0}
    line = HEAD
    for row in found.rows:
        for part in _parts(row, looks):
            line += 1
            cells += part.cells(line, added)
            heights[line] = part.height(looks, added)
    if line == HEAD:
        line += 1
        cells.append(
            Placed(line, 0, "改正した箇所はありません。", "table_text", columns=ITEM_COLUMN + 1)
        )
        cells.append(Placed(line, key, NO_ROWS, "key"))
    return Sheet(
        name=LIST,
        cells=tuple(cells),
        widths=(*WIDTHS, *(ADDED_WIDTH for _ in added), KEY_WIDTH),
        heights=heights,
        hidden_columns=(key,),
        validations=tuple(_item_choices(classes, line)),
        print=print_setup(plan, line, ITEM_COLUMN, LIST),
        freeze=(HEAD + 1, 0),
        autofilter=Area(HEAD, 0, line, key),
        tab_color="1F3864",
    )


def _head(plan: Plan, found: RevisionList, house: HouseStyle) -> Iterator[Placed]:
    settings = plan.settings
    title = "　".join(filter(None, (settings.plan_title, settings.plan_version)))
    yield from title_cells(house.title or f"{title}　{LIST}", house.document_number, ITEM_COLUMN)
    yield Placed(1, 0, _legend(found.rows), "note", columns=ITEM_COLUMN + 1)
    headers = [*heads_of(place_head(plan)).values()]
    headers[-1:-1] = found.carried.added
    for column, header in enumerate(headers):
        yield Placed(HEAD, column, header, "table_head")


def title_cells(title: str, number: str, last: int) -> Iterator[Placed]:
    """The title over the table; the number of the document (資料３) at its right."""
    if not number:
        yield Placed(0, 0, title, "title", columns=last + 1)
        return
    yield Placed(0, 0, title, "title", columns=last)
    yield Placed(0, last, number, "number")


def _legend(rows: Sequence[Listed]) -> Rich:
    kinds = Counter(row.revision.kind for row in rows if row.revision)
    counts = [f"{kind.value}{kinds[kind]}件" for kind in ChangeKind if kinds[kind]]
    by_hand = sum(row.row.is_by_hand for row in rows)
    counts += [f"手で加えた行{by_hand}件"] if by_hand else []
    total = f"　　全{len(rows)}件（{'、'.join(counts)}）" if rows else ""
    return Rich(
        (
            Run("凡例：", "note"),
            Run("削除する文字", "redline_removed"),
            Run("　", "note"),
            Run("加える文字", "redline_added"),
            Run("　", "note"),
            Run("（注記）", "redline_note"),
            Run(f"　計画書の文ではない説明{total}", "note"),
        )
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A row of the sheet: a whole revision, or a part of one that is too long."""

    row: Listed
    pieces: Pieces
    index: int
    count: int

    @property
    def number(self) -> str:
        if self.count == 1:
            return self.row.number
        return f"{self.row.number}\n{self.index}/{self.count}"

    def _text(self, header: str) -> str:
        text = self.row.text(header)
        if header == PLACE and self.index > 1:
            return f"{text}\n（続き）"
        return text if self.index == 1 or header in (PAGE_NEW, PAGE_OLD) else ""

    def cells(self, line: int, added: Sequence[str]) -> Iterator[Placed]:
        mark = f"{PART}{self.index}" if self.index > 1 else ""
        yield self._placed(line, NUMBER, "No.", self.number, "centre")
        for column, (header, style) in enumerate(zip(LIST_COLUMNS, _STYLES, strict=True), 1):
            value = rich(self.pieces) if header == CONTENT else self._value(header)
            yield self._placed(line, column, header, value, style)
        for column, header in enumerate(added, len(WIDTHS)):
            yield self._placed(line, column, header, self._value(header), "item")
        key = len(WIDTHS) + len(added)
        yield Placed(line, key, f"{self.row.row.key}{mark}", "key")

    def _value(self, header: str) -> Rich | str:
        """What people wrote with marks of their own stays marked."""
        pieces = self.row.row.cells.get(header, ())
        is_marked = len(pieces) > 1 and self.index == 1 and header not in (PLACE,)
        return rich(pieces) if is_marked else self._text(header)

    def _placed(self, line: int, column: int, header: str, value: Rich | str, style: str) -> Placed:
        comment = self.row.row.comments.get(header, "") if self.index == 1 else ""
        return Placed(line, column, value, style, note=comment)

    def height(self, looks: Mapping[str, Style], added: Sequence[str]) -> float:
        widths = dict(zip(("No.", *LIST_COLUMNS), WIDTHS, strict=True))
        texts = {"No.": self.number, CONTENT: plain(self.pieces)}
        size = looks["table_text"].size
        heights = [
            height_of(texts.get(h) or self._text(h), widths.get(h, ADDED_WIDTH), size)
            for h in ("No.", *LIST_COLUMNS, *added)
        ]
        return min(TALLEST_ROW, max(heights))


def _parts(row: Listed, looks: Mapping[str, Style]) -> Iterator[_Part]:
    """The revision in rows that Excel can hold and a page can print."""
    size = looks["table_text"].size

    def within(height: float) -> Callable[[Pieces], bool]:
        return lambda pieces: height_of(plain(pieces), WIDTHS[TEXT], size) <= height

    parts = tuple(split_pieces(row.pieces, within(TALLEST_ROW)))
    if len(parts) > 1:
        parts = tuple(split_pieces(row.pieces, within(PART_HEIGHT)))
    for index, pieces in enumerate(parts or ((),), 1):
        yield _Part(row, pieces, index, max(len(parts), 1))


def _item_choices(classes: Sequence[str], last: int) -> Iterator[Validation]:
    if classes:
        yield Validation(
            Area(HEAD + 1, ITEM_COLUMN, last, ITEM_COLUMN),
            choices=f"='{CLASSES}'!$A$2:$A${len(classes) + 1}",
            title=CLASSES,
            message="一覧から選ぶか、記入してください。二つ以上あるときは改行で分けます。",
            advisory=True,
        )


def print_setup(plan: Plan, last_row: int, last_column: int, header: str) -> PrintSetup:
    """A4 landscape with the headers on every page; columns that people added are not printed."""
    return PrintSetup(
        landscape=True,
        header=f"&R{sized(9, header)}",
        footer=f"&L{sized(8, plan.settings.plan_title)}&C&9&P",
        repeat_rows=(HEAD, HEAD),
        area=Area(0, 0, last_row, last_column),
        margins=(0.5, 0.5, 0.55, 0.55),
    )
