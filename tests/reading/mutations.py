"""Books as they come back, made from distributed ones: seeded, reproducible, each with its truth.

A mutation changes a ``Book`` and says in its ``Truth`` what has to be read from it now. One seed
is one book: a division, one mutation or several, in the order in which they happen in life
(cells, rows, sheets, pasting, saving).
"""

from __future__ import annotations

import io
import random
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.reading.book_edits import BOOK_EDITS, PACKAGE_EDITS, PASTES
from tests.reading.cell_edits import CELL_EDITS
from tests.reading.filled import Book, Distribution, Truth
from tests.reading.package_edits import edited
from tests.reading.sheet_edits import SHEET_EDITS
from tests.reading.unseen_edits import UNSEEN_EDITS

Mutation = Callable[[Book], None]
_SHIFTED = {n: e for n, e in UNSEEN_EDITS.items() if n != "conditional_strike"}
"""openpyxl leaves conditional formats where they were when rows move; Excel takes them along."""
_STAGES: tuple[tuple[dict[str, Mutation], float], ...] = (
    (CELL_EDITS, 0.8),
    (_SHIFTED, 0.25),
    (SHEET_EDITS, 0.7),
    (BOOK_EDITS, 0.35),
    (PASTES, 0.2),
    (PACKAGE_EDITS, 0.35),
)
ALL = {name: edit for edits, _ in _STAGES for name, edit in edits.items()} | UNSEEN_EDITS
COMBINED = "combined"


@dataclass(frozen=True)
class Mutated:
    """A mutated book: what was done, the file's bytes, what has to be read."""

    name: str
    steps: tuple[str, ...]
    seed: int
    division: str
    data: bytes
    truth: Truth
    book: Book

    def write(self, folder: Path) -> Path:
        path = folder / f"{self.seed:05d}.xlsx"
        path.write_bytes(self.data)
        return path


def mutated_books(distribution: Distribution, count: int, seed: int = 1) -> Iterator[Mutated]:
    """``count`` books: every mutation alone in turn, every third one a combination."""
    names = list(ALL)
    for number in range(count):
        if number % 3 == 2:
            yield mutate(distribution, COMBINED, seed * 100_000 + number)
        else:
            yield mutate(
                distribution, names[(number - number // 3) % len(names)], seed * 100_000 + number
            )


def mutate(distribution: Distribution, name: str, seed: int) -> Mutated:
    """One book by the name of its mutation and a seed."""
    chance = random.Random(seed)
    division = chance.choice(distribution.divisions)
    book = distribution.book(division, seed)
    steps = _combination(chance) if name == COMBINED else (name,)
    for step in steps:
        try:
            ALL[step](book)
        except LookupError:
            continue  # what it wants to change is no longer there
    book.truth.must = [said for said in book.truth.must if _still_stands(book, *said)]
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.workbook.save(out)
    data = edited(out.getvalue(), book.after) if book.after else out.getvalue()
    return Mutated(name, steps, seed, division, data, book.truth, book)


def _still_stands(book: Book, rule: str, quoted: str, _: object) -> bool:
    """Whether a word beside the fields is still there: its row may have been deleted after it."""
    if rule != "stray-text":
        return True
    cells = (cell for sheet in book.workbook for row in sheet.iter_rows() for cell in row)
    return any(quoted in str(cell.value or "") for cell in cells)


def _combination(chance: random.Random) -> tuple[str, ...]:
    """Two to six mutations, each stage after the one before it."""
    steps: list[str] = []
    while len(steps) < 2:
        steps = [
            name
            for edits, likely in _STAGES
            for name in chance.sample(
                list(edits), 1 + (chance.random() < 0.4 and edits in (CELL_EDITS, SHEET_EDITS))
            )
            if chance.random() < likely
        ]
    return tuple(steps)
