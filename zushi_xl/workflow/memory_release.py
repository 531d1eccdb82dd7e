"""How often a run looks for memory to free."""

from __future__ import annotations

import gc


def without_cycle_collection() -> None:
    """Do without the collector of circular garbage: what nobody owns any more goes at once.

    A collection builds millions of values that live to its end, and leaves no circles; going
    through all of them again and again took a tenth of the time.
    """
    gc.disable()
