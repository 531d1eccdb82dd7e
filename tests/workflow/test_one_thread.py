"""The whole way runs in one thread, where no process and no thread can be started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import zushi_xl
from tests.conftest import ROOT
from tests.workflow.digests import digests

SCRIPT = """
import subprocess, sys, threading
from pathlib import Path

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("multiprocessing", "distributed", "filelock", "fsspec"):
            raise AssertionError(name)

def refuse(*_):
    raise AssertionError("something was started")

sys.meta_path.insert(0, Refuse())
threading.Thread.start = subprocess.Popen.__init__ = refuse
import os
from zushi_xl.files import disk
disk.IN_MEMORY = True
disk.can_exchange = lambda: False
del os.link
import zushi_xl
zushi_xl.collect(
    "inputs", plan="templates_xlsx/計画マスタ.xlsx", form="templates_xlsx/様式定義.xlsx",
    output=sys.argv[1], workers=0,
)
"""


def test_nothing_is_started_and_the_outputs_are_the_same(tmp_path: Path) -> None:
    alone, usual = tmp_path / "alone", tmp_path / "usual"
    command = [sys.executable, "-X", "utf8", "-c", SCRIPT, str(alone)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    zushi_xl.collect(
        ROOT / "inputs",
        plan=ROOT / "templates_xlsx" / "計画マスタ.xlsx",
        form=ROOT / "templates_xlsx" / "様式定義.xlsx",
        output=usual,
    )
    assert digests(alone) == digests(usual)


def test_without_an_output_nothing_is_written(tmp_path: Path) -> None:
    year = zushi_xl.collect(
        [ROOT / "inputs"],
        plan=ROOT / "templates_xlsx" / "計画マスタ.xlsx",
        form=ROOT / "templates_xlsx" / "様式定義.xlsx",
        workers=0,
    )
    assert year.report.fiscal_year == 2024
    assert list(tmp_path.iterdir()) == []
    assert set(year.frames.evaluations["code"]) >= {"5-1-①", "5-2-①"}
    assert year.findings[0].severity == "error"
