"""Where the links of the cover go: a hidden list of the cells that are still open.

One row per line of the form that has a check: in column A a link to its first empty required
field, in column B to the field that deserves another look, in a correction in C and D to what it
asks to mend and to confirm; each empty when there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zushi_xl.form.check_words import DOUBT, TO_CONFIRM, TO_MEND
from zushi_xl.sheets.form.division_sheet import CheckedLine, FormSheet
from zushi_xl.sheets.live_help import is_empty, quoted
from zushi_xl.workbook.sheet import Formula, Placed, Sheet

JUMPS_SHEET = "記入状況"


class Jumps:
    """The list for all sheets of a book, in their order."""

    def __init__(self, sheets: Iterable[FormSheet]):
        self._cells: list[Placed] = []
        self._rows: dict[str, tuple[int, int]] = {}
        row = 0
        for sheet in sheets:
            first = row
            for row, line in enumerate(sheet.checked_lines, first):
                self._cells += _row(row, sheet, line)
            row = first + len(sheet.checked_lines)
            self._rows[sheet.name] = first + 1, row

    @property
    def sheet(self) -> Sheet:
        """The hidden sheet of the links."""
        return Sheet(JUMPS_SHEET, tuple(self._cells), visible=False)

    def first(self, sheet: FormSheet, column: str) -> str:
        """An expression that gives the first link of ``column`` for a sheet."""
        if not sheet.checked_lines:
            return '""'
        first, last = self._rows[sheet.name]
        area = f"{JUMPS_SHEET}!${column}${first}:${column}${last}"
        return f'INDEX({area},MATCH("#*",{area},0))'


def _row(row: int, sheet: FormSheet, line: CheckedLine) -> Iterator[Placed]:
    empty, now = '""', ""
    for cell in reversed(line.required):
        target = _link(sheet, cell)
        empty = f"IF({is_empty(sheet.reference(cell))},{target},{empty})"
        now = _target(sheet, cell) if cell in line.empty else now
    yield Placed(row, 0, Formula(f"={empty}", now), "base")
    yield _to_signs(row, 1, (DOUBT,), sheet, line)
    if sheet.asks:
        yield _to_signs(row, 2, (TO_MEND,), sheet, line)
        yield _to_signs(row, 3, (TO_CONFIRM, DOUBT), sheet, line)


def _to_signs(
    row: int, column: int, signs: tuple[str, ...], sheet: FormSheet, line: CheckedLine
) -> Placed:
    """A link to the line while its check shows one of the signs."""
    check = sheet.reference(line.check)
    found = ",".join(f'ISNUMBER(FIND("{sign}",{check}))' for sign in signs)
    formula = f'=IF(OR({found}),{_link(sheet, line.cells[0])},"")'
    is_shown = any(sign in line.text for sign in signs)
    return Placed(
        row, column, Formula(formula, _target(sheet, line.cells[0]) if is_shown else ""), "base"
    )


def _link(sheet: FormSheet, cell: str) -> str:
    """The address by formula, so that rows put in above do not lead it astray."""
    place = sheet.reference(cell)
    return f"{quoted(f'#{sheet.quoted_name}!')}&ADDRESS(ROW({place}),COLUMN({place}),4)"


def _target(sheet: FormSheet, cell: str) -> str:
    return f"#{sheet.quoted_name}!{cell}"
