"""An iterator that runs on in a thread while its reader does other things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

_T = TypeVar("_T")


@contextmanager
def prefetched(values: Iterator[_T], help_on: Callable[[], bool]) -> Iterator[Iterator[_T]]:
    """Begin at once; leaving the block early stops it after the value it is at. ``help_on`` is
    called where the reader would wait: it does some of the work, or says that there is none."""
    queue: SimpleQueue[_T | Event] = SimpleQueue()
    stop = Event()
    with ThreadPoolExecutor(1) as thread:
        run = thread.submit(_run, values, queue, stop)
        try:
            yield _taken(queue, stop, run, help_on)
        finally:
            stop.set()


def _run(values: Iterator[_T], queue: SimpleQueue[_T | Event], stop: Event) -> None:
    try:
        for value in values:
            queue.put(value)
            if stop.is_set():
                break
    finally:
        queue.put(stop)


def _taken(
    queue: SimpleQueue[_T | Event], stop: Event, run: Future[None], help_on: Callable[[], bool]
) -> Iterator[_T]:
    while True:
        while queue.empty() and help_on():
            pass
        if (value := queue.get()) is stop:
            break
        yield value  # type: ignore[misc]
    run.result()
