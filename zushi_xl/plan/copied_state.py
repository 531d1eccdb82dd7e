"""Values that keep what was worked out of them, on their way to another process."""

from __future__ import annotations

from typing import Any


class CopiedState:
    """A value that keeps what is worked out of it beside its fields. What becomes a pickle is a
    copy, made at one stroke: another thread may be adding to it, and what grows while it is gone
    through cannot be pickled."""

    def __getstate__(self) -> dict[str, Any]:
        return vars(self).copy()
