"""A returned copy of an own form → its answers, and what is to be said of it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from zushi_xl.adopt.own_form.alignment import Alignment, best_sheet, later_texts, printed_texts
from zushi_xl.adopt.own_form.answer_doubts import HiddenAnswers, asks_for_one, doubts, figure_doubt
from zushi_xl.adopt.own_form.answer_places import answer_places, numbers_of_added
from zushi_xl.adopt.own_form.answers import Read, printed_choice, read_answer
from zushi_xl.adopt.own_form.model import OwnField, OwnForm
from zushi_xl.adopt.own_form.outside_fields import OutsideFields, folded_remark
from zushi_xl.adopt.own_form.sent_answers import Kept, kept_of
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import Rule
from zushi_xl.form.identity import (
    HIDDEN_SHEET,
    Identity,
    hidden_identities,
    hidden_identity,
    is_identity_sheet,
)
from zushi_xl.form.sent import SentTexts
from zushi_xl.returned.written_beside import written_beside
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Area, Cell, Source, Workbook, Worksheet, a1

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

    @property
    def place(self) -> str:
        """The label of the field, with the row of a table."""
        return f"{self.field.label}（{self.number}）" if self.field.is_table else self.field.label


@dataclass(frozen=True)
class OwnReturn:
    """A returned copy. ``answers`` only has what was filled in, ``places`` all fields that were
    found, ``homes`` where the original has what is told of other cells, ``kept`` what became of
    the answers with which it was sent."""

    file: str
    sha256: str
    identity: Identity | None
    answers: Mapping[tuple[str, int], OwnFormAnswer]
    findings: tuple[Finding, ...]
    saved: str = ""
    places: Mapping[tuple[str, int], Source] = dataclasses.field(default_factory=dict)
    homes: Mapping[Source, tuple[str, int, int]] = dataclasses.field(default_factory=dict)
    kept: Kept = Kept()
    left: Set[tuple[str, int]] = frozenset()  # answers that the original has there already

    @property
    def is_filled(self) -> bool:
        """Whether anything was answered that was not in the copy when it was sent."""
        own = (key for key in self.answers if key not in self.left)
        return any(key not in self.kept.same for key in own) or bool(self.kept.others)


class OwnFormReader:
    """Reads returned copies of one form."""

    def __init__(self, form: OwnForm) -> None:
        self._form = form
        self._sheets = {sheet.name: sheet for sheet in form.book.sheets}
        self._printed_identities = frozenset(hidden_identities(form.book))  # of a copy of a copy
        self._printed_beside = Counter(map(folded_remark, written_beside(form.book)))
        self._fields: dict[str, list[OwnField]] = {}
        for field in form.fields:
            self._fields.setdefault(field.sheet, []).append(field)
        self._single = frozenset(
            f.id
            for sheet, fields in self._fields.items()
            for f in fields
            if asks_for_one(f, self._sheets[sheet], fields)
        )
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
        reading = _Reading(book, name, self._single)
        outside = OutsideFields(book.file, name)
        if identity is None and not division:
            reading.say_no_owner()
            return OwnReturn(book.file, book.sha256, None, {}, tuple(reading.findings))
        hidden = {sheet.name for sheet in book.sheets if is_identity_sheet(sheet)}
        taken = hidden | set(self._sheets)  # under its own name each is the sheet that it was
        read = set(hidden)
        sent = SentTexts(book)
        for sheet, fields in self._fields.items():
            alignment = best_sheet(self._printed[sheet], book.sheets, taken)
            if alignment is None:
                reading.say_no_sheet(sheet)
                continue
            taken.add(alignment.returned.name)
            read.add(alignment.returned.name)
            original = self._sheets[sheet]
            covered = reading.read_sheet(original, fields, alignment)
            outside.tell_sheet(original, alignment, self._printed[sheet], covered, sent)
        for other in book.sheets:
            if other.name not in read:
                outside.tell_other_sheet(other, self._known)
        outside.tell_no_cell(book, self._printed_beside)
        saved = book.properties.get("modified", "")
        texts = {key: answer.text for key, answer in reading.answers.items()}
        kept = kept_of(sent, reading.places, texts)
        left = reading.left if reading.answers else {}
        return OwnReturn(
            book.file, book.sha256, identity, reading.answers | left,
            (*reading.findings, *outside.findings), saved, reading.places, outside.homes, kept,
            frozenset(left),
        )  # fmt: skip


def _all_areas(fields: list[OwnField]) -> Iterator[Area]:
    for field in fields:
        for _, area in field.places():
            yield area


class _Reading:
    """The reading of one book."""

    def __init__(self, book: Workbook, division: str, single: Set[str]) -> None:
        """``single`` are the fields of which one entry is to be chosen, by their ids."""
        self._book = book
        self._division = division
        self._single = single
        self.answers: dict[tuple[str, int], OwnFormAnswer] = {}
        self.left: dict[tuple[str, int], OwnFormAnswer] = {}  # choices that the original has there
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
        self, original: Worksheet, fields: list[OwnField], alignment: Alignment
    ) -> set[tuple[int, int]]:
        """Read the fields of a sheet; gives the cells that belong to them."""
        covered: set[tuple[int, int]] = set()
        self._taken: dict[tuple[int, int], Area] = {}  # the cells of the fields read so far
        self._hidden = HiddenAnswers(original, alignment)
        self._gone: dict[str, list[int]] = {}  # by field: rows of tables whose places are not sure
        for field in fields:
            covered.update(self._read_field(field, original, alignment))
        self._say_rows_gone(fields, alignment)
        self.findings += self._hidden.findings(self._book.file, self._division)
        return covered

    def _read_field(
        self, field: OwnField, original: Worksheet, alignment: Alignment
    ) -> Iterator[tuple[int, int]]:
        changed = [area for area in field.label_areas if not alignment.keeps(area)]
        places = [] if changed else list(answer_places(field, original, alignment))
        if changed or not places:
            self._say_no_place(field, changed, alignment)
            return
        for number, area in places:
            if area is None:
                if field.is_table:
                    self._gone.setdefault(field.id, []).append(number)
                else:
                    self._say_no_place(field, [], alignment)
                continue
            yield from area.cells()
            self._say_merged(field, number, area, original, alignment.returned)
            self._read_area(field, number, area, original, alignment.returned)
        yield from numbers_of_added(field, original, alignment)
        told = any(found.code == field.id for found in self.findings)
        given = any(field.id == key[0] for key in (*self.answers, *self.left))
        if field.required and not told and not given:
            place = next((area for _, area in places if area is not None), field.area)
            self._say(
                rules.MISSING, field, place, alignment.returned, "何も記入されていません。",
                "記入してください。",
            )  # fmt: skip

    def _say_merged(
        self, field: OwnField, number: int, area: Area, original: Worksheet, sheet: Worksheet
    ) -> None:
        """Say that a field lies beneath another one, with which its cells were merged."""
        other = self._taken.get((area.top, area.left))
        if other is not None and not _is_printed_merge(field, number, original):
            self._say(
                rules.MERGED, field, area, sheet,
                f"欄のセルが{a1(other.top, other.left)}の欄と結合されています。"
                "この欄の答えはないものとしました。",
                "結合を解いて、欄ごとに記入してください。",
            )  # fmt: skip
        self._taken |= {place: area for place in area.cells() if place not in self._taken}

    def _read_area(
        self, field: OwnField, number: int, area: Area, original: Worksheet, sheet: Worksheet
    ) -> None:
        source = Source(self._book.file, sheet.name, a1(area.top, area.left))
        self.places[field.id, number] = source
        cells = [sheet.cells[place] for place in area.cells() if place in sheet.cells]
        cell = _joined(cells)
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
        if (choice := printed_choice(field, cell, printed)) is not None:
            left = OwnFormAnswer(field, number, cell.text, choice, source, cell)
            self.left[left.key] = left
        if read.used or read.refused:
            given = OwnFormAnswer(field, number, cell.text, read, source, cell)
            self.answers[given.key] = given
            self._hidden.add(home, cells)
        texts = later_texts(sheet, area) if field.is_table else ()
        later = "\n".join(text for text in texts if text.strip())
        if later:
            self._say(
                rules.LINES, field, area, sheet,
                f"初めでない行に「{later[:60]}」とあります。次の欄の文字かもしれません。",
                "行を増減していないか確かめ、欄の1行目から記入してください。", later,
            )  # fmt: skip
        self._judge(field, area, sheet, cells, read)

    def _judge(
        self, field: OwnField, area: Area, sheet: Worksheet, cells: list[Cell], read: Read
    ) -> None:
        """What is to be said of an answer that was read, or could not be."""
        text = "\n".join(cell.text for cell in cells)
        if read.refused:
            self._say(
                rules.REFUSED, field, area, sheet,
                f"「{text.strip()[:60]}」を読み取れません（{read.refused}）。",
                _wanted(field), text,
            )  # fmt: skip
        for conflict in read.quantity.conflicts if read.quantity else ():
            self._say(
                rules.DOUBTFUL, field, area, sheet, f"{conflict}。",
                "値と単位を確かめ、誤りなら記入し直してください。", text,
            )  # fmt: skip
        found = doubts(cells, read, is_single=field.id in self._single)
        for doubt in (*found, *figure_doubt(field, read, text)):
            self._say(doubt.rule, field, area, sheet, doubt.message, doubt.remedy, doubt.given)

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

    def _say_rows_gone(self, fields: list[OwnField], alignment: Alignment) -> None:
        """One finding for the fields of a table whose same rows are gone."""
        tables: dict[tuple[int, ...], list[OwnField]] = {}
        for field in fields:
            if numbers := self._gone.get(field.id):
                tables.setdefault(tuple(numbers), []).append(field)
        for rows, columns in tables.items():
            self.findings.append(
                rules.NO_ROWS.at(
                    Source(self._book.file, alignment.returned.name),
                    f"{'、'.join(field.label for field in columns)}の表のうち、"
                    f"{'、'.join(map(str, rows))}番目がどこにあるか分かりません。"
                    "この行の答えはないものとしました。",
                    "使わない行を消したのなら、そのままで構いません。",
                    division=self._division,
                    field=columns[0].label,
                )
            )

    def _say_no_place(self, field: OwnField, changed: list[Area], alignment: Alignment) -> None:
        why = "見出しが書き換えられています" if changed else "行や列が増減しています"
        area = (changed or [field.area])[0]
        self._say(
            rules.NO_PLACE, field, area, alignment.returned,
            f"欄の場所がわかりません（{why}）。値は取り込んでいません。", _CELL_AGAIN,
        )  # fmt: skip


def _is_printed_merge(field: OwnField, number: int, original: Worksheet) -> bool:
    """Whether the form itself joins the cell of an answer to others."""
    home = dict(field.places()).get(number, field.area)
    return any(area != home and area.holds(home.top, home.left) for area in original.merges)


def _joined(cells: list[Cell]) -> Cell | None:
    """The cell of an answer; several lines that are cells of their own are one text."""
    seen = [c for c in cells if c.text.strip() or c.error or c.uncalculated or c.struck]
    said = [c for c in seen if c.text.strip() or c.error or c.uncalculated] or seen
    if len(said) < 2:
        return said[0] if said else None
    text = "\n".join(cell.text for cell in said)
    return said[0]._replace(text=text, value=text)


def _wanted(field: OwnField) -> str:
    if field.choices:
        return f"{'・'.join(field.choices[:12])} から選んでください。"
    unit = f"（{field.unit}）" if field.unit else ""
    return f"{field.kind}{unit}として読める書き方に直してください。"


__all__ = ["HIDDEN_SHEET", "OwnFormAnswer", "OwnFormReader", "OwnReturn"]
