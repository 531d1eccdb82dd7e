"""The text of a cell as a person sees it: what its number format makes of the value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from zushi_xl.quantity.excel_format import is_date_format, is_general, show_value
from zushi_xl.quantity.excel_sections import read_format
from zushi_xl.workbook.cells import Cell

_FIGURE_MARKS = frozenset("0123456789.,+-()/ ▲△−－")


def as_seen(cell: Cell) -> Cell:
    """The cell of a field for words with the text that its number format shows (3回開催 for 3).

    What a format hides stays as it is stored, so that it is not lost.
    """
    shown = cell.text if is_general(cell.number_format) else seen_text(cell)
    if shown in ("", cell.text):
        return cell
    return cell._replace(value=shown, text=shown, number_format=None)


def seen_text(cell: Cell) -> str:
    """What the cell's format shows."""
    value, code = cell.value, cell.number_format or ""
    if isinstance(value, str):
        return show_value(cell.text, code) if cell.text.strip() else cell.text
    if isinstance(value, date | time | timedelta):
        return show_value(value, code)
    # a number that a format for dates left one (1900/1/0) has its text already
    if isinstance(value, bool | None) or is_date_format(code):
        return cell.text
    return show_value(value, code)


def text_with_words(cell: Cell) -> str:
    """The text of a cell that may hold words or a figure, with the words of its format: 3回開催.

    A figure that its format only groups or rounds, a zero shown as a dash, and a day shown without
    its year stay as they are stored: the cell may be asked for a figure or a day as well.
    """
    code = cell.number_format
    if isinstance(cell.value, str | bool | None) or is_general(code) or _is_bare(code or ""):
        return cell.text
    shown = seen_text(cell)
    if isinstance(cell.value, datetime | date):
        return shown if str(cell.value.year) in shown else cell.text
    return cell.text if not cell.value or _FIGURE_MARKS.issuperset(shown) else shown


@lru_cache(maxsize=512)
def _is_bare(code: str) -> bool:
    """Whether a format adds nothing to any number but the marks of figures."""
    return all(
        not section.native
        and section.condition is None
        and all(
            token.kind == "place" or _FIGURE_MARKS.issuperset(token.text)
            for token in section.tokens
        )
        for section in read_format(code)
    )
