"""What the plan expects of a KPI in the year under evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from zushi_xl.plan.model import Kpi, Plan, Trend
from zushi_xl.rules.figures import Point, past, planned_now, points, show


class Expected(NamedTuple):
    """What the plan expects of the year, and in words where that comes from."""

    value: Decimal
    how: str
    is_path: bool  # worked out by us, so a small gap says little


def expected_now(kpi: Kpi, plan: Plan) -> Expected | None:
    """The planned value of the year under evaluation, else the straight path to the next one."""
    planned = planned_now(kpi, plan)
    if planned and planned.quantity.value is not None:
        return Expected(planned.quantity.value, "計画値", is_path=False)
    known, coming = past(kpi, plan), [p for p in points(kpi, plan) if p.year >= plan.fiscal_year]
    if kpi.trend is Trend.KEEP or not known or not coming:
        return None
    start, end = known[0], coming[0]
    share = Decimal(plan.fiscal_year - start.year) / (end.year - start.year)
    value = start.value + (end.value - start.value) * share
    return Expected(value.quantize(Decimal("0.1")), _path(kpi, start, end), is_path=True)


def _path(kpi: Kpi, start: Point, end: Point) -> str:
    by = "" if end.label == f"{end.year}年度" else f"（{end.year}年度）"
    return (
        f"{start.label}の{show(start.value, kpi)}から{end.label}の{show(end.value, kpi)}まで{by}"
        f"一定の割合で進むとした値"
    )
