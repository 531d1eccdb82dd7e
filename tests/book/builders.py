"""Reports over the sample city's masters, filled in as a test wants, and books read as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import FieldType, Form
from zushi_xl.form.pages import Pages
from zushi_xl.masters.load import Masters
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Initiative, Kpi, Plan, Section
from zushi_xl.report.consolidate import consolidate
from zushi_xl.report.model import Adoption, DivisionState, InputFile, Receipt, Report
from zushi_xl.returned.cell_answer import read_cell
from zushi_xl.sheets.book.rows import text_of
from zushi_xl.workbook.cells import Cell, Source
from zushi_xl.workbook.sheet import Book, Placed, Sheet

SHA = "0123456789abcdef" * 4
Typed = Callable[[Slot], "str | None"]

# Figures of the published evaluation, typed by hand.
FIGURES = {
    "5": "66.7%",
    "5-1-①": "逗子小学校区内の自治会へ働きかけ",
    "5-1-②": "390団体",
    "5-1-③": "13.0件",
    "5-2-①": "70.60%",
    "5-2-②": "22.20%",
    "5-3-①": "44.6%",
    "5-3-②": "約1,900人",
}
AMOUNTS = {
    "5-1-①-①": "2,289,233円",
    "5-1-①-②": "1,422,271円",
    "5-1-②-①": "205,158円",
    "5-1-②-②": "８８，９８４，８８３円",
    "5-1-②-③": "88,984,883円",
    "5-1-③-①": "190,050円",
    "5-2-①-①": "1,950,632円",
    "5-2-①-②": "1,950,632円",
    "5-2-①-③": "1,950,632円",
    "5-2-②-①": "5,289,079円",
    "5-2-②-②": "5,289,079円",
    "5-3-①-①": "315,760円",
    "5-3-①-②": "380,318円",
    "5-3-②-①": "283,283円",
}
RATINGS = {"5-1-②": "Ｂ", "5-2-②": "B：概ね順調であるとみなせる"}
TEXTS = {
    "remarks": "・団体の登録を整理した。\n・周知の方法を見直した。",
    "next_steps": "・引き続き、関係する団体と進める。",
    "results": "・連絡会を3回開いた。",
}


def published(slot: Slot) -> str | None:
    """The published figures of 第5節; other divisions type something plausible."""
    code, kind = slot.key.code, slot.field.type
    if kind is FieldType.RATING:
        return RATINGS.get(code, "A：順調である")
    if kind is FieldType.YEARLY:
        return FIGURES.get(code) or f"60{slot.kpi.unit or ''}" if slot.kpi else None
    if kind is FieldType.MONEY:
        return AMOUNTS.get(code, "120,000円")
    if kind is FieldType.PROGRAM:
        return slot.prefilled
    return TEXTS.get(slot.field.id, "・記載の例。")


def report_of(
    plan: Plan, form: Form, typed: Typed = published, missing: Iterable[str] = ()
) -> Report:
    """The year with what ``typed`` says of each open slot; None leaves it empty."""
    pages = Pages(form, plan).values()
    absent = set(missing)
    owners = tuple(dict.fromkeys(s.owner for p in pages for s in p.slots if s.owner))
    answers: dict[Key, Answer] = {}
    for page in pages:
        for row, slot in enumerate(page.slots):
            if slot.owner and slot.owner not in absent:
                answers[slot.key] = _answer(plan, slot, page.section.code, row, typed(slot))
    submission = Submission("", SHA, Identity("", plan.fiscal_year, 1, "", ""), answers)
    return consolidate(
        plan,
        form,
        [submission],
        [_state(name, absent) for name in owners],
        [
            InputFile(f"{name}.xlsx", SHA, Adoption.ADOPTED, "", name, 1)
            for name in owners
            if name not in absent
        ],
    )


def _answer(plan: Plan, slot: Slot, sheet: str, row: int, text: str | None) -> Answer:
    source = Source(f"{slot.owner}.xlsx", sheet, f"C{row + 1}")
    if text is None or not text.strip():
        return Answer(slot, "", "", source)
    reading = read_cell(plan, slot, Cell(row, 2, text, text))
    return Answer(
        slot, text, reading.used, source, reading.quantity, reading.changes, reading.refused
    )


def _state(name: str, absent: set[str]) -> DivisionState:
    if name in absent:
        return DivisionState(name, Receipt.MISSING)
    return DivisionState(name, Receipt.RECEIVED, f"{name}.xlsx", 1)


def only(masters: Masters, *codes: str) -> Plan:
    """The plan cut down to sections of these codes, their ancestors and what stands under them."""
    plan = masters.plan

    def wanted(code: str) -> bool:
        return any(code == c or code.startswith(f"{c}-") or c.startswith(f"{code}-") for c in codes)

    return replace(
        plan,
        sections=tuple(s for s in plan.sections if wanted(s.code)),
        kpis=tuple(k for k in plan.kpis if wanted(k.code)),
        initiatives=tuple(i for i in plan.initiatives if wanted(i.code)),
    )


def many_measures(masters: Masters, count: int, initiatives: int = 2) -> Plan:
    """A plan of one pillar, directions of ten measures, each with a KPI and initiatives."""
    plan = masters.plan
    pillar, direction, measure = (plan.section_by_code[c] for c in ("5", "5-1", "5-1-②"))
    sections: list[Section] = [pillar]
    kpis: list[Kpi] = []
    items: list[Initiative] = []
    for number in range(count):
        head = f"5-{number // 10 + 1}"
        if number % 10 == 0:
            sections.append(replace(direction, code=head, number=str(number // 10 + 1)))
        code = f"{head}-{chr(0x2460 + number % 10)}"
        sections.append(replace(measure, code=code, title=f"施策{number + 1}"))
        kpis.append(replace(plan.kpis_of("5-1-②")[0], code=code))
        for place in range(initiatives):
            first = plan.initiatives_of("5-1-②")[0]
            items.append(
                replace(
                    first,
                    code=f"{code}-{chr(0x2460 + place)}",
                    title=f"取り組み{place}",
                    parent=code,
                )
            )
    return replace(
        plan, sections=tuple(sections), kpis=tuple(kpis), initiatives=tuple(items), strategy=()
    )


def without_level(plan: Plan, level: Level) -> Plan:
    """The plan without a level; codes stay as they are."""
    names = {k: v for k, v in plan.settings.level_names.items() if k is not level}
    return replace(
        plan,
        settings=replace(plan.settings, level_names=names),
        sections=tuple(s for s in plan.sections if s.level is not level),
    )


def sheet_of(book: Book, name: str) -> Sheet:
    """The sheet whose name begins so."""
    return next(sheet for sheet in book.sheets if sheet.name.startswith(name))


def texts(sheet: Sheet) -> list[str]:
    """What the cells of a sheet show, from the top, left to right; blanks left out."""
    cells = sorted(sheet.cells, key=lambda cell: (cell.row, cell.column))
    return [shown for cell in cells if (shown := text_of(cell.value)).strip()]


def stacked_texts(sheet: Sheet) -> list[str]:
    """What pairs of cells right under each other show."""
    below = {(cell.row, cell.column): text_of(cell.value) for cell in sheet.cells}
    return [text + below.get((row + 1, column), "") for (row, column), text in below.items()]


def cell_with(sheet: Sheet, text: str) -> Placed:
    return next(cell for cell in sheet.cells if text_of(cell.value) == text)


def row_of(sheet: Sheet, text: str) -> list[str]:
    """The texts of the first row that holds ``text``."""
    row = next(cell.row for cell in sheet.cells if text_of(cell.value) == text)
    cells = sorted((c for c in sheet.cells if c.row == row), key=lambda cell: cell.column)
    return [text_of(cell.value) for cell in cells]


def boxes(sheet: Sheet) -> Iterator[str]:
    """Every text of a page without its line ends, as a PDF can be searched for it."""
    for text in texts(sheet):
        yield "".join(text.split())
