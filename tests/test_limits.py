"""No test waits for ever: whatever waits for another process says for how long."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

RUNS = ("subprocess.run", "subprocess.check_output", "subprocess.check_call")
WAITS = ("wait", "communicate", "join", "HTTPConnection", "urlopen")


def unlimited(source: str) -> Iterator[str]:
    """Calls that run or wait for a process, a thread or an address, with no limit named."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        last = name.rpartition(".")[2]
        if any(keyword.arg == "timeout" for keyword in call.keywords):
            continue
        nothing_given = not call.args and not call.keywords
        if name in RUNS or (last in WAITS[:3] and nothing_given) or last in WAITS[3:]:
            yield f"{call.lineno}: {ast.unparse(call)[:80]}"


FILES = sorted(p for p in (ROOT / "tests").rglob("*.py") if "node_modules" not in p.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_wait_has_a_limit(path: Path) -> None:
    assert not [*unlimited(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("subprocess.run(['a'])", 1),
        ("subprocess.run(['a'], timeout=3)", 0),
        ("process.wait()", 1),
        ("process.wait(3)", 0),
        ("process.communicate()", 1),
        ("process.communicate(timeout=3)", 0),
        ("thread.join()", 1),
        ("', '.join(names)", 0),
        ("HTTPConnection('127.0.0.1', 80)", 1),
    ],
)
def test_the_check_itself(source: str, found: int) -> None:
    assert len([*unlimited(source)]) == found
