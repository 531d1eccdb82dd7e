"""Makes a folder from which Windows computers without a network install zushi_xl.

    python docs/examples/windows_folder.py [FOLDER] [--runtime pyodide-314.0.7.tgz]

It brings the wheels of zushi_xl and of everything it needs for CPython 3.11 to 3.13 on 64-bit
Windows, then checks that nothing is missing: for each Python, every requirement, with its
conditions as they hold on Windows, is met by a wheel of the folder that installs there.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

PYTHONS = ("3.11", "3.12", "3.13")
PLATFORM = "win_amd64"
BUILT_FROM = ("zushi_xl", "templates_xlsx", "inputs", "docs", "setup.py", "setup.cfg",
              "pyproject.toml", "README.md", "LICENSE")  # fmt: skip
ROOT = Path(__file__).parents[2]
# Nothing is written but below the user's own folder; the console speaks UTF-8 while it runs. Not
# below %LOCALAPPDATA%: the Python of the Microsoft Store is shown another folder under that name.
INSTALL = r"""@echo off
chcp 65001 >nul
pushd "%~dp0"
set PLACE=%USERPROFILE%\zushi_xl
set PYTHON=py -3
where py >nul 2>nul || set PYTHON=python
%PYTHON% -m venv "%PLACE%" || goto failed
set PIP="%PLACE%\Scripts\python.exe" -m pip
%PIP% install -q --upgrade --no-index --find-links wheels zushi_xl || goto failed
"%PLACE%\Scripts\zushi-xl.exe" --version || goto failed
echo.
echo できました。コマンドは "%PLACE%\Scripts\zushi-xl.exe" です。
pause
exit /b 0
:failed
echo.
echo インストールできませんでした。Python 3.11～3.13（64ビット）が入っているかを確かめ、
echo この画面の文を添えて、情報システム担当か配布元に知らせてください。
pause
exit /b 1
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("zushi_xl_windows"))
    parser.add_argument("--runtime", type=Path, help="carried by the wheel, for `zushi-xl page`")
    given = parser.parse_args()
    wheels = given.folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    build(wheels, given.runtime)
    for python in PYTHONS:
        gather(wheels, python)
    missing = [line for python in PYTHONS for line in lacking(wheels, python)]
    if missing:
        sys.exit("\n".join(missing))
    (given.folder / "インストール.cmd").write_bytes(INSTALL.replace("\n", "\r\n").encode())
    size = sum(path.stat().st_size for path in wheels.iterdir()) / 1e6
    print(f"{given.folder}: {len(list(wheels.iterdir()))} wheels, {size:.0f} MB, nothing missing")


def build(wheels: Path, runtime: Path | None) -> None:
    """The wheel of this checkout, with the Python of the browser where it is given."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder)
        for name in BUILT_FROM:
            _copy(ROOT / name, source / name)
        if runtime:
            _copy(runtime, source / runtime.name)
        _pip("wheel", "--no-deps", "-w", str(wheels), str(source))


def _copy(path: Path, target: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(path, target)


def gather(wheels: Path, python: str) -> None:
    """Bring what is missing, and what that needs, until nothing is."""
    while missing := [*_missing(wheels, python)]:
        where = ("--python-version", python, "--platform", PLATFORM, "--implementation", "cp")
        only = ("--only-binary", ":all:", "--no-deps", "-d", str(wheels))
        _pip("download", *where, *only, *map(str, missing))


def lacking(wheels: Path, python: str) -> Iterator[str]:
    """What is said of each requirement that no wheel of the folder meets."""
    for requirement in _missing(wheels, python):
        yield f"CPython {python}: {requirement} is missing"


def _missing(wheels: Path, python: str) -> Iterator[Requirement]:
    tags = _tags(python)
    found = {}
    for path in sorted(wheels.glob("*.whl")):
        name, version, _, supported = parse_wheel_filename(path.name)
        if supported & tags:
            found.setdefault(name, []).append((version, path))
    for _, path in (wheel for versions in found.values() for wheel in versions):
        for requirement in _requirements(path, python):
            versions = [v for v, _ in found.get(canonicalize_name(requirement.name), ())]
            if not any(requirement.specifier.contains(version) for version in versions):
                yield Requirement(f"{requirement.name}{requirement.specifier}")


def _tags(python: str) -> frozenset[Tag]:
    version = tuple(map(int, python.split(".")))
    own = cpython_tags(version, platforms=[PLATFORM])
    shared = compatible_tags(version, f"cp{python.replace('.', '')}", [PLATFORM])
    return frozenset((*own, *shared))


def _requirements(wheel: Path, python: str) -> Iterator[Requirement]:
    """What a wheel needs on Windows, without its extras."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    windows = {
        "platform_system": "Windows",
        "sys_platform": "win32",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "extra": "",
    }
    for line in metadata.get_all("Requires-Dist") or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(windows):
            yield requirement


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-q", *arguments], check=True, timeout=900)


if __name__ == "__main__":
    main()
