"""One sheet of a division's book, and where its fields stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from zushi_xl.findings.finding import Severity
from zushi_xl.form.check_words import DONE, DOUBT, EMPTY, TO_MEND
from zushi_xl.form.field_conditions import place_of_slot
from zushi_xl.form.frame import CHECK_HEAD, PAGE_WIDTH, frame_of
from zushi_xl.form.grid import Grid
from zushi_xl.form.identity import Identity, frame_tag
from zushi_xl.form.layout import Box, Key, Page, PageLine, Role, Slot
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.sheets.form.breaks import MARGINS, page_breaks
from zushi_xl.sheets.form.choice_lists import Choices
from zushi_xl.sheets.form.correction_marks import NO_MARKS, Marks, NumberedFinding
from zushi_xl.sheets.form.help import validation_of
from zushi_xl.sheets.form.styles import fitted, is_wordy, locked_style, open_style
from zushi_xl.sheets.live_help import (
    ComputedCell,
    ConditionWriter,
    OpenCell,
    PageCells,
    RequestedFix,
    check_of_line,
    fixed,
    grade_of_rating,
    grades_of_value,
    is_empty,
    is_missing,
    is_unchanged,
)
from zushi_xl.sheets.placing import Canvas, Content, column_widths
from zushi_xl.workbook.cells import Area, a1, column_letters
from zushi_xl.workbook.metrics import lines_needed
from zushi_xl.workbook.running_heads import literal
from zushi_xl.workbook.sheet import Condition, Placed, PrintSetup, Protection, Sheet, Validation
from zushi_xl.workbook.style import Style
from zushi_xl.workbook.whole_numbers import thousands_parted

_CHECK_WIDTH = 320  # pixels of the column beside the page
_BETWEEN = 18.0  # points between the pages that share a sheet
_WIDE_LABEL = 50  # percent: a label so wide stands over its field
_WIDEST_AMOUNT = "９９，９９９，９９９円"  # eight digits, typed in full width
_WORDS = 60  # characters that a KPI in words should find room for


class CheckedLine(NamedTuple):
    """A line with a check: A1 of the check, of its open fields, of those required and empty."""

    check: str
    text: str
    cells: tuple[str, ...]
    required: tuple[str, ...]
    empty: tuple[str, ...]


class FormContext(NamedTuple):
    """What all sheets of a book are built from; ``choices`` are those of the division."""

    plan: Plan
    form: Form
    grid: Grid
    styles: Mapping[str, Style]
    choices: Choices


class FormSheet:
    """Places pages below each other for one division. ``places`` tells A1 of every field."""

    def __init__(
        self,
        setting: FormContext,
        pages: Sequence[Page],
        name: str,
        identity: Identity,
        marks: Marks,
    ):
        self.pages = pages
        self.name = name
        self.places: dict[Key, str] = {}
        self.checked_lines: list[CheckedLine] = []
        self._setting = setting
        self._identity = identity
        self._choices = setting.choices
        self._marks = marks
        self._canvas = Canvas(setting.grid, setting.styles)
        self._validations: list[Validation] = []
        self._conditions: list[Condition] = []
        self._pending: list[tuple[int, int, list[OpenCell]]] = []
        self._areas: dict[Key, Area] = {}  # of the fields with conditions
        self._told: dict[tuple[str, int], tuple[str, str]] = {}  # by KPI: A1 of its check, its text
        self._computed: dict[tuple[int, int], Slot] = {}  # by row and column
        self._blocks: set[int] = set()
        self._kept: set[int] = set()
        self.sheet = self._build()

    @property
    def page(self) -> Page:
        """The first of its pages."""
        return self.pages[0]

    @property
    def kept_answers(self) -> Iterator[tuple[Key, str]]:
        """Of a correction what nobody asks about: the answers by their keys, blanks too."""
        for slot in (slot for page in self.pages for slot in page.slots):
            is_worked_out = slot.by_rule or slot.field.calculation is not None
            if self._marks.findings and not is_worked_out and slot.key not in self._marks.findings:
                yield slot.key, self._marks.answers.get(slot.key, slot.prefilled)

    @property
    def check_column(self) -> int:
        """The 0-based column of the checks, right of the page."""
        return self._setting.grid.last + 1

    @property
    def rows(self) -> int:
        """How many rows are placed."""
        return self._canvas.row

    def count(self, sign: str) -> int:
        """How often the checks show a sign now, ● for a required field that is empty."""
        return sum(line.text.count(sign) for line in self.checked_lines)

    @property
    def asks(self) -> bool:
        """Whether the sheet is of a correction."""
        return self._marks is not NO_MARKS

    @property
    def entry(self) -> str:
        """A1 of the first field that is open to the division."""
        open_ = (slot.key for slot in self._slots.values() if self._is_open(slot))
        return self.places.get(next(open_, Key("", "")), "B1")

    @property
    def quoted_name(self) -> str:
        """The name as formulas and links want it."""
        doubled = self.name.replace("'", "''")
        return f"'{doubled}'"

    def reference(self, cell: str) -> str:
        """A cell or range of this sheet, as formulas on other sheets name it."""
        return f"{self.quoted_name}!{cell}"

    @property
    def checks(self) -> str:
        """The column of the checks, as formulas on other sheets name it."""
        letters = column_letters(self.check_column)
        return self.reference(f"${letters}$1:${letters}${self.rows}")

    # ------------------------------------------------------------------ lines

    def _build(self) -> Sheet:
        tops = [self._page(page) for page in self.pages]
        for line_cells in sorted(self._pending, key=lambda line: any(map(_is_rating, line[2]))):
            self._add_check(*line_cells)
        self._work_out()
        return self._sheet(tops[0])

    def _page(self, page: Page) -> int:
        """Place a page below what is there; gives the row of its first line."""
        setting, canvas, code = self._setting, self._canvas, page.section.code
        frame = dict(frame_of(setting.plan, setting.form, page, self._identity).lines())
        if page is not self.pages[0]:
            canvas.gap(_BETWEEN)
        self._blocks.add(canvas.row)
        self._frame_line("title", frame["title"], "title", code)
        if page is self.pages[0]:
            canvas.cells.append(Placed(0, self.check_column, CHECK_HEAD, "table_head"))
        self._frame_line("place", frame["place"], "small", code)
        self._frame_line("legend", frame["legend"], "small", code)
        top = canvas.row
        before = ""
        for line in page.lines:
            before = self._line(line, before)
        self._kept.add(canvas.row)
        self._frame_line("foot", frame["foot"], "footer", code)
        return top

    def _frame_line(self, name: str, text: str, style: str, code: str) -> None:
        row = self._canvas.band(text, style)
        self._canvas.cells.append(Placed(row, 0, frame_tag(name, code), "base"))

    def _line(self, line: PageLine, before: str) -> str:
        """BlockPlace a line; ``before`` is the block of the line above, gives that of this one."""
        canvas, row = self._canvas, self._canvas.row
        canvas.cells.append(Placed(row, 0, line.tag, "base"))
        block, is_heading = line.block, line.boxes[0].role is Role.HEADING
        if is_heading or (block != before and row not in self._kept):
            self._blocks.add(row)
        opened = []
        for box, placed in canvas.line(self._with_room(line), self._show):
            if box.slot is not None:
                self.places[box.slot.key] = placed.address
                if self._is_worked_out(box.slot):
                    self._computed[placed.row, placed.column] = box.slot
                if self._is_open(box.slot):
                    opened.append(self._open(box.slot, placed))
        checked = (row, canvas.row - row, opened)
        if any(cell.slot.field.has_conditions or _is_rating(cell) for cell in opened):
            self._pending.append(checked)  # other cells of theirs may stand further down
        else:
            self._add_check(*checked)
        self._kept.update(range(row + 1, canvas.row))
        if not any(box.role is Role.VALUE for box in line.boxes):
            self._kept.add(canvas.row)
        return before if is_heading else block

    def _with_room(self, line: PageLine) -> PageLine:
        """The line as high as what will be written needs; what is only shown takes its own room."""
        rooms = [self._room(box) for box in line.boxes if box.slot and self._is_open(box.slot)]
        return replace(line, lines=max(rooms, default=1))

    def _room(self, box: Box) -> int:
        slot = box.slot
        if slot is None:
            return 1
        style = self._setting.styles[open_style(slot)]
        width = (box.right - box.left) * PAGE_WIDTH / 100
        if slot.field.type is FieldType.MONEY:
            return max(slot.field.lines, len(slot.programs)) * lines_needed(
                _WIDEST_AMOUNT, width, style.size, style.indent
            )
        longest = slot.field.max_length or (_WORDS if is_wordy(slot) else 0)
        fewest = max(slot.field.lines, slot.prefilled.count("\n") + 1)
        return max(fewest, lines_needed("あ" * longest, width, style.size, style.indent))

    def _open(self, slot: Slot, placed: Placed) -> OpenCell:
        """Input message, drop-down and the colours that go when the field is filled or mended."""
        choice = self._choices.of(slot)
        cell, text = placed.address, self._text(slot)
        marks = self._findings(slot)
        asked = tuple(RequestedFix(m.number, m.finding.severity is Severity.ERROR) for m in marks)
        self._validations.append(validation_of(slot, placed.area, fixed(cell), choice))
        if slot.is_required:
            self._conditions.append(Condition(placed.area, f"={is_empty(fixed(cell))}", "missing"))
        elif slot.field.has_conditions:
            self._areas[slot.key] = placed.area
        if marks:
            unchanged = f"={is_unchanged(fixed(cell), text)}"
            self._conditions.append(Condition(placed.area, unchanged, "warning"))
        opened = OpenCell(slot, cell, text, choice.range, choice.words, asked)
        further = grades_of_value(self._setting.plan, self._setting.form, opened)
        return opened._replace(further=tuple(further))

    def _add_check(self, row: int, rows: int, opened: Sequence[OpenCell]) -> None:
        opened = [self._with_grade(self._with_conditions(cell)) for cell in opened]
        check = check_of_line(opened)
        if check is None:
            return
        self._canvas.cells.append(Placed(row, self.check_column, check, "check", rows))
        required = tuple(each.cell for each in opened if each.slot.is_required)
        empty = tuple(e.cell for e in opened if e.slot.is_required and not e.text.strip())
        cells = tuple(each.cell for each in opened)
        place = a1(row, self.check_column)
        self.checked_lines.append(CheckedLine(place, str(check.cached), cells, required, empty))
        told = {
            (e.slot.key.code, e.slot.key.kpi): (fixed(place), str(check.cached))
            for e in opened
            if e.further
        }
        self._told.update(told)

    def _with_grade(self, cell: OpenCell) -> OpenCell:
        """The cell of a rating with what the rows of 評価基準 say of it."""
        plan, key = self._setting.plan, cell.slot.key
        kpis = (k for k in plan.kpis_of(key.code) if key.kpi in (0, k.number))
        told = [self._told.get((kpi.code, kpi.number)) for kpi in kpis]
        if not _is_rating(cell) or None in told:
            return cell
        check = grade_of_rating(plan, cell, [each for each in told if each])
        return cell._replace(further=(check,)) if check else cell

    def _with_conditions(self, cell: OpenCell) -> OpenCell:
        """The cell with the conditions of its field, and the colours that follow from them."""
        field, area = cell.slot.field, self._areas.get(cell.slot.key)
        if area is None:
            return cell
        writer = self._writer(cell.slot)
        needed = writer.condition(field.required_if.predicate) if field.required_if else None
        skipped = writer.condition(field.skipped_if.predicate) if field.skipped_if else None
        cell = cell._replace(needed=needed, skipped=skipped)
        if skipped:
            self._conditions.append(Condition(area, f"={skipped.formula}", "readonly"))
        if cell.slot.may_be_required:
            missing = is_missing(cell._replace(cell=fixed(cell.cell)))
            self._conditions.append(Condition(area, f"={missing.formula}", "missing"))
        return cell

    def _work_out(self) -> None:
        """Put the sums into their cells: by now it is known where all fields stand."""
        cells = self._canvas.cells
        for place, cell in enumerate(cells if self._computed else ()):
            slot = self._computed.get((cell.row, cell.column))
            if slot is not None:
                cells[place] = cell._replace(value=ComputedCell(self._writer(slot), slot).formula())
                self._conditions.append(thousands_parted(cell.area))

    @cached_property
    def _slots(self) -> Mapping[Key, Slot]:
        return {slot.key: slot for page in self.pages for slot in page.slots}

    def _writer(self, slot: Slot) -> ConditionWriter:
        slots = self._slots

        def text(key: Key) -> str | None:
            return self._text(slots[key]) if key in slots else None

        cells, setting = PageCells(self.places, text, slots), self._setting
        return ConditionWriter(setting.plan, setting.form, cells, place_of_slot(slot))

    # ------------------------------------------------------------------ boxes

    def _is_open(self, slot: Slot) -> bool:
        return slot.is_open_to(self._identity.division) and slot.field.calculation is None

    def _is_worked_out(self, slot: Slot) -> bool:
        return slot.is_open_to(self._identity.division) and slot.field.calculation is not None

    def _text(self, slot: Slot) -> str:
        return self._marks.answers.get(slot.key, slot.prefilled)

    def _findings(self, slot: Slot) -> tuple[NumberedFinding, ...]:
        return tuple(m for m in self._marks.findings.get(slot.key, ()) if not m.finding.waived)

    def _show(self, box: Box) -> Content:
        if box.role is Role.PERIOD:
            is_now = box.period and box.period.fiscal_year == self._setting.plan.fiscal_year
            return Content(box.text, "period_now" if is_now else "period")
        slot = box.slot
        if slot is None:
            is_narrow = box.right - box.left < _WIDE_LABEL
            is_side = box.role is Role.NUMBER or (box.role is Role.LABEL and is_narrow)
            return Content(box.text, "label_side" if is_side else box.role.value)
        note = "\n\n".join(map(_note, self._findings(slot)))
        if self._is_open(slot):
            return Content(self._text(slot), open_style(slot), note)
        if self._is_worked_out(slot):
            return Content("", "computed", note)
        width = (box.right - box.left) * PAGE_WIDTH / 100
        style = fitted(self._setting.styles, locked_style(slot), slot.shown, width)
        return Content(slot.shown, style, note)

    # ------------------------------------------------------------------ sheet

    def _sheet(self, top: int) -> Sheet:
        canvas, grid = self._canvas, self._setting.grid
        repeated = sum(canvas.heights.get(row, 0) for row in range(2))
        breaks = page_breaks(canvas.heights, range(canvas.row), repeated, self._blocks, self._kept)
        return Sheet(
            self.name,
            tuple(canvas.cells),
            widths=column_widths(grid, _CHECK_WIDTH),
            heights=canvas.heights,
            hidden_columns=(0,),
            validations=tuple(self._validations),
            conditions=(*self._conditions, *self._check_colours(top)),
            print=PrintSetup(
                footer=f"&L&8 {literal(self._identity.division)}&C&9&P / &N&R&8&A ",
                area=Area(0, grid.first, canvas.row - 1, grid.last),
                repeat_rows=(0, 1),
                breaks=breaks,
                fit_width=False,
                margins=MARGINS,
            ),
            protection=self._protection,
            freeze=(top, 0),
        )

    @property
    def _protection(self) -> Protection:
        """Where the page has tables, rows may be inserted."""
        usual = Protection()
        lines = (line for page in self.pages for line in page.lines)
        has_tables = any(box.role is Role.NUMBER for line in lines for box in line.boxes)
        return Protection((*usual.allow, "insert_rows", "delete_rows")) if has_tables else usual

    def _check_colours(self, top: int) -> Iterator[Condition]:
        """Colours of the check column; its symbols say the same without colour."""
        letters = column_letters(self.check_column)
        area = Area(top, self.check_column, self.rows - 1, self.check_column)
        for symbol, style in ((TO_MEND, "warning"), (DOUBT, "warning"), (EMPTY, "missing")):
            found = f'=ISNUMBER(FIND("{symbol}",${letters}{top + 1}))'
            yield Condition(area, found, f"check_{style}")
        yield Condition(area, f'=LEFT(${letters}{top + 1},1)="{DONE}"', "check_ok")


def _is_rating(cell: OpenCell) -> bool:
    return cell.slot.field.type is FieldType.RATING


def _note(mark: NumberedFinding) -> str:
    finding = mark.finding
    return f"No.{mark.number} {finding.severity.label}：{finding.message}\n→ {finding.remedy}"
