"""Workers with a pool of processes behind them, of this machine or of a cluster.

Work goes out in parts of a few books and comes back in the order of the input, so the outputs are
the same bytes whoever does it. Only so many parts are out at a time: 50,000 books do not pile up
here. A part that is lost with its worker is done in this process: a run that has begun ends.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from typing import TypeVar

from zushi_xl.files.incoming import IncomingFile
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.scale.ahead import ahead
from zushi_xl.workflow.scale.isolated import OpenIsolated
from zushi_xl.workflow.scale.worker_pool import PartLost, PoolLost, WorkerPool, process_pool
from zushi_xl.workflow.single_books import BookContext, Work
from zushi_xl.workflow.workers import MOST_BOOKS, Workers

BOOKS_A_WORKER = 50  # below this a process takes longer to start than it saves
HEAVY = 16 * 1024 * 1024  # bytes of books in one part: enough for any 16 forms
_PARTS_A_WORKER = 4  # where books are few: enough to even out

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class PooledWorkers(Workers):
    """Do the work with a pool, where ``start`` finds one for so many books."""

    def __init__(self, context: BookContext, start: Callable[[int], WorkerPool | None]):
        super().__init__(context)
        self._start = start
        self._pool: WorkerPool | None = None
        self._losses: list[str] = []
        self._lost_message = ""

    @property
    def notes(self) -> Iterator[str]:
        if self._losses:
            yield (
                f"ワーカーで終わらなかった {len(self._losses)} 回分のブックは、"
                f"このPCで処理しました。最初の理由：{self._losses[0]}"
            )
        if self._lost_message:
            yield self._lost_message

    @contextmanager
    def meanwhile(self, values: Iterator[_Result]) -> Iterator[Iterator[_Result]]:
        with ahead(values) if self._pool else nullcontext(values) as taken:
            yield taken

    def each(
        self,
        work: Work[_Item, _Result],
        items: Iterable[_Item],
        books: int,
        most: int = MOST_BOOKS,
    ) -> Iterator[_Result]:
        pool = self._pool_for(books)
        if pool is None:
            yield from super().each(work, items, books, most)
            return
        out: deque[Callable[[], Iterable[_Result]]] = deque()
        most = min(most, -(-books // (pool.size * _PARTS_A_WORKER))) or 1
        for part in _parts(items, most):
            if len(out) > 2 * pool.size:
                yield from out.popleft()()
            out.append(self._sent(work, part))
        while out:
            yield from out.popleft()()

    def _sent(
        self, work: Work[_Item, _Result], part: Sequence[_Item]
    ) -> Callable[[], Iterable[_Result]]:
        """Send a part out; gives what waits for it."""
        here = partial(work, self.context, part)
        if self._pool is None:
            return here
        try:
            return partial(self._awaited, self._pool, self._pool.begin(work, part), here)
        except PartLost as lost:
            self._note_loss(lost)
            return here

    def _awaited(
        self, pool: WorkerPool, future: Future[bytes], here: Callable[[], Iterable[_Result]]
    ) -> Iterable[_Result]:
        try:
            return pool.result(future)
        except PartLost as lost:
            self._note_loss(lost)
            return here()

    def _pool_for(self, books: int) -> WorkerPool | None:
        if self._pool is None:
            self._pool = self._start(books)
        return self._pool

    def _note_loss(self, lost: PartLost) -> None:
        """Where the whole pool is lost, nobody is to be counted on from here."""
        if reason := str(lost):
            self._losses.append(reason)
        if isinstance(lost, PoolLost) and self._pool is not None:
            self._lost_message = self._pool.lost_message
            self._pool, self._start = None, lambda _books: None


def _parts(items: Iterable[_Item], most: int) -> Iterator[Sequence[_Item]]:
    part: list[_Item] = []
    load = 0
    for item in items:
        part.append(item)
        load += item.size if isinstance(item, IncomingFile) else 0
        if len(part) == most or load > HEAVY:
            yield part
            part, load = [], 0
    if part:
        yield part


@contextmanager
def workers_for(
    masters: Masters, workers: int | None = None, scheduler: str | None = None
) -> Iterator[Workers]:
    """``workers`` processes, by default as many as pay, or those of a Dask cluster.

    With ``workers=0`` everything is done in this thread and nothing is started, not even the
    process that opens files: what a hostile file may do, it then does to this process.

    Raises:
        Problem: the cluster of ``scheduler`` cannot be used.
    """
    if workers == 0:
        yield Workers(BookContext(masters))
        return
    context = BookContext(masters, OpenIsolated())
    with ExitStack() as started:
        if scheduler:
            from zushi_xl.workflow.scale.cluster import cluster

            pool = started.enter_context(cluster(scheduler, context))
            yield PooledWorkers(context, lambda _books: pool)
        else:
            yield PooledWorkers(context, partial(_start_processes, context, started, workers))


def _start_processes(
    context: BookContext, started: ExitStack, workers: int | None, books: int
) -> WorkerPool | None:
    if workers is None:
        workers = min(os.cpu_count() or 1, books // BOOKS_A_WORKER)
    return started.enter_context(process_pool(context, workers)) if workers > 1 else None
