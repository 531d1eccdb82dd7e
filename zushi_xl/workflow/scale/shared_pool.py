"""Processes of this machine beside this one, which takes parts as well where it would wait."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from itertools import count
from queue import Empty, PriorityQueue
from threading import Thread
from typing import Any, NamedTuple

from zushi_xl.files.remote import OutOfReach
from zushi_xl.workflow.scale.part_process import PartProcess, ProcessLost
from zushi_xl.workflow.scale.promises import keep
from zushi_xl.workflow.scale.worker_pool import PROCESS_LOST, PartLost, PoolLost
from zushi_xl.workflow.single_books import BookContext, Work


class _Waiting(NamedTuple):
    """A part that nobody has taken yet."""

    work: Work[Any, Any]
    part: Sequence[Any]
    promise: Future[list[Any]]


class SharedPool:
    """A process gets its next part when it has done the last: what waits, waits here, for whoever
    is free first. What takes long goes first: else it would be done last, by one, while the others
    have nothing left to do. A thread for each process hands out its parts."""

    lost_message = PROCESS_LOST

    def __init__(self, processes: Sequence[PartProcess]):
        self._processes = processes
        self._waiting: PriorityQueue[tuple[int, int, _Waiting | None]] = PriorityQueue()
        self._turn = count()  # of what takes equally long

    @property
    def size(self) -> int:
        """How many processes work, with this one."""
        return len(self._processes) + 1  # this one

    def prepare(self, context: BookContext) -> None:
        """The masters are loaded: from now on parts are done."""
        data = pickle.dumps(context)
        for process in self._processes:
            Thread(target=self._serve, args=(process, data), daemon=True).start()

    def begin(
        self, work: Work[Any, Any], part: Sequence[Any], weight: int = 1
    ) -> Future[list[Any]]:
        """Let a part wait for the next process that is free, or for ``help``."""
        waiting = _Waiting(work, part, Future())
        self._waiting.put((-weight, next(self._turn), waiting))
        return waiting.promise

    def result(self, future: Future[list[Any]]) -> list[Any]:
        """What came back of a part.

        Raises:
            PartLost: what it needs is out of the other process's reach.
            PoolLost: a process has ended over it.
        """
        try:
            return future.result()
        except ProcessLost as error:
            raise PoolLost from error
        except OutOfReach as error:
            raise PartLost(str(error)) from error

    def help(self, context: BookContext) -> bool:
        """Do a part that waits, here; whether there was one."""
        waiting = self._next()
        if waiting is not None:
            keep(waiting.promise, lambda: [*waiting.work(context, waiting.part)])
        return waiting is not None

    def close(self) -> None:
        """Nobody waits for a part any more."""
        while self._next():
            pass
        for process in self._processes:
            self._waiting.put((0, next(self._turn), None))
            process.stop()

    def _next(self) -> _Waiting | None:
        try:
            return self._waiting.get_nowait()[-1]
        except Empty:
            return None

    def _serve(self, process: PartProcess, context: bytes) -> None:
        """Give one process its parts, one after another; after its end they are lost."""
        with suppress(ProcessLost):  # as the first part will say
            process.prepare(context)
        while waiting := self._waiting.get()[-1]:
            self._done_there(process, waiting)

    def _done_there(self, process: PartProcess, waiting: _Waiting) -> None:
        keep(waiting.promise, lambda: process.results(waiting.work, waiting.part))


@contextmanager
def shared_pool(processes: int) -> Iterator[SharedPool | None]:
    """Processes that get ready at once, and end with the block; None where none can be started."""
    try:
        pool = SharedPool([PartProcess() for _ in range(processes)])
    except OSError:
        yield None
        return
    try:
        yield pool
    finally:
        pool.close()
