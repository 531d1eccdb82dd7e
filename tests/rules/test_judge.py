"""The judge of a KPI: every figure here is worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.builders import plan
from zushi_xl.plan.model import Plan, Trend
from zushi_xl.quantity import read_quantity
from zushi_xl.report import kpi as judge

# target × 望ましい向き → which of 4, 5 and 6 reach it
REACHED = """
5     | 上昇 | 5 6
5     | 下降 | 4 5
5     | 維持 | 5
5以上 | 上昇 | 5 6
5以上 | 下降 | 5 6
5以上 | 維持 | 5 6
5超   | 上昇 | 6
5超   | 下降 | 6
5超   | 維持 | 6
5以下 | 上昇 | 4 5
5以下 | 下降 | 4 5
5以下 | 維持 | 4 5
5未満 | 上昇 | 4
5未満 | 下降 | 4
5未満 | 維持 | 4
約5   | 上昇 | 5 6
約5   | 下降 | 4 5
4～5  | 上昇 | 4 5
"""
# the same for: which of the steps 4→5, 5→4, 5→6 and 6→5 are for the worse
WORSE = """
5     | 上昇 | 5→4 6→5
5     | 下降 | 4→5 5→6
5     | 維持 | 5→4 5→6
5以下 | 維持 | 4→5 5→6
5以上 | 維持 | 5→4 6→5
5超   | 下降 | 5→4 6→5
5未満 | 上昇 | 4→5 5→6
未定  | 上昇 | 5→4 6→5
未定  | 下降 | 4→5 5→6
未定  | 維持 |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def of(target: str, trend: str, values: str = "", unit: str = "件") -> Plan:
    more = "".join(f" | {value}" for value in values.split())
    return plan(kpis=f"5-1-② | 指標 | {unit} | {trend} 実数{more} | target={target}")


@pytest.mark.parametrize(("target", "trend", "reached"), rows(REACHED))
def test_a_target_is_met_by_its_own_words_then_by_the_wanted_way(
    target: str, trend: str, reached: str
) -> None:
    kpi = of(target, trend).kpis[0]
    found = [v for v in ("4", "5", "6") if judge.is_reached(kpi, Decimal(v))]
    assert found == reached.split()


@pytest.mark.parametrize(("target", "trend", "worse"), rows(WORSE))
def test_what_is_worse_agrees_with_what_is_reached(target: str, trend: str, worse: str) -> None:
    kpi = of(target, trend).kpis[0]
    steps = [step.split("→") for step in ("4→5", "5→4", "5→6", "6→5")]
    found = [f"{a}→{b}" for a, b in steps if judge.is_worse(kpi, Decimal(b), Decimal(a))]
    assert found == worse.split()


def test_no_figure_is_no_aim() -> None:
    for text in ("未定", "20件（2021年度）、8件（2020年度）", "10か20", ""):
        assert judge.aim_of(read_quantity(text), Trend.UP) is None
    assert judge.aim_of(None, Trend.UP) is None


@pytest.mark.parametrize(
    ("target", "trend", "start", "value", "part"),
    [
        ("50", "上昇", "15.8", "22.2", "18.7"),  # 6.4 ÷ 34.2
        ("20件以下", "下降", "34", "27", "50.0"),
        ("0", "下降", "10", "1", "90.0"),
        ("▲50", "上昇", "▲150", "▲100", "50.0"),
        ("50", "上昇", "60", "55", None),  # the start is there already
        ("50", "上昇", "50", "55", None),
        ("50", "維持", "40", "45", None),
        ("未定", "上昇", "40", "45", None),
    ],
)
def test_progress(target: str, trend: str, start: str, value: str, part: str | None) -> None:
    number = [Decimal(text.replace("▲", "-")) for text in (value, start)]
    found = judge.progress(of(target, trend).kpis[0], *number)
    assert (str(round(found, 1)) if found is not None else None) == part


@pytest.mark.parametrize(
    ("values", "target", "expected", "below", "enough"),
    [
        # 2022.3 is the end of fiscal 2021; the target is that of 2029; 2024 is 3 of 8 years on
        ("2022.3=0.05", "0.13", "0.08", "0.0799", "0.08"),
        ("2022.3=50.9", "65.9", "56.525", "56.5", "56.525"),
        ("2022.3=407", "500", "441.875", "441", "442"),
        ("2023=64.1 2025=（67.5）", "70", "65.8", "65.79", "65.8"),
        ("2023=64.1 2024=（66.0）", "70", "66.0", "65.9", "66"),
        ("2022.3=600", "500", "500", "499", "500"),  # met from the start: nothing to climb
    ],
)
def test_the_path_is_not_rounded_before_it_is_compared(
    values: str, target: str, expected: str, below: str, enough: str
) -> None:
    year = of(target, "上昇", values)
    found = judge.expected_now(year.kpis[0], year)
    assert found is not None
    assert found.value == Decimal(expected)
    assert not found.aim.is_met(Decimal(below))
    assert found.aim.is_met(Decimal(enough))


def test_a_path_without_an_end_in_decimals() -> None:
    year = of("500", "上昇", "2023=400")  # 400 + 100 ÷ 6
    found = judge.expected_now(year.kpis[0], year)
    assert found is not None
    assert found.aim.is_met(Decimal("416.7"))
    assert not found.aim.is_met(Decimal("416.6"))


def test_nothing_is_expected_without_two_ends_or_where_it_should_be_kept() -> None:
    for year in (of("500", "上昇"), of("未定", "上昇", "2023=4"), of("5", "維持", "2023=4")):
        assert judge.expected_now(year.kpis[0], year) is None


@pytest.mark.parametrize(
    ("planned", "trend", "value", "behind"),
    [
        ("66.0", "上昇", "66.0", False),
        ("66.0", "上昇", "65.9", True),
        ("28", "下降", "28", False),
        ("28", "下降", "29", True),
        ("70超", "上昇", "70", True),
        ("30未満", "下降", "30", True),
        ("検討中", "上昇", "1", None),
    ],
)
def test_behind_the_planned_value(
    planned: str, trend: str, value: str, behind: bool | None
) -> None:
    kpi = of("未定", trend).kpis[0]
    assert judge.is_behind(kpi, Decimal(value), read_quantity(planned)) is behind


def test_the_last_figure_before_the_year() -> None:
    year = of("500", "上昇", "2022.3=407 2023=424 2025=430")
    last = judge.last_year(year.kpis[0], year)
    assert last == judge.Point(2023, "2023年度", Decimal(424))
    first = of("500", "上昇", "2022.3=407")
    assert judge.last_year(first.kpis[0], first) == judge.Point(2021, "2022.3", Decimal(407))
    assert judge.last_year(of("5", "上昇").kpis[0], of("5", "上昇")) is None
