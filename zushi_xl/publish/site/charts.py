"""Charts as inline SVG: told apart without colour, each with a title and what it shows in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import NamedTuple

from zushi_xl.report.round_scale import RoundScale
from zushi_xl.workbook.metrics import text_width

_WIDTH, _HEIGHT = 440, 250  # narrow, so that its texts can be read on a phone
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 12, 26, 40
_NAME, _DIGIT = 168, 9  # room for the name of a bar, and for each character of its figure
_ZERO = Decimal(0)


class ChartMark(NamedTuple):
    """A figure on the chart: ``label`` of its place on the axis, ``value``, ``text`` as printed;
    without a value, why there is none (未確定), or nothing."""

    label: str
    value: Decimal | None
    text: str


class Bar(NamedTuple):
    """A bar of a chart: its label, its value and how that is written, where it leads."""

    label: str
    value: Decimal
    text: str
    href: str = ""


def line_chart(
    title: str,
    unit: str,
    actual: Sequence[ChartMark],
    planned: Sequence[ChartMark],
    goal: ChartMark | None,
    baseline: ChartMark | None,
) -> str:
    """A KPI over the years; empty where fewer than one figure is known.

    ``actual`` and ``planned`` are over the same labels; the planned path joins the last actual one.
    """
    values = [m.value for m in (*actual, *planned, goal, baseline) if m and m.value is not None]
    if not any(m.value is not None for m in actual) and baseline is None:
        return ""
    scale = RoundScale.over(values)
    labels = [baseline.label] if baseline else []
    labels += [mark.label for mark in actual] + ([goal.label] if goal else [])
    left = max(_LEFT, 8 + _DIGIT * max(len(_number(tick)) for tick in scale.ticks))
    at = {label: _x(number, len(labels), left) for number, label in enumerate(labels)}
    parts = [*_axis(scale, unit, left), *_names(at)]
    if goal and goal.value is not None:
        y = _y(scale, goal.value)
        parts.append(
            f'<line class="goal" x1="{left}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>'
            f'<path class="goal-mark" d="M{at[goal.label]} {y - 7}l7 7-7 7-7-7z"/>'
        )
    runs = [[(at[m.label], _y(scale, value)) for m, value in run] for run in _runs(actual)]
    path = [(at[m.label], _y(scale, m.value)) for m in planned if m.value is not None]
    parts += _line("planned", [*(runs[-1][-1:] if runs else ()), *path]) if path else []
    for run in runs:
        parts += _line("actual", run)
    if baseline and baseline.value is not None:
        x, y = at[baseline.label], _y(scale, baseline.value)
        parts.append(f'<rect class="baseline" x="{x - 5}" y="{y - 5}" width="10" height="10"/>')
    parts += _texts(actual, at, scale)
    told = "、".join(f"{m.label} {m.text}" for m in (baseline, *actual, goal) if m and m.text)
    return _svg(title, f"{title}。{told}。", parts)


def _runs(marks: Sequence[ChartMark]) -> Iterator[list[tuple[ChartMark, Decimal]]]:
    """Figures of years that follow each other: no line goes over a year without a figure."""
    for is_known, run in groupby(marks, lambda mark: mark.value is not None):
        if is_known:
            yield [(mark, mark.value) for mark in run if mark.value is not None]


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars, each with its name and figure; a negative one has no length."""
    if not bars:
        return ""
    most = max(*(bar.value for bar in bars), _ZERO) or Decimal(1)
    room = max(20, _WIDTH - _NAME - 14 - _DIGIT * max(text_width(bar.text) for bar in bars))
    parts = [_bar(bar, 8 + number * 30, room, most) for number, bar in enumerate(bars)]
    told = "、".join(f"{bar.label} {bar.text}" for bar in bars)
    return _svg(title, f"{title}。{told}。", parts, 16 + 30 * len(bars))


def _bar(bar: Bar, y: int, room: int, most: Decimal) -> str:
    width = max(1, int(room * bar.value / most)) if bar.value > 0 else 0
    return (
        f'<text class="name" x="{_NAME - 8}" y="{y + 16}" text-anchor="end">'
        f"{escape(_short(bar.label))}</text>"
        f'<rect class="bar" x="{_NAME}" y="{y}" width="{width}" height="22"/>'
        f'<text class="figure" x="{_NAME + 6 + width}" y="{y + 16}">{escape(bar.text)}</text>'
    )


def _short(text: str) -> str:
    return text if len(text) <= 10 else f"{text[:9]}…"


def _y(scale: RoundScale, value: Decimal) -> int:
    room = _HEIGHT - _TOP - _BOTTOM
    return round(_TOP + room * float((scale.high - value) / (scale.high - scale.low)))


def _x(number: int, count: int, left: int) -> int:
    room = _WIDTH - left - _RIGHT
    return round(left + room * (number + 0.5) / count)


def _number(tick: Decimal) -> str:
    return f"{tick.normalize():,f}"


def _axis(scale: RoundScale, unit: str, left: int) -> list[str]:
    """A long unit begins at the edge, so that none of it is cut."""
    place = f'x="{left - 8}" y="14" text-anchor="end"'
    if _DIGIT * text_width(unit) > left - 8:
        place = 'x="0" y="14"'
    parts = [f'<text class="unit" {place}>{escape(unit)}</text>']
    for tick in scale.ticks:
        y = _y(scale, tick)
        parts.append(
            f'<line class="grid" x1="{left}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>'
            f'<text class="tick" x="{left - 8}" y="{y + 4}" text-anchor="end">'
            f"{_number(tick)}</text>"
        )
    return parts


def _names(at: dict[str, int]) -> list[str]:
    """Every second name stands lower, so that none covers its neighbour."""
    return [
        f'<text class="tick" x="{x}" y="{_HEIGHT - 18 + number % 2 * 14}" text-anchor="middle">'
        f"{escape(label.removesuffix('年度'))}</text>"
        for number, (label, x) in enumerate(at.items())
    ]


def _line(kind: str, points: Sequence[tuple[int, int]]) -> list[str]:
    if not points:
        return []
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(f'<circle class="{kind}-dot" cx="{x}" cy="{y}" r="4"/>' for x, y in points)
    return [f'<polyline class="{kind}" points="{path}"/>{dots}']


def _texts(actual: Sequence[ChartMark], at: dict[str, int], scale: RoundScale) -> list[str]:
    """Figures above and below the line by turns."""
    known = [m for m in actual if m.value is not None]
    return [
        f'<text class="figure" x="{at[m.label]}" y="{_y(scale, m.value or _ZERO) + above}" '
        f'text-anchor="middle">{escape(m.text)}</text>'
        for number, m in enumerate(reversed(known))
        for above in (-10 if number % 2 == 0 else 20,)
    ]


def _svg(title: str, told: str, parts: Sequence[str], height: int = _HEIGHT) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(told)}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )
