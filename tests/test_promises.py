"""docs/約束.md: every promise has a command, and every command is one that runs as written."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.suite.count import areas

PAGE = ROOT / "docs" / "約束.md"
_COMMAND = re.compile(r"`(python -m [^`]+)`|^(python -m .+?)\s*(?:#.*)?$", re.MULTILINE)
_ROW = re.compile(r"^\|(?!-)[^|]+\|(?P<how>[^|]+)\|$", re.MULTILINE)
_LONG = "python -m benchmarks."  # measures for hours: asked for its help only


def commands() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return [quoted or plain for quoted, plain in _COMMAND.findall(text)]


def test_every_promise_has_a_command() -> None:
    rows = [row["how"].strip() for row in _ROW.finditer(PAGE.read_text(encoding="utf-8"))]
    promised = [how for how in rows if how != "確かめ方"]
    assert len(promised) >= 14
    assert [how for how in promised if "`python -m " not in how] == []


def test_the_count_of_the_suite_is_as_it_is() -> None:
    """The table is what ``python -m tests.suite.count areas`` prints."""
    assert "\n".join(areas()) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", commands())
def test_a_command_runs_as_written(command: str) -> None:
    """What tests is collected (pytest runs it elsewhere) and finds some; what counts is run."""
    words = shlex.split(command)
    assert words[:2] == ["python", "-m"]
    if words[2] == "pytest":
        words += ["--collect-only", "-q", "-p", "no:cacheprovider"]
    elif command.startswith(_LONG):
        words = [*words[:3], "--help"]
    done = subprocess.run(
        [sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-800:] + done.stderr[-800:]


@pytest.mark.parametrize("command", [c for c in commands() if "pytest" in c])
def test_a_command_names_what_is_there(command: str) -> None:
    paths = [word for word in shlex.split(command) if word.startswith("tests/")]
    assert [path for path in paths if not Path(ROOT, path).exists()] == []
