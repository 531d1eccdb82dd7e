"""An iterator that runs on in a thread while its reader does other things."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

_T = TypeVar("_T")


@contextmanager
def ahead(values: Iterator[_T]) -> Iterator[Iterator[_T]]:
    """Begin at once; leaving the block early stops it after the value it is at."""
    queue: SimpleQueue[_T | Event] = SimpleQueue()
    stop = Event()
    with ThreadPoolExecutor(1) as thread:
        run = thread.submit(_run, values, queue, stop)
        try:
            yield _taken(queue, stop, run)
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


def _taken(queue: SimpleQueue[_T | Event], stop: Event, run: Future[None]) -> Iterator[_T]:
    while (value := queue.get()) is not stop:
        yield value  # type: ignore[misc]
    run.result()
