"""``collect`` needs no network: it runs where there is none at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

WITHOUT = ("unshare", "--map-root-user", "--net")


def _can_unshare() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*WITHOUT, "true"], capture_output=True, timeout=60).returncode == 0


def run_without_network(code: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WITHOUT, sys.executable, *code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.skipif(not _can_unshare(), reason="no network namespaces here")
def test_a_year_is_collected_without_a_network(tmp_path: Path) -> None:
    there = run_without_network(
        ["-c", "import socket; print([name for _, name in socket.if_nameindex()])"], tmp_path
    )
    assert there.stdout.strip() == "['lo']"  # and that is not up
    shutil.copytree(ROOT / "templates_xlsx", tmp_path / "templates_xlsx")
    command = ["-m", "zushi_xl", "collect", str(ROOT / "inputs"), "-o", str(tmp_path / "outputs")]
    result = run_without_network(command, tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "outputs" / "2024年度" / "進捗状況評価_2024年度.xlsx").is_file()
