"""The sheet 使い方 of a form: the guide for those who fill it in, behind the cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zushi_xl.form.frame import COVER_COLUMNS, PAGE_WIDTH
from zushi_xl.form.guide import (
    TITLE,
    GuideHeading,
    GuideList,
    GuidePart,
    GuideScope,
    GuideTable,
    GuideText,
    guide,
)
from zushi_xl.form.identity import Identity
from zushi_xl.form.model import Block, Form
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.sheets.form.breaks import MARGINS, page_breaks
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.metrics import lines_needed, row_height
from zushi_xl.workbook.sheet import Placed, PrintSetup, Protection, Sheet
from zushi_xl.workbook.style import Style

NAME = "使い方"
_TITLE_TEXT = "使い方"  # its row in 「文言」; emptied there, the form has no such sheet
_FIRST, _BETWEEN = 170.0, 50.0  # pixels of the first column and of those between it and the last
_WIDTHS = (
    _FIRST,
    *[_BETWEEN] * (COVER_COLUMNS - 2),
    PAGE_WIDTH - _FIRST - _BETWEEN * (COVER_COLUMNS - 2),
)
_GAP = 6.0  # points


def guide_title(form: Form) -> str:
    """The title of the sheet; empty: the form has none."""
    return form.texts.get(_TITLE_TEXT, TITLE)


def guide_sheets(builder: FormBuilder, identity: Identity) -> tuple[Sheet, ...]:
    """The sheet, or nothing where the form has none."""
    title = guide_title(builder.form)
    if not title:
        return ()
    rows = _Rows(builder.styles)
    rows.band(title, "title")
    for part in guide(_scope(builder.plan, builder.form)):
        rows.part(part)
    rows.gap()
    rows.band(identity.foot_line(NAME), "footer")
    return (rows.sheet(),)


def _scope(plan: Plan, form: Form) -> GuideScope:
    is_asked = Level.INITIATIVE in plan.settings.levels and form.is_reported(Block.INITIATIVE)
    types = frozenset(field.type for field in form.fields if field.is_filled)
    lowest = plan.word(Level.INITIATIVE) if is_asked else ""
    has_conditions = any(field.skipped_if for field in form.fields)
    return GuideScope(
        types,
        plan.settings.office,
        lowest,
        has_conditions,
        bool(form.tables),
        bool(plan.criteria),
    )


class _Rows:
    """Rows of the sheet from top to bottom; what stands in its columns is ours."""

    def __init__(self, styles: Mapping[str, Style]):
        self._styles = styles
        self._cells: list[Placed] = []
        self._heights: dict[int, float] = {}
        self._begun: list[int] = []  # rows that begin a part
        self._kept: list[int] = []  # rows that stay with the one above

    @property
    def _row(self) -> int:
        return len(self._heights)

    def part(self, part: GuidePart) -> None:
        """One part of the guide, with room above a heading."""
        match part:
            case GuideHeading(text):
                self.gap()
                self._begun.append(self._row)
                self.band(text, "heading")
                self._kept.append(self._row)
            case GuideText(text):
                self._begun.append(self._row)
                self.band(text, "cover_text")
                self._kept.append(self._row)
            case GuideList(lines, is_numbered):
                for number, line in enumerate(lines, 1):
                    self.band(f"{number}. {line}" if is_numbered else f"・{line}", "cover_text")
            case GuideTable(head, rows):
                self._line(head, "table_head")
                self._kept.append(self._row)
                for row in rows:
                    self._line(row, "table_text")

    def gap(self) -> None:
        self._heights[self._row] = _GAP

    def band(self, text: str, style: str) -> None:
        self._put([(text, COVER_COLUMNS)], style)

    def _line(self, texts: Sequence[str], style: str) -> None:
        """The columns of a table: the first is narrow, the last has what is left."""
        first, *others = texts
        spans = [COVER_COLUMNS - 2, 1] if len(others) == 2 else [COVER_COLUMNS - 1]
        self._put([(first, 1), *zip(others, spans, strict=True)], style)

    def _put(self, texts: Sequence[tuple[str, int]], style: str) -> None:
        look, column, lines = self._styles[style], 0, 1
        for text, columns in texts:
            self._cells.append(Placed(self._row, column, text, style, columns=columns))
            width = sum(_WIDTHS[column : column + columns])
            lines = max(lines, lines_needed(text, width, look.size, look.indent))
            column += columns
        self._heights[self._row] = row_height(lines, look.size)

    def sheet(self) -> Sheet:
        return Sheet(
            NAME,
            tuple(self._cells),
            widths=_WIDTHS,
            heights=self._heights,
            print=PrintSetup(
                footer="&C&9&P / &N",
                breaks=page_breaks(
                    self._heights, range(self._row), 0, frozenset(self._begun), self._kept
                ),
                area=Area(0, 0, self._row - 1, COVER_COLUMNS - 1),
                fit_width=False,
                margins=MARGINS,
            ),
            protection=Protection(),
        )
