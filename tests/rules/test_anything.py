"""Rules survive whatever is typed, and plans of other cities; their order never matters."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.builders import FORM, LEAD, book, grades, in_book, in_report, plan, report
from zushi_xl import rules
from zushi_xl.form.model import Block, FieldType, Form
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.report.facts import standings
from zushi_xl.rules.registry import BOOK_CHECKS, REPORT_CHECKS

PLAN = plan(
    kpis="5-1-② | 満足度が10ポイント増加している。 | ％ | 上昇 割合 毎年 | 2023=64.1% | target=74.1%\n"
    "5-1-② | 空き店舗が20件以下になっている。 | 件 | 下降 実数 | 2022.3=34件 | target=20件以下\n"
    "5-1-② | 計画を作った人が301人になっている。 | 人 | 上昇 累計 | 2023=112人 | target=301人",
    initiatives="5-1-②-① | ① | 補償 | 市民協働課 | 4-2-①-3 | 生涯学習事業",
    programs="生涯学習事業 | 2,310,500 | 2,000,000",
)
NAMES = (
    *("5-1-② " + name for name in ("rating", "remarks", "next_steps", "outlook", "times")),
    *(f"5-1-② KPI{number}" for number in (1, 2, 3)),
    *("5-1-②-① " + name for name in ("strategy", "results", "program", "amount", "division")),
)
typed = st.one_of(
    st.text(
        alphabet="0123456789０９.,，％%円千万億件人（）()-－ー▲〜～ABＥ約以上超未実施 ", max_size=12
    ),
    st.text(max_size=12),
    st.sampled_from(["66.7%", "0.667", "▲1円", "前年度と同じ", "ー", "A", "D", "9" * 30]),
).map(lambda text: text.replace("|", "").replace("#", "").replace("\n", "").replace("\r", ""))


def table(texts: list[str]) -> str:
    lines = (
        f"C{i} | {name} | {text}"
        for i, (name, text) in enumerate(zip(NAMES, texts, strict=True), 2)
    )
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@given(st.lists(typed, min_size=len(NAMES), max_size=len(NAMES)))
def test_any_text_is_judged_without_falling_over(texts: list[str]) -> None:
    lines = [line for line in table(texts).splitlines() if line.count("|") == 2]
    returned = book(PLAN, "\n".join(lines))
    found = [
        *rules.check_book(PLAN, FORM, returned),
        *rules.check_report(report(PLAN, returned)),
    ]
    settled = rules.settle(found, PLAN)
    random.Random(1).shuffle(found)
    assert rules.settle(found, PLAN) == settled
    for finding in settled:
        assert finding.message.endswith(("。", "）"))
        assert finding.remedy.endswith("。")


@settings(max_examples=100, deadline=None)
@given(st.lists(typed, min_size=len(NAMES), max_size=len(NAMES)))
def test_a_check_gives_findings_of_its_own_rule_only(texts: list[str]) -> None:
    lines = [line for line in table(texts).splitlines() if line.count("|") == 2]
    returned = book(PLAN, "\n".join(lines))
    for id_, check in BOOK_CHECKS.items():
        assert {f.rule for f in check(PLAN, FORM, returned)} <= {id_}
    for id_, check_report in REPORT_CHECKS.items():
        assert {f.rule for f in check_report(report(PLAN, returned))} <= {id_}


def _without(block: Block) -> Form:
    return replace(FORM, fields=tuple(f for f in FORM.fields if f.block is not block))


def _with_rated_initiatives() -> Form:
    rating = next(f for f in FORM.fields if f.type is FieldType.RATING)
    return replace(FORM, fields=(*FORM.fields, replace(rating, block=Block.INITIATIVE)))


@pytest.mark.parametrize(
    "form", [_without(Block.KPI), _without(Block.INITIATIVE), _with_rated_initiatives()]
)
def test_forms_of_other_cities(form: Form) -> None:
    returned = book(PLAN, "C5 | 5-1-② rating | A\nD3 | 5-1-② KPI1 | 60％")
    assert rules.check_book(PLAN, form, returned)


@pytest.mark.parametrize("scale", ["", "◎よい", "◎よい △いまひとつ", "S A B C"])
def test_scales_of_other_cities(scale: str) -> None:
    other = replace(PLAN, grades=grades(scale))
    in_book(other, "C5 | 5-1-② rating | ◎\nD3 | 5-1-② KPI1 | 60％")


def _in_year(year: int) -> Plan:
    return replace(PLAN, settings=replace(PLAN.settings, fiscal_year=year))


@pytest.mark.parametrize("year", [2023, 2026, 2029])
def test_any_year_of_the_plan(year: int) -> None:
    in_book(_in_year(year), "C5 | 5-1-② rating | A\nD3 | 5-1-② KPI1 | 60％")


def test_in_the_last_year_the_target_itself_is_expected() -> None:
    found = in_book(_in_year(2029), "C5 | 5-1-② rating | A\nD3 | 5-1-② KPI1 | 66.0％")
    assert [f.rule for f in found] == ["rating-doubtful"]
    assert "74.1％ に 8.1ポイント 届きません" in found[0].message


def test_a_plan_with_nothing_in_it() -> None:
    empty = plan(sections=f"5 | 柱 | {LEAD}", strategy=(), divisions=(), grades=())
    assert in_report(empty) == []
    levels = {Level.PILLAR: "", Level.MEASURE: "施策"}
    assert in_report(replace(empty, settings=replace(empty.settings, level_names=levels))) == []


@pytest.mark.parametrize(
    "figure", ["9" * 60, "-" + "9" * 60, "0." + "0" * 60 + "1", "1" + "0" * 300]
)
def test_a_figure_of_any_length_is_judged(figure: str) -> None:
    """Nothing that a person typed may end a run, however many digits it has."""
    lines = [
        f"C{i} | {name} | {figure}"
        for i, name in enumerate(NAMES, 2)
        if "KPI" in name or "amount" in name
    ]
    assert lines
    returned = book(PLAN, "\n".join(lines))
    year = report(PLAN, returned)
    found = (*rules.check_book(PLAN, FORM, returned), *rules.check_report(year))
    assert rules.settle(found, PLAN)
    standings(year)
