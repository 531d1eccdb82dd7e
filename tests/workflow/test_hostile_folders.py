"""Every hostile class at once, beside a good return: the command ends well and the return counts.

``benchmarks/hostile.py`` tries them one by one, with seconds and memory.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.workflow.command import run
from tests.workflow.hostile_folders import CLASSES

GOOD = ROOT / "inputs" / "高齢介護課_進捗状況評価シート.xlsx"


@pytest.mark.skipif(os.name == "nt", reason="pipes and links are those of POSIX")
def test_a_good_return_counts_among_hostile_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(GOOD, folder)
    run("distribute", "-o", tmp_path / "forms", "--only", "市民協働課")
    form = next((tmp_path / "forms").rglob("*市民協働課*.xlsx"))
    for build in CLASSES.values():
        build(folder, form)
    done = run("collect", folder, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    result = json.loads((tmp_path / "out/2024年度/収集結果.json").read_text(encoding="utf-8"))
    received = {d["name"]: d["file"] for d in result["divisions"] if d["status"] == "received"}
    assert received["高齢介護課"] == GOOD.name
    met = {item["file"].split("/")[0] for item in result["inputs"]}
    assert met >= {path.name for path in folder.iterdir() if "\u202e" not in path.name}
    assert all(item["reason"] for item in result["inputs"] if item["status"] != "adopted")
