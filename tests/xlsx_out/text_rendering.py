"""Neutral sheets as text that a person can review in a diff.

One line a cell: address (or merged area), style in brackets, value. Texts stand in quotes with
line ends as ``\\n`` and invisible characters as ``\\uXXXX``; numbers stand bare; a formula shows
its cached result after ``→``; a link its target after ``⇒``. What surrounds the cells follows.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from zushi_xl.workbook.cells import Area, a1, column_letters
from zushi_xl.workbook.sheet import (
    Book,
    Chart,
    Condition,
    Formula,
    Link,
    Placed,
    PrintSetup,
    Rich,
    Sheet,
    Validation,
    Value,
)

_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co"}


def render_book(book: Book) -> str:
    """The whole book: properties, names, then every sheet."""
    lines = ["ブック"]
    for title, values in (
        ("プロパティ", book.properties),
        ("独自プロパティ", book.custom),
        ("名前", book.names),
    ):
        lines += (f"  {title} {name} = {_quoted(value)}" for name, value in sorted(values.items()))
    return "\n".join(lines) + "\n\n" + "\n".join(render_sheet(sheet) for sheet in book.sheets)


def render_sheet(sheet: Sheet) -> str:
    """One sheet, deterministic, ending in a line end."""
    lines = [f"シート {sheet.name}"]
    lines += _section("表示", _view(sheet))
    lines += _section("セル", map(_cell, sorted(sheet.cells, key=_position)))
    lines += _section("入力規則", map(_validation, sheet.validations))
    lines += _section("条件付き書式", map(_condition, sheet.conditions))
    lines += _section("テーブル", _tables(sheet))
    lines += _section("グラフ", (line for chart in sheet.charts for line in _chart(chart)))
    lines += _section("スパークライン", _sparklines(sheet))
    lines += _section("印刷", _print(sheet.print))
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield f" {title}"
        yield from (f"  {line}" for line in body)


def _position(cell: Placed) -> tuple[int, int]:
    return cell.row, cell.column


def _cell(cell: Placed) -> str:
    line = f"{_area(cell.area)} [{cell.style}] {_value(cell.value)}".rstrip()
    return f"{line} メモ={_quoted(cell.note)}" if cell.note else line


def _value(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return _quoted(value)
        case Rich():
            return " + ".join(f"{_quoted(run.text)}[{run.style}]" for run in value.runs)
        case Formula():
            return f"{_visible(value.expression)} → {_value(value.cached)}"
        case Link():
            tip = f" 説明={_quoted(value.tip)}" if value.tip else ""
            return f"{_quoted(value.text)} ⇒ {_visible(value.target)}{tip}"
        case _:
            return _scalar(value)


def _scalar(value: bool | int | float | Decimal) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return str(value) if isinstance(value, Decimal) else repr(value)


def _quoted(text: str) -> str:
    return _visible(json.dumps(text, ensure_ascii=False))


def _visible(text: str) -> str:
    """Escape what an editor would hide."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible_character(char) for char in text)


def _visible_character(char: str) -> str:
    if char == "\n":
        return "\\n"
    if unicodedata.category(char) not in _INVISIBLE:
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _area(area: Area) -> str:
    first = a1(area.top, area.left)
    last = a1(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def _view(sheet: Sheet) -> Iterator[str]:
    if not sheet.visible:
        yield "非表示のシート"
    if sheet.widths:
        yield f"列幅 {' '.join(f'{width:g}' for width in sheet.widths)}"
    if sheet.heights:
        yield f"行高 {_heights(sheet.heights)}"
    if sheet.hidden_columns:
        yield f"非表示の列 {' '.join(map(column_letters, sheet.hidden_columns))}"
    if sheet.hidden_rows:
        yield f"非表示の行 {' '.join(str(row + 1) for row in sheet.hidden_rows)}"
    yield from _panes(sheet)


def _heights(heights: Mapping[int, float]) -> str:
    """Heights with runs of equal rows together: ``1-3:18 4:36``."""
    runs: list[tuple[int, int, float]] = []
    for row, height in sorted(heights.items()):
        if runs and runs[-1][1] == row - 1 and runs[-1][2] == height:
            runs[-1] = (runs[-1][0], row, height)
        else:
            runs.append((row, row, height))
    return " ".join(f"{_rows(first, last)}:{height:g}" for first, last, height in runs)


def _rows(first: int, last: int) -> str:
    return str(first + 1) if first == last else f"{first + 1}-{last + 1}"


def _panes(sheet: Sheet) -> Iterator[str]:
    if sheet.freeze:
        yield f"固定 {a1(*sheet.freeze)}"
    if sheet.autofilter:
        yield f"フィルター {_area(sheet.autofilter)}"
    if sheet.tab_color:
        yield f"見出し色 {sheet.tab_color}"
    if sheet.zoom != 100:
        yield f"倍率 {sheet.zoom}%"
    if sheet.gridlines:
        yield "目盛線あり"
    if sheet.protection:
        yield f"保護 許可={','.join(sheet.protection.allow)}"


def _validation(validation: Validation) -> str:
    parts = [_area(validation.area), "厳格" if validation.strict else "警告"]
    if validation.choices:
        listed = validation.choices
        shown = listed if isinstance(listed, str) else "|".join(map(_visible, listed))
        parts.append(f"選択肢={shown}")
    for label, text in (
        ("条件", validation.custom),
        ("見出し", validation.title),
        ("説明", validation.message),
        ("誤り", validation.error),
    ):
        if text:
            parts.append(f"{label}={_quoted(text) if label != '条件' else _visible(text)}")
    return " ".join(parts)


def _condition(condition: Condition) -> str:
    if condition.bar:
        return f"{_area(condition.area)} データバー {condition.bar}"
    return f"{_area(condition.area)} [{condition.style}] {_visible(condition.formula)}"


def _tables(sheet: Sheet) -> Iterator[str]:
    for table in sheet.tables:
        headers = "|".join(map(_visible, table.headers))
        yield f"{_area(table.area)} {table.name} ({table.style}) {headers}"


def _chart(chart: Chart) -> Iterator[str]:
    size = f"{chart.width}x{chart.height}"
    yield f"{a1(chart.row, chart.column)} {chart.kind} {size} {_quoted(chart.title)}"
    yield f"  代替テキスト {_quoted(chart.alt)}"
    bounds = (("縦の最小", chart.y_min), ("縦の最大", chart.y_max))
    axes = [f"横軸={_quoted(chart.x_title)}"] if chart.x_title else []
    axes += [f"縦軸={_quoted(chart.y_title)}"] if chart.y_title else []
    axes += [f"{label}={bound:g}" for label, bound in bounds if bound is not None]
    axes += ["値のラベル"] if chart.labels else []
    if axes:
        yield f"  {' '.join(axes)}"
    for series in chart.series:
        place = f"{series.sheet}!" if series.sheet else ""
        look = " ".join(filter(None, (series.color, series.dash, series.marker)))
        areas = f"{_area(series.categories)} × {_area(series.values)}"
        yield f"  系列 {_quoted(series.name)} {place}{areas} {look}".rstrip()


def _sparklines(sheet: Sheet) -> Iterator[str]:
    for line in sheet.sparklines:
        yield f"{a1(line.row, line.column)} {_area(line.values)}"


def _print(setup: PrintSetup) -> Iterator[str]:
    margins = "/".join(f"{margin:g}" for margin in setup.margins)
    words = ["A4", "横" if setup.landscape else "縦", f"余白={margins}"]
    words += ["横1ページ"] if setup.fit_width else []
    words += ["中央"] if setup.center else []
    yield " ".join(words)
    if setup.header:
        yield f"ヘッダー {_quoted(setup.header)}"
    if setup.footer:
        yield f"フッター {_quoted(setup.footer)}"
    if setup.repeat_rows:
        yield f"見出し行 {_rows(*setup.repeat_rows)}"
    if setup.breaks:
        yield f"改ページ {' '.join(str(row + 1) for row in setup.breaks)}"
    if setup.area:
        yield f"範囲 {_area(setup.area)}"
