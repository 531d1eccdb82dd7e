"""Workers behind any executor: parts of work go out, results come back, or are known to be lost."""

from __future__ import annotations

import atexit
import os
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from zushi_xl.files.remote import OutOfReach
from zushi_xl.workflow.memory_release import without_cycle_collection
from zushi_xl.workflow.scale.tasks import Call, task
from zushi_xl.workflow.single_books import BookContext, Work


class PartLost(Exception):
    """A part will not come back; others may. The text says why, where people should know."""


class PoolLost(PartLost):
    """Nothing will come back any more."""


class WorkerPool:
    """``context`` is a pickled BookContext, or becomes one on its way to the workers; ``size`` says
    how many parts are worked on at a time."""

    lost_message = "作業プロセスが途中で終了したため、残りは一つのプロセスで処理しました。"

    def __init__(self, executor: Executor, context: object, size: int):
        self._executor = executor
        self._context: Any = context
        self._size = size

    @property
    def size(self) -> int:
        return self._size

    def begin(self, work: Work[Any, Any], part: Sequence[Any]) -> Future[bytes]:
        """Send a part out.

        Raises:
            PoolLost: the processes are gone.
        """
        try:
            return self._executor.submit(pickle.loads, task(work, part), buffers=[self._context])
        except BrokenExecutor as error:
            raise PoolLost from error

    def result(self, future: Future[bytes]) -> list[Any]:
        """What came back of a part.

        Raises:
            PartLost: its process died over it.
            PoolLost: the processes are gone.
        """
        try:
            results: list[Any] = pickle.loads(future.result())
        except (BrokenExecutor, CancelledError) as error:
            raise PoolLost from error
        except OutOfReach as error:
            raise PartLost(str(error)) from error
        return results


@contextmanager
def process_pool(context: BookContext, processes: int) -> Iterator[WorkerPool]:
    """Processes of this machine. Each gets the context once, when it starts."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    start = get_context("spawn")
    executor = ProcessPoolExecutor(processes, start, _prepare, (pickle.dumps(context),))
    try:
        yield WorkerPool(executor, Call(_kept_context), processes)
    finally:
        executor.shutdown(cancel_futures=True)


_kept: list[bytes] = []  # in a process of a pool: the context that it keeps


def _prepare(context: bytes) -> None:
    """How a process of the pool begins."""
    without_cycle_collection()
    atexit.register(os._exit, 0)  # at the very end: taking the masters apart would take a second
    _kept.append(context)


def _kept_context() -> bytes:
    return _kept[0]
