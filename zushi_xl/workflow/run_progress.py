"""How a verb tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""What is being done, how many are done, how many there are."""


def silent(_what: str, _done: int, _all: int) -> None:
    """Progress that nobody watches."""
