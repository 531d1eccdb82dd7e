"""What stands behind ``PooledWorkers``: parts of work go out, results come back or are lost."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import Any, Protocol

from zushi_xl.files.remote import OutOfReach
from zushi_xl.workflow.scale.tasks import task
from zushi_xl.workflow.single_books import BookContext, Work

PROCESS_LOST = "作業プロセスが途中で終了したため、残りは一つのプロセスで処理しました。"


class PartLost(Exception):
    """A part will not come back; others may. The text says why, where people should know."""


class PoolLost(PartLost):
    """Nothing will come back any more."""


class WorkerPool(Protocol):
    """Who works beside this process."""

    @property
    def lost_message(self) -> str:
        """What people are told when all of it is lost."""

    @property
    def size(self) -> int:
        """How many parts are worked on at a time."""

    def begin(self, work: Work[Any, Any], part: Sequence[Any], weight: int = 1) -> Future[Any]:
        """Send a part out, of items that are so much work each.

        Raises:
            PartLost: it cannot be sent.
        """

    def result(self, future: Future[Any]) -> list[Any]:
        """What came back of a part.

        Raises:
            PartLost: it will not come back.
        """

    def help(self, context: BookContext) -> bool:
        """Do a part that waits, here; whether there was one that this process may do."""


class ExecutorPool:
    """Workers behind any executor. ``context`` is a pickled BookContext, or becomes one on its way
    to the workers."""

    lost_message = PROCESS_LOST

    def __init__(self, executor: Executor, context: object, size: int):
        self._executor = executor
        self._context: Any = context
        self._size = size

    @property
    def size(self) -> int:
        """How many processes work."""
        return self._size

    def begin(
        self,
        work: Work[Any, Any],
        part: Sequence[Any],
        weight: int = 1,  # noqa: ARG002
    ) -> Future[bytes]:
        """Send a part out.

        Raises:
            PoolLost: the workers are gone.
        """
        try:
            return self._executor.submit(pickle.loads, task(work, part), buffers=[self._context])
        except BrokenExecutor as error:
            raise PoolLost from error

    def result(self, future: Future[bytes]) -> list[Any]:
        """What came back of a part.

        Raises:
            PartLost: what it needs is out of its worker's reach.
            PoolLost: the workers are gone.
        """
        try:
            results: list[Any] = pickle.loads(future.result())
        except (BrokenExecutor, CancelledError) as error:
            raise PoolLost from error
        except OutOfReach as error:
            raise PartLost(str(error)) from error
        return results

    def help(self, context: BookContext) -> bool:  # noqa: ARG002
        """Nothing waits here: all parts are with the executor."""
        return False
