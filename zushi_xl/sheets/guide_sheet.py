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
from zushi_xl.workbook.placed_rows import PlacedRows
from zushi_xl.workbook.sheet import PrintSetup, Protection, Sheet
from zushi_xl.workbook.style import Style

NAME = "使い方"
_TITLE_TEXT = "使い方"  # its row in 「文言」; emptied there, the form has no such sheet
_FIRST, _BETWEEN = 170.0, 50.0  # pixels of the first column and of those between it and the last
_WIDTHS = (
    _FIRST,
    *[_BETWEEN] * (COVER_COLUMNS - 2),
    PAGE_WIDTH - _FIRST - _BETWEEN * (COVER_COLUMNS - 2),
)


def guide_title(form: Form) -> str:
    """The title of the sheet; empty: the form has none."""
    return form.texts.get(_TITLE_TEXT, TITLE)


def guide_sheets(builder: FormBuilder, identity: Identity) -> tuple[Sheet, ...]:
    """The sheet, or nothing where the form has none."""
    title = guide_title(builder.form)
    if not title:
        return ()
    rows = _GuideRows(builder.styles)
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


class _GuideRows(PlacedRows):
    """The rows of the sheet; ``begun`` begin a part, ``kept`` stay with the one above."""

    def __init__(self, styles: Mapping[str, Style]):
        super().__init__(_WIDTHS, styles)
        self.begun: set[int] = set()
        self.kept: set[int] = set()

    def part(self, part: GuidePart) -> None:
        """One part of the guide, with room above a heading."""
        match part:
            case GuideHeading(text):
                self.gap()
                self.begun.add(self.row)
                self.band(text, "heading")
                self.kept.add(self.row)
            case GuideText(text):
                self.begun.add(self.row)
                self.band(text, "cover_text")
                self.kept.add(self.row)
            case GuideList(lines, is_numbered):
                for number, line in enumerate(lines, 1):
                    self.band(f"{number}. {line}" if is_numbered else f"・{line}", "cover_text")
            case GuideTable(head, rows):
                self._table_row(head, "table_head")
                self.kept.add(self.row)
                for row in rows:
                    self._table_row(row, "table_text")

    def _table_row(self, texts: Sequence[str], style: str) -> None:
        """The columns of a table: the first is narrow, the last has what is left."""
        spans = (1, COVER_COLUMNS - 2, 1) if len(texts) == 3 else (1, COVER_COLUMNS - 1)
        self.line((text, style, span) for text, span in zip(texts, spans, strict=True))

    def sheet(self) -> Sheet:
        return Sheet(
            NAME,
            tuple(self.cells),
            widths=_WIDTHS,
            heights=self.heights,
            print=PrintSetup(
                footer="&C&9&P / &N",
                breaks=page_breaks(self.heights, range(self.row), 0, self.begun, self.kept),
                area=Area(0, 0, self.row - 1, COVER_COLUMNS - 1),
                fit_width=False,
                margins=MARGINS,
            ),
            protection=Protection(),
        )
