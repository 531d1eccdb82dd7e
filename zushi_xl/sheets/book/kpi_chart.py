"""The chart under the figures of a KPI on its page."""

from __future__ import annotations

from dataclasses import replace

from zushi_xl.form.layout import Box, Role
from zushi_xl.plan.model import Kpi
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.flow import KEPT
from zushi_xl.sheets.book.kpi_list import alt_text, line_chart, sound_figures
from zushi_xl.sheets.book.printed_lines import PrintedLine
from zushi_xl.sheets.placing import Content

_HEIGHT, _WIDTH = 90.0, 676  # points, pixels


def chart_line(context: AnnualContext, kpi: Kpi) -> PrintedLine | None:
    """A line of the page with the chart of a KPI; None where no figure can be drawn."""
    place = context.charted.get((kpi.code, kpi.number))
    if place is None:
        return None
    size = (_WIDTH, int(_HEIGHT / 0.75) - 4)
    alt = alt_text(kpi, sound_figures(context.report, kpi))
    chart = line_chart(0, 0, size, place, alt)
    return PrintedLine(
        (Box(Role.LABEL, 0, 100),),
        (Content("", "book_chart"),),
        cost=KEPT,
        height=_HEIGHT,
        chart=replace(chart, font=context.styles.font, font_size=7, legend="right"),
    )
