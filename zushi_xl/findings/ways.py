"""What a message tells people to use, in the words of who reads it.

The command has options, the page has fields and buttons. A message names neither: it holds
``{Way.PLAN}``, which becomes words where the message is made. So the texts of people that it
quotes are never looked at, whatever they hold. What is written into an output names none of these:
outputs of the page and of the command are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum

_WORDS: ContextVar[Mapping[Way, str] | None] = ContextVar("words", default=None)


class Way(Enum):
    """A command or an option, within a sentence. By itself it has the words of the command."""

    COLLECT = "zushi-xl collect"
    PLAN = "--plan"
    PHASE = "--phase"
    FREEZE = "--freeze"
    STYLE = "--style"
    PREVIOUS = "--previous"
    FORCE = "--force"

    def __format__(self, _: str) -> str:
        return (_WORDS.get() or {}).get(self, f" {self.value} ")  # Latin among Japanese


@contextmanager
def called(words: Mapping[Way, str]) -> Iterator[None]:
    """Meanwhile messages are made in these words."""
    before = _WORDS.set(words)
    try:
        yield
    finally:
        _WORDS.reset(before)
