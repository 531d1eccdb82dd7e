"""KPI一覧: every KPI with its figures as numbers, a small line chart and a sparkline.

Landscape; a block of four rows per KPI: periods, 実績 (現状 included), 計画, 目標. The target runs
through all periods of the chart so that the distance can be seen.
"""

from __future__ import annotations

from decimal import Decimal

from zushi_xl.cells import Area
from zushi_xl.plan import Kpi, Level, Period, ValueStatus
from zushi_xl.report import KpiFigure
from zushi_xl.sheets.book.facts import Standing, standings
from zushi_xl.sheets.book.figures import figure_text, number_of
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.rows import Cell, Rows
from zushi_xl.sheets.book.scene import Scene
from zushi_xl.sheets.book.styles import SERIES
from zushi_xl.sheets.model import Chart, Placed, Series, Sparkline

NAME = "KPI一覧"
_TEXT, _KIND, _TREND, _CHART = 178.0, 44.0, 74.0, 214.0
_PAGE = 990.0
_ROW = 24.0  # points
_REACHED = (ValueStatus.ACTUAL, ValueStatus.BASELINE)
_LABELS = ("実績", "計画", "目標")


def kpi_part(scene: Scene) -> Part:
    periods = scene.report.plan.periods
    step = (_PAGE - _TEXT - _KIND - _TREND - _CHART) / len(periods)
    rows = Rows((_TEXT, _KIND, *(step for _ in periods), _TREND, _CHART), scene.styles, True)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    rows.band(
        "実績の行の最初の値は現状値です。計画値は（ ）のついた値を数値で示します。"
        "数値で表せない値は文字で示し、グラフには表しません。",
        "note",
    )
    rows.gap(4)
    top = ""
    for standing in standings(scene.report):
        top = _heading(scene, rows, standing.kpi, top)
        _Block(scene, rows, standing).place()
    return rows.part(NAME, head=NAME)


def _heading(scene: Scene, rows: Rows, kpi: Kpi, before: str) -> str:
    """A band where another top section begins."""
    sections = scene.report.plan.sections
    top = next(
        (s for s in sections if kpi.code == s.code or kpi.code.startswith(f"{s.code}-")), None
    )
    if top is None or top.code == before or top.level is Level.MEASURE:
        return before
    rows.band(top.heading, "book_subband", block=True)
    rows.kept.add(rows.row)
    return top.code


class _Block:
    """The rows of one KPI."""

    def __init__(self, scene: Scene, rows: Rows, standing: Standing):
        self._scene = scene
        self._rows = rows
        self._standing = standing
        self._kpi = standing.kpi
        self._periods = scene.report.plan.periods
        self._figures = scene.report.figures_of(self._kpi)

    def place(self) -> None:
        rows, top = self._rows, self._rows.row
        rows.blocks.add(top)
        self._statement(top)
        for number in range(1 + len(_LABELS)):
            self._row(top + number, number)
            rows.heights[top + number] = _ROW
        rows.kept.update(range(top + 1, top + 4))
        rows.row = top + 4
        self._trend(top)
        rows.gap(4.5)
        rows.kept.add(rows.row - 1)

    def _statement(self, top: int) -> None:
        kpi, standing = self._kpi, self._standing
        progress = f"　達成率 {standing.progress}%" if standing.progress is not None else ""
        unit = f"　単位：{kpi.unit}" if kpi.unit else ""
        text = f"{kpi.code}　{kpi.statement}\n［{standing.verdict.text}{progress}{unit}］"
        value = self._scene.link(text, kpi.code)
        self._rows.cells.append(Placed(top, 0, value, "book_kpi_text", rows=4))

    def _row(self, row: int, number: int) -> None:
        cells = self._rows.cells
        if number == 0:
            cells.append(Placed(row, 1, "", "book_head"))
            for column, period in enumerate(self._periods, 2):
                cells.append(Placed(row, column, period.label, "book_kpi_head"))
            return
        cells.append(Placed(row, 1, _LABELS[number - 1], "book_kpi_head"))
        for column, period in enumerate(self._periods, 2):
            cell = self._figure(_LABELS[number - 1], period)
            cells.append(Placed(row, column, cell.value, cell.style))

    def _figure(self, label: str, period: Period) -> Cell:
        if label == "目標":
            return self._target(period)
        wanted = _REACHED if label == "実績" else (ValueStatus.PLANNED, ValueStatus.OPEN)
        found = [f for f in self._figures if f.period == period and f.status in wanted]
        return self._shown(found[-1]) if found else Cell(None, "book_kpi_text")

    def _shown(self, figure: KpiFigure) -> Cell:
        number = number_of(figure.quantity)
        if number is None:
            return Cell(figure_text(figure.text, figure.quantity), "book_kpi_word")
        return Cell(number, self._scene.styles.figure(number, figure.quantity.qualifier))

    def _target(self, period: Period) -> Cell:
        """The target in every period where it is a number, else in its own column."""
        figure = next((f for f in self._figures if f.status is ValueStatus.TARGET), None)
        if figure is None or (number_of(figure.quantity) is None and period.key != "target"):
            return Cell(None, "book_kpi_text")
        shown = self._shown(figure)
        if period.key == "target":
            return shown
        return Cell(
            shown.value, self._scene.styles.figure(_decimal(shown.value), None, "book_kpi_faint")
        )

    def _trend(self, top: int) -> None:
        rows, last = self._rows, len(self._periods) + 1
        rows.cells.append(Placed(top, last + 1, "", "book_kpi_text", rows=4))
        rows.cells.append(Placed(top, last + 2, "", "book_kpi_text", rows=4))
        if not any(number_of(f.quantity) is not None for f in self._figures):
            return
        rows.sparklines.append(Sparkline(top, last + 1, Area(top + 1, 2, top + 1, last - 1)))
        rows.charts.append(self._chart(top, last))

    def _chart(self, top: int, last: int) -> Chart:
        heads = Area(top, 2, top, last)
        looks = (("", "circle"), ("dash", ""), ("round_dot", ""))
        colors = (SERIES[0], SERIES[1], SERIES[4])
        series = tuple(
            Series(
                label,
                heads,
                Area(top + row, 2, top + row, last),
                color=colors[row - 1],
                dash=looks[row - 1][0],
                marker=looks[row - 1][1],
            )
            for row, label in enumerate(_LABELS, 1)
        )
        return Chart(
            top,
            last + 2,
            int(_CHART) - 2,
            int(_ROW * 4 / 0.75) - 2,
            "line",
            "",
            self._alt(),
            series,
        )

    def _alt(self) -> str:
        """The chart in words."""
        told = [
            f"{f.period.label} {figure_text(f.text, f.quantity)}"
            for f in self._figures
            if f.status in _REACHED
        ]
        goal = [
            figure_text(f.text, f.quantity) for f in self._figures if f.status is ValueStatus.TARGET
        ]
        text = f"{self._kpi.code} {self._kpi.statement} 実績：{'、'.join(told) or 'なし'}。"
        return f"{text}目標：{'、'.join(goal) or 'なし'}。"


def _decimal(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
