"""Native charts and sparklines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from zushi_xl.workbook.cells import Area, a1
from zushi_xl.workbook.formulas import quoted_sheet
from zushi_xl.workbook.sheet import Chart, Series, Sheet
from zushi_xl.xlsx_out.faults import BookFault, absolute_a1
from zushi_xl.xlsx_out.safe_text import not_a_formula, plain_text

KINDS = {
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "line": {"type": "line"},
    "stacked_column": {"type": "column", "subtype": "stacked"},
    "stacked_bar": {"type": "bar", "subtype": "stacked"},
    "percent_stacked_column": {"type": "column", "subtype": "percent_stacked"},
    "percent_stacked_bar": {"type": "bar", "subtype": "percent_stacked"},
}
GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}}
LEVEL = 0  # degrees: said outright, so that labels never slant
MOVE_ONLY = 2  # the chart keeps its size when rows or columns change


def add_charts(workbook: Any, worksheet: Any, sheet: Sheet) -> None:
    """Put the charts of a sheet where they stand.

    Raises:
        BookFault: XlsxWriter does not take one.
    """
    for chart in sheet.charts:
        options = {"description": plain_text(chart.alt), "object_position": MOVE_ONLY}
        native = _native(workbook, sheet, chart)
        if worksheet.insert_chart(chart.row, chart.column, native, options):
            raise BookFault("グラフを置けません。", sheet.name, a1(chart.row, chart.column))


def charted_areas(sheets: Iterable[Sheet]) -> dict[str, set[Area]]:
    """The areas that charts draw, by the name of the sheet that holds them."""
    areas: defaultdict[str, set[Area]] = defaultdict(set)
    for sheet in sheets:
        for chart in sheet.charts:
            for series in chart.series:
                areas[series.sheet or sheet.name] |= {series.categories, series.values}
    return areas


def _native(workbook: Any, sheet: Sheet, chart: Chart) -> Any:
    if chart.kind not in KINDS:
        raise BookFault(
            f"グラフの種類「{chart.kind}」は使えません。", sheet.name, a1(chart.row, chart.column)
        )
    native = workbook.add_chart(dict(KINDS[chart.kind]))
    known = {other.get_name() for other in workbook.worksheets()}
    for series in chart.series:
        if (series.sheet or sheet.name) not in known:
            raise BookFault(
                f"グラフが使うシート「{series.sheet}」がありません。",
                sheet.name,
                a1(chart.row, chart.column),
            )
        native.add_series(_series(sheet, chart, series))
    _set_titles(native, chart)
    _set_axes(native, chart)
    _set_legend(native, chart)
    native.set_size({"width": chart.width, "height": chart.height})
    native.show_blanks_as("span" if chart.kind == "line" else "gap")
    native.show_hidden_data()
    return native


def _set_titles(native: Any, chart: Chart) -> None:
    if chart.title:
        size = chart.font_size + 1 if chart.font_size else 11
        native.set_title(
            {"name": not_a_formula(chart.title), "name_font": _font(chart) | {"size": size}}
        )
    else:
        native.set_title({"none": True})


def _set_legend(native: Any, chart: Chart) -> None:
    position = chart.legend or ("bottom" if len(chart.series) > 1 else "none")
    if position == "none":
        native.set_legend({"none": True})
    else:
        native.set_legend({"position": position, "font": _font(chart)})


def _font(chart: Chart) -> dict[str, Any]:
    wanted = {"name": chart.font, "size": chart.font_size}
    return {key: value for key, value in wanted.items() if value}


def _set_axes(native: Any, chart: Chart) -> None:
    level = _font(chart) | {"rotation": LEVEL} if chart.font_size else _font(chart)
    categories: dict[str, Any] = {"num_font": level}
    values: dict[str, Any] = {"major_gridlines": GRID, "num_font": _font(chart)}
    if chart.x_title:
        categories |= {"name": not_a_formula(chart.x_title), "name_font": _font(chart)}
    if chart.y_title:
        values |= {"name": not_a_formula(chart.y_title), "name_font": _font(chart)}
    if chart.y_min is not None:
        values["min"] = chart.y_min
    if chart.y_max is not None:
        values["max"] = chart.y_max
    if chart.y_step is not None:
        values["major_unit"] = chart.y_step
    if chart.number_format:
        values["num_format"] = chart.number_format
    if chart.kind.endswith("bar"):
        # Bars read from the top, as the table beside them does; the values stand at the foot,
        # which is the last category.
        categories |= {"reverse": True, "major_gridlines": {"visible": False}, "crossing": "max"}
        categories, values = values, categories  # XlsxWriter's x is the horizontal one
    native.set_x_axis(categories)
    native.set_y_axis(values)


def _series(sheet: Sheet, chart: Chart, series: Series) -> dict[str, Any]:
    place = series.sheet or sheet.name
    options: dict[str, Any] = {
        "name": not_a_formula(series.name),
        "categories": [place, *series.categories],
        "values": [place, *series.values],
    }
    options |= _line_look(series) if chart.kind == "line" else _bar_look(series)
    if chart.labels:
        options["data_labels"] = _labels(chart, series)
    return options


def _labels(chart: Chart, series: Series) -> dict[str, Any]:
    """Figures at the bars; on white within stacked ones, whose patterns would hide them. A place
    without a figure has none: it would say 0."""
    labels: dict[str, Any] = {"value": True, "font": _font(chart)}
    if chart.label_format:
        labels["num_format"] = chart.label_format
    if chart.kind.startswith(("stacked", "percent")):
        labels |= {"position": "center", "fill": {"color": "#FFFFFF"}}
    if series.without:
        gaps = range(max(series.without) + 1)
        labels["custom"] = [{"delete": True} if n in series.without else None for n in gaps]
    return labels


def _line_look(series: Series) -> dict[str, Any]:
    line: dict[str, Any] = {"width": 2.25} if series.line else {"none": True}
    if series.color and series.line:
        line["color"] = f"#{series.color}"
    if series.dash:
        line["dash_type"] = series.dash
    if not series.marker:
        return {"line": line}
    marker: dict[str, Any] = {"type": series.marker, "size": 6}
    if series.color:
        marker |= {
            "fill": {"color": f"#{series.color}"},
            "border": {"color": f"#{series.color}"},
        }
    return {"line": line, "marker": marker}


def _bar_look(series: Series) -> dict[str, Any]:
    look: dict[str, Any] = {"gap": 60, "border": {"color": "#404040", "width": 0.75}}
    if series.pattern:
        look["pattern"] = {
            "pattern": series.pattern,
            "fg_color": f"#{series.color or '404040'}",
            "bg_color": "#FFFFFF",
        }
    elif series.color:
        look["fill"] = {"color": f"#{series.color}"}
    return look


def add_sparklines(worksheet: Any, sheet: Sheet) -> None:
    """All in one group: XlsxWriter makes up the styles anew for each group. They are columns, as
    LibreOffice prints no lines of this kind.

    Raises:
        BookFault: XlsxWriter does not take them.
    """
    if not sheet.sparklines:
        return
    lines = sheet.sparklines
    options = {
        "location": [a1(line.row, line.column) for line in lines],
        "range": [f"{quoted_sheet(sheet.name)}!{absolute_a1(line.values)}" for line in lines],
        "type": "column",
        "last_point": True,
    }
    if worksheet.add_sparkline(lines[0].row, lines[0].column, options):
        place = a1(lines[0].row, lines[0].column)
        raise BookFault("スパークラインを置けません。", sheet.name, place)
