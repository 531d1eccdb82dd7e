"""Who fills in and reviews, and when: the sheets 役割 and 段階 of the plan master."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from zushi_xl.plan.conditions.predicates import Predicate
from zushi_xl.text.folding import fold_label
from zushi_xl.workbook.cells import Source

ITEMS_LEAD, ITEMS_OWNER = "主担当課", "担当課"  # in whose book: that of the item's own division
_MARKS = {"○": True, "◎": True, "×": False, "✕": False, "": False}


def is_chosen(text: str) -> bool | None:
    """Whether a cell of the plan master marks its item as chosen; None where it says neither.

    >>> is_chosen("〇"), is_chosen(" "), is_chosen("済")
    (True, False, None)
    """
    return _MARKS.get(fold_label(text))


class Reviewer(NamedTuple):
    """A row of 役割: somebody who fills fields in.

    ``division`` says in whose book: a division's, that of the item's own one (ITEMS_LEAD,
    ITEMS_OWNER), or, where it is the role's own name, in a book of its own. Which items it reviews:
    those with ○ in the column ``column`` of the plan master, or those of which ``condition`` holds;
    without either, all.
    """

    name: str
    order: int
    division: str
    column: str
    source: Source
    condition: Predicate | None = None


class Phase(NamedTuple):
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
