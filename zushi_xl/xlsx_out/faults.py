"""What a book may not hold. A fault names sheet and cell, so that the builder finds it."""

from __future__ import annotations

from zushi_xl.findings.finding import Problem
from zushi_xl.workbook.cells import Area, a1


class BookFault(Problem, ValueError):
    """A neutral book that no Excel file can hold whole; nothing is written."""

    def __init__(self, message: str, sheet: str = "", place: str = ""):
        self.sheet = sheet
        self.place = place
        where = f"シート「{sheet}」" if sheet else "ブック"
        if place:
            where = f"{where} {place}"
        super().__init__(f"{where}: {message}")


def area_a1(area: Area) -> str:
    """A1 address of an area: ``B2`` for one cell, ``B2:D5`` for more."""
    first = a1(area.top, area.left)
    last = a1(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def absolute_a1(area: Area) -> str:
    """Absolute A1 address, as formulas that must not move need it: ``$B$2:$D$5``."""
    return f"{_fixed(area.top, area.left)}:{_fixed(area.bottom, area.right)}"


def _fixed(row: int, column: int) -> str:
    address = a1(row, column)
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"
