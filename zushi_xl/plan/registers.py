"""What the rows of a plan refer to by name: divisions and budget programs."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from zushi_xl.workbook.cells import Source


class BudgetProgram(NamedTuple):
    """予算事業. Amounts in yen; ``settled`` is 決算額 of the fiscal year where finance gave it."""

    name: str
    aliases: tuple[str, ...]
    settled: Decimal | None
    last_year: Decimal | None
    source: Source


class Division(NamedTuple):
    """A division of the city, with the names it had (``aliases``)."""

    name: str
    aliases: tuple[str, ...]
    contact: str
    source: Source
    group: str = ""  # 団体: the municipality, where one plan is that of many
    is_role: bool = False  # no division but a role of 役割 that has a book of its own
