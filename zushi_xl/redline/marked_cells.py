"""How the cells of a workbook are written: struck, underlined or coloured, run by run.

``read_workbook`` says what stands in a cell; this adds how it is written there, for the few who
must know. openpyxl reads the runs; what a figure looks like is told by its number format.
"""

from __future__ import annotations

import colorsys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from zushi_xl.findings.finding import Problem
from zushi_xl.redline.shown_numbers import shown
from zushi_xl.workbook.cells import Workbook, Worksheet

_GREY = 0.25  # saturation up to which a colour marks nothing
_INDEXED = {2: "FF0000", 3: "00FF00", 4: "0000FF", 5: "FFFF00", 6: "FF00FF", 7: "00FFFF"}


class Font(NamedTuple):
    """What a font says about its text; ``color`` is empty for black, grey and automatic."""

    struck: bool = False
    underlined: bool = False
    bold: bool = False
    color: str = ""
    size: float = 0.0


class MarkedCell(NamedTuple):
    """A cell with content, every run with a font of its own or the cell's; 0-based."""

    row: int
    column: int
    runs: tuple[tuple[str, Font], ...]
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet with its cells in their fonts."""

    name: str
    visible: bool
    cells: tuple[MarkedCell, ...]
    uncalculated: tuple[MarkedCell, ...] = ()  # formulas whose result is not in the file


def read_marked_sheets(path: Path, book: Workbook) -> tuple[MarkedSheet, ...]:
    """Every sheet with its cells; ``book`` is the same file as read before, which it must be:
    that reading has limits and time enough, openpyxl has none.

    Raises:
        Problem: openpyxl cannot open the file.
    """
    opened = _opened(path)
    try:
        plain = {sheet.name: sheet for sheet in book.sheets}
        return tuple(
            MarkedSheet(
                sheet.title,
                sheet.sheet_state == "visible",
                tuple(_cells(sheet, plain)),
                tuple(_uncalculated(sheet, plain.get(sheet.title))),
            )
            for sheet in opened.worksheets
        )
    finally:
        opened.close()


def _opened(path: Path) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, rich_text=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever an unusual part makes it raise
        raise Problem(_unopened(path)) from error
    if not book.worksheets:
        raise Problem(_unopened(path))
    return book


def _unopened(path: Path) -> str:
    return (
        f"{path} の文字の書式を読めません。Excel で開き、「名前を付けて保存」で"
        "Excel ブック（.xlsx）として保存し直してから指定してください。"
    )


def _cells(sheet: Any, plain: dict[str, Worksheet]) -> Iterator[MarkedCell]:
    texts = plain.get(sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            runs = tuple(_runs(cell, texts)) if cell.value is not None else ()
            if runs:
                yield MarkedCell(cell.row - 1, cell.column - 1, runs, cell.hyperlink is not None)


def _uncalculated(sheet: Any, plain: Worksheet | None) -> Iterator[MarkedCell]:
    """Formulas as typed, in the font of their cell."""
    for (row, column), cell in sorted(plain.cells.items()) if plain else ():
        if cell.uncalculated:
            font = _font(sheet.cell(row + 1, column + 1).font)
            yield MarkedCell(row, column, ((cell.formula or "=", font),))


def _runs(cell: Any, texts: Worksheet | None) -> Iterator[tuple[str, Font]]:
    own = _font(cell.font)
    value = cell.value
    if isinstance(value, str):
        yield value, own
    elif isinstance(value, list):  # CellRichText: plain runs have the font of the cell
        for run in value:
            text, font = (run, own) if isinstance(run, str) else (run.text, _font(run.font))
            if text:
                yield text, font
    else:
        yield _displayed(cell, texts), own


def _displayed(cell: Any, texts: Worksheet | None) -> str:
    """A figure, date or truth value as its format shows it."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return shown(cell.value, cell.number_format)
    read = texts.cells.get((cell.row - 1, cell.column - 1)) if texts else None
    return (read.text or read.struck or "") if read else str(cell.value)


def _font(font: Any) -> Font:
    return Font(
        struck=bool(font.strike),
        underlined=bool(font.u) and font.u != "none",
        bold=bool(font.b),
        color=_color(font.color),
        size=float(font.sz or 0),
    )


def _color(color: Any) -> str:
    """RRGGBB, or nothing for black, grey, white and the text colours of the theme."""
    if color is None:
        return ""
    if color.type == "theme":
        return f"theme{color.theme}" if color.theme > 3 else ""  # 0 to 3: paper and ink
    value = _INDEXED.get(color.indexed % 8, "") if color.type == "indexed" else color.rgb
    if color.type == "indexed" and color.indexed >= 16:
        return f"indexed{color.indexed}" if color.indexed < 64 else ""
    rgb = str(value)[-6:]
    try:
        red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError:
        return ""
    _, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    return "" if saturation <= _GREY or brightness <= _GREY else rgb.upper()


def header_row(texts: Mapping[tuple[int, int], str], *needed: str) -> dict[str, tuple[int, int]]:
    """Where the headers of a table stand: the texts of the first row that holds all of ``needed``.
    A text below them may say the same. Empty where no row holds them."""
    rows: dict[int, dict[str, tuple[int, int]]] = {}
    for place in sorted(texts):
        rows.setdefault(place[0], {}).setdefault(texts[place], place)
    return next((row for row in rows.values() if all(name in row for name in needed)), {})
