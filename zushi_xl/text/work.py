"""How much work one returned book may cause: counted, so that every machine gives the same result.

A form as distributed takes some 30,000 steps, one that went through many hands ten times as many.
A book built to cost time takes millions; it is refused as a whole, with one finding. The clock is
only the last resort, for what is not counted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

STEPS = 20_000_000  # about ten seconds
SECONDS = 60.0
_TICK = 1 << 16  # steps between two looks at the clock


class TooMuchWork(Exception):
    """The book asks for more work than any form could."""


class _Budget:
    def __init__(self, steps: int, seconds: float):
        self.left = steps
        self.tick = max(0, steps - _TICK)
        self.ends = time.monotonic() + seconds


_BUDGET: ContextVar[_Budget | None] = ContextVar("work on one book", default=None)


@contextmanager
def limited(steps: int = STEPS, seconds: float = SECONDS) -> Iterator[None]:
    """Count what is done in the block, which is the work on one book.

    Raises:
        TooMuchWork: from the function that went too far.
    """
    token = _BUDGET.set(_Budget(steps, seconds))
    try:
        yield
    finally:
        _BUDGET.reset(token)


def spend(steps: int) -> None:
    """Count steps: looks at a cell, comparisons of two texts, letters compared.

    Raises:
        TooMuchWork: the steps or the time of the book are used up.
    """
    budget = _BUDGET.get()
    if budget is None:
        return
    budget.left -= steps
    if budget.left < budget.tick:
        budget.tick = max(0, budget.left - _TICK)
        if budget.left < 0 or time.monotonic() > budget.ends:
            raise TooMuchWork
