"""A returned book → answers: every field found with its cell, or a finding that says it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zushi_xl.catalogue import Rule
from zushi_xl.cells import Cell, Source, Workbook, Worksheet
from zushi_xl.finding import Finding
from zushi_xl.form import Form
from zushi_xl.frame import frame_of
from zushi_xl.grid import Grid, grid_of
from zushi_xl.identity import FRAME, Identity, foot_lines, hidden_identity
from zushi_xl.layout import Key, Page, Slot, pages_of
from zushi_xl.locate import Found, Located, locate
from zushi_xl.plan import Plan
from zushi_xl.quantity import Quantity, format_quantity
from zushi_xl.reading import Reading, read_cell
from zushi_xl.submission_rules import (
    CELL_ERROR,
    FIELD_LOST,
    FIELD_MOVED,
    FIELD_UNCLEAR,
    IDENTITY_CONFLICT,
    LINE_DOUBLED,
    NOT_A_FORM,
    OLD_FORM,
    PREFILLED_CHANGED,
    SHEET_MISSING,
    SHEET_TWICE,
    STRAY_TEXT,
    WRONG_YEAR,
)
from zushi_xl.text import fold


@dataclass(frozen=True, slots=True)
class Answer:
    """What one slot answers; ``text`` is as typed and empty where nothing was typed.

    ``used`` is what the report shows. ``quantity`` is there for fields that hold figures,
    ``refused`` says why the text could not be understood.
    """

    slot: Slot
    text: str
    used: str
    source: Source
    quantity: Quantity | None = None
    changes: tuple[str, ...] = ()
    refused: str = ""
    refill: str = ""  # what a fresh form shows: as typed, with what only a number format said

    @property
    def key(self) -> Key:
        return self.slot.key


@dataclass(frozen=True)
class Submission:
    """One returned book as the answers of its division, with what was found while reading."""

    file: str
    sha256: str
    identity: Identity
    answers: Mapping[Key, Answer]
    findings: tuple[Finding, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)  # section code → sheet name


class Reader:
    """Reads returned books of one plan and form; what all books share is computed once."""

    def __init__(self, plan: Plan, form: Form):
        self.plan = plan
        self.form = form
        self.pages = {page.section.code: page for page in pages_of(form, plan)}
        self.grid: Grid = grid_of(self.pages.values())

    def read(self, book: Workbook) -> Submission | Finding:
        """The submission, or the finding that says why this book is none."""
        identity, doubts = _identity(book, self.plan)
        if identity is None:
            return NOT_A_FORM.at(
                Source(book.file),
                "配布した様式として認識できません。",
                "配布した様式に記入して、提出し直してください。",
            )
        if identity.fiscal_year != self.plan.fiscal_year:
            return WRONG_YEAR.at(
                Source(book.file),
                f"{identity.fiscal_year}年度の様式です。{self.plan.fiscal_year}年度の収集には使えません。",
                f"{self.plan.fiscal_year}年度に配布した様式に記入して、提出し直してください。",
                division=identity.division,
                given=f"{identity.fiscal_year}年度",
                expected=f"{self.plan.fiscal_year}年度",
            )
        answers: dict[Key, Answer] = {}
        findings = [*doubts, *self._version_doubts(book, identity)]
        sheets = self._sheets(book)
        for code, found in sheets.items():
            for answer in self._read_sheet(book, found, self.pages[code], identity, findings):
                answers[answer.key] = answer
        findings += self._missing_sheets(book, identity, sheets)
        names = {code: found[0].name for code, found in sheets.items()}
        return Submission(book.file, book.sha256, identity, answers, tuple(findings), names)

    def _version_doubts(self, book: Workbook, identity: Identity) -> Iterator[Finding]:
        expected = (self.form.version, self.plan.settings.plan_version)
        if (identity.form_version, identity.plan_version) != expected:
            yield OLD_FORM.at(
                Source(book.file),
                "提出された様式の版が現在の版と異なります。",
                "変わった欄がないか確かめ、必要なら新しい様式で提出し直してください。",
                division=identity.division,
                given=f"様式{identity.form_version}・計画{identity.plan_version}",
                expected="様式{}・計画{}".format(*expected),
            )

    def _sheets(self, book: Workbook) -> dict[str, list[Worksheet]]:
        """The sheets of each section, in the order of the book; a code may come twice."""
        sheets: dict[str, list[Worksheet]] = {}
        for sheet in book.sheets:
            code = _section_code(sheet, self.pages)
            if code:
                sheets.setdefault(code, []).append(sheet)
        return sheets

    def _missing_sheets(
        self, book: Workbook, identity: Identity, sheets: Mapping[str, object]
    ) -> Iterator[Finding]:
        for code, page in self.pages.items():
            if code not in sheets and any(s.owner == identity.division for s in page.slots):
                yield SHEET_MISSING.at(
                    Source(book.file),
                    f"{code}「{page.section.title}」のシートがありません。",
                    "配布したブックからこのシートを戻し、記入してください。",
                    division=identity.division,
                    code=code,
                )

    def _read_sheet(
        self,
        book: Workbook,
        sheets: list[Worksheet],
        page: Page,
        identity: Identity,
        findings: list[Finding],
    ) -> Iterator[Answer]:
        sheet, *copies = sheets
        frame = frame_of(self.plan, self.form, page, identity)
        located = locate(sheet, page, self.grid, frame)
        desk = _Desk(self.plan, book.file, sheet, identity.division, page)
        for found in located.found:
            findings += desk.doubts(found)
            if found.slot.owner == identity.division:
                yield desk.answer(found)
        findings += desk.sheet_doubts(located)
        findings += desk.copies(copies)


def _identity(book: Workbook, plan: Plan) -> tuple[Identity | None, list[Finding]]:
    """Hidden identity first, then what the sheets show; a disagreement is a finding."""
    hidden = hidden_identity(book)
    shown = Counter(identity for sheet in book.sheets for identity, _ in foot_lines(sheet))
    seen = shown.most_common(1)[0][0] if shown else None
    identity = _known_division(hidden or seen, plan)
    if hidden and seen and hidden != seen:
        return identity, [
            IDENTITY_CONFLICT.at(
                Source(book.file),
                "ブックの識別が、隠しシートと欄外とで食い違っています。",
                "どの課のどの回の提出かを確かめ、正しい様式で提出し直してください。",
                division=identity.division if identity else "",
                given=seen.foot_line(""),
                expected=hidden.foot_line(""),
            )
        ]
    return identity, []


def _known_division(identity: Identity | None, plan: Plan) -> Identity | None:
    """The identity under the division's present name."""
    if identity is None:
        return None
    division = plan.division_named(identity.division)
    if division is None:
        return None
    return Identity(
        division.name,
        identity.fiscal_year,
        identity.round,
        identity.form_version,
        identity.plan_version,
    )


def _section_code(sheet: Worksheet, pages: Mapping[str, Page]) -> str | None:
    """Which section the sheet is about: by its tags, else by its foot line."""
    for cell in sheet.cells.values():
        code, _, rest = cell.text.partition(f"/{FRAME}/")
        if rest and code in pages:
            return code
    return next((code for _, code in foot_lines(sheet) if code in pages), None)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Judges the cells of one sheet of one division."""

    plan: Plan
    file: str
    sheet: Worksheet
    division: str
    page: Page

    def answer(self, found: Found) -> Answer:
        source = self._source(found.place)
        cell = found.cell
        if cell is None or not cell.text.strip():
            return Answer(found.slot, "", "", source)
        if cell.error or cell.uncalculated:
            return Answer(found.slot, cell.text, "", source, refused="エラー値・未計算の式です")
        reading = read_cell(self.plan, found.slot, cell)
        return Answer(
            found.slot,
            cell.text,
            reading.used,
            source,
            reading.quantity,
            reading.changes,
            reading.refused,
            _refill(cell, reading),
        )

    def doubts(self, found: Found) -> Iterator[Finding]:
        """Findings about how, not what, a slot was filled."""
        if found.slot.owner == self.division:
            yield from self._own_doubts(found)
        elif found.cell is not None and not _same(found.cell.text, found.slot.prefilled):
            yield self._changed(found, found.cell)
        elif found.cell is None and found.slot.prefilled:
            yield self._changed(found, None)

    def _own_doubts(self, found: Found) -> Iterator[Finding]:
        cell = found.cell
        if cell is not None and (cell.error or cell.uncalculated):
            yield self._at(
                CELL_ERROR,
                found,
                f"「{found.slot.label}」の欄が{'エラー値' if cell.error else '未計算の式'}です。",
                "式ではなく値を入力してください。",
                given=cell.error or cell.text,
            )
        if found.moved and cell is not None:
            yield self._at(
                FIELD_MOVED,
                found,
                f"「{found.slot.label}」の欄の値が、隣のセルに書かれていたものとして読みました。",
                "内容が合っているか確かめてください。",
                given=cell.text,
            )
        if found.cell is None and found.strays:
            cells = "、".join(f"{c.address}「{c.text}」" for c in found.strays)
            yield self._at(
                FIELD_UNCLEAR,
                found,
                f"「{found.slot.label}」の欄が空で、周りのセルに複数の書き込みがあります。",
                "答えを記入欄のセルに書き、ほかの書き込みを消してください。",
                given=cells,
            )
        elif found.strays:
            yield from map(self._stray, found.strays)

    def _changed(self, found: Found, cell: Cell | None) -> Finding:
        return self._at(
            PREFILLED_CHANGED,
            found,
            f"事務局が記入した「{found.slot.label}」の欄が変わっています。計画マスタの内容を使います。",
            "変更が必要なときは、事務局に申し出てください。",
            given=cell.text if cell else "（空欄）",
            expected=found.slot.prefilled or "（空欄）",
        )

    def sheet_doubts(self, located: Located) -> Iterator[Finding]:
        for slot in located.lost:
            if slot.owner == self.division:
                yield FIELD_LOST.at(
                    self._source(""),
                    f"{slot.key.code} の「{slot.label}」の欄が見つかりません。",
                    "配布した様式の行を戻し、記入し直してください。",
                    division=self.division,
                    code=slot.key.code,
                    field=slot.label,
                )
        yield from map(self._stray, located.strays)
        for line, rows in located.doubled:
            yield LINE_DOUBLED.at(
                self._source(f"A{rows[1] + 1}"),
                f"{rows[0] + 1}行目と同じ欄が{rows[1] + 1}行目にもあります。上の行を読みました。",
                "取り組みを増やしたいときは事務局に申し出てください。複写した行は削除してください。",
                division=self.division,
                code=next((slot.key.code for slot in line.slots), ""),
            )

    def copies(self, copies: Iterable[Worksheet]) -> Iterator[Finding]:
        """Further sheets of the same section; equal ones are harmless."""
        mine = _contents(self.sheet)
        for copy in copies:
            if _contents(copy) != mine:
                yield SHEET_TWICE.at(
                    Source(self.file, copy.name),
                    f"{self.page.section.code} のシートが2枚あり、内容が異なります。"
                    f"「{self.sheet.name}」を読みました。",
                    "どちらが正しいかを確かめ、不要なシートを削除してください。",
                    division=self.division,
                    code=self.page.section.code,
                )

    def _stray(self, cell: Cell) -> Finding:
        return STRAY_TEXT.at(
            self._source(cell.address),
            "記入欄でないセルに書き込みがあります。",
            "報告に含める内容なら記入欄に移し、不要なら消してください。",
            division=self.division,
            code=self.page.section.code,
            given=cell.text,
        )

    def _at(
        self,
        rule: Rule,
        found: Found,
        message: str,
        remedy: str,
        given: str = "",
        expected: str = "",
    ) -> Finding:
        return rule.at(
            self._source(found.place),
            message,
            remedy,
            division=self.division,
            code=found.slot.key.code,
            field=found.slot.label,
            given=given,
            expected=expected,
        )

    def _source(self, cell: str) -> Source:
        return Source(self.file, self.sheet.name, cell)


def _refill(cell: Cell, reading: Reading) -> str:
    """A number whose format says more than the number is refilled as people saw it."""
    if cell.number_format and reading.quantity is not None and not reading.refused:
        return format_quantity(reading.quantity)
    return cell.text


def _same(text: str, prefilled: str) -> bool:
    return fold(text) == fold(prefilled)


def _contents(sheet: Worksheet) -> dict[tuple[int, int], str]:
    return {place: cell.text for place, cell in sheet.cells.items()}
