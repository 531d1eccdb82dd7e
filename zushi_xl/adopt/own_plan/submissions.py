"""A returned copy of an own form → answers of the plan's items, as any other return has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.adopt.own_form.changed_answers import altered
from zushi_xl.adopt.own_form.gathered import unknown_division, wrong_year
from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.adopt.own_form.returned import OwnFormAnswer, OwnFormReader, OwnReturn
from zushi_xl.adopt.own_form.sender import another_sender
from zushi_xl.adopt.own_plan.load import Bound, OwnPlanMasters
from zushi_xl.adopt.own_plan.targets import PlanItem
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.form.model import Block
from zushi_xl.form.pages import Pages
from zushi_xl.plan.model import Plan
from zushi_xl.returned.cell_answer import answer_of
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Cell, Source, Workbook

_JUDGED = frozenset(
    r.id for r in (rules.REFUSED, rules.DOUBTFUL, rules.MISSING, rules.ELSEWHERE, rules.FIGURE)
)
"""What the rules of the plan say of a field that tells something of it."""
_BROKEN = "エラー値・未計算の式です"
_KEPT = 256  # pages


class _Place(NamedTuple):
    """A field of the copy; ``number`` counts the rows of a table from 1."""

    field: str
    number: int


@dataclass(frozen=True)
class OwnSubmission(Submission):
    """A returned copy with all that it says, also what is of no item of the plan. ``part``: the
    items that a copy for single ones is about."""

    returned: OwnReturn = field(kw_only=True)


class OwnPlanReader:
    """Reads returned copies; what all of them share is worked out once.

    Those of an earlier year carry no marks: whose they are is what their answers say, and who is
    responsible today does not matter.
    """

    def __init__(self, masters: OwnPlanMasters) -> None:
        self.plan, self.form = masters.plan, masters.form
        self.masters = masters
        self.is_history = masters.is_history
        self._own = OwnFormReader(masters.own)
        self._pages = Pages(masters.form, masters.plan)
        self._slots = lru_cache(_KEPT)(self._slots_of)
        self.divisions = {n: d.name for d in self.plan.divisions for n in (*d.aliases, d.name)}

    def _slots_of(self, page: str) -> Mapping[Key, Slot]:
        return {slot.key: slot for slot in self._pages[page].slots}

    def slot(self, key: Key) -> Slot | None:
        """Where the derived form asks for a datum; None where it asks for none."""
        initiative = self.plan.initiative_by_code.get(key.code)
        page = initiative.measure if initiative else key.code
        return self._slots(page).get(key) if page in self._pages else None

    def plan_of(self, _submission: Submission) -> Plan:
        """The plan that a copy is of: there are no phases."""
        return self.plan

    def read(self, book: Workbook) -> Submission | Finding:
        """The submission, or the finding that says why this book is none."""
        returned = self._own.read(book, "？" if self.is_history else "")
        if returned.identity is None and not self.is_history:
            return returned.findings[0]
        reading = _Reading(self, returned)
        if self.is_history:
            sender = reading.majority()
            return reading.submission(sender) if sender else _nothing_of_plan(book)
        identity = returned.identity
        assert identity is not None
        if identity.fiscal_year != self.plan.fiscal_year:
            return wrong_year(book.file, identity, self.plan.fiscal_year)
        division = self.divisions.get(identity.division)
        if division is None:
            return unknown_division(book.file, identity)
        return reading.submission(division)


def _nothing_of_plan(book: Workbook) -> Finding:
    return rules.NO_OWNER.at(
        Source(book.file),
        "計画の取り組みやKPIの値が、一つも読み取れません。",
        "様式定義の原本と同じ様式か、対象の欄の名前が計画のとおりかを確かめてください。",
    )


class _Reading:
    """One copy: which item each of its places is about."""

    def __init__(self, reader: OwnPlanReader, returned: OwnReturn) -> None:
        self._reader = reader
        self._masters = reader.masters
        self._returned = returned
        self.findings: list[Finding] = []
        self._items = dict(self._named_items())
        self._slots = dict(self._found_slots())

    # ------------------------------------------------------------ which item

    def _named_items(self) -> Iterator[tuple[_Place, PlanItem]]:
        """The items that the fields 対象 name; of a name that is none a finding."""
        for id_, block in self._masters.subjects.items():
            for number in sorted(number for own, number in self._returned.places if own == id_):
                answer = self._returned.answers.get((id_, number))
                item = self._masters.names.item(answer.read.used, block) if answer else None
                if item is not None:
                    yield _Place(id_, number), item
                elif answer is not None:
                    self._say_unknown(answer)

    def _say_unknown(self, answer: OwnFormAnswer) -> None:
        named = answer.read.used.strip()
        self.findings.append(
            rules.SUBJECT.at(
                answer.source,
                f"{answer.field.label}：「{named}」は計画マスタにありません。この行や様式の値は、"
                "どこのものか分からないため取り込んでいません。",
                "計画のとおりの名前か、コードを書いてください。",
                field=answer.field.label,
                given=answer.text,
            )
        )

    def _found_slots(self) -> Iterator[tuple[_Place, Slot]]:
        for place in map(_Place._make, self._returned.places):
            bound = self._masters.bound.get(place.field)
            slot = self._slot(bound, place) if bound else None
            if slot is not None:
                yield place, slot

    def _slot(self, bound: Bound, place: _Place) -> Slot | None:
        """Where the place belongs; a finding where something stands in it and nobody can tell."""
        item = self._item(bound, place)
        answer = self._returned.answers.get(place)
        if item is None:
            if answer is not None and not self._is_of_unknown(bound, place):
                self._say_nowhere(answer, "どの取り組みやKPIのことかが書かれていません")
            return None
        slot = self._reader.slot(bound.key(item, self._reader.plan.fiscal_year))
        if slot is None and answer is not None:
            self._say_nowhere(answer, "計画マスタにこの値の欄がありません")
        return slot

    def _item(self, bound: Bound, place: _Place) -> PlanItem | None:
        target = bound.target
        if bound.subject is None:
            return PlanItem(target.code, target.kpi)
        item = self._items.get(_subject_place(bound.subject, place))
        if item is None or bound.field.block is not Block.KPI or item.kpi:
            return item
        kpis = self._reader.plan.kpis_of(item.code)
        number = target.kpi or (kpis[0].number if len(kpis) == 1 else 0)
        return PlanItem(item.code, number) if number else None

    def _is_of_unknown(self, bound: Bound, place: _Place) -> bool:
        """Whether the 対象 of a place was told already: it names nothing of the plan."""
        if bound.subject is None:
            return False
        subject = _subject_place(bound.subject, place)
        return subject in self._returned.answers and subject not in self._items

    def _say_nowhere(self, answer: OwnFormAnswer, why: str) -> None:
        self.findings.append(
            rules.NO_ITEM.at(
                answer.source,
                f"{answer.field.label}：{why}。値は取り込んでいません。",
                "対象の欄に、計画のとおりの名前かコードを書いてください。",
                field=answer.field.label,
                given=answer.text,
            )
        )

    # ------------------------------------------------------------ whose

    def majority(self) -> str:
        """The division that most of what was filled in belongs to."""
        owners = Counter(
            slot.owner for place, slot in self._slots.items() if place in self._returned.answers
        )
        owners.pop("", None)
        found = owners.most_common(1)
        return found[0][0] if found else ""

    def submission(self, division: str) -> OwnSubmission:
        """All that the copy says, as the answers of ``division``."""
        returned = self._returned
        plan = self._reader.plan
        identity = returned.identity or Identity(division, plan.fiscal_year, 1, "", "")
        answers: dict[Key, Answer] = {}
        for place, slot in self._slots.items():
            answer = self._answer(place, self._as_own(slot, division), division)
            if answer is None:
                continue
            if answer.text.strip() and answer.key in answers and answers[answer.key].text.strip():
                self._say_twice(place, answers[answer.key])
                continue
            if answer.text.strip() or answer.key not in answers:
                answers[answer.key] = answer
        sender = another_sender(returned, self._reader.divisions)
        found = (*returned.findings, *sender, *altered(returned))
        told = [self._own_finding(f) for f in found if not self._is_judged(f)]
        findings = (replace(f, division=division) for f in (*told, *self.findings))
        return OwnSubmission(
            returned.file, returned.sha256, identity._replace(division=division), answers,
            tuple(findings), part=self._part,
            suffix=self._masters.own.original.suffix, returned=returned,
        )  # fmt: skip

    @property
    def _part(self) -> str:
        """The item that the copy is about. Of an earlier year every file counts: a division may
        have sent several."""
        own = self._masters.part
        item = self._items.get(_Place(own.id, 1)) if own else None
        if item is not None:
            return f"{item.code} KPI{item.kpi}" if item.kpi else item.code
        return self._returned.file if self._reader.is_history else ""

    def _as_own(self, slot: Slot, division: str) -> Slot:
        if division in slot.partners or (self._reader.is_history and slot.owner):
            return slot._replace(owner=division)
        return slot

    def _answer(self, place: _Place, slot: Slot, division: str) -> Answer | None:
        """The answer of a place; None where it is another's, which is told if it says something."""
        given, source = self._returned.answers.get(place), self._returned.places[place]
        broken = any(
            f.rule == rules.BROKEN.id and f.source == source for f in self._returned.findings
        )
        if given is None and broken:
            return Answer(slot, _BROKEN, "", source, refused=_BROKEN)
        if given is None:
            return Answer(slot, "", "", source) if slot.owner == division else None
        if slot.owner not in ("", division):
            if fold(given.text) not in ("", fold(slot.shown)):
                self._say_not_yours(given, slot)
            return None
        return answer_of(self._reader.plan, slot, _cell_of(given), source)

    def _say_not_yours(self, given: OwnFormAnswer, slot: Slot) -> None:
        self.findings.append(
            rules.NOT_YOURS.at(
                given.source,
                f"{slot.key.code} の{given.field.label}は、{slot.owner}が記入する欄です。"
                "値は取り込んでいません。",
                "担当課を確かめてください。変わったのなら、計画マスタの担当課を直してください。",
                code=slot.key.code,
                field=given.field.label,
                given=given.text,
            )
        )

    def _say_twice(self, place: _Place, first: Answer) -> None:
        given = self._returned.answers[place]
        self.findings.append(
            rules.TWICE.at(
                given.source,
                f"{first.key.code} の{given.field.label}が{first.source.cell}にもあります。"
                "初めのものを採りました。",
                "どちらか一つにしてください。",
                code=first.key.code,
                field=given.field.label,
                given=given.text,
            )
        )

    # ------------------------------------------------------------ what was found while reading

    def _is_judged(self, finding: Finding) -> bool:
        return finding.rule in _JUDGED and finding.code in self._masters.bound

    def _own_finding(self, finding: Finding) -> Finding:
        """A finding of the copy with the code of the plan instead of the field's ID."""
        bound = self._masters.bound.get(finding.code)
        if finding.code not in self._masters.own.by_id:
            return finding
        return replace(finding, code=bound.target.code if bound else "")


def _subject_place(subject: OwnField, place: _Place) -> _Place:
    if subject.is_table:
        return _Place(subject.id, place.number)
    return _Place(subject.id, next(number for number, _ in subject.places()))


def _cell_of(given: OwnFormAnswer) -> Cell:
    """The cell with what was answered: an entry of a list, no label that shares the cell."""
    cell, used = given.cell, given.read.used
    if not isinstance(cell.value, str) or given.read.quantity is not None or given.read.refused:
        return cell
    return cell if fold(used) == fold(cell.text) else cell._replace(text=used, value=used)


__all__ = ["OwnPlanReader", "OwnSubmission"]
