"""What builds and writes is loaded when there is something to build."""

from __future__ import annotations

import subprocess
import sys

BUILDERS = ("zushi_xl.publish", "zushi_xl.sheets.book", "zushi_xl.sheets.findings")


def test_reading_a_year_loads_nothing_that_publishes() -> None:
    code = "import sys, zushi_xl.workflow.collect; print(*sys.modules)"
    names = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    ).stdout.split()
    assert "zushi_xl.workflow.gathering" in names
    assert not [name for name in names if name.startswith(BUILDERS)]
