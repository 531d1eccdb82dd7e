"""What a cell means: the frozen types of the quantity reader."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["number", "money", "ratio", "count", "year", "date", "range", "missing", "text"]
Qualifier = Literal["about", "at_least", "more_than", "at_most", "less_than"]
MissingReason = Literal[
    "not_conducted",
    "none",
    "not_applicable",
    "pending",
    "unknown",
    "suppressed",
    "discontinued",
    "error",
    "blank",
    "dash",
    "ditto",
    "see_elsewhere",
    "unreadable",
]


class Quantity(NamedTuple):
    """One cell read: a value with its unit, or the reason why there is none.

    Money is in yen after scaling, ％ and 割 are in percent points, a year is its western
    number.  A bound (以上, 未満 …) fills ``value`` and one of ``low``/``high``; a two-sided
    range fills both and leaves ``value`` empty.
    """

    text: str
    """As typed, untouched."""
    kind: Kind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    """Canonical spelling (か所, ％, 円 …); an unknown counter as typed."""
    qualifier: Qualifier | None = None
    planned: bool = False
    fiscal_years: tuple[int, ...] = ()
    """年度 only, expanded; a calendar year is a value of kind ``year``."""
    date: str | None = None
    """ISO, maybe YYYY-MM; ``None`` when the text does not say the year."""
    era_text: str | None = None
    """The Japanese-era part exactly as typed."""
    missing_reason: MissingReason | None = None
    ambiguous: bool = False
    """Refused: somebody has to look at the cell."""
    scale_applied: bool = False
    """千円, 百万円, 万, 億 … were multiplied out (exactly once)."""
    also: tuple[Quantity, ...] = ()
    """Further values in the cell; every value of it when the cell was refused for that."""
    note: str | None = None
    """Text kept as a note beside the value."""
    changes: tuple[str, ...] = ()
    """Japanese names of what was normalised; empty when the text is in normal form."""
    conflicts: tuple[str, ...] = ()
    """Japanese sentences: what contradicts the context or itself (the text wins)."""
    reason: str | None = None
    """Why the cell was refused, in Japanese."""
    shown_decimals: int | None = None
    """How many decimals of ``value`` a person sees, where its cell rounds it for show."""

    @property
    def is_refused(self) -> bool:
        """Whether the reader saw figures and declined to choose a value."""
        return self.ambiguous

    @property
    def is_missing(self) -> bool:
        """Whether the text says that there is no value."""
        return self.kind == "missing"

    @property
    def has_value(self) -> bool:
        """Whether a value, a bound or a range came out."""
        return self.value is not None or self.low is not None or self.high is not None


class Context(NamedTuple):
    """What the field knows about its cells; it never overrides what the text says."""

    unit: str | None = None
    kind: Kind | None = None
    number_format: str | None = None
    label: str | None = None
    """The field's own name: a label in the text that it contains names no other figure."""
    year: int | None = None
    """The fiscal year that the field asks for."""
    single: bool = False
    """One figure is asked for, never a range (money, numbers)."""
    cumulative: bool = False
    """The figure adds up the whole year, and those before it."""

    @property
    def asks_figure(self) -> bool:
        """Whether years and dates are out of place."""
        if self.kind in ("year", "date", "text"):
            return False
        return self.kind is not None or self.unit is not None


NO_CONTEXT = Context()


class Refusal(NamedTuple):
    """A reading that must not become a value, with the reason to show."""

    reason: str


def refused(text: str, reason: str, also: tuple[Quantity, ...] = ()) -> Quantity:
    """Return the reading of a cell that somebody has to look at."""
    return Quantity(text, "text", ambiguous=True, reason=reason, also=also)
