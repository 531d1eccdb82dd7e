"""What the speed rests on: equal cities, equal bytes from many hands, light starts. Not timed."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.books import FORM, INPUTS, PLAN, make_city
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.masters import load_masters

HEAVY = ("pandas", "numpy", "openpyxl", "rich", "xlsxwriter", "python_calamine", "matplotlib")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_city(tmp_path_factory.mktemp("city") / "3", divisions=3, measures=2)


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(f.relative_to(folder)): sha256(f.read_bytes()).hexdigest() for f in files}


def test_a_city_is_made_the_same_again(city: Path, tmp_path: Path) -> None:
    assert digests(make_city(tmp_path / "3", 3, 2)) == digests(city)


def test_workers_write_the_same_bytes(city: Path, tmp_path: Path) -> None:
    masters = load_masters(city / PLAN, city / FORM)
    for workers in (1, 2):
        collect(masters, [city / INPUTS], tmp_path / str(workers), workers=workers)
    alone = digests(tmp_path / "1")
    assert any("差し戻し" in name for name in alone)
    assert digests(tmp_path / "2") == alone


@pytest.mark.parametrize("arguments", [["--help"], ["collect", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom zushi_xl.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"sys.exit(' '.join(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
