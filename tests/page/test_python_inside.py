"""What the package uses of Python is there in the browser, where some of it is left out."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.page.conftest import RUNTIME
from zushi_xl.page.contents import NOT_NEEDED
from zushi_xl.page.runtime import FILE

PACKAGE = ROOT / "zushi_xl"
ELSEWHERE = ("cli", "page", "workflow/scale")  # rooms that a page does not enter
NOT_THERE = {("os", "link"): "files in memory have one name each: asked for first"}


def used(source: str) -> Iterator[tuple[str, str]]:
    """Module and name of all that a source takes from the standard library."""
    tree = ast.parse(source)
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {(name.asname or name.name): name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, name.name) for name in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from ((modules[m], node.attr) for m in modules if m == node.value.id)


def all_used() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for path in PACKAGE.rglob("*.py"):
        if not path.relative_to(PACKAGE).as_posix().startswith(ELSEWHERE):
            found.update(used(path.read_text(encoding="utf-8")))
    return {(m, name) for m, name in found if m.split(".")[0] in sys.stdlib_module_names}


def test_what_a_source_uses_is_seen() -> None:
    source = (
        "import os\nfrom pathlib import Path\nos.link(Path(), Path())\nimport json as j\nj.loads"
    )
    assert set(used(source)) == {("os", "link"), ("pathlib", "Path"), ("json", "loads")}


@pytest.mark.skipif(not RUNTIME.is_file(), reason=f"tests/{FILE} is not there")
def test_all_that_is_used_is_there(tmp_path: Path) -> None:
    with tarfile.open(RUNTIME) as archive:
        archive.extractall(tmp_path, filter="data")
    asked = sorted(all_used())
    assert ("os", "link") in asked
    assert not {module.split(".")[0] for module, _ in asked} & NOT_NEEDED
    script = Path(__file__).with_name("missing_names.mjs")
    done = subprocess.run(
        ["node", script, tmp_path / "package"],
        input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    assert {tuple(pair) for pair in json.loads(done.stdout)} == NOT_THERE.keys()
