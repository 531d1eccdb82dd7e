"""What the speed rests on: equal cities, equal bytes from many hands, light starts. Not timed."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import pytest

from benchmarks.books import INPUTS, make_city
from tests.workflow.digests import digests
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.scale.pooled import PooledWorkers, workers_for
from zushi_xl.workflow.scale.worker_pool import WorkerPool
from zushi_xl.workflow.single_books import BookContext

HEAVY = ("pandas", "numpy", "openpyxl", "rich", "xlsxwriter", "matplotlib")


def test_a_city_is_made_the_same_again(city: Path, tmp_path: Path) -> None:
    assert digests(make_city(tmp_path / "12", 12, 1)) == digests(city)


def test_workers_write_the_same_bytes(
    city: Path, city_masters: Masters, expected: dict[str, str], tmp_path: Path
) -> None:
    with workers_for(city_masters, 2) as workers:
        collect(city_masters, [city / INPUTS], tmp_path, workers=workers)
        assert not [*workers.notes]
    assert any("差し戻し" in name for name in expected)
    assert digests(tmp_path) == expected


@pytest.mark.parametrize("arguments", [["--help"], ["collect", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom zushi_xl.cli.commands import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"sys.exit(' '.join(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.stderr.strip() == ""


def stumble(_context: BookContext, items: Iterable[int]) -> Iterator[int]:
    """Doubles; in a worker it dies at 40."""
    for item in items:
        if item == 40 and parent_process() is not None:
            os._exit(9)
        yield 2 * item


def test_a_dead_worker_does_not_end_the_run(masters: Masters) -> None:
    with workers_for(masters, 2) as workers:
        assert list(workers.each(stumble, range(100), 100)) == [2 * n for n in range(100)]
        assert [*workers.notes] == [WorkerPool.lost_message]


def test_few_parts_are_out_at_a_time(masters: Masters) -> None:
    executor = Slow()
    workers = PooledWorkers(
        BookContext(masters),
        lambda _books: WorkerPool(executor, pickle.dumps(BookContext(masters)), 3),
    )
    assert list(workers.each(stumble, iter(range(39)), 39)) == [2 * n for n in range(39)]
    assert executor.most == 7


class Slow(Executor):
    """Does nothing until it is asked; counts what is out."""

    def __init__(self) -> None:
        self.out = self.most = 0

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        self.out += 1
        self.most = max(self.most, self.out)
        return Awaited(self, partial(work, *arguments, **options))


class Awaited(Future[Any]):
    def __init__(self, executor: Slow, work: Callable[[], Any]):
        super().__init__()
        self._executor, self._work = executor, work

    def result(self, *_: Any) -> Any:
        self._executor.out -= 1
        return self._work()
