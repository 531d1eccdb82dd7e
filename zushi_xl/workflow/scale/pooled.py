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
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, TypeVar

from zushi_xl.files.incoming import IncomingFile
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.scale.isolated import OpenIsolated
from zushi_xl.workflow.scale.prefetch import prefetched
from zushi_xl.workflow.scale.shared_pool import SharedPool, shared_pool
from zushi_xl.workflow.scale.worker_pool import PartLost, PoolLost, WorkerPool
from zushi_xl.workflow.single_books import BookContext, Work
from zushi_xl.workflow.workers import MOST_BOOKS, Workers

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url

BOOKS_A_WORKER = 10  # below this a process takes longer to start than it saves
HEAVY = 16 * 1024 * 1024  # bytes of books in one part: enough for any 16 forms
_MOST_A_PROCESSOR = 4  # processes, whatever is asked for: 9,999 would only take the memory
_PARTS_A_WORKER = 8  # where books are few: enough to even out

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class PooledWorkers(Workers):
    """Do the work with a pool, where ``start`` finds one for so many books."""

    def __init__(self, context: BookContext, start: Callable[[int], WorkerPool | None]):
        super().__init__(context)
        self._start = start
        self._thread = get_ident()
        self._pool: WorkerPool | None = None
        self._losses: list[str] = []
        self._lost_message = ""

    @property
    def notes(self) -> Iterator[str]:
        """What a person should know of work that was lost and done here."""
        if self._losses:
            yield (
                f"ワーカーで終わらなかった {len(self._losses)} 回分のブックは、"
                f"このPCで処理しました。最初の理由：{self._losses[0]}"
            )
        if self._lost_message:
            yield self._lost_message

    @contextmanager
    def meanwhile(self, values: Iterator[_Result]) -> Iterator[Iterator[_Result]]:
        """Take values from their iterator while the workers are busy."""
        with prefetched(values, self._help) if self._pool else nullcontext(values) as taken:
            yield taken

    def _help(self) -> bool:
        """Do a part that waits; whether there was one. Only the thread that runs the job helps:
        the others send and wait."""
        pool = self._pool if get_ident() == self._thread else None
        return pool is not None and pool.help(self.context)

    def each(
        self,
        work: Work[_Item, _Result],
        items: Iterable[_Item],
        items_about: int,
        weight: int = 1,
    ) -> Iterator[_Result]:
        """As ``Workers.each``; small numbers of books are worked on here."""
        pool = self._pool_for(items_about)
        if pool is None:
            yield from super().each(work, items, items_about, weight)
            return
        out: deque[Callable[[], Iterable[_Result]]] = deque()
        most = min(MOST_BOOKS // weight, -(-items_about // (pool.size * _PARTS_A_WORKER))) or 1
        for part in _parts(items, most):
            if len(out) > 2 * pool.size:
                yield from out.popleft()()
            out.append(self._sent(work, part, weight))
        while out:
            yield from out.popleft()()
        self.context.release()

    def _sent(
        self, work: Work[_Item, _Result], part: Sequence[_Item], weight: int
    ) -> Callable[[], Iterable[_Result]]:
        """Send a part out; gives what waits for it."""
        here = partial(work, self.context, part)
        if self._pool is None:
            return here
        try:
            future = self._pool.begin(work, part, weight)
            return partial(self._awaited, self._pool, future, here)
        except PartLost as lost:
            self._note_loss(lost)
            return here

    def _awaited(
        self, pool: WorkerPool, future: Future[Any], here: Callable[[], Iterable[_Result]]
    ) -> Iterable[_Result]:
        while not future.done() and self._help():
            pass
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
    """Workers as ``prepared_workers`` makes them, where the masters are there already."""
    with prepared_workers(workers, scheduler) as at_work:
        yield at_work(masters)


@contextmanager
def prepared_workers(
    workers: int | None = None,
    scheduler: str | None = None,
    books: int = 0,
    plan: Path | Url | None = None,
) -> Iterator[Callable[[Masters], Workers]]:
    """What works on single books gets ready; gives what makes the workers of masters, which may be
    loaded meanwhile; ``plan`` is the master that will be, and is opened by the process that opens
    files.

    ``workers`` processes, by default as many as pay, or those of a Dask cluster; ``books`` is about
    how many will come, 0 where that shows later.
    With ``workers=0`` everything is done in this thread and nothing is started, not even the
    process that opens files: what a hostile file may do, it then does to this process.

    Raises (where the workers are made):
        Problem: the cluster of ``scheduler`` cannot be used.
    """
    if workers == 0:
        yield lambda masters: Workers(BookContext(masters))
        return
    opener = OpenIsolated()
    with ExitStack() as started:
        early = None
        if books:
            opener.start(plan)
            early = None if scheduler else _processes(started, workers, books)

        def at_work(masters: Masters) -> Workers:
            context = BookContext(masters, opener)
            if scheduler:
                from zushi_xl.workflow.scale.cluster import cluster

                pool = started.enter_context(cluster(scheduler, context))
                return PooledWorkers(context, lambda _books: pool)
            if early is not None:
                early.prepare(context)
                return PooledWorkers(context, lambda _books: early)
            return PooledWorkers(context, partial(_prepared, context, started, workers))

        yield at_work


def _processes(started: ExitStack, workers: int | None, books: int) -> SharedPool | None:
    """Those beside this one, where they pay."""
    processors = os.cpu_count() or 1
    if workers is None:
        workers = min(processors, books // BOOKS_A_WORKER)
    workers = min(workers, max(books, 2), processors * _MOST_A_PROCESSOR)
    return started.enter_context(shared_pool(workers - 1)) if workers > 1 else None


def _prepared(
    context: BookContext, started: ExitStack, workers: int | None, books: int
) -> SharedPool | None:
    pool = _processes(started, workers, books)
    if pool is not None:
        pool.prepare(context)
    return pool
