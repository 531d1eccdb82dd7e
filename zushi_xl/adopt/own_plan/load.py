"""An ordinary plan master and a 様式定義 with an original → masters like any others, that know the
city's own workbook and what each of its fields tells of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from zushi_xl.adopt.own_form.columns import SUBJECT
from zushi_xl.adopt.own_form.load import (
    Original,
    both_loaded,
    open_both,
    open_master,
    own_form_in,
    prefilled_in,
)
from zushi_xl.adopt.own_form.model import OwnField, OwnForm, Prefilled
from zushi_xl.adopt.own_plan.derived_form import Asked, derived_form, meaning_of
from zushi_xl.adopt.own_plan.targets import PlanItem, PlanNames, Target
from zushi_xl.files.shipped import shipped
from zushi_xl.findings.finding import Problem
from zushi_xl.form.layout import Key
from zushi_xl.form.model import Block, Field, Meaning
from zushi_xl.masters.agreement import check_agreement
from zushi_xl.masters.form import load_form
from zushi_xl.masters.form.original import original_in
from zushi_xl.masters.load import Masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.records import Mistakes, match_key
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Workbook

_YEAR = "評価年度"  # the setting that every plan master of an evaluation has


@dataclass(frozen=True, slots=True)
class Bound:
    """A field of the own form that tells something of the plan: the field of the derived form, the
    target that its コード names, and the field 対象 that names the item where コード does not."""

    own: OwnField
    field: Field
    target: Target
    subject: OwnField | None = None

    def key(self, item: PlanItem, year: int) -> Key:
        """Where an answer about an item belongs."""
        period = self.target.period or str(year) if self.field.meaning is Meaning.ACTUAL else ""
        return Key(item.code, self.field.id, item.kpi, period)


@dataclass(frozen=True)
class OwnPlanMasters(Masters):
    """Both masters where the form is a city's own workbook."""

    own: OwnForm = field(kw_only=True)
    bound: Mapping[str, Bound] = field(kw_only=True)  # by id of the own field
    subjects: Mapping[str, Block] = field(kw_only=True)  # the level that each field 対象 names
    prefilled: tuple[Prefilled, ...] = field(default=(), kw_only=True)
    is_history: bool = field(default=False, kw_only=True)  # of a year that was collected before

    @property
    def has_original(self) -> bool:
        """Always: the form is a city's own workbook."""
        return True

    @cached_property
    def names(self) -> PlanNames:
        """The items of the plan by all that people call them."""
        return PlanNames(self.plan)

    @property
    def part(self) -> OwnField | None:
        """The field that says of which item a whole copy is; None where a copy is of many."""
        alone = (own for own in self.own.fields if own.id in self.subjects and not own.repeat)
        return next(alone, None)


def is_evaluation(plan: Workbook) -> bool:
    """Whether a plan master is that of an evaluation, not of a questionnaire."""
    sheet = next((s for s in plan.sheets if match_key(s.name) == match_key("設定")), None)
    cells = sheet.cells.values() if sheet else ()
    return any(cell.column == 0 and match_key(cell.text) == _YEAR for cell in cells)


def load_own_plan(plan: Path, form: Path) -> OwnPlanMasters:
    """Load both books and the original beside the form definition.

    Raises:
        Problem: a file is missing or unreadable.
        FaultyBook: mistakes, of both books together.
    """
    form_book, plan_book = open_both(form, plan)
    return read_own_plan(plan_book, form_book, Original(form.parent / original_in(form_book)))


def read_own_plan(plan_book: Workbook, form_book: Workbook, original: Original) -> OwnPlanMasters:
    """What the books hold.

    Raises:
        FaultyBook: mistakes, of both books together.
        Problem: a plan with 段階.
    """
    plan, own = both_loaded(lambda: load_plan(plan_book), lambda: own_form_in(form_book, original))
    if plan.phases:
        raise Problem(
            "原本のある様式では、計画マスタの「段階」を使えません。シート「段階」の行を消すか、"
            "原本のない様式定義を使ってください。"
        )
    mistakes = Mistakes("form")
    binder = _Binder(plan, own, mistakes)
    asked = list(binder.asked())
    base = load_form(open_master(shipped("templates_xlsx") / "様式定義.xlsx", "様式定義"))
    form, ids = derived_form(base, own, asked, plan)
    bound = {a.own.id: binder.bound(a, _placed(form.of(a.block), ids[a.own.id])) for a in asked}
    _check_twice(bound.values(), plan.fiscal_year, mistakes)
    mistakes.raise_any(form_book)
    check_agreement(plan, form, form_book)
    if not bound:
        raise Problem(
            f"様式定義 {form_book.file} に、計画の値の欄がありません。評価や実績の欄の列「役割」と"
            "「コード」を書いてください。"
        )
    return OwnPlanMasters(
        plan, form, own=own, bound=bound, subjects=binder.subjects,
        prefilled=prefilled_in(plan_book),
    )  # fmt: skip


def _placed(fields: Iterable[Field], id_: str) -> Field:
    return next(field for field in fields if field.id == id_)


class _Binder:
    """Reads the columns 役割 and コード of one form against a plan."""

    def __init__(self, plan: Plan, own: OwnForm, mistakes: Mistakes) -> None:
        self._plan, self._own, self._mistakes = plan, own, mistakes
        self._names = PlanNames(plan)
        self.subjects = dict(self._subjects())

    def _subjects(self) -> Iterator[tuple[str, Block]]:
        for own in self._own.fields:
            if own.role == SUBJECT:
                block = self._names.blocks.get(match_key(own.code))
                if block is None:
                    self._say(own, "対象の欄のコードには、名前を書く階層を書きます。",
                              f"{self._levels}のどれかを書いてください。")  # fmt: skip
                else:
                    yield own.id, block

    @property
    def _levels(self) -> str:
        words = [level.name for level in self._plan.levels]
        return "、".join(f"「{word}」" for word in (*words, Block.KPI.value))

    def asked(self) -> Iterator[Asked]:
        """The fields that tell something of the plan."""
        for own in self._own.fields:
            if own.role != SUBJECT and (meaning_of(own) or own.code):
                block = self._block(own)
                if block is not None:
                    yield Asked(own, block)

    def _block(self, own: OwnField) -> Block | None:
        target, meaning = self._names.target(own.code), meaning_of(own)
        if target is None:
            self._say(own, f"コード「{own.code}」は計画マスタにありません。",
                      "計画マスタのコード（5-1-①、5-1-① KPI2 など）を書いてください。")  # fmt: skip
            return None
        subject = self.subject_of(own, target)
        if not target.code and subject is None:
            self._say(own, f"「{own.label}」がどの取り組みやKPIの値かが決まりません。",
                      "コードを書くか、同じ表か様式に役割「対象」の欄を置いてください。",
            )  # fmt: skip
            return None
        named = self.subjects[subject.id] if subject else self._names.block_of(target.code)
        if target.kpi or meaning is Meaning.ACTUAL or named is Block.KPI:
            return self._kpi_block(own, target)
        return named

    def _kpi_block(self, own: OwnField, target: Target) -> Block | None:
        kpis = self._plan.kpis_of(target.code)
        if target.code and not (target.kpi or len(kpis) == 1):
            self._say(own, f"{target.code} のKPIは{len(kpis)}個あり、どれの値かが決まりません。",
                      f"コードに番号を付けてください（{target.code} KPI1）。")  # fmt: skip
            return None
        if target.code and target.kpi and target.kpi not in [kpi.number for kpi in kpis]:
            self._say(own, f"{target.code} に KPI{target.kpi} はありません。",
                      "計画マスタのシート「KPI」の番号を書いてください。")  # fmt: skip
            return None
        return Block.KPI

    def bound(self, asked: Asked, field: Field) -> Bound:
        target = self._names.target(asked.own.code) or Target()
        if asked.block is Block.KPI and target.code and not target.kpi:
            target = target._replace(kpi=self._plan.kpis_of(target.code)[0].number)
        return Bound(asked.own, field, target, self.subject_of(asked.own, target))

    def subject_of(self, own: OwnField, target: Target) -> OwnField | None:
        """The field 対象 of the same row of a table, else that of the whole copy; of the level that
        コード names, where it does. None where コード names the item itself."""
        named = [
            f
            for f in self._own.fields
            if f.id in self.subjects and target.block in (None, self.subjects[f.id])
        ]
        beside = (f for f in named if f.sheet == own.sheet and _same_rows(f, own))
        alone = [f for f in named if not f.repeat]
        alone.sort(key=lambda f: f.sheet != own.sheet)
        return None if target.code else next(beside, alone[0] if alone else None)

    def _say(self, own: OwnField, message: str, remedy: str) -> None:
        self._mistakes.add(
            "code", own.code_source, f"{own.id}：{message}", remedy, own.code, "コード"
        )


def _same_rows(one: OwnField, other: OwnField) -> bool:
    """Whether two fields stand in the same rows (or columns) of a table."""
    mine, its = one.repeat, other.repeat
    if mine is None or its is None or mine.axis != its.axis or one.is_table != other.is_table:
        return False
    along = 1 if mine.axis == "列" else 0  # of an area: its top, or its left
    first, second = (
        (own.area[along], repeat.count, repeat.step, repeat.index)
        for own, repeat in ((one, mine), (other, its))
    )
    return first == second


def _check_twice(bound: Iterable[Bound], year: int, mistakes: Mistakes) -> None:
    """No two fields tell the same of one item."""
    first: dict[Key, OwnField] = {}
    for each in bound:
        if each.target.code:
            key = each.key(PlanItem(each.target.code, each.target.kpi), year)
            before = first.setdefault(key, each.own)
            if before is not each.own:
                mistakes.add(
                    "code-twice", each.own.code_source,
                    f"{each.own.id}：{before.id} と同じ値（{each.field.label}）を指しています。",
                    "どちらかのコードか役割を直してください。", each.own.code, "コード",
                )  # fmt: skip


__all__ = ["Bound", "OwnPlanMasters", "is_evaluation", "load_own_plan", "read_own_plan"]
