"""How often a run looks for memory to free."""

from __future__ import annotations

import gc


def sweep_seldom() -> None:
    """Sweep for circular garbage a hundred times less often.

    A collection builds millions of values that live to its end and next to no circles; going
    through all of them again and again took a seventh of the time.
    """
    gc.set_threshold(200_000, 20, 100)


def sweep_recent() -> None:
    """Sweep once, but only what was made lately: a written book leaves 10 MB of circles behind."""
    gc.collect(1)
