"""Outputs whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from zushi_xl.files import disk
from zushi_xl.files import whole_output as module
from zushi_xl.files.run_lock import Busy, run_lock
from zushi_xl.files.whole_output import recover, whole_output, whole_run
from zushi_xl.findings.finding import Problem

OWNED = ("*.xlsx", "差し戻し/*.xlsx", "公開データ/*.csv", "収集結果.json")


def write_set(folder: Path, mark: str, divisions: int = 3) -> None:
    (folder / "差し戻し").mkdir(exist_ok=True)
    (folder / "公開データ").mkdir(exist_ok=True)
    for name in ("評価.xlsx", "点検結果.xlsx", "収集結果.json", "公開データ/KPI.csv"):
        (folder / name).write_text(mark, encoding="utf-8")
    for number in range(divisions):
        (folder / f"差し戻し/課{number}.xlsx").write_text(mark, encoding="utf-8")


def contents(target: Path) -> dict[str, str]:
    return {
        path.relative_to(target).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


def marks(target: Path) -> set[str]:
    return {mark for name, mark in contents(target).items() if not name.startswith("配布/")}


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


@pytest.fixture(params=["exchange", "journal"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "journal":
        without_exchange(monkeypatch)
    return tmp_path / "outputs" / "2024年度"


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_one: Path, other: Path) -> None:
        raise OSError(errno.ENOSYS, "no exchange", str(other))

    monkeypatch.setattr(module, "exchange_names", refuse)


def run(target: Path, mark: str, divisions: int = 3) -> None:
    with whole_output(target, OWNED) as folder:
        write_set(folder, mark, divisions)


def test_first_run_makes_the_folder(target: Path) -> None:
    run(target, "1")
    assert marks(target) == {"1"}
    assert beside(target) == []


def test_second_run_replaces_all_and_keeps_what_is_not_ours(target: Path) -> None:
    run(target, "1")
    (target / "配布" / "古").mkdir(parents=True)
    (target / "配布/企画課.xlsx").write_text("記入中", encoding="utf-8")
    (target / "配布/古/メモ.txt").write_text("メモ", encoding="utf-8")
    (target / "空").mkdir()
    run(target, "2")
    assert marks(target) == {"2"}
    assert (target / "配布/企画課.xlsx").read_text(encoding="utf-8") == "記入中"
    assert (target / "配布/古/メモ.txt").exists()
    assert (target / "空").is_dir()
    assert beside(target) == []


@pytest.mark.parametrize("below", ["", "差し戻し"])
def test_the_folder_that_somebody_works_in_stays_the_same(
    target: Path, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``-o .``: the shell must not stand in a folder that is gone."""
    (target / below).mkdir(parents=True, exist_ok=True)
    (target / "メモ.txt").write_text("残す", encoding="utf-8")
    before = target.stat().st_ino
    monkeypatch.chdir(target / below)
    with whole_output(target) as new:
        (new / "新.txt").write_text("新", encoding="utf-8")
    assert target.stat().st_ino == before
    assert sorted(path.name for path in target.glob("*.txt")) == ["メモ.txt", "新.txt"]
    assert Path.cwd() == target / below


def test_stale_books_of_an_earlier_run_go(target: Path) -> None:
    run(target, "1", divisions=5)
    run(target, "2", divisions=2)
    books = sorted(path.name for path in (target / "差し戻し").iterdir())
    assert books == ["課0.xlsx", "課1.xlsx"]


def test_empty_folder_of_stale_books_goes_too(target: Path) -> None:
    run(target, "1", divisions=2)
    with whole_output(target, OWNED) as folder:
        (folder / "収集結果.json").write_text("2", encoding="utf-8")
    assert contents(target) == {"収集結果.json": "2"}
    assert not (target / "差し戻し").exists()


def test_files_outside_the_patterns_are_replaced_only_when_made(target: Path) -> None:
    run(target, "1")
    (target / "手書き.txt").write_text("残す", encoding="utf-8")
    with whole_output(target) as folder:
        (folder / "評価.xlsx").write_text("2", encoding="utf-8")
    assert contents(target)["手書き.txt"] == "残す"
    assert contents(target)["評価.xlsx"] == "2"
    assert contents(target)["点検結果.xlsx"] == "1"


def test_an_exception_leaves_the_earlier_outputs(target: Path) -> None:
    run(target, "1")
    before = contents(target)
    with pytest.raises(ZeroDivisionError), whole_output(target, OWNED) as folder:
        write_set(folder, str(1 / 0))
    assert contents(target) == before
    assert beside(target) == []


@pytest.mark.parametrize("mark", ["~$評価.xlsx", ".~lock.評価.xlsx#"])
def test_office_lock_files_stop_the_run_before_it_starts(target: Path, mark: str) -> None:
    run(target, "1")
    (target / mark).write_text("山田", encoding="utf-8")
    entered = False
    with pytest.raises(Problem, match="評価.xlsx がほかで開かれています"):  # noqa: SIM117
        with whole_output(target, OWNED):
            entered = True
    assert not entered
    assert marks(target) - {"山田"} == {"1"}


def test_a_book_opened_during_the_run_is_noticed(target: Path) -> None:
    run(target, "1", divisions=4)
    with pytest.raises(Problem, match="課3.xlsx"), whole_output(target, OWNED):
        (target / "差し戻し/~$課3.xlsx").touch()  # a stale one: it would be removed
    assert marks(target) == {"1", ""}


def test_lock_marks_beside_files_of_others_do_not_matter(target: Path) -> None:
    run(target, "1")
    (target / "配布").mkdir()
    (target / "配布/~$企画課.xlsx").touch()
    run(target, "2")
    assert marks(target) == {"2"}


def test_a_target_that_cannot_be_opened(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(target, "1")
    refuse_to_open(monkeypatch, target / "点検結果.xlsx")
    with pytest.raises(Problem, match="点検結果.xlsx を書き換えられません"):
        run(target, "2")
    assert marks(target) == {"1"}


def refuse_to_open(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    original = Path.open

    def open_or_refuse(self: Path, mode: str = "r", *args: object, **options: object) -> object:
        if self == file and mode == "r+b":
            raise PermissionError(errno.EACCES, "sharing violation", str(self))
        return original(self, mode, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_or_refuse)


def test_a_read_only_folder(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(target, "1")
    original = Path.mkdir

    def mkdir(self: Path, *args: object, **options: object) -> None:
        if "zushi_xl-new" in str(self):
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        original(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(Problem, match="2024年度 に書き込めません") as caught:
        run(target, "2")
    assert "\n" not in str(caught.value)
    assert marks(target) == {"1"}


@pytest.mark.parametrize("stage", ["body", "sync"])
def test_a_full_disk(target: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    run(target, "1")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if stage == "sync":
        monkeypatch.setattr(disk, "sync_file", full)
    with pytest.raises(Problem, match="空きが足りず"), whole_output(target, OWNED) as folder:
        write_set(folder, "2") if stage == "sync" else full()
    assert marks(target) == {"1"}
    assert beside(target) == []


def test_errors_elsewhere_pass_as_they_are(target: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_output(target, OWNED):
        (tmp_path / "なし").read_text(encoding="utf-8")


def test_the_target_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("x")
    with (
        pytest.raises(Problem, match="フォルダではありません"),
        whole_output(tmp_path / "outputs"),
    ):
        pass


def test_two_runs_in_one_process(target: Path) -> None:
    with whole_output(target, OWNED) as folder:
        write_set(folder, "1")
        with pytest.raises(Problem, match="別の zushi-xl"), whole_output(target, OWNED):
            pass
    assert marks(target) == {"1"}


# --- the journal: moves that fail or are interrupted ---


@pytest.fixture
def journalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_exchange(monkeypatch)
    return tmp_path / "2024年度"


def break_replace(monkeypatch: pytest.MonkeyPatch, after: int, error: BaseException) -> None:
    original = Path.replace
    moves = 0

    def replace(self: Path, other: Path) -> Path:
        nonlocal moves
        if "zushi_xl-new" in str(self):
            moves += 1
            if moves > after:
                raise error
        return original(self, other)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("after", range(7))
def test_a_move_that_fails_is_undone(
    journalled: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    run(journalled, "1", divisions=2)
    before = contents(journalled)
    with monkeypatch.context() as patch:
        break_replace(patch, after, PermissionError(errno.EACCES, "in use", str(journalled / "x")))
        with pytest.raises(Problem):
            run(journalled, "2", divisions=4)
    assert contents(journalled) == before
    assert beside(journalled) == []


@pytest.mark.parametrize("after", range(7))
def test_an_interrupted_move_is_finished_by_the_next_run(
    journalled: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    run(journalled, "1", divisions=4)
    with monkeypatch.context() as patch:
        break_replace(patch, after, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            run(journalled, "2", divisions=3)
    recover(journalled)
    assert marks(journalled) == {"2"}
    assert not (journalled / "差し戻し/課3.xlsx").exists()
    assert beside(journalled) == []


# --- real processes ---

LOOP = """
import sys
from pathlib import Path
from tests.xlsx_out import test_whole_output as t
from zushi_xl.files import disk
from zushi_xl.files import whole_output as module
if sys.argv[2] == "journal":
    def refuse(one, other):
        raise OSError(38, "no exchange")
    module.exchange_names = refuse
for number in range(10**9):
    t.run(Path(sys.argv[1]), str(number), divisions=3 + number % 3)
    print(number, flush=True)
"""
ROOT = Path(__file__).parents[2]


def start(target: Path, how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOOP, str(target), how],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("how", ["exchange", "journal"])
def test_kill_at_random_moments(tmp_path: Path, how: str) -> None:
    target = tmp_path / "2024年度"
    (target / "配布").mkdir(parents=True)
    (target / "配布/企画課.xlsx").write_text("記入中", encoding="utf-8")
    chance = random.Random(how)
    finished_by_recovery = 0
    for _ in range(60):
        process = start_and_kill(target, how, chance.uniform(0, 0.02))
        assert process.returncode == -signal.SIGKILL
        if how == "journal":
            finished_by_recovery += len(marks(target)) > 1
            recover(target)
        assert len(marks(target)) == 1
        number = int(*marks(target))
        assert len(list((target / "差し戻し").iterdir())) == 3 + number % 3
        assert (target / "配布/企画課.xlsx").read_text(encoding="utf-8") == "記入中"


def start_and_kill(target: Path, how: str, delay: float) -> subprocess.Popen[str]:
    with start(target, how) as process:
        assert process.stdout is not None
        process.stdout.readline()  # at least one run went through
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(60)
    return process


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_readers_never_see_a_mixture(tmp_path: Path) -> None:
    """With the exchange, a reader that opened the folder reads one set."""
    target = tmp_path / "2024年度"
    with start(target, "exchange") as process:
        assert process.stdout is not None
        process.stdout.readline()
        until = time.monotonic() + 0.6
        seen = set()
        while time.monotonic() < until:
            seen.add(read_through_one_folder(target))
        process.kill()
    assert all(len(found) <= 1 for found in seen)
    assert len(seen) > 2


def read_through_one_folder(target: Path) -> frozenset[str]:
    folder = os.open(target, os.O_RDONLY)
    found = set()
    try:
        for name in ("評価.xlsx", "点検結果.xlsx", "収集結果.json"):
            handle = os.open(name, os.O_RDONLY, dir_fd=folder)
            found.add(os.read(handle, 100).decode())
            os.close(handle)
    except FileNotFoundError:
        return frozenset()  # the folder was replaced and removed meanwhile
    finally:
        os.close(folder)
    return frozenset(found)


def test_two_processes_at_once(tmp_path: Path) -> None:
    target = tmp_path / "2024年度"
    with whole_output(target, OWNED) as folder, start(target, "exchange") as other:
        write_set(folder, "mine")
        _, errors = other.communicate(timeout=60)
        assert other.returncode == 1
        assert "別の zushi-xl" in errors
        assert str(os.getpid()) in errors
    assert marks(target) == {"mine"}


def test_one_process_does_not_run_twice_at_once(tmp_path: Path) -> None:
    lock, holder = tmp_path / "lock", tmp_path / "run"
    with run_lock(lock, holder) as dead:
        assert dead == ""
        assert holder.read_text() == str(os.getpid())
        with pytest.raises(Busy) as busy, run_lock(lock, holder):
            pass
        assert busy.value.pid == str(os.getpid())  # trying the lock takes nothing away
    with run_lock(lock, holder) as dead:
        assert dead == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_where_no_lock_can_be_made_no_other_run_is_blamed() -> None:
    """filelock waits for a lock file that cannot be made as for one that is held."""
    with pytest.raises(FileNotFoundError), run_lock(Path("/proc/lock"), Path("/proc/run")):
        pass


@pytest.mark.parametrize("number", ["ENOLCK", "ENOSYS", "ENOTSUP"])
def test_where_nothing_can_be_locked_a_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(getattr(errno, number), "no locks here")

    monkeypatch.setattr("fcntl.flock", refuse)
    run(tmp_path / "2024年度", "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["2024年度"]


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_the_lock_of_a_dead_run_is_free(tmp_path: Path) -> None:
    target = tmp_path / "2024年度"
    start_and_kill(target, "exchange", 0.003)
    (target.parent / ".2024年度.zushi_xl-lock").touch()
    (target.parent / ".2024年度.zushi_xl-run").write_text("999999")
    said: list[str] = []
    with whole_run(target, said.append), whole_output(target, OWNED) as folder:
        write_set(folder, "mine")
    assert "前の zushi-xl（プロセス 999999）は、終わる前に止められていました。" in said[0]
    assert marks(target) == {"mine"}
    assert beside(target) == []


def test_a_file_saved_by_somebody_between_link_and_exchange_survives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "2024年度"
    run(target, "1")
    (target / "メモ.txt").write_text("前", encoding="utf-8")
    original: Callable[[Path, Path], None] = module.exchange_names

    def exchange(one: Path, other: Path) -> None:
        (target / "新規.txt").write_text("新", encoding="utf-8")
        (target / "x").write_text("後", encoding="utf-8")
        (target / "x").replace(target / "メモ.txt")
        original(one, other)

    monkeypatch.setattr(module, "exchange_names", exchange)
    run(target, "2")
    assert (target / "メモ.txt").read_text(encoding="utf-8") == "後"
    assert (target / "新規.txt").exists()
