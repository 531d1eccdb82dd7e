"""Waivers, sentences of KPIs, totals, ledgers: each border of a finding, and the words it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.publish import small
from tests.publish.small import finding
from tests.rules.builders import MASTER, in_book, in_report, plan
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.plan.model import Plan
from zushi_xl.plan.outlook import PopulationRow
from zushi_xl.plan.rule_settings import RuleSetting, Waiver
from zushi_xl.rules.kpi_plan import sentence_aim
from zushi_xl.rules.waivers import apply_waivers, unexplained, without_effect
from zushi_xl.workbook.cells import Source

ROW = Source(MASTER, "了承", "A2")


def told(findings: list[Finding], rule: str) -> list[Finding]:
    return [f for f in findings if f.rule == rule]


# ------------------------------------------------------------------ waivers


def waiver(rule: str, place: str = "1-1-①", **more: object) -> Waiver:
    return Waiver(rule, place, "調査の年でない", "企画課長", None, ROW)._replace(**more)  # type: ignore[arg-type]


def applied(
    found: Finding, *waivers: Waiver, of: Plan | None = None
) -> tuple[bool, list[tuple[str, str, str]]]:
    """Whether the finding is accepted; what is said of the waivers, with what is given and
    expected."""
    first, *rest = apply_waivers([found], replace(of or small.plan(), waivers=waivers))
    return first.waived, [(f.rule, f.given, f.expected) for f in rest]


@pytest.mark.parametrize(
    ("place", "is_accepted"),
    [
        ("1-1-①", True),
        ("1-1", True),  # a code stands for all below it
        ("1", True),
        ("1-1-②", False),
        ("1-1-①-①", False),
        ("福祉課", True),
        ("環境課", False),
    ],
)
def test_where_a_waiver_holds(place: str, is_accepted: bool) -> None:
    accepted, said = applied(finding(), waiver("required-empty", place))
    assert accepted is is_accepted
    assert said == ([] if is_accepted else [("waiver-unused", f"required-empty {place}", "")])


def test_a_budget_program_is_a_place_too() -> None:
    found = finding("budget-conflict", code="1-1-②-①", division="")
    assert applied(found, waiver("budget-conflict", "海岸事業"))[0]
    assert not applied(found, waiver("budget-conflict", "見守り事業"))[0]
    assert not applied(finding("budget-conflict"), waiver("budget-conflict", "海岸事業"))[0]


def test_a_rule_that_there_is_not() -> None:
    assert applied(finding(), waiver("required-emty")) == (
        False,
        [("setting-unknown-rule", "required-emty", "")],
    )
    assert not applied(finding("rating-missing"), waiver("required-empty"))[0]


@pytest.mark.parametrize(
    ("deadline", "expires", "is_expired"),
    [
        # the last day of the year under evaluation, or the deadline where that is earlier
        (None, date(2025, 3, 31), False),
        (None, date(2025, 3, 30), True),
        (date(2025, 5, 30), date(2025, 3, 31), False),
        (date(2025, 1, 20), date(2025, 1, 20), False),
        (date(2025, 1, 20), date(2025, 1, 19), True),
        (None, None, False),
    ],
)
def test_until_when_a_waiver_holds(
    deadline: date | None, expires: date | None, is_expired: bool
) -> None:
    of = small.plan(settings=small.settings(deadline=deadline))
    accepted, said = applied(finding(), waiver("required-empty", expires=expires), of=of)
    assert accepted is not is_expired
    assert [rule for rule, *_ in said] == (["waiver-expired"] if is_expired else [])


def test_an_expired_waiver_says_since_when() -> None:
    of = small.plan(settings=small.settings(deadline=None))
    _, said = applied(finding(), waiver("required-empty", expires=date(2024, 3, 31)), of=of)
    assert said == [("waiver-expired", "2024年3月31日", "2025年3月31日以後")]


@pytest.mark.parametrize(
    ("value", "given", "is_accepted"),
    [
        ("390団体", "390団体", True),
        ("３９０団体", "390団体", True),
        ("390", "390団体", True),
        ("391団体", "390団体", False),
        ("380団体～390団体", "390団体", True),
        ("380団体～389団体", "390団体", False),
        ("391団体～400団体", "390団体", False),
        ("言葉", "390団体", False),
        ("390団体", "", False),
    ],
)
def test_a_doubted_figure_is_accepted_by_its_value(
    value: str, given: str, is_accepted: bool
) -> None:
    found = finding("kpi-digit-slip", Severity.CONFIRM, given=given)
    accepted, said = applied(found, waiver("kpi-digit-slip", value=value))
    assert accepted is is_accepted
    assert [rule for rule, *_ in said] == ([] if is_accepted else ["waiver-unused"])


def test_a_doubted_figure_is_not_accepted_without_its_value() -> None:
    found = finding("kpi-digit-slip", Severity.CONFIRM, given=" 390団体 ")
    assert applied(found, waiver("kpi-digit-slip")) == (
        False,
        [("waiver-needs-value", "kpi-digit-slip", "390団体")],
    )
    first, second, said = apply_waivers(
        [found, replace(found, given="39団体")],
        replace(small.plan(), waivers=(waiver("kpi-digit-slip"),)),
    )
    assert [first.waived, second.waived] == [False, False]
    assert "値ごとに行を分けて、" in said.remedy
    assert "「390団体」「39団体」" in said.remedy


@pytest.mark.parametrize(
    ("amounts", "is_accepted"),
    [
        (("100円", "999円"), True),
        (("100円", "1,000円"), False),  # ten times is another matter than what was accepted
        (("100円", "100円"), True),
    ],
)
def test_amounts_that_differ_are_accepted_up_to_ten_times(
    amounts: tuple[str, str], is_accepted: bool
) -> None:
    found = finding(
        "budget-settled-differs", Severity.CONFIRM, given=amounts[0], expected=amounts[1]
    )
    assert applied(found, waiver("budget-settled-differs"))[0] is is_accepted
    other = finding("rating-doubtful", Severity.CONFIRM, given=amounts[0], expected=amounts[1])
    assert applied(other, waiver("rating-doubtful"))[0]


def test_a_span_is_that_of_all_amounts() -> None:
    message = "実績額は 315,760円（春）、別の課は 380,318円（秋）です。"
    found = finding("budget-conflict", Severity.CONFIRM, message=message, given="315,760円")
    for value, is_accepted in (
        ("315,760円～380,318円", True),
        ("315,761円～380,318円", False),
        ("315,760円～380,317円", False),
        ("315,760円", False),
    ):
        assert applied(found, waiver("budget-conflict", value=value))[0] is is_accepted


@pytest.mark.parametrize(
    ("severity", "threshold", "said"),
    [
        ("", None, "の行に重大度もしきい値も書かれていません"),
        ("info", None, ""),
        ("", "3", "の行にしきい値がありますが、このルールは使いません"),
        ("info", "3", "の行にしきい値がありますが、このルールは使いません"),
    ],
)
def test_settings_that_change_nothing(severity: str, threshold: str | None, said: str) -> None:
    limit = None if threshold is None else Decimal(threshold)
    row = RuleSetting("required-empty", severity, limit, ROW)
    found = without_effect(row)
    assert (found is not None) is bool(said)
    assert found is None or said in found.message


@pytest.mark.parametrize(
    ("reason", "decided", "missing"),
    [("", None, "理由と決めた日"), ("", date(2025, 4, 1), "理由"), ("調査中", None, "決めた日")],
)
def test_a_rule_switched_off_says_why(reason: str, decided: date | None, missing: str) -> None:
    row = RuleSetting("required-empty", "off", None, ROW, reason, decided)
    assert f"点検しないとした{missing}が書かれていません" in unexplained(row).message


# ------------------------------------------------------------------ sentences of KPIs


@pytest.mark.parametrize(
    ("statement", "unit", "value"),
    [
        ("平均が20件を超えている。", "件", 20),
        ("団体が500団体になっている。", "団体", 500),
        ("割合が70％になっている。", "％", 70),
        ("割合が5ポイント増加している。", "％", 5),
        ("割合が5ポイント上がっている。", "％", None),  # not clear
        ("3年間で500団体になっている。", "団体", 500),
        ("20件と30件になっている。", "件", None),  # two
        ("指標1", "件", None),  # the end of a name
        ("満足度が上がっている。", "％", None),
    ],
)
def test_the_figure_in_a_sentence(statement: str, unit: str, value: int | None) -> None:
    found = sentence_aim(statement, unit)
    assert (found.value if found else None) == value


def aims(statement: str, unit: str, kind: str, values: str) -> list[Finding]:
    of = plan(kpis=f"5-1-② | {statement} | {unit} | {kind} | {values}")
    return told(in_report(of, ""), "kpi-target-sentence")


@pytest.mark.parametrize(
    ("statement", "unit", "kind", "values", "is_told"),
    [
        # more than 20 whole things are at least 21, an average is not
        ("団体が20団体を超えている。", "団体", "上昇 実数", "target=21団体以上", False),
        ("団体が20団体を超えている。", "団体", "上昇 累計", "target=21団体以上", False),
        ("団体が20団体を超えている。", "団体", "上昇 実数", "target=20団体以上", True),
        ("平均が20件を超えている。", "件", "上昇 平均", "target=21件以上", True),
        ("平均が20件を超えている。", "件", "上昇 平均", "target=20件超", False),
        # a change is added to a figure of before
        ("割合が5ポイント増加している。", "％", "上昇 割合", "2022.3=60％ | target=65％", False),
        ("割合が5ポイント増加している。", "％", "上昇 割合", "2022.3=60％ | target=66％", True),
        ("割合が5ポイント増加している。", "％", "上昇 割合", "target=66％", False),  # from what?
        ("団体が500団体になっている。", "団体", "上昇 実数", "target=500団体", False),
        ("団体が500団体になっている。", "団体", "上昇 実数", "target=510団体", True),
    ],
)
def test_a_sentence_and_its_target(
    statement: str, unit: str, kind: str, values: str, is_told: bool
) -> None:
    assert bool(aims(statement, unit, kind, values)) is is_told


def test_a_figure_that_meets_only_one_of_them_is_named() -> None:
    (found,) = aims("平均が20件を超えている。", "件", "上昇 平均", "target=21件以上")
    assert found.message.endswith(
        "同じ意味になりません。平均は小数を取るので、例えば 20.5件 は一方だけを満たします。"
    )
    (found,) = aims("平均が20件を超えている。", "件", "上昇 平均", "target=22件以上")
    assert found.message.endswith("同じ意味になりません。")
    (found,) = aims("団体が20団体を超えている。", "団体", "上昇 実数", "target=22団体以上")
    assert found.message.endswith("同じ意味になりません。")


def test_a_baseline_of_two_values() -> None:
    value = small.plan().kpis[1].values["2022.3"]
    of = plan(kpis="5-1-② | 件数 | 件 | 上昇 平均 | 2022.3=9件")
    of = replace(of, kpis=(replace(of.kpis[0], values={"2022.3": value}),))
    (found,) = told(in_report(of, ""), "kpi-two-baselines")
    assert "現状に値が2個あります（23件（2021年度）、8.8件（2020年度））" in found.message


# ------------------------------------------------------------------ totals


def outlook(*rows: tuple[str, str | None]) -> list[Finding]:
    """Groups with their people in 2030, the total last."""
    made = tuple(
        PopulationRow(
            2030,
            group,
            None if people is None else Decimal(people),
            None,
            number == len(rows),
            Source(MASTER, "人口見通し", f"C{number + 1}"),
        )
        for number, (group, people) in enumerate(rows, 1)
    )
    return told(in_report(plan(population=made), ""), "population-sum")


def test_a_sum_is_told_with_its_terms() -> None:
    (found,) = outlook(("年少", "6305"), ("老年", "46245"), ("計", "52500"))
    assert found.message == (
        "2030年の人口見通しは 6,305＋46,245 = 52,550人 で、合計の 52,500人 と 50人 違います。"
    )
    assert (found.given, found.expected) == ("52,500", "52,550")
    assert outlook(("年少", "6305"), ("老年", "46245"), ("計", "52550")) == []
    assert outlook(("年少", None), ("計", "52550")) == []
    assert outlook(("年少", "6305"), ("計", None)) == []


# ------------------------------------------------------------------ texts


def of_text(before: str, typed: str) -> list[Finding]:
    row = f"5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業 | | 前年度実施内容={before}"
    return told(
        in_book(plan(initiatives=row), f"C11 | 5-1-②-① results | {typed}"), "same-as-last-year"
    )


@pytest.mark.parametrize(
    ("before", "typed", "is_told"),
    [
        ("講座を三回開いた。。", "講座を三回開いた。。", True),  # ten letters
        ("講座を三回開いた。", "講座を三回開いた。", False),
        ("講座を三回開いていた。", "講座を四回開いていた。", False),
        ("講座を３回開いていた。", "講座を3回開いていた。", True),
    ],
)
def test_the_text_of_last_year(before: str, typed: str, is_told: bool) -> None:
    assert bool(of_text(before, typed)) is is_told
