"""The worker: one file's death, hang or panic is one fault, and the next file is read."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from zushi_xl.files.incoming import IncomingFile
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.master_file import forget_masters, read_master
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.scale import reader_process
from zushi_xl.workflow.scale.isolated import OpenIsolated
from zushi_xl.workflow.scale.reader_process import ReaderProcess, read_workbooks
from zushi_xl.xlsx_in import read_workbook, reader
from zushi_xl.xlsx_in.limits import Budget
from zushi_xl.xlsx_in.plain import PlainFault

from .parts_of import A1, minimal, write

PATCHED = """
import sys; sys.path.append({root!r})
import os, time
from zushi_xl.workflow.scale import reader_worker as worker
plain = worker.read_plain
def read_plain(path, budget):
    match path.stem:
        case "aborts": os.abort()
        case "exits": os._exit(3)
        case "hangs": time.sleep(60)
        case "grows": return "x", bytearray(1 << 40)
        case "prints": print("stray"); return plain(path, budget)
        case "killed": os.kill(os.getpid(), 9)
        case "killed_once" if not path.with_suffix(".seen").exists():
            path.with_suffix(".seen").touch(); os.kill(os.getpid(), 9)
        case "tires" if len(seen) > 1: os.abort()
    return plain(path, budget)
seen = []
worker.read_plain = lambda path, budget: (seen.append(path), read_plain(path, budget))[1]
worker.serve()
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "good.xlsx", minimal(A1))


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> ReaderProcess:
    """A worker that does harm to itself at files of certain names."""
    root = str(Path(reader_process.__file__).parents[3])
    monkeypatch.setattr(reader_process, "_START", PATCHED.format(root=root))
    return ReaderProcess(seconds=1.0)


def named(book: Path, name: str) -> Path:
    path = book.with_name(f"{name}.xlsx")
    path.write_bytes(book.read_bytes())
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("aborts", "reader_died"),
        ("exits", "reader_died"),
        ("hangs", "timed_out"),
        ("grows", "out_of_memory"),
    ],
)
def test_harm_to_the_worker_costs_one_file(
    worker: ReaderProcess, book: Path, name: str, kind: str
) -> None:
    with worker:
        before = worker.read(book)
        sha256, fault = worker.read(named(book, name))
        after = worker.read(book)
    assert isinstance(fault, PlainFault)
    assert fault.kind == kind
    assert sha256 in (before[0], "x", "")
    assert before == after
    assert not isinstance(after[1], PlainFault)


def test_stray_output_does_not_break_the_answer(worker: ReaderProcess, book: Path) -> None:
    with worker:
        _, plain = worker.read(named(book, "prints"))
    assert not isinstance(plain, PlainFault)


def test_result_does_not_depend_on_what_was_read_before(worker: ReaderProcess, book: Path) -> None:
    """A file that only a tired worker cannot read is read by a fresh one."""
    with worker:
        worker.read(book)
        _, plain = worker.read(named(book, "tires"))
    assert not isinstance(plain, PlainFault)


@pytest.mark.parametrize(("name", "is_read"), [("killed_once", True), ("killed", False)])
def test_a_worker_that_somebody_kills_at_its_first_file(
    worker: ReaderProcess, book: Path, name: str, is_read: bool
) -> None:
    """The first file of a worker is no reason to blame that file, but twice is."""
    with worker:
        _, plain = worker.read(named(book, name))
    assert is_read == (not isinstance(plain, PlainFault))
    assert is_read or plain.kind == "reader_died"  # type: ignore[union-attr]


def test_worker_killed_between_two_files(book: Path) -> None:
    with ReaderProcess() as worker:
        worker.read(book)
        assert worker._process is not None
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait(60)
        _, plain = worker.read(book)
    assert not isinstance(plain, PlainFault)


@pytest.mark.parametrize("program", ["missing", "ends_at_once"])
def test_a_worker_that_cannot_start_is_no_fault_of_a_file(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    python = tmp_path / "python"
    if program == "ends_at_once":
        python.write_text("#!/bin/sh\nexit 3\n")
        python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with ReaderProcess() as worker:
        worker.start()
        with pytest.raises(Problem, match="プロセスを始められません") as told:
            worker.read(book)
    assert str(python) in str(told.value)
    assert "終了コード 3" in str(told.value) or program == "missing"


def test_a_file_that_was_begun_is_read_once(worker: ReaderProcess, book: Path) -> None:
    worker.begin(book)
    sha256, plain = worker.read(book)
    assert sha256 == reader.fingerprint(book)
    assert not isinstance(plain, PlainFault)
    book.unlink()
    assert isinstance(worker.read(book)[1], PlainFault)  # only the first to ask gets it
    worker.stop()


def test_another_file_than_was_begun_is_read_all_the_same(
    worker: ReaderProcess, book: Path
) -> None:
    other = write(book.with_name("other.xlsx"), minimal(A1.replace("A1", "B2")))
    worker.begin(book)
    assert worker.read(other)[0] == reader.fingerprint(other)
    worker.stop()


def test_files_that_were_begun_are_read_in_turn(worker: ReaderProcess, book: Path) -> None:
    """One may kill the worker of the next, and each has a budget of its own."""
    small = worker.begin(book, Budget(cells=0, tags=1_000))
    killed = worker.begin(named(book, "aborts"))
    worker.begin(named(book, "other"))
    assert not isinstance(worker.read(named(book, "other"))[1], PlainFault)
    faults = [promise.result()[1] for promise in (small, killed)]
    assert [f.kind for f in faults if isinstance(f, PlainFault)] == ["too_many", "reader_died"]
    worker.stop()


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("name", ["計画", "aborts"])
def test_a_plan_master_is_opened_here_where_the_worker_could_not(book: Path, name: str) -> None:
    plan = named(book, name)
    opener = OpenIsolated()
    opener.start(plan, book)
    read = read_master(plan)
    assert isinstance(read, Workbook)
    assert read == read_workbook(plan)
    (first,) = opener.read([IncomingFile("a.xlsx", book)])
    assert isinstance(first, Workbook)
    opener.release()
    forget_masters()


def test_a_file_that_was_begun_may_kill_the_worker(worker: ReaderProcess, book: Path) -> None:
    worker.begin(named(book, "aborts"))
    assert worker.read(named(book, "aborts"))[1] == worker.read(named(book, "aborts"))[1]
    assert not isinstance(worker.read(book)[1], PlainFault)
    worker.stop()


@pytest.mark.usefixtures("worker")
def test_nobody_waits_for_a_file_that_was_begun_in_vain(book: Path) -> None:
    patient = ReaderProcess(seconds=60.0)
    start = time.monotonic()
    patient.begin(named(book, "hangs"))
    time.sleep(1)  # until it hangs
    patient.stop()
    assert time.monotonic() - start < 30


def test_worker_ends_with_the_reading(book: Path) -> None:
    with ReaderProcess() as worker:
        worker.read(book)
        process = worker._process
    assert process is not None
    assert process.returncode == 0


def test_worker_holds_to_its_memory(book: Path) -> None:
    with ReaderProcess() as worker:
        worker.read(book)
        assert worker._process is not None
        limits = Path(f"/proc/{worker._process.pid}/limits").read_text()
    assert "Max address space         536870912" in limits


def test_isolated_and_direct_reading_agree(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "no.xlsx"
    other.write_text("課名,値")
    files = [("a", book), ("b", other), ("c", tmp_path / "missing.xlsx")]
    isolated = list(read_workbooks(files))
    assert isolated == [read_workbook(path, name) for name, path in files]
    assert [type(found) for found in isolated] == [Workbook, Unreadable, Unreadable]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (KeyError("x"), "damaged"),
        (RecursionError(), "damaged"),
        (MemoryError(), "out_of_memory"),
        (PermissionError(13, "Permission denied"), "missing_file"),
    ],
)
def test_every_error_of_a_reader_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, book: Path, error: Exception, kind: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(reader, "read_xlsx", fail)
    found = read_workbook(book)
    assert isinstance(found, Unreadable)
    assert found.kind == kind


def test_interrupt_by_the_user_is_not_swallowed(
    monkeypatch: pytest.MonkeyPatch, book: Path
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reader, "read_xlsx", fail)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(book)


def test_start_loads_nothing_heavy() -> None:
    """A start of 0.1 s is what makes a fresh worker after each death cheap."""
    import subprocess

    code = "import sys, zushi_xl.workflow.scale.reader_worker; print(*sys.modules)"
    names = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    ).stdout.split()
    heavy = {"pandas", "numpy", "openpyxl", "xlsxwriter", "xlrd", "olefile", "asyncio", "rich"}
    assert not (heavy | {"zushi_xl.quantity"}) & set(names)
