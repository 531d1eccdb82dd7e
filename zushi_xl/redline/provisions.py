"""新旧対照表: the same revisions line by line, what becomes of each line beside what it was.

A line that only one version has stands beside （新設） or （削除）; lines that stay are left out as
（略）, and what was left out is kept in a hidden column. So both texts can be rebuilt: the lines of
one side, one below the other, are its text.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zushi_xl.files.json_in import parse_json
from zushi_xl.redline.carried import Carried
from zushi_xl.redline.carried_values import CarriedRow, EarlierDocument, Entry
from zushi_xl.redline.compose import Revision
from zushi_xl.redline.house_style import HouseStyle, Unchanged
from zushi_xl.redline.listed import carried_over
from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined, new_text, note, old_text

NEW, OLD, REMARK, OMITTED = "改正後の文", "改正前の文", "備考", "略した文"
TABLE_COLUMNS = (NEW, OLD, REMARK)
PROVISION = "§"  # parts the key of a revision from that of its line
BAND = "場所／"  # begins the key of the row that says where the lines stand
_LONGEST_LABEL = 20  # characters of a line that names what is below it: 【参考】予算事業名
_MOST_OMITTED = 12_000  # characters that one （略） stands for; the hidden cell holds no more


@dataclass(frozen=True, slots=True)
class Provision:
    """A line of both versions; None where a version does not have it."""

    old: Pieces | None
    new: Pieces | None

    @property
    def is_unchanged(self) -> bool:
        """Whether both versions say the same."""
        return self.old == self.new and all(p.mark is Mark.KEPT for p in self.old or ())


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table; ``omitted`` is the text that （略） stands for."""

    row: CarriedRow
    omitted: str | None = None

    @property
    def is_band(self) -> bool:
        """Whether the row is a band that names what stands below it."""
        return self.row.key.startswith(BAND)


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """The rows of 新旧対照表, and what was carried over from an earlier one."""

    rows: tuple[TableRow, ...]
    carried: Carried


def comparison_table(
    revisions: Sequence[Revision], earlier: EarlierDocument | None, style: HouseStyle
) -> ComparisonTable:
    """The rows of the table in the order of the list, each with what people wrote into it."""
    made = [each for revision in revisions for each in _entries(revision, style)]
    omitted = {entry.key: text for entry, text in made}
    carried = carried_over([entry for entry, _ in made], earlier, TABLE_COLUMNS)
    rows = (TableRow(row, omitted.get(row.key)) for row in carried.rows)
    return ComparisonTable(tuple(rows), carried)


# ------------------------------------------------------------------ lines


def provisions(pieces: Pieces) -> tuple[Provision, ...]:
    """Both texts line by line, lines that have something in common side by side.

    Joined by line ends, the lines that are not None are the old and the new text.
    """
    sides = [_lines(pieces, skipped) for skipped in (Mark.ADDED, Mark.REMOVED)]
    return tuple(_aligned(*sides))


_Line = tuple[Pieces, frozenset[int]]  # with the numbers of the kept pieces that are in it


def _lines(pieces: Pieces, skipped: Mark) -> list[_Line]:
    lines: list[tuple[list[MarkedPiece], set[int]]] = []
    for index, (mark, text) in enumerate(pieces):
        if mark in (skipped, Mark.NOTE):
            continue
        parts = text.split("\n")
        for number, part in enumerate(parts):
            if number or not lines:
                lines.append(([], set()))
            lines[-1][0].append(MarkedPiece(mark, part))
            if mark is Mark.KEPT and (part or 0 < number < len(parts) - 1):
                lines[-1][1].add(_place(index, number))
    return [(joined(line), frozenset(numbers)) for line, numbers in lines]


def _place(index: int, number: int) -> int:
    """A number for one line of one kept piece; the piece is in both versions, so is the line."""
    return index * 1_000_000 + number


def _aligned(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Provision]:
    where = {number: j for j, (_, numbers) in enumerate(new) for number in numbers}
    i = j = 0
    for k, (line, numbers) in enumerate(old):
        partners = [where[n] for n in numbers if n in where and where[n] >= j]
        partner = min(partners, default=None)
        if partner is None or not (line or not new[partner][0]):
            continue
        yield from _unlike(old[i:k], new[j:partner])
        yield Provision(line, new[partner][0])
        i, j = k + 1, partner + 1
    yield from _unlike(old[i:], new[j:])


def _unlike(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Provision]:
    """Lines with nothing in common: one for one, the rest alone."""
    for index in range(max(len(old), len(new))):
        before = old[index][0] if index < len(old) else None
        after = new[index][0] if index < len(new) else None
        yield Provision(before, after)


# ------------------------------------------------------------------ rows


def _entries(revision: Revision, style: HouseStyle) -> Iterator[tuple[Entry, str | None]]:
    """The band of a revision and its lines; what a （略） stands for beside its row."""
    yield _band(revision), None
    count: Counter[str] = Counter()
    for group in _groups(provisions(revision.pieces), style):
        first = group.lines[0]
        name = old_text(first.old or ()) or new_text(first.new or ())
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        count[digest] += 1
        key = f"{revision.key}{PROVISION}{digest}{count[digest]}"
        if group.is_omitted:
            word = note(style.omitted_word)
            text = "\n".join(new_text(each.new or ()) for each in group.lines)
            yield Entry(key, name, {NEW: word, OLD: word}), text
        else:
            yield Entry(key, name, _cells(first, style)), None


@dataclass(frozen=True, slots=True)
class _Group:
    """A line to print, or lines that follow each other and are left out."""

    lines: tuple[Provision, ...]
    is_omitted: bool = False


def _groups(lines: Sequence[Provision], style: HouseStyle) -> Iterator[_Group]:
    """Every line alone, or with those beside it that are left out too."""
    waiting: list[Provision] = []
    size = 0
    for index, line in enumerate(lines):
        length = len(new_text(line.new or ())) + 1
        omits = style.unchanged is Unchanged.OMITTED and _may_be_omitted(lines, index)
        if waiting and (not omits or size + length > _MOST_OMITTED):
            yield _Group(tuple(waiting), is_omitted=True)
            waiting, size = [], 0
        if omits and length <= _MOST_OMITTED:
            waiting.append(line)
            size += length
        else:
            yield _Group((line,))
    if waiting:
        yield _Group(tuple(waiting), is_omitted=True)


def _may_be_omitted(lines: Sequence[Provision], index: int) -> bool:
    """Whether nobody misses a line: not the heading, nor the label of a line that changes."""
    line = lines[index]
    if not index or not line.is_unchanged:
        return False
    text = new_text(line.new or ())
    is_label = len(text) <= _LONGEST_LABEL and not text.endswith("。")
    return not (is_label and index + 1 < len(lines) and not lines[index + 1].is_unchanged)


def _band(revision: Revision) -> Entry:
    """Where the lines stand, on which pages, and the notes about them."""
    notes = "".join(t for m, t in revision.pieces if m is Mark.NOTE).split("\n")
    pages = [
        f"{name}{page}ページ"
        for name, page in (("改定案", revision.page_new), ("現計画", revision.page_old))
        if page and page[0].isdecimal()
    ]
    texts = ["　".join(revision.place), "・".join(pages), *filter(None, notes)]
    text = "　　".join(filter(None, texts)).replace("\n", " ")
    return Entry(f"{BAND}{revision.key}", revision.name, {NEW: note(text)})


def _cells(line: Provision, style: HouseStyle) -> dict[str, Pieces]:
    return {
        NEW: note(style.deleted_word) if line.new is None else line.new,
        OLD: note(style.new_word) if line.old is None else line.old,
    }


def omitted_cell(text: str) -> str:
    """What the hidden column holds; an empty line too is something."""
    return json.dumps(text, ensure_ascii=False)


def omitted_text(cell: str) -> str:
    """What ``omitted_cell`` was given; the cell itself where somebody changed it."""
    try:
        text = parse_json(cell)
    except ValueError:
        return cell
    return text if isinstance(text, str) else cell
