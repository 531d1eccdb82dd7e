"""The blocks that stand in a sheet: which rows belong together, and which block of the page it is.

A block is known by what people see: its number, its title, the texts that the office filled in.
So a copied block, a block that a division added, and a block that was moved are told apart, and a
row 「実施内容」 is never taken from the block beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from zushi_xl.returned.marks import LineMark, PageMarks, tells_apart
from zushi_xl.returned.signs import SignedRow
from zushi_xl.returned.view import View
from zushi_xl.text.codes import uncircled
from zushi_xl.text.folding import fold
from zushi_xl.text.work import spend

_TITLE, _TEXT, _NUMBER, _ALIKE = 4.0, 2.0, 2.0, 1.5
FOREIGN = ""
_ALIKE_FROM = 0.75  # a title retouched here and there is still that title


@dataclass(slots=True)
class Instance:
    """A run of rows that looks like one block; ``block`` is which, None if it is none of ours,
    ``FOREIGN`` if its title is that of another section's."""

    kind: str  # tag of any block of the kind that it looks like
    rows: list[SignedRow] = field(default_factory=list)
    block: str | None = None
    score: float = 0.0
    retitled: bool = False  # taken for its block though number or title are another's

    @property
    def top(self) -> int:
        """Its first row, 0-based."""
        return self.rows[0].row

    @property
    def bottom(self) -> int:
        """Its last row, 0-based, inclusive."""
        return self.rows[-1].row


def instances(
    view: View,
    marks: PageMarks,
    signed: Mapping[int, SignedRow],
    tagged: Mapping[str, Sequence[int]],
) -> list[Instance]:
    """The repeated blocks that the sheet shows, top to bottom, each with its identity."""
    found = list(_runs(view, marks, signed.values()))
    for kind in dict.fromkeys(instance.kind for instance in found):
        blocks = [b for b in marks.repeated if kind_of(marks, b) == kind]
        _identify(view, marks, [i for i in found if i.kind == kind], blocks)
    _left_headless(view, marks, found, tagged)
    return found


def kind_of(marks: PageMarks, block: str) -> str:
    """The first block of the page that has the same lines."""
    shapes = [mark.shape for mark in marks.blocks[block]]
    return next(b for b in marks.repeated if [m.shape for m in marks.blocks[b]] == shapes)


def _runs(view: View, marks: PageMarks, rows: Iterable[SignedRow]) -> Iterable[Instance]:
    """Rows of one block, cut where a block begins or where its lines begin again."""
    orders = {b: _order(marks.blocks[b]) for b in marks.repeated if kind_of(marks, b) == b}
    begun: set[str] = set()
    current: Instance | None = None
    last = -1
    for row in rows:
        kind = next((b for b, order in orders.items() if row.shape in order), None)
        if kind is None or (kind not in begun and _is_heading(view, marks, row)):
            continue
        begun.add(kind)
        places = orders[kind][row.shape]
        further = next((place for place in places if place > last), 0)
        if current is None or current.kind != kind or not further:
            current = Instance(kind)
            yield current
            further = places[0]
        current.rows.append(row)
        last = further


def _is_heading(view: View, marks: PageMarks, row: SignedRow) -> bool:
    """Whether a row is the heading of all blocks of a kind: the label of their head, alone."""
    alike = marks.by_shape.get(row.shape, ())
    is_of_section = any(mark.block == marks.section for mark in alike)
    said = [cell for cell in view.rows[row.row] if cell.text not in marks.by_tag]
    return is_of_section and len(said) == len(row.signs)


def _order(lines: list[LineMark]) -> dict[tuple[str, ...], list[int]]:
    """Where each shape stands in its block: that of the heads of years, more than once."""
    order: dict[tuple[str, ...], list[int]] = {}
    for place, mark in enumerate(lines):
        if mark.shape:
            order.setdefault(mark.shape, []).append(place)
    return order


def _identify(view: View, marks: PageMarks, found: list[Instance], blocks: list[str]) -> None:
    """Give every block to the run that shows it best."""
    rated = [{b: _score(view, marks, instance, b) for b in blocks} for instance in found]
    best_of_block = {b: max(scores[b] for scores in rated) for b in blocks}
    for instance, scores in zip(found, rated, strict=True):
        if _is_foreign(view, marks, instance):
            instance.block = FOREIGN
            continue
        block = max(blocks, key=lambda b: (scores[b], scores[b] == best_of_block[b]))
        score = scores[block]
        equals = [b for b in blocks if scores[b] == score]
        if score >= _NUMBER and len(equals) == 1 and score == best_of_block[block]:
            instance.block, instance.score = block, score
            instance.retitled = not _shows_head(view, marks, instance, block)
    _last_pair(view, marks, found, blocks)


def _is_foreign(view: View, marks: PageMarks, instance: Instance) -> bool:
    """Whether the first row shows a text that the office gave to another section."""
    cells = view.rows[instance.top]
    return any(marks.is_foreign(fold(cell.text)) for cell in cells)


def _last_pair(view: View, marks: PageMarks, found: list[Instance], blocks: list[str]) -> None:
    """One run and one block left over, nothing else in doubt: they belong together."""
    taken = {instance.block for instance in found}
    left = [instance for instance in found if instance.block is None]
    missing = [block for block in blocks if block not in taken]
    if len(left) == len(missing) == 1 and len(found) == len(blocks):
        (run,), (block,) = left, missing
        placed = [blocks.index(instance.block or block) for instance in found]
        if placed == sorted(placed):
            run.block = block
            run.retitled = not _shows_head(view, marks, run, block)


def _left_headless(
    view: View, marks: PageMarks, found: list[Instance], tagged: Mapping[str, Sequence[int]]
) -> None:
    """A run without its head is a block again whose tags it bears and whose text it shows, though
    a copy elsewhere shows more of it."""
    blocks = {row: marks.by_tag[tag].block for tag, rows in tagged.items() for row in rows}
    for instance in found:
        borne = {blocks.get(row.row) for row in instance.rows}
        block = borne.pop() if len(borne) == 1 else None
        if instance.block is not None or block not in marks.repeated:
            continue
        shows_head = marks.head(block).shape in {row.shape for row in instance.rows}
        if not shows_head and _score(view, marks, instance, block) >= _TEXT:
            instance.block = block


def _score(view: View, marks: PageMarks, instance: Instance, block: str) -> float:
    """How much of what tells ``block`` from its siblings the run shows."""
    score = 0.0
    for mark in marks.blocks[block]:
        rows = [r for r in instance.rows if r.shape == mark.shape] if mark.shape else []
        score += max((_of_line(view, marks, mark, row) for row in rows), default=0.0)
    return score


def _of_line(view: View, marks: PageMarks, mark: LineMark, row: SignedRow) -> float:
    cells = view.rows[row.row]
    spend(len(cells))
    texts = {fold(cell.text) for cell in cells}
    weight = _TITLE if mark.is_head else _TEXT
    score = 0.0
    if mark.is_head and mark.labels[0][1] != mark.shape[0]:
        score += _NUMBER * (mark.labels[0][1] in {sign.text for sign in row.signs})
    for _, text in mark.locked:
        if text in texts and (mark.is_head or tells_apart(text)):
            short = _TEXT if marks.is_only_title(mark, text) else 0.5
            score += weight if tells_apart(text) else short
        elif tells_apart(text) and mark.is_head and _alike(text, texts):
            score += _ALIKE
    return score


def _alike(text: str, texts: Iterable[str]) -> bool:
    return any(_is_alike(text, other) for other in texts if other)


def _is_alike(text: str, other: str) -> bool:
    if not 0.6 < len(other) / len(text) < 1.7:
        return False
    spend(len(text) * len(other))
    return SequenceMatcher(None, text, other, autojunk=False).ratio() >= _ALIKE_FROM


def _shows_head(view: View, marks: PageMarks, instance: Instance, block: str) -> bool:
    """Whether number and title of the run are those of its block."""
    head = marks.head(block)
    row = next((r for r in instance.rows if r.shape == head.shape), None)
    if row is None:
        return False
    texts = {fold(cell.text) for cell in view.rows[row.row]} | {sign.text for sign in row.signs}
    wanted = {text for _, text in head.locked[:1]} | {text for _, text in head.labels[:1]}
    return set(map(uncircled, wanted)) <= set(map(uncircled, texts))
