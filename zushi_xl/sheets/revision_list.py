"""改定内容一覧: numbered rows of marked text, as a city puts them before its council."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.redline.compose import Kind
from zushi_xl.redline.listed import CONTENT, KEY, PART, Listed
from zushi_xl.redline.parts import split_pieces
from zushi_xl.redline.pieces import Mark, Pieces
from zushi_xl.redline.remarks import Remark
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import Book, Placed, PrintSetup, Rich, Run, Sheet, Style, Validation

LIST, CLASSES, CHECKS = "改定内容一覧", "改正項目", "対応の確認"
KIND_PROPERTY = "種類"
HEAD = 2  # the row of the headers
NUMBER, PLACE, PAGE_NEW, PAGE_OLD, TEXT, ITEM, KEY_COLUMN = range(7)
WIDTHS = (44, 132, 62, 62, 548, 218, 60)
PART_HEIGHT = 240.0  # of the parts of a long text: lower than a page, so that pages fill up
_FONT = "BIZ UDゴシック"
_MARKS = {
    Mark.KEPT: "redline_text",
    Mark.REMOVED: "redline_removed",
    Mark.ADDED: "redline_added",
    Mark.NOTE: "redline_note",
}
_GRID: Mapping[str, object] = {"border": "thin", "border_color": "7F7F7F", "number_format": "@"}
FALLBACK: Mapping[str, Style] = {
    style.name: style
    for style in (
        Style("title", _FONT, size=14, bold=True, align="center"),
        Style("note", _FONT, size=9, color="404040"),
        Style("table_head", _FONT, bold=True, fill="D9E2F0", align="center", **_GRID),  # type: ignore[arg-type]
        Style("table_text", _FONT, valign="top", **_GRID),  # type: ignore[arg-type]
        Style("redline_text", _FONT),
        Style("redline_removed", _FONT, color="D9000D"),
        Style("redline_added", _FONT, color="00208A"),
        Style("redline_note", _FONT),
    )
}


def revision_book(
    old: Plan,
    new: Plan,
    rows: Sequence[Listed],
    classes: Sequence[str],
    checks: Sequence[Remark],
    styles: Mapping[str, Style],
) -> Book:
    """The list, the classes to choose from, and what should be looked at again."""
    looks = list_styles(styles)
    sheets = (
        _list_sheet(new, rows, classes, looks),
        _classes_sheet(classes, looks),
        _checks_sheet(checks, looks),
    )
    title = f"{LIST}　{new.settings.plan_title}"
    subject = "　".join(filter(None, (old.settings.plan_version, new.settings.plan_version)))
    return Book(
        sheets,
        looks,
        properties={"title": title, "subject": subject},
        custom={KIND_PROPERTY: LIST},
    )


def list_styles(styles: Mapping[str, Style]) -> dict[str, Style]:
    """The city's own styles by name; the marks are marks whatever colours it chose.

    Struck and underlined tell the two apart in black and white.
    """
    looks = {**FALLBACK, **{name: styles[name] for name in FALLBACK if name in styles}}
    size = looks["redline_text"].size
    removed, added, note = (looks[_MARKS[m]] for m in (Mark.REMOVED, Mark.ADDED, Mark.NOTE))
    looks[removed.name] = replace(removed, strike=True, underline=False)
    looks[added.name] = replace(added, strike=False, underline=True)
    looks[note.name] = replace(note, strike=False, underline=False, bold=True)
    looks["table_head"] = replace(looks["table_head"], size=9, align="center")
    looks["table_text"] = replace(looks["table_text"], size=size, valign="top", number_format="@")
    looks["centre"] = replace(looks["table_text"], name="centre", align="center")
    looks["item"] = replace(looks["table_text"], name="item", size=9, locked=False)
    looks["key"] = replace(looks["table_text"], name="key", size=8, color="808080")
    return looks


# ------------------------------------------------------------------ the list


def _list_sheet(
    plan: Plan, rows: Sequence[Listed], classes: Sequence[str], looks: Mapping[str, Style]
) -> Sheet:
    cells = [*_head(plan, rows)]
    heights = {0: 30.0, 1: 18.0, HEAD: 44.0}
    line = HEAD
    for row in rows:
        for part in _parts(row, looks):
            line += 1
            cells += part.cells(line)
            heights[line] = part.height(looks)
    if line == HEAD:
        line += 1
        cells.append(Placed(line, 0, "改正した箇所はありません。", "table_text", columns=ITEM + 1))
    return Sheet(
        name=LIST,
        cells=tuple(cells),
        widths=WIDTHS,
        heights=heights,
        hidden_columns=(KEY_COLUMN,),
        validations=tuple(_item_choices(classes, line)),
        print=_print(plan, line),
        freeze=(HEAD + 1, 0),
        autofilter=Area(HEAD, 0, line, KEY_COLUMN),
        tab_color="1F3864",
    )


def _head(plan: Plan, rows: Sequence[Listed]) -> Iterator[Placed]:
    settings = plan.settings
    title = "　".join(filter(None, (settings.plan_title, settings.plan_version)))
    yield Placed(0, 0, f"{title}　{LIST}", "title", columns=ITEM + 1)
    yield Placed(1, 0, _legend(rows), "note", columns=ITEM + 1)
    names = (settings.level_names.get(level) or "" for level in list(Level)[:3])
    headers = (
        "No.",
        "\n".join(filter(None, names)),
        "改定案の\nページ",
        "現計画の\nページ",
        CONTENT,
        "改正項目",
        KEY,
    )
    for column, header in enumerate(headers):
        yield Placed(HEAD, column, header, "table_head")


def _legend(rows: Sequence[Listed]) -> Rich:
    kinds = Counter(row.revision.kind for row in rows)
    counts = "、".join(f"{kind.value}{kinds[kind]}件" for kind in Kind if kinds[kind])
    total = f"　　全{len(rows)}件（{counts}）" if rows else ""
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

    @property
    def place(self) -> str:
        lines = [*self.row.revision.place, *(["（続き）"] if self.index > 1 else [])]
        return "\n".join(lines)

    def cells(self, line: int) -> Iterator[Placed]:
        revision = self.row.revision
        mark = f"{PART}{self.index}" if self.index > 1 else ""
        yield Placed(line, NUMBER, self.number, "centre")
        yield Placed(line, PLACE, self.place, "table_text")
        yield Placed(line, PAGE_NEW, revision.page_new, "centre")
        yield Placed(line, PAGE_OLD, revision.page_old, "centre")
        yield Placed(line, TEXT, rich(self.pieces), "table_text")
        yield Placed(line, ITEM, self.row.item if self.index == 1 else "", "item")
        yield Placed(line, KEY_COLUMN, f"{revision.key}{mark}", "key")

    def height(self, looks: Mapping[str, Style]) -> float:
        texts = (
            (_text(self.pieces), TEXT, "table_text"),
            (self.place, PLACE, "table_text"),
            (self.number, NUMBER, "centre"),
            (self.row.item if self.index == 1 else "", ITEM, "item"),
        )
        return min(TALLEST_ROW, max(_height(*text, looks) for text in texts))


def _text(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def _height(text: str, column: int, style: str, looks: Mapping[str, Style]) -> float:
    size = looks[style].size
    return row_height(lines_needed(text, WIDTHS[column], size), size)


def _parts(row: Listed, looks: Mapping[str, Style]) -> Iterator[_Part]:
    """The revision in rows that Excel can hold and a page can print."""

    def within(height: float) -> Callable[[Pieces], bool]:
        return lambda pieces: _height(_text(pieces), TEXT, "table_text", looks) <= height

    parts = tuple(split_pieces(row.revision.pieces, within(TALLEST_ROW)))
    if len(parts) > 1:
        parts = tuple(split_pieces(row.revision.pieces, within(PART_HEIGHT)))
    for index, pieces in enumerate(parts, 1):
        yield _Part(row, pieces, index, len(parts))


def rich(pieces: Pieces) -> Rich:
    return Rich(tuple(Run(text, _MARKS[mark]) for mark, text in pieces))


def _item_choices(classes: Sequence[str], last: int) -> Iterator[Validation]:
    if classes:
        yield Validation(
            Area(HEAD + 1, ITEM, last, ITEM),
            choices=f"='{CLASSES}'!$A$2:$A${len(classes) + 1}",
            title=CLASSES,
            message="一覧から選ぶか、入力してください。二つ以上あるときは改行で分けます。",
            advisory=True,
        )


def _print(plan: Plan, last: int) -> PrintSetup:
    name = plan.settings.plan_title.replace("&", "&&")[:80]
    return PrintSetup(
        landscape=True,
        header="&R&9" + LIST,
        footer=f"&L&8{name}&C&9&P",
        repeat_rows=(HEAD, HEAD),
        area=Area(0, 0, last, ITEM),
        margins=(0.5, 0.5, 0.55, 0.55),
    )


# ------------------------------------------------------------------ further sheets


def _classes_sheet(classes: Sequence[str], looks: Mapping[str, Style]) -> Sheet:
    width, size = 640, looks["table_text"].size
    cells = [Placed(0, 0, CLASSES, "table_head")]
    cells += (Placed(line, 0, text, "table_text") for line, text in enumerate(classes, 1))
    if not classes:
        cells.append(
            Placed(1, 0, "新しい計画マスタのシート「改正項目」に加えると、ここに並びます。", "note")
        )
    heights = {n: _tallest([(text, width)], size) for n, text in enumerate(classes, 1)}
    return Sheet(
        CLASSES,
        tuple(cells),
        widths=(width,),
        heights={0: 24.0, **heights},
        print=PrintSetup(landscape=True, footer="&C&9&P"),
        tab_color="A6A6A6",
    )


def _checks_sheet(checks: Sequence[Remark], looks: Mapping[str, Style]) -> Sheet:
    widths = (110, 300, 300, 330)
    cells = [
        Placed(0, column, header, "table_head")
        for column, header in enumerate(("種類", "現計画", "改定案", "見分け方"))
    ]
    heights = {0: 24.0}
    for line, check in enumerate(checks, 1):
        texts = (check.what, check.old, check.new, check.how)
        cells += (Placed(line, column, text, "table_text") for column, text in enumerate(texts))
        heights[line] = _tallest(zip(texts, widths, strict=True), looks["table_text"].size)
    if not checks:
        cells.append(Placed(1, 0, "確かめることはありません。", "table_text", columns=4))
    return Sheet(
        CHECKS,
        tuple(cells),
        widths=widths,
        heights=heights,
        print=PrintSetup(landscape=True, footer="&C&9&P", repeat_rows=(0, 0)),
        freeze=(1, 0),
        tab_color="C55A11",
    )


def _tallest(texts: Iterable[tuple[str, int]], size: float) -> float:
    lines = max(lines_needed(text, width, size) for text, width in texts)
    return min(TALLEST_ROW, row_height(lines, size))
