"""Figures of a KPI that came back changed, though the division was not asked for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.builders import FORM, book, plan
from zushi_xl import rules
from zushi_xl.findings.finding import Finding
from zushi_xl.returned.rules import PREFILLED_CHANGED
from zushi_xl.workbook.cells import Source

PLAN = plan(
    kpis="5-1-② | 団体 | 団体 | 上昇 実数 毎年 | 2022.3=400団体 | 2023=420団体 | 2025=（440団体）"
    " | 2026=（440団体） | target=500団体\n"
    "5-1-② | 満足 | ％ | 上昇 割合 毎年 | 2023=18.90% | target=50％超"
)
TABLE = "E7 | 5-1-② KPI1 | 430団体\nE12 | 5-1-② KPI2 | 22.2%"


def told(cell: str, before: str, after: str, **more: object) -> Finding:
    """What is said of the reader's finding at a cell."""
    source = Source("市民協働課.xlsx", "5-1-②", cell)
    found = PREFILLED_CHANGED.at(
        source,
        "変わっています。",
        "戻す。",
        code="5-1-②",
        field="実績値",
        given=after,
        expected=before,
    )
    returned = replace(book(PLAN, TABLE), findings=(replace(found, **more),))  # type: ignore[arg-type]
    first, *_ = rules.check_book(PLAN, FORM, returned)
    return first


def test_kpi_restated_raised() -> None:
    finding = told("D12", "18.90%", "19.8%")
    assert (finding.rule, finding.severity) == ("kpi-restated", "confirm")
    assert finding.source == Source("市民協働課.xlsx", "5-1-②", "D12")
    assert (finding.expected, finding.given, finding.field) == ("18.90%", "19.8%", "2023年度")
    assert "KPI「満足」の2023年度の実績が「18.90%」から「19.8%」" in finding.message


def test_kpi_restated_silent() -> None:
    assert told("C7", "400団体", "410団体").rule == "kpi-plan-changed"


@pytest.mark.parametrize(
    ("cell", "before", "what"),
    [
        ("C7", "400団体", "2022.3の現状"),
        ("F7", "（440団体）", "2025年度の計画値"),
        ("K7", "500団体", "目標"),
        ("K12", "50％超", "目標"),
        ("F12", "（空欄）", "の値"),
    ],
)
def test_kpi_plan_changed_raised(cell: str, before: str, what: str) -> None:
    finding = told(cell, before, "別の値")
    assert (finding.rule, finding.severity) == ("kpi-plan-changed", "confirm")
    assert what in finding.message


@pytest.mark.parametrize(
    "more",
    [
        {"code": "5-1-②-①"},  # not a KPI's row
        {"source": Source("市民協働課.xlsx", "5-1-②", "D30")},
        {"source": Source("市民協働課.xlsx", "5-1-②")},
        {"source": None},
        {"expected": "どこにもない値"},
    ],
)
def test_kpi_plan_changed_silent(more: dict[str, object]) -> None:
    assert told("C7", "400団体", "410団体", **more).rule == "prefilled-changed"
