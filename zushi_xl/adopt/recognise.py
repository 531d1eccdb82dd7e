"""A form as seen → a draft of its definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from zushi_xl.workbook.cells import Area

from . import series, words
from .answer_units import Units
from .candidates import REASONS, AnswerCandidate, CandidateSheet
from .choices import Choices, choices_of, range_texts
from .field_doubts import Doubts
from .kinds import Kind, as_figure, asks_for_words, kind_of
from .label import Label
from .labels import PARTS_OF_TIME, Labels
from .model import BookLook, Draft, DraftField, DraftSheet, LeftOut, Region, Repeat, SheetLook
from .naming import plain_name
from .notes import Notes
from .office_use import OfficeUse
from .repeats import repeats_of
from .roles import role_of
from .said_by_help import with_help
from .summed_cells import computed_with
from .undrawn import draws_nothing, with_boxes, with_joined_boxes, with_open_rows
from .weak_signs import AskedAnswer, WeakSigns

_WEIGHTS = {
    "differs": 0.98,
    "unlocked": 0.95,
    "rule": 0.95,
    "legend": 0.95,
    "name": 0.9,
    "fill": 0.85,
    "box": 0.8,
    "listed": 0.75,
    "placeholder": 0.8,
    "options": 0.75,
    "offered": 0.6,
    "begun": 0.7,
    "standing": 0.6,
    "tick": 0.8,
    "zero": 0.7,
    "room": 0.6,
    "underline": 0.65,
    "inline": 0.6,
    "inside": 0.6,
    "bracket": 0.6,
    "part": 0.7,
    "colon": 0.5,
    "guessed": 0.5,
    "sibling": 0.5,
    "sender": 0.5,
}


def recognise(book: BookLook) -> Draft:
    """The fields of a form, each with its confidence and the reasons. In a book that draws nothing
    to write in, what its names leave empty."""
    draft = _recognised(book)
    return draft if draft.fields else _recognised(with_boxes(book))


def _recognised(book: BookLook) -> Draft:
    sheets: list[DraftSheet] = []
    fields: list[DraftField] = []
    left_out: list[LeftOut] = []
    for look in book.sheets:
        sheet = _candidates(look)
        role = role_of(look, book, len(sheet.found))
        sheets.append(role)
        if role.role == "form":
            fields += _Recognition(sheet, book).fields()
            left_out += sheet.left_out
    return Draft(book.file, tuple(sheets), tuple(fields), tuple(left_out))


def _candidates(look: SheetLook) -> CandidateSheet:
    look = with_open_rows(look)
    sheet = CandidateSheet(look)
    if draws_nothing(look, len(sheet.found)):
        return CandidateSheet(with_joined_boxes(look))
    return sheet


class _Recognition:
    """The fields of one sheet."""

    def __init__(self, sheet: CandidateSheet, book: BookLook) -> None:
        self._sheet = sheet
        self._book = book
        self._units = Units(sheet.look, sheet.units)
        self._notes = Notes(sheet.look)
        self._office = OfficeUse(sheet.look)
        self._computed = computed_with(sheet.look)

    def fields(self) -> Iterator[DraftField]:
        labels = self._labels
        self._units.learn(labels.values())
        kept = [c for c in self._sheet.found if self._kept(c, labels[c.area])]
        found = repeats_of(self._sheet.look, kept, labels)
        repeats, stood_for, lines, named = found
        asked = {c.area: self._asked(c, labels[c.area]) for c in kept}
        kinds = {area: each.kind for area, each in asked.items()}
        doubts = Doubts(self._sheet, labels, kinds)
        weak = WeakSigns(self._sheet, labels, asked, found, self._units)
        for candidate in kept:
            if candidate.area not in stood_for:
                label = labels[candidate.area]
                if candidate.area in named:
                    label = replace(label, text=plain_name(named[candidate.area]))
                field = self._field(candidate, label, asked[candidate.area])
                repeat = repeats.get(candidate.area)
                yield replace(
                    field,
                    area=lines.get(candidate.area, field.area),
                    label=_text(label, repeat),
                    repeat=repeat,
                    doubts=(
                        *doubts.about(candidate, label, repeat is not None),
                        *weak.about(candidate, label),
                    ),
                )

    @cached_property
    def _labels(self) -> Mapping[Area, Label]:
        return Labels(self._sheet, self._sheet.found).all

    def _kept(self, candidate: AnswerCandidate, label: Label) -> bool:
        reason = self._against(candidate, label)
        if reason:
            self._sheet.leave_out(candidate.region, reason)
        return not reason

    def _against(self, candidate: AnswerCandidate, label: Label) -> str:
        region = candidate.region
        if region.differs:
            return ""
        if self._office.stamps(label.heads) and not label.row:
            return f"決裁の印の欄（{label.text}）"
        as_others = label.matrix or region.fill in self._sheet.input_fills
        if self._office.holds(region) or self._office.asks(label, as_others=as_others):
            return f"事務局などの欄（{label.text}）"
        if not label.text and not candidate.strong:
            return "見出しがない空欄"
        if label.heads and label.heads[-1].area in self._sheet.units and not candidate.strong:
            return "単位の列の空いたセル"
        if "room" in candidate.evidence and len(candidate.evidence) == 1 and label.row is None:
            return "本文の中の空き"
        return ""

    def _asked(self, candidate: AnswerCandidate, label: Label) -> AskedAnswer:
        region, look = candidate.region, self._sheet.look
        choices = choices_of(region, label, look, self._book.names)
        entries = self._entries(choices)
        noted = () if choices else self._notes.entries_for(label)
        unit = self._units.unit_of(region, label)
        is_list = region.rule is not None and region.rule.kind == "list"
        kind = kind_of(region, label, unit, entries, is_list, self._sheet.speaks_of_marks)
        if (region.area[:2] in self._computed or self._before_unit(region)) and not entries:
            kind = as_figure(kind, label.matrix)
        if label.heads and not (entries or is_list):
            kind = with_help(kind, self._sheet.help_beside(label.heads[-1]))
        if noted:
            kind = Kind("code", 0.75)
        elif not entries and "tick" in candidate.evidence:
            kind = Kind("yesno", 0.9)
        return AskedAnswer(kind, self._unit(kind.type, unit, label), choices or noted or None)

    def _before_unit(self, region: Region) -> bool:
        """Whether people write the unit beside what they write here: 在庫｜単位."""
        after = self._sheet.look.at.get((region.area.top, region.area.right + 1))
        heads = self._labels[after.area].heads if after and after.area in self._labels else ()
        return bool(heads) and words.folded(heads[-1].text) == "単位"

    def _field(self, candidate: AnswerCandidate, label: Label, asked: AskedAnswer) -> DraftField:
        evidence = max(_WEIGHTS[word] for word in candidate.evidence)
        named = 0.8 if label.doubts else 1
        return DraftField(
            self._sheet.look.name,
            candidate.place,
            label.text,
            asked.kind.type,
            round(evidence * (0.5 + 0.5 * asked.kind.weight) * named, 2),
            asked.unit,
            asked.choices,
            reasons=tuple(REASONS[word] for word in candidate.evidence),
            label_areas=label.areas,
            placeholder=candidate.region.text.strip(),
        )

    def _unit(self, kind: str, unit: str, label: Label) -> str:
        if kind in ("date", "year", "number") and label.part in PARTS_OF_TIME:
            return label.part
        if kind in ("date", "choice", "yesno", "code") or asks_for_words(label.text):
            return ""
        return unit or (self._units.of_money(label) if kind == "money" else "")

    def _entries(self, choices: Choices) -> tuple[str, ...]:
        if isinstance(choices, str):
            return range_texts(choices, self._book.sheets)
        return choices or ()


def _text(label: Label, repeat: Repeat | None) -> str:
    """The name; without the heading that changes where one answer stands for all (4月, 5月 …)."""
    if repeat is None or repeat.index is not None or repeat.axis != "columns":
        return label.text
    if len(label.heads) < 2 or not series.is_period(label.heads[-2].text):
        return label.text
    side = label.text.split("／")[0] if label.row is not None else ""
    return "／".join(filter(None, (side, plain_name(label.heads[-1].text))))


def field_areas(field: DraftField) -> Iterator[Area]:
    """All places that a field stands for."""
    repeat = field.repeat
    if repeat is None or repeat.index is not None:
        yield field.area
        return
    top, left, bottom, right = field.area
    for number in range(repeat.count):
        shift = number * repeat.step
        if repeat.axis == "columns":
            yield Area(top, left + shift, bottom, right + shift)
        else:
            yield Area(top + shift, left, bottom + shift, right)
