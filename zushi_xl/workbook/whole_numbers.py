"""How figures stand that may or may not have decimals, where no format fits both.

``#,##0.##`` shows a point behind a whole number (1,234.), ``#,##0`` hides decimals: such cells are
General, and those that hold a whole number have their thousands parted by a condition.
"""

from __future__ import annotations

from zushi_xl.workbook.style import Style

WHOLE = Style("whole", number_format="#,##0")


def is_whole(cell: str) -> str:
    """The formula of the condition; ``cell`` is the A1 of the first cell of its area."""
    return f"=AND(ISNUMBER({cell}),{cell}=INT({cell}))"
