"""A form as seen → a draft of its definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import series, words
from .answer_units import Units
from .candidates import REASONS, AnswerCandidate, CandidateSheet
from .cell_signs import is_answer_text, says_a_value
from .choices import Choices, choices_of, range_texts
from .kinds import Kind, kind_of
from .labels import Label, Labels
from .model import BookLook, Draft, DraftField, DraftSheet, LeftOut, Region, Repeat
from .naming import plain_name
from .notes import Notes
from .office_use import OfficeUse
from .repeats import repeats_of
from .roles import role_of

_SURE = 0.6
_LONG_LABEL = 60
_NARROW = 3.0  # characters
_MOST_HEADS = 4
_SHORT_NAME = 15
_SOMEBODYS = regex(r"[^(／]{2}(?:記入|記載|使用)欄(?:\(.*\))?$")  # whose, no word here says
_REMARK = 12  # letters: a text of more says something, a heading names
_WEIGHTS = {
    "differs": 0.98,
    "unlocked": 0.95,
    "rule": 0.95,
    "legend": 0.95,
    "name": 0.9,
    "fill": 0.85,
    "box": 0.8,
    "placeholder": 0.8,
    "options": 0.75,
    "tick": 0.8,
    "room": 0.6,
    "underline": 0.65,
    "inline": 0.6,
    "inside": 0.6,
    "colon": 0.5,
}


def recognise(book: BookLook) -> Draft:
    """The fields of a form, each with its confidence and the reasons."""
    sheets: list[DraftSheet] = []
    fields: list[DraftField] = []
    left_out: list[LeftOut] = []
    for look in book.sheets:
        sheet = CandidateSheet(look)
        role = role_of(look, book, len(sheet.found))
        sheets.append(role)
        if role.role == "form":
            fields += _Recognition(sheet, book).fields()
            left_out += sheet.left_out
    return Draft(book.file, tuple(sheets), tuple(fields), tuple(left_out))


class _Recognition:
    """The fields of one sheet."""

    def __init__(self, sheet: CandidateSheet, book: BookLook) -> None:
        self._sheet = sheet
        self._book = book
        self._units = Units(sheet.look, sheet.units)
        self._notes = Notes(sheet.look)
        self._office = OfficeUse(sheet.look)

    def fields(self) -> Iterator[DraftField]:
        labels = Labels(self._sheet, self._sheet.found).all
        kept = [c for c in self._sheet.found if self._kept(c, labels[c.area])]
        repeats, stood_for, lines, named = repeats_of(self._sheet.look, kept, labels)
        for candidate in kept:
            if candidate.area not in stood_for:
                repeat = repeats.get(candidate.area)
                area = lines.get(candidate.area, candidate.area)
                label = labels[candidate.area]
                if candidate.area in named:
                    label = replace(label, text=plain_name(named[candidate.area]))
                yield self._field(candidate, label, repeat, area)

    def _kept(self, candidate: AnswerCandidate, label: Label) -> bool:
        reason = self._against(candidate, label)
        if reason:
            self._sheet.leave_out(candidate.region, reason)
        return not reason

    def _against(self, candidate: AnswerCandidate, label: Label) -> str:
        region = candidate.region
        if region.differs:
            return ""
        named = words.OFFICE.search(words.folded(label.text))
        if named or self._office.holds(region) or any(map(self._office.names, _parts(label))):
            return f"事務局などの欄（{label.text}）"
        if not label.text and not candidate.strong:
            return "見出しがない空欄"
        if "room" in candidate.evidence and len(candidate.evidence) == 1 and label.row is None:
            return "本文の中の空き"
        return ""

    def _field(
        self, candidate: AnswerCandidate, label: Label, repeat: Repeat | None, area: Area
    ) -> DraftField:
        region, look = candidate.region, self._sheet.look
        choices = choices_of(region, label, look, self._book.names)
        entries = self._entries(choices)
        noted = () if choices else self._notes.entries_for(label)
        unit = self._units.unit_of(region, label)
        is_list = region.rule is not None and region.rule.kind == "list"
        kind = kind_of(region, label, unit, entries, is_list)
        if noted:
            kind = Kind("code", 0.75)
        elif not entries and "tick" in candidate.evidence:
            kind = Kind("yesno", 0.9)
        evidence = max(_WEIGHTS[word] for word in candidate.evidence)
        confidence = round(evidence * (0.5 + 0.5 * kind.weight) * (0.8 if label.doubts else 1), 2)
        return DraftField(
            look.name,
            area,
            _text(label, repeat),
            kind.type,
            confidence,
            self._unit(kind.type, unit, label),
            choices or noted or None,
            repeat,
            tuple(REASONS[word] for word in candidate.evidence),
            tuple(self._doubts(candidate, label, kind.weight)),
            label.areas,
            region.text.strip(),
        )

    def _unit(self, kind: str, unit: str, label: Label) -> str:
        if kind in ("date", "choice", "yesno", "code"):
            return ""
        return unit or (self._units.of_money(label) if kind == "money" else "")

    def _entries(self, choices: Choices) -> tuple[str, ...]:
        if isinstance(choices, str):
            return range_texts(choices, self._book.sheets)
        return choices or ()

    def _doubts(self, candidate: AnswerCandidate, label: Label, weight: float) -> Iterator[str]:
        yield from label.doubts
        weak = {"underline", "room", "inline", "inside", "colon"} & set(candidate.evidence)
        plain = "placeholder" in candidate.evidence or _follows_name(candidate, label)
        if weak and not candidate.strong and not plain:
            yield "記入欄かどうかが罫線だけでは決まらない"
        if weight < _SURE:
            yield "型がはっきりしない"
        if self._among_texts(candidate):
            yield "同じ列のほかの欄には文がある"
        if len(label.heads) > _MOST_HEADS:
            yield "上の文が見出しか項目か決まらない"
        if self._looks_apart(candidate):
            yield "ほかの記入欄と色が違う"
        if label.row and words.is_total(label.row.text) and self._has_sum(candidate):
            yield "合計の行にある"
        if _SOMEBODYS.search(words.folded(label.text)):
            yield "だれが記入する欄か決まらない"
        yield from _doubts_of_label(candidate, label)

    def _looks_apart(self, candidate: AnswerCandidate) -> bool:
        """Whether a framed blank lacks the colour that the form's answers have."""
        fills = self._sheet.input_fills
        return bool(fills) and not candidate.strong and candidate.region.fill not in fills

    def _has_sum(self, candidate: AnswerCandidate) -> bool:
        top = candidate.area.top
        return any(r.is_formula and r.area.top == top for r in self._sheet.look.regions)

    def _among_texts(self, candidate: AnswerCandidate) -> bool:
        """Whether the column of a blank holds remarks: one that happens to be empty among them."""
        region = candidate.region
        if candidate.strong or not region.blank:
            return False
        column = [*self._column(region, -1), *self._column(region, 1)]
        answers = {found.area for found in self._sheet.found}
        told = (near for near in column if near.label and near.area not in answers)
        texts = [near for near in told if len(near.text) > _REMARK]
        blanks = sum(near.blank for near in column) + 1
        remarks = any(words.is_remark(near.text) for near in texts)
        return remarks or (len(texts) > 1 and len(texts) >= blanks)

    def _column(self, region: Region, way: int) -> Iterator[Region]:
        """The boxes of one width above (-1) or below (1) a box."""
        area = region.area
        while True:
            row = area.top - 1 if way < 0 else area.bottom + 1
            near = self._sheet.look.at.get((row, area.left))
            if near is None or not near.boxed or near.area[1::2] != region.area[1::2]:
                return
            yield near
            area = near.area


def _follows_name(candidate: AnswerCandidate, label: Label) -> bool:
    """Whether a drawn line follows a short name: 団体名＿＿＿＿＿＿."""
    row = label.row
    short = row is not None and len(words.folded(row.text)) <= _SHORT_NAME
    line = candidate.evidence == ("underline",)
    return bool(line and short and row and not words.explains(row.text) and not label.heads)


def _has_sample(candidate: AnswerCandidate) -> bool:
    """Whether a text stands in the answer cell that neither asks nor is a default."""
    region = candidate.region
    if region.blank or region.rule or region.text.strip() == "0" or is_answer_text(region.text):
        return False
    return not {"room", "inline", "inside", "tick", "differs"} & set(candidate.evidence)


def _doubts_of_label(candidate: AnswerCandidate, label: Label) -> Iterator[str]:
    """What makes a name uncertain, however clear the answer cell is."""
    if _has_sample(candidate):
        yield "様式にあらかじめ文字がある"
    if len(label.text) > _LONG_LABEL:
        yield "見出しが長い"
    if any(says_a_value(region.text) for region in _parts(label)):
        yield "見出しが値のようである"
    if any(words.states(region.text) for region in _parts(label)):
        yield "見出しに文が混じる"
    if label.far and not label.heads:
        yield "見出しとの間に別の欄がある"
    leaf = label.heads[-1] if label.heads else None
    if leaf is not None and not label.row and candidate.region.boxed:
        over = words.asks(leaf.text) and leaf.area.left == candidate.area.left
        if not (leaf.boxed or leaf.fill or over):
            yield "見出しに罫線も色もない"
    elif candidate.region.boxed and not candidate.strong and candidate.region.width < _NARROW:
        yield "欄が狭い"


def _parts(label: Label) -> Iterator[Region]:
    return iter((*filter(None, [label.row]), *label.heads))


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
