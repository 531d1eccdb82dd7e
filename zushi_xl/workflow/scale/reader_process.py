"""Reading in a worker process: its death, panic or time-out costs one file, not the run."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path

from zushi_xl.findings.finding import Problem
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.scale.launch import launched, serving
from zushi_xl.workflow.scale.pipes import OtherEndGone, receive
from zushi_xl.workflow.scale.promises import keep
from zushi_xl.workflow.scale.reader_worker import READY
from zushi_xl.xlsx_in import limits
from zushi_xl.xlsx_in.plain import PlainBook, PlainFault, make_workbook
from zushi_xl.xlsx_in.reader import fingerprint
from zushi_xl.xlsx_in.unreadable import Refused

_START = serving("reader_worker")
_AHEAD = 4  # files: with fewer, both processes wait for each other too often to fill two cores
_HEAVY = 4 * limits.MIB  # a file of this size is opened only when it is asked for
Answer = tuple[str, PlainBook | PlainFault]
_OF_THE_WORKER = ("reader_died", "out_of_memory")
_KILLED = -9  # from outside, which is no fault of the file


class ReaderProcess:
    """One warm process; started at the first file, and again after each death."""

    def __init__(self, seconds: float = limits.READ_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._is_warm = False
        self._is_stopped = False  # while something that was begun is given up
        self._timed_out = False
        self._ended: int | None = None  # the exit status of the last process
        self._begun: dict[Path, Future[Answer]] = {}

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Let the process start while other things are done; the first file would start it too."""
        if self._begun:  # a thread is at it
            return
        with suppress(Problem):
            self._launch()

    def begin(self, path: Path, budget: limits.Budget = limits.RETURNED) -> Future[Answer]:
        """Let the process start and read a file while other things are done, after those that were
        begun before; who asks for one of them first gets what it read. ``budget`` is what the file
        may hold."""
        self.start()
        before, promise = [*self._begun.values()], Future[Answer]()
        self._begun[path] = promise

        def work() -> None:
            wait(before)  # the process answers one question at a time
            if promise.set_running_or_notify_cancel():
                keep(promise, partial(self._read, path, budget))

        threading.Thread(target=work, daemon=True).start()
        return promise

    def read(self, path: Path) -> Answer:
        """Fingerprint and content of a file, or why there is none.

        A file that kills a used worker gets a second chance in a fresh one, so that no result
        depends on what was read before; so does one whose worker somebody else has killed.

        Raises:
            Problem: no process can be started, which is no fault of any file.
        """
        begun, self._begun = self._begun, {}
        wait(begun.values())
        return begun[path].result() if path in begun else self._read(path)

    def _read(self, path: Path, budget: limits.Budget = limits.RETURNED) -> Answer:
        used, self._ended = self._is_warm, None
        answer = self._try(path, budget)
        died = isinstance(answer[1], PlainFault) and answer[1].kind in _OF_THE_WORKER
        if died and not self._is_stopped and (used or self._ended == _KILLED):
            self._end()
            answer = self._try(path, budget)
        return answer

    def _try(self, path: Path, budget: limits.Budget) -> Answer:
        try:
            process = self._warm()
            data = self._ask(process, json.dumps((str(path.absolute()), budget)).encode() + b"\n")
        except (OtherEndGone, OSError):
            return _hash(path), self._cause_of_death()
        if self._timed_out:  # the clock struck just after the answer
            self._end()
        sha256, plain = pickle.loads(data)
        return sha256, plain

    def _launch(self) -> subprocess.Popen[bytes]:
        """The process.

        Raises:
            Problem: it cannot be started, which is no fault of any file.
        """
        if self._process is None:
            try:
                self._process = launched(_START)
            except OSError as error:
                raise _not_started(str(error.strerror)) from None
        return self._process

    def _warm(self) -> subprocess.Popen[bytes]:
        """The process once it is ready; one that ends before gets a second chance."""
        code = None
        for _ in range(2):
            process = self._launch()
            self._is_warm = self._is_warm or self._is_ready(process)
            if self._is_warm:
                return process
            code = self._end()
            if self._is_stopped:
                break
        raise _not_started(f"終了コード {code}")

    def _is_ready(self, process: subprocess.Popen[bytes]) -> bool:
        with self._clock(process, limits.START_SECONDS):
            try:
                return receive(process.stdout) == READY
            except OtherEndGone:
                return False

    def _ask(self, process: subprocess.Popen[bytes], request: bytes) -> bytes:
        assert process.stdin is not None
        with self._clock(process, self._seconds):
            process.stdin.write(request)
            process.stdin.flush()
            return receive(process.stdout)

    def _clock(self, process: subprocess.Popen[bytes], seconds: float) -> _Clock:
        self._timed_out = False
        return _Clock(seconds, lambda: self._expire(process))

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self._timed_out = True
        process.kill()

    def _cause_of_death(self) -> PlainFault:
        """What the worker died of; the next file gets a fresh one."""
        self._ended = code = self._end()
        if self._timed_out:
            return PlainFault.of("timed_out", f"{self._seconds:g}")
        return PlainFault.of("reader_died", f"終了コード {code}")

    def stop(self) -> None:
        """End the process; what it has begun and nobody has asked for is given up."""
        self._is_stopped = True
        waiting = [p for p in self._begun.values() if not p.cancel() and not p.done()]
        if waiting and self._process is not None:
            self._process.kill()
        wait(waiting)
        self._end()
        self._is_stopped = False

    def _end(self) -> int | None:
        """End the process; gives its exit status, None where none ran."""
        process, self._process = self._process, None
        self._is_warm = False
        if process is None:
            return None
        with suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]
        process.stdout.close()  # type: ignore[union-attr]
        try:
            return process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _not_started(why: str) -> Problem:
    return Problem(
        f"提出ファイルを開くためのプロセスを始められません（{why}）。"
        f"{sys.executable} を実行する権限と、メモリの空きを確かめてください。"
    )


class _Clock:
    """Calls back unless it is left in time; works on every system, unlike select on pipes."""

    def __init__(self, seconds: float, expire: object) -> None:
        self._timer = threading.Timer(seconds, expire)  # type: ignore[arg-type]
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()


def _hash(path: Path) -> str:
    try:
        return fingerprint(path)
    except (OSError, Refused):
        return ""


def read_workbooks(
    files: Iterable[tuple[str, Path]], reader: ReaderProcess | None = None
) -> Iterator[Workbook | Unreadable]:
    """Read files given as (name, path), in their order.

    Each is opened in a warm process with limits on memory and time; one that kills or stalls it is
    one ``Unreadable``, and the next gets a fresh process. A ``reader`` that is given stays for the
    next files.
    """
    with nullcontext(reader) if reader else ReaderProcess() as opener:
        for name, (sha256, plain) in _answers(files, opener):
            yield make_workbook(name, sha256, plain)


def _answers(
    files: Iterable[tuple[str, Path]], reader: ReaderProcess
) -> Iterator[tuple[str, Answer]]:
    """The next files are read while the caller is busy with the one before them."""
    with ThreadPoolExecutor(1) as ahead:
        pending: list[tuple[str, Future[Answer]]] = []
        for name, path in files:
            pending.append((name, ahead.submit(reader.read, path)))
            while len(pending) > (0 if is_heavy(path) else _AHEAD):
                yield _first(pending)
        while pending:
            yield _first(pending)


def is_heavy(path: Path) -> bool:
    """Whether a file is too large to be opened before it is asked for."""
    try:
        return path.stat().st_size > _HEAVY
    except OSError:  # as reading it will say
        return False


def _first(pending: list[tuple[str, Future[Answer]]]) -> tuple[str, Answer]:
    name, answer = pending.pop(0)
    return name, answer.result()
