"""Which of the sheets of a section a returned sheet is, where the form has several of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zushi_xl.form.layout import Page
from zushi_xl.form.pages import Pages
from zushi_xl.form.table_rows import RowCounts, TablePlace
from zushi_xl.returned.locate import Located
from zushi_xl.returned.sheet_findings import SheetFindings
from zushi_xl.workbook.cells import Worksheet

Counts = frozenset[tuple[TablePlace, int]]  # of the rows of tables


class SectionPart(NamedTuple):
    """What one sheet shows: a part of a section's page by its name, or (None) all of it; ``rows``
    are those of its tables."""

    code: str
    name: str | None
    rows: Counts

    def of(self, pages: Pages) -> Page:
        """The page of this part among pages."""
        page = pages.page(self.code, dict(self.rows))
        return next((part for part in page.parts if part.name == self.name), page)


def part_shown(sheet: Worksheet, page: Page) -> Page:
    """The part of a section's page that a sheet shows, as its tags say, else what it says in plain
    sight; the whole page where the sheet has several parts or nothing tells."""
    parts = page.parts
    if len(parts) == 1:
        return page
    of_tag = {line.tag: part.name for part in parts for line in part.lines}
    texts = {cell.text for cell in sheet.cells.values()}
    names = {of_tag[text] for text in texts & of_tag.keys()}
    if not names:
        words = {word for text in texts for word in text.split("　")}
        names = {part.name for part in parts if part.name in words and part.name} or {""}
    return next((part for part in parts if names == {part.name}), page)


def part_of(code: str, shown: Page, rows: RowCounts) -> SectionPart:
    """``shown``: what ``part_shown`` gave."""
    is_whole = len(shown.parts) > 1
    return SectionPart(code, None if is_whole else shown.name, frozenset(rows.items()))


def same_part(checkers: Sequence[SheetFindings]) -> Iterator[list[int]]:
    """The places of those that look at the same part of a page, where there are several."""
    by_part: dict[tuple[str, int], list[int]] = {}
    for place, checker in enumerate(checkers):
        by_part.setdefault((checker.page.name, len(checker.page.parts)), []).append(place)
    return (places for places in by_part.values() if len(places) > 1)


def absent_parts(
    page: Page, checkers: Sequence[SheetFindings], located: Sequence[Located]
) -> list[Page]:
    """The sheets of a section on which the division has something to fill in and that are not
    there, though another one is."""
    seen = {each.slot.key for one in located for each in one.found}
    for checker, one in zip(checkers, located, strict=True):
        if len(checker.page.parts) == 1:
            seen |= {slot.key for slot in one.lost}
    parts = page.parts_for(checkers[0].division)
    return [part for part in parts if seen.isdisjoint(slot.key for slot in part.slots)]
