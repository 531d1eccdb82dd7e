"""What the speed rests on: equal cities, equal bytes from many hands, light starts. Not timed."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.books import INPUTS, make_city
from tests.workflow.digests import digests
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import Masters
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.scale import pooled
from zushi_xl.workflow.scale.pooled import PooledWorkers, prepared_workers, workers_for
from zushi_xl.workflow.scale.shared_pool import SharedPool
from zushi_xl.workflow.scale.worker_pool import ExecutorPool
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


def stumble(_context: BookContext, items: Iterable[tuple[int, int, Path]]) -> Iterator[int]:
    """Doubles numbers; another process than ``home`` leaves a sign and dies, and this one waits
    for the sign, so that the other gets a part."""
    for number, home, sign in items:
        if os.getpid() != home:
            sign.touch()
            os._exit(9)
        for _ in range(600):
            if sign.exists():
                break
            time.sleep(0.1)
        yield 2 * number


def test_a_dead_worker_does_not_end_the_run(masters: Masters, tmp_path: Path) -> None:
    items = [(number, os.getpid(), tmp_path / "sign") for number in range(100)]
    with workers_for(masters, 2) as workers:
        assert list(workers.each(stumble, items, 100)) == [2 * n for n in range(100)]
        assert [*workers.notes] == [SharedPool.lost_message]


def ask(_context: BookContext, items: Iterable[int]) -> Iterator[int]:
    """Raises at 7, wherever it is done."""
    for item in items:
        if item == 7:
            raise Problem("七はありません。")
        yield os.getpid()


def test_an_error_in_another_process_is_raised_here(masters: Masters) -> None:
    with workers_for(masters, 2) as workers, pytest.raises(Problem, match="七はありません。"):
        list(workers.each(ask, range(100), 100))


def who_works(_context: BookContext, items: Iterable[tuple[int, Path]]) -> Iterator[int]:
    """Which process does it; another than ``home`` leaves a sign, for which this one waits."""
    for home, sign in items:
        if os.getpid() != home:
            sign.touch()
        for _ in range(600):
            if sign.exists():
                break
            time.sleep(0.1)
        yield os.getpid()


def test_this_process_works_as_well(masters: Masters, tmp_path: Path) -> None:
    """Two processes are two: this one and another."""
    items = [(os.getpid(), tmp_path / "sign")] * 100
    with workers_for(masters, 2) as workers:
        at_work = set(workers.each(who_works, items, 100))
    assert os.getpid() in at_work
    assert len(at_work) == 2


def test_what_gets_ready_before_the_masters_works_alike(masters: Masters, tmp_path: Path) -> None:
    items = [(os.getpid(), tmp_path / "sign")] * 100
    with prepared_workers(2, books=100) as at_work:
        assert len(set(at_work(masters).each(who_works, items, 100))) == 2
    with prepared_workers(books=2) as at_work:  # too few for another process
        assert set(at_work(masters).each(who_works, items[:2], 2)) == {os.getpid()}


def test_the_script_that_calls_is_not_run_again(city: Path, tmp_path: Path) -> None:
    """People call ``zushi_xl.collect`` from scripts without a guard for other processes."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, zushi_xl\nprint('once')\n"
        "city, out = sys.argv[1:]\n"
        "zushi_xl.collect(city + '/inputs', plan=city + '/計画マスタ.xlsx',\n"
        "    form=city + '/様式定義.xlsx', output=out, workers=2)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(city), str(tmp_path / "out")],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "once\n", "")


def double(_context: BookContext, items: Iterable[int]) -> Iterator[int]:
    return (2 * item for item in items)


def test_few_parts_are_out_at_a_time(masters: Masters) -> None:
    executor = Slow()
    workers = PooledWorkers(
        BookContext(masters),
        lambda _books: ExecutorPool(executor, pickle.dumps(BookContext(masters)), 3),
    )
    assert list(workers.each(double, iter(range(39)), 39)) == [2 * n for n in range(39)]
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


@pytest.mark.parametrize(("asked", "books", "most"), [(9999, 3, 2), (9999, 10**6, 7), (3, 50, 2)])
def test_no_more_processes_than_there_is_work_for(
    asked: int, books: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    def pool(processes: int) -> AbstractContextManager[None]:
        started.append(processes)
        return nullcontext()

    monkeypatch.setattr(pooled, "shared_pool", pool)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with ExitStack() as stack:
        pooled._processes(stack, asked, books)
    assert started == [most]  # beside this one
