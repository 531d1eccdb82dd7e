"""Who does the work on single books: this process, or a team (``team``, ``cluster``).

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

from zushi_xl.masters.load import Masters
from zushi_xl.workflow.scale.ahead import ahead
from zushi_xl.workflow.scale.worker_pool import PartLost, PoolLost, WorkerPool, process_pool
from zushi_xl.workflow.single_books import BookContext, File, ReadBook, Work, read_books

BOOKS_A_WORKER = 50  # below this a process takes longer to start than it saves
MOST_BOOKS = 16  # in one part
HEAVY = 16 * 1024 * 1024  # bytes of books in one part: enough for any 16 forms
_PARTS_A_WORKER = 4  # where books are few: enough to even out

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Crew:
    """Does the work on single books; with a team, where ``hire`` finds one for so many of them."""

    def __init__(
        self, bench: BookContext, hire: Callable[[int], WorkerPool | None] = lambda _books: None
    ):
        self.bench = bench
        self._hire = hire
        self._team: WorkerPool | None = None
        self._losses: list[str] = []
        self._farewell = ""

    @property
    def notes(self) -> Iterator[str]:
        """What people should know of how it went."""
        if self._losses:
            yield (
                f"ワーカーで終わらなかった {len(self._losses)} 回分のブックは、"
                f"このPCで処理しました。最初の理由：{self._losses[0]}"
            )
        if self._farewell:
            yield self._farewell

    def read(self, files: Sequence[File]) -> Iterator[ReadBook]:
        return self.each(read_books, files, len(files))

    @contextmanager
    def meanwhile(self, values: Iterator[_Result]) -> Iterator[Iterator[_Result]]:
        """Values that come of the work of a team, while the block does other things. Without a team
        they are made as they are taken."""
        with ahead(values) if self._team else nullcontext(values) as taken:
            yield taken

    def each(
        self,
        work: Work[_Item, _Result],
        items: Iterable[_Item],
        books: int,
        most: int = MOST_BOOKS,
    ) -> Iterator[_Result]:
        """The results of ``work`` on all items, in their order.

        ``books`` tells how much work it is, ``most`` how many items go out together. An item is
        asked for when its part can go out.
        """
        team = self._staffed(books)
        if team is None:
            yield from work(self.bench, items)
            self.bench.rest()
            return
        out: deque[Callable[[], Iterable[_Result]]] = deque()
        most = min(most, -(-books // (team.size * _PARTS_A_WORKER))) or 1
        for part in _parts(items, most):
            if len(out) > 2 * team.size:
                yield from out.popleft()()
            out.append(self._sent(work, part))
        while out:
            yield from out.popleft()()

    def _sent(
        self, work: Work[_Item, _Result], part: Sequence[_Item]
    ) -> Callable[[], Iterable[_Result]]:
        """Send a part out; gives what waits for it."""
        here = partial(work, self.bench, part)
        if self._team is None:
            return here
        try:
            return partial(self._awaited, self._team, self._team.begin(work, part), here)
        except PartLost as lost:
            self._mourn(lost)
            return here

    def _awaited(
        self, team: WorkerPool, future: Future[bytes], here: Callable[[], Iterable[_Result]]
    ) -> Iterable[_Result]:
        try:
            return team.result(future)
        except PartLost as lost:
            self._mourn(lost)
            return here()

    def _staffed(self, books: int) -> WorkerPool | None:
        if self._team is None:
            self._team = self._hire(books)
        return self._team

    def _mourn(self, lost: PartLost) -> None:
        """Where the whole team is lost, nobody is to be counted on from here."""
        if reason := str(lost):
            self._losses.append(reason)
        if isinstance(lost, PoolLost) and self._team is not None:
            self._farewell = self._team.farewell
            self._team, self._hire = None, lambda _books: None


def _parts(items: Iterable[_Item], most: int) -> Iterator[Sequence[_Item]]:
    part: list[_Item] = []
    load = 0
    for item in items:
        part.append(item)
        load += item.size if isinstance(item, File) else 0
        if len(part) == most or load > HEAVY:
            yield part
            part, load = [], 0
    if part:
        yield part


@contextmanager
def crew_for(
    masters: Masters, workers: int | None = None, scheduler: str | None = None
) -> Iterator[Crew]:
    """A crew of ``workers`` processes, by default as many as pay, or on a Dask cluster.

    Raises:
        Problem: the cluster of ``scheduler`` cannot be used.
    """
    bench = BookContext(masters)
    with ExitStack() as employed:
        if scheduler:
            from zushi_xl.workflow.scale.cluster import cluster

            team = employed.enter_context(cluster(scheduler, bench))
            yield Crew(bench, lambda _books: team)
        else:
            yield Crew(bench, partial(_hire_processes, bench, employed, workers))


def _hire_processes(
    bench: BookContext, employed: ExitStack, workers: int | None, books: int
) -> WorkerPool | None:
    if workers is None:
        workers = min(os.cpu_count() or 1, books // BOOKS_A_WORKER)
    return employed.enter_context(process_pool(bench, workers)) if workers > 1 else None
