"""A round scale for a chart, alike in the book and on the site."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_NEAR = Decimal("0.6")  # of the highest figure: lower ones are drawn from 0


class RoundScale(NamedTuple):
    """``low`` to ``high`` in steps of ``step``."""

    low: Decimal
    high: Decimal
    step: Decimal

    @classmethod
    def over(cls, values: Sequence[Decimal]) -> RoundScale:
        """From 0 where the figures allow it: a rise then looks as large as it is.

        >>> [int(tick) for tick in RoundScale.over([Decimal(52), Decimal(68)]).ticks]
        [0, 20, 40, 60, 80]
        """
        return cls._between(min(*values, Decimal(0)), max(*values, Decimal(0)))

    @classmethod
    def around(cls, values: Sequence[Decimal]) -> RoundScale:
        """From a round figure below the lowest where all lie far from 0: a low chart would show a
        level line otherwise.

        >>> [int(tick) for tick in RoundScale.around([Decimal(91), Decimal(95)]).ticks]
        [91, 92, 93, 94, 95]
        """
        bottom, top = min(values), max(values)
        if bottom <= top * _NEAR or bottom == top:
            return cls.over(values)
        return cls._between(bottom, top)

    @classmethod
    def _between(cls, bottom: Decimal, top: Decimal) -> RoundScale:
        span = (top - bottom) or Decimal(1)
        unit = Decimal(1).scaleb((span / 4).adjusted())
        step = next(unit * s for s in _STEPS if unit * s * 4 >= span)
        low = (bottom / step).to_integral_value(rounding="ROUND_FLOOR") * step
        high = (top / step).to_integral_value(rounding="ROUND_CEILING") * step
        return cls(low, high if high > low else low + step, step)

    @property
    def ticks(self) -> list[Decimal]:
        """The values at the marks of the axis, from the lowest."""
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * n for n in range(count + 1)]
