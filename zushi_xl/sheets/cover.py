"""The first sheet of a division's book: what to do, until when, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from zushi_xl.form.check_words import DONE, DOUBT, EMPTY, TO_CONFIRM, TO_MEND
from zushi_xl.form.frame import DIVISION_LABEL, REVIEWER_LABEL
from zushi_xl.form.identity import Identity
from zushi_xl.plan.model import Plan
from zushi_xl.sheets.form import FormBuilder, FormSheet, Jumps
from zushi_xl.sheets.form.breaks import MARGINS
from zushi_xl.sheets.guide_sheet import NAME as GUIDE
from zushi_xl.sheets.guide_sheet import guide_title
from zushi_xl.sheets.live_help import quoted as literal
from zushi_xl.text.wording import japanese_date, shorten
from zushi_xl.workbook.cells import Area, column_letters
from zushi_xl.workbook.metrics import TALLEST_ROW, row_height
from zushi_xl.workbook.placed_rows import PlacedRows
from zushi_xl.workbook.sheet import (
    Condition,
    Formula,
    Link,
    PrintSetup,
    Protection,
    Sheet,
)
from zushi_xl.workbook.style import Style

NAME = "表紙"
_CODE, _COUNT, _NEXT, _WIDTH = 120.0, 62.0, 136.0, 680.0  # pixels
_ROWS_OF_A_PAGE = 20
_LONGEST_TITLE = 200  # characters; the sheet has it whole
DONE_TEXT = f"{DONE} 記入済み"


class Counted(NamedTuple):
    """A column of the list that counts signs of the sheets' checks; ``jumps`` is its column in the
    hidden list of links."""

    head: str
    signs: tuple[str, ...]
    style: str
    jumps: str


_EMPTY = Counted("未記入", (EMPTY,), "missing", "A")
_OF_FORM = (_EMPTY, Counted("見直し", (DOUBT,), "warning", "B"))
_OF_REQUEST = (
    _EMPTY,
    Counted("要修正", (TO_MEND,), "warning", "C"),
    Counted("要確認", (TO_CONFIRM, DOUBT), "missing", "D"),
)


class Requests(NamedTuple):
    """What a correction asks beside its fields: how many faults and doubts no field can bear."""

    title: str
    faults: int
    doubts: int


def cover_sheet(
    builder: FormBuilder,
    identity: Identity,
    sheets: Sequence[FormSheet],
    requests: Requests | None = None,
) -> Sheet:
    """The cover of ``identity``'s book over ``sheets``; of a correction with what it asks."""
    plan, texts = builder.plan, builder.form.texts
    settings = plan.settings
    deadline = settings.correction_deadline if requests else settings.deadline
    title = requests.title if requests else ""
    cover = _CoverRows(builder.styles, _OF_REQUEST if requests else _OF_FORM)
    cover.text(f"{settings.city}　{settings.plan_title}", "small")
    cover.text(title or f"{builder.name}　{plan.fiscal_year}年度", "cover_title")
    cover.gap(9)
    is_reviewer = identity.division in plan.reviewer_named
    cover.pair(REVIEWER_LABEL if is_reviewer else DIVISION_LABEL, identity.division)
    if plan.phase:
        cover.pair("段階", plan.phase)
    if deadline:
        cover.pair("提出期限", japanese_date(deadline))
    cover.pair("提出先・問い合わせ", settings.office_with_contact)
    cover.gap(9)
    for step in _steps(plan, texts, deadline):
        cover.text(step, "cover_text")
    if guide_title(builder.form):
        cover.link("→ 使い方のシートへ", f"internal:{quoted(GUIDE)}!A1")
    cover.gap(9)
    cover.text("シートの一覧と記入の状況", "heading")
    top = cover.table(sheets, requests)
    cover.gap(9)
    for note in filter(None, (texts.get("表紙_記号", ""), settings.sample_note)):
        cover.text(note, "note")
    cover.text(identity.foot_line(NAME), "footer")
    return cover.sheet(top)


def _steps(plan: Plan, texts: Mapping[str, str], deadline: date | None) -> list[str]:
    """The wording 表紙_手順1, 表紙_手順2 … of the form definition, numbered."""
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


class _CoverRows(PlacedRows):
    """Rows of the cover from top to bottom; ``counted`` are the columns of its list."""

    def __init__(self, styles: Mapping[str, Style], counted: Sequence[Counted]):
        title = _WIDTH - _CODE - _COUNT * len(counted) - _NEXT
        super().__init__((_CODE, title, *(_COUNT for _ in counted), _NEXT), styles)
        self._counted = counted

    def text(self, text: str, style: str) -> None:
        self.band(text, style, self._room(self._needed(text, style)))

    def link(self, text: str, target: str) -> None:
        self.band(Link(text, target), "link", self._room(1.2))

    def pair(self, label: str, text: str) -> None:
        needed = self._needed(text, "value", 1)
        self.line([(label, "label", 1), (text, "value", self._last)], self._room(needed))

    def table(self, sheets: Sequence[FormSheet], requests: Requests | None) -> int:
        """One row per sheet with its live state, then the sum; gives the first row."""
        heads = (
            "コード",
            "シート（押すと開きます）",
            *(c.head for c in self._counted),
            "次に見る欄",
        )
        self.line([(head, "table_head", 1) for head in heads], self._room(1.2))
        top = self.row
        jumps = Jumps(sheets)
        for sheet in sheets:
            self._state(sheet, jumps)
        if requests and (requests.faults or requests.doubts):
            self._beside(requests)
        now = [sum(_now(sheet, c) for sheet in sheets) for c in self._counted]
        if requests:
            now = [a + b for a, b in zip(now, (0, requests.faults, requests.doubts), strict=True)]
        self._total(top, now)
        return top

    def _beside(self, requests: Requests) -> None:
        """What is asked of no field: a missing sheet, a text outside the fields."""
        self.put(0, "", "cover_table_text")
        self.put(1, "欄のない指摘（「修正のお願い」をご覧ください）", "cover_table_text")
        for column, count in enumerate((0, requests.faults, requests.doubts), 2):
            self.put(column, count, "cover_table_number")
        self.put(self._last, "→ 修正のお願いへ", "cover_table_text")
        self.end(self._room(2))

    @property
    def _last(self) -> int:
        return self.columns - 1

    def _total(self, top: int, now: Sequence[int]) -> None:
        row = self.row + 1
        self.put(0, "合計", "label", 2)
        for column, total in enumerate(now, 2):
            letter = column_letters(column)
            formula = f"=SUM({letter}{top + 1}:{letter}{self.row})" if self.row > top else "=0"
            self.put(column, Formula(formula, total), "cover_table_number")
        said = self._said(row, now, [literal(f"{c.signs[0]} {c.head}あり") for c in self._counted])
        self.put(self._last, said, "cover_table_text")
        self.end(self._room(1.2))

    def _said(self, row: int, now: Sequence[int], texts: Sequence[str]) -> Formula:
        """The text of the first column that counts something, else that all is done."""
        formula, shown = literal(DONE_TEXT), DONE_TEXT
        for column, (count, text) in reversed(list(enumerate(zip(now, texts, strict=True), 2))):
            formula = f"IF({column_letters(column)}{row}>0,{text},{formula})"
            shown = text[1:-1] if count else shown
        return Formula(f"={formula}", shown)

    def _state(self, sheet: FormSheet, jumps: Jumps) -> None:
        (page, *others) = sheet.pages
        section, what = page.section, page.name
        if not others:
            what = "　".join(filter(None, (section.title or section.code, page.name)))
        row, title = self.row + 1, shorten(what, _LONGEST_TITLE)
        target = f"internal:{sheet.reference(sheet.entry)}"
        self.put(0, "" if others else section.code, "cover_table_text")
        self.put(1, Link(title, target), "cover_table_link")
        for column, counted in enumerate(self._counted, 2):
            count = Formula(_count(sheet.checks, counted.signs), _now(sheet, counted))
            self.put(column, count, "cover_table_number")
        self.put(self._last, self._jump(sheet, jumps, row), "cover_table_link")
        self.end(self._room(max(1.2, self._needed(title, "cover_table_link", 1, 1))))

    def _jump(self, sheet: FormSheet, jumps: Jumps, row: int) -> Formula:
        """A link to the first field of the first column that counts something, else to the top."""
        top = literal(f"#{sheet.reference(sheet.entry)}")
        target = top
        for column, counted in reversed(list(enumerate(self._counted, 2))):
            first = jumps.first(sheet, counted.jumps)
            target = f"IF({column_letters(column)}{row}>0,{first},{target})"
        texts = [literal(f"→ {c.head}の欄へ") for c in self._counted]
        said = self._said(row, [_now(sheet, c) for c in self._counted], texts)
        formula = f"=HYPERLINK(IFERROR({target},{top}),{said.expression[1:]})"
        return Formula(formula, said.cached)

    def _needed(self, text: str, style: str, column: int = 0, columns: int = 0) -> float:
        """Lines of 10 points that a text takes."""
        return self.lines(text, style, column, columns) * self.styles[style].size / 10

    def _room(self, lines: float) -> float:
        return min(TALLEST_ROW, row_height(lines, 10) + 3)

    def sheet(self, top: int) -> Sheet:
        bottom = max(c.row for c in self.cells if c.value == "合計")
        counts = (
            Condition(Area(top, n, bottom, n), f"={column_letters(n)}{top + 1}>0", counted.style)
            for n, counted in enumerate(self._counted, 2)
        )
        states = Area(top, self._last, bottom, self._last)
        done = f'=LEFT({column_letters(self._last)}{top + 1},1)="{DONE}"'
        return Sheet(
            NAME,
            tuple(self.cells),
            widths=self.widths,
            heights=self.heights,
            conditions=(*counts, Condition(states, done, "ok")),
            print=PrintSetup(
                footer="&C&9&P / &N",
                area=Area(0, 0, self.row - 1, self._last),
                repeat_rows=(top - 1, top - 1) if bottom - top > _ROWS_OF_A_PAGE else None,
                fit_width=False,
                margins=MARGINS,
            ),
            protection=Protection(),
        )


def _now(sheet: FormSheet, counted: Counted) -> int:
    return sum(sheet.count(sign) for sign in counted.signs)


def quoted(name: str) -> str:
    """A sheet's name as formulas and links want it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _count(area: str, signs: Sequence[str]) -> str:
    """How often any of ``signs`` stands in the texts of ``area``."""
    without = list(
        accumulate(signs, lambda text, sign: f'SUBSTITUTE({text},"{sign}","")', initial=area)
    )
    return f"=SUMPRODUCT(LEN({area})-LEN({without[-1]}))"
