"""The sample city's plan as that of three 団体, whose divisions lead and help across them."""

from __future__ import annotations

from dataclasses import replace

from zushi_xl.plan.model import Plan

HILL, SEA, RIVER = "山手市", "海浜市", "里川町"
OF_DIVISION = {
    "高齢介護課": HILL,
    "子育て支援課": HILL,
    "社会教育課": HILL,
    "社会福祉課": SEA,  # leads pillar 1, under which 山手市 has measures too
    "防災安全課": SEA,  # leads nothing, helps in two measures
    "学校教育課": SEA,
    "経済観光課": RIVER,
    "環境都市課": RIVER,
    "市民協働課": RIVER,
}


def grouped(plan: Plan) -> Plan:
    """The divisions in the order of the 団体."""
    by_name = {division.name: division for division in plan.divisions}
    named = (by_name[name]._replace(group=group) for name, group in OF_DIVISION.items())
    return replace(plan, divisions=tuple(named))
