"""What all builders of the book share: the report, the styles, and where each page stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from zushi_xl.report.facts import KpiStanding, absent_divisions, standings
from zushi_xl.report.model import InputFile, Report
from zushi_xl.report.round_scale import RoundScale
from zushi_xl.report.spending import Spending, spending_of
from zushi_xl.sheets.book.paging import Part
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.workbook.cells import column_letters
from zushi_xl.workbook.formulas import quoted_sheet
from zushi_xl.workbook.sheet import Formula, Link

CONTENTS = "目次"


class ChartPlace(NamedTuple):
    """Where the figures of a KPI stand to be drawn: ``rows`` by what they are (現状, 実績, 計画,
    目標), under the periods in the columns ``first`` to ``last``, all 0-based and inclusive."""

    rows: Mapping[str, int]
    first: int
    last: int
    scale: RoundScale


@dataclass
class AnnualContext:
    """``places`` maps the code of a section to the sheet and row of its page, ``charted`` a KPI
    (code, number) to its figures to be drawn; ``data`` are the data sheets, which totals sum."""

    report: Report
    styles: Styles
    inputs: str = ""  # path from the book to the folder of returned books; empty: no links
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    data: tuple[Part, ...] = ()
    charted: Mapping[tuple[str, int], ChartPlace] = field(default_factory=dict)

    def total(self, name: str, header: str, value: Decimal) -> Formula | Decimal:
        """The sum of a column of a data sheet, alive; the plain value where there is none."""
        sheet = next((part.sheet for part in self.data if part.sheet.name == name), None)
        if sheet is None or header not in sheet.tables[0].headers:
            return value
        table = sheet.tables[0]
        letter = column_letters(table.headers.index(header))
        rows = f"${letter}${table.area.top + 2}:${letter}${table.area.bottom + 1}"
        return Formula(f"=SUM({quoted_sheet(name)}!{rows})", value)

    @cached_property
    def absent(self) -> Mapping[str, str]:
        """The word that stands in place of what a division has not reported."""
        return absent_divisions(self.report)

    @cached_property
    def spending(self) -> tuple[Spending, ...]:
        """What each program spent, as all sheets of the book show it."""
        return spending_of(self.report)

    @cached_property
    def standings(self) -> tuple[KpiStanding, ...]:
        """How each KPI stands, as all sheets of the book show it."""
        return standings(self.report)

    @cached_property
    def files(self) -> dict[str, InputFile]:
        """What became of each file, by its name."""
        return {file.file: file for file in self.report.inputs}

    def remember(self, parts: Iterable[Part]) -> None:
        """Note where the places of sheets stand, so that later ones can link to them."""
        for part in parts:
            for anchor in part.anchors:
                if anchor.code:
                    self.places[anchor.code] = (part.sheet.name, anchor.row)

    def link(self, text: str, code: str) -> Link | str:
        """A jump to the page of a section, or to that of an initiative's measure."""
        place = self.places.get(code) or self.places.get(self.report.plan.parent_of(code))
        return link_to(text, *place) if place else text


def link_to(text: str, sheet: str, row: int) -> Link:
    """A link to a row of a sheet of the same book; ``row`` is 0-based."""
    return Link(text, f"internal:{quoted_sheet(sheet)}!A{row + 1}")
