"""An installed wheel, with no repository near: ``init --sample``, then the main job."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tests.conftest import ROOT

BUILT_FROM = ("zushi_xl", "templates_xlsx", "inputs", "docs", "setup.py", "setup.cfg", "pyproject.toml",
              "README.md", "LICENSE")  # fmt: skip


def _run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def _can_build_here() -> bool:
    """Whether this environment has the setuptools to build with; else pip fetches it."""
    try:
        return tuple(map(int, version("setuptools").split(".")[:2])) >= (70, 1)
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that the checkout keeps no ``build/``."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, source / name)
    options = ["--no-build-isolation"] if _can_build_here() else []
    built = _run(
        sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", *options, "-w", made, source,
        cwd=made,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (path,) = made.glob("zushi_xl-*.whl")
    return path


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``zushi-xl`` in a fresh environment that borrows only the libraries of this one."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    installed = _run(
        sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps",
        "--no-index", wheel, cwd=folder,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    where = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    borrowed = Path(where.stdout.strip()) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts / ("zushi-xl.exe" if os.name == "nt" else "zushi-xl")


def test_the_wheel_carries_the_masters_and_samples_as_they_are(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for folder in ("templates_xlsx", "inputs"):
            for path in (ROOT / folder).rglob("*.xlsx"):
                inside = f"zushi_xl/data/{path.relative_to(ROOT).as_posix()}"
                assert archive.read(inside) == path.read_bytes(), inside
    assert "zushi_xl/data/手引き.txt" in names
    assert not [name for name in names if not name.startswith(("zushi_xl/", "zushi_xl-"))]


def test_init_and_collect_in_an_empty_folder(command: Path, tmp_path: Path) -> None:
    made = _run(command, "init", "--sample", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "templates_xlsx", "inputs", "outputs", "説明書", "手引き.txt",
    }  # fmt: skip
    collected = _run(command, "collect", "inputs/", cwd=tmp_path)
    assert collected.returncode == 0, collected.stderr
    assert collected.stderr == ""
    result = tmp_path / "outputs" / "2024年度" / "収集結果.json"
    assert json.loads(result.read_text(encoding="utf-8"))["fiscal_year"] == 2024
    assert (tmp_path / "outputs" / "2024年度" / "進捗状況評価_2024年度.xlsx").is_file()


def test_without_sample_the_inputs_are_empty(command: Path, tmp_path: Path) -> None:
    assert _run(command, "init", "仕事", cwd=tmp_path).returncode == 0
    assert list((tmp_path / "仕事" / "inputs").iterdir()) == []
    distributed = _run(command, "distribute", cwd=tmp_path / "仕事")
    assert distributed.returncode == 0, distributed.stderr
    assert len(list((tmp_path / "仕事" / "outputs").glob("*/配布/*.xlsx"))) == 9
    empty = _run(command, "collect", "inputs/", cwd=tmp_path / "仕事")
    assert empty.returncode == 2
    assert "Excel ブックがありません" in empty.stderr
    assert "Traceback" not in empty.stderr
