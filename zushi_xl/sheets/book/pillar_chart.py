"""The chart at the foot of a pillar's page: the course of its own target."""

from __future__ import annotations

import math
from dataclasses import replace

from zushi_xl.plan.model import Section
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.kpi_list import alt_text, line_chart, sound_figures
from zushi_xl.sheets.placing import Canvas
from zushi_xl.workbook.sheet import Chart

_HEIGHT, _WIDTH = 210.0, 676
_STEP = 30.0


def chart_on(context: AnnualContext, canvas: Canvas, section: Section) -> Chart | None:
    """Open room for the chart of the section's first KPI with numbers, and give the chart."""
    kpis = context.report.plan.kpis_of(section.code)
    kpi = next((kpi for kpi in kpis if (kpi.code, kpi.number) in context.charted), None)
    if kpi is None:
        return None
    canvas.gap(14)
    row = canvas.row
    for _ in range(math.ceil(_HEIGHT / _STEP)):
        canvas.gap(_STEP)
    size = (_WIDTH, int(_HEIGHT / 0.75))
    alt = alt_text(kpi, sound_figures(context.report, kpi))
    title = f"目標の推移（{kpi.unit}）" if kpi.unit else "目標の推移"
    place = context.charted[kpi.code, kpi.number]
    chart = line_chart(row, canvas.grid.first, size, place, alt, title)
    return replace(chart, font=context.styles.font, font_size=9, legend="bottom")
