"""Killed at any moment, run twice at once, no room, no right, open in Excel: outputs stay whole."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from tests.conftest import ROOT
from tests.suite.pages import Case
from tests.suite.town import FORM, INPUTS, PLAN, write_case
from tests.workflow.command import MASTERS, run
from zushi_xl.files.refused_outputs import explained
from zushi_xl.findings.finding import Problem
from zushi_xl.workflow import collect as collecting
from zushi_xl.workflow import year_files

ELDERLY = ROOT / "inputs" / "高齢介護課_進捗状況評価シート.xlsx"
SCHOOL = ROOT / "inputs" / "学校教育課_進捗状況評価シート.xlsx"
KILLS = 200
PATIENCE = 120  # seconds for a process that should end
State = dict[str, str]


def state(folder: Path) -> State:
    """Every file below a folder with its digest."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


class Writer:
    """The process that forks runs."""

    def __init__(self, folder: Path, town: Path):
        script = Path(__file__).with_name("writing_child.py")
        one, other, *_ = sorted((town / INPUTS).iterdir())
        given = [script, folder.parent, town / PLAN, town / FORM, one, other]
        self.process = subprocess.Popen(
            [sys.executable, *map(str, given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        self.folder = folder
        assert self._line() == "ready"

    def _line(self) -> str:
        out: IO[str] | None = self.process.stdout
        return out.readline().strip() if out else ""

    def start(self, name: str) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return int(self._line())

    def finish(self, name: str) -> float:
        """Run without being disturbed; gives the seconds it took."""
        begun = time.perf_counter()
        wait_for(self.start(name))
        return time.perf_counter() - begun

    def kill(self, name: str, after: float) -> bool:
        """Start and kill; False where the process had finished before."""
        child = self.start(name)
        time.sleep(after)
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            return False
        wait_for(child)
        return True


def wait_for(child: int) -> None:
    until = time.monotonic() + PATIENCE
    with suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.kill(child, 0)
            time.sleep(0.002)
        raise AssertionError(f"process {child} did not end within {PATIENCE} s")


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    write_case(Case("", "", True, "", ()), tmp_path)  # a small town: many runs in little time
    made = Writer(tmp_path / "outputs" / "2024年度", tmp_path)
    yield made
    made.process.communicate(timeout=PATIENCE)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks its writers")
def test_killed_at_any_moment_the_outputs_are_the_old_ones_or_the_new_ones(writer: Writer) -> None:
    whole, seconds = {}, 0.0
    for name in "AB":
        seconds = writer.finish(name)
        whole[name] = state(writer.folder)
    assert len(whole["A"]) > 5
    assert whole["A"] != whole["B"]
    chance, killed, seen = random.Random(4), 0, set()
    for attempt in range(3 * KILLS):
        if attempt % 10 == 0:  # so that either state is the earlier one in turn
            writer.finish("AB"[attempt // 10 % 2])
            seen.add(state(writer.folder) == whole["A"])
        killed += writer.kill("AB"[attempt % 2], chance.uniform(0, 1.02 * seconds))
        now = state(writer.folder)
        assert now in whole.values(), set(now.items()) ^ set(whole["A"].items())
        seen.add(now == whole["A"])
        if killed == KILLS:
            break
    assert killed == KILLS
    assert seen == {True, False}
    writer.finish("A")
    assert state(writer.folder) == whole["A"]
    assert [p.name for p in writer.folder.parent.iterdir()] == ["2024年度"]  # nothing left over


def test_the_next_run_says_what_it_found(tmp_path: Path) -> None:
    """The command itself, killed while it starts, reads and writes."""
    output, said = tmp_path / "outputs", set()
    run("collect", ELDERLY, "-o", output)
    before = state(output)
    seconds = timed_command(SCHOOL, tmp_path / "timed")
    for tenth in range(1, 10):
        process = command(SCHOOL, output)
        time.sleep(seconds * tenth / 10)
        process.kill()
        process.communicate(timeout=PATIENCE)
        held = list(output.glob(".*-run"))
        result = run("collect", ELDERLY, "-o", output)
        assert result.exit_code in (0, 1)
        assert ("終わる前に止められていました" in result.output) == bool(held), result.output
        said.add(bool(held))
        assert state(output) == before
    assert True in said
    assert "止められて" not in run("collect", ELDERLY, "-o", output).output


def command(file: Path, output: Path) -> subprocess.Popen[str]:
    script = "from zushi_xl.cli.commands import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", script, "collect", str(file), "-o", str(output), *MASTERS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )


def timed_command(file: Path, output: Path) -> float:
    begun = time.perf_counter()
    command(file, output).communicate(timeout=PATIENCE)
    return time.perf_counter() - begun


def test_a_run_holds_its_outputs_while_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run is refused before it reads anything, and leaves nothing behind."""
    plainly, said = collecting.gather, []

    def read(*arguments: object, **more: object) -> object:
        said.append(run("collect", ELDERLY, "-o", tmp_path / "o").output)
        return plainly(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "gather", read)
    assert run("collect", SCHOOL, "-o", tmp_path / "o").exit_code in (0, 1)
    assert ["書き込み中です" in text for text in said] == [True]


def test_a_run_without_inputs_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    assert run("collect", tmp_path / "inputs", "-o", tmp_path / "o").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["inputs"]


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    whole = []
    for number, file in enumerate((ELDERLY, SCHOOL)):
        run("collect", file, "-o", tmp_path / str(number))
        whole.append(state(tmp_path / str(number)))
    runs = [command(file, tmp_path / "o") for file in (ELDERLY, SCHOOL)]
    said = [process.communicate(timeout=PATIENCE)[1] for process in runs]
    codes = [process.returncode for process in runs]
    assert 0 in codes  # done, whatever the findings
    assert set(codes) <= {0, 2}
    for code, text in zip(codes, said, strict=True):
        assert code == 0 or ("書き込み中です" in text and len(text.strip().splitlines()) == 1)
    assert state(tmp_path / "o") in whole


@pytest.fixture
def earlier(tmp_path: Path) -> tuple[Path, State]:
    output = tmp_path / "outputs"
    assert run("collect", ELDERLY, "-o", output).exit_code == 0
    return output, state(output)


def refused(earlier: tuple[Path, State], word: str) -> None:
    """The command ends with one line, and the earlier outputs stand as they were."""
    output, before = earlier
    result = run("collect", SCHOOL, "-o", output)
    assert result.exit_code == 2
    (line,) = result.output.strip().splitlines()
    assert word in line
    assert "前回の出力はそのままです" in line
    after = {name: digest for name, digest in state(output).items() if name in before}
    assert after == before


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (errno.ENOSPC, "ディスクの空き"),
        (errno.EDQUOT, "ディスクの空き"),
        (errno.EROFS, "書き込めません"),
        (errno.EACCES, "書き込めません"),
        (errno.EIO, "書き出せません"),
    ],
)
def test_a_disk_that_refuses(
    code: int, word: str, earlier: tuple[Path, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        place = earlier[0] / "2024年度" / "収集結果.json"
        raise OSError(code, os.strerror(code), str(place))

    monkeypatch.setattr(year_files, "result_json", refuse)
    refused(earlier, word)


def test_what_is_refused_has_the_name_that_was_asked_for(tmp_path: Path) -> None:
    target, draft = tmp_path / "2024年度", tmp_path / ".2024年度.zushi_xl-new"
    lock = tmp_path / ".2024年度.zushi_xl-lock"
    for file, shown in ((draft / "a.xlsx", target / "a.xlsx"), (lock, target), (target, target)):
        with pytest.raises(Problem, match=f"^{shown} に書き込めません"), explained(target, draft):
            raise PermissionError(errno.EACCES, "denied", str(file))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_is_read_only(earlier: tuple[Path, State]) -> None:
    earlier[0].chmod(0o555)
    try:
        refused(earlier, "書き込めません")
    finally:
        earlier[0].chmod(0o755)


@pytest.mark.parametrize("mark", ["~${}", ".~lock.{}#"])
def test_a_book_that_is_open(mark: str, earlier: tuple[Path, State]) -> None:
    folder = earlier[0] / "2024年度"
    (folder / mark.format("点検結果_2024年度.xlsx")).write_bytes(b"")
    refused(earlier, "ほかで開かれています")


def test_a_sharing_violation(earlier: tuple[Path, State], monkeypatch: pytest.MonkeyPatch) -> None:
    """What Windows says of a file that Excel holds without a mark beside it."""
    plainly = Path.open

    def held(path: Path, mode: str = "r", *more: object, **most: object) -> object:
        if path.name == "点検結果_2024年度.xlsx" and mode == "r+b":
            raise PermissionError(errno.EACCES, "sharing violation", str(path))
        return plainly(path, mode, *more, **most)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    refused(earlier, "書き換えられません")
