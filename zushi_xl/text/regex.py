"""Regular expressions that are compiled when they are first asked.

The package has hundreds, a run asks some of them, and compiling one takes longer than asking it a
thousand times.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


class AtFirstUse:
    """What ``re.compile`` gives, from the first question on."""

    __slots__ = ("flags", "pattern", *_METHODS)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        """Asked while nothing is compiled; from then on the methods are the compiled one's own."""
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile`` for what a module keeps. An expression that is wrong is found when asked."""
    return cast("re.Pattern[AnyStr]", AtFirstUse(pattern, flags))
