"""Independent mistakes in a master do not hide each other: every two of them are both told.

What is hidden is a follow-on: it can only be known once the other mistake is mended. Those are
listed by hand, under the mistake that hides them.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.masters.books import FORM, PLAN, Edits, book, faults
from tests.masters.test_form_mistakes import ONE_MISTAKE as FORM_MISTAKES
from tests.masters.test_plan_mistakes import ONE_MISTAKE as PLAN_MISTAKES
from zushi_xl.masters.form import load_form
from zushi_xl.masters.plan import load_plan

Mistake = tuple[Edits, str, str]
HIDDEN_IN_PLAN = {
    # no fiscal year, no "this year" and no scale of it
    "設定!A5=評価の年": {"設定!B5", "KPI!K2", "評価区分!A2"},
    "設定!B5=来年": {"KPI!K2", "評価区分!A2"},
    "設定!B5=2031": {"KPI!K2", "評価区分!A2"},
    # the span of the plan is not known: which years it should have, and whether 評価年度 is in it
    "設定!B8=2020": {"設定!B5", "KPI!M1"},
    # the one row of 柱: what names a direction below it may be right
    "柱!A2=壱": {"了承!B2"},
    # the row's own code or number is not known: whether another has it
    "具体的施策!A3=1-1-1": {"KPI!B4"},
    "KPI!B3=一つ目": {"KPI!B4"},
    # a row of 総合戦略 whose code is not known may be the one that is named
    "総合戦略!A4=A": {"取り組み!F2"},
    "総合戦略!A5=2-1": {"取り組み!F2"},
    "総合戦略!A5=1": {"取り組み!F2"},
}
_ROW_4 = {"項目!A4"}  # what a field may be is known only with its block, type, ID and filler
HIDDEN_IN_FORM = {
    "項目!D1=型式": {*_ROW_4, "項目!D4", "項目!G5", "項目!G3", "項目!A2", "項目!A8", "項目!A7"},
    "項目!B4=施策": _ROW_4,
    "項目!A4=None": _ROW_4,
    "項目!A4=kpi": _ROW_4,
    "項目!E4=市長": _ROW_4,
    "項目!D4=表": _ROW_4,
    # one of two rows of the name is a slip for the other
    "設定!A5=書体": {"設定!A4"},
    "設定!A3=書体の名": {"設定!A5"},
}


def _hides(mistake: Mistake, hidden: dict[str, set[str]]) -> set[str]:
    cell, value = next(iter(mistake[0].items()))
    return hidden.get(f"{cell}={value}", set())


@pytest.mark.parametrize("number", range(len(PLAN_MISTAKES)))
def test_two_mistakes_of_a_plan(number: int) -> None:
    one = PLAN_MISTAKES[number]
    for other in PLAN_MISTAKES[number + 1 :]:
        if set(one[0]) & set(other[0]):
            continue
        found = faults(load_plan, book(PLAN, {**one[0], **other[0]}))
        for (_, rule, place), against in ((one, other), (other, one)):
            if place not in _hides(against, HIDDEN_IN_PLAN):
                assert (rule, place) in found, against


def test_two_mistakes_of_a_form() -> None:
    for one, other in combinations(FORM_MISTAKES, 2):
        if set(one[0]) & set(other[0]):
            continue
        found = faults(load_form, book(FORM, {**one[0], **other[0]}))
        for (_, rule, place), against in ((one, other), (other, one)):
            if place not in _hides(against, HIDDEN_IN_FORM):
                assert (rule, place) in found, (against, place)
