"""Which row each line of a page stands in: by its hidden tag and by what people see, compared.

The two agree in nearly every book. Where they do not (visible cells pasted over others, rows
copied with their tags), what people see wins if it shows the whole block once; otherwise nothing
is taken.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from zushi_xl.returned.instances import Instance, instances
from zushi_xl.returned.marks import LineMark, PageMarks
from zushi_xl.returned.signs import SignedRow, signed_rows
from zushi_xl.returned.view import View
from zushi_xl.text.work import spend


@dataclass(slots=True)
class LineRows:
    """``of`` gives the rows of each line by tag, the first one to be read; ``at_odds`` are lines
    whose tag stands where something else is seen; ``added`` are blocks that the page does not
    know; ``retitled`` are blocks taken for theirs in spite of another number or title."""

    of: dict[str, tuple[int, ...]] = field(default_factory=dict)
    at_odds: list[str] = field(default_factory=list)
    added: list[Instance] = field(default_factory=list)
    retitled: list[Instance] = field(default_factory=list)
    signed: Mapping[int, SignedRow] = field(default_factory=dict)


def find_rows(
    view: View,
    marks: PageMarks,
    tagged: Mapping[str, Sequence[int]],
    framed: Container[int] = (),
) -> LineRows:
    """The rows of all lines; ``tagged`` are the rows in which each tag stands, ``framed`` those
    of the lines around the fields."""
    signed = signed_rows(view, marks, framed)
    found = instances(view, marks, signed, tagged)
    seen = _Seen(marks, signed, found)
    rows = LineRows(signed=signed)
    for mark in marks.lines:
        chosen, is_at_odds = _rows_of(mark, seen, tagged.get(mark.tag, ()), rows.of)
        if chosen:
            rows.of[mark.tag] = chosen
        if is_at_odds:
            rows.at_odds.append(mark.tag)
    taken = {row for chosen in rows.of.values() for row in chosen}
    rows.added = [i for i in found if not i.block and not taken & {r.row for r in i.rows}]
    rows.retitled = [i for i in found if i.block and i.retitled]
    return rows


class _Seen:
    """What people see: rows by line, and whose row each is."""

    def __init__(
        self, marks: PageMarks, signed: Mapping[int, SignedRow], found: Sequence[Instance]
    ):
        self._marks = marks
        self._signed = signed
        self._owner: dict[int, Instance] = {
            row.row: instance for instance in found for row in instance.rows
        }
        self._by_block: dict[str, list[Instance]] = {}
        for instance in found:
            if instance.block:
                self._by_block.setdefault(instance.block, []).append(instance)

    def rows(self, mark: LineMark) -> list[int]:
        """Rows that show the line; empty for a line without labels."""
        if not mark.shape:
            return []
        if mark.block == self._marks.section:
            return self._shared(self._of_section(mark), mark)
        return [
            row
            for instance in self._by_block.get(mark.block, ())
            for row in self._shared([r.row for r in instance.rows if r.shape == mark.shape], mark)
        ]

    def _of_section(self, mark: LineMark) -> list[int]:
        spend(len(self._signed))
        return [
            row.row
            for row in self._signed.values()
            if row.shape == mark.shape and row.row not in self._owner
        ]

    def _shared(self, rows: list[int], mark: LineMark) -> list[int]:
        """Lines of one block with the same labels take their rows in order."""
        alike = [m for m in self._marks.blocks[mark.block] if m.shape == mark.shape]
        if len(alike) == 1:
            return rows
        return [rows[alike.index(mark)]] if len(rows) == len(alike) else []

    def denies(self, mark: LineMark, row: int) -> bool:
        """Whether what is seen in a row contradicts that ``mark`` stands there."""
        signed = self._signed.get(row)
        if signed is not None and signed.shape != mark.shape:
            return True
        owner = self._owner.get(row)
        return owner is not None and owner.block not in (None, mark.block)

    def heading(self, mark: LineMark) -> LineMark | None:
        """The line right above ``mark`` in its block."""
        lines = self._marks.blocks[mark.block]
        place = lines.index(mark)
        return lines[place - 1] if place else None

    def is_shown(self, mark: LineMark) -> bool:
        return bool(self.rows(mark))

    def is_signed(self, row: int) -> bool:
        return row in self._signed

    def below(self, row: int) -> int:
        """The row after a heading, which may take several rows."""
        signed = self._signed.get(row)
        return max((sign.last_row for sign in signed.signs), default=row) + 1 if signed else row + 1

    def is_clear(self, heading: int, row: int) -> bool:
        """Whether no row with labels stands from below the heading to ``row``."""
        spend(len(self._signed))
        return not any(heading < other <= row for other in self._signed)


def _rows_of(
    mark: LineMark, seen: _Seen, tagged: Sequence[int], before: Mapping[str, tuple[int, ...]]
) -> tuple[tuple[int, ...], bool]:
    """The rows of one line, and whether its tag stands elsewhere."""
    if not mark.shape:
        return _bare_rows(mark, seen, tagged, before)
    shown = seen.rows(mark)
    both = [row for row in tagged if row in shown]
    if both:
        return tuple(dict.fromkeys([*both, *shown])), False
    plausible = [row for row in tagged if not seen.denies(mark, row)]
    if plausible and not shown:
        return tuple(plausible), False
    return tuple(shown), bool(tagged)


def _bare_rows(
    mark: LineMark, seen: _Seen, tagged: Sequence[int], before: Mapping[str, tuple[int, ...]]
) -> tuple[tuple[int, ...], bool]:
    """A line without labels stands below the line that heads it."""
    heading = seen.heading(mark)
    if heading is None:
        plausible = [row for row in tagged if not seen.denies(mark, row)]
        return tuple(plausible), len(plausible) < len(tagged)
    if heading.tag not in before:
        if heading.shape and not seen.is_shown(heading):
            plausible = [row for row in tagged if not seen.denies(mark, row)]
            return tuple(plausible), len(plausible) < len(tagged)
        return (), bool(tagged)
    rows = []
    for row in before[heading.tag]:
        below = seen.below(row)
        own = [t for t in tagged if t == below or (t > row and seen.is_clear(row, t))]
        if own or not seen.is_signed(below):
            rows.append(own[0] if own else below)
    return tuple(rows), bool(tagged) and not set(rows) & set(tagged)
