"""The book that a division fills in: cover, one sheet per section it takes part in.

The correction book is the same book with answers and marks in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from zushi_xl.cells import Area, column_letters
from zushi_xl.finding import Finding
from zushi_xl.form import BLOCK_OF_LEVEL, FieldType, Form
from zushi_xl.frame import CHECK_HEAD, Frame, frame_of
from zushi_xl.grid import Grid, grid_of
from zushi_xl.identity import HIDDEN_SHEET, Identity, frame_tag
from zushi_xl.layout import Box, Key, Line, Page, Role, Slot, pages_of
from zushi_xl.plan import Counting, Plan
from zushi_xl.sheets.live_help import DOUBT, EMPTY, check_of_line
from zushi_xl.sheets.model import (
    Book,
    Condition,
    Formula,
    Placed,
    PrintSetup,
    Protection,
    Sheet,
    Validation,
)
from zushi_xl.sheets.names import sheet_names
from zushi_xl.sheets.placing import Canvas, Content, address, column_widths

_CHECK_WIDTH = 190  # pixels of the column beside the page
_PLANNED = ("（", "(")
CHOICES_SHEET = "選択肢"
MISSING_WORDS = ("未実施", "調査なし", "集計中", "該当なし")


@dataclass(frozen=True)
class Marks:
    """What a correction adds: the answers given and the findings by their slot."""

    answers: Mapping[Key, str] = field(default_factory=dict)
    findings: Mapping[Key, tuple[Finding, ...]] = field(default_factory=dict)


NO_MARKS = Marks()


class FormBuilder:
    """Builds the books of all divisions; what they share is computed once."""

    def __init__(self, plan: Plan, form: Form):
        self.plan = plan
        self.form = form
        self.pages = pages_of(form, plan)
        self.grid: Grid = grid_of(self.pages)
        self.choices = Choices(plan, form)

    def pages_for(self, division: str) -> tuple[Page, ...]:
        """The pages on which the division has something to fill in."""
        return tuple(p for p in self.pages if any(slot.owner == division for slot in p.slots))

    def sheets(self, identity: Identity, marks: Marks = NO_MARKS) -> tuple[FormSheet, ...]:
        """One sheet per page of the division, then what hides behind them."""
        pages = self.pages_for(identity.division)
        names = sheet_names(f"{page.section.code} {page.section.title}" for page in pages)
        return tuple(
            FormSheet(self, page, name, identity, marks)
            for page, name in zip(pages, names, strict=True)
        )

    def hidden(self, identity: Identity) -> tuple[Sheet, ...]:
        rows = [
            Placed(row, column, text, "base")
            for row, pair in enumerate(identity.as_pairs())
            for column, text in enumerate(pair)
        ]
        return (self.choices.sheet, Sheet(HIDDEN_SHEET, tuple(rows), visible=False))

    def book(self, identity: Identity, sheets: Sequence[Sheet]) -> Book:
        settings = self.plan.settings
        title = f"{identity.division} 進捗状況評価シート {identity.fiscal_year}年度"
        return Book(
            (*sheets, *self.hidden(identity)),
            self.form.styles,
            properties={"title": title, "author": settings.office, "subject": settings.plan_title},
            custom=dict(identity.as_pairs()),
        )


class Choices:
    """The lists behind the drop-downs, on a hidden sheet: labels may hold commas and be long."""

    def __init__(self, plan: Plan, form: Form):
        self._columns: list[tuple[str, ...]] = []
        self._by_slot: dict[tuple[object, str], str] = {}
        for level, block in BLOCK_OF_LEVEL.items():
            grades = tuple(grade.text for grade in plan.grades_for(level))
            for item in form.of(block):
                if item.type is FieldType.RATING:
                    self._by_slot[block, item.id] = self._add(grades)
        for item in form.fields:
            if item.type is FieldType.CHOICE:
                self._by_slot[item.block, item.id] = self._add(item.choices)
            elif item.type is FieldType.PROGRAM:
                names = tuple(p.name for p in plan.programs)
                self._by_slot[item.block, item.id] = self._add(names)
            elif item.type is FieldType.DIVISION:
                names = tuple(d.name for d in plan.divisions)
                self._by_slot[item.block, item.id] = self._add(names)
            elif item.type is FieldType.YEARLY:
                self._by_slot[item.block, item.id] = self._add(MISSING_WORDS)

    def _add(self, values: tuple[str, ...]) -> str:
        if not values:
            return ""
        if values not in self._columns:
            self._columns.append(values)
        letter = column_letters(self._columns.index(values))
        return f"={CHOICES_SHEET}!${letter}$1:${letter}${len(values)}"

    def of(self, slot: Slot) -> str:
        """The range of the slot's choices; empty where it has none."""
        return self._by_slot.get((slot.block, slot.field.id), "")

    @property
    def sheet(self) -> Sheet:
        cells = [
            Placed(row, column, value, "base")
            for column, values in enumerate(self._columns)
            for row, value in enumerate(values)
        ]
        return Sheet(CHOICES_SHEET, tuple(cells), visible=False)


class FormSheet:
    """One sheet of a division's book, and where its fields stand."""

    def __init__(
        self, builder: FormBuilder, page: Page, name: str, identity: Identity, marks: Marks
    ):
        self.page = page
        self.name = name
        self.places: dict[Key, str] = {}
        self.empty = 0
        self.doubts = 0
        self._builder = builder
        self._identity = identity
        self._marks = marks
        self._canvas = Canvas(builder.grid, builder.form.styles)
        self._validations: list[Validation] = []
        self._conditions: list[Condition] = []
        self.sheet = self._build()

    @property
    def check_column(self) -> int:
        return self._builder.grid.last + 1

    @property
    def rows(self) -> int:
        return self._canvas.row

    @property
    def entry(self) -> str:
        """A1 of the first field that is open to the division."""
        open_ = (slot.key for slot in self.page.slots if self._is_open(slot))
        return self.places.get(next(open_, Key("", "")), "B1")

    def _build(self) -> Sheet:
        builder, canvas = self._builder, self._canvas
        frame = frame_of(builder.plan, builder.form, self.page, self._identity)
        self._frame_line(frame, "title", "title")
        canvas.cells.append(Placed(0, self.check_column, CHECK_HEAD, "table_head"))
        self._frame_line(frame, "place", "small")
        self._frame_line(frame, "legend", "small")
        top = canvas.row
        for line in self.page.lines:
            self._line(line)
        bottom = canvas.row - 1
        self._frame_line(frame, "foot", "footer")
        return self._sheet(top, bottom)

    def _frame_line(self, frame: Frame, name: str, style: str) -> None:
        text = dict(frame.lines())[name]
        row = self._canvas.band(text, style)
        self._canvas.cells.append(Placed(row, 0, frame_tag(name, self.page.section.code), "base"))

    def _line(self, line: Line) -> None:
        row = self._canvas.row
        self._canvas.cells.append(Placed(row, 0, line.tag, "base"))
        opened = []
        for box, placed in self._canvas.line(line, self._show):
            if box.slot is not None:
                self.places[box.slot.key] = address(placed)
                if self._is_open(box.slot):
                    opened.append((box.slot, address(placed), self._text(box.slot)))
                    self._help(box.slot, placed)
        check = check_of_line(opened)
        if check is not None:
            self._check(row, check)

    def _check(self, row: int, check: Formula) -> None:
        text = str(check.cached)
        self.empty += text.count(EMPTY)
        self.doubts += text.count(DOUBT)
        self._canvas.cells.append(Placed(row, self.check_column, check, "note"))

    def _is_open(self, slot: Slot) -> bool:
        return slot.owner == self._identity.division

    def _text(self, slot: Slot) -> str:
        return self._marks.answers.get(slot.key, slot.prefilled)

    def _show(self, box: Box) -> Content:
        if box.role is Role.PERIOD:
            is_now = (
                box.period is not None and box.period.fiscal_year == self._builder.plan.fiscal_year
            )
            return Content(box.text, "period_now" if is_now else "period")
        slot = box.slot
        if slot is None:
            return Content(box.text, box.role.value)
        findings = self._marks.findings.get(slot.key, ())
        note = "\n\n".join(
            f"{f.severity.label}：{f.message}\n→ {f.remedy}" for f in findings if not f.waived
        )
        if not self._is_open(slot):
            return Content(slot.prefilled, _locked_style(slot), note)
        return Content(self._text(slot), _open_style(slot), note)

    def _help(self, slot: Slot, placed: Placed) -> None:
        """Input message, drop-down and the colour that goes when the field is filled."""
        choices = self._builder.choices.of(slot)
        self._validations.append(
            Validation(
                placed.area,
                choices=choices,
                title=slot.label[:32],
                message=slot.field.help,
                advisory=slot.field.type in (FieldType.YEARLY, FieldType.PROGRAM),
                error="一覧から選んでください。" if choices else "",
                strict=slot.field.type in (FieldType.RATING, FieldType.CHOICE),
            )
        )
        if slot.is_required:
            formula = f'=TRIM({a1_absolute(placed)})=""'
            self._conditions.append(Condition(placed.area, formula, "missing"))
        if self._marks.findings.get(slot.key):
            self._conditions.append(Condition(placed.area, "=TRUE", "warning"))

    def _sheet(self, top: int, bottom: int) -> Sheet:
        canvas, grid = self._canvas, self._builder.grid
        foot = canvas.row - 1
        return Sheet(
            self.name,
            tuple(canvas.cells),
            widths=column_widths(grid, _CHECK_WIDTH),
            heights=canvas.heights,
            hidden_columns=(0,),
            validations=tuple(self._validations),
            conditions=tuple(self._conditions),
            print=PrintSetup(
                footer="&C&P / &N",
                area=Area(0, grid.first, foot, grid.last),
                repeat_rows=(0, 1),
                breaks=_breaks(canvas.heights, self._block_rows(top, bottom)),
            ),
            protection=Protection(),
            freeze=(top, 0),
        )

    def _block_rows(self, top: int, bottom: int) -> list[int]:
        """Rows where a page may begin without tearing a block; a heading stays with its block."""
        lines = {line.tag: line for line in self.page.lines}
        rows: list[int] = []
        before, heading = "", None
        for cell in self._canvas.cells:
            line = lines.get(str(cell.value)) if cell.column == 0 else None
            if line is None:
                continue
            code = line.tag.split("/")[0]
            if line.boxes[0].role is Role.HEADING:
                heading = cell.row
            elif code != before:
                rows.append(cell.row if heading is None else heading)
            if line.boxes[0].role is not Role.HEADING:
                before, heading = code, None
        return [row for row in rows if top < row <= bottom]


_FIGURES = (FieldType.YEARLY, FieldType.MONEY, FieldType.NUMBER)
PAGE_HEIGHT = 735  # points of an A4 page between its margins


def _breaks(heights: Mapping[int, float], starts: Iterable[int]) -> tuple[int, ...]:
    """Rows that begin a new page: a block that would not fit goes to the next page whole."""
    breaks: list[int] = []
    begin = 0
    candidates = sorted(starts)
    ends = [*candidates[1:], max(heights, default=0) + 1]
    for start, following in zip(candidates, ends, strict=False):
        used = sum(heights.get(row, 15) for row in range(begin, following))
        room = PAGE_HEIGHT if not breaks else PAGE_HEIGHT - 50
        if used > room and start > begin:
            breaks.append(start)
            begin = start
    return tuple(breaks)


def _open_style(slot: Slot) -> str:
    if slot.field.type is FieldType.TEXT or _is_wordy(slot):
        return "input"
    return "input_figure" if slot.field.type in _FIGURES else "input_line"


def _locked_style(slot: Slot) -> str:
    if _is_wordy(slot) or slot.field.type not in _FIGURES:
        return "readonly"
    if slot.key.period == "target":
        return "target"
    return "planned" if slot.prefilled.startswith(_PLANNED) else "readonly_figure"


def _is_wordy(slot: Slot) -> bool:
    """A KPI in words needs the style of texts."""
    return slot.kpi is not None and slot.kpi.counting is Counting.QUALITATIVE


def a1_absolute(placed: Placed) -> str:
    return f"${column_letters(placed.column)}${placed.row + 1}"
