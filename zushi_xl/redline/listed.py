"""The rows as numbered for printing, with what officers wrote into an earlier list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zushi_xl.redline.carried import Carried, carry
from zushi_xl.redline.carried_values import CarriedRow, EarlierDocument, Entry, Memory
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.house_style import HouseStyle
from zushi_xl.redline.pieces import Pieces, kept
from zushi_xl.redline.printed import arranged
from zushi_xl.redline.recognised import recognised

CONTENT, KEY = "改正内容（見え消し）", "行の印"  # headers by which a list is read again
PLACE, PAGE_NEW, PAGE_OLD, ITEM = "場所", "改定案のページ", "現計画のページ", "改正項目"
LIST_COLUMNS = (PLACE, PAGE_NEW, PAGE_OLD, CONTENT, ITEM)
MEMORY = "控え"  # the hidden sheet that remembers
HEADS = "見出し"  # in the hidden sheet: the line that says what each printed header stands for
COLORS = "印の色"  # and the one that says which colour is a mark where no line is
PART = "‖"  # 具体的施策/A012‖2: the second part of a row that was split
BRANCH = "の"  # 15の2: a row that came after 15 while the numbers stay
FIRST = "新"  # 新の2: one that came before all others


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list; ``revision`` is None where a person added it."""

    number: str
    row: CarriedRow
    revision: Revision | None = None

    @property
    def pieces(self) -> Pieces:
        """The marked text of the row."""
        return self.row.cells.get(CONTENT, ())

    def text(self, header: str) -> str:
        """A cell as plain text."""
        return "".join(piece.text for piece in self.row.cells.get(header, ()))


@dataclass(frozen=True, slots=True)
class RevisionList:
    """All rows, and what was brought over from an earlier list."""

    rows: tuple[Listed, ...]
    carried: Carried


def revision_list(
    revisions: Sequence[Revision],
    earlier: EarlierDocument | None,
    style: HouseStyle,
    *,
    keep_numbers: bool = False,
) -> RevisionList:
    """The rows in order, each with what people wrote into it before.

    With ``keep_numbers`` rows that were there keep their number, and those between get branches;
    else they are counted through.
    """
    entries = [_entry(revision, style) for revision in revisions]
    carried = carried_over(entries, earlier, LIST_COLUMNS)
    by_key = {revision.key: revision for revision in revisions}
    is_kept = keep_numbers and any(row.number for row in carried.rows)
    numbers = _kept_numbers(carried.rows) if is_kept else _counted(carried.rows)
    rows = tuple(
        Listed(number, row, by_key.get(row.key))
        for number, row in zip(numbers, carried.rows, strict=True)
    )
    return RevisionList(rows, carried)


def carried_over(
    entries: Sequence[Entry], earlier: EarlierDocument | None, columns: Sequence[str]
) -> Carried:
    """The entries with what people wrote into the rows that they were."""
    before = earlier or EarlierDocument()
    memory = {row.key: Memory("") for row in before.rows if row.key} | dict(before.memory)
    return carry(entries, before, columns, recognised(entries, memory))


def _entry(revision: Revision, style: HouseStyle) -> Entry:
    cells = {
        PLACE: kept("\n".join(revision.place)),
        PAGE_NEW: kept(revision.page_new),
        PAGE_OLD: kept(revision.page_old),
        CONTENT: arranged(revision.pieces, style),
    }
    return Entry(revision.key, revision.name, cells)


def _counted(rows: Sequence[CarriedRow]) -> Iterator[str]:
    return (str(number) for number in range(1, len(rows) + 1))


def _kept_numbers(rows: Sequence[CarriedRow]) -> Iterator[str]:
    taken = {row.number for row in rows}
    last = FIRST
    for row in rows:
        if row.number:
            last = row.number
            yield last
        else:
            number = _branch(last, taken)
            taken.add(number)
            yield number


def _branch(number: str, taken: set[str]) -> str:
    branch = 2
    while f"{number}{BRANCH}{branch}" in taken:
        branch += 1
    return f"{number}{BRANCH}{branch}"


def heads_of(place: str) -> Mapping[str, str]:
    """What each column stands for → its printed header; ``place`` are the words of the levels."""
    return {
        "No.": "No.",
        PLACE: place or PLACE,
        PAGE_NEW: "改定案の\nページ",
        PAGE_OLD: "現計画の\nページ",
        CONTENT: CONTENT,
        ITEM: ITEM,
        KEY: KEY,
    }
