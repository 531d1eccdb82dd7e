"""What each box of an evaluation page shows: value, style, and a note where it was normalised."""

from __future__ import annotations

from zushi_xl.form.answers import Answer
from zushi_xl.form.layout import Box, Role, Slot
from zushi_xl.form.model import Block, FieldType, Meaning
from zushi_xl.plan.model import KpiValue, Section, ValueStatus
from zushi_xl.report.consolidate import shown
from zushi_xl.report.model import Report
from zushi_xl.report.printed_figures import figure_text, reported_text
from zushi_xl.report.review import Review
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.marked import marked
from zushi_xl.sheets.placing import Content
from zushi_xl.workbook.metrics import MOST_LINES

NOT_FILLED = "（記入なし）"
_TITLE, _STATEMENT = "名称", "KPI"  # columns of the plan
_LONGEST_FIGURE = 12
_TITLE_STYLES = {
    Block.PILLAR: "book_page_pillar",
    Block.DIRECTION: "book_page_direction",
    Block.MEASURE: "book_page_measure",
    Block.INITIATIVE: "book_page_initiative",
}
_FIGURES = (FieldType.MONEY, FieldType.NUMBER)


class PrintedBoxes:
    """Shows the boxes of all pages of one report."""

    def __init__(self, context: AnnualContext):
        self._context = context
        self._report: Report = context.report

    def __call__(self, box: Box) -> Content:
        if box.role is Role.NUMBER:
            return Content(box.text, Role.LABEL.value)
        if box.role is Role.PERIOD:
            return self._period(box)
        if box.slot is None:
            return Content(box.text, box.role.value)
        if box.slot.field.type is FieldType.YEARLY:
            return self._yearly(box.slot)
        return self._plain(box.slot)

    def notice(self, section: Section) -> str:
        """What to say over a section whose lead division has not reported."""
        word = self._context.absent.get(section.division)
        return f"{word}　主担当課（{section.division}）の報告がまだありません。" if word else ""

    def _period(self, box: Box) -> Content:
        year = self._report.fiscal_year
        is_now = box.period is not None and box.period.fiscal_year == year
        return Content(box.text, "period_now" if is_now else "period")

    def _plain(self, slot: Slot) -> Content:
        answer = self._report.answer_at(slot.key)
        if slot.owner in self._context.absent:
            return Content(self._context.absent[slot.owner], "missing")
        text = self._text(slot, answer)
        if not text.strip() and slot.is_required:
            return self._reported(NOT_FILLED, "book_page_blank", answer)
        return self._reported(text, _style(slot), answer)

    def _reported(self, text: str, style: str, answer: Answer | None) -> Content:
        """As reported; marked, with the reason in a note, while a finding is open on it."""
        if answer is None:
            return Content(text, style)
        text = _begun(text)
        review = self._report.review_at(answer.source)
        if review.is_open:
            return _doubtful(text, answer, review, self._report.doubts[answer.source])
        return Content(text, style, note_of(answer))

    def _text(self, slot: Slot, answer: Answer | None) -> str:
        if answer is not None:
            return reported_text(answer)
        field = slot.field
        is_statement = slot.block is Block.KPI and (field.copied_from or field.label) == _STATEMENT
        kpis = self._report.plan.kpis_of(slot.key.code) if is_statement else ()
        again = (kpi.shown_again for kpi in kpis if kpi.number == slot.key.kpi)
        return f"{slot.prefilled}{next(again, '')}"

    def _yearly(self, slot: Slot) -> Content:
        """The reported figure; else the plan's, planned ones in （ ）: those of the plan are the
        KPI's own, not of another field with a value for each year (見込)."""
        answer = self._report.answer_at(slot.key)
        kpi = slot.kpi if slot.field.meaning is Meaning.ACTUAL else None
        planned = kpi.values.get(slot.key.period) if kpi else None
        if answer is not None and answer.text.strip():
            text = figure_text(answer.used, answer.quantity, unit=slot.unit)
            return self._reported(text, _by_length(text, "book_page_now"), answer)
        if slot.owner in self._context.absent:
            return Content(self._context.absent[slot.owner], "missing")
        if planned is not None and planned.text:
            return _planned(planned, slot.unit)
        return self._reported(NOT_FILLED if slot.is_required else "", "book_page_blank", answer)


def _begun(text: str) -> str:
    """A text in as many lines as are printed; that the others are not is told by the rule
    ``text-beyond-cell``, and data files hold it whole."""
    lines = text.split("\n", MOST_LINES)
    return text if len(lines) <= MOST_LINES else "\n".join((*lines[:MOST_LINES], "…"))


def _doubtful(text: str, answer: Answer, review: Review, doubt: str) -> Content:
    """Marked in words too, for paper without colour; below the figure in the narrow columns."""
    note = f"{review.label}：{doubt}\n出典：{answer.source}"
    if answer.slot.field.type is FieldType.YEARLY:
        return Content(f"{text}\n{review.label}", f"book_page_{review.value}", note)
    style = "warning" if review is Review.ERROR else "missing"
    return Content(marked(text, review), style, note)


def _planned(value: KpiValue, unit: str) -> Content:
    text = figure_text(value.text, value.quantity, value.status is ValueStatus.PLANNED, unit)
    if value.status is ValueStatus.PLANNED:
        return Content(text, "book_page_planned")
    if value.status is ValueStatus.TARGET:
        return Content(text, _by_length(text, "book_page_target"))
    return Content(text, _by_length(text, "book_page_figure"))


def _by_length(text: str, style: str) -> str:
    """Sentences in the narrow columns of the years are set small."""
    return "book_page_word" if len(text) > _LONGEST_FIGURE else style


def _style(slot: Slot) -> str:
    field = slot.field
    if (field.copied_from or field.label) == _TITLE:
        return _TITLE_STYLES.get(slot.block, "book_page_text")
    if field.type is FieldType.RATING:
        return "book_page_rating"
    return "book_page_money" if field.type in _FIGURES else "book_page_text"


def note_of(answer: Answer) -> str:
    """As typed → as used, with the cell it came from; empty where nothing was changed."""
    if not answer.changes:
        return ""
    given, used = answer.text, shown(answer)
    return "\n".join(
        (
            f"記入されたとおり：{given}",
            f"使った値：{used}",
            f"（{'・'.join(answer.changes)}）",
            f"出典：{answer.source}",
        )
    )
