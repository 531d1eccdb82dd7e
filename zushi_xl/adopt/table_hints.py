"""What a book says of its tables beside what is drawn: list objects, filters, frozen rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from zushi_xl.workbook.cells import Area

Hint = Literal["object", "filter", "rule", "frozen", "titles"]
_LAST_COLUMN = (1 << 14) - 1
_FEWEST_ROWS = 3  # of a rule that goes down a table


class TableHint(NamedTuple):
    """``area``: of "object", "filter" the table with its heading, of "rule" the cells it holds for,
    of "frozen", "titles" the rows that stay in sight."""

    sign: Hint
    area: Area


def table_hints(
    sheet: Any, parse: Callable[[str], Area | None], rules: Iterable[Area]
) -> Iterator[TableHint]:
    """The hints of a sheet of openpyxl. ``parse``: reads "A3:K26"; ``rules``: where its input rules
    hold."""
    for table in sheet.tables.values():
        area = parse(str(table.ref))
        if area is not None and table.headerRowCount != 0:
            bottom = area.bottom - (table.totalsRowCount or 0)
            yield TableHint("object", area._replace(bottom=bottom))
    filtered = parse(str(sheet.auto_filter.ref))
    if filtered is not None:
        yield TableHint("filter", filtered)
    for area in rules:
        if area.bottom - area.top + 1 >= _FEWEST_ROWS:
            yield TableHint("rule", area)
    frozen = parse(str(sheet.freeze_panes))
    if frozen is not None and frozen.top > 0:
        yield TableHint("frozen", Area(0, 0, frozen.top - 1, _LAST_COLUMN))
    first, _, last = str(sheet.print_title_rows or "").replace("$", "").partition(":")
    if first.isdecimal() and last.isdecimal():
        yield TableHint("titles", Area(int(first) - 1, 0, int(last) - 1, _LAST_COLUMN))
