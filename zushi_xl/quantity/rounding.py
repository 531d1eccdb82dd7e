"""How far rounding alone may carry a sum or a share from what it is compared with.

A figure written with one decimal stands for anything within half a tenth of it, and every rounded
term of a sum adds its half unit: three shares with one decimal may miss 100 by 0.15, twelve by 0.6.
Beyond that something is wrong; within it nothing is. Whole numbers of people are counted, not
rounded; whole shares and whole thousands are.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def declared_places(values: Iterable[Decimal]) -> int:
    """The decimals to which a column of figures is given: Excel drops the zero of 12.0.

    >>> declared_places([Decimal("12"), Decimal("53.8")])
    1
    """
    return max((decimals_of(value) for value in values), default=0)


def decimals_of(value: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def half_unit(places: int) -> Decimal:
    """Half of the last place.

    >>> half_unit(1)
    Decimal('0.05')
    """
    return Decimal(5).scaleb(-places - 1)


def half_unit_of(figures: Iterable[Decimal]) -> Decimal:
    """By how much each figure of a column may be rounded; nothing where all are counts.

    >>> half_unit_of([Decimal("6.3"), Decimal("28")]), half_unit_of([Decimal("6"), Decimal("28")])
    (Decimal('0.05'), Decimal('0'))
    """
    places = declared_places(figures)
    return half_unit(places) if places else Decimal(0)


def half_unit_in(unit: str, figures: Iterable[Decimal]) -> Decimal:
    """By how much each figure of a column in ``unit`` may be rounded.

    >>> half_unit_in("千円", [Decimal("500")]), half_unit_in("円", [Decimal("500")])
    (Decimal('0.5'), Decimal('0'))
    """
    given = list(figures)
    return half_unit(declared_places(given)) if unit[:1] in _ROUNDED else half_unit_of(given)


_ROUNDED = frozenset("％%百千万億兆")  # first letters of units: shares and scales


def slack_of_sum(terms: Iterable[Decimal]) -> Decimal:
    """By how much a sum may miss its total, which is among the terms; nothing where all are counts.

    >>> slack_of_sum([Decimal("6.3"), Decimal("28.3"), Decimal("34.7")])
    Decimal('0.15')
    """
    given = list(terms)
    return half_unit_of(given) * len(given)
