"""How often a run looks for memory to free."""

from __future__ import annotations

import gc


def never_sweep() -> None:
    """Do without sweeps for circular garbage: what is not needed goes when its last owner does.

    A collection builds millions of values that live to its end, and leaves no circles; going
    through all of them again and again took a tenth of the time.
    """
    gc.disable()
