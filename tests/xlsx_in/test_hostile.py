"""Every hostile class ends in one clear sentence, within 5 seconds and 512 MB."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from . import hostile

SECONDS = 5.0  # of processor time
CHILD = str(Path(__file__).with_name("reading_child.py"))
JAPANESE = re.compile(r"[ぁ-ん一-龥]")
Told = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What a child with limits says about all files, read one after the other."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = [folder / f"{name}.xlsx" for name in (*hostile.HOSTILE, *hostile.HARMLESS)]
    builders = [build for _, build in hostile.HOSTILE.values()] + [*hostile.HARMLESS.values()]
    for path, build in zip(paths, builders, strict=True):
        build(path)
    child = subprocess.run(
        [sys.executable, CHILD, *map(str, paths)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    lines = [json.loads(line) for line in child.stdout.splitlines()]
    assert [line["file"] for line in lines] == [path.stem for path in paths]
    return {line["file"]: line for line in lines}


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_hostile_file_is_one_clear_fault(told: Told, name: str) -> None:
    found = told[name]
    assert found["fault"], "read as if nothing were wrong"
    kind, reason, remedy = found["said"]
    assert kind == hostile.HOSTILE[name][0]
    assert JAPANESE.search(reason)
    assert remedy.endswith("ください。")
    assert found["seconds"] < SECONDS


@pytest.mark.parametrize("name", hostile.HARMLESS)
def test_odd_but_harmless_file_is_read(told: Told, name: str) -> None:
    assert not told[name]["fault"], told[name]["said"]
    assert told[name]["seconds"] < SECONDS
