"""What is done in a thread, for whoever asks for it later."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

_T = TypeVar("_T")


def keep(promise: Future[_T], work: Callable[[], _T]) -> None:
    """Let the promise hold what the work gives, or what it raises: raised where it is asked for."""
    try:
        promise.set_result(work())
    except Exception as error:
        promise.set_exception(error)
