"""The first sheet of a division's book: what to do, until when, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from zushi_xl.cells import Area, column_letters
from zushi_xl.form import Form
from zushi_xl.identity import Identity
from zushi_xl.plan import Plan
from zushi_xl.sheets.form import FormSheet
from zushi_xl.sheets.live_help import DOUBT, EMPTY
from zushi_xl.sheets.metrics import lines_needed, row_height
from zushi_xl.sheets.model import (
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
_WIDTHS = (140.0, 290.0, 75.0, 75.0, 110.0)  # code, title, still empty, to confirm, jump
DONE_TEXT = "✓ 記入済み"
_HEADS = ("コード", "シート（押すと開きます）", "未記入", "要確認", "次の未記入欄")


def cover_sheet(
    plan: Plan, form: Form, identity: Identity, sheets: Sequence[FormSheet], title: str = ""
) -> Sheet:
    """The cover of ``identity``'s book over ``sheets``."""
    cover = _Cover(form.styles)
    settings = plan.settings
    heading = title or f"{form.texts.get('様式名', '進捗状況評価シート')}　{plan.fiscal_year}年度"
    cover.band(f"{settings.city}　{settings.plan_title}", "small")
    cover.band(heading, "cover_title")
    cover.pair("担当課", identity.division)
    if settings.deadline:
        cover.pair("提出期限", japanese_date(settings.deadline))
    cover.pair("提出先・問い合わせ", "　".join(filter(None, (settings.office, settings.contact))))
    for step in _steps(plan, form.texts):
        cover.band(step, "cover_text")
    cover.band("シートの一覧と記入の状況", "heading")
    top = cover.table(sheets)
    if settings.sample_note:
        cover.band(settings.sample_note, "note")
    cover.band(identity.foot_line(NAME), "footer")
    return cover.sheet(top, len(sheets))


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

    def pair(self, label: str, text: str) -> None:
        self._put(0, label, "label", 1)
        self._put(1, text, "value", len(_WIDTHS) - 1)
        self._close(
            max(
                self._needed(label, "label", _WIDTHS[0]),
                self._needed(text, "value", sum(_WIDTHS[1:])),
            )
        )

    def table(self, sheets: Sequence[FormSheet]) -> int:
        """One row per sheet with its live state, then the sum; gives the first row."""
        for column, head in enumerate(_HEADS):
            self._put(column, head, "table_head")
        self._close(1.4)
        top = self._row
        for sheet in sheets:
            self._state(sheet)
        self._put(0, "合計", "table_head", 2)
        for column, total in ((2, sum(s.empty for s in sheets)), (3, _doubts(sheets))):
            letter = column_letters(column)
            formula = f"=SUM({letter}{top + 1}:{letter}{self._row})" if sheets else "=0"
            self._put(column, Formula(formula, total), "table_number")
        self._put(4, "", "table_text")
        self._close(1.2)
        return top

    def _state(self, sheet: FormSheet) -> None:
        section = sheet.page.section
        column = column_letters(sheet.check_column)
        checks = f"{quoted(sheet.name)}!${column}$1:${column}${sheet.rows}"
        self._put(0, section.code, "table_text")
        self._put(
            1, Link(section.title, f"internal:{quoted(sheet.name)}!{sheet.entry}"), "table_link"
        )
        self._put(2, Formula(_count(checks, EMPTY), sheet.empty), "table_number")
        self._put(3, Formula(_count(checks, DOUBT), sheet.doubts), "table_number")
        self._put(4, _jump(sheet, checks), "table_link")
        self._close(max(1.2, self._needed(section.title, "table_link", _WIDTHS[1])))

    def _put(self, column: int, value: Value, style: str, columns: int = 1) -> None:
        self._cells.append(Placed(self._row, column, value, style, columns=columns))

    def _needed(self, text: str, style: str, width: float) -> float:
        size = self._styles[style].size
        return lines_needed(text, width, size) * size / 10

    def _close(self, lines: float) -> None:
        self._heights[self._row] = row_height(lines, 10) + 3
        self._row += 1

    def sheet(self, top: int, count: int) -> Sheet:
        bottom = top + count
        return Sheet(
            NAME,
            tuple(self._cells),
            widths=_WIDTHS,
            heights=self._heights,
            conditions=(
                Condition(Area(top, 2, bottom, 2), f"=C{top + 1}>0", "missing"),
                Condition(Area(top, 3, bottom, 3), f"=D{top + 1}>0", "warning"),
            ),
            print=PrintSetup(footer="&C&P / &N", area=Area(0, 0, self._row - 1, len(_WIDTHS) - 1)),
            protection=Protection(),
        )


def _doubts(sheets: Sequence[FormSheet]) -> int:
    return sum(sheet.doubts for sheet in sheets)


def quoted(name: str) -> str:
    """A sheet's name as formulas and links want it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _count(area: str, mark: str) -> str:
    """How often ``mark`` stands in the texts of ``area``."""
    return f'=SUMPRODUCT(LEN({area})-LEN(SUBSTITUTE({area},"{mark}","")))'


def _jump(sheet: FormSheet, checks: str) -> Formula:
    """A link to the line of the first empty field, as long as there is one."""
    target = f'"#{quoted(sheet.name)}!B"&MATCH("*{EMPTY}*",{checks},0)'
    return Formula(
        f'=IFERROR(HYPERLINK({target},"→ 記入する"),"{DONE_TEXT}")',
        "→ 記入する" if sheet.empty else DONE_TEXT,
    )
