"""What comes out at the terminal, whatever is in the files and whatever the terminal can show."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.workflow.command import run
from zushi_xl.cli.streams import visible

ELDERLY = ROOT / "inputs" / "高齢介護課_進捗状況評価シート.xlsx"
COMMAND = [sys.executable, "-m", "zushi_xl"]


def command(
    *arguments: object, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=600,
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("課\x1b[2J", "課\\x1b[2J"),
        ("一\r二", "一\\r二"),
        ("\u202e右から", "\\u202e右から"),
        ("\x9b0m", "\\x9b0m"),
        ("行\n行", "行\n行"),
        ("ふつうの文①㈱é", "ふつうの文①㈱é"),
    ],
)
def test_nothing_steers_the_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["補塡", "• 一", "é", "✔", "剝", "\u2011", "𠮷", "1\x1b[2J"])
def test_an_encoding_that_lacks_a_character_still_gets_json(text: str) -> None:
    done = command("normalize", text, PYTHONUTF8="0", PYTHONIOENCODING="cp932")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("cp932"))


@pytest.mark.parametrize("name", ["check", "status"])
def test_an_encoding_that_lacks_a_character_ends_no_run(tmp_path: Path, name: str) -> None:
    odd = tmp_path / "補塡•é.xlsx"
    odd.write_bytes(ELDERLY.read_bytes())
    done = command(name, odd, PYTHONUTF8="0", PYTHONIOENCODING="cp932")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names of files in Unicode")
@pytest.mark.parametrize(
    "words", ["check", "status", "collect -o {0}/出力", "distribute -o {0}/様式"]
)
def test_a_plain_locale_has_japanese_names_and_words(tmp_path: Path, words: str) -> None:
    folder = tmp_path / "提出"
    folder.mkdir()
    (folder / ELDERLY.name).write_bytes(ELDERLY.read_bytes())
    given = [] if words.startswith("distribute") else [folder]
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    done = command(*words.format(tmp_path).split(), *given, **plain)
    assert done.returncode == (1 if words in ("check", "status") else 0), done.stderr.decode()
    assert any(word in done.stdout.decode() for word in ("高齢介護課", "出力先"))


def test_a_name_that_the_locale_lacks_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        "𠮷野町.xlsx".encode("euc_jp")

    monkeypatch.setattr("zushi_xl.workflow.collect.collect", refuse)
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "euc_jp")
    done = run("collect", ELDERLY, "-o", tmp_path)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "𠮷野町.xlsx" in line
    assert "euc_jp" in line
    assert "PYTHONUTF8" in line


@pytest.mark.parametrize(
    "stdin",
    [
        '"約30人"\n'.encode(),
        b"\xef\xbb\xbf" + '"約30人"\r\n'.encode(),
        '"約30人"\r\n'.encode("utf-16"),
        b"\xfe\xff" + '"約30人"\n'.encode("utf-16-be"),
    ],
)
def test_lines_in_any_mark(stdin: bytes) -> None:
    done = command("normalize", "--jsonl", stdin=stdin)
    assert json.loads(done.stdout)["value"] == 30


def test_lines_that_are_no_text() -> None:
    done = command("normalize", "--jsonl", stdin=b'"\x82\xa0"\n')
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_an_interrupted_run_says_so_and_ends_with_its_own_status() -> None:
    process = subprocess.Popen(
        [*COMMAND, "normalize", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a test run that was started in the background hands down that Ctrl-C is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write('"30人"\n'.encode() * 2000)  # so that something comes out
    process.stdin.flush()
    process.stdout.read(10)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.decode()) == (130, "\nzushi-xl: 中断しました。\n")


_INTERRUPTED_IN_A_CLASS = """
from zushi_xl.cli import commands

class Loading:
    def __set_name__(self, owner, name):
        raise KeyboardInterrupt

def load(**_):
    class Loaded:
        a_field = Loading()

commands.main.commands["check"].callback = load
commands.main(["check", "x.xlsx"])
"""


def test_an_interrupt_while_a_class_is_made_is_one_too() -> None:
    """Python before 3.12 wraps it in an error of its own; 3.12 and later do not."""
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_IN_A_CLASS],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr.strip()) == (130, "zushi-xl: 中断しました。")


_INTERRUPTED_AT_THE_END = """
import atexit, os, signal, sys
import zushi_xl.__main__ as start

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)

def ended(status, end=sys.exit):
    interrupt()
    end(status)

signal.signal(signal.SIGINT, signal.default_int_handler)
atexit.register(interrupt)
sys.exit = ended
sys.argv = ["zushi-xl", *sys.argv[1:]]
start.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize(("words", "status"), [(["--version"], 0), (["nothing"], 2)])
def test_an_interrupt_when_all_is_said_changes_nothing(words: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_AT_THE_END, *words],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert "KeyboardInterrupt" not in done.stderr


_INTERRUPTED_WHILE_LOADING = """
import os, signal, sys
import zushi_xl.__main__ as start

class Interrupting:
    def find_spec(self, name, *_):
        if name == "zushi_xl.cli.commands":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
start.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_an_interrupt_while_the_command_loads_gives_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_WHILE_LOADING],
        capture_output=True,
        cwd=ROOT,
        check=False,
        timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")  # shells say 130


def test_findings_are_no_failure_unless_asked(tmp_path: Path) -> None:
    assert run("collect", ELDERLY, "-o", tmp_path / "a").exit_code == 0
    assert run("collect", ELDERLY, "-o", tmp_path / "b", "--strict").exit_code == 1
    assert run("check", ELDERLY).exit_code == 1
    assert run("status", ELDERLY).exit_code == 1


def test_what_the_system_refuses_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "年度更新.xlsx"))

    monkeypatch.setattr("zushi_xl.workflow.collect.collect", refuse)
    done = run("collect", ELDERLY, "-o", tmp_path)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert "年度更新.xlsx" in line
    assert "権限" in line
