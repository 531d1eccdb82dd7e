"""The chart under the figures of a KPI on its page.

実績 is a line with points, 計画 a dashed line that goes on from it, 目標 a dotted level, 現状 a
point of its own: they are told apart by shape, not by colour alone.
"""

from __future__ import annotations

from zushi_xl.form.layout import Box, Role
from zushi_xl.plan.model import Kpi, ValueStatus
from zushi_xl.report.model import KpiFigure
from zushi_xl.report.printed_figures import figure_text
from zushi_xl.report.round_scale import RoundScale
from zushi_xl.sheets.book.context import AnnualContext, ChartPlace
from zushi_xl.sheets.book.flow import KEPT
from zushi_xl.sheets.book.kpi_figures import (
    ACTUAL,
    BASELINE,
    NAME,
    PLANNED,
    TARGET,
    sound_figures,
)
from zushi_xl.sheets.book.printed_lines import PrintedLine
from zushi_xl.sheets.book.styles import SERIES
from zushi_xl.sheets.placing import Content
from zushi_xl.workbook.cells import Area
from zushi_xl.workbook.sheet import Chart, Series

_HEIGHT, _WIDTH = 90.0, 676  # points, pixels
_FONT = 7
_LONGEST_UNIT = 3  # characters that stand behind each figure of the axis
_LOOKS = {  # colour, dash, marker, joined
    ACTUAL: (SERIES[0], "", "circle", True),
    PLANNED: (SERIES[1], "dash", "diamond", True),
    TARGET: (SERIES[7], "round_dot", "", True),
    BASELINE: (SERIES[0], "", "square", False),
}
_TOLD = {
    BASELINE: (ValueStatus.BASELINE,),
    ACTUAL: (ValueStatus.ACTUAL,),
    PLANNED: (ValueStatus.PLANNED,),
    TARGET: (ValueStatus.TARGET,),
}


def chart_line(context: AnnualContext, kpi: Kpi) -> PrintedLine | None:
    """A line of the page with the chart of a KPI; None where no figure can be drawn."""
    place = context.charted.get((kpi.code, kpi.number))
    if place is None or not {BASELINE, ACTUAL} & set(place.rows):
        return None
    return PrintedLine(
        (Box(Role.LABEL, 0, 100),),
        (Content("", "book_chart"),),
        cost=KEPT,
        height=_HEIGHT,
        chart=kpi_chart(context, kpi, place),
    )


def kpi_chart(context: AnnualContext, kpi: Kpi, place: ChartPlace) -> Chart:
    """The chart, yet to be put in its row."""
    scale, unit = place.scale, kpi.unit or ""
    behind = unit if len(unit) <= _LONGEST_UNIT else ""
    return Chart(
        0,
        0,
        _WIDTH,
        int(_HEIGHT / 0.75) - 4,
        "line",
        "",
        alt_text(kpi, sound_figures(context.report, kpi)),
        tuple(_series(place)),
        y_title="" if behind else unit,
        y_min=float(scale.low),
        y_max=float(scale.high),
        y_step=float(scale.step),
        number_format=axis_format(scale, behind),
        font=context.styles.font,
        font_size=_FONT,
        legend="right",
    )


def axis_format(scale: RoundScale, unit: str) -> str:
    """Thousands are parted, decimals are those of the steps, the unit stands behind.

    >>> from decimal import Decimal
    >>> axis_format(RoundScale(Decimal(0), Decimal(1), Decimal("0.25")), "人")
    '#,##0.00"人"'
    """
    exponent = scale.step.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    body = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{body}"{unit}"' if unit and '"' not in unit else body


def _series(place: ChartPlace) -> list[Series]:
    return [
        Series(
            name,
            Area(0, place.first, 0, place.last),
            Area(place.rows[name], place.first, place.rows[name], place.last),
            sheet=NAME,
            color=color,
            dash=dash,
            marker=marker,
            line=line,
        )
        for name, (color, dash, marker, line) in _LOOKS.items()
        if name in place.rows
    ]


def alt_text(kpi: Kpi, figures: tuple[KpiFigure, ...]) -> str:
    """A chart of the figures in words."""
    told = {
        label: "、".join(
            f"{f.period.label} {figure_text(f.text, f.quantity, unit=f.kpi.unit)}"
            for f in figures
            if f.status in statuses
        )
        for label, statuses in _TOLD.items()
    }
    words = "。".join(f"{label}：{text or 'なし'}" for label, text in told.items())
    return f"折れ線グラフ。{kpi.code} {kpi.statement}{words}。"
