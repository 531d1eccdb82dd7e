"""How a city sets the rules: severities and thresholds, and the findings that it accepts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.workbook.cells import Source


class RuleSetting(NamedTuple):
    """A row of 点検ルール that holds in the year of the plan."""

    rule: str
    severity: str  # error, confirm, info, off; empty: as the rule says
    threshold: Decimal | None
    source: Source
    reason: str = ""
    decided: date | None = None


class Waiver(NamedTuple):
    """了承: a finding accepted. ``place`` is a plan code, a division or a budget program.

    ``value`` is what was accepted, as typed, or its span (315,760円～380,318円); empty: any.
    """

    rule: str
    place: str
    reason: str
    approver: str
    expires: date | None
    source: Source
    value: str = ""
