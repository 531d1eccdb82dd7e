"""How figures stand that may or may not have decimals, where no format fits both.

``#,##0.##`` shows a point behind a whole number (1,234.), ``#,##0`` hides decimals: such cells are
General, and those that hold a whole number have their thousands parted by a condition.
"""

from __future__ import annotations

from zushi_xl.workbook.cells import Area, a1
from zushi_xl.workbook.sheet import Condition
from zushi_xl.workbook.style import Style

WHOLE = Style("whole", number_format="#,##0")


def thousands_parted(area: Area) -> Condition:
    """The condition of an area; its book needs the style ``WHOLE``."""
    first = a1(area.top, area.left)
    return Condition(area, f"=AND(ISNUMBER({first}),{first}=INT({first}))", WHOLE.name)
