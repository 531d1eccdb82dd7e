"""Regular expressions that are compiled when they are first asked.

The package has hundreds, a run asks some of them, and compiling one takes longer than asking it a
thousand times. Most look for what few texts have: one that tells which letters that takes is not
even compiled while no text has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

# By method: where the text stands among its arguments, and what it gives where nothing matches.
_METHODS: dict[str, tuple[int, Callable[[str], object]]] = {
    "match": (0, lambda _: None),
    "fullmatch": (0, lambda _: None),
    "search": (0, lambda _: None),
    "finditer": (0, lambda _: iter(())),
    "findall": (0, lambda _: []),
    "split": (0, lambda text: [text]),
    "sub": (1, lambda text: text),
    "subn": (1, lambda text: (text, 0)),
}


class AtFirstUse:
    """What ``re.compile`` gives, from the first question on that it could answer."""

    __slots__ = ("flags", "having", "pattern", *_METHODS)

    def __init__(self, pattern: str | bytes, flags: int, having: str) -> None:
        self.pattern, self.flags, self.having = pattern, flags, frozenset(having)

    def __getattr__(self, name: str) -> object:
        """Asked while a method is not there yet."""
        if not self.having or name not in _METHODS:
            return self._compiled(name)
        for method in _METHODS:
            setattr(self, method, self._method_before(method))
        return getattr(self, name)

    def _compiled(self, name: str) -> Any:
        """Compile; from then on the methods are the compiled one's own."""
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def _method_before(self, method: str) -> Callable[..., object]:
        """A method while no text has had the letters."""
        place, nothing = _METHODS[method]

        def ask(*arguments: Any) -> object:
            if self.having.isdisjoint(arguments[place]):
                return nothing(arguments[place])
            return self._compiled(method)(*arguments)

        return ask


def regex(pattern: AnyStr, flags: int = 0, having: str = "") -> re.Pattern[AnyStr]:
    """``re.compile`` for what a module keeps. An expression that is wrong is found when asked.

    ``having``: letters of which every match has one at least, in it or right beside it.
    """
    return cast("re.Pattern[AnyStr]", AtFirstUse(pattern, flags, having))
