"""Who fills in and reviews, and when: the sheets 役割 and 段階 of the plan master."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zushi_xl.text.folding import fold, fold_label
from zushi_xl.workbook.cells import Source

ITEMS_LEAD, ITEMS_OWNER = "主担当課", "担当課"  # in whose book: that of the item's own division
_MARKS = {"○": True, "◎": True, "×": False, "✕": False, "": False}


def is_chosen(text: str) -> bool | None:
    """Whether a cell of the plan master marks its item as chosen; None where it says neither.

    >>> is_chosen("〇"), is_chosen(" "), is_chosen("済")
    (True, False, None)
    """
    return _MARKS.get(fold_label(text))


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A row of 役割: somebody who fills fields in.

    ``division`` says in whose book: a division's, that of the item's own one (ITEMS_LEAD,
    ITEMS_OWNER), or, where it is the role's own name, in a book of its own. ``column`` names the
    column of the plan master that marks the items to be reviewed, ``value`` what stands there in
    the rows that are meant (empty: ○); without a column all items are.
    """

    name: str
    order: int
    division: str
    column: str
    value: str
    source: Source

    def means(self, text: str) -> bool:
        """Whether an item whose cell holds ``text`` is one to be reviewed."""
        if self.value:
            return fold(text) == fold(self.value)
        return bool(is_chosen(text))


@dataclass(frozen=True, slots=True)
class Phase:
    """A row of 段階: a part of the year in which certain fields are open."""

    name: str
    order: int
    opens: date | None
    closes: date | None
    source: Source


AnswerPlace = tuple[str, str, int, str]  # code, field, number of the KPI, period


class EarlierAnswer(NamedTuple):
    """What a field was answered with when a phase was collected: as a form shows it, as it was
    typed, by whom and where."""

    text: str
    phase: str
    typed: str = ""
    source: Source = Source("")
    division: str = ""
    decides: bool = True  # not one of 共同担当課
