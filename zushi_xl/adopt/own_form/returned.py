"""A returned copy of an own form → its answers, and what is to be said of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from zushi_xl.adopt.own_form.alignment import Alignment, Printed, best_sheet, printed_texts
from zushi_xl.adopt.own_form.answers import Read, read_answer
from zushi_xl.adopt.own_form.model import OwnField, OwnForm
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import Rule
from zushi_xl.form.identity import (
    HIDDEN_SHEET,
    Identity,
    hidden_identities,
    hidden_identity,
    is_identity_sheet,
)
from zushi_xl.returned.quoting import joined
from zushi_xl.returned.written_beside import remark_finding, written_beside
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Area, Cell, Remark, Source, Workbook, Worksheet, a1

_MOST_STRAY = 20
_MARKS = tuple(f"【{severity.label}】" for severity in Severity)  # begin the notes of corrections
_CELL_AGAIN = "配布した様式のその欄に記入し直してください。"


class OwnFormAnswer(NamedTuple):
    """One answer as it stands in the file. ``number`` counts the repeats from 1."""

    field: OwnField
    number: int
    text: str
    read: Read
    source: Source
    cell: Cell

    @property
    def key(self) -> tuple[str, int]:
        """The id of the field and the number of the repetition."""
        return self.field.id, self.number


@dataclass(frozen=True)
class OwnReturn:
    """A returned copy. ``answers`` only has what was filled in, ``places`` all fields that were
    found."""

    file: str
    sha256: str
    identity: Identity | None
    answers: Mapping[tuple[str, int], OwnFormAnswer]
    findings: tuple[Finding, ...]
    saved: str = ""
    places: Mapping[tuple[str, int], Source] = dataclasses.field(default_factory=dict)


class OwnFormReader:
    """Reads returned copies of one form."""

    def __init__(self, form: OwnForm) -> None:
        self._form = form
        self._sheets = {sheet.name: sheet for sheet in form.book.sheets}
        self._printed_identities = frozenset(hidden_identities(form.book))  # of a copy of a copy
        self._printed_beside = frozenset(map(_folded, written_beside(form.book)))
        self._fields: dict[str, list[OwnField]] = {}
        for field in form.fields:
            self._fields.setdefault(field.sheet, []).append(field)
        self._printed = {
            name: printed_texts(self._sheets[name], _all_areas(fields))
            for name, fields in self._fields.items()
        }

    @cached_property
    def _known(self) -> frozenset[tuple[int, int, str] | str]:
        """All texts of the original; figures with their places, as an answer may be the same."""
        cells = ((p, fold(c.text)) for s in self._form.book.sheets for p, c in s.cells.items())
        return frozenset((*p, text) if text.isdecimal() else text for p, text in cells)

    def read(self, book: Workbook, division: str = "") -> OwnReturn:
        """The answers of a returned book. ``division`` names the sender where it is known
        otherwise (returns of earlier years carry no identity)."""
        identity = hidden_identity(book, self._printed_identities)
        name = identity.division if identity else division
        reading = _Reading(book, name, self._form)
        if identity is None and not division:
            reading.say_no_owner()
            return OwnReturn(book.file, book.sha256, None, {}, tuple(reading.findings))
        hidden = {sheet.name for sheet in book.sheets if is_identity_sheet(sheet)}
        taken = hidden | set(self._sheets)  # under its own name each is the sheet that it was
        read = set(hidden)
        for sheet, fields in self._fields.items():
            alignment = best_sheet(self._printed[sheet], book.sheets, taken)
            if alignment is None:
                reading.say_no_sheet(sheet)
                continue
            taken.add(alignment.returned.name)
            read.add(alignment.returned.name)
            reading.read_sheet(self._sheets[sheet], self._printed[sheet], fields, alignment)
        for other in book.sheets:
            if other.name not in read:
                reading.tell_other_sheet(other, self._known)
        reading.tell_beside(self._printed_beside)
        saved = book.properties.get("modified", "")
        return OwnReturn(
            book.file, book.sha256, identity, reading.answers, tuple(reading.findings), saved,
            reading.places,
        )  # fmt: skip


def _folded(remark: Remark) -> tuple[str, str]:
    return remark.kind, fold(remark.text)


def _all_areas(fields: list[OwnField]) -> Iterator[Area]:
    for field in fields:
        for _, area in field.places():
            yield area


class _Reading:
    """The reading of one book."""

    def __init__(self, book: Workbook, division: str, form: OwnForm) -> None:
        self._book = book
        self._division = division
        self._form = form
        self.answers: dict[tuple[str, int], OwnFormAnswer] = {}
        self.places: dict[tuple[str, int], Source] = {}
        self.findings: list[Finding] = []

    def say_no_owner(self) -> None:
        self.findings.append(
            rules.NO_OWNER.at(
                Source(self._book.file),
                "どの課の提出かわかりません（隠しシート「識別」がありません）。",
                "配布した様式に記入し直してもらってください。",
            )  # fmt: skip
        )

    def say_no_sheet(self, sheet: str) -> None:
        self.findings.append(
            rules.NO_SHEET.at(
                Source(self._book.file, sheet),
                f"原本のシート「{sheet}」にあたるシートがありません。",
                "配布した様式のすべてのシートを残して提出してください。",
                division=self._division,
            )  # fmt: skip
        )

    def read_sheet(
        self, original: Worksheet, printed: Printed, fields: list[OwnField], alignment: Alignment
    ) -> None:
        covered: set[tuple[int, int]] = set()
        for field in fields:
            covered.update(self._read_field(field, original, alignment))
        self._tell_stray(original, alignment, printed, covered)

    def _read_field(
        self, field: OwnField, original: Worksheet, alignment: Alignment
    ) -> Iterator[tuple[int, int]]:
        changed = [area for area in field.label_areas if not alignment.keeps(area)]
        places = [] if changed else list(_places(field, alignment))
        if changed or not places:
            self._say_no_place(field, changed, alignment)
            return
        for number, area in places:
            if area is None:
                self._say_no_place(field, [], alignment)
                continue
            yield from area.cells()
            self._read_area(field, number, area, original, alignment.returned)
        told = any(found.code == field.id for found in self.findings)
        if field.required and not told and not any(field.id == key[0] for key in self.answers):
            place = next((area for _, area in places if area is not None), field.area)
            self._say(
                rules.MISSING, field, place, alignment.returned, "何も記入されていません。",
                "記入してください。",
            )  # fmt: skip

    def _read_area(
        self, field: OwnField, number: int, area: Area, original: Worksheet, sheet: Worksheet
    ) -> None:
        source = Source(self._book.file, sheet.name, a1(area.top, area.left))
        self.places[field.id, number] = source
        cell = _joined(sheet, area)
        if cell is None:
            return
        if cell.error or cell.uncalculated:
            why = cell.error or "計算結果のない数式"
            self._say(
                rules.BROKEN, field, area, sheet, f"値がありません（{why}）。",
                "数式を直すか、値を直接記入してください。", cell.text,
            )  # fmt: skip
            return
        home = dict(field.places()).get(number, field.area)
        printed = original.text(home.top, home.left)
        read = read_answer(field, cell, printed)
        if not read.used and not read.refused:
            return
        self.answers[field.id, number] = OwnFormAnswer(field, number, cell.text, read, source, cell)
        if read.refused:
            given = cell.text.strip()[:60]
            self._say(
                rules.REFUSED, field, area, sheet,
                f"「{given}」を読み取れません（{read.refused}）。",
                _wanted(field), cell.text,
            )  # fmt: skip
        for conflict in read.quantity.conflicts if read.quantity else ():
            self._say(
                rules.DOUBTFUL,
                field,
                area,
                sheet,
                f"{conflict}。",
                "値と単位を確かめ、誤りなら記入し直してください。",
                cell.text,
            )

    def _say(
        self, rule: Rule, field: OwnField, area: Area, sheet: Worksheet, message: str,
        remedy: str, given: str = "",
    ) -> None:  # fmt: skip
        source = Source(self._book.file, sheet.name, a1(area.top, area.left))
        self.findings.append(
            rule.at(
                source,
                f"{field.label}：{message}",
                remedy,
                division=self._division,
                code=field.id,
                field=field.label,
                given=given,
            )  # fmt: skip
        )

    def _say_no_place(self, field: OwnField, changed: list[Area], alignment: Alignment) -> None:
        why = "見出しが書き換えられています" if changed else "行や列が増減しています"
        area = (changed or [field.area])[0]
        self._say(
            rules.NO_PLACE, field, area, alignment.returned,
            f"欄の場所がわかりません（{why}）。値は取り込んでいません。", _CELL_AGAIN,
        )  # fmt: skip

    def _tell_stray(
        self,
        original: Worksheet,
        alignment: Alignment,
        printed: Printed,
        covered: set[tuple[int, int]],
    ) -> None:
        known = set(printed.texts.values()) | {
            fold(cell.text) for cell in original.cells.values() if cell.text.strip()
        }
        self._tell_notes(original, alignment.returned)
        formulas = {place for place, cell in original.cells.items() if cell.formula}
        kept = {(alignment.row(r), alignment.column(c)) for r, c in formulas}
        sheet, told = alignment.returned, 0
        for place, cell in sorted(sheet.cells.items()):
            if place in covered or place in kept or cell.formula or fold(cell.text) in known:
                continue
            if not cell.text.strip():
                continue
            told += 1
            if told <= _MOST_STRAY:
                self._say_stray(cell, sheet)
        if told > _MOST_STRAY:
            self._say_more(told - _MOST_STRAY, sheet)

    def tell_other_sheet(self, sheet: Worksheet, known: Set[tuple[int, int, str] | str]) -> None:
        """What stands on a sheet that holds no field of the form, and is not of the original."""
        cells = [(p, c) for p, c in sorted(sheet.cells.items()) if c.text.strip() and not c.formula]
        written = [c for p, c in cells if not known & {fold(c.text), (*p, fold(c.text))}]
        if not written:
            return
        first = written[0]
        more = f"、ほかに{len(written) - 1}か所" if len(written) > 1 else ""
        self.findings.append(
            rules.STRAY.at(
                Source(self._book.file, sheet.name, first.address),
                f"欄のないシートに「{first.text.strip()[:60]}」{more}の記入があります。読み取っていません。",
                "答えであれば、様式のシートの欄に書いて提出してください。",
                division=self._division,
                given=joined(cell.text.strip() for cell in written),
            )  # fmt: skip
        )

    def tell_beside(self, printed: Set[tuple[str, str]]) -> None:
        """What stands in no cell and is not of the original."""
        foreign = [r for r in written_beside(self._book) if _folded(r) not in printed]
        for remark in foreign[:_MOST_STRAY]:
            self.findings.append(remark_finding(self._book.file, remark, self._division))
        if more := foreign[_MOST_STRAY:]:
            told = joined(f"{remark.sheet}「{remark.text}」" for remark in more)
            first = remark_finding(self._book.file, more[0], self._division)
            message = f"図形やプロパティなどの文字がほかに{len(more):,}か所あります。"
            self.findings.append(dataclasses.replace(first, message=message, given=told))

    def _tell_notes(self, original: Worksheet, sheet: Worksheet) -> None:
        """Notes that are neither the form's own nor the marks of a correction."""
        printed = {fold(cell.comment) for cell in original.cells.values() if cell.comment}
        for cell in sorted(sheet.cells.values()):
            note = (cell.comment or "").strip()
            if note and fold(note) not in printed and not note.startswith(_MARKS):
                self.findings.append(
                    rules.NOTE.at(
                        Source(self._book.file, sheet.name, cell.address),
                        f"セルにメモ「{note[:60]}」が付いています。欄の値にはしていません。",
                        "値に関わることなら、担当課に確かめてください。",
                        division=self._division,
                        given=note,
                    )
                )

    def _say_stray(self, cell: Cell, sheet: Worksheet) -> None:
        self.findings.append(
            rules.STRAY.at(
                Source(self._book.file, sheet.name, cell.address),
                f"様式の欄でないセルに「{cell.text.strip()[:60]}」とあります。",
                "様式の欄に書くか、消してください。",
                division=self._division,
                given=cell.text,
            )  # fmt: skip
        )

    def _say_more(self, more: int, sheet: Worksheet) -> None:
        self.findings.append(
            rules.STRAY.at(
                Source(self._book.file, sheet.name),
                f"様式の欄でないセルの記入が、ほかに{more}か所あります。",
                "様式の欄に書くか、消してください。",
                division=self._division,
            )  # fmt: skip
        )


def _places(field: OwnField, alignment: Alignment) -> Iterator[tuple[int, Area | None]]:
    """Where the answers of a field stand now; a table without printed rows may have grown."""
    repeat = field.repeat
    if field.is_table and repeat is not None and repeat.axis == "行" and repeat.step == 1:
        stretch = alignment.rows_between(field.area.top, field.area.top + repeat.count - 1)
        left = alignment.column(field.area.left)
        if stretch is not None and left is not None and alignment.row(field.area.top) is None:
            width = field.area.right - field.area.left
            for number, row in enumerate(range(stretch[0], stretch[1] + 1), 1):
                yield number, Area(row, left, row, left + width)
            return
    for number, area in field.places():
        yield number, alignment.area(area)


def _joined(sheet: Worksheet, area: Area) -> Cell | None:
    """The cell of an answer; several lines that are cells of their own are one text."""
    cells = [sheet.cells[place] for place in area.cells() if place in sheet.cells]
    cells = [cell for cell in cells if cell.text.strip() or cell.error or cell.uncalculated]
    if len(cells) < 2:
        return cells[0] if cells else None
    text = "\n".join(cell.text for cell in cells)
    return cells[0]._replace(text=text, value=text)


def _wanted(field: OwnField) -> str:
    if field.choices:
        return f"{'・'.join(field.choices[:12])} から選んでください。"
    unit = f"（{field.unit}）" if field.unit else ""
    return f"{field.kind}{unit}として読める書き方に直してください。"


__all__ = ["HIDDEN_SHEET", "OwnFormAnswer", "OwnFormReader", "OwnReturn"]
