"""Small questions of rules with their bounds, each asked by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.publish import small
from tests.rules.builders import MASTER, in_book, in_report, plan
from zushi_xl.findings.finding import Finding
from zushi_xl.plan.model import Plan
from zushi_xl.plan.outlook import PopulationRow
from zushi_xl.plan.rule_settings import RuleSetting
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.ledger import Ledger, Unread
from zushi_xl.rules import check_report
from zushi_xl.rules.budget import Known, may_be
from zushi_xl.rules.budget_history import budget_digit_slip, slipped_from
from zushi_xl.rules.settings import factor
from zushi_xl.workbook.cells import Source


def with_threshold(of: Plan, rule: str, value: str) -> Plan:
    setting = RuleSetting(rule, "", Decimal(value), Source(MASTER, "点検ルール", "A2"))
    return replace(of, rule_settings=(setting,))


def told(of: Plan, table: str, rule: str) -> list[Finding]:
    return [f for f in in_book(of, table) if f.rule == rule]


# ------------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("typed", "is_as_typed"),
    [("1.5", "1.5"), ("1", "1"), ("0.5", "1"), ("3", "3")],
)
def test_a_threshold_multiplies_by_one_at_least(typed: str, is_as_typed: str) -> None:
    of = with_threshold(plan(), "budget-digit-slip", typed)
    assert factor(of, budget_digit_slip) == Decimal(is_as_typed)


@pytest.mark.parametrize(
    ("amount", "times"),
    [
        ("10000", "10"),
        ("5000", "10"),  # half of it, which the threshold allows
        ("4999", ""),
        ("20000", "10"),
        ("20001", ""),
        ("49999", ""),
        ("50000", "100"),
        ("100", "0.1"),
        ("50", "0.1"),
        ("200", "0.1"),
        ("201", ""),
        ("0", ""),
        ("-10000", ""),
    ],
)
def test_powers_of_ten_of_what_is_known(amount: str, times: str) -> None:
    of = with_threshold(plan(), "budget-digit-slip", "2")
    known = [Known("前年度決算額", Decimal(1000))]
    found = slipped_from(Decimal(amount), known, of)
    assert found == ((known[0], Decimal(times)) if times else None)
    assert slipped_from(Decimal(amount), [Known("前年度決算額", Decimal(0))], of) is None


SLIPS = plan(
    initiatives="5-1-②-① | ① | 講座 | 市民協働課 | | 講座事業 | | 前年度実績額=1230000",
    programs="講座事業",
)


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("12,300,000円", "の約10倍です"),
        ("123,000,000円", "の約100倍です"),
        ("123,000円", "の約10分の1です"),
        ("12,300円", "の約100分の1です"),
    ],
)
def test_how_many_times_an_amount_slipped(typed: str, how: str) -> None:
    (found,) = told(SLIPS, f"C9 | 5-1-②-① amount | {typed}", "budget-digit-slip")
    assert f"前年度実績額 1,230,000円 {how}。" in found.message


@pytest.mark.parametrize(
    ("text", "settled", "is_open"),
    [
        ("約101万円", "1000001", True),  # within a hundredth
        ("約101万円", "1000000", False),  # a hundredth off
        ("約99万円", "1000000", False),
        ("約100万円", "1009999", True),
        ("1,000,001円", "1000000", False),  # said to the yen
        ("1,000,000円（概算）", "1000001", True),
    ],
)
def test_what_an_inexact_amount_leaves_open(text: str, settled: str, is_open: bool) -> None:
    quantity = read_quantity(text, Context("円"))
    assert quantity.value is not None
    assert may_be(Decimal(settled), quantity.value, text, quantity) is is_open


def test_what_is_said_of_a_line_of_the_ledger_without_a_name_or_amount() -> None:
    unread = (
        Unread("講座事業", "調整中", Source("決算.csv", "", "B2"), "額が読めません", 2),
        Unread("", "5000", Source("決算.csv", "", "B3"), "事業名が空欄です", 3),
        Unread("講座事業", "", Source("決算.csv", "", "B4"), "項目がありません", 4),
    )
    report = replace(small.report(), ledger=Ledger("決算.csv", "", Decimal(1), (), unread))
    found = [f for f in check_report(report) if f.rule == "budget-ledger-unreadable"]
    assert [f.message for f in found] == [
        "決算台帳の2行目（講座事業、調整中）：額が読めません。",
        "決算台帳の3行目（事業名なし、5000）：事業名が空欄です。",
        "決算台帳の4行目（講座事業、額なし）：項目がありません。",
    ]


# ------------------------------------------------------------------ figures


def rate(values: str) -> Plan:
    return plan(kpis=f"5-1-② | 割合が70％になっている。 | ％ | 上昇 割合 | {values}")


@pytest.mark.parametrize(
    ("values", "typed", "is_told"),
    [
        ("2023=66.0％", "#0.667", True),
        ("2023=66.0％", "#1", True),
        ("2023=66.0％", "#1.5", False),  # one and a half per cent
        ("2023=66.0％", "0.667％", False),  # said with its unit
        ("2022.3=1.0％ | 2023=66.0％", "#0.667", False),  # such figures there have been
        ("2022.3=1.1％ | 2023=66.0％", "#0.667", True),
    ],
)
def test_a_fraction_where_per_cent_are_meant(values: str, typed: str, is_told: bool) -> None:
    found = told(rate(values), f"D3 | 5-1-② KPI1 | {typed}", "kpi-fraction")
    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("share", "is_told"),
    [
        ("57.9", False),  # 0.55 of 0.95 is 57.89 %, and the share may be rounded too
        ("58.0", True),
        ("42.9", False),  # 0.45 of 1.05 is 42.86 %
        ("42.8", True),
    ],
)
def test_shares_of_rounded_people_within_what_rounding_allows(share: str, is_told: bool) -> None:
    source = Source(MASTER, "人口見通し", "C2")
    rows = (
        PopulationRow(2030, "年少", Decimal("0.5"), Decimal(share), False, source),
        PopulationRow(2030, "計", Decimal("1.0"), None, True, source),
    )
    found = in_report(plan(population=rows), "")
    assert any(f.rule == "population-share" for f in found) is is_told


@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [
        ("①②③", []),
        ("①③", ["2"]),
        ("②③", ["1"]),
        ("①④", ["2、3"]),
        ("①", []),
        ("②", ["1"]),
    ],
)
def test_numbers_that_are_left_out(numbers: str, gaps: list[str]) -> None:
    lines = (f"5-1-②-{n} | {n} | 講座{n} | 市民協働課" for n in numbers)
    found = in_report(plan(initiatives="\n".join(lines)), "")
    messages = [f.message for f in found if f.rule == "initiative-number-gap"]
    assert messages == [f"5-1-② の取り組みの番号のうち {gap} がありません。" for gap in gaps]


def test_a_number_of_two_parts_is_none_of_the_row() -> None:
    lines = "5-1-②-① | ① | 講座 | 市民協働課\n5-1-②-② | 3-1 | 交流 | 市民協働課"
    found = in_report(plan(initiatives=lines), "")
    assert [f for f in found if f.rule == "initiative-number-gap"] == []
