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
from tests.rules.test_plan_master import SHOWN
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import read_masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.rules import open_in_masters
from zushi_xl.workflow.checked_masters import with_what_is_open

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
    # a target without a figure has no unit
    "基本目標!D2=300人と400人": {"基本目標!F2"},
    "基本目標!D2=2023年度": {"基本目標!F2"},
    # a row of 総合戦略 whose code is not known may be the one that is named
    "総合戦略!A4=A": {"取り組み!F2"},
    "総合戦略!A5=2-1": {"取り組み!F2"},
    "総合戦略!A5=1": {"取り組み!F2"},
}
_ROW_4 = {"項目!C4", "項目!D4", "項目!H4", "項目!H5"}
# what a field may be, and what stands before the next, is known only with its block, type, ID and
HIDDEN_IN_FORM = {
    "項目!D1=型式": {
        *(*_ROW_4, "項目!G3", "項目!G5", "項目!D7", "項目!I8", "項目!J8"),
        *("項目!H2", "項目!H3", "項目!H5", "項目!H7"),
    },
    "項目!B4=施策": {*_ROW_4, "項目!A4"},  # nor whether the block has the ID twice
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


# What a city may mean, and is asked about: edits of the plan, of the form; rule and cell
OPEN: list[tuple[Edits, Edits, str, str]] = [
    ({"設定!A10": "提出締切"}, {}, "setting-unknown", "設定!A10"),
    ({"取り組み!I2": "終り"}, {}, "initiative-state-unknown", "取り組み!I2"),
    (
        {},
        {"項目!O4": "前年度の評定", "項目!D4": "文章", "項目!E4": "事務局"},
        "copied-from-unknown",
        "項目!O4",
    ),
    ({"KPI!D2": None}, {}, "kpi-share-without-unit", "KPI!D2"),
    ({"柱!D2": None}, {}, "kpi-nobody-asked", "柱!D2"),
    ({"柱!F2": "Ｅ"}, {}, "last-grade-unknown", "柱!F2"),
    ({}, {"項目!P1": "尺度", "項目!P4": "五段階"}, "form-scale", "項目!P4"),
]
_NO_YEAR = {"設定!A5=評価の年", "設定!B5=来年", "設定!B5=2031", "設定!B8=2020"}
_NO_PILLAR = {"柱!A2=壱"}
_NO_ROW_4 = {"項目!A4=None", "項目!A4=kpi", "項目!B4=施策", "項目!D1=型式"}
_NO_GRADES = {
    *("評価区分!A2=施索", "評価区分!B3=Ａ", "評価区分!E2=上位", "評価区分!F2=2025"),
}
HIDDEN_WHAT_IS_OPEN = {
    "copied-from-unknown": _NO_ROW_4,
    "kpi-share-without-unit": _NO_PILLAR,
    # nobody is asked for any value, or no division is known
    "kpi-nobody-asked": {*_NO_PILLAR, "項目!D7=繰り返し", "項目!D1=型式", "柱!D1=主担当科"},
    "last-grade-unknown": {*_NO_YEAR, *_NO_PILLAR, *_NO_GRADES},
    # no rating any more, or another mistake at the place of the row itself
    "form-scale": {
        *(*_NO_GRADES, *_NO_ROW_4, "項目!A4=1番", "項目!C4=None", "項目!E4=市長", "項目!I4=120"),
        *("項目!D4=表", "項目!D4=年度別の値"),
    },
}


def _all_told(plan: Edits, form: Edits) -> list[tuple[str, str]]:
    """Rule and cell of everything that is said of both masters."""
    try:
        masters = read_masters(book(PLAN, plan), book(FORM, {**SHOWN, **form}))
    except FaultyBook as fault:
        found = with_what_is_open(fault).findings
    else:
        found = open_in_masters(masters.plan, masters.form)
    return [(f.rule, f"{f.source.sheet}!{f.source.cell}" if f.source else "") for f in found]


@pytest.mark.parametrize("asked", OPEN, ids=lambda asked: asked[2])
def test_a_mistake_does_not_hide_what_is_open(asked: tuple[Edits, Edits, str, str]) -> None:
    in_plan, in_form, rule, place = asked
    assert (rule, place) in _all_told(in_plan, in_form)
    for mistakes, is_form in ((PLAN_MISTAKES, False), (FORM_MISTAKES, True)):
        for edits, _, _ in mistakes:
            cell, value = next(iter(edits.items()))
            own = in_form if is_form else in_plan
            if set(own) & set(edits) or f"{cell}={value}" in HIDDEN_WHAT_IS_OPEN.get(rule, ()):
                continue
            plan, form = ({}, edits) if is_form else (edits, {})
            told = _all_told({**in_plan, **plan}, {**in_form, **form})
            assert (rule, place) in told, edits


def test_a_mistake_alone_brings_nothing_with_it() -> None:
    """What is open is told beside mistakes only where it was there without them."""
    for edits, _, _ in PLAN_MISTAKES:
        assert _all_told(edits, {}) == faults(load_plan, book(PLAN, edits)), edits
    for edits, _, _ in FORM_MISTAKES:
        form = {**SHOWN, **edits}
        assert _all_told({}, edits) == faults(load_form, book(FORM, form)), edits


def test_the_message_counts_both() -> None:
    with pytest.raises(FaultyBook) as raised:
        read_masters(
            book(PLAN, {"設定!A10": "提出締切", "KPI!E3": "右肩上がり"}), book(FORM, SHOWN)
        )
    told = with_what_is_open(raised.value)
    assert "誤りが 1 件あります。ほかに、確かめるところが 1 件あります。" in str(told)
