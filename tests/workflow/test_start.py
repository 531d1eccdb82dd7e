"""What builds and writes is loaded when there is something to build."""

from __future__ import annotations

import subprocess
import sys

BUILDERS = ("zushi_xl.publish", "zushi_xl.sheets.book", "zushi_xl.sheets.findings")


def loaded(modules: str) -> list[str]:
    code = f"import sys, {modules}; print(*sys.modules)"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    ).stdout.split()


def test_reading_a_year_loads_nothing_that_publishes() -> None:
    names = loaded("zushi_xl.workflow.collect")
    assert "zushi_xl.workflow.gathering" in names
    assert not [name for name in names if name.startswith(BUILDERS)]


def test_a_check_loads_nothing_that_publishes_but_findings_as_json() -> None:
    for modules in (
        "zushi_xl.workflow.check, zushi_xl.cli.show",
        "zushi_xl.workflow.browser.entry",
    ):
        names = loaded(modules)
        assert "zushi_xl.rules.registry" in names
        assert not [name for name in names if name.startswith((*BUILDERS[1:], "xlsxwriter"))]
        assert not [name for name in names if name.startswith("zushi_xl.publish.open_data")]
