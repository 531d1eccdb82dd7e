"""A sheet as a readable text: what surrounds the cells, then a line for each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from tests.redline.shown import shown
from zushi_xl.redline.documents.looks import MARKS
from zushi_xl.redline.pieces import Mark, MarkedPiece
from zushi_xl.workbook.cells import Area, a1
from zushi_xl.workbook.sheet import Placed, PrintSetup, Rich, Sheet
from zushi_xl.workbook.style import Style

_MARK_OF = {style: mark for mark, style in MARKS.items()}


def look(style: Style) -> str:
    """What a style sets, in the order of ``Style``; not what every style has by itself."""
    usual = Style(style.name)
    names = (f.name for f in fields(Style))
    return " ".join(
        f"{name}={getattr(style, name)}"
        for name in names
        if getattr(style, name) != getattr(usual, name)
    )


def around(sheet: Sheet) -> dict[str, object]:
    """Everything of a sheet beside its cells that is not as in every sheet."""
    usual = Sheet(sheet.name, ())
    names = [f.name for f in fields(Sheet) if f.name not in ("name", "cells", "print")]
    found: dict[str, object] = {
        name: _plain(getattr(sheet, name))
        for name in names
        if getattr(sheet, name) != getattr(usual, name)
    }
    setup = {
        name: _plain(value)
        for name, value in sheet.print._asdict().items()
        if value != PrintSetup._field_defaults[name]
    }
    return found | {f"print {name}": value for name, value in setup.items()}


def _plain(value: object) -> object:
    if isinstance(value, Area):
        return f"{a1(value.top, value.left)}:{a1(value.bottom, value.right)}"
    if isinstance(value, Mapping):
        return dict(value)
    return value


def cells(sheet: Sheet) -> list[str]:
    """A1 style: text; ``A1+5`` covers five more columns, a comment stands behind ``#``, and ``*`` says
    that the text has fonts of its own."""
    return [_cell(placed) for placed in sheet.cells]


def _cell(placed: Placed) -> str:
    more = f"+{placed.columns - 1}" if placed.columns > 1 else ""
    note = f" #{placed.note}" if placed.note else ""
    text = _text(placed).replace("\n", "⏎")
    rich = "*" if isinstance(placed.value, Rich) else ""
    return f"{placed.address}{more} {placed.style}{rich}: {text}{note}"


def _text(placed: Placed) -> str:
    if not isinstance(placed.value, Rich):
        return str(placed.value)
    return shown(
        MarkedPiece(_MARK_OF.get(style, Mark.KEPT), text) for text, style in placed.value.runs
    )
