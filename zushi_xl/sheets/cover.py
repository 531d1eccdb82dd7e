"""The first sheet of a division's book: what to do, until when, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from zushi_xl.form.check_words import DONE, DOUBT, EMPTY
from zushi_xl.form.identity import Identity
from zushi_xl.plan.model import Plan
from zushi_xl.sheets.form import FormBuilder, FormSheet, Jumps
from zushi_xl.sheets.form.breaks import MARGINS
from zushi_xl.sheets.live_help import quoted as literal
from zushi_xl.workbook.cells import Area, column_letters
from zushi_xl.workbook.metrics import TALLEST_ROW, lines_needed, row_height
from zushi_xl.workbook.sheet import (
    Condition,
    Formula,
    Link,
    Placed,
    PrintSetup,
    Protection,
    Sheet,
    Style,
    Value,
)

NAME = "表紙"
_WIDTHS = (140.0, 280.0, 65.0, 65.0, 130.0)  # code, title, still empty, to confirm, jump
_HEADS = ("コード", "シート（押すと開きます）", "未記入", "要確認", "次に見る欄")
_ROWS_OF_A_PAGE = 20
_LONGEST_TITLE = 200  # characters; the sheet has it whole
DONE_TEXT = f"{DONE} 記入済み"
_TO_FILL = "→ 未記入の欄へ"
_TO_CONFIRM = "→ 要確認の欄へ"


def cover_sheet(
    builder: FormBuilder, identity: Identity, sheets: Sequence[FormSheet], title: str = ""
) -> Sheet:
    """The cover of ``identity``'s book over ``sheets``."""
    plan, texts = builder.plan, builder.form.texts
    settings = plan.settings
    cover = _Cover(builder.styles)
    cover.band(f"{settings.city}　{settings.plan_title}", "small")
    cover.band(title or f"{builder.name}　{plan.fiscal_year}年度", "cover_title")
    cover.gap()
    cover.pair("担当課", identity.division)
    if settings.deadline:
        cover.pair("提出期限", japanese_date(settings.deadline))
    cover.pair("提出先・問い合わせ", _contact(settings.office, settings.contact))
    cover.gap()
    for step in _steps(plan, texts):
        cover.band(step, "cover_text")
    cover.gap()
    cover.band("シートの一覧と記入の状況", "heading")
    top = cover.table(sheets)
    cover.gap()
    for note in filter(None, (texts.get("表紙_記号", ""), settings.sample_note)):
        cover.band(note, "note")
    cover.band(identity.foot_line(NAME), "footer")
    return cover.sheet(top, len(sheets))


def _contact(office: str, contact: str) -> str:
    """The office is named once, whether the contact begins with it or not."""
    return contact if contact.startswith(office) else "　".join(filter(None, (office, contact)))


def _steps(plan: Plan, texts: Mapping[str, str]) -> list[str]:
    """The wording 表紙_手順1, 表紙_手順2 … of the form definition, numbered."""
    deadline = plan.settings.deadline
    words = {
        "{期限}": japanese_date(deadline) if deadline else "期限",
        "{取りまとめ課}": plan.settings.office,
        "{年度}": str(plan.fiscal_year),
    }
    steps: list[str] = []
    for _, text in sorted((k, t) for k, t in texts.items() if k.startswith("表紙_手順") and t):
        for mark, word in words.items():
            text = text.replace(mark, word)
        steps.append(f"{len(steps) + 1}. {text}")
    return steps


def japanese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class _Cover:
    """Rows of the cover from top to bottom."""

    def __init__(self, styles: Mapping[str, Style]):
        self._styles = styles
        self._cells: list[Placed] = []
        self._heights: dict[int, float] = {}
        self._row = 0

    def band(self, text: str, style: str) -> None:
        self._put(0, text, style, len(_WIDTHS))
        self._close(self._needed(text, style, sum(_WIDTHS)))

    def gap(self) -> None:
        self._heights[self._row] = 9
        self._row += 1

    def pair(self, label: str, text: str) -> None:
        self._put(0, label, "label", 1)
        self._put(1, text, "value", len(_WIDTHS) - 1)
        self._close(self._needed(text, "value", sum(_WIDTHS[1:])))

    def table(self, sheets: Sequence[FormSheet]) -> int:
        """One row per sheet with its live state, then the sum; gives the first row."""
        for column, head in enumerate(_HEADS):
            self._put(column, head, "table_head")
        self._close(1.2)
        top = self._row
        jumps = Jumps(sheets)
        for sheet in sheets:
            self._state(sheet, jumps)
        self._total(top, sheets)
        return top

    def _total(self, top: int, sheets: Sequence[FormSheet]) -> None:
        empty, doubts = sum(s.empty for s in sheets), sum(s.doubts for s in sheets)
        row = self._row + 1
        self._put(0, "合計", "label", 2)
        for column, total in ((2, empty), (3, doubts)):
            letter = column_letters(column)
            formula = f"=SUM({letter}{top + 1}:{letter}{self._row})" if sheets else "=0"
            self._put(column, Formula(formula, total), "cover_table_number")
        all_done = (
            f'=IF(C{row}>0,"{EMPTY} 未記入あり",IF(D{row}>0,"{DOUBT} 要確認あり","{DONE_TEXT}"))'
        )
        now = f"{EMPTY} 未記入あり" if empty else f"{DOUBT} 要確認あり" if doubts else DONE_TEXT
        self._put(4, Formula(all_done, now), "cover_table_text")
        self._close(1.2)

    def _state(self, sheet: FormSheet, jumps: Jumps) -> None:
        section = sheet.page.section
        row, title = self._row + 1, shortened(section.title or section.code, _LONGEST_TITLE)
        target = f"internal:{sheet.reference(sheet.entry)}"
        self._put(0, section.code, "cover_table_text")
        self._put(1, Link(title, target), "cover_table_link")
        for column, mark, now in ((2, EMPTY, sheet.empty), (3, DOUBT, sheet.doubts)):
            self._put(column, Formula(_count(sheet.checks, mark), now), "cover_table_number")
        self._put(4, _jump(sheet, jumps, row), "cover_table_link")
        self._close(max(1.2, self._needed(title, "cover_table_link", _WIDTHS[1])))

    def _put(self, column: int, value: Value, style: str, columns: int = 1) -> None:
        self._cells.append(Placed(self._row, column, value, style, columns=columns))

    def _needed(self, text: str, style: str, width: float) -> float:
        look = self._styles[style]
        return lines_needed(text, width, look.size, look.indent) * look.size / 10

    def _close(self, lines: float) -> None:
        self._heights[self._row] = min(TALLEST_ROW, row_height(lines, 10) + 3)
        self._row += 1

    def sheet(self, top: int, count: int) -> Sheet:
        bottom = top + count
        states = Area(top, 4, bottom, 4)
        return Sheet(
            NAME,
            tuple(self._cells),
            widths=_WIDTHS,
            heights=self._heights,
            conditions=(
                Condition(Area(top, 2, bottom, 2), f"=C{top + 1}>0", "missing"),
                Condition(Area(top, 3, bottom, 3), f"=D{top + 1}>0", "warning"),
                Condition(states, f'=LEFT(E{top + 1},1)="{DONE}"', "ok"),
            ),
            print=PrintSetup(
                footer="&C&9&P / &N",
                area=Area(0, 0, self._row - 1, len(_WIDTHS) - 1),
                repeat_rows=(top - 1, top - 1) if count > _ROWS_OF_A_PAGE else None,
                fit_width=False,
                margins=MARGINS,
            ),
            protection=Protection(),
        )


def shortened(text: str, longest: int) -> str:
    """The beginning of a long text, with … where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def quoted(name: str) -> str:
    """A sheet's name as formulas and links want it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _count(area: str, mark: str) -> str:
    """How often ``mark`` stands in the texts of ``area``."""
    return f'=SUMPRODUCT(LEN({area})-LEN(SUBSTITUTE({area},"{mark}","")))'


def _jump(sheet: FormSheet, jumps: Jumps, row: int) -> Formula:
    """A link to the first empty field, else to the first that deserves a look, else to the top."""
    top = literal(f"#{sheet.reference(sheet.entry)}")
    empty, doubt = jumps.first(sheet, "A"), jumps.first(sheet, "B")
    target = f"IFERROR(IF(C{row}>0,{empty},IF(D{row}>0,{doubt},{top})),{top})"
    text = f'IF(C{row}>0,{literal(_TO_FILL)},IF(D{row}>0,{literal(_TO_CONFIRM)},"{DONE_TEXT}"))'
    now = _TO_FILL if sheet.empty else _TO_CONFIRM if sheet.doubts else DONE_TEXT
    return Formula(f"=HYPERLINK({target},{text})", now)
