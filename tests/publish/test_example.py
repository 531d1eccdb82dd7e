"""The example for analysts runs as the docs say, without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.publish import small
from tests.publish.small import json_text

EXAMPLE = ROOT / "docs" / "examples" / "kpi_trends.py"


def _run(*arguments: str, where: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: matplotlib warns on loading, and keeps its caches."""
    there = {"MPLCONFIGDIR": str(where), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, str(EXAMPLE), *arguments],
        cwd=where,
        env={name: value for name, value in os.environ.items() if name != "DISPLAY"} | there,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


@pytest.mark.parametrize(("code", "count"), [("", 3), ("1-1-①", 2), ("9", 0)])
def test_draws_the_trends(code: str, count: int, tmp_path: Path) -> None:
    (tmp_path / "収集結果.json").write_text(json_text(small.report()), encoding="utf-8")
    run = _run(str(tmp_path), "-o", "図.png", "--code", code, where=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"{count}件のKPIを 図.png に描きました。\n"
    assert (tmp_path / "図.png").read_bytes().startswith(b"\x89PNG")
